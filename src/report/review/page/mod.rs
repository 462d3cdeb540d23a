//! The page of one project, laid out like the form (別紙1): what the form says, then the ratings.

mod beside;
mod chart;
mod choices;
mod entries;
mod head;
mod rated;
mod ratings;
mod schedule;
mod trend;
mod years;

pub(super) use choices::Choices;
pub(super) use head::departments;

use super::{Desk, LIST, protect, quoted};
use crate::model::{ByMeasure, FiscalYear, Project, YearRecord};
use crate::provenance::CellPos;
use crate::report::formats::TEXT;
use crate::report::page_writer::CellStyle;
use crate::report::page_writer::ColumnGrid;
use crate::report::page_writer::LineCache;
use crate::report::page_writer::{Cell, PageUse, PageWriter};
use crate::report::style::Paper;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};
use std::cell::{OnceCell, RefCell};
use trend::Trends;

/// Texts of so many lines stand in the middle of their cell, longer ones at the top.
const SHORT: usize = 3;

/// The scales a page may be printed at: the first at which it is a single one; at the smallest, text is
/// still above 8 points. What needs several pages gets them at the first scale.
const SCALES: [f64; 3] = [1.0, 0.95, 0.9];

/// What fills more sheets than this at the first scale is not tried at the others: the smallest holds 1 ÷ 0.9² of
/// the text, and of a second sheet what it repeats falls away. Pages of up to 1.37 were seen to fit.
const HOPELESS: f64 = 1.5;

/// Height of the row above the page in points, and what it says.
const ABOVE: f64 = 18.0;
const HOW: &str = "太い枠の黄色い欄（評価・評価理由・意見）に記入してください。ほかの欄は保護されています（行の高さと列の幅は変えられます）。";

/// Draws the page on the empty sheet of this name and returns the cells that take the evaluator's grades.
pub(super) fn draw(
    desk: &Desk<'_>,
    project: &Project,
    name: &str,
    sheet: &mut Worksheet,
) -> Result<ByMeasure<CellPos>, XlsxError> {
    let years = match project.sheet.years.as_slice() {
        // A form without a single readable year heading still needs a schedule to draw.
        [] => &[YearRecord::blank(desk.consolidation.period.fiscal_year)],
        years => years,
    };
    let subject = Subject {
        project,
        name,
        years,
        trends: Trends::of(years),
    };
    let measured = RefCell::new(Vec::new());
    let chosen = subject.choose(|scale, charts| {
        let measuring = LineCache::new(desk.measure);
        let (_, page_use, memory) = draw_at(desk, &subject, None, (scale, charts), measuring)?;
        measured.borrow_mut().push(((scale, charts), memory));
        Ok(page_use)
    })?;
    let mut measured = measured.into_inner().into_iter();
    let measured = measured.find(|(choice, _)| *choice == chosen);
    let memory = measured.map_or_else(
        || LineCache::new(desk.measure),
        |(_, memory)| memory.retold(),
    );
    crate::report::page::set_up(sheet, desk.consolidation, desk.style, Paper::A4);
    let (inputs, ..) = draw_at(desk, &subject, Some(sheet), chosen, memory)?;
    protect(sheet);
    Ok(inputs)
}

/// What a page is about.
struct Subject<'a> {
    project: &'a Project,
    /// Name of the sheet.
    name: &'a str,
    /// The year columns, at least one.
    years: &'a [YearRecord],
    trends: Trends,
}

impl Subject<'_> {
    /// The scale to print at, and whether with charts: they may make the print smaller, but never take a
    /// page more. `measure` measures a choice.
    fn choose(
        &self,
        measure: impl Fn(f64, bool) -> Result<PageUse, XlsxError>,
    ) -> Result<(f64, bool), XlsxError> {
        let mut with_charts = None;
        if !self.trends.drawn.is_empty() {
            match one_sheet(|scale| measure(scale, true))? {
                Ok(scale) => return Ok((scale, true)),
                Err(sheets) => with_charts = Some(sheets),
            }
        }
        Ok(match one_sheet(|scale| measure(scale, false))? {
            Ok(scale) => (scale, false),
            Err(sheets) => (SCALES[0], with_charts.is_some_and(|with| with <= sheets)),
        })
    }
}

