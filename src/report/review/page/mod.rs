//! The page of one project, laid out like the form (別紙1): what the form says, then the ratings.

mod entries;
mod head;
mod ratings;
mod schedule;
mod told;
mod years;

pub(super) use head::departments;

use super::bars::Bars;
use super::canvas::{Canvas, Cell};
use super::ruler::Ruler;
use super::{Desk, LIST, protect, quoted};
use crate::model::{ByMeasure, FiscalYear, Project, YearRecord};
use crate::provenance::CellPos;
use crate::report::formats::{SMALL, TEXT};
use crate::report::style::Paper;
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

/// Texts of so many lines stand in the middle of their cell, longer ones at the top.
const SHORT: usize = 3;

/// The scales a page may be printed at, tried in this order until it is a single one; at the
/// smallest, text is still above 8 points. What needs several pages gets them at the first scale.
const SCALES: [f64; 3] = [1.0, 0.95, 0.9];

/// Height of the row above the page in points, and what it says.
const ABOVE: f64 = 18.0;
const HOW: &str = "太い枠の黄色い欄（評価・評価理由・意見）に記入してください。ほかの欄は保護されています（行の高さと列の幅は変えられます）。";

/// Draws the page and returns it with the cells that take the evaluator's grades.
pub(super) fn draw(
    desk: &Desk<'_>,
    project: &Project,
) -> Result<(Worksheet, ByMeasure<CellPos>), XlsxError> {
    let years = match project.sheet.years.as_slice() {
        // A form without a single readable year heading still needs a schedule to draw.
        [] => &[YearRecord::blank(desk.consolidation.period.fiscal_year)],
        years => years,
    };
    let mut scale = SCALES[0];
    for candidate in SCALES {
        if draw_at(desk, project, years, None, candidate)?.1 == 1 {
            scale = candidate;
            break;
        }
    }
    let mut sheet = Worksheet::new();
    crate::report::page::set_up(&mut sheet, desk.consolidation, desk.style, Paper::A4);
    let (inputs, _) = draw_at(desk, project, years, Some(&mut sheet), scale)?;
    protect(&mut sheet);
    Ok((sheet, inputs))
}

/// Draws the page at a scale, or only measures it; returns also how many sheets of paper it takes.
fn draw_at(
    desk: &Desk<'_>,
    project: &Project,
    years: &[YearRecord],
    sheet: Option<&mut Worksheet>,
    scale: f64,
) -> Result<(ByMeasure<CellPos>, usize), XlsxError> {
    let as_of = desk.consolidation.period.as_of_month();
    let marks = schedule::marks(&project.sheet.items, as_of, years);
    let ruler = Ruler::new(years.len(), scale, marks);
    let mut page = Page {
        canvas: Canvas::new(sheet, desk.measure, ruler)?,
        bars: Bars::new(&desk.formats),
        desk,
        project,
        years,
        years_on: 0,
    };
    let above = page.above()?;
    page.entry_words()?;
    page.head()?;
    page.indicators()?;
    page.schedule()?;
    page.money()?;
    page.effects()?;
    let inputs = page.ratings()?;
    let pages = page.canvas.finish(above + 2)?;
    Ok((inputs, pages))
}

/// A page under way.
struct Page<'a, 's> {
    canvas: Canvas<'s>,
    bars: Bars,
    desk: &'a Desk<'a>,
    project: &'a Project,
    /// The year columns, at least one.
    years: &'a [YearRecord],
    /// The page on which the years were written last.
    years_on: usize,
}

impl<'a> Page<'a, '_> {
    /// The way back to the list and what to do here, above what is printed.
    fn above(&mut self) -> Result<u32, XlsxError> {
        let row = self.canvas.off_paper(ABOVE)?;
        let formats = &self.desk.formats;
        let url = Url::new(format!("internal:{}!A1", quoted(LIST))).set_text("← 一覧へ戻る");
        let link = formats.plain.clone().set_hyperlink();
        self.canvas.put(|sheet| {
            sheet
                .write_url_with_format(row, 0, url, &link)?
                .write_string_with_format(row, 1, HOW, &formats.note)
        })?;
        Ok(row)
    }

    /// A label over columns.
    fn label<'t>(&self, left: u16, right: u16, text: &'t str) -> Cell<'t>
    where
        'a: 't,
    {
        Cell {
            size: SMALL,
            ..cell(left, right, text, &self.desk.formats.label)
        }
    }

    /// A text as written, over columns.
    fn text<'t>(&self, left: u16, right: u16, text: Option<&'t str>) -> Cell<'t>
    where
        'a: 't,
    {
        let text = text.unwrap_or_default();
        let width = self.canvas.width(left, right);
        let short = self.canvas.measure.lines(text, width, TEXT) <= SHORT;
        let formats = &self.desk.formats;
        cell(
            left,
            right,
            text,
            if short {
                &formats.middle
            } else {
                &formats.text
            },
        )
    }

    /// The fiscal year rated.
    fn rated(&self) -> FiscalYear {
        self.desk.consolidation.period.fiscal_year
    }
}

/// A cell of ordinary size.
fn cell<'t>(left: u16, right: u16, text: &'t str, format: &'t Format) -> Cell<'t> {
    Cell {
        left,
        right,
        text,
        format,
        size: TEXT,
    }
}
