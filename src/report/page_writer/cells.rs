//! Cells written on a page: merged only where they have to be.
//!
//! ```text
//! | one line runs over empty cells       |  left: written first, right: written last
//! | several lines, or one in the middle  |  one merged cell
//! ```
//! A merged cell costs as much as all the cells it is made of, and most texts of a page take one line.

use super::style_grid::{Content, Sides, StyledCell};
use super::{CellStyle, LineCache, MonthStyle, PageWriter, Side};
use crate::report::write::{self, Area};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::XlsxError;
use std::borrow::Cow;
use std::cell::OnceCell;

/// A binary float holds so many digits exactly.
const EXACT_DIGITS: usize = 15;
/// A number of more digits than this is shown with an exponent by some programs.
const SHOWN_DIGITS: usize = 10;

/// Something written into columns `left` to `right`.
#[derive(Clone, Debug)]
pub(in crate::report) struct Cell<'a> {
    pub(in crate::report) left: u16,
    pub(in crate::report) right: u16,
    pub(in crate::report) text: Cow<'a, str>,
    pub(in crate::report) style: CellStyle,
    /// What is written in place of the text, which then says how it is shown.
    pub(in crate::report) number: Option<f64>,
    /// How many lines the text takes, once that is known.
    lines: OnceCell<usize>,
}

impl<'a> Cell<'a> {
    pub(in crate::report) fn new(
        (left, right): (u16, u16),
        text: impl Into<Cow<'a, str>>,
        style: CellStyle,
    ) -> Self {
        Self {
            left,
            right,
            text: text.into(),
            style,
            number: None,
            lines: OnceCell::new(),
        }
    }

    /// An amount with all its decimals, as text where a number would not be exact.
    pub(in crate::report) fn amount(
        columns: (u16, u16),
        amount: Option<Decimal>,
        style: impl Fn(u32) -> CellStyle,
    ) -> Self {
        let Some(amount) = amount.map(|amount| amount.normalize()) else {
            return Self::new(columns, "", style(0));
        };
        let digits = amount.to_string();
        let number = amount
            .to_f64()
            .filter(|_| digits_of(amount) <= EXACT_DIGITS);
        let text = match number {
            Some(_) => as_shown(&digits),
            None => digits,
        };
        Self {
            number,
            ..Self::new(columns, text, style(amount.scale()))
        }
    }

    /// What a division typed: a plain number as a number, so that Excel can count with it, everything
    /// else as the text it was.
    pub(in crate::report) fn typed(
        columns: (u16, u16),
        text: impl Into<Cow<'a, str>>,
        style: CellStyle,
    ) -> Self {
        let cell = Self::new(columns, text, style);
        Self {
            number: plain_number(&cell.text),
            ..cell
        }
    }

    /// How many lines it takes in columns of a width.
    pub(in crate::report) fn lines(&self, measure: &LineCache, width: f64) -> usize {
        let room = width - self.style.space();
        let measured = || measure.lines(&self.text, room, self.style.size());
        *self.lines.get_or_init(measured)
    }

    /// The same, written from the top of its area.
    pub(in crate::report) fn at_top(self) -> Self {
        Self {
            style: CellStyle::Text,
            ..self
        }
    }

    /// The same with another text.
    pub(super) fn saying<'t>(&self, text: impl Into<Cow<'t, str>>) -> Cell<'t> {
        Cell::new((self.left, self.right), text, self.style)
    }
}

/// At least as wide as an amount is shown: with separators, a mark if it is negative, and the room kept
/// on its right.
fn as_shown(digits: &str) -> String {
    format!("▲{digits}{} ", ",".repeat((digits.len() - 1) / 3))
}

fn digits_of(number: Decimal) -> usize {
    number.mantissa().unsigned_abs().to_string().len()
}

/// The number of a text that is nothing but a number, written as a cell would show it.
fn plain_number(text: &str) -> Option<f64> {
    let number: Decimal = text.parse().ok()?;
    let digits = digits_of(number);
    let is_shown = digits.max(number.scale() as usize + 1) <= SHOWN_DIGITS;
    (is_shown && number.normalize().to_string() == text)
        .then(|| number.to_f64())
        .flatten()
}

/// The way a text is written into an area.
enum Way {
    /// There is none: the area only gets its lines and ground.
    Ground,
    /// In a merged cell.
    Merged,
    /// In a merged cell of as many columns as it needs.
    Narrow,
    /// In the cell of a column, from which it may run over the others.
    In(u16),
}

