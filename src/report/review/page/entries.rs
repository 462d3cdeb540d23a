//! The cells the evaluator fills in: how they look, what stands in them already, and the hidden words by
//! which they are known again when the workbook comes back (see [`crate::tag`]).

use super::Page;
use crate::model::{FinalRating, Measure};
use crate::report::formats::{Formats, TEXT};
use crate::report::style::INK;
use crate::tag::{ColumnTag, RowKind, RowTag};
use rust_xlsxwriter::{Format, FormatBorder, XlsxError};

/// Size of the evaluator's grade in points.
pub(super) const GRADE: f64 = 12.0;
/// Height of the row that holds the words of the columns, before it is hidden.
const WORDS: f64 = 13.5;

/// How entries look: a ground of their own, and in grey a frame of their own.
pub(super) struct Entries {
    pub(super) grade: Format,
    pub(super) text: Format,
}

impl Entries {
    pub(super) fn new(formats: &Formats) -> Self {
        let framed = |format: &Format| {
            format
                .clone()
                .set_border(FormatBorder::Medium)
                .set_border_color(INK)
        };
        Self {
            grade: framed(&formats.input_centre).set_font_size(GRADE),
            text: framed(&formats.input).set_font_size(TEXT),
        }
    }
}

impl<'a> Page<'a, '_> {
    /// The column in which the evaluator's grades stand.
    pub(super) fn grade_column(&self) -> u16 {
        self.canvas.ruler.tenth(7)
    }

    /// The first column of the evaluator's reasons.
    pub(super) fn reason_column(&self) -> u16 {
        self.canvas.ruler.tenth(8)
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

    /// The rating that stands already.
    pub(super) fn stands(&self, measure: Measure) -> Option<&'a FinalRating> {
        self.project.decided.finals.get(measure).as_ref()
    }

    /// The opinion given already.
    pub(super) fn opinion(&self) -> &'a str {
        let opinion = self.project.decided.opinion.as_ref();
        opinion.map_or("", |opinion| opinion.text.as_str())
    }
}
