//! Draws one printable page from top to bottom: rows as high as their text, page breaks between them.

mod cell_style;
mod cells;
mod column_grid;
mod line_cache;
mod months;
mod style_grid;

pub(in crate::report) use cell_style::{CellStyle, Side};
pub(in crate::report) use column_grid::ColumnGrid;
pub(in crate::report) use line_cache::LineCache;
pub(in crate::report) use months::{Fill, MonthStyle};
pub(in crate::report) use style_grid::Styles;

use crate::report::write::Area;
use column_grid::WIDTH;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::cell::OnceCell;
use style_grid::StyleGrid;

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
pub(in crate::report) struct PageUse {
    /// Sheets of paper.
    pub(in crate::report) sheets: usize,
    /// How many of them its rows would fill if they could be put together without a gap.
    pub(in crate::report) filled: f64,
}

/// Something written into columns `left` to `right`.
#[derive(Clone, Debug)]
pub(in crate::report) struct Cell<'a> {
    pub(in crate::report) left: u16,
    pub(in crate::report) right: u16,
    pub(in crate::report) text: &'a str,
    pub(in crate::report) style: CellStyle,
    /// How many lines it takes, once that is known.
    pub(in crate::report) lines: OnceCell<usize>,
}

impl<'a> Cell<'a> {
    pub(in crate::report) const fn new(
        left: u16,
        right: u16,
        text: &'a str,
        style: CellStyle,
    ) -> Self {
        Self {
            left,
            right,
            text,
            style,
            lines: OnceCell::new(),
        }
    }

    /// How many lines it takes in columns of a width.
    fn lines(&self, measure: &LineCache, width: f64) -> usize {
        let room = width - self.style.space();
        let measured = || measure.lines(self.text, room, self.style.size());
        *self.lines.get_or_init(measured)
    }

    /// The same with another text.
    const fn saying(&self, text: &'a str) -> Self {
        Self::new(self.left, self.right, text, self.style)
    }
}

/// The sheet under way.
pub(in crate::report) struct PageWriter<'a> {
    /// None while the page is only measured.
    sheet: Option<&'a mut Worksheet>,
    /// What its cells look like.
    styles: StyleGrid,
    pub(in crate::report) measure: LineCache,
    pub(in crate::report) grid: ColumnGrid,
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

impl<'a> PageWriter<'a> {
    /// A sheet with the columns of a grid; without a sheet, the page is only measured.
    pub(in crate::report) fn new(
        mut sheet: Option<&'a mut Worksheet>,
        measure: LineCache,
        grid: ColumnGrid,
    ) -> Result<Self, XlsxError> {
        if let Some(sheet) = &mut sheet {
            for (col, width) in (0_u16..).zip(grid.widths()) {
                sheet.set_column_width_pixels(col, *width)?;
            }
        }
        let total: u32 = grid.widths().iter().sum();
        let printed_at = f64::from(WIDTH) / f64::from(total);
        Ok(Self {
            sheet,
            styles: StyleGrid::new(grid.widths().len()),
            measure,
            grid,
            row: 0,
            before: 0.0,
            used: 0.0,
            capacity: HEIGHT / printed_at,
            repeated: 0.0,
            breaks: Vec::new(),
        })
    }

    /// Whether there is a sheet; else the page is only measured.
    pub(in crate::report) const fn draws(&self) -> bool {
        self.sheet.is_some()
    }

    /// Does something to the sheet, if there is one.
    pub(in crate::report) fn put<'s, T>(
        &'s mut self,
        what: impl FnOnce(&'s mut Worksheet) -> Result<T, XlsxError>,
    ) -> Result<(), XlsxError> {
        match &mut self.sheet {
            Some(sheet) => what(sheet).map(drop),
            None => Ok(()),
        }
    }

    /// The next free row.
    pub(in crate::report) const fn next_row(&self) -> u32 {
        self.row
    }

    /// Which page is being drawn, counted from 0.
    pub(in crate::report) const fn page(&self) -> usize {
        self.breaks.len()
    }

    /// The last column.
    pub(in crate::report) fn right(&self) -> u16 {
        self.grid.right()
    }

    /// The width of columns in pixels.
    pub(in crate::report) fn width(&self, left: u16, right: u16) -> f64 {
        let columns = usize::from(left)..=usize::from(right);
        f64::from(self.grid.widths()[columns].iter().sum::<u32>())
    }

