//! Tables on a sheet: headings, rows as high as their texts need, pages, filters, entries.

use super::cell::{Cell, Value};
use super::column::{At, Column};
use super::look::{Look, Styles};
use super::pages::Start;
use super::sheet::{Paged, ROW, TableSheet, placed};
use crate::report::formats::{SMALL, TEXT};
use crate::report::link::Link;
use crate::report::measure::{HIGHEST_ROW, Measure};
use crate::report::write::{self, Area};
use rust_xlsxwriter::{Note, TableColumn, TableStyle, Worksheet, XlsxError};
use std::borrow::{Borrow, Cow};

/// A sheet has 1,048,576 rows; some are kept for the headings and for saying what is left out.
const MOST_ENTRIES: usize = 1_048_576 - 16;
/// Heights in points of the title of a table and of the room above it.
const SECTION: f64 = 20.0;
const ABOVE_SECTION: f64 = 12.0;
/// Size in pixels of a note on a heading.
const NOTE: (u32, u32) = (240, 80);

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

impl TableSheet {
    /// A table that is all there is on the sheet but for its title and what is said below it: its headings
    /// stand on every page and stay when scrolling. Gives the first row of each entry.
    ///
    /// # Errors
    /// As of every function that writes: a cell lies outside the sheet.
    pub(crate) fn table<R>(
        &mut self,
        table: &Table<'_, R>,
        entries: &[impl Borrow<R>],
    ) -> Result<Vec<u32>, XlsxError> {
        let head = self.headings(table)?;
        let first = self.pages.next();
        self.repeat([head, first - 1])?;
        let layout = self.layout(table);
        let mut rows = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().take(MOST_ENTRIES).enumerate() {
            let entry = entry.borrow();
            for start in (table.row)(entry).starts {
                self.pages.begin(*start);
            }
            rows.push(self.entry(table, &layout, at, entry)?);
        }
        let blank = match table.frame {
            Frame::Named(..) if entries.is_empty() => table.parts,
            _ => table.spare,
        };
        self.spare(table, &layout, blank)?;
        let last = self.pages.next().saturating_sub(1).max(first - 1);
        self.frame(table, &layout, [first - 1, last])?;
        self.grows = table.until.is_some();
        self.checks(
            table,
            &layout,
            [first, table.until.unwrap_or(last.max(first))],
        )?;
        self.sheet.set_freeze_panes(first, table.frozen)?;
        let left = entries.len().saturating_sub(MOST_ENTRIES);
        match (entries.is_empty(), left) {
            (true, _) if blank == 0 && !table.none.is_empty() => {
                _ = self.words(ROW, table.none, Look::NOTE)?
            }
            (false, left) if left > 0 => {
                let text = format!("ほかに{left}件あります。全件は dataset.json にあります。");
                self.words(ROW, &text, Look::NOTE)?;
            }
            _ => {}
        }
        Ok(rows)
    }

    /// A table below others: its title and headings stay with the first row, and stand again above what of
    /// it falls on another page.
    ///
    /// # Errors
    /// As of [`TableSheet::table`].
    pub(crate) fn section<R>(
        &mut self,
        title: &str,
        table: &Table<'_, R>,
        entries: &[impl Borrow<R>],
    ) -> Result<(), XlsxError> {
        self.begin_section(title)?;
        if entries.is_empty() {
            self.words(ROW, &format!("　{}", table.none), Look::NOTE)?;
            return Ok(());
        }
        self.headings(table)?;
        let layout = self.layout(table);
        for (at, entry) in entries.iter().enumerate() {
            let entry = entry.borrow();
            if at > 0 {
                let (_, height) = table.fit(entry, self.at(at), &layout.widths, self.measure);
                if height * f64::from(table.parts) > self.pages.left() {
                    self.pages.begin(Start::Page);
                    self.words(SECTION, &format!("{title}　続き"), Look::SECTION)?;
                    self.headings(table)?;
                } else {
                    self.pages.begin(Start::Group);
                }
            }
            self.entry(table, &layout, at, entry)?;
        }
        Ok(())
    }

