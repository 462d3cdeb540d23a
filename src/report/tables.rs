//! Tables below one another on a sheet: titles that stay with their first row, rows as high as their
//! texts need.

use super::formats::{Formats, TEXT};
use super::measure::Measure;
use super::page;
use super::style::{Paper, Style};
use super::table::{Pages, Start};
use super::write::{self, Area};
use crate::model::Consolidation;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Least height of a row in points.
pub(super) const ROW: f64 = 18.0;

/// A text in columns from left to right.
pub(super) struct Cell<'t> {
    pub(super) text: &'t str,
    pub(super) left: u16,
    pub(super) right: u16,
    pub(super) format: &'t Format,
}

/// A text in columns.
pub(super) const fn cell<'t>(
    text: &'t str,
    (left, right): (u16, u16),
    format: &'t Format,
) -> Cell<'t> {
    Cell {
        text,
        left,
        right,
        format,
    }
}

/// A sheet of tables being drawn.
pub(super) struct Tables {
    sheet: Worksheet,
    /// Widths of all columns in pixels.
    widths: Vec<u32>,
    pub(super) formats: Formats,
    measure: Measure,
    rows: Pages,
    /// The title and headings of the table being drawn, which a new page repeats.
    title: String,
    headings: Vec<(String, u16, u16)>,
    /// Whether the table's first row comes next.
    first: bool,
}

impl Tables {
    /// A new sheet of columns `widths` pixels wide on A4, wider on larger paper.
    pub(super) fn new(
        name: &str,
        widths: Vec<u32>,
        consolidation: &Consolidation,
        style: &Style,
        paper: Paper,
    ) -> Result<Self, XlsxError> {
        let widths: Vec<u32> = widths.iter().map(|px| page::widened(*px, paper)).collect();
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        page::set_up(&mut sheet, consolidation, style, paper);
        for (col, width) in (0_u16..).zip(&widths) {
            sheet.set_column_width_pixels(col, *width)?;
        }
        Ok(Self {
            sheet,
            formats: Formats::new(style),
            measure: Measure::new(style),
            rows: Pages::new(paper, widths.iter().sum()),
            widths,
            title: String::new(),
            headings: Vec::new(),
            first: false,
        })
    }

    fn last(&self) -> u16 {
        self.widths.len().saturating_sub(1) as u16
    }

    /// The sheet's title, and a line below it.
    pub(super) fn title(&mut self, title: &str, about: &str) -> Result<(), XlsxError> {
        let row = self.rows.add(&mut self.sheet, 26.0)?;
        write::text(&mut self.sheet, row, 0, title, &self.formats.title)?;
        let row = self.rows.add(&mut self.sheet, ROW)?;
        write::text(&mut self.sheet, row, 0, about, &self.formats.subtitle)
    }

    /// A line of plain text, wrapped over the whole sheet.
    pub(super) fn line(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.formats.plain.clone().set_text_wrap();
        self.row(&[cell(text, (0, self.last()), &format)])?;
        Ok(())
    }

    /// The title and headings of a table; they stay with its first row, and stand above what of the
    /// table falls on another page.
    pub(super) fn section(
        &mut self,
        title: &str,
        headings: &[(&str, u16, u16)],
    ) -> Result<(), XlsxError> {
        self.rows.begin(Start::Group);
        self.rows.add(&mut self.sheet, 12.0)?;
        self.title = title.to_owned();
        let owned = headings.iter();
        self.headings = owned.map(|(h, l, r)| ((*h).to_owned(), *l, *r)).collect();
        self.headed(title)?;
        self.first = true;
        Ok(())
    }

    fn headed(&mut self, title: &str) -> Result<(), XlsxError> {
        let row = self.rows.add(&mut self.sheet, 20.0)?;
        write::text(&mut self.sheet, row, 0, title, &self.formats.section)?;
        let (format, headings) = (self.formats.heading.clone(), self.headings.clone());
        let cells: Vec<Cell<'_>> = headings
            .iter()
            .map(|(text, left, right)| cell(text, (*left, *right), &format))
            .collect();
        match cells.is_empty() {
            true => Ok(()),
            false => self.row(&cells),
        }
    }

    /// A row of a table, in the formats given; a page may begin with it unless it is the first.
    pub(super) fn cells(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        if !std::mem::take(&mut self.first) {
            if self.height(cells) > self.rows.left() {
                self.rows.begin(Start::Page);
                self.headed(&format!("{}　続き", self.title))?;
            } else {
                self.rows.begin(Start::Group);
            }
        }
        self.row(cells)
    }

    /// What the texts of a row need, in points.
    fn height(&self, cells: &[Cell<'_>]) -> f64 {
        let needed = cells.iter().map(|cell| {
            let columns = usize::from(cell.left)..=usize::from(cell.right);
            let width: u32 = self.widths[columns].iter().sum();
            self.measure.text_height(cell.text, f64::from(width), TEXT)
        });
        needed.fold(ROW, f64::max)
    }

    /// A row that stays with the one above it.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        let height = self.height(cells);
        let row = self.rows.add(&mut self.sheet, height)?;
        for cell in cells {
            let area = Area::row(row, cell.left, cell.right);
            write::merged(&mut self.sheet, area, cell.text, cell.format)?;
        }
        Ok(())
    }

    /// The finished sheet.
    pub(super) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        let (last_row, last) = (self.rows.next().saturating_sub(1), self.last());
        self.sheet.set_print_area(0, 0, last_row, last)?;
        self.rows.finish(&mut self.sheet)?;
        Ok(self.sheet)
    }
}
