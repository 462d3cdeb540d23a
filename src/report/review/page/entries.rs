//! The cells the evaluator fills in: how they look, what stands in them already, and the hidden words by
//! which they are known again when the workbook comes back (see [`crate::tag`]).

use super::Page;
use crate::report::page_writer::{Cell, CellStyle};
use crate::tag::{ColumnTag, RowKind, RowTag};
use rust_xlsxwriter::XlsxError;

/// Higher than this in points, a text that was entered is set smaller.
const HIGH: f64 = 130.0;
/// Height of the row that holds the words of the columns, before it is hidden.
const WORDS: f64 = 13.5;

/// A text entered already, in the cell that shows it.
pub(super) struct Written<'t> {
    pub(super) text: &'t str,
    /// Blank where the text is too long for any cell.
    pub(super) cell: Cell<'t>,
}

impl Written<'_> {
    /// Whether the cell shows all of it.
    pub(super) fn is_whole(&self) -> bool {
        self.cell.text.len() == self.text.len()
    }

    /// The least height of its row in points.
    pub(super) fn least(&self, least: f64) -> f64 {
        if self.is_whole() { least } else { HIGH }
    }
}

impl Page<'_, '_> {
    /// The hidden row with the words of the columns, and the column for the words of the rows, hidden
    /// right of what is printed.
    pub(super) fn entry_words(&mut self) -> Result<(), XlsxError> {
        let row = self.page.writer.off_paper(WORDS)?;
        let columns = [
            (self.columns.grade.0, ColumnTag::Grade),
            (self.columns.entry.0, ColumnTag::Reason),
        ];
        let hidden = self.page.writer.right() + 1;
        self.page.writer.put(|sheet| {
            sheet.set_row_hidden(row)?.set_column_hidden(hidden)?;
            for (col, tag) in columns {
                sheet.write_string(row, col, tag.to_string())?;
            }
            Ok(())
        })
    }

    /// Says in the hidden column what a row takes.
    pub(super) fn entry_row(&mut self, row: u32, kind: RowKind) -> Result<(), XlsxError> {
        if !self.page.writer.draws() {
            return Ok(());
        }
        let source = &self.project.sheet.source;
        let tag = RowTag::new(
            kind,
            &self.desk.consolidation.period,
            self.project.sheet.number.as_deref(),
            [&source.file, &source.sheet],
            self.desk.evaluator,
        );
        let hidden = self.page.writer.right() + 1;
        self.page
            .writer
            .put(|sheet| sheet.write_string(row, hidden, tag.to_string()))
    }

    /// How a text that was entered is shown: whole, if need be smaller. `most` is what an entry may be
    /// high, in points: it stands on one page.
    pub(super) fn written<'t>(
        &self,
        (left, right): (u16, u16),
        text: &'t str,
        most: f64,
    ) -> Written<'t> {
        let fits = [(CellStyle::EntryText, HIGH), (CellStyle::EntrySmall, most)];
        let fits = fits.into_iter().find(|(style, most)| {
            let width = self.page.writer.width(left, right);
            self.page
                .writer
                .measure
                .text_height(text, width, style.size())
                <= *most
        });
        let (style, shown) = match fits {
            Some((style, _)) => (style, text),
            None => (CellStyle::EntrySmall, ""),
        };
        Written {
            text,
            cell: Cell::new((left, right), shown, style),
        }
    }

    /// Draws a row with an entry; never torn, for an entry is one cell. Returns the sheet row.
    pub(super) fn entry_line(
        &mut self,
        cells: &[Cell<'_>],
        written: &Written<'_>,
        least: f64,
    ) -> Result<u32, XlsxError> {
        let least = written.least(least);
        self.page
            .writer
            .keep(self.page.writer.height_of(cells).max(least));
        let (row, _) = self.page.writer.row(cells, least)?;
        if !written.is_whole() {
            let Cell { left, style, .. } = written.cell;
            self.page.writer.replace(row, left, written.text, style);
        }
        Ok(row)
    }
}
