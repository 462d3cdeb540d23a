//! A sheet of tables being written from top to bottom.

use super::cell::{Cell, Value};
use super::column::Column;
use super::column_runs::{ColumnRuns, Target};
use super::look::{Look, Styles};
use super::pages::{Pages, Start};
use crate::model::Consolidation;
use crate::report::formats::TEXT;
use crate::report::measure::Measure;
use crate::report::page;
use crate::report::style::{Paper, Style};
use crate::report::write::{self, Area};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

/// A sheet holds no more links than this.
const MOST_LINKS: usize = 65_530;
/// Heights in points of a title and of the line below it.
const TITLE: f64 = 24.0;
const SUBTITLE: f64 = 16.0;
/// Least height of a row in points.
pub(crate) const ROW: f64 = 18.0;

/// How the sheets of a workbook print.
#[derive(Clone)]
pub(crate) struct Paged<'a> {
    pub(crate) style: &'a Style,
    pub(crate) paper: Paper,
    /// What stands above every page, left and right.
    pub(crate) above: [String; 2],
}

impl<'a> Paged<'a> {
    /// With the plan and the period above every page.
    pub(crate) fn new(consolidation: &Consolidation, style: &'a Style, paper: Paper) -> Self {
        Self {
            style,
            paper,
            above: page::above(consolidation, style),
        }
    }
}

/// A sheet being written.
pub(crate) struct TableSheet {
    pub(super) sheet: Worksheet,
    pub(super) styles: Styles,
    pub(super) measure: Measure,
    pub(super) pages: Pages,
    /// Width in pixels of every column that can be seen.
    pub(super) widths: Vec<u32>,
    pub(super) font: String,
    runs: ColumnRuns,
    links: usize,
    /// The first row that is printed.
    first: u32,
    is_bare: bool,
    /// Whether people add rows, which are to be printed too.
    pub(super) grows: bool,
}

/// A cell and the columns that it takes, first and last.
pub(crate) struct Placed {
    columns: (u16, u16),
    cell: Cell,
}

/// A cell in columns from one to another.
pub(crate) fn placed(columns: (u16, u16), cell: impl Into<Cell>) -> Placed {
    let cell = cell.into();
    Placed { columns, cell }
}

