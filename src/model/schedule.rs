//! The schedule rows (実施項目) with planned and actual spans of whole months.

use super::fiscal::{FiscalYear, Month};
use serde::{Deserialize, Serialize};

/// Months from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
}

/// A text written into the schedule under a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The year column it stands in.
    pub fiscal_year: FiscalYear,
    /// As written.
    pub text: String,
}

/// One row of the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The number written before it, else its place in the list.
    pub number: u32,
    /// What is to be done; `None` where only years hold text.
    pub text: Option<String>,
    /// Texts under the years, in the order of years.
    pub notes: Vec<Note>,
    /// 計画
    pub planned: Vec<Span>,
    /// 実績
    pub actual: Vec<Span>,
}

impl Item {
    /// Whether nothing but a number is written: such a row is none.
    pub const fn is_blank(&self) -> bool {
        self.text.is_none()
            && self.notes.is_empty()
            && self.planned.is_empty()
            && self.actual.is_empty()
    }
}