/// The first scale at which a page is a single sheet of paper, or how many it takes at the first of all.
fn one_sheet(
    measure: impl Fn(f64) -> Result<PageUse, XlsxError>,
) -> Result<Result<f64, usize>, XlsxError> {
    let [largest, ref between @ .., smallest] = SCALES;
    let page_use = measure(largest)?;
    if page_use.sheets == 1 {
        return Ok(Ok(largest));
    }
    // Measuring costs: the smallest print tells whether the others are worth trying.
    if page_use.filled > HOPELESS || measure(smallest)?.sheets > 1 {
        return Ok(Err(page_use.sheets));
    }
    for scale in between {
        if measure(*scale)?.sheets == 1 {
            return Ok(Ok(*scale));
        }
    }
    Ok(Ok(smallest))
}

/// Draws the page at a scale with charts or without, or only measures it; returns also how much paper it
/// takes, and what was measured.
fn draw_at(
    desk: &Desk<'_>,
    subject: &Subject<'_>,
    sheet: Option<&mut Worksheet>,
    (scale, charts): (f64, bool),
    measure: LineCache,
) -> Result<(ByMeasure<CellPos>, PageUse, LineCache), XlsxError> {
    let Subject { project, years, .. } = *subject;
    let as_of = desk.consolidation.period.as_of_month();
    let marks = schedule::marks(&project.sheet.items, as_of, years);
    let grid = ColumnGrid::new(years.len(), scale, marks);
    let mut page = Page {
        writer: PageWriter::new(sheet, measure, grid)?,
        desk,
        project,
        years,
        years_on: 0,
        name: subject.name,
        trends: &subject.trends,
        charts,
    };
    let above = page.above()?;
    page.entry_words()?;
    page.head()?;
    page.indicators()?;
    page.schedule()?;
    page.money()?;
    page.effects()?;
    let inputs = page.ratings()?;
    let (page_use, measured) = page.writer.finish(above + 2, &desk.styles)?;
    Ok((inputs, page_use, measured))
}

/// A page under way.
struct Page<'a, 's> {
    writer: PageWriter<'s>,
    desk: &'a Desk<'a>,
    project: &'a Project,
    /// The year columns, at least one.
    years: &'a [YearRecord],
    /// The page on which the years were written last.
    years_on: usize,
    /// Name of the sheet.
    name: &'a str,
    trends: &'a Trends,
    /// Whether the charts of the trends are drawn.
    charts: bool,
}

impl<'a> Page<'a, '_> {
    /// The way back to the list and what to do here, above what is printed.
    fn above(&mut self) -> Result<u32, XlsxError> {
        let row = self.writer.off_paper(ABOVE)?;
        let formats = &self.desk.formats;
        let url = Url::new(format!("internal:{}!A1", quoted(LIST))).set_text("← 一覧へ戻る");
        let link = formats.plain.clone().set_hyperlink();
        self.writer.put(|sheet| {
            sheet
                .write_url_with_format(row, 0, url, &link)?
                .write_string_with_format(row, 1, HOW, &formats.note)
        })?;
        Ok(row)
    }

    /// A label over columns.
    fn label<'t>(&self, left: u16, right: u16, text: &'t str) -> Cell<'t> {
        cell(left, right, text, CellStyle::Label)
    }

    /// A text as written, over columns.
    fn text<'t>(&self, left: u16, right: u16, text: Option<&'t str>) -> Cell<'t> {
        let text = text.unwrap_or_default();
        let width = self.writer.width(left, right);
        let lines = self.writer.measure.lines(text, width, TEXT);
        let style = if lines <= SHORT {
            CellStyle::Middle
        } else {
            CellStyle::Text
        };
        Cell {
            lines: OnceCell::from(lines),
            ..cell(left, right, text, style)
        }
    }

    /// The fiscal year rated.
    fn rated(&self) -> FiscalYear {
        self.desk.consolidation.period.fiscal_year
    }
}

/// A text over columns.
const fn cell(left: u16, right: u16, text: &str, style: CellStyle) -> Cell<'_> {
    Cell::new(left, right, text, style)
}
