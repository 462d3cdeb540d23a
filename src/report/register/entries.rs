//! How the columns of the register are filled in.

use crate::report::table::{Cell, Check, Column, Digits, Look, is_exact};
use rust_decimal::Decimal;

/// What goes into a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Free,
    /// An identifier: kept as text, and no two alike.
    Number,
    /// An identifier that may stand in several lines: kept as text.
    Reference,
    /// A number.
    Amount,
    /// A day.
    Day,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A name of a column of the sheet 組織, or several of them typed.
    Names(char),
}

impl Kind {
    const fn look(self) -> Look {
        match self {
            Self::Free => Look::TEXT,
            Self::Number | Self::Reference => Look::CENTRE.digits(Digits::Typed),
            Self::Amount => Look::TEXT.right(),
            Self::Day => Look::CENTRE.digits(Digits::Day),
            Self::Words(_) | Self::Names(_) => Look::TEXT.small(),
        }
    }

    fn check(self) -> Option<Check> {
        match self {
            Self::Free | Self::Reference => None,
            Self::Number => Some(Check::Unique),
            Self::Amount => Some(Check::Number),
            Self::Day => Some(Check::Day),
            Self::Words(words) => Some(Check::Choice {
                words: words.iter().map(|word| (*word).to_owned()).collect(),
                title: None,
                refused: "一覧から選んでください。".to_owned(),
            }),
            Self::Names(column) => Some(Check::Names {
                sheet: "組織",
                column,
            }),
        }
    }
}

/// A column that is filled in by hand.
pub(super) trait Filled {
    /// What goes into it, and what is said about it.
    fn filled(self, kind: Kind, hint: &'static str) -> Self;
}

impl<R> Filled for Column<'_, R> {
    fn filled(self, kind: Kind, hint: &'static str) -> Self {
        let column = self.look(kind.look()).hint(hint);
        match kind.check() {
            Some(check) => column.check(check),
            None => column,
        }
    }
}

/// A number as it can be read back: as text where a workbook would round it.
pub(super) fn exact(number: Decimal) -> Cell {
    match is_exact(number) {
        true => Cell::from(number),
        false => Cell::from(number.to_string()),
    }
}
