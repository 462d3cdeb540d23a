//! 評価シート_<評価者>.xlsx: what one evaluator is handed.
//!
//! ```text
//! 一覧        every project of the evaluator, one line each, with the evaluator's entries as they come in
//! 1 事業名称   the project on a page: what the form says, what the rules propose, cells to fill in
//! 2 …
//! ```
//! Projects whose evaluator is unknown are gathered in 評価シート_未定.xlsx.

mod bars;
mod canvas;
mod list;
mod names;
mod page;

use super::formats::Formats;
use super::measure::Measure;
use super::{Output, Rendered, ReportError, Style};
use crate::model::{ByMeasure, Consolidation, Project};
use crate::provenance::CellPos;
use names::Names;
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;

/// Stands in the file name where no evaluator is known.
const UNKNOWN: &str = "未定";
/// Name of the sheet with the list.
const LIST: &str = "一覧";

/// Renders one workbook per evaluator, in the order of their names, the unknown last.
///
/// # Errors
/// [`ReportError::Workbook`] where a workbook cannot be written.
pub fn render(consolidation: &Consolidation, style: &Style) -> Result<Vec<Rendered>, ReportError> {
    let mut by_evaluator: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for project in &consolidation.projects {
        match &project.responsibility.evaluator {
            Some(evaluator) => by_evaluator.entry(evaluator).or_default().push(project),
            None => unknown.push(project),
        }
    }
    let groups = by_evaluator
        .into_iter()
        .map(|(evaluator, projects)| (Some(evaluator), projects))
        .chain((!unknown.is_empty()).then_some((None, unknown)));
    let mut names = Names::except(&[UNKNOWN]);
    groups
        .map(|(evaluator, projects)| {
            let part = evaluator.map_or_else(|| UNKNOWN.to_owned(), |name| names.file(name));
            let name = format!("評価シート_{part}.xlsx");
            let desk = Desk::new(consolidation, style, evaluator);
            let bytes = desk
                .workbook(&projects)
                .map_err(ReportError::in_report(&name))?;
            Ok(Rendered { name, bytes })
        })
        .collect()
}

/// A project with the place of its page.
struct Entry<'a> {
    project: &'a Project,
    /// Name of its sheet.
    sheet: String,
    /// The cells that take the evaluator's grades.
    inputs: ByMeasure<CellPos>,
}

/// What one workbook is drawn with.
struct Desk<'a> {
    consolidation: &'a Consolidation,
    style: &'a Style,
    evaluator: Option<&'a str>,
    formats: Formats,
    measure: Measure,
}

impl<'a> Desk<'a> {
    fn new(consolidation: &'a Consolidation, style: &'a Style, evaluator: Option<&'a str>) -> Self {
        Self {
            consolidation,
            style,
            evaluator,
            formats: Formats::new(style),
            measure: Measure::new(style),
        }
    }

    /// The evaluator as shown.
    fn evaluator(&self) -> &str {
        self.evaluator.unwrap_or("未定（担当部が分かりません）")
    }

    fn workbook(&self, projects: &[&Project]) -> Result<Vec<u8>, XlsxError> {
        let title = format!("評価シート {}", self.evaluator());
        let mut workbook =
            super::page::workbook(self.consolidation, self.style, &title, Output::Review)?;
        workbook.add_worksheet().set_name(LIST)?;
        // Excel keeps the name History for itself.
        let mut names = Names::except(&[LIST, "history"]);
        let mut entries = Vec::with_capacity(projects.len());
        for project in projects {
            let name = names.sheet(&format!(
                "{} {}",
                project.sheet.number.as_deref().unwrap_or("番号なし"),
                project.sheet.name.as_deref().unwrap_or("名称なし")
            ));
            let (mut sheet, inputs) = page::draw(self, project)?;
            sheet.set_name(&name)?;
            workbook.push_worksheet(sheet);
            entries.push(Entry {
                project,
                sheet: name,
                inputs,
            });
        }
        list::draw(self, &entries, workbook.worksheet_from_index(0)?)?;
        workbook.save_to_buffer()
    }
}

/// A sheet's name as formulas and links write it: `'4-1 案'`.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests;
