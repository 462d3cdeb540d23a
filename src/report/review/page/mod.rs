//! The page of one project: the rows of its form, then the ratings.
//!
//! ```text
//! title, and the layout's rows with number and name      repeated on further sheets of paper
//! the layout's rows up to its first block                charts beside or below them
//! the layout's blocks and further rows, and what the project says beside them
//! ratings                                                what the evaluator fills in
//! ```
//! A page is measured before it is drawn: first with shorter lines, then in smaller print, and only if that
//! does not help does it go on on another sheet of paper.

mod chart;
mod choices;
mod columns;
mod entries;
mod fit;
mod head;
mod ratings;
mod summary;
mod trend;

pub(super) use choices::Choices;

use super::{Desk, LIST, protect};
use crate::layout::draw::DrawRow;
use crate::model::{ByMeasure, FiscalYear, Project, YearRecord};
use crate::report::page_writer::{ColumnGrid, LineCache, PageWriter};
use crate::report::project_page::{ProjectPage, Purpose, months_of};
use crate::report::style::Paper;
use crate::report::units;
use crate::workbook::CellPos;
use crate::workbook::address::quoted;
use columns::RatingColumns;
use fit::{Choice, Measured};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};
use trend::Trends;

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
    let current = desk.consolidation.period.fiscal_year;
    let years: &[YearRecord] = match project.sheet.years.as_slice() {
        // A form without a single readable year heading still needs a schedule to draw.
        [] => &[YearRecord::blank(current)],
        years => years,
    };
    let subject = Subject {
        project,
        name,
        years: years.iter().map(|record| record.fiscal_year).collect(),
        trends: Trends::of(years),
    };
    let (choice, cache) = fit::choose(!subject.trends.drawn.is_empty(), |choice| {
        let (_, measured) = draw_at(desk, &subject, None, choice, LineCache::new(desk.measure))?;
        Ok(measured)
    })?;
    crate::report::page::set_up(sheet, desk.consolidation, desk.style, Paper::A4);
    let (inputs, _) = draw_at(desk, &subject, Some(sheet), choice, cache.replayed())?;
    protect(sheet);
    Ok(inputs)
}

/// What a page is about.
struct Subject<'a> {
    project: &'a Project,
    /// Name of the sheet.
    name: &'a str,
    /// The year columns, at least one.
    years: Vec<FiscalYear>,
    trends: Trends,
}

/// Draws the page as chosen, or only measures it.
fn draw_at(
    desk: &Desk<'_>,
    subject: &Subject<'_>,
    sheet: Option<&mut Worksheet>,
    choice: Choice,
    cache: LineCache,
) -> Result<(ByMeasure<CellPos>, Measured), XlsxError> {
    let project = subject.project;
    let as_of = desk.consolidation.period.as_of_month();
    let draw = &desk.drawing.draw;
    let label = units::column(draw.left.first().copied().unwrap_or_default());
    let marks = months_of(&project.sheet.items, as_of, &subject.years);
    let grid = ColumnGrid::of_months(label, subject.years.len(), choice.scale, marks);
    let columns = RatingColumns::of(project, &grid);
    let writer = PageWriter::paged(sheet, cache, grid)?;
    let mut page = Page {
        page: ProjectPage::new(
            writer,
            (&desk.drawing.layout, draw),
            Purpose::Review(as_of),
            &project.sheet,
            subject.years.clone(),
            desk.consolidation.period.fiscal_year,
        ),
        desk,
        project,
        name: subject.name,
        trends: &subject.trends,
        choice,
        columns,
        starts: Vec::new(),
        spare: 0.0,
    };
    let above = page.above()?;
    page.entry_words()?;
    for row in page.head()? {
        page.layout_row(row)?;
    }
    page.page.rest()?;
    let last_row = page.page.writer.next_row();
    let inputs = page.ratings()?;
    let ratings_begin = page.page.writer.breaks_before(last_row);
    let (height, starts) = (page.page.writer.height() - page.spare, page.starts);
    let (page_use, cache) = page.page.writer.finish(above + 2, &desk.styles)?;
    let measured = Measured {
        page_use,
        starts,
        height,
        ratings_begin,
        cache,
    };
    Ok((inputs, measured))
}

/// A page under way.
struct Page<'a, 's> {
    /// The rows of the form.
    page: ProjectPage<'a, 's>,
    desk: &'a Desk<'a>,
    project: &'a Project,
    /// Name of the sheet.
    name: &'a str,
    trends: &'a Trends,
    choice: Choice,
    columns: RatingColumns,
    /// The height in points of what stands above each row drawn by [`Page::layout_row`].
    starts: Vec<f64>,
    /// What the entries are higher than they have to be, in points.
    spare: f64,
}

impl<'a> Page<'a, '_> {
    /// The way back to the list and what to do here, above what is printed.
    fn above(&mut self) -> Result<u32, XlsxError> {
        let row = self.page.writer.off_paper(ABOVE)?;
        let formats = &self.desk.formats;
        let url = Url::new(format!("internal:{}!A1", quoted(LIST))).set_text("← 一覧へ戻る");
        let link = formats.plain.clone().set_hyperlink();
        self.page.writer.put(|sheet| {
            sheet
                .write_url_with_format(row, 0, url, &link)?
                .write_string_with_format(row, 1, HOW, &formats.note)
        })?;
        Ok(row)
    }

    /// Draws a row of the layout, on a new sheet of paper where that was chosen.
    fn layout_row(&mut self, row: &'a DrawRow) -> Result<(), XlsxError> {
        if self.choice.new_sheet_at == Some(self.starts.len()) {
            self.page.writer.turn();
        }
        self.starts.push(self.page.writer.height());
        self.page.row(row)
    }
}
