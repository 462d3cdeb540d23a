//! What a table is, and how its entries fit into its columns; nothing here writes.

use super::cell::{Cell, Value};
use super::column::{At, Column};
use super::look::{Look, Styles};
use super::pages::Start;
use super::sheet::{Paged, ROW};
use crate::report::formats::{SMALL, TEXT};
use crate::report::link::Link;
use crate::report::measure::{HIGHEST_ROW, Measure};
use crate::report::write;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::borrow::Cow;

/// What Excel knows a table as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Nothing.
    Plain,
    /// Cells with buttons on their headings.
    Filter,
    /// A table with a name, and what it says to those who cannot see it.
    Named(&'static str, &'static str),
}

/// How the rows of an entry run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowStyle {
    /// What begins with it.
    pub(crate) starts: &'static [Start],
    /// Whether a stronger line stands above it.
    pub(crate) ruled: bool,
}

/// A table: its columns, and how its rows run.
pub(crate) struct Table<'a, R> {
    pub(crate) columns: Vec<Column<'a, R>>,
    pub(crate) frame: Frame,
    /// Size of its text in points.
    pub(crate) size: u8,
    /// Whether its text stands at the top of a cell.
    pub(crate) top: bool,
    /// Heights in points of the row of groups and of the headings, which are higher where they need it and
    /// Excel's buttons do not stand on them.
    pub(crate) group: f64,
    pub(crate) head: f64,
    /// Least and greatest height in points of an entry, and what ends a text that has no room; `None`: texts
    /// are never cut.
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) cut: Option<&'a str>,
    /// Rows that an entry takes.
    pub(crate) parts: u32,
    pub(crate) row: fn(&R) -> RowStyle,
    /// Columns that stay when scrolling.
    pub(crate) frozen: u16,
    /// What is said where there is no entry.
    pub(crate) none: &'a str,
    /// Blank rows below the entries, and the last row that is checked, where entries are added by hand.
    pub(crate) spare: u32,
    pub(crate) until: Option<u32>,
}

impl<'a, R> Table<'a, R> {
    /// A table of these columns in the usual size, of rows one after another.
    pub(crate) fn new(columns: Vec<Column<'a, R>>) -> Self {
        Self {
            columns,
            frame: Frame::Plain,
            size: TEXT as u8,
            top: false,
            group: 0.0,
            head: ROW,
            least: ROW,
            most: HIGHEST_ROW,
            cut: None,
            parts: 1,
            row: |_| RowStyle::default(),
            frozen: 0,
            none: "該当なし",
            spare: 0,
            until: None,
        }
    }

    /// The same in the size of narrow cells.
    pub(crate) fn small(mut self) -> Self {
        self.size = SMALL as u8;
        self
    }

    /// First and last column of the sheet that each column takes.
    pub(crate) fn places(&self) -> Vec<(u16, u16)> {
        let mut next = 0;
        let place = |column: &Column<'_, R>| {
            let left = next;
            next += column.span();
            (left, next - 1)
        };
        self.columns.iter().map(place).collect()
    }

    /// An entry's cells as they fit into columns so many pixels wide, each with its look, and the height in
    /// points of each of its rows.
    pub(crate) fn fit(
        &self,
        entry: &R,
        at: At,
        widths: &[f64],
        measure: Measure,
    ) -> (Vec<Fitted>, f64) {
        let ruled = (self.row)(entry).ruled;
        let (mut cells, mut height, mut tall) =
            (Vec::with_capacity(self.columns.len()), self.least, 0.0_f64);
        for part in 0..self.parts {
            for (index, (column, wide)) in self.columns.iter().zip(widths).enumerate() {
                if column.flags.tall && part > 0 {
                    continue;
                }
                let row = at.row + part;
                let at = At {
                    row,
                    col: index as u16,
                    part: part as usize,
                    ..at
                };
                let mut cell = (column.show)(entry, at);
                let look = cell.look.unwrap_or(column.look).within(self.size, self.top);
                let look = if ruled && !column.flags.hidden {
                    look.ruled_above()
                } else {
                    look
                };
                let needed = self.cut_to_fit(column, &mut cell, (*wide, look), measure);
                match column.flags.tall {
                    true => tall = tall.max(needed),
                    false => height = height.max(needed),
                }
                cells.push(Fitted {
                    column: index,
                    row,
                    cell,
                    look,
                });
            }
        }
        (cells, height.max(tall / f64::from(self.parts)))
    }

    /// Makes the cells of a column lead elsewhere, where that is known only when the sheet is finished: `from` is
    /// the first of them.
    ///
    /// # Errors
    /// The cells lie outside the sheet.
    pub(crate) fn link_rows<'e>(
        &self,
        sheet: &mut Worksheet,
        paged: &Paged<'_>,
        (top, col): (u32, u16),
        entries: impl Iterator<Item = (&'e R, Link)>,
    ) -> Result<(), XlsxError>
    where
        R: 'e,
    {
        let (mut styles, measure) = (Styles::new(paged.style), Measure::new(paged.style));
        let column = &self.columns[usize::from(col)];
        let wide = f64::from(column.pixels(paged.paper));
        for (at, (entry, link)) in entries.enumerate() {
            let row = top + self.parts * at as u32;
            let mut cell = (column.show)(
                entry,
                At {
                    row,
                    col,
                    entry: at,
                    part: 0,
                },
            );
            let look = cell
                .look
                .unwrap_or(column.look)
                .within(self.size, self.top)
                .linked();
            self.cut_to_fit(column, &mut cell, (wide, look), measure);
            let format = styles.format(look);
            sheet.write_url_with_format(row, col, link.url(), format)?;
            write::text(sheet, row, col, cell.text(), format)?;
        }
        Ok(())
    }

    /// Cuts a text that has no room, and gives the height it takes.
    fn cut_to_fit(
        &self,
        column: &Column<'_, R>,
        cell: &mut Cell,
        (wide, look): (f64, Look),
        measure: Measure,
    ) -> f64 {
        let text = cell.text();
        // What is out of sight takes no room.
        if wide <= 0.0 || text.is_empty() {
            return 0.0;
        }
        let Some(mark) = self.cut else {
            return measure.text_height(text, wide, look.points());
        };
        let (shown, height) = measure.fitted(text, wide, look.points(), self.most, mark);
        if let (Cow::Owned(cut), false) = (shown, column.flags.whole) {
            cell.value = Value::Text(cut);
        }
        height
    }
}

/// A cell as it fits.
pub(crate) struct Fitted {
    /// Which column of the table it stands in.
    pub(crate) column: usize,
    pub(crate) row: u32,
    pub(crate) cell: Cell,
    pub(crate) look: Look,
}
