//! Typed spans: marks, and texts merged over more than their year.

use super::{Candidate, role_of_row};
use crate::finding::Code;
use crate::form::desk::{Desk, tidy};
use crate::form::items::{self, ItemRows};
use crate::form::legend::{Legend, Role};
use crate::form::years::Band;
use crate::model::{Field, Span};
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};
use std::collections::BTreeSet;

/// Texts in the schedule: notes, marks (`→`, `●`), and texts merged over more than their year.
pub(super) fn take(
    desk: &mut Desk<'_>,
    band: &Band,
    items: &mut [ItemRows],
    legend: &Legend,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, item) in items.iter_mut().enumerate() {
        let cells: Vec<(CellPos, &Content)> = desk
            .view
            .written(item.rows)
            .filter(|cell| band.column_of(cell.pos.col).is_some())
            .filter(|cell| !desk.view.is_covered(cell.pos))
            .map(|cell| (cell.pos, &cell.content))
            .collect();
        for (pos, content) in cells {
            let number = item.item.number;
            match content {
                Content::Error(text) => {
                    desk.know(pos);
                    let message = format!("工程のセルがエラー値「{text}」です");
                    desk.report(Code::ErrorCell, pos, Field::Item(number), message);
                }
                Content::Uncomputed(_) => {
                    desk.know(pos);
                    let message = "工程の数式に計算結果がありません";
                    desk.report(Code::FormulaWithoutValue, pos, Field::Item(number), message);
                }
                content => {
                    let region = desk.view.region(pos);
                    let text = content.shown();
                    let span = take_text(desk, band, item, region, text);
                    let Some(span) = span else { continue };
                    let by_row = || role_of_row(item, pos.row, legend);
                    let mut roles: Vec<Option<Role>> =
                        roles_of_marks(text, legend).into_iter().map(Some).collect();
                    if roles.is_empty() {
                        roles.push(by_row());
                    }
                    found.extend(roles.into_iter().map(|role| Candidate {
                        item: index,
                        other: None,
                        span,
                        cell: pos,
                        role,
                        what: format!("「{}」", tidy(text)),
                        beyond: false,
                    }));
                }
            }
        }
    }
    join_neighbours(found)
}

/// Keeps the words of a cell as a note; returns the months where its marks or its width make it a span.
fn take_text(
    desk: &mut Desk<'_>,
    band: &Band,
    item: &mut ItemRows,
    region: Region,
    text: &str,
) -> Option<Span> {
    let is_word = |c: char| !is_mark(c) && !is_line(c) && !c.is_whitespace();
    let words = text.chars().any(is_word);
    if words {
        items::note(desk, &mut item.item, band, region, text);
    } else {
        desk.know(region.first);
    }
    let marked = text.chars().any(is_mark);
    (marked || (words && spans_columns(band, region)))
        .then(|| band.months_of_columns(region.first.col, region.last.col.min(band.last_col())))
        .flatten()
}

/// What the legend says of a text's marks; `○●` is plan and actual at once.
fn roles_of_marks(text: &str, legend: &Legend) -> BTreeSet<Role> {
    text.chars()
        .filter_map(|mark| legend.marks.get(&mark))
        .copied()
        .collect()
}

/// Whether a merged region reaches over more than the form's own cell: beyond its year, or over
/// several parts of a year that has headings for them.
fn spans_columns(band: &Band, region: Region) -> bool {
    match band.column_of(region.first.col) {
        Some(column) => {
            region.last.col > column.cols.1
                || (band.has_subheads && region.last.col > region.first.col)
        }
        None => false,
    }
}

/// Marks in one column after the other are one span: `● ● ●`.
fn join_neighbours(found: Vec<Candidate>) -> Vec<Candidate> {
    let mut joined: Vec<Candidate> = Vec::with_capacity(found.len());
    for candidate in found {
        match joined.last_mut() {
            Some(last)
                if last.item == candidate.item
                    && last.cell.row == candidate.cell.row
                    && last.role == candidate.role
                    && last.span.to.plus(1) == candidate.span.from =>
            {
                last.span.to = candidate.span.to;
            }
            _ => joined.push(candidate),
        }
    }
    joined
}

/// A character that stands for a span or its end.
pub(in crate::form) const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '→' | '⇒'
            | '➡'
            | '⇨'
            | '►'
            | '▶'
            | '▷'
            | '←'
            | '⇐'
            | '⇦'
            | '◀'
            | '◁'
            | '↔'
            | '⇔'
            | '⟶'
            | '⟵'
            | '⟷'
            | '●'
            | '○'
            | '◎'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '★'
            | '☆'
            | '━'
            | '═'
            | '▬'
            | '█'
            | '▮'
            | '◯'
            | '〇'
    )
}

/// A character that lengthens a mark or means nothing alone.
const fn is_line(c: char) -> bool {
    matches!(
        c,
        '-' | '－'
            | '―'
            | '‐'
            | '–'
            | '−'
            | 'ー'
            | '─'
            | '='
            | '＝'
            | '~'
            | '～'
            | '〜'
            | '>'
            | '＞'
            | '<'
            | '＜'
            | '・'
            | '…'
    )
}
