//! The sheet 概要: how many findings there are, of what kind, in which file.

use crate::finding::{Code, Severity};
use crate::model::{Consolidation, Submission, SubmissionStatus};
use crate::report::table::{self, Cell, Look, Paged, ROW, Table, TableSheet, Width::Over, placed};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Widths in pixels; the tables below share the columns.
const WIDTHS: [u32; 7] = [84, 160, 190, 56, 56, 56, 408];
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
const LAST: u16 = WIDTHS.len() as u16 - 1;

/// A code, how it weighs, and how often it was found.
type OfCode = ((Severity, Code), usize);

/// What is known about one file.
#[derive(Default)]
struct OfFile<'a> {
    file: &'a str,
    submission: Option<&'a Submission>,
    /// In the order of [`SEVERITIES`].
    counts: [usize; 3],
}

/// Draws the overview.
pub(super) fn sheet(
    consolidation: &Consolidation,
    paged: &Paged<'_>,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = TableSheet::shared("概要", paged, WIDTHS)?;
    let about = format!(
        "{}　{}　（基準日 {}）",
        consolidation.plan,
        consolidation.period.japanese(),
        consolidation.period.as_of.format("%Y-%m-%d"),
    );
    sheet.title("確認事項　概要", &about)?;
    sheet.gap(ROW)?;
    for severity in SEVERITIES {
        let found = consolidation.findings.iter();
        let count = found.filter(|found| found.severity == severity).count();
        sheet.row(&[
            placed((0, 0), Cell::severity(severity)),
            placed((1, 1), Cell::from(format!("{count} 件")).look(Look::CENTRE)),
            placed((2, LAST), meaning_of(severity)),
        ])?;
    }
    let codes = by_code(consolidation);
    sheet.section("種類ごとの件数", &Table::new(columns_of_codes()), &codes)?;
    let files = by_file(consolidation);
    sheet.section(
        "ファイルごとの件数",
        &Table::new(columns_of_files()),
        &files,
    )?;
    sheet.finish()
}

fn by_code(consolidation: &Consolidation) -> Vec<OfCode> {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for finding in &consolidation.findings {
        *counts.entry((finding.severity, finding.code)).or_default() += 1;
    }
    counts.into_iter().collect()
}

fn columns_of_codes<'a>() -> Vec<table::Column<'a, OfCode>> {
    type Column<'a> = table::Column<'a, OfCode>;
    vec![
        Column::word("重要度", Over(1), |((severity, _), _)| {
            Cell::severity(*severity)
        }),
        Column::text("コード", Over(1), |((_, code), _)| code.as_str()),
        Column::text("意味", Over(1), |((_, code), _)| code.meaning()),
        Column::number("件数", Over(1), |(_, count)| *count),
        Column::text("どうするか", Over(3), |((_, code), _)| code.advice()),
    ]
}

fn by_file(consolidation: &Consolidation) -> Vec<OfFile<'_>> {
    let mut files: BTreeMap<&str, OfFile<'_>> = BTreeMap::new();
    for submission in &consolidation.submissions {
        files.entry(&submission.file).or_default().submission = Some(submission);
    }
    for finding in &consolidation.findings {
        let counts = &mut files.entry(&finding.file).or_default().counts;
        counts[finding.severity as usize] += 1;
    }
    let files = files.into_iter();
    files
        .map(|(file, known)| OfFile { file, ..known })
        .collect()
}

fn columns_of_files<'a>() -> Vec<table::Column<'a, OfFile<'a>>> {
    type Column<'a> = table::Column<'a, OfFile<'a>>;
    let mut columns = vec![
        Column::word("読み取り", Over(1), |known| {
            known
                .submission
                .map_or("－", |submission| status(submission.status))
        }),
        Column::text("ファイル", Over(2), |known| match known.file {
            "" => "（ファイルなし）",
            file => file,
        }),
    ];
    columns.extend(SEVERITIES.map(|severity| {
        let count = move |known: &OfFile<'_>| known.counts[severity as usize];
        Column::number(severity.japanese(), Over(1), count)
    }));
    columns.push(Column::text(
        "読み取った取組みの番号",
        Over(1),
        |known| {
            known
                .submission
                .map(|submission| submission.projects.join("、"))
        },
    ));
    columns
}

const fn meaning_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => {
            "個票または必要な値を使えませんでした。直して再提出してもらう必要があります。"
        }
        Severity::Warning => "値が誤っているおそれがあります。元のファイルと見比べてください。",
        Severity::Info => "知っておくとよいことです。急ぎの対応は不要です。",
    }
}

const fn status(status: SubmissionStatus) -> &'static str {
    match status {
        SubmissionStatus::Read => "読み取り済",
        SubmissionStatus::Rejected => "× 読めない",
        SubmissionStatus::Skipped => "対象外",
    }
}
