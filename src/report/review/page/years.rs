//! The tables by fiscal year: targets, actuals, and money.

use super::{Page, cell};
use crate::model::{ByMeasure, Measure, Value, YearRecord};
use crate::report::page_writer::{CellStyle, Side};
use crate::report::write::Area;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::XlsxError;

/// Least height of a row of these tables in points.
const ROW: f64 = 13.5;
/// The most that the heading with the years takes: two lines where there are many.
const HEADING: f64 = 25.5;
/// A workbook's numbers are exact to 15 digits; longer amounts are written as text.
const INEXACT: u128 = 1_000_000_000_000_000;

impl Page<'_, '_> {
    /// The heading with the years; the rated year stands out.
    pub(super) fn year_heading(&mut self) -> Result<(), XlsxError> {
        let names: Vec<String> = self
            .years
            .iter()
            .map(|record| format!("{} ({})", record.fiscal_year.short(), record.fiscal_year))
            .collect();
        let year = self.rated();
        let mut cells = vec![cell(0, 2, "年度", CellStyle::Heading(Side::Left))];
        for (n, (name, record)) in (0_u16..).zip(names.iter().zip(self.years)) {
            let (left, right) = self.writer.grid.year(n);
            let style = if record.fiscal_year == year {
                CellStyle::Rated
            } else {
                CellStyle::Heading(Side::Right)
            };
            cells.push(cell(left, right, name, style));
        }
        self.writer.row(&cells, ROW)?;
        self.years_on = self.writer.page();
        Ok(())
    }

    /// Begins a new page unless a height fits on this one, and writes the years again where the page was
    /// turned since they were written: `below` is what is written again below them. Says whether it was.
    pub(super) fn under_years(&mut self, height: f64, below: f64) -> Result<bool, XlsxError> {
        let turned = self.years_on != self.writer.page();
        let again = if turned { HEADING + below } else { 0.0 };
        self.writer.keep(height + again);
        let turned = self.years_on != self.writer.page();
        if turned {
            self.year_heading()?;
        }
        Ok(turned)
    }

    /// Targets and actuals.
    pub(super) fn indicators(&mut self) -> Result<(), XlsxError> {
        self.writer.keep(8.0 * ROW);
        self.year_heading()?;
        self.values("目標値", |record| &record.target)?;
        self.values("実績値", |record| &record.actual)
    }

    fn values(
        &mut self,
        name: &str,
        of: impl Fn(&YearRecord) -> &ByMeasure<Option<Value>>,
    ) -> Result<(), XlsxError> {
        let rows = Measure::ALL.map(|measure| {
            let mut cells = vec![self.label(1, 2, measure.japanese())];
            for (n, record) in (0_u16..).zip(self.years) {
                let (left, right) = self.writer.grid.year(n);
                let value = of(record).get(measure).as_ref();
                let text = value.map_or("", |value| value.text.as_str());
                cells.push(cell(left, right, text, CellStyle::Value));
            }
            cells
        });
        let heights = rows
            .each_ref()
            .map(|row| self.writer.height_of(row).max(ROW));
        self.under_years(heights.iter().sum(), 0.0)?;
        let first = self.writer.next_row();
        // One label beside all rows, or where they need several pages, each its own.
        let together = self.writer.fits(heights.iter().sum());
        for (mut row, height) in rows.into_iter().zip(heights) {
            if !together {
                row.push(self.label(0, 0, name));
                self.under_years(height, 0.0)?;
            }
            self.writer.row(&row, ROW)?;
        }
        match together {
            true => self.side_label(first, self.writer.next_row() - 1, name),
            false => Ok(()),
        }
    }

    /// Budgets and settlements.
    pub(super) fn money(&mut self) -> Result<(), XlsxError> {
        self.under_years(2.0 * ROW, 0.0)?;
        let first = self.writer.next_row();
        self.amounts("予算額", |record| record.budget)?;
        let last = self.amounts("決算額", |record| record.settlement)?;
        self.side_label(first, last, "事業費見込\n（千円）")
    }

    fn amounts(
        &mut self,
        name: &str,
        of: impl Fn(&YearRecord) -> Option<Decimal>,
    ) -> Result<u32, XlsxError> {
        let cells = [self.label(1, 2, name)];
        let (row, last) = self.writer.row(&cells, ROW)?;
        for (n, record) in (0_u16..).zip(self.years) {
            let (left, right) = self.writer.grid.year(n);
            let area = Area::row(row, left, right);
            let Some(amount) = of(record).map(|amount| amount.normalize()) else {
                self.writer.text(area, "", CellStyle::Amount(0))?;
                continue;
            };
            let (style, digits) = (CellStyle::amount(amount), amount.to_string());
            let number = amount.to_f64();
            match number.filter(|_| amount.mantissa().unsigned_abs() < INEXACT) {
                Some(number) => self.writer.number(area, (number, &shown(&digits)), style)?,
                None => self.writer.text(area, &digits, style)?,
            }
        }
        Ok(last)
    }

    /// A label in column A beside rows already drawn.
    fn side_label(&mut self, top: u32, bottom: u32, text: &str) -> Result<(), XlsxError> {
        let area = Area {
            top,
            left: 0,
            bottom,
            right: 0,
        };
        self.writer.text(area, text, CellStyle::Label)
    }
}

/// At least as wide as an amount is shown: with separators, a mark if it is negative, and the room kept
/// on its right.
fn shown(digits: &str) -> String {
    format!("▲{digits}{} ", ",".repeat((digits.len() - 1) / 3))
}
