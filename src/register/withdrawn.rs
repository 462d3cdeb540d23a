//! What is struck out in the register. A row whose leading cells are struck out is no line of it.

use super::table::Table;
use crate::model::Withdrawn;
use crate::workbook::{CellPos, Marked};
use std::collections::BTreeSet;

/// Whether a row is struck out: its leading cells hold nothing that stands, and something that does not.
pub(super) fn is_row(table: &Table<'_>, row: u32) -> bool {
    if table.sheet().marked.is_empty() {
        return false;
    }
    let cells = || {
        let leading = table.leading().iter();
        leading.map(|col| table.first_of(CellPos::new(row, *col)))
    };
    cells().any(|cell| table.sheet().is_withdrawn(cell))
        && cells().all(|cell| table.sheet().content(cell).is_blank())
}

/// Everything below the headings that is struck out, a row at once.
pub(super) fn all(table: &Table<'_>) -> Vec<Withdrawn> {
    let struck = table.sheet().marked.iter();
    let struck = struck.filter(|marked| marked.struck.is_some());
    let below = struck.filter(|marked| marked.pos.row > table.heading_row());
    let mut rows: BTreeSet<u32> = BTreeSet::new();
    let mut found = Vec::new();
    for marked in below {
        let Some(heading) = table.heading(marked.pos.col) else {
            continue;
        };
        if !is_row(table, marked.pos.row) {
            found.push(of_cell(table, marked, heading));
        } else if rows.insert(marked.pos.row) {
            found.push(of_row(table, marked));
        }
    }
    found
}

fn of_cell(table: &Table<'_>, marked: &Marked, heading: &str) -> Withdrawn {
    let struck = marked.struck.as_deref().unwrap_or_default().trim();
    let stands = table.sheet().content(marked.pos).shown().trim();
    let message = if stands.is_empty() {
        format!("{heading}の「{struck}」は取り消し線で消されているため、空白として扱いました")
    } else {
        format!(
            "{heading}の「{struck}」は取り消し線で消されているため、残った「{stands}」を使いました"
        )
    };
    of(table, marked, message)
}

fn of_row(table: &Table<'_>, first: &Marked) -> Withdrawn {
    let row = first.pos.row;
    let leading = table.leading().iter();
    let texts = leading.filter_map(|col| table.sheet().struck(CellPos::new(row, *col)));
    let named: String = texts.map(|text| format!("「{}」", text.trim())).collect();
    let message = format!(
        "{}行目{named}は取り消し線で消されているため、台帳にないものとして扱いました",
        row + 1
    );
    of(table, first, message)
}

fn of(table: &Table<'_>, marked: &Marked, message: String) -> Withdrawn {
    Withdrawn {
        sheet: table.name().to_owned(),
        cell: marked.pos,
        text: marked.struck.as_deref().unwrap_or_default().to_owned(),
        message,
    }
}
