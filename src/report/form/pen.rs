//! The pen that draws a form row by row, on the grid of its layout.

use super::Issue;
use super::looks::Looks;
use crate::layout::draw::{Draw, QUARTERS};
use crate::model::FiscalYear;
use crate::report::formats::TEXT;
use crate::report::measure::Measure;
use crate::report::write::{self, Area};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Width of a character and what a column keeps free, in pixels.
const CHARACTER_PX: f64 = 7.0;
const COLUMN_PX: f64 = 5.0;
/// No row is lower than this, in points: easy to hit with a mouse.
const LOWEST: f64 = 16.0;
/// A row is no higher than Excel allows, in points.
const HIGHEST: f64 = 409.0;
/// A binary float holds so many digits exactly.
const EXACT_DIGITS: usize = 15;

/// A form under way.
pub(super) struct Pen<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) draw: &'a Draw,
    pub(super) looks: &'a Looks,
    pub(super) issue: &'a Issue<'a>,
    /// The years from left to right.
    pub(super) years: Vec<FiscalYear>,
    /// The next row to draw.
    pub(super) row: u32,
    measure: Measure,
    /// Width of each column in pixels.
    widths: Vec<f64>,
}

impl<'a> Pen<'a> {
    /// Sets the columns of a sheet.
    pub(super) fn new(
        sheet: &'a mut Worksheet,
        draw: &'a Draw,
        looks: &'a Looks,
        issue: &'a Issue<'a>,
        years: Vec<FiscalYear>,
    ) -> Result<Self, XlsxError> {
        let px = |width: f64| (width * CHARACTER_PX + COLUMN_PX).round();
        let mut widths: Vec<f64> = draw.left.iter().copied().map(px).collect();
        widths.resize(usize::from(draw.columns()), px(draw.quarter));
        for (col, width) in (0..).zip(&widths) {
            sheet.set_column_width_pixels(col, *width as u32)?;
        }
        Ok(Self {
            sheet,
            draw,
            looks,
            issue,
            years,
            row: 0,
            measure: Measure::new(issue.style),
            widths,
        })
    }

    /// The last column left of the years.
    pub(super) fn left_end(&self) -> u16 {
        self.draw.left.len() as u16 - 1
    }

    /// First and last column of a year by its place.
    pub(super) fn year_columns(&self, place: usize) -> (u16, u16) {
        let first = self.draw.left.len() as u16 + place as u16 * QUARTERS;
        (first, first + QUARTERS - 1)
    }

    /// Whether a value of a year is asked for: of the issue's year and those to come.
    pub(super) fn asks(&self, year: FiscalYear) -> bool {
        year >= self.issue.year
    }

    /// Writes text over an area, merged where it is more than a cell.
    pub(super) fn text(
        &mut self,
        area: Area,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        write::merged(self.sheet, area, text, format)
    }

    /// Writes what a division typed: a plain number as a number, so that Excel can count with it,
    /// everything else as the text it was.
    pub(super) fn typed(
        &mut self,
        area: Area,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match plain_number(text) {
            Some(number) => self.number(area, number, format),
            None => self.text(area, text, format),
        }
    }

    /// Writes an amount with all its decimals.
    pub(super) fn amount(
        &mut self,
        area: Area,
        amount: Option<Decimal>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let Some(amount) = amount.map(|amount| amount.normalize()) else {
            return self.text(area, "", format);
        };
        let format = match amount.scale() {
            0 => format.clone(),
            decimals => {
                let zeros = "0".repeat(decimals as usize);
                format.clone().set_num_format(format!("#,##0.{zeros}_ "))
            }
        };
        match exact(amount) {
            Some(number) => self.number(area, number, &format),
            None => self.text(area, &amount.to_string(), &format),
        }
    }

    fn number(&mut self, area: Area, number: f64, format: &Format) -> Result<(), XlsxError> {
        self.text(area, "", format)?;
        self.sheet
            .write_number_with_format(area.top, area.left, number, format)?;
        Ok(())
    }

    /// The height that a text needs in columns, in points.
    pub(super) fn height(&self, text: &str, columns: (u16, u16), size: f64) -> f64 {
        let columns = usize::from(columns.0)..=usize::from(columns.1);
        self.measure
            .text_height(text, self.widths[columns].iter().sum(), size)
    }

    /// The height of so many lines.
    pub(super) fn lines(&self, lines: usize) -> f64 {
        self.measure.height(lines, TEXT)
    }

    /// Ends a row that needs a height, in points.
    pub(super) fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet
            .set_row_height(self.row, height.clamp(LOWEST, HIGHEST))?;
        self.row += 1;
        Ok(())
    }
}

/// The number of a text that is nothing but a number, written as a cell would show it.
fn plain_number(text: &str) -> Option<f64> {
    let number: Decimal = text.parse().ok()?;
    (number.normalize().to_string() == text)
        .then(|| exact(number))
        .flatten()
}

/// The number as a binary float, where that loses nothing and is shown without an exponent.
fn exact(number: Decimal) -> Option<f64> {
    let digits = number.mantissa().unsigned_abs().to_string().len();
    let shown = digits.max(number.scale() as usize + 1) <= 10;
    number.to_f64().filter(|_| digits <= EXACT_DIGITS && shown)
}
