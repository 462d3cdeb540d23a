//! Values of the settings that are written in words: paths, periods, days, kinds of output.

use crate::model::{FiscalYear, Part};
use crate::report::Output;
use crate::text;
use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::path::PathBuf;

/// A fiscal year and the part of it that is rated; the whole year without one.
pub type PeriodChoice = (FiscalYear, Option<Part>);

/// Reads `R2`, `R2-H1`, `2020-Q3`, `令和2年度上期`.
///
/// # Errors
/// One Japanese sentence saying how a period is written.
pub fn parse_period(written: &str) -> Result<PeriodChoice, String> {
    text::period::parse(written).ok_or_else(|| {
        format!(
            "「{written}」という期間はありません。R2（年度全体）、R2-H1（上期）、R2-H2（下期）、\
             R2-Q1〜R2-Q4（四半期）、令和2年度上期 のように書いてください。"
        )
    })
}

/// Reads `2020-09-30`.
///
/// # Errors
/// One Japanese sentence saying how a day is written.
pub fn parse_day(written: &str) -> Result<NaiveDate, String> {
    written.parse().map_err(|_| {
        format!("「{written}」という日はありません。2020-09-30 のように書いてください。")
    })
}

/// Reads a word of `--only`: `summary`, `review`, `findings`, `dataset`.
///
/// # Errors
/// One Japanese sentence saying which words there are.
pub fn parse_output(written: &str) -> Result<Output, String> {
    let known = Output::ALL.iter().find(|output| output.key() == written);
    known.copied().ok_or_else(|| {
        let keys: Vec<_> = Output::ALL.iter().map(|output| output.key()).collect();
        let keys = keys.join("、");
        format!("「{written}」という出力はありません。書けるのは {keys} です。")
    })
}

/// A string or an array of strings.
#[derive(Deserialize)]
#[serde(untagged, expecting = "文字列か、文字列の配列を書いてください。")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

pub(super) fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
    let paths = OneOrMany::deserialize(from)?.into_vec();
    Ok(paths.into_iter().map(PathBuf::from).collect())
}

pub(super) fn outputs<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<Output>>, D::Error> {
    let words = OneOrMany::deserialize(from)?.into_vec();
    let outputs: Result<_, _> = words.iter().map(|word| parse_output(word)).collect();
    outputs.map(Some).map_err(D::Error::custom)
}

pub(super) fn period<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PeriodChoice>, D::Error> {
    let written = String::deserialize(from)?;
    parse_period(&written).map(Some).map_err(D::Error::custom)
}

/// A date of TOML or a string.
#[derive(Deserialize)]
#[serde(untagged, expecting = "日付を 2020-09-30 のように書いてください。")]
enum Day {
    Toml(toml::value::Datetime),
    Text(String),
}

/// A day written as a date of TOML or as text; for settings that another room keeps.
///
/// # Errors
/// It is neither.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let written = match Day::deserialize(from)? {
        Day::Toml(day) => day.to_string(),
        Day::Text(text) => text,
    };
    parse_day(&written).map(Some).map_err(D::Error::custom)
}
