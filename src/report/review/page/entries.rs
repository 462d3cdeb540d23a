//! The cells the evaluator fills in: how they look, what stands in them already, and the hidden words by
//! which they are known again when the workbook comes back (see [`crate::tag`]).

use super::Page;
use crate::model::Measure;
use crate::report::formats::{Formats, SMALL, TEXT};
use crate::report::review::canvas::Cell;
use crate::report::style::INK;
use crate::report::write;
use crate::tag::{ColumnTag, RowKind, RowTag};
use rust_xlsxwriter::{Format, FormatBorder, XlsxError};

/// Size of the evaluator's grade in points.
pub(super) const GRADE: f64 = 12.0;
/// A reason of more letters gets more room than what the form and the rules say.
const LONG: usize = 60;
/// Higher than this in points, a text that was entered is set smaller.
const HIGH: f64 = 130.0;
/// Height of the row that holds the words of the columns, before it is hidden.
const WORDS: f64 = 13.5;

/// How entries look: a ground of their own, and in grey a frame of their own.
pub(super) struct Entries {
    pub(super) grade: Format,
    text: Format,
    /// For texts that would be too high otherwise.
    small: Format,
    /// The most that an entry may be high, in points: it stands on one page.
    most: f64,
}

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

impl Entries {
    pub(super) fn new(formats: &Formats, most: f64) -> Self {
        let framed = |format: &Format| {
            format
                .clone()
                .set_border(FormatBorder::Medium)
                .set_border_color(INK)
        };
        Self {
            grade: framed(&formats.input_centre).set_font_size(GRADE),
            text: framed(&formats.input),
            small: framed(&formats.input).set_font_size(SMALL),
            most,
        }
    }
}

impl<'a> Page<'a, '_> {
    /// The column in which the evaluator's grades stand.
    pub(super) fn grade_column(&self) -> u16 {
        self.canvas.ruler.tenth(self.entry_tenth())
    }

    /// The first column of the evaluator's reasons.
    pub(super) fn reason_column(&self) -> u16 {
        self.canvas.ruler.tenth(self.entry_tenth() + 1)
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
        let row = self.canvas.off_paper(WORDS)?;
        let columns = [
            (self.grade_column(), ColumnTag::Grade),
            (self.reason_column(), ColumnTag::Reason),
        ];
        let hidden = self.canvas.right() + 1;
        self.canvas.put(|sheet| {
            sheet.set_row_hidden(row)?.set_column_hidden(hidden)?;
            for (col, tag) in columns {
                sheet.write_string(row, col, tag.to_string())?;
            }
            Ok(())
        })
    }

    /// Says in the hidden column what a row takes.
    pub(super) fn entry_row(&mut self, row: u32, kind: RowKind) -> Result<(), XlsxError> {
        let source = &self.project.sheet.source;
        let tag = RowTag::new(
            kind,
            &self.desk.consolidation.period,
            self.project.sheet.number.as_deref(),
            [&source.file, &source.sheet],
            self.desk.evaluator,
        );
        let hidden = self.canvas.right() + 1;
        self.canvas
            .put(|sheet| sheet.write_string(row, hidden, tag.to_string()))
    }

    /// How a text that was entered is shown: whole, if need be smaller.
    pub(super) fn written<'t>(
        &self,
        (left, right): (u16, u16),
        text: &'t str,
        entries: &'t Entries,
    ) -> Written<'t> {
        let most = [
            (TEXT, &entries.text, HIGH),
            (SMALL, &entries.small, entries.most),
        ];
        let fits = most.into_iter().find(|(size, _, most)| {
            let width = self.canvas.width(left, right);
            self.canvas.measure.text_height(text, width, *size) <= *most
        });
        let (size, format, shown) = match fits {
            Some((size, format, _)) => (size, format, text),
            None => (SMALL, &entries.small, ""),
        };
        let cell = Cell {
            left,
            right,
            text: shown,
            format,
            size,
        };
        Written { text, cell }
    }

    /// Draws a row with an entry; never torn, for an entry is one cell. Returns the sheet row.
    pub(super) fn entry_line(
        &mut self,
        cells: &[Cell<'_>],
        written: &Written<'_>,
        least: f64,
    ) -> Result<u32, XlsxError> {
        let least = written.least(least);
        self.canvas.keep(self.canvas.height_of(cells).max(least));
        let (row, _) = self.canvas.row(cells, least)?;
        let Cell { left, format, .. } = written.cell;
        self.canvas.put(|sheet| match written.is_whole() {
            true => Ok(()),
            false => write::text(sheet, row, left, written.text, format),
        })?;
        Ok(row)
    }
}
