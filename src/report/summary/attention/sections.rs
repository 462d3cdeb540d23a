//! The sections of 要確認 and what belongs into each.

use super::super::tally::Line;
use super::super::{Book, departments, name, number};
use super::{Cell, LAST};
use crate::finding::{Code, Finding, Severity};
use std::collections::BTreeMap;

/// The columns of a section: heading and last column of the sheet that it takes.
type Columns = &'static [(&'static str, u16)];

const MISSING: Columns = &[("番号", 0), ("内容", LAST)];
const COPIES: Columns = &[
    ("番号", 0),
    ("事業名称", 1),
    ("担当部課", 2),
    ("集計", 3),
    ("ファイル › シート", LAST),
];
const FINDINGS: Columns = &[
    ("重要度", 0),
    ("ファイル", 1),
    ("シート", 2),
    ("セル", 3),
    ("種別", 5),
    ("書かれている内容", 6),
    ("説明と対応", LAST),
];

/// A titled table.
pub(super) struct Section {
    pub(super) title: &'static str,
    columns: Columns,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Section {
    /// First and last column of the sheet for each column of the section.
    pub(super) fn areas(&self) -> impl Iterator<Item = (u16, u16)> + '_ {
        let starts = self.columns.iter().map(|(_, last)| last + 1);
        std::iter::once(0)
            .chain(starts)
            .zip(self.columns.iter().map(|(_, last)| *last))
    }

    /// The headings of the columns.
    pub(super) fn headings(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.columns.iter().map(|(heading, _)| *heading)
    }
}

/// Every section, in the order of weight.
pub(super) fn all(book: &Book<'_>) -> Vec<Section> {
    vec![
        Section {
            title: "未提出",
            columns: MISSING,
            rows: missing(book),
        },
        Section {
            title: "番号の重複",
            columns: COPIES,
            rows: copies(book),
        },
        Section {
            title: "エラーと読み取れない評価",
            columns: FINDINGS,
            rows: errors(book),
        },
    ]
}

fn missing(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let findings = book.consolidation.findings.iter();
    findings
        .filter(|found| found.code == Code::MissingSubmission)
        .map(|found| {
            let number = found.text.clone().unwrap_or_else(|| "－".to_owned());
            vec![Cell::Word(number), Cell::Text(found.message.clone())]
        })
        .collect()
}

/// Every form of a number that was sent more than once, the counted one first.
fn copies(book: &Book<'_>) -> Vec<Vec<Cell>> {
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
    book.lines
        .iter()
        .filter(twice)
        .map(|line| {
            let source = &line.project.sheet.source;
            let mark = if line.counted { "採用" } else { "除外" };
            vec![
                Cell::Word(number(line.project).to_owned()),
                Cell::Text(name(line.project).to_owned()),
                Cell::Text(departments(line.project)),
                Cell::Word(mark.to_owned()),
                Cell::Text(format!("{} › {}", source.file, source.sheet)),
            ]
        })
        .collect()
}

/// What could not be used, except what has a section of its own.
fn errors(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let elsewhere = [Code::MissingSubmission, Code::DuplicateProject];
    let belongs = |found: &&Finding| {
        (found.severity == Severity::Error && !elsewhere.contains(&found.code))
            || found.code == Code::RatingUnknown
    };
    book.consolidation
        .findings
        .iter()
        .filter(belongs)
        .map(|found| {
            let cell = found.cell.map_or_else(String::new, |cell| cell.to_string());
            vec![
                Cell::Word(found.severity.japanese().to_owned()),
                Cell::Text(found.file.clone()),
                Cell::Text(found.sheet.clone().unwrap_or_default()),
                Cell::Word(cell),
                Cell::Text(found.code.meaning().to_owned()),
                Cell::Text(found.text.clone().unwrap_or_default()),
                Cell::Text(format!("{}\n→ {}", found.message, found.code.advice())),
            ]
        })
        .collect()
}
