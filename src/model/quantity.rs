//! A value of an indicator as a division typed it: a number with its unit and bound, or words.

use super::exact;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What kind of thing was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number, see [`Value::number`].
    Number,
    /// Said to have no value: a dash, 該当なし.
    None,
    /// Not known yet: 未定, 集計中.
    Pending,
    /// Words: a milestone, or a number that cannot be told without doubt.
    Text,
}

/// The side from which a value is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 以上
    AtLeast,
    /// 以下, 以内
    AtMost,
    /// 超
    Above,
    /// 未満
    Below,
}

/// A typed value; the raw text is always kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// What the cell shows, or the part of it that belongs to this value.
    pub text: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The exact number, where `kind` is [`Kind::Number`].
    #[serde(with = "exact")]
    pub number: Option<Decimal>,
    /// The normalised unit: `%`, `人`, `m2`, `人/年`.
    pub unit: Option<String>,
    /// 以上 and the like.
    pub bound: Option<Bound>,
    /// Marked （累計）.
    pub cumulative: bool,
}

impl Value {
    /// A value that is not a number.
    pub fn words(text: impl Into<String>, kind: Kind) -> Self {
        Self {
            text: text.into(),
            kind,
            number: None,
            unit: None,
            bound: None,
            cumulative: false,
        }
    }
}
