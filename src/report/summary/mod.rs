//! 総括表.xlsx: what the headquarters (推進本部) looks at.
//!
//! ```text
//! 総括    ratings and money in total, by scope, bureau and goal   = formulas over 一覧 and 事業費
//! 一覧    every project one line
//! 事業費  every project's amounts by year
//! 工程    all schedules on one time line
//! 要確認  what needs a decision or a question, by name
//! 前回比  what changed since the last period, where its data were given
//! 提出状況  who sent what, where a register was given
//! ```
//! What an officer corrects in 一覧 and 事業費 is followed by the totals; every formula also carries its
//! result, for readers that do not compute.

mod attention;
mod list;
mod money;
mod overview;
pub(super) mod rows;
mod schedule;
mod tally;
mod timeline;

use super::formats::Formats;
use super::measure::Measure;
use super::review::{self, Place};
use super::wareki::date;
use super::{Output, Rendered, ReportError, Style, changes, ledger, page};
use crate::model::{Consolidation, Department, FiscalYear, Project};
use rayon::prelude::*;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};
use tally::Line;

/// Name of the file.
pub const NAME: &str = "総括表.xlsx";

/// Draws one sheet.
type Draw = fn(&Book<'_>) -> Result<Worksheet, XlsxError>;

/// What draws each sheet, in their order.
const SHEETS: [Draw; 5] = [
    overview::sheet,
    list::sheet,
    money::sheet,
    schedule::sheet,
    attention::sheet,
];

/// Renders the headquarters summary.
///
/// # Errors
/// [`ReportError::Workbook`] where the workbook cannot be written.
pub fn render(consolidation: &Consolidation, style: &Style) -> Result<Rendered, ReportError> {
    let bytes = write(consolidation, style).map_err(ReportError::in_report(NAME))?;
    Ok(Rendered {
        output: Output::Summary,
        name: NAME.to_owned(),
        bytes,
    })
}

fn write(consolidation: &Consolidation, style: &Style) -> Result<Vec<u8>, XlsxError> {
    let lines = tally::lines(&consolidation.projects);
    let book = Book {
        consolidation,
        style,
        formats: Formats::new(style),
        measure: Measure::new(style),
        years: tally::years(&lines),
        places: review::places(consolidation),
        lines,
    };
    let mut workbook = page::workbook(consolidation, style, "総括表", Output::Summary)?;
    let sheets: Vec<Worksheet> = SHEETS
        .par_iter()
        .map(|draw| draw(&book))
        .collect::<Result<_, _>>()?;
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    if let Some(sheet) = changes::sheet(consolidation, style, style.paper)? {
        workbook.push_worksheet(sheet);
    }
    if let Some(sheet) = ledger::sheet(consolidation, style, style.paper)? {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}

/// What every sheet is made from.
struct Book<'a> {
    consolidation: &'a Consolidation,
    style: &'a Style,
    formats: Formats,
    measure: Measure,
    lines: Vec<Line<'a>>,
    /// Where each line's project has its page among the review workbooks.
    places: Vec<Place>,
    /// Every fiscal year of any form, in order.
    years: Vec<FiscalYear>,
}

impl Book<'_> {
    /// Below a sheet's title: `令和2年度上期　基準日 令和2年9月30日`.
    fn subtitle(&self) -> String {
        let period = &self.consolidation.period;
        let mut text = format!("{}　基準日 {}", period.japanese(), date(period.as_of));
        if let Some(meeting) = &self.style.meeting {
            text = format!("{meeting}　{text}");
        }
        text
    }
}

/// A formula with the result it has now, for readers that do not compute.
fn formula(text: impl AsRef<str>, result: impl ToString) -> Formula {
    Formula::new(text).set_result(result.to_string())
}

/// The number of a project as it stands in a list.
fn number(project: &Project) -> &str {
    project.sheet.number.as_deref().unwrap_or("－")
}

/// The name of a project as it stands in a list.
fn name(project: &Project) -> &str {
    project
        .sheet
        .name
        .as_deref()
        .unwrap_or("（事業名称の記載なし）")
}

/// A department in one piece: `総合政策部 情報政策課`.
fn department(department: &Department) -> String {
    [&department.bureau, &department.division]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// All departments of a project, the lead first, one a line.
fn departments(project: &Project) -> String {
    let names: Vec<String> = project.sheet.departments.iter().map(department).collect();
    names.join("\n")
}

#[cfg(test)]
mod tests;
