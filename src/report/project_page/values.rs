//! Targets and actuals under the years.

use super::ProjectPage;
use crate::layout::{Label, ValueRow, ValueSide};
use crate::model::{FiscalYear, Measure, Value, YearRecord};
use crate::report::page_writer::{Cell, CellStyle, FormCell};
use crate::report::write::Area;
use rust_xlsxwriter::{DataValidation, XlsxError};

const HINT: &str =
    "例: 80％、20人、60分以内。まだないときは「集計中」「未定」、指標がないときは「－」";

/// The value of a row in a year.
const fn value(record: &YearRecord, (side, measure): (ValueSide, Measure)) -> Option<&Value> {
    match side {
        ValueSide::Target => record.target.get(measure).as_ref(),
        ValueSide::Actual => record.actual.get(measure).as_ref(),
    }
}

impl ProjectPage<'_, '_> {
    /// `目標値 │ 進捗 │ … │ …`, a row for each measure.
    pub(super) fn values(&mut self, rows: &[(ValueSide, Measure)]) -> Result<(), XlsxError> {
        let top = self.writer.next_row();
        let rows = self.with_filled(rows);
        for rows in rows.chunk_by(|one, next| one.0 == next.0) {
            self.values_of_side(rows)?;
        }
        let bottom = self.writer.next_row();
        if !self.is_form() || bottom == top {
            return Ok(());
        }
        let hint = DataValidation::new()
            .allow_any_value()
            .set_input_message(HINT)?;
        let (first, last) = (self.writer.grid.left_end() + 1, self.writer.right());
        self.writer
            .put(|sheet| sheet.add_data_validation(top, first, bottom - 1, last, &hint))
    }

    /// The rows of the layout; on a review page also those that the layout does not draw, but the project
    /// has values of.
    pub(super) fn with_filled(&self, drawn: &[(ValueSide, Measure)]) -> Vec<(ValueSide, Measure)> {
        let mut rows = drawn.to_vec();
        if self.is_form() {
            return rows;
        }
        for side in [ValueSide::Target, ValueSide::Actual] {
            for measure in Measure::ALL {
                let row = (side, measure);
                let mut records = self.sheet.years.iter();
                let is_filled = records.any(|record| value(record, row).is_some());
                if is_filled && !rows.contains(&row) {
                    let of_side = rows.iter().rposition(|(other, _)| *other == side);
                    rows.insert(of_side.map_or(rows.len(), |at| at + 1), row);
                }
            }
        }
        rows
    }

    fn values_of_side(&mut self, rows: &[(ValueSide, Measure)]) -> Result<(), XlsxError> {
        let name = match rows[0].0 {
            side @ ValueSide::Target => self.word(Label::ValueSide(side), "目標値"),
            side @ ValueSide::Actual => self.word(Label::ValueSide(side), "実績値"),
        };
        let rows: Vec<Vec<Cell<'_>>> = rows.iter().map(|row| self.value_row(*row)).collect();
        let least = self.least();
        let heights: Vec<f64> = rows
            .iter()
            .map(|row| self.writer.height_of(row).max(least))
            .collect();
        let together: f64 = heights.iter().sum();
        self.under_years(together, 0.0)?;
        let top = self.writer.next_row();
        // One label beside all rows, or where they need several sheets of paper, each its own.
        let together = self.writer.fits(together);
        for (mut row, height) in rows.into_iter().zip(heights) {
            if !together {
                row.push(self.label((0, 0), name.clone()));
                self.under_years(height, 0.0)?;
            }
            self.writer.row(&row, height)?;
        }
        match together {
            true => self.side_label((top, self.writer.next_row() - 1), 0, &name),
            false => Ok(()),
        }
    }

    fn value_row<'t>(&self, row: (ValueSide, Measure)) -> Vec<Cell<'t>>
    where
        Self: 't,
    {
        let (side, measure) = row;
        let word = self.word(Label::ValueRow(ValueRow::Of(measure)), measure.japanese());
        let mut cells = vec![self.label((1, self.writer.grid.left_end()), word.into_owned())];
        let asks = |year: FiscalYear| match side {
            ValueSide::Target => self.asks(year),
            ValueSide::Actual => year == self.current,
        };
        cells.extend(self.year_columns().map(|(year, columns)| {
            let value = self.record(year).and_then(|record| value(record, row));
            let text = value.map_or_else(String::new, |value| value.text.clone());
            match self.is_form() {
                true => Cell::typed(columns, text, CellStyle::Form(FormCell::Value(asks(year)))),
                false => Cell::new(columns, text, CellStyle::Value),
            }
        }));
        cells
    }

    /// A label beside rows that are drawn already, in columns A to `right`.
    pub(super) fn side_label(
        &mut self,
        (top, bottom): (u32, u32),
        right: u16,
        text: &str,
    ) -> Result<(), XlsxError> {
        let area = Area {
            top,
            left: 0,
            bottom,
            right,
        };
        let style = self.style(FormCell::Label, CellStyle::Label);
        self.writer.text(area, text, style)
    }
}
