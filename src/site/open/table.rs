//! A table of open data, before it becomes a file.

use crate::model::Month;
use crate::report::{self, plain};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Number,
    /// A month, `2026-04`.
    Month,
    /// A day, `2026-04-01`.
    Day,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// A column, the same in every format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading: small letters and `_`.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What stands in it.
    pub about: &'static str,
    /// What kind of thing.
    pub kind: Kind,
    /// Whether a row is known by it (with the others that are).
    pub key: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Blank,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Number(Decimal),
    /// A month.
    Month(Month),
    /// A day.
    Day(NaiveDate),
}

impl Cell {
    /// Text, blank where there is none.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        let text = text
            .map(Into::into)
            .filter(|text: &String| !text.is_empty());
        text.map_or(Self::Blank, Self::Text)
    }

    /// A decimal, blank where there is none.
    pub fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }

    /// As it stands in a workbook.
    fn shown(&self) -> report::table::Cell {
        match self {
            Self::Integer(number) => Decimal::from(*number).into(),
            Self::Number(number) => (*number).into(),
            cell => cell.plain().into(),
        }
    }

    /// As it stands in a text file; exact, without exponent or trailing zeros.
    pub fn plain(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.normalize().to_string(),
            Self::Month(month) => month.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name of its file, without ending.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, as wide as the columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// For the workbook.
    ///
    /// # Errors
    /// The writer refuses something.
    pub(super) fn sheet(&self) -> Result<Worksheet, XlsxError> {
        /// Pixels.
        const WIDTH: u32 = 117;
        let column = |(at, column): (usize, &Column)| {
            let show = move |row: &Vec<Cell>| row.get(at).map(Cell::shown);
            report::table::Column::text(column.title, WIDTH, show)
        };
        let columns = self.columns.iter().enumerate().map(column).collect();
        plain::sheet(self.title, columns, &self.rows)
    }
}
