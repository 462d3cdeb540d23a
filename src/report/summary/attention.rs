//! 要確認: what was not sent, sent twice or could not be read, by name: what the officer has to ask.

mod sections;

use super::Book;
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::table::{IN_FINDINGS, Pages, Start};
use crate::report::write::{self, Area};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};
use sections::Section;
use std::borrow::Cow;

/// Name of the sheet.
pub(super) const SHEET: &str = "要確認";
/// Widths in pixels on A4 of the columns that all sections share.
const WIDTHS: [u32; 8] = [44, 176, 124, 56, 44, 44, 216, 322];
const LAST: u16 = WIDTHS.len() as u16 - 1;
/// Least heights in points: headings, lines.
const HEADING: f64 = 15.0;
const LINE: f64 = 18.0;
/// No line is higher than this, in points.
const HIGHEST: f64 = 240.0;
/// The rows of the title, repeated on every page.
const TITLE: [u32; 2] = [0, 1];

/// What stands in a cell.
enum Cell {
    Text(String),
    /// Short text, centred.
    Word(String),
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    for (col, width) in WIDTHS.into_iter().enumerate() {
        sheet.set_column_width_pixels(col as u16, page::widened(width, paper))?;
    }
    let mut canvas = Canvas {
        sheet: &mut sheet,
        rows: Pages::new(
            paper,
            WIDTHS.map(|px| page::widened(px, paper)).iter().sum(),
        ),
        book,
        looks: Looks::new(book),
    };
    canvas.title()?;
    for (at, section) in sections::all(book).iter().enumerate() {
        canvas.section(at + 1, section)?;
    }
    let Canvas { rows, .. } = canvas;
    rows.finish(&mut sheet)?;
    Ok(sheet)
}

struct Canvas<'a, 'b> {
    sheet: &'a mut Worksheet,
    rows: Pages,
    book: &'a Book<'b>,
    looks: Looks,
}

struct Looks {
    section: Format,
    heading: Format,
    text: Format,
    centre: Format,
    quiet: Format,
}

impl Looks {
    fn new(book: &Book<'_>) -> Self {
        let formats = &book.formats;
        Self {
            section: formats.plain.clone().set_bold().set_font_size(11),
            heading: formats.heading.clone().set_font_size(SMALL),
            text: formats
                .text
                .clone()
                .set_font_size(SMALL)
                .set_align(FormatAlign::VerticalCenter),
            centre: formats.centre.clone().set_font_size(SMALL),
            quiet: formats.note.clone(),
        }
    }
}

impl Canvas<'_, '_> {
    fn title(&mut self) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let row = self.rows.add(self.sheet, 24.0)?;
        write::text(self.sheet, row, 0, "確認を要するもの", &formats.title)?;
        let row = self.rows.add(self.sheet, 16.0)?;
        write::text(self.sheet, row, 0, &self.book.subtitle(), &formats.subtitle)?;
        self.rows.repeat(self.sheet, TITLE)
    }

    fn section(&mut self, number: usize, section: &Section) -> Result<(), XlsxError> {
        self.rows.begin(Start::Group);
        self.rows.add(self.sheet, 8.0)?;
        let title = format!("{number}　{}（{}件）", section.title, section.rows.len());
        self.section_title(&title)?;
        if section.rows.is_empty() {
            let row = self.rows.add(self.sheet, HEADING)?;
            return write::text(self.sheet, row, 0, "　該当なし", &self.looks.quiet);
        }
        self.headings(section)?;
        for (at, cells) in section.rows.iter().enumerate() {
            let fitted = self.fitted(section, cells);
            let heights = fitted.iter().map(|(_, height)| *height);
            let height = heights.fold(LINE, f64::max);
            if at > 0 {
                self.rows.begin(Start::Group);
            }
            if at > 0 && height > self.rows.left() {
                self.rows.begin(Start::Page);
                self.section_title(&format!("{title}　続き"))?;
                self.headings(section)?;
            }
            let row = self.rows.add(self.sheet, height)?;
            self.line(row, section, cells, &fitted)?;
        }
        Ok(())
    }

    fn section_title(&mut self, title: &str) -> Result<(), XlsxError> {
        let row = self.rows.add(self.sheet, 18.0)?;
        write::text(self.sheet, row, 0, title, &self.looks.section)
    }

    fn headings(&mut self, section: &Section) -> Result<(), XlsxError> {
        let row = self.rows.add(self.sheet, HEADING)?;
        for ((first, last), heading) in section.areas().zip(section.headings()) {
            let area = Area::row(row, first, last);
            write::merged(self.sheet, area, heading, &self.looks.heading)?;
        }
        Ok(())
    }

    /// The texts of cells as they fit, and the heights they take.
    fn fitted<'c>(&self, section: &Section, cells: &'c [Cell]) -> Vec<(Cow<'c, str>, f64)> {
        let paper = self.book.style.paper;
        let fit = |(Cell::Text(text) | Cell::Word(text), (first, last)): (&'c Cell, (u16, u16))| {
            let widths = WIDTHS[usize::from(first)..=usize::from(last)].iter();
            let width: u32 = widths.map(|px| page::widened(*px, paper)).sum();
            let measure = self.book.measure;
            measure.fitted(text, width, SMALL, HIGHEST, IN_FINDINGS)
        };
        cells.iter().zip(section.areas()).map(fit).collect()
    }

    fn line(
        &mut self,
        row: u32,
        section: &Section,
        cells: &[Cell],
        fitted: &[(Cow<'_, str>, f64)],
    ) -> Result<(), XlsxError> {
        for ((cell, (text, _)), (first, last)) in cells.iter().zip(fitted).zip(section.areas()) {
            let format = match cell {
                Cell::Text(_) => &self.looks.text,
                Cell::Word(_) => &self.looks.centre,
            };
            write::merged(self.sheet, Area::row(row, first, last), text, format)?;
        }
        Ok(())
    }
}
