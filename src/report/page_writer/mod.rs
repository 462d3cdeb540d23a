//! Draws a page on a sheet from top to bottom: rows as high as their text, page breaks between them.
//!
//! ```text
//! ColumnGrid   which columns there are, and how wide
//! PageWriter   rows, page breaks, cells           ── texts measured by LineCache
//! StyleGrid    what every cell looks like         ── given to the sheet at the end, in few calls
//! ```
//! A page with sheets of paper to fill breaks between rows. A page that is printed on one sheet whatever
//! it holds never breaks, and every cell of it that spans columns is merged, because people write there.

mod cell_style;
mod cells;
mod column_grid;
mod columns;
mod form_cell;
mod line_cache;
mod months;
mod style_grid;

pub(super) use cell_style::{CellStyle, Side};
pub(super) use cells::Cell;
pub(super) use column_grid::ColumnGrid;
pub(super) use columns::{Pair, Wish};
pub(super) use form_cell::FormCell;
pub(super) use line_cache::LineCache;
pub(super) use months::{Fill, MonthStyle};
pub(super) use style_grid::Styles;

use crate::report::measure::HIGHEST_ROW;
use crate::report::write::Area;
use column_grid::WIDTH;
use rust_xlsxwriter::{Worksheet, XlsxError};
use style_grid::StyleGrid;

/// Height of A4 landscape between the margins in points, a little less to be safe.
const HEIGHT: f64 = 502.0;
/// A row higher than this may be split at a page break.
const SPLIT: f64 = 220.0;
/// What is left of a page must be higher than this for a split row to begin there.
const LEAST_PART: f64 = 90.0;
/// The label of a split row on its further pages.
const CONTINUED: &str = "（続き）";

/// How much paper a page takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageUse {
    /// Sheets of paper.
    pub(super) sheets: usize,
    /// The height in points that one of them takes.
    pub(super) capacity: f64,
}

/// The sheet under way.
pub(super) struct PageWriter<'a> {
    /// None while the page is only measured.
    sheet: Option<&'a mut Worksheet>,
    styles: StyleGrid,
    pub(super) measure: LineCache,
    pub(super) grid: ColumnGrid,
    /// The next free row.
    row: u32,
    /// Height used on the sheets of paper before, on the current one, and what fits on one; no end where
    /// the page is fitted to a single one.
    before: f64,
    used: f64,
    capacity: f64,
    /// Height of the rows repeated on top of every further sheet of paper.
    repeated: f64,
    breaks: Vec<u32>,
}

impl<'a> PageWriter<'a> {
    /// A page on as many sheets of paper as it takes; without a worksheet, it is only measured.
    pub(super) fn paged(
        sheet: Option<&'a mut Worksheet>,
        measure: LineCache,
        grid: ColumnGrid,
    ) -> Result<Self, XlsxError> {
        let total: u32 = grid.widths().iter().sum();
        let capacity = HEIGHT * f64::from(total) / f64::from(WIDTH);
        Self::new(sheet, measure, grid, capacity)
    }

    /// A page that is fitted to one sheet of paper when it is printed.
    pub(super) fn fitted(
        sheet: &'a mut Worksheet,
        measure: LineCache,
        grid: ColumnGrid,
    ) -> Result<Self, XlsxError> {
        Self::new(Some(sheet), measure, grid, f64::INFINITY)
    }

    fn new(
        mut sheet: Option<&'a mut Worksheet>,
        measure: LineCache,
        grid: ColumnGrid,
        capacity: f64,
    ) -> Result<Self, XlsxError> {
        if let Some(sheet) = &mut sheet {
            for (col, width) in (0_u16..).zip(grid.widths()) {
                sheet.set_column_width_pixels(col, *width)?;
            }
        }
        Ok(Self {
            sheet,
            styles: StyleGrid::new(grid.widths().len()),
            measure,
            grid,
            row: 0,
            before: 0.0,
            used: 0.0,
            capacity,
            repeated: 0.0,
            breaks: Vec::new(),
        })
    }

    /// Whether there is a sheet; else the page is only measured.
    pub(super) const fn draws(&self) -> bool {
        self.sheet.is_some()
    }

