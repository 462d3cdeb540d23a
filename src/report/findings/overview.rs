//! The sheet 概要: how many findings there are, of what kind, in which file.

use super::Sheet;
use crate::finding::{Code, Finding, Severity};
use crate::model::{Submission, SubmissionStatus};
use crate::report::formats::TEXT;
use crate::report::page;
use crate::report::style::{Paper, severity_mark};
use crate::report::write::{self, Area};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Widths in pixels; the tables below share the columns.
const WIDTHS: [u32; 7] = [84, 160, 190, 56, 56, 56, 408];
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
/// Where the advice begins.
const ADVICE: u16 = 4;
const LAST: u16 = WIDTHS.len() as u16 - 1;

/// Least height of a row in points.
const ROW: f64 = 18.0;

/// How many findings of each severity, in the order of [`SEVERITIES`].
type Counts = [usize; 3];

/// What is known about one file.
#[derive(Default)]
struct OfFile<'a> {
    submission: Option<&'a Submission>,
    counts: Counts,
}

impl Sheet<'_> {
    /// Draws the overview.
    pub(super) fn overview(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name("概要")?;
        page::set_up(sheet, self.consolidation, self.style, Paper::A4);
        for (col, width) in (0_u16..).zip(WIDTHS) {
            sheet.set_column_width_pixels(col, width)?;
        }
        write::text(sheet, 0, 0, "確認事項　概要", &self.formats.title)?;
        sheet.set_row_height(0, 26)?;
        let about = format!(
            "{}　{}　（基準日 {}）",
            self.consolidation.plan,
            self.consolidation.period.japanese(),
            self.consolidation.period.as_of.format("%Y-%m-%d"),
        );
        write::text(sheet, 1, 0, &about, &self.formats.subtitle)?;
        let row = self.totals(sheet, 3)?;
        let row = self.by_code(sheet, row + 1)?;
        let row = self.by_file(sheet, row + 1)?;
        sheet.set_print_area(0, 0, row.saturating_sub(1), LAST)?;
        Ok(())
    }

    /// How many of each severity. Returns the row below, as do the tables that follow.
    fn totals(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
        let counts = counted(self.consolidation.findings.iter());
        let mut row = top;
        for (severity, count) in SEVERITIES.into_iter().zip(counts) {
            self.severity(sheet, row, severity)?;
            write::text(sheet, row, 1, &format!("{count} 件"), &self.formats.centre)?;
            let meaning = Area::row(row, 2, LAST);
            write::merged(sheet, meaning, meaning_of(severity), &self.formats.middle)?;
            sheet.set_row_height(row, ROW)?;
            row += 1;
        }
        Ok(row)
    }

    fn severity(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        severity: Severity,
    ) -> Result<(), XlsxError> {
        let name = format!("{} {}", severity_mark(severity), severity.japanese());
        write::text(sheet, row, 0, &name, &self.formats.severity(severity))
    }

    fn by_code(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
        let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
        for finding in &self.consolidation.findings {
            *counts.entry((finding.severity, finding.code)).or_default() += 1;
        }
        write::text(sheet, top, 0, "種類ごとの件数", &self.formats.section)?;
        let head = top + 1;
        for (col, name) in (0_u16..).zip(["重要度", "コード", "意味", "件数"]) {
            write::text(sheet, head, col, name, &self.formats.heading)?;
        }
        let advice = Area::row(head, ADVICE, LAST);
        write::merged(sheet, advice, "どうするか", &self.formats.heading)?;
        sheet.set_row_height(head, ROW)?;
        let mut row = head + 1;
        for ((severity, code), count) in counts {
            self.severity(sheet, row, severity)?;
            write::text(sheet, row, 1, code.as_str(), &self.formats.middle)?;
            write::text(sheet, row, 2, code.meaning(), &self.formats.middle)?;
            sheet.write_number_with_format(row, 3, count as f64, &self.formats.number)?;
            let area = Area::row(row, ADVICE, LAST);
            write::merged(sheet, area, code.advice(), &self.formats.middle)?;
            let height = self.tallest(&[
                (code.as_str(), 1, 1),
                (code.meaning(), 2, 2),
                (code.advice(), ADVICE, LAST),
            ]);
            sheet.set_row_height(row, height)?;
            row += 1;
        }
        Ok(row)
    }

    fn by_file(&self, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
        let mut files: BTreeMap<&str, OfFile<'_>> = BTreeMap::new();
        for submission in &self.consolidation.submissions {
            files.entry(&submission.file).or_default().submission = Some(submission);
        }
        for finding in &self.consolidation.findings {
            let counts = &mut files.entry(&finding.file).or_default().counts;
            counts[finding.severity as usize] += 1;
        }
        write::text(sheet, top, 0, "ファイルごとの件数", &self.formats.section)?;
        let head = top + 1;
        let heading = &self.formats.heading;
        write::text(sheet, head, 0, "読み取り", heading)?;
        write::merged(sheet, Area::row(head, 1, 2), "ファイル", heading)?;
        for (col, severity) in (3_u16..).zip(SEVERITIES) {
            write::text(sheet, head, col, severity.japanese(), heading)?;
        }
        write::text(sheet, head, LAST, "読み取った取組みの番号", heading)?;
        sheet.set_row_height(head, ROW)?;
        let mut row = head + 1;
        for (file, about) in &files {
            self.file_line(sheet, row, file, about)?;
            row += 1;
        }
        Ok(row)
    }

    fn file_line(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        file: &str,
        about: &OfFile<'_>,
    ) -> Result<(), XlsxError> {
        let submission = about.submission;
        let status = submission.map_or("－", |submission| status(submission.status));
        let numbers =
            submission.map_or_else(String::new, |submission| submission.projects.join("、"));
        let shown = if file.is_empty() {
            "（ファイルなし）"
        } else {
            file
        };
        write::text(sheet, row, 0, status, &self.formats.centre)?;
        write::merged(sheet, Area::row(row, 1, 2), shown, &self.formats.middle)?;
        for (col, count) in (3_u16..).zip(about.counts) {
            sheet.write_number_with_format(row, col, count as f64, &self.formats.number)?;
        }
        write::text(sheet, row, LAST, &numbers, &self.formats.middle)?;
        sheet.set_row_height(row, self.tallest(&[(shown, 1, 2), (&numbers, LAST, LAST)]))?;
        Ok(())
    }

    /// The height of a row with texts that each stand in columns from left to right.
    fn tallest(&self, texts: &[(&str, u16, u16)]) -> f64 {
        texts
            .iter()
            .map(|(text, left, right)| {
                let width: u32 = WIDTHS[usize::from(*left)..=usize::from(*right)]
                    .iter()
                    .sum();
                self.measure.text_height(text, f64::from(width), TEXT)
            })
            .fold(ROW, f64::max)
    }
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

fn counted<'f>(findings: impl Iterator<Item = &'f Finding>) -> Counts {
    findings.fold([0; 3], |mut counts, finding| {
        counts[finding.severity as usize] += 1;
        counts
    })
}