impl TableSheet {
    /// A new sheet for one table, as wide as its columns.
    ///
    /// # Errors
    /// The name is none for a sheet.
    pub(crate) fn of<R>(
        name: &str,
        paged: &Paged<'_>,
        columns: &[Column<'_, R>],
    ) -> Result<Self, XlsxError> {
        let shown = columns.iter().filter(|column| !column.flags.hidden);
        let widths = shown.map(|column| column.pixels(paged.paper)).collect();
        Self::paged(name, paged, widths)
    }

    /// A new sheet for tables that share columns so many pixels wide on A4.
    ///
    /// # Errors
    /// The name is none for a sheet.
    pub(crate) fn shared(
        name: &str,
        paged: &Paged<'_>,
        widths: impl IntoIterator<Item = u32>,
    ) -> Result<Self, XlsxError> {
        let widths = widths.into_iter();
        let widths = widths.map(|px| page::widened(px, paged.paper)).collect();
        Self::paged(name, paged, widths)
    }

    fn paged(name: &str, paged: &Paged<'_>, widths: Vec<u32>) -> Result<Self, XlsxError> {
        let Paged {
            style,
            paper,
            above,
        } = paged;
        let mut sheet = Self::new(name, style, *paper, widths)?;
        let above = above.each_ref().map(String::as_str);
        page::set_up_with(&mut sheet.sheet, above, style, *paper);
        Ok(sheet)
    }

    /// A new sheet for a table that programs read: no heights, no paper.
    ///
    /// # Errors
    /// The name is none for a sheet.
    pub(crate) fn bare<R>(name: &str, columns: &[Column<'_, R>]) -> Result<Self, XlsxError> {
        let (style, paper) = (Style::default(), Paper::A4);
        let widths = columns.iter().map(|column| column.pixels(paper));
        let mut sheet = Self::new(name, &style, paper, widths.collect())?;
        sheet.is_bare = true;
        Ok(sheet)
    }

    fn new(name: &str, style: &Style, paper: Paper, widths: Vec<u32>) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        // A formula without a result shows nothing, not a zero.
        sheet.set_name(name)?.set_formula_result_default("");
        for (col, width) in (0_u16..).zip(&widths) {
            sheet.set_column_width_pixels(col, *width)?;
        }
        Ok(Self {
            sheet,
            styles: Styles::new(style),
            measure: Measure::new(style),
            pages: Pages::new(paper, widths.iter().sum()),
            widths,
            runs: ColumnRuns::default(),
            links: 0,
            first: 0,
            is_bare: false,
            grows: false,
            font: style.font.clone(),
        })
    }

    /// The last column that can be seen.
    pub(super) fn last(&self) -> u16 {
        self.widths.len().saturating_sub(1) as u16
    }

    /// The width in pixels of columns from first to last; 0 where no text has to fit.
    pub(super) fn width(&self, (left, right): (u16, u16)) -> f64 {
        if self.is_bare {
            return 0.0;
        }
        let columns = self.widths.iter().skip(usize::from(left));
        f64::from(columns.take(usize::from(right - left) + 1).sum::<u32>())
    }

    /// The sheet's title, and a line below it.
    ///
    /// # Errors
    /// As of every function that writes: a cell lies outside the sheet.
    pub(crate) fn title(&mut self, title: &str, about: &str) -> Result<(), XlsxError> {
        self.words(TITLE, title, Look::TITLE)?;
        self.words(SUBTITLE, about, Look::SUBTITLE)?;
        Ok(())
    }

    /// A row of words that run on over the cells to the right, and its place.
    pub(crate) fn words(&mut self, height: f64, text: &str, look: Look) -> Result<u32, XlsxError> {
        let row = self.gap(height)?;
        self.put(Area::row(row, 0, 0), &Cell::from(text), look)?;
        Ok(row)
    }

    /// A line of text, wrapped over the whole sheet.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), XlsxError> {
        let cell = Cell::from(text).look(Look::WRAPPED);
        self.row(&[placed((0, self.last()), cell)])?;
        Ok(())
    }

    /// A row that stays with the one above it, as high as its texts need, and its place.
    pub(crate) fn row(&mut self, cells: &[Placed]) -> Result<u32, XlsxError> {
        self.row_at_least(ROW, cells)
    }

    /// The same, so high at least.
    pub(crate) fn row_at_least(&mut self, least: f64, cells: &[Placed]) -> Result<u32, XlsxError> {
        let row = self.gap(self.height(cells).max(least))?;
        for Placed { columns, cell } in cells {
            let look = cell.look.unwrap_or(Look::TEXT).within(TEXT as u8, false);
            self.put(Area::row(row, columns.0, columns.1), cell, look)?;
        }
        Ok(row)
    }

    /// A row of free cells that a page may begin with.
    pub(crate) fn group(&mut self, cells: &[Placed]) -> Result<u32, XlsxError> {
        self.pages.begin(Start::Group);
        self.row(cells)
    }

    /// What the texts of a row need, in points.
    fn height(&self, cells: &[Placed]) -> f64 {
        let needed = cells.iter().map(|Placed { columns, cell }| {
            let look = cell.look.unwrap_or(Look::TEXT).within(TEXT as u8, false);
            self.measure
                .text_height(cell.text(), self.width(*columns), look.points())
        });
        needed.fold(0.0, f64::max)
    }

    /// Begins something with the next row, where a page may begin.
    pub(crate) fn begin(&mut self, start: Start) {
        self.pages.begin(start);
    }

    /// The row that comes next.
    pub(crate) fn next(&self) -> u32 {
        self.pages.next()
    }

