//! Draws one printable page from top to bottom: rows as high as their text, page breaks between them.

mod cells;

use super::ink::Ink;
use super::memory::Memory;
use super::paint::{Looks, Paint};
use super::ruler::{Ruler, WIDTH};
use crate::report::write::Area;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::cell::OnceCell;

/// Height of A4 landscape between the margins in points, a little less to be safe.
const HEIGHT: f64 = 502.0;
/// A row higher than this may be torn at a page break.
const TEAR: f64 = 220.0;
/// What is left of a page must be higher than this for a torn row to begin there.
const LEAST_PART: f64 = 90.0;
/// The label of a torn row on its further pages.
const CONTINUED: &str = "（続き）";

/// How much paper a page takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Sheets of paper.
    pub(super) sheets: usize,
    /// How many of them its rows would fill if they could be put together without a gap.
    pub(super) filled: f64,
}

/// Something written into columns `left` to `right`.
#[derive(Clone, Debug)]
pub(super) struct Cell<'a> {
    pub(super) left: u16,
    pub(super) right: u16,
    pub(super) text: &'a str,
    pub(super) ink: Ink,
    /// How many lines it takes, once that is known.
    pub(super) lines: OnceCell<usize>,
}

impl<'a> Cell<'a> {
    pub(super) const fn new(left: u16, right: u16, text: &'a str, ink: Ink) -> Self {
        Self {
            left,
            right,
            text,
            ink,
            lines: OnceCell::new(),
        }
    }

    /// How many lines it takes in columns of a width.
    fn lines(&self, measure: &Memory, width: f64) -> usize {
        let room = width - self.ink.space();
        let measured = || measure.lines(self.text, room, self.ink.size());
        *self.lines.get_or_init(measured)
    }

    /// The same with another text.
    const fn saying(&self, text: &'a str) -> Self {
        Self::new(self.left, self.right, text, self.ink)
    }
}

/// The sheet under way.
pub(super) struct Canvas<'a> {
    /// None while the page is only measured.
    sheet: Option<&'a mut Worksheet>,
    /// What its cells look like.
    paint: Paint,
    pub(super) measure: Memory,
    pub(super) ruler: Ruler,
    /// The next free row.
    row: u32,
    /// Height used on the pages before, on the current one, and what fits on one.
    before: f64,
    used: f64,
    capacity: f64,
    /// Height of the rows repeated on top of every further page.
    repeated: f64,
    breaks: Vec<u32>,
}

impl<'a> Canvas<'a> {
    /// A sheet with the columns of a ruler; without a sheet, the page is only measured.
    pub(super) fn new(
        mut sheet: Option<&'a mut Worksheet>,
        measure: Memory,
        ruler: Ruler,
    ) -> Result<Self, XlsxError> {
        if let Some(sheet) = &mut sheet {
            for (col, width) in (0_u16..).zip(ruler.widths()) {
                sheet.set_column_width_pixels(col, *width)?;
            }
        }
        let total: u32 = ruler.widths().iter().sum();
        let printed_at = f64::from(WIDTH) / f64::from(total);
        Ok(Self {
            sheet,
            paint: Paint::new(ruler.widths().len()),
            measure,
            ruler,
            row: 0,
            before: 0.0,
            used: 0.0,
            capacity: HEIGHT / printed_at,
            repeated: 0.0,
            breaks: Vec::new(),
        })
    }

    /// Whether there is a sheet; else the page is only measured.
    pub(super) const fn draws(&self) -> bool {
        self.sheet.is_some()
    }

    /// Does something to the sheet, if there is one.
    pub(super) fn put<'s, T>(
        &'s mut self,
        what: impl FnOnce(&'s mut Worksheet) -> Result<T, XlsxError>,
    ) -> Result<(), XlsxError> {
        match &mut self.sheet {
            Some(sheet) => what(sheet).map(drop),
            None => Ok(()),
        }
    }