    /// The height the tallest of the cells needs.
    pub(in crate::report) fn height_of(&self, cells: &[Cell<'_>]) -> f64 {
        cells
            .iter()
            .map(|cell| {
                let width = self.width(cell.left, cell.right);
                let lines = cell.lines(&self.measure, width);
                self.measure.measure().height(lines, cell.style.size())
            })
            .fold(0.0, f64::max)
    }

    /// The height left on the page.
    pub(in crate::report) fn room(&self) -> f64 {
        self.capacity - self.used
    }

    /// Whether a height still fits on the page.
    pub(in crate::report) fn fits(&self, height: f64) -> bool {
        self.used + height <= self.capacity
    }

    /// The height of the highest row that still fits a page of its own.
    pub(in crate::report) fn most(&self) -> f64 {
        self.capacity - self.repeated
    }

    /// Begins a new page unless the height fits on this one, or would not fit on a new one either.
    /// Says whether it did.
    pub(in crate::report) fn keep(&mut self, height: f64) -> bool {
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
    pub(in crate::report) fn row(
        &mut self,
        cells: &[Cell<'_>],
        least: f64,
    ) -> Result<(u32, u32), XlsxError> {
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
            self.text(area, cell.text, cell.style)?;
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
                let size = tail.style.size();
                let lines = measure.lines_in(room, size);
                let width = self.width(tail.left, tail.right) - tail.style.space();
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
    pub(in crate::report) fn rows(&mut self, heights: &[f64]) -> Result<(u32, u32), XlsxError> {
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
    pub(in crate::report) fn off_paper(&mut self, height: f64) -> Result<u32, XlsxError> {
        let (row, _) = self.rows(&[height])?;
        self.used = 0.0;
        Ok(row)
    }

    /// Repeats the rows from `first` to the one drawn last on every further page, and keeps them in
    /// sight on the screen; unless they would leave no room for anything else.
    pub(in crate::report) fn repeat_from(&mut self, first: u32) -> Result<(), XlsxError> {
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
    pub(in crate::report) fn finish(
        self,
        first: u32,
        styles: &Styles,
    ) -> Result<(PageUse, LineCache), XlsxError> {
        let last = self.row.saturating_sub(1);
        let right = self.right();
        if let Some(sheet) = self.sheet {
            self.styles.give(sheet, styles, self.row)?;
            // The formats of the columns would go on below.
            sheet.hide_unused_rows(true);
            sheet.set_print_area(first, 0, last, right)?;
            sheet.set_page_breaks(&self.breaks)?;
        }
        let page_use = PageUse {
            sheets: self.breaks.len() + 1,
            filled: (self.before + self.used) / self.capacity,
        };
        Ok((page_use, self.measure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Style;
    use crate::report::measure::Measure;

    fn writer(sheet: &mut Worksheet, years: usize) -> PageWriter<'_> {
        let grid = ColumnGrid::new(years, 1.0, []);
        PageWriter::new(
            Some(sheet),
            LineCache::new(Measure::new(&Style::default())),
            grid,
        )
        .unwrap()
    }

    #[test]
    fn a_page_too_wide_is_shrunk_and_so_takes_more() {
        let mut sheet = Worksheet::new();
        assert!(writer(&mut sheet, 20).capacity > HEIGHT);
    }

    #[test]
    fn rows_that_belong_together_turn_the_page_together() {
        let mut sheet = Worksheet::new();
        let mut writer = writer(&mut sheet, 5);
        writer.rows(&[100.0, 300.0]).unwrap();
        assert!(!writer.keep(90.0));
        assert!(writer.keep(120.0));
        assert_eq!(writer.breaks, [2]);
        assert!(!writer.keep(400.0));
        // What fits on no page does not turn one.
        writer.rows(&[400.0]).unwrap();
        assert!(!writer.keep(900.0));
    }

    #[test]
    fn a_long_text_runs_over_pages_and_keeps_its_height() {
        let mut sheet = Worksheet::new();
        let mut writer = writer(&mut sheet, 5);
        let text = "長い文章。".repeat(4000);
        let cell = Cell::new(1, writer.right(), &text, CellStyle::Text);
        let height = writer.height_of(std::slice::from_ref(&cell));
        let (first, last) = writer.row(&[cell], 0.0).unwrap();
        assert!(height > HEIGHT && last > first);
        assert_eq!(writer.breaks.len() as f64, (height / HEIGHT).floor());
    }
}
