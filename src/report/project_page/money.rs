//! Budgets and settlements under the years.

use super::ProjectPage;
use crate::layout::Label;
use crate::layout::draw::QUARTERS;
use crate::model::FiscalYear;
use crate::report::page_writer::{Cell, CellStyle, FormCell};
use crate::text::money::Unit;
use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, DataValidationRule, XlsxError};

/// The largest amount that the check lets pass, in the form's unit.
const LARGEST: i32 = 999_999_999;

/// Which amount of a year.
#[derive(Clone, Copy)]
enum Amount {
    Budget,
    Settlement,
}

use Amount::{Budget, Settlement};

impl ProjectPage<'_, '_> {
    /// Beside each other under their own headings in each year, or a row each. On a review page they stand
    /// in rows where a year is too narrow for two amounts.
    pub(super) fn money(&mut self, label: &str, beside: bool) -> Result<(), XlsxError> {
        self.under_years(2.0 * self.least(), 0.0)?;
        let top = self.writer.next_row();
        let amounts = self.beside().filter(|_| beside);
        let amounts = amounts.filter(|(headings, amounts)| {
            self.is_form() || (self.hold(headings) && self.hold(amounts))
        });
        let right = match amounts {
            Some((headings, amounts)) => {
                let least = self.least();
                self.writer.place(&headings, least)?;
                self.writer.place(&amounts, least)?;
                self.writer.grid.left_end()
            }
            None => {
                self.amounts_below(Budget)?;
                self.amounts_below(Settlement)?;
                0
            }
        };
        let bottom = self.writer.next_row() - 1;
        self.side_label((top, bottom), right, label)?;
        let first = if right > 0 { bottom } else { top };
        self.check_amounts(first, bottom)
    }

    /// Headings and amounts, each over half a year.
    fn beside(&self) -> Option<(Vec<Cell<'static>>, Vec<Cell<'static>>)> {
        let (mut headings, mut amounts) = (Vec::new(), Vec::new());
        for (n, (year, (first, last))) in (0_u16..).zip(self.year_columns()) {
            let (first_half, second_half) = match self.is_form() {
                true => (
                    (first, first + QUARTERS / 2 - 1),
                    (first + QUARTERS / 2, last),
                ),
                false => (
                    self.writer.grid.half(2 * n),
                    self.writer.grid.half(2 * n + 1),
                ),
            };
            for (amount, columns) in [(Budget, first_half), (Settlement, second_half)] {
                headings.push(self.label(columns, self.amount_word(amount)));
                amounts.push(self.amount(amount, year, columns));
            }
        }
        (!amounts.is_empty()).then_some((headings, amounts))
    }

    /// Whether each of the cells has room for its text on one line.
    fn hold(&self, cells: &[Cell<'_>]) -> bool {
        let measure = self.writer.measure.measure();
        cells.iter().all(|cell| {
            let width = measure.width(&cell.text, cell.style.size());
            width <= self.writer.width(cell.left, cell.right)
        })
    }

    fn amounts_below(&mut self, amount: Amount) -> Result<(), XlsxError> {
        let left_end = self.writer.grid.left_end();
        let mut cells = vec![self.label((1, left_end), self.amount_word(amount))];
        let years = self.year_columns();
        cells.extend(years.map(|(year, columns)| self.amount(amount, year, columns)));
        self.writer.place(&cells, self.least())?;
        Ok(())
    }

    fn amount_word(&self, amount: Amount) -> String {
        match amount {
            Budget => self.word(Label::Budget, "予算額").into_owned(),
            Settlement => self.word(Label::Settlement, "決算額").into_owned(),
        }
    }

    fn amount(&self, amount: Amount, year: FiscalYear, columns: (u16, u16)) -> Cell<'static> {
        let record = self.record(year);
        let (thousands, asks) = match amount {
            Budget => (record.and_then(|record| record.budget), self.asks(year)),
            Settlement => (
                record.and_then(|record| record.settlement),
                year == self.current,
            ),
        };
        let shown = thousands.map(|amount| in_unit(amount, self.layout.money_unit));
        let style = |decimals| {
            self.style(
                FormCell::Amount(asks, decimals),
                CellStyle::Amount(decimals),
            )
        };
        Cell::amount(columns, shown, style)
    }

    fn check_amounts(&mut self, top: u32, bottom: u32) -> Result<(), XlsxError> {
        if !self.is_form() {
            return Ok(());
        }
        let unit = self.layout.money_unit.japanese();
        let check = DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(-LARGEST, LARGEST))
            .set_input_message(format!("{unit}単位の整数だけを入力します。"))?
            .set_error_message(format!("{unit}単位の整数だけを入力してください。"))?;
        let (first, last) = (self.writer.grid.left_end() + 1, self.writer.right());
        self.writer
            .put(|sheet| sheet.add_data_validation(top, first, bottom, last, &check))
    }
}

/// Thousand yen in the form's unit.
fn in_unit(thousands: Decimal, unit: Unit) -> Decimal {
    let thousand = Decimal::ONE_THOUSAND;
    match unit {
        Unit::Thousand => thousands,
        Unit::Yen => thousands * thousand,
        Unit::TenThousand => thousands / Decimal::TEN,
        Unit::Million => thousands / thousand,
        Unit::HundredMillion => thousands / (thousand * Decimal::ONE_HUNDRED),
    }
}