    /// Whether it goes on on further sheets of paper.
    const fn is_paged(&self) -> bool {
        self.capacity.is_finite()
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

    /// Which sheet of paper is being filled, counted from 0.
    pub(super) const fn page(&self) -> usize {
        self.breaks.len()
    }

    /// The height in points of all rows so far.
    pub(super) const fn height(&self) -> f64 {
        self.before + self.used
    }

    /// Whether a row begins a further sheet of paper.
    pub(super) fn breaks_before(&self, row: u32) -> bool {
        self.breaks.contains(&row)
    }

    /// The last column.
    pub(super) fn right(&self) -> u16 {
        self.grid.right()
    }

    /// The width of columns in pixels.
    pub(super) fn width(&self, left: u16, right: u16) -> f64 {
        self.grid.width(left, right)
    }

    /// The height the tallest of the cells needs.
    pub(super) fn height_of(&self, cells: &[Cell<'_>]) -> f64 {
        cells
            .iter()
            .map(|cell| {
                let width = self.width(cell.left, cell.right);
                let lines = cell.lines(&self.measure, width);
                self.measure.measure().height(lines, cell.style.size())
            })
            .fold(0.0, f64::max)
    }

    /// The height left on the sheet of paper.
    pub(super) fn room(&self) -> f64 {
        self.capacity - self.used
    }

    /// Whether a height still fits on the sheet of paper.
    pub(super) fn fits(&self, height: f64) -> bool {
        self.used + height <= self.capacity
    }

    /// The height of the highest row that still fits a sheet of paper of its own.
    pub(super) fn most(&self) -> f64 {
        self.capacity - self.repeated
    }

    /// Begins a new sheet of paper unless the height fits on this one, or would not fit on a new one either.
    /// Says whether it did.
    pub(super) fn keep(&mut self, height: f64) -> bool {
        let turn = !self.fits(height) && height <= self.most();
        if turn {
            self.turn();
        }
        turn
    }

    /// Begins a new sheet of paper, unless this one is empty.
    pub(super) fn turn(&mut self) {
        if self.used > self.repeated {
            self.breaks.push(self.row);
            self.before += self.used - self.repeated;
            self.used = self.repeated;
        }
    }

    /// Draws a row at least so high. One that fits neither this sheet of paper nor a good part of the next is
    /// split between lines and goes on there. Returns its first and last row of the worksheet.
    pub(super) fn row(&mut self, cells: &[Cell<'_>], least: f64) -> Result<(u32, u32), XlsxError> {
        let height = self.height_of(cells).max(least);
        if height > SPLIT && !self.fits(height) {
            return self.split(cells);
        }
        self.keep(height);
        self.place(cells, height)
    }

    /// Draws a row of a height.
    pub(super) fn place(
        &mut self,
        cells: &[Cell<'_>],
        height: f64,
    ) -> Result<(u32, u32), XlsxError> {
        let heights = match self.is_paged() {
            true => self.measure.measure().rows(height),
            // A row of a form is one row: whoever reads it back counts on that.
            false => vec![height.min(HIGHEST_ROW)],
        };
        let (first, last) = self.rows(&heights)?;
        for cell in cells {
            let area = Area {
                top: first,
                left: cell.left,
                bottom: last,
                right: cell.right,
            };
            self.write(area, cell)?;
        }
        Ok((first, last))
    }

    /// Draws as much as fits on each sheet of paper. A merged cell across a page break would be printed with
    /// a line cut in half, so every part gets cells of its own.
    fn split(&mut self, cells: &[Cell<'_>]) -> Result<(u32, u32), XlsxError> {
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
                let (now, later) = measure.split(&tail.text, width, size, lines);
                let (now, later) = (tail.saying(now.to_owned()), tail.saying(later.to_owned()));
                (*head, *tail) = (now, later);
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

    /// Takes rows of the heights given, each on the sheet of paper where it fits. Returns the first and last.
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

    /// Repeats the rows from `first` to the one drawn last on every further sheet of paper, and keeps them in
    /// sight on the screen; unless they would leave no room for anything else.
    pub(super) fn repeat_from(&mut self, first: u32) -> Result<(), XlsxError> {
        if self.used <= SPLIT && self.breaks.is_empty() {
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
    pub(super) fn finish(
        self,
        first: u32,
        styles: &Styles,
    ) -> Result<(PageUse, LineCache), XlsxError> {
        let last = self.row.saturating_sub(1);
        let (right, is_paged) = (self.right(), self.is_paged());
        if let Some(sheet) = self.sheet {
            self.styles.give(sheet, styles, self.row)?;
            if is_paged {
                // The formats of the columns would go on below.
                sheet.hide_unused_rows(true);
                sheet.set_print_area(first, 0, last, right)?;
                sheet.set_page_breaks(&self.breaks)?;
            }
        }
        let page_use = PageUse {
            sheets: self.breaks.len() + 1,
            capacity: self.capacity,
        };
        Ok((page_use, self.measure))
    }
}

#[cfg(test)]
mod tests;