    /// A gap of a height in points.
    pub(crate) fn gap(&mut self, height: f64) -> Result<u32, XlsxError> {
        match self.is_bare {
            true => Ok(self.pages.skip()),
            false => self.pages.add(&mut self.sheet, height),
        }
    }

    /// Writes a cell in a look.
    pub(super) fn put(&mut self, area: Area, cell: &Cell, look: Look) -> Result<(), XlsxError> {
        let (at, shown) = ((area.top, area.left), cell.text());
        let link = cell.link.as_ref().filter(|_| self.links < MOST_LINKS);
        self.links += usize::from(link.is_some());
        let look = link.map_or(look, |_| look.linked());
        let (sheet, styles) = (&mut self.sheet, &mut self.styles);
        if link.is_none() && (area.top, area.left) == (area.bottom, area.right) {
            let on = Target { sheet, styles };
            return match &cell.value {
                // Without a look there is nothing to be written of a blank cell.
                Value::Text(_) if shown.is_empty() && look.is_bare() => Ok(()),
                Value::Text(_) => self.runs.text(on, at, shown, look),
                Value::Number(number) => match number.to_f64() {
                    Some(number) => self.runs.value(on, at, number, look),
                    None => self.runs.text(on, at, &number.to_string(), look),
                },
                Value::Day(day) => self.runs.value(on, at, page::day(*day)?, look),
                Value::Formula(text, result) => {
                    let formula = Formula::new(text).set_result(result);
                    self.runs.value(on, at, formula, look)
                }
            };
        }
        let format = styles.format(look);
        if let Some(link) = link {
            let url = link.url().set_text(write::bounded(shown));
            sheet.write_url_with_format(at.0, at.1, url, format)?;
        }
        write::merged(sheet, area, shown, format)?;
        match &cell.value {
            Value::Text(_) => {}
            Value::Number(number) => {
                let number = number.to_f64().unwrap_or_default();
                sheet.write_number_with_format(at.0, at.1, number, format)?;
            }
            Value::Day(day) => {
                sheet.write_datetime_with_format(at.0, at.1, page::day(*day)?, format)?;
            }
            Value::Formula(text, result) => {
                let formula = Formula::new(text).set_result(result);
                sheet.write_formula_with_format(at.0, at.1, formula, format)?;
            }
        }
        Ok(())
    }

    /// Writes a cell into columns of a row that is there.
    pub(crate) fn cell(
        &mut self,
        row: u32,
        columns: (u16, u16),
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        let look = cell.look.unwrap_or(Look::TEXT).within(TEXT as u8, false);
        self.put(Area::row(row, columns.0, columns.1), cell, look)
    }

    /// Prints rows again on every page after them.
    pub(crate) fn repeat(&mut self, rows: [u32; 2]) -> Result<(), XlsxError> {
        match self.is_bare {
            true => Ok(()),
            false => self.pages.repeat(&mut self.sheet, rows),
        }
    }

    /// The next row is the first that is printed.
    pub(super) fn print_from_here(&mut self) {
        self.first = self.pages.next();
    }

    /// The finished sheet.
    pub(crate) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        let (sheet, styles) = (&mut self.sheet, &mut self.styles);
        self.runs.finish(Target { sheet, styles })?;
        if self.is_bare || self.grows {
            return Ok(self.sheet);
        }
        let last = self.pages.next().saturating_sub(1);
        self.sheet
            .set_print_area(self.first, 0, last.max(self.first), self.last())?;
        self.pages.finish(&mut self.sheet)?;
        Ok(self.sheet)
    }
}

/// A number as a workbook keeps it, where that loses nothing.
pub(crate) fn is_exact(number: Decimal) -> bool {
    /// A binary float holds so many digits exactly.
    const EXACT_DIGITS: usize = 15;
    number.mantissa().unsigned_abs().to_string().len() <= EXACT_DIGITS
}
