//! 要確認: what was not sent, sent twice or could not be read, by name: what the officer has to ask.

use super::tally::Line;
use super::{Book, departments, name, number};
use crate::finding::{Code, Finding, Severity};
use crate::report::table::{self, IN_FINDINGS, Table, TableSheet, Width::Over};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Name of the sheet.
pub(super) const SHEET: &str = "要確認";
/// Widths in pixels on A4 of the columns that all sections share.
const WIDTHS: [u32; 8] = [44, 176, 124, 56, 44, 44, 216, 322];

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = TableSheet::shared(SHEET, &book.paged(), WIDTHS)?;
    sheet.title("確認を要するもの", &book.subtitle())?;
    sheet.repeat([0, 1])?;
    let (missing, copies, errors) = (missing(book), copies(book), errors(book));
    section(&mut sheet, "1　未提出", columns_of_missing(), &missing)?;
    section(&mut sheet, "2　番号の重複", columns_of_copies(), &copies)?;
    section(
        &mut sheet,
        "3　エラーと読み取れない評価",
        columns_of_errors(),
        &errors,
    )?;
    sheet.finish()
}

fn section<R>(
    sheet: &mut TableSheet,
    title: &str,
    columns: Vec<table::Column<'_, R>>,
    rows: &[&R],
) -> Result<(), XlsxError> {
    let table = Table {
        head: 15.0,
        most: 240.0,
        cut: Some(IN_FINDINGS),
        ..Table::new(columns).small()
    };
    sheet.section(&format!("{title}（{}件）", rows.len()), &table, rows)
}

fn columns_of_missing<'a>() -> Vec<table::Column<'a, Finding>> {
    type Column<'a> = table::Column<'a, Finding>;
    vec![
        Column::word("番号", Over(1), |found| {
            found.text.clone().unwrap_or_else(|| "－".to_owned())
        }),
        Column::text("内容", Over(7), |found| found.message.clone()),
    ]
}

fn columns_of_copies<'a>() -> Vec<table::Column<'a, Line<'a>>> {
    type Column<'a> = table::Column<'a, Line<'a>>;
    vec![
        Column::word("番号", Over(1), |line| number(line.project)),
        Column::text("事業名称", Over(1), |line| name(line.project)),
        Column::text("担当部課", Over(1), |line| departments(line.project)),
        Column::word("集計", Over(1), |line| {
            if line.counted { "採用" } else { "除外" }
        }),
        Column::text("ファイル › シート", Over(4), |line| {
            let source = &line.project.sheet.source;
            format!("{} › {}", source.file, source.sheet)
        }),
    ]
}

fn columns_of_errors<'a>() -> Vec<table::Column<'a, Finding>> {
    type Column<'a> = table::Column<'a, Finding>;
    vec![
        Column::word("重要度", Over(1), |found| found.severity.japanese()),
        Column::text("ファイル", Over(1), |found| found.file.clone()),
        Column::text("シート", Over(1), |found| found.sheet.clone()),
        Column::word("セル", Over(1), |found| {
            found.cell.map(|cell| cell.to_string())
        }),
        Column::text("種別", Over(2), |found| found.code.meaning()),
        Column::text("書かれている内容", Over(1), |found| {
            found.text.clone()
        }),
        Column::text("説明と対応", Over(1), |found| {
            format!("{}\n→ {}", found.message, found.code.advice())
        }),
    ]
}

fn missing<'a>(book: &Book<'a>) -> Vec<&'a Finding> {
    let findings = book.consolidation.findings.iter();
    findings
        .filter(|found| found.code == Code::MissingSubmission)
        .collect()
}

/// Every form of a number that was sent more than once, the counted one first.
fn copies<'b, 'a>(book: &'b Book<'a>) -> Vec<&'b Line<'a>> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &book.lines {
        if let Some(number) = &line.project.sheet.number {
            *numbers.entry(number).or_default() += 1;
        }
    }
    let twice = |line: &&Line<'_>| {
        let number = line.project.sheet.number.as_deref();
        number.is_some_and(|number| numbers.get(number).is_some_and(|times| *times > 1))
    };
    book.lines.iter().filter(twice).collect()
}

/// What could not be used, except what has a section of its own.
fn errors<'a>(book: &Book<'a>) -> Vec<&'a Finding> {
    let elsewhere = [Code::MissingSubmission, Code::DuplicateProject];
    let belongs = |found: &&Finding| {
        (found.severity == Severity::Error && !elsewhere.contains(&found.code))
            || found.code == Code::RatingUnknown
    };
    book.consolidation.findings.iter().filter(belongs).collect()
}
