//! Tables on a sheet: headings, rows as high as their texts need, pages, filters, entries.

use super::cell::Cell;
use super::column::{At, Column};
use super::layout::{Fitted, Frame, Table};
use super::look::Look;
use super::pages::Start;
use super::sheet::{ROW, TableSheet, placed};
use crate::report::formats::TEXT;
use crate::report::write::Area;
use rust_xlsxwriter::{Note, TableColumn, TableStyle, XlsxError};
use std::borrow::Borrow;

/// A sheet has 1,048,576 rows; some are kept for the headings and for saying what is left out.
const MOST_ENTRIES: usize = 1_048_576 - 16;
/// Heights in points of the title of a table and of the room above it.
const SECTION: f64 = 20.0;
const ABOVE_SECTION: f64 = 12.0;
/// Size in pixels of a note on a heading.
const NOTE: (u32, u32) = (240, 80);

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
            self.words(ROW, table.none, Look::NOTE)?;
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