    /// The next free row.
    pub(super) const fn next_row(&self) -> u32 {
        self.row
    }

    /// Which page is being drawn, counted from 0.
    pub(super) const fn page(&self) -> usize {
        self.breaks.len()
    }

    /// The last column.
    pub(super) fn right(&self) -> u16 {
        self.ruler.right()
    }

    /// The width of columns in pixels.
    pub(super) fn width(&self, left: u16, right: u16) -> f64 {
        let columns = usize::from(left)..=usize::from(right);
        f64::from(self.ruler.widths()[columns].iter().sum::<u32>())
    }

    /// The height the tallest of the cells needs.
    pub(super) fn height_of(&self, cells: &[Cell<'_>]) -> f64 {
        cells
            .iter()
            .map(|cell| {
                let width = self.width(cell.left, cell.right);
                let lines = cell.lines(&self.measure, width);
                self.measure.measure().height(lines, cell.ink.size())
            })
            .fold(0.0, f64::max)
    }

    /// The height left on the page.
    pub(super) fn room(&self) -> f64 {
        self.capacity - self.used
    }

    /// Whether a height still fits on the page.
    pub(super) fn fits(&self, height: f64) -> bool {
        self.used + height <= self.capacity
    }

    /// The height of the highest row that still fits a page of its own.
    pub(super) fn most(&self) -> f64 {
        self.capacity - self.repeated
    }

    /// Begins a new page unless the height fits on this one, or would not fit on a new one either.
    /// Says whether it did.
    pub(super) fn keep(&mut self, height: f64) -> bool {
        let turn = !self.fits(height) && height <= self.most();
        if turn {
            self.turn();
        }
        turn
    }

    fn turn(&mut self) {
        if self.used > self.repeated {
            self.breaks.push(self.row);
            self.before += self.used - self.repeated;
            self.used = self.repeated;
        }
    }

    /// Draws a row at least so high. One that fits neither this page nor a good part of the next is
    /// continued there, torn between lines. Returns the first and last sheet row.
    pub(super) fn row(&mut self, cells: &[Cell<'_>], least: f64) -> Result<(u32, u32), XlsxError> {
        let height = self.height_of(cells).max(least);
        if height > TEAR && !self.fits(height) {
            return self.torn(cells);
        }
        self.keep(height);
        self.place(cells, height)
    }

    fn place(&mut self, cells: &[Cell<'_>], height: f64) -> Result<(u32, u32), XlsxError> {
        let (first, last) = self.rows(&self.measure.measure().rows(height))?;
        for cell in cells {
            let area = Area {
                top: first,
                left: cell.left,
                bottom: last,
                right: cell.right,
            };
            self.text(area, cell.text, cell.ink)?;
        }
        Ok((first, last))
    }

    /// Draws as much as fits on each page. A merged cell across a page break would be printed with
    /// a line cut in half, so every page gets cells of its own.
    fn torn(&mut self, cells: &[Cell<'_>]) -> Result<(u32, u32), XlsxError> {
        let mut rest = cells.to_vec();
        let mut first = None;
        loop {
            if !self.fits(LEAST_PART) {
                self.turn();
            }
            let room = self.capacity - self.used;
            let mut part = rest.clone();
            for (head, tail) in part.iter_mut().zip(&mut rest) {
                let measure = self.measure.measure();
                let size = tail.ink.size();
                let lines = measure.lines_in(room, size);
                let width = self.width(tail.left, tail.right) - tail.ink.space();
                let (now, later) = measure.split(tail.text, width, size, lines);
                (*head, *tail) = (head.saying(now), tail.saying(later));
            }
            let (top, last) = self.place(&part, self.height_of(&part))?;
            let first = *first.get_or_insert(top);
            if rest.iter().all(|cell| cell.text.is_empty()) {
                return Ok((first, last));
            }
            for label in rest
                .iter_mut()
                .filter(|cell| cell.left == 0 && cell.text.is_empty())
            {
                *label = label.saying(CONTINUED);
            }
            self.turn();
        }
    }

    /// Takes sheet rows of the heights given, each on the page where it fits. Returns the first and
    /// last.
    pub(super) fn rows(&mut self, heights: &[f64]) -> Result<(u32, u32), XlsxError> {
        let first = self.row;
        for height in heights {
            if !self.fits(*height) {
                self.turn();
            }
            let row = self.row;
            self.put(|sheet| sheet.set_row_height(row, *height))?;
            self.used += height;
            self.row += 1;
        }
        Ok((first, self.row.saturating_sub(1).max(first)))
    }

    /// A row that is not printed, above the page.
    pub(super) fn off_paper(&mut self, height: f64) -> Result<u32, XlsxError> {
        let (row, _) = self.rows(&[height])?;
        self.used = 0.0;
        Ok(row)
    }

    /// Repeats the rows from `first` to the one drawn last on every further page, and keeps them in
    /// sight on the screen; unless they would leave no room for anything else.
    pub(super) fn repeat_from(&mut self, first: u32) -> Result<(), XlsxError> {
        if self.used <= TEAR && self.breaks.is_empty() {
            self.repeated = self.used;
            let next = self.row;
            self.put(|sheet| {
                sheet
                    .set_repeat_rows(first, next.saturating_sub(1))?
                    .set_freeze_panes(next, 0)
            })?;
        }
        Ok(())
    }

    /// Gives the cells their looks, and sets the print area from row `first` on and the page breaks. Says
    /// how much paper it takes, and gives back what was measured.
    pub(super) fn finish(self, first: u32, looks: &Looks) -> Result<(Extent, Memory), XlsxError> {
        let last = self.row.saturating_sub(1);
        let right = self.right();
        if let Some(sheet) = self.sheet {
            self.paint.give(sheet, looks, self.row)?;
            // The formats of the columns would go on below.
            sheet.hide_unused_rows(true);
            sheet.set_print_area(first, 0, last, right)?;
            sheet.set_page_breaks(&self.breaks)?;
        }
        let extent = Extent {
            sheets: self.breaks.len() + 1,
            filled: (self.before + self.used) / self.capacity,
        };
        Ok((extent, self.measure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Style;
    use crate::report::measure::Measure;

    fn canvas(sheet: &mut Worksheet, years: usize) -> Canvas<'_> {
        let ruler = Ruler::new(years, 1.0, []);
        Canvas::new(
            Some(sheet),
            Memory::new(Measure::new(&Style::default())),
            ruler,
        )
        .unwrap()
    }

    #[test]
    fn a_page_too_wide_is_shrunk_and_so_takes_more() {
        let mut sheet = Worksheet::new();
        assert!(canvas(&mut sheet, 20).capacity > HEIGHT);
    }

    #[test]
    fn rows_that_belong_together_turn_the_page_together() {
        let mut sheet = Worksheet::new();
        let mut canvas = canvas(&mut sheet, 5);
        canvas.rows(&[100.0, 300.0]).unwrap();
        assert!(!canvas.keep(90.0));
        assert!(canvas.keep(120.0));
        assert_eq!(canvas.breaks, [2]);
        assert!(!canvas.keep(400.0));
        // What fits on no page does not turn one.
        canvas.rows(&[400.0]).unwrap();
        assert!(!canvas.keep(900.0));
    }

    #[test]
    fn a_long_text_runs_over_pages_and_keeps_its_height() {
        let mut sheet = Worksheet::new();
        let mut canvas = canvas(&mut sheet, 5);
        let text = "長い文章。".repeat(4000);
        let cell = Cell::new(1, canvas.right(), &text, Ink::Text);
        let height = canvas.height_of(std::slice::from_ref(&cell));
        let (first, last) = canvas.row(&[cell], 0.0).unwrap();
        assert!(height > HEIGHT && last > first);
        assert_eq!(canvas.breaks.len() as f64, (height / HEIGHT).floor());
    }
}