impl PageWriter<'_> {
    /// Writes a cell into an area.
    pub(in crate::report) fn write(
        &mut self,
        area: Area,
        cell: &Cell<'_>,
    ) -> Result<(), XlsxError> {
        match cell.number {
            Some(number) => self.number(area, (number, &cell.text), cell.style),
            None => self.text(area, &cell.text, cell.style),
        }
    }

    /// Writes a text into an area.
    pub(in crate::report) fn text(
        &mut self,
        area: Area,
        text: &str,
        style: CellStyle,
    ) -> Result<(), XlsxError> {
        if !self.draws() {
            return Ok(());
        }
        match self.way(area, text, style) {
            Way::Ground => self.ground(area, style),
            Way::Merged => self.merge(area, text, style),
            Way::Narrow => self.narrow(area, text, style),
            Way::In(col) => return self.single(area, col, text, style),
        }
        Ok(())
    }

    fn way(&self, area: Area, text: &str, style: CellStyle) -> Way {
        let low = area.top == area.bottom;
        let one_line = || self.is_line(text, self.width(area.left, area.right), style);
        match style.side() {
            _ if style.is_one_cell() => Way::Merged,
            _ if text.is_empty() => Way::Ground,
            _ if write::is_formula_like(text) => Way::Merged,
            _ if low && area.left == area.right => Way::In(area.left),
            Side::Centre => Way::Merged,
            _ if !one_line() => Way::Merged,
            Side::Left if low => Way::In(area.left),
            Side::Left => Way::Narrow,
            Side::Right if low => Way::In(area.right),
            Side::Right => Way::Merged,
        }
    }

    /// Writes a text into one cell of a row; a single line may run over the others.
    fn single(
        &mut self,
        area: Area,
        col: u16,
        text: &str,
        style: CellStyle,
    ) -> Result<(), XlsxError> {
        self.ground(area, style);
        let one_line = self.is_line(text, self.width(area.left, area.right), style);
        // What runs over has to stay unwrapped.
        let wraps = style.side() == Side::Centre || !one_line;
        let row = area.top;
        let style = StyledCell::Ordinary(style, self.sides(area, row, col), wraps);
        self.styles.style(row, col, style);
        self.put(|sheet| sheet.write_string(row, col, write::bounded(text)))
    }

    fn number(
        &mut self,
        area: Area,
        (number, shown): (f64, &str),
        style: CellStyle,
    ) -> Result<(), XlsxError> {
        if !self.draws() {
            return Ok(());
        }
        // Numbers do not run over: the last cell has to hold it.
        let width = self.measure.measure().width(shown, style.size());
        if style.is_one_cell() || width > self.width(area.right, area.right) {
            let style = StyledCell::Ordinary(style, self.frame(area, style), true);
            let content = Content::Number(number);
            self.styles.write_last(area, content, style);
            return Ok(());
        }
        self.ground(area, style);
        let (row, at) = (area.bottom, area.right);
        let style = StyledCell::Ordinary(style, self.sides(area, row, at), true);
        self.styles.style(row, at, style);
        self.put(|sheet| sheet.write_number(row, at, number))
    }

    /// Writes a note into the months of a year, which go on beside it.
    pub(in crate::report) fn note(&mut self, area: Area, text: &str) -> Result<(), XlsxError> {
        if !self.draws() {
            return Ok(());
        }
        let style = CellStyle::Note;
        let Some(last) = self
            .reach(area, text, style)
            .filter(|_| !write::is_formula_like(text))
        else {
            self.merge(area, text, style);
            return Ok(());
        };
        // No line shall cross the text.
        for col in area.left + 1..=last {
            self.styles
                .change_month(area.top, col - 1, MonthStyle::before_text);
            self.styles
                .change_month(area.top, col, MonthStyle::below_text);
        }
        self.put(|sheet| sheet.write_string(area.top, area.left, write::bounded(text)))
    }

    /// The look of a month.
    pub(in crate::report) fn month(&mut self, row: u32, col: u16, look: MonthStyle) {
        if self.draws() {
            self.styles.style(row, col, StyledCell::Month(look));
        }
    }

    /// Writes over what stands in a cell already.
    pub(in crate::report) fn replace(&mut self, row: u32, col: u16, text: &str, style: CellStyle) {
        if self.draws() {
            self.merge(Area::row(row, col, col), text, style);
        }
    }

    /// Merges a whole area.
    fn merge(&mut self, area: Area, text: &str, style: CellStyle) {
        let content = Content::Text(text.to_owned());
        let style = StyledCell::Ordinary(style, self.frame(area, style), true);
        self.styles.write_last(area, content, style);
    }

    /// The lines around a merged area.
    fn frame(&self, area: Area, style: CellStyle) -> Sides {
        Sides {
            right: style.is_one_cell() || area.right == self.right(),
            ..Sides::ALL
        }
    }

    /// Merges no more columns than a line needs that has more rows than one.
    fn narrow(&mut self, area: Area, text: &str, style: CellStyle) {
        self.ground(area, style);
        let last = self.reach(area, text, style).unwrap_or(area.right);
        let needed = Area {
            right: last,
            ..area
        };
        self.merge(needed, text, style);
    }

    /// The last column that a text of a single line needs, from the first of an area on.
    fn reach(&self, area: Area, text: &str, style: CellStyle) -> Option<u16> {
        let mut columns = area.left..=area.right;
        columns.find(|last| self.is_line(text, self.width(area.left, *last), style))
    }

    fn is_line(&self, text: &str, width: f64, style: CellStyle) -> bool {
        let room = width - style.space();
        self.measure.measure().is_line(text, room, style.size())
    }

    /// Lines around an area, and what lies below its text.
    fn ground(&mut self, area: Area, style: CellStyle) {
        for row in area.top..=area.bottom {
            for col in area.left..=area.right {
                let sides = self.sides(area, row, col);
                if let Some(ground) = style.ground(sides.left) {
                    self.styles
                        .style(row, col, StyledCell::Ordinary(ground, sides, false));
                }
            }
        }
    }

    /// The lines of a cell within an area. What stands right of it draws the line between the two.
    fn sides(&self, area: Area, row: u32, col: u16) -> Sides {
        Sides {
            left: col == area.left,
            right: col == self.right(),
            top: row == area.top,
            bottom: row == area.bottom,
        }
    }
}
