//! The cells the evaluator fills in: how they look, what stands in them already, and the hidden words by
//! which they are known again when the workbook comes back (see [`crate::tag`]).

use super::{Page, cell};
use crate::model::Measure;
use crate::report::page_writer::Cell;
use crate::report::page_writer::CellStyle;
use crate::tag::{ColumnTag, RowKind, RowTag};
use rust_xlsxwriter::XlsxError;

/// A reason of more letters gets more room than what the form and the rules say.
const LONG: usize = 60;
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
    pub(super) const fn is_whole(&self) -> bool {
        self.cell.text.len() == self.text.len()
    }

    /// The least height of its row in points.
    pub(super) const fn least(&self, least: f64) -> f64 {
        if self.is_whole() { least } else { HIGH }
    }
}

impl Page<'_, '_> {
    /// The column in which the evaluator's grades stand.
    pub(super) fn grade_column(&self) -> u16 {
        self.writer.grid.tenth(self.entry_tenth())
    }

    /// The first column of the evaluator's reasons.
    pub(super) fn reason_column(&self) -> u16 {
        self.writer.grid.tenth(self.entry_tenth() + 1)
    }

    /// Where the entries begin: further left where there are long reasons.
    fn entry_tenth(&self) -> u16 {
        let finals = &self.project.decided.finals;
        let given = Measure::ALL.into_iter();
        let given = given.filter_map(|measure| finals.get(measure).as_ref()?.reason.as_ref());
        let long = given.map(|reason| reason.chars().count()).max() > Some(LONG);
        if long { 5 } else { 7 }
    }

    /// The hidden row with the words of the columns, and the column for the words of the rows, hidden
    /// right of what is printed.
    pub(super) fn entry_words(&mut self) -> Result<(), XlsxError> {
        let row = self.writer.off_paper(WORDS)?;
        let columns = [
            (self.grade_column(), ColumnTag::Grade),
            (self.reason_column(), ColumnTag::Reason),
        ];
        let hidden = self.writer.right() + 1;
        self.writer.put(|sheet| {
            sheet.set_row_hidden(row)?.set_column_hidden(hidden)?;
            for (col, tag) in columns {
                sheet.write_string(row, col, tag.to_string())?;
            }
            Ok(())
        })
    }

    /// Says in the hidden column what a row takes.
    pub(super) fn entry_row(&mut self, row: u32, kind: RowKind) -> Result<(), XlsxError> {
        if !self.writer.draws() {
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
        let hidden = self.writer.right() + 1;
        self.writer
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
            let width = self.writer.width(left, right);
            self.writer.measure.text_height(text, width, style.size()) <= *most
        });
        let (style, shown) = match fits {
            Some((style, _)) => (style, text),
            None => (CellStyle::EntrySmall, ""),
        };
        Written {
            text,
            cell: cell(left, right, shown, style),
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
        self.writer.keep(self.writer.height_of(cells).max(least));
        let (row, _) = self.writer.row(cells, least)?;
        if !written.is_whole() {
            let Cell { left, style, .. } = written.cell;
            self.writer.replace(row, left, written.text, style);
        }
        Ok(row)
    }
}
