//! The sheet 提出状況: every project of the register, what belongs to none, and whom to remind with
//! what words. It stands in 総括表 and in 確認事項 alike.

mod letter;

use super::style::{Paper, Style, severity_mark};
use super::table::{self, Cell, Look, Paged, Table, TableSheet, Width::Over};
use super::wareki;
use crate::finding::Severity;
use crate::model::{
    Consolidation, Department, Ledger, LedgerLine, Place, Reminder, Standing, Stray, Unopened,
};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::slice;

/// Name of the sheet.
pub const SHEET: &str = "提出状況";
/// Widths in pixels of the columns that all tables share; together one A4 page across.
const WIDTHS: [u32; 7] = [52, 200, 164, 100, 84, 240, 202];

/// Draws the sheet; `None` where no register was given.
///
/// # Errors
/// The sheet cannot be written.
pub(super) fn sheet(
    consolidation: &Consolidation,
    style: &Style,
    paper: Paper,
) -> Result<Option<Worksheet>, XlsxError> {
    let Some(ledger) = &consolidation.ledger else {
        return Ok(None);
    };
    let paged = Paged::new(consolidation, style, paper);
    let mut sheet = TableSheet::shared(SHEET, &paged, WIDTHS)?;
    head(&mut sheet, consolidation, ledger)?;
    let lines = Table::new(lines(ledger));
    sheet.section("台帳の取組み", &lines, &ledger.lines)?;
    if !ledger.strays.is_empty() {
        let title = "番号不明（番号がないか、台帳にない個票）";
        sheet.section(title, &Table::new(strays()), &ledger.strays)?;
    }
    if !ledger.unopened.is_empty() {
        let title = "開けないファイル（どの取組みのものか分かりません）";
        sheet.section(title, &Table::new(unopened()), &ledger.unopened)?;
    }
    let reminders = Table {
        none: "提出期限を過ぎて提出のない取組みはありません。",
        ..Table::new(reminders(consolidation, ledger, style))
    };
    sheet.section(
        "督促（提出期限を過ぎたもの）",
        &reminders,
        &ledger.reminders,
    )?;
    sheet.finish().map(Some)
}

fn head(
    sheet: &mut TableSheet,
    consolidation: &Consolidation,
    ledger: &Ledger,
) -> Result<(), XlsxError> {
    let about = format!(
        "{}　{}　{}現在",
        consolidation.plan,
        consolidation.period.japanese(),
        wareki::date(ledger.today),
    );
    sheet.title("提出状況", &about)?;
    let counts: Vec<String> = Standing::ALL
        .iter()
        .map(|standing| (standing.japanese(), ledger.count(*standing)))
        .chain([("番号不明", ledger.strays.len())])
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    sheet.line(&format!(
        "台帳 {}件: {}",
        ledger.lines.len(),
        counts.join("　")
    ))
}

fn lines(ledger: &Ledger) -> Vec<table::Column<'_, LedgerLine>> {
    type Column<'a> = table::Column<'a, LedgerLine>;
    vec![
        Column::word("番号", Over(1), |line| line.number.clone()),
        Column::text("事業名称", Over(1), |line| line.name.clone()),
        Column::text("担当部課", Over(1), |line| {
            Department::joined(&line.departments, "\n")
        }),
        Column::word("提出期限", Over(1), |line| due(line, ledger)),
        Column::word("状況", Over(1), |line| {
            let weight = weight(line.standing);
            let mark = weight.map_or("", severity_mark);
            let look = weight.map_or(Look::CENTRE, Look::severity);
            Cell::from(format!("{mark}{}", line.standing.japanese())).look(look)
        }),
        Column::text("ファイル › シート", Over(1), |line| {
            places(&line.places)
        }),
        Column::text("内容", Over(1), |line| line.remark.clone()),
    ]
}

/// The day, and whether it has passed.
fn due(line: &LedgerLine, ledger: &Ledger) -> String {
    let due = line.due.map(wareki::date).unwrap_or_default();
    let late = line.standing.is_wanting() && line.due.is_some_and(|due| due < ledger.today);
    match late {
        true => format!("{due}\n（期限後）"),
        false => due,
    }
}

fn strays<'a>() -> Vec<table::Column<'a, Stray>> {
    type Column<'a> = table::Column<'a, Stray>;
    vec![
        Column::word("番号", Over(1), |stray| {
            stray.number.clone().unwrap_or_else(|| "－".to_owned())
        }),
        Column::text("事業名称", Over(1), |stray| stray.name.clone()),
        Column::text("担当部課", Over(2), |stray| {
            Department::joined(&stray.departments, "\n")
        }),
        Column::text("ファイル › シート", Over(2), |stray| {
            places(slice::from_ref(&stray.place))
        }),
        Column::text("内容", Over(1), |stray| match stray.number {
            Some(_) => "台帳にない番号です",
            None => "番号が書かれていません",
        }),
    ]
}

fn unopened<'a>() -> Vec<table::Column<'a, Unopened>> {
    type Column<'a> = table::Column<'a, Unopened>;
    vec![
        Column::text("ファイル", Over(4), |unopened| unopened.file.clone()),
        Column::text("理由", Over(3), |unopened| unopened.why.clone()),
    ]
}

fn reminders<'a>(
    consolidation: &'a Consolidation,
    ledger: &'a Ledger,
    style: &'a Style,
) -> Vec<table::Column<'a, Reminder>> {
    type Column<'a> = table::Column<'a, Reminder>;
    vec![
        Column::text("担当部課", Over(2), letter::recipient),
        Column::word("件数", Over(1), |reminder| {
            format!("{}件", reminder.lines.len())
        }),
        Column::text("メールに貼り付ける文面", Over(4), |reminder| {
            letter::text(reminder, consolidation, ledger, style)
        }),
    ]
}

/// How much attention a standing needs.
const fn weight(standing: Standing) -> Option<Severity> {
    match standing {
        Standing::Missing | Standing::Unopened => Some(Severity::Error),
        Standing::Duplicate | Standing::OldForm => Some(Severity::Warning),
        Standing::Submitted | Standing::NotApplicable | Standing::NotDue => None,
    }
}

fn places(places: &[Place]) -> String {
    let names: Vec<String> = places
        .iter()
        .map(|place| match &place.sheet {
            Some(sheet) => format!("{} › {sheet}", place.file),
            None => place.file.clone(),
        })
        .collect();
    names.join("\n")
}

#[cfg(test)]
mod tests;
