//! What stands in a cell, before any format or file is thought of.

use super::look::{Digits, Look};
use crate::finding::Severity;
use crate::model::Grade;
use crate::report::link::Link;
use crate::report::style::severity_mark;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A value as the sheet keeps it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Text, never a formula; blank where empty.
    Text(String),
    /// A number; as text where a workbook cannot keep it exactly.
    Number(Decimal),
    /// A day.
    Day(NaiveDate),
    /// A formula and what it comes to, for readers that do not compute.
    Formula(String, String),
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(super) value: Value,
    /// Where it looks otherwise than its column.
    pub(super) look: Option<Look>,
    /// Where it leads.
    pub(super) link: Option<Link>,
}

impl Cell {
    const fn new(value: Value) -> Self {
        Self {
            value,
            look: None,
            link: None,
        }
    }

    /// A formula and what it comes to.
    pub(crate) fn formula(text: impl Into<String>, result: impl ToString) -> Self {
        Self::new(Value::Formula(text.into(), result.to_string()))
    }

    /// A severity with its mark and colours.
    pub(crate) fn severity(severity: Severity) -> Self {
        let words = format!("{} {}", severity_mark(severity), severity.japanese());
        Self::from(words).look(Look::severity(severity))
    }

    /// An amount, with as many decimals as it has; blank where there is none.
    pub(crate) fn amount(amount: Option<Decimal>) -> Self {
        match amount {
            Some(amount) => Self::from(amount).look(Look::amount(amount)),
            None => Self::blank(),
        }
    }

    /// Nothing, with the look of a short word.
    pub(crate) fn blank() -> Self {
        Self::from("")
    }

    /// With a look of its own.
    pub(crate) const fn look(mut self, look: Look) -> Self {
        self.look = Some(look);
        self
    }

    /// Leading elsewhere, if anywhere.
    pub(crate) fn link(mut self, link: Option<Link>) -> Self {
        self.link = link;
        self
    }

    /// Where it leads, if anywhere.
    pub(crate) const fn leads(&self) -> Option<&Link> {
        self.link.as_ref()
    }

    /// Its value in words, as a sheet that knows only text keeps it.
    pub(crate) fn written(&self) -> Cow<'_, str> {
        match &self.value {
            Value::Text(text) | Value::Formula(_, text) => Cow::Borrowed(text),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Day(day) => Cow::Owned(day.to_string()),
        }
    }

    /// The text that takes room: a number is never wrapped or cut.
    pub(super) fn text(&self) -> &str {
        match &self.value {
            Value::Text(text) => text,
            Value::Number(_) | Value::Day(_) | Value::Formula(..) => "",
        }
    }
}

impl Look {
    /// [`Look::NUMBER`] with as many decimals as the amount has.
    pub(crate) fn amount(amount: Decimal) -> Self {
        Self::NUMBER.digits(Digits::Amount(amount.normalize().scale()))
    }

    /// The look of a grade, if there is one.
    pub(crate) fn of_grade(grade: Option<Grade>) -> Self {
        grade.map_or(Self::CENTRE, Self::grade)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(Value::Text(text))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<Cow<'_, str>> for Cell {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(text.into_owned())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::blank, Into::into)
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::new(Value::Number(number))
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::from(Decimal::from(number))
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::new(Value::Day(day))
    }
}
