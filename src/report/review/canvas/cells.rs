//! Cells written on a page: merged only where they have to be.
//!
//! ```text
//! | one line runs over empty cells       |  left: written first, right: written last
//! | several lines, or one in the middle  |  one merged cell
//! ```
//! A merged cell costs as much as all the cells it is made of, and most texts of a page take one line.

use super::Canvas;
use crate::report::review::bars::Look;
use crate::report::review::ink::{Ink, Side};
use crate::report::review::paint::{Content, Sides, Tint};
use crate::report::write::{self, Area};
use rust_xlsxwriter::XlsxError;

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

impl Canvas<'_> {
    /// Writes a text into an area.
    pub(in crate::report::review) fn text(
        &mut self,
        area: Area,
        text: &str,
        ink: Ink,
    ) -> Result<(), XlsxError> {
        if !self.draws() {
            return Ok(());
        }
        match self.way(area, text, ink) {
            Way::Ground => self.ground(area, ink),
            Way::Merged => self.merge(area, text, ink),
            Way::Narrow => self.narrow(area, text, ink),
            Way::In(col) => return self.single(area, col, text, ink),
        }
        Ok(())
    }

    fn way(&self, area: Area, text: &str, ink: Ink) -> Way {
        let low = area.top == area.bottom;
        let one_line = || self.is_line(text, self.width(area.left, area.right), ink);
        match ink.side() {
            _ if ink.is_entry() => Way::Merged,
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
    fn single(&mut self, area: Area, col: u16, text: &str, ink: Ink) -> Result<(), XlsxError> {
        self.ground(area, ink);
        let one_line = self.is_line(text, self.width(area.left, area.right), ink);
        // What runs over has to stay unwrapped.
        let wraps = ink.side() == Side::Centre || !one_line;
        let row = area.top;
        let tint = Tint::Ink(ink, self.sides(area, row, col), wraps);
        self.paint.tint(row, col, tint);
        self.put(|sheet| sheet.write_string(row, col, write::bounded(text)))
    }

    /// Writes an amount, as another text where it has too many digits for a number.
    pub(in crate::report::review) fn number(
        &mut self,
        area: Area,
        (number, shown): (f64, &str),
        ink: Ink,
    ) -> Result<(), XlsxError> {
        if !self.draws() {
            return Ok(());
        }
        // Numbers do not run over: the last cell has to hold it.
        let width = self.measure.measure().width(shown, ink.size());
        if width > self.width(area.right, area.right) {
            let tint = Tint::Ink(ink, self.frame(area, ink), true);
            let content = Content::Number(number);
            self.paint.write_last(area, content, tint);
            return Ok(());
        }
        self.ground(area, ink);
        let (row, at) = (area.bottom, area.right);
        let tint = Tint::Ink(ink, self.sides(area, row, at), true);
        self.paint.tint(row, at, tint);
        self.put(|sheet| sheet.write_number(row, at, number))
    }

    /// Writes a note into the months of a year, which go on beside it.
    pub(in crate::report::review) fn note(
        &mut self,
        area: Area,
        text: &str,
    ) -> Result<(), XlsxError> {
        if !self.draws() {
            return Ok(());
        }
        let ink = Ink::Note;
        let Some(last) = self
            .reach(area, text, ink)
            .filter(|_| !write::is_formula_like(text))
        else {
            self.merge(area, text, ink);
            return Ok(());
        };
        // No line shall cross the text.
        for col in area.left + 1..=last {
            self.paint
                .change_month(area.top, col - 1, Look::before_text);
            self.paint.change_month(area.top, col, Look::below_text);
        }
        self.put(|sheet| sheet.write_string(area.top, area.left, write::bounded(text)))
    }

    /// The look of a month.
    pub(in crate::report::review) fn month(&mut self, row: u32, col: u16, look: Look) {
        if self.draws() {
            self.paint.tint(row, col, Tint::Month(look));
        }
    }

    /// Writes over what stands in a cell already.
    pub(in crate::report::review) fn replace(&mut self, row: u32, col: u16, text: &str, ink: Ink) {
        if self.draws() {
            self.merge(Area::row(row, col, col), text, ink);
        }
    }

    /// Merges a whole area.
    fn merge(&mut self, area: Area, text: &str, ink: Ink) {
        let content = Content::Text(text.to_owned());
        let tint = Tint::Ink(ink, self.frame(area, ink), true);
        self.paint.write_last(area, content, tint);
    }

    /// The lines around a merged area.
    fn frame(&self, area: Area, ink: Ink) -> Sides {
        Sides {
            right: ink.is_entry() || area.right == self.right(),
            ..Sides::ALL
        }
    }

    /// Merges no more columns than a line needs that has more rows than one.
    fn narrow(&mut self, area: Area, text: &str, ink: Ink) {
        self.ground(area, ink);
        let last = self.reach(area, text, ink).unwrap_or(area.right);
        let needed = Area {
            right: last,
            ..area
        };
        self.merge(needed, text, ink);
    }

    /// The last column that a text of a single line needs, from the first of an area on.
    fn reach(&self, area: Area, text: &str, ink: Ink) -> Option<u16> {
        let mut columns = area.left..=area.right;
        columns.find(|last| self.is_line(text, self.width(area.left, *last), ink))
    }

    fn is_line(&self, text: &str, width: f64, ink: Ink) -> bool {
        let room = width - ink.space();
        self.measure.measure().is_line(text, room, ink.size())
    }

    /// Lines around an area, and what lies below its text.
    fn ground(&mut self, area: Area, ink: Ink) {
        for row in area.top..=area.bottom {
            for col in area.left..=area.right {
                let sides = self.sides(area, row, col);
                if let Some(ground) = ink.ground(sides.left) {
                    self.paint.tint(row, col, Tint::Ink(ground, sides, false));
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
