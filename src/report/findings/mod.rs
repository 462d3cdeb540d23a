//! 確認事項.xlsx: every finding, one line each, with a link that opens the file at the cell.
//!
//! ```text
//! 概要  counts by severity, by code (meaning, what to do) and by file
//! 一覧  errors first, then by file, sheet and cell
//! 前回比  what changed since the last period, where its data were given
//! 提出状況  who sent what, where a register was given
//! ```

pub(super) mod list;
mod overview;

use super::table::Paged;
use super::{Output, Paper, Rendered, ReportError, Style, changes, ledger, page};
use crate::finding::Finding;
use crate::model::Consolidation;
use rust_xlsxwriter::XlsxError;

/// Name of the file.
pub const NAME: &str = "確認事項.xlsx";

/// Renders the findings. `input_root_from_output` is the relative path from the folder of the
/// reports to the folder the findings' files are relative to; `None`: no links.
///
/// # Errors
/// [`ReportError::Workbook`] where the workbook cannot be written.
pub fn render(
    consolidation: &Consolidation,
    style: &Style,
    input_root_from_output: Option<&str>,
) -> Result<Rendered, ReportError> {
    let bytes = workbook(consolidation, style, input_root_from_output)
        .map_err(ReportError::in_report(NAME))?;
    Ok(Rendered {
        output: Output::Findings,
        name: NAME.to_owned(),
        bytes,
    })
}

fn workbook(
    consolidation: &Consolidation,
    style: &Style,
    input_root: Option<&str>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = page::workbook(consolidation, style, "確認事項", Output::Findings)?;
    let paged = Paged::new(consolidation, style, Paper::A4);
    workbook.push_worksheet(overview::sheet(consolidation, &paged)?);
    workbook.push_worksheet(list::sheet(consolidation, &paged, input_root)?);
    if let Some(changes) = changes::sheet(consolidation, style, Paper::A4)? {
        workbook.push_worksheet(changes);
    }
    if let Some(status) = ledger::sheet(consolidation, style, Paper::A4)? {
        workbook.push_worksheet(status);
    }
    super::write::finished(&mut workbook)
}

/// The findings as listed: errors first, then by file, sheet and cell.
fn sorted(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by(|a, b| {
        (a.severity, &a.file, &a.sheet, a.cell, a.code)
            .cmp(&(b.severity, &b.file, &b.sheet, b.cell, b.code))
    });
    sorted
}

#[cfg(test)]
mod tests;
