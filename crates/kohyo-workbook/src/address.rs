//! Where a value came from: addresses of cells.
//!
//! Positions are zero-based inside the program and turned into `A1` notation only when shown.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// One cell of a sheet, zero-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellPos {
    /// Zero-based row; row 0 is shown as `1`.
    pub row: u32,
    /// Zero-based column; column 0 is shown as `A`.
    pub col: u32,
}

impl CellPos {
    /// The cell at a zero-based row and column.
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }
}

impl fmt::Display for CellPos {
    /// Writes the address as Excel shows it: `A1`, `AB12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // From the end: up to ten digits of the row, before them up to seven letters.
        let mut address = [0; 17];
        let mut start = address.len();
        let mut put = |byte| {
            start -= 1;
            address[start] = byte;
        };
        let mut row = u64::from(self.row) + 1;
        while row > 0 {
            put(b'0' + (row % 10) as u8);
            row /= 10;
        }
        let mut left = u64::from(self.col) + 1;
        while left > 0 {
            put(b'A' + ((left - 1) % 26) as u8);
            left = (left - 1) / 26;
        }
        f.write_str(std::str::from_utf8(&address[start..]).unwrap_or_default())
    }
}

/// An address that is not of the form `A1`, or lies outside what a spreadsheet can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("「{0}」はセル番地ではありません")]
pub struct ParseCellError(String);

impl FromStr for CellPos {
    type Err = ParseCellError;

    /// Reads `A1`, `$B$2`; columns to XFD and rows to 1048576.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::anywhere(text)?;
        match found.row < 1_048_576 && found.col < 16_384 {
            true => Ok(found),
            false => Err(ParseCellError(text.to_owned())),
        }
    }
}

impl CellPos {
    /// Reads an address however far out it lies.
    ///
    /// # Errors
    /// Where the text is no address at all.
    pub fn anywhere(text: &str) -> Result<Self, ParseCellError> {
        let wrong = || ParseCellError(text.to_owned());
        let (mut col, mut row) = (0_u64, 0_u64);
        let mut in_row = false;
        for byte in text.bytes() {
            in_row |= byte.is_ascii_digit();
            let (number, base, digit) = match byte {
                b'$' => continue,
                b'0'..=b'9' => (&mut row, 10, byte - b'0'),
                _ if byte.is_ascii_alphabetic() && !in_row => {
                    (&mut col, 26, byte.to_ascii_uppercase() - b'A' + 1)
                }
                _ => return Err(wrong()),
            };
            let longer = number.checked_mul(base);
            let longer = longer.and_then(|longer| longer.checked_add(u64::from(digit)));
            *number = longer.ok_or_else(wrong)?;
        }
        let index = |count: u64| u32::try_from(count.checked_sub(1)?).ok();
        match (index(row), index(col)) {
            (Some(row), Some(col)) => Ok(Self::new(row, col)),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for CellPos {
    /// As the address Excel shows.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellPos {
    /// Reads whatever was written, also what lies where no spreadsheet reaches.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::anywhere(&text).map_err(serde::de::Error::custom)
    }
}

/// A rectangle of cells, all four bounds included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Region {
    /// Upper left cell.
    pub first: CellPos,
    /// Lower right cell.
    pub last: CellPos,
}

impl Region {
    /// A region of a single cell.
    pub const fn cell(pos: CellPos) -> Self {
        Self {
            first: pos,
            last: pos,
        }
    }

    /// Whether the cell lies inside.
    pub const fn contains(&self, pos: CellPos) -> bool {
        self.first.row <= pos.row
            && pos.row <= self.last.row
            && self.first.col <= pos.col
            && pos.col <= self.last.col
    }

    /// The smallest region around this one and another.
    #[must_use]
    pub fn around(&self, other: &Self) -> Self {
        Self {
            first: CellPos::new(
                self.first.row.min(other.first.row),
                self.first.col.min(other.first.col),
            ),
            last: CellPos::new(
                self.last.row.max(other.last.row),
                self.last.col.max(other.last.col),
            ),
        }
    }

    /// Whether the region is one cell only.
    pub fn is_cell(&self) -> bool {
        self.first == self.last
    }
}

impl fmt::Display for Region {
    /// Writes `A1:B2`, or `A1` for a single cell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_cell() {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}:{}", self.first, self.last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for (text, row, col) in [
            ("A1", 0, 0),
            ("Z9", 8, 25),
            ("AA10", 9, 26),
            ("XFD1048576", 1_048_575, 16_383),
        ] {
            assert_eq!(text.parse::<CellPos>(), Ok(CellPos::new(row, col)));
            assert_eq!(CellPos::new(row, col).to_string(), text);
        }
        let last = CellPos::new(u32::MAX, u32::MAX);
        assert_eq!(last.to_string(), "MWLQKWV4294967296");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "A",
            "1",
            "A0",
            "XFE1",
            "A1048577",
            "あ1",
            "A1B",
            "A0B1",
            "ZZZZZZZZZ1",
            "A99999999999",
        ] {
            assert!(text.parse::<CellPos>().is_err(), "{text}");
        }
    }
}
