//! The rows of bureaus, projects and their items.
//!
//! Of the time line only what differs from its column is written: the bars and the texts under the
//! years. A line across belongs to its row.

use super::captions::caption;
use super::looks::Mark;
use super::{BAR, Canvas, FIRST, FIXED, FIXED_WIDTH, HEADING, HIGHEST, HIGHEST_NOTE, ITEM, RULE};
use crate::model::{FiscalYear, Item, Span};
use crate::report::formats::{SMALL, TEXT};
use crate::report::summary::list;
use crate::report::table::IN_REVIEW;
use crate::report::table::Start;
use crate::report::write::{self, Area};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Url, XlsxError};

impl Canvas<'_, '_> {
    /// The heading of a bureau; it stays with the first project.
    pub(super) fn bureau(&mut self, label: &str, projects: usize) -> Result<(), XlsxError> {
        self.rows.begin(Start::Chapter);
        let row = self.rows.add(self.sheet, HEADING)?;
        let look = &self.looks.bureau;
        self.sheet.set_row_format(row, look)?;
        let text = format!("{label}（{projects}件）");
        write::text(self.sheet, row, 0, &text, look)
    }

    /// Writes a project and gives the row of its caption.
    pub(super) fn project(&mut self, at: usize) -> Result<u32, XlsxError> {
        let line = &self.book.lines[at];
        self.rows.begin(Start::Group);
        let text = caption(line);
        let wide = FIXED_WIDTH + self.timeline.len() as u32 * self.timeline.cell_width;
        let (text, height) = self
            .book
            .measure
            .fitted(&text, wide, TEXT, HIGHEST, IN_REVIEW);
        let caption = self.rows.add(self.sheet, height.max(HEADING))?;
        if height > HEADING {
            let area = Area::row(caption, 0, self.last());
            write::merged(self.sheet, area, &text, &self.looks.project)?;
        } else {
            // A single line runs on over empty cells by itself. (LibreOffice wraps no link.)
            let look = &self.looks.project_line;
            self.sheet.set_row_format(caption, look)?;
            self.link(caption, at, &text)?;
        }
        let items = &line.project.sheet.items;
        if items.is_empty() {
            let row = self.rows.add(self.sheet, HEADING)?;
            let look = &self.looks.remark;
            self.sheet.set_row_format(row, look)?;
            write::text(self.sheet, row, 0, "（実施項目の記載なし）", look)?;
        }
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.rows.begin(Start::Part);
            }
            self.item(item)?;
        }
        Ok(caption)
    }

    /// A caption that leads to the project's line in 一覧.
    fn link(&mut self, row: u32, at: usize, text: &str) -> Result<(), XlsxError> {
        let place = row_col_to_cell(list::row(at), 0);
        let url = Url::new(format!("internal:'{}'!{place}", list::SHEET)).set_tip(list::SHEET);
        let look = &self.looks.project_line;
        self.sheet.write_url_with_format(row, 0, &url, look)?;
        write::text(self.sheet, row, 0, text, look)
    }

    fn item(&mut self, item: &Item) -> Result<(), XlsxError> {
        let text = item.text.as_deref().unwrap_or_default();
        let (text, needed) = self
            .book
            .measure
            .fitted(text, FIXED[1], SMALL, HIGHEST, IN_REVIEW);
        let notes = self.notes(item);
        let lowest = notes.iter().map(|note| note.height).fold(0.0, f64::max);
        let more = (needed - 2.0 * BAR - lowest).max(0.0) / 2.0;
        let top = self.rows.add(self.sheet, BAR + more)?;
        let mut bottom = self.rows.add(self.sheet, BAR + more)?;
        self.bar(top, &item.planned, Mark::Planned)?;
        self.bar(bottom, &item.actual, Mark::Actual)?;
        if lowest > 0.0 {
            bottom = self.rows.add(self.sheet, lowest)?;
            for note in &notes {
                self.note(bottom, note)?;
            }
        }
        let area = |col| Area {
            top,
            left: col,
            bottom,
            right: col,
        };
        let number = item.number.to_string();
        write::merged(self.sheet, area(0), &number, &self.looks.centre)?;
        write::merged(self.sheet, area(ITEM), &text, &self.looks.text)?;
        let below = self.rows.add(self.sheet, RULE)?;
        self.sheet.set_row_format(below, &self.looks.rule)?;
        Ok(())
    }

    /// Fills the cells that spans touch, in one call for those side by side up to the as-of month.
    fn bar(&mut self, row: u32, spans: &[Span], mark: Mark) -> Result<(), XlsxError> {
        let covered = self.timeline.covered(spans);
        let looks: Vec<(bool, bool)> = covered
            .into_iter()
            .enumerate()
            .map(|(cell, covered)| (covered, self.as_of == Some(cell)))
            .collect();
        let mut col = FIRST;
        for alike in looks.chunk_by(|a, b| a == b) {
            let next = col + alike.len() as u16;
            if let (true, as_of) = alike[0] {
                let look = &self.looks.bars[mark as usize][usize::from(as_of)];
                self.sheet.set_range_format(row, col, row, next - 1, look)?;
            }
            col = next;
        }
        Ok(())
    }

    /// What stands under the years, for each that has a text.
    fn notes(&self, item: &Item) -> Vec<Note> {
        let years = self.timeline.years.iter();
        years.filter_map(|&year| self.note_of(item, year)).collect()
    }

    /// The text under a year as it fits.
    fn note_of(&self, item: &Item, year: FiscalYear) -> Option<Note> {
        let notes = item.notes.iter().filter(|note| note.fiscal_year == year);
        let texts: Vec<&str> = notes.map(|note| note.text.as_str()).collect();
        let cells = self.timeline.cells_of(year)?;
        if texts.is_empty() {
            return None;
        }
        let wide = self.timeline.cell_width * cells.len() as u32;
        let measure = self.book.measure;
        let text = texts.join("\n");
        let (text, height) = measure.fitted(&text, wide, SMALL, HIGHEST_NOTE, IN_REVIEW);
        Some(Note {
            single: height <= measure.height(1, SMALL),
            text: text.into_owned(),
            height,
            left: FIRST + cells.start as u16,
            right: FIRST + cells.end as u16 - 1,
        })
    }

    /// Writes the text under a year. A single line runs on over empty cells by itself, and the as-of
    /// line goes through them.
    fn note(&mut self, row: u32, note: &Note) -> Result<(), XlsxError> {
        let Note { left, right, .. } = *note;
        let look = &self.looks.note;
        if !note.single {
            let format = self.bordered(look, left, right);
            return write::merged(self.sheet, Area::row(row, left, right), &note.text, &format);
        }
        self.sheet.set_range_format(row, left, row, right, look)?;
        let as_of = self.as_of.map(|cell| FIRST + cell as u16);
        for col in as_of.filter(|col| *col < right).into_iter().chain([right]) {
            if col >= left {
                let format = self.bordered(look, col, col);
                self.sheet.set_range_format(row, col, row, col, &format)?;
            }
        }
        write::text(self.sheet, row, left, &note.text, &self.looks.note_line)
    }
}

/// A text under a year.
struct Note {
    text: String,
    /// Whether it is a single line.
    single: bool,
    /// In points.
    height: f64,
    /// The year's columns.
    left: u16,
    right: u16,
}