    /// The title of a section, which stays with what comes next.
    ///
    /// # Errors
    /// As of [`TableSheet::table`].
    pub(crate) fn begin_section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.pages.begin(Start::Group);
        self.gap(ABOVE_SECTION)?;
        self.words(SECTION, title, Look::SECTION)?;
        Ok(())
    }

    /// The hidden words by which the entries are known when the workbook comes back, above everything else.
    ///
    /// # Errors
    /// As of [`TableSheet::table`].
    pub(crate) fn tags<R>(&mut self, columns: &[Column<'_, R>]) -> Result<(), XlsxError> {
        let row = self.gap(0.0)?;
        self.sheet.set_row_hidden(row)?;
        for (col, column) in (0..).zip(columns) {
            if let Some(tag) = column.tag {
                self.cell(
                    row,
                    (col, col),
                    &Cell::from(tag.to_string()).look(Look::PLAIN),
                )?;
            }
            if column.flags.hidden {
                self.sheet.set_column_hidden(col)?;
            }
        }
        self.print_from_here();
        Ok(())
    }

    fn at(&self, entry: usize) -> At {
        At::of(entry, self.pages.next())
    }

    fn layout<R>(&self, table: &Table<'_, R>) -> Layout {
        let places = table.places();
        let widths = places.iter().map(|place| self.width(*place)).collect();
        Layout { places, widths }
    }

    /// Groups and headings; gives the first of their rows.
    fn headings<R>(&mut self, table: &Table<'_, R>) -> Result<u32, XlsxError> {
        let (first, places) = (self.pages.next(), table.places());
        let look = |column: &Column<'_, R>| column.heading_look(table.size, false);
        if table.columns.iter().any(|column| column.group.is_some()) {
            let row = self.gap(table.group)?;
            let columns: Vec<_> = table.columns.iter().zip(&places).collect();
            for alike in columns.chunk_by(|(a, _), (b, _)| a.group == b.group) {
                let (Some((column, (left, _))), Some((_, (_, right)))) =
                    (alike.first(), alike.last())
                else {
                    continue;
                };
                if let Some(group) = &column.group {
                    self.cell(
                        row,
                        (*left, *right),
                        &Cell::from(&**group).look(look(column)),
                    )?;
                }
            }
        }
        if let Frame::Named(..) = table.frame {
            // Written with the table.
            self.gap(table.head)?;
            return Ok(first);
        }
        let cells = table.columns.iter().zip(&places);
        let cells: Vec<_> = cells
            .map(|(column, place)| placed(*place, Cell::from(&*column.heading).look(look(column))))
            .collect();
        let row = self.row_at_least(table.head, &cells)?;
        for (column, (col, _)) in table.columns.iter().zip(places) {
            if let Some(hint) = &column.hint {
                let required = if column.flags.required {
                    "必須。"
                } else {
                    ""
                };
                let note = Note::new(format!("{required}{hint}"))
                    .add_author_prefix(false)
                    .set_font_name(&self.font)
                    .set_font_size(TEXT)
                    .set_width(NOTE.0)
                    .set_height(NOTE.1);
                self.sheet.insert_note(row, col, &note)?;
            }
        }
        Ok(first)
    }

    /// Writes an entry and gives its first row.
    fn entry<R>(
        &mut self,
        table: &Table<'_, R>,
        layout: &Layout,
        at: usize,
        entry: &R,
    ) -> Result<u32, XlsxError> {
        let (cells, height) = table.fit(entry, self.at(at), &layout.widths, self.measure);
        let top = self.pages.next();
        for _ in 0..table.parts {
            self.gap(height)?;
        }
        for Fitted {
            column,
            row,
            cell,
            look,
        } in &cells
        {
            let (left, right) = layout.places[*column];
            let bottom = match table.columns[*column].flags.tall {
                true => top + table.parts - 1,
                false => *row,
            };
            self.put(
                Area {
                    top: *row,
                    left,
                    bottom,
                    right,
                },
                cell,
                *look,
            )?;
        }
        Ok(top)
    }

    /// Blank rows to be filled in.
    fn spare<R>(
        &mut self,
        table: &Table<'_, R>,
        layout: &Layout,
        rows: u32,
    ) -> Result<(), XlsxError> {
        for _ in 0..rows {
            let row = self.gap(table.least)?;
            if table.spare == 0 {
                continue;
            }
            for (column, (left, right)) in table.columns.iter().zip(&layout.places) {
                let look = column.look.within(table.size, table.top);
                self.put(Area::row(row, *left, *right), &Cell::blank(), look)?;
            }
        }
        Ok(())
    }

    /// What Excel knows the table as, from the row of its headings to the last.
    fn frame<R>(
        &mut self,
        table: &Table<'_, R>,
        layout: &Layout,
        [head, last]: [u32; 2],
    ) -> Result<(), XlsxError> {
        let right = layout.places.last().map_or(0, |(_, right)| *right);
        match table.frame {
            Frame::Plain => {}
            Frame::Filter => _ = self.sheet.autofilter(head, 0, last, right)?,
            Frame::Named(name, about) => {
                let columns: Vec<TableColumn> = table
                    .columns
                    .iter()
                    .map(|column| {
                        // At the top, where the button of the filter does not cover it.
                        let look = column.heading_look(table.size, true);
                        TableColumn::new()
                            .set_header(&*column.heading)
                            .set_header_format(self.styles.format(look))
                    })
                    .collect();
                let excel = rust_xlsxwriter::Table::new()
                    .set_name(name)
                    .set_style(TableStyle::None)
                    .set_alt_text_title(name)
                    .set_alt_text(about)
                    .set_columns(&columns);
                self.sheet.add_table(head, 0, last, right, &excel)?;
            }
        }
        Ok(())
    }

    /// What may be typed into the columns.
    fn checks<R>(
        &mut self,
        table: &Table<'_, R>,
        layout: &Layout,
        [top, bottom]: [u32; 2],
    ) -> Result<(), XlsxError> {
        for (column, (left, right)) in table.columns.iter().zip(&layout.places) {
            if let Some(check) = &column.check {
                let (left, right) = (*left, *right);
                let check = check.validation(
                    Area {
                        top,
                        left,
                        bottom,
                        right,
                    },
                    column.hint.as_deref(),
                )?;
                self.sheet
                    .add_data_validation(top, left, bottom, left, &check)?;
            }
        }
        Ok(())
    }
}

/// Where the columns of a table stand, and how many pixels wide they are.
struct Layout {
    places: Vec<(u16, u16)>,
    widths: Vec<f64>,
}
