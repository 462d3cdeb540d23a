//! 評価シート_<評価者>.xlsx: what one evaluator is handed.
//!
//! ```text
//! 一覧        every project of the evaluator, one line each, with the evaluator's entries as they come in
//! 1 事業名称   the project on a page: what the form says, what the rules propose, cells to fill in
//! 2 …
//! ```
//! Projects whose evaluator is unknown are gathered in 評価シート_未定.xlsx.

mod list;

mod page;

use super::form_drawing::FormDrawing;
use super::formats::Formats;
use super::measure::Measure;
use super::names::Names;
use super::page_writer::Styles;

use super::{Output, Rendered, ReportError, Style};
use crate::archive::made_anywhere;
use crate::model::{ByMeasure, Consolidation, Project, blank};
use crate::workbook::CellPos;
use page::Choices;
use rayon::prelude::*;
use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Stands in the file name where no evaluator is known.
const UNKNOWN: &str = "未定";
/// Name of the sheet with the list.
const LIST: &str = "一覧";

/// What a page is packed to, in bytes.
const PACKED: usize = 6 * 1024;

/// Where a project's page stands among the review workbooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the workbook's file.
    pub file: String,
    /// Name of the sheet.
    pub sheet: String,
}

/// The place of every project's page, in the order of the consolidation's projects.
pub fn places(consolidation: &Consolidation) -> Vec<Place> {
    let mut places = vec![Place::default(); consolidation.projects.len()];
    for plan in plans(consolidation) {
        for page in plan.pages {
            places[page.at] = Place {
                file: plan.file.clone(),
                sheet: page.sheet,
            };
        }
    }
    places
}

/// One workbook to be drawn.
pub(super) struct Plan<'a> {
    evaluator: Option<&'a str>,
    file: String,
    pages: Vec<Page<'a>>,
}

impl<'a> Plan<'a> {
    /// How many projects have a page in it.
    pub(super) const fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Draws and packs it.
    pub(super) fn render(
        self,
        consolidation: &'a Consolidation,
        style: &'a Style,
        drawing: &'a FormDrawing,
    ) -> Result<Rendered, ReportError> {
        let desk = Desk::new(consolidation, (style, drawing), self.evaluator);
        let bytes = desk
            .and_then(|desk| desk.workbook(self.pages))
            .map_err(ReportError::in_report(&self.file))?;
        Ok(Rendered {
            output: Output::Review,
            name: self.file,
            bytes,
        })
    }
}

/// One project's page to be drawn.
struct Page<'a> {
    /// Place of the project in the consolidation.
    at: usize,
    project: &'a Project,
    /// Name of its sheet.
    sheet: String,
}

/// The workbooks of all evaluators, in the order of their names, the unknown last.
pub(super) fn plans(consolidation: &Consolidation) -> Vec<Plan<'_>> {
    let mut by_evaluator: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for (at, project) in consolidation.projects.iter().enumerate() {
        match &project.responsibility.evaluator {
            Some(evaluator) => by_evaluator.entry(evaluator).or_default().push(at),
            None => unknown.push(at),
        }
    }
    let groups = by_evaluator
        .into_iter()
        .map(|(evaluator, projects)| (Some(evaluator), projects))
        .chain((!unknown.is_empty()).then_some((None, unknown)));
    let mut files = Names::except(&[UNKNOWN]);
    groups
        .map(|(evaluator, projects)| {
            let part = evaluator.map_or_else(|| UNKNOWN.to_owned(), |name| files.file(name));
            // Excel keeps the name History for itself.
            let mut sheets = Names::except(&[LIST, "history"]);
            let page = |at: usize| {
                let project = &consolidation.projects[at];
                let number = project
                    .sheet
                    .number
                    .as_deref()
                    .unwrap_or(blank::NUMBER_IN_SENTENCE);
                let name = project
                    .sheet
                    .name
                    .as_deref()
                    .unwrap_or(blank::NAME_IN_SENTENCE);
                let sheet = sheets.sheet(&format!("{number} {name}"));
                Page { at, project, sheet }
            };
            Plan {
                evaluator,
                file: format!("評価シート_{part}.xlsx"),
                pages: projects.into_iter().map(page).collect(),
            }
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
    drawing: &'a FormDrawing,
    evaluator: Option<&'a str>,
    formats: Formats,
    /// Of the pages.
    styles: Styles,
    measure: Measure,
    choices: Choices,
}

impl<'a> Desk<'a> {
    fn new(
        consolidation: &'a Consolidation,
        (style, drawing): (&'a Style, &'a FormDrawing),
        evaluator: Option<&'a str>,
    ) -> Result<Self, XlsxError> {
        let formats = Formats::new(style);
        Ok(Self {
            consolidation,
            style,
            drawing,
            evaluator,
            styles: Styles::new(formats.clone()),
            formats,
            measure: Measure::new(style),
            choices: Choices::new()?,
        })
    }

    /// The evaluator as shown.
    fn evaluator(&self) -> &str {
        self.evaluator.unwrap_or("未定（担当部が分かりません）")
    }

    fn workbook(&self, pages: Vec<Page<'_>>) -> Result<Vec<u8>, XlsxError> {
        let title = format!("評価シート {}", self.evaluator());
        let mut workbook =
            super::page::workbook(self.consolidation, self.style, &title, Output::Review)?;
        workbook.add_worksheet().set_name(LIST)?;
        for page in &pages {
            workbook.add_worksheet().set_name(&page.sheet)?;
        }
        // Drawn where they stand: a sheet is too large to be handed about.
        let (_, sheets) = workbook.worksheets_mut().split_at_mut(1);
        let drawn = sheets.par_iter_mut().zip(pages).map(|(on, page)| {
            let Page { project, sheet, .. } = page;
            let inputs = page::draw(self, project, &sheet, on)?;
            Ok(Entry {
                project,
                sheet,
                inputs,
            })
        });
        let entries: Vec<Entry<'_>> = drawn.collect::<Result<_, XlsxError>>()?;
        list::draw(self, &entries, workbook.worksheet_from_index(0)?)?;
        let mut bytes = Vec::with_capacity(entries.len() * PACKED);
        workbook.save_to_writer(&mut bytes)?;
        Ok(made_anywhere(bytes))
    }
}

/// Locks all but the entries, without a password. Rows and columns may be made larger and lists filtered;
/// Excel sorts only where no cell is locked.
fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
}

#[cfg(test)]
mod tests;
