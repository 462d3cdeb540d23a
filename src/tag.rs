//! Hidden words by which the entries of a workbook are known again when it comes back, whoever saved it.
//!
//! ```text
//!           │ … │ K             │ L              │ …
//!  hidden ─ │   │ kohyo:grade   │ kohyo:reason   │                          column words
//!           │ … │ A             │ 目標に届いた     │ kohyo:{"row":"kpi",…}    row words, in a hidden column
//! ```
//! An entry is where a row's word and a column's word meet (where cells are merged there, the upper left of
//! them, which may stand left of the column: 意見 is as wide as the page), so rows may be sorted, hidden or moved and columns
//! inserted. A row's word says everything about whose the entry is; nothing else on the sheet has to be read. Where
//! lines can be sorted, the numbers people see have a column word of their own: a line that shows another number
//! than its word says was sorted without it.

use crate::model::{FiscalYear, Measure, Part, Period};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What every word begins with.
const SIGN: &str = "kohyo:";

/// The version of the words; a new one where they change their meaning.
const VERSION: u8 = 1;

/// What a list shows in the place of a number that is not there.
pub const NO_NUMBER: &str = "－";

/// What a row takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RowKind {
    /// 進捗評価
    Progress,
    /// 実績評価 KPI
    Kpi,
    /// 実績評価 KGI
    Kgi,
    /// 意見
    Opinion,
    /// The decision of the headquarters.
    Decision,
}

impl RowKind {
    /// The measure rated; `None` for an opinion or a decision.
    pub const fn measure(self) -> Option<Measure> {
        match self {
            Self::Progress => Some(Measure::Progress),
            Self::Kpi => Some(Measure::Kpi),
            Self::Kgi => Some(Measure::Kgi),
            Self::Opinion | Self::Decision => None,
        }
    }

    /// The row of a measure's rating.
    pub const fn of(measure: Measure) -> Self {
        match measure {
            Measure::Progress => Self::Progress,
            Measure::Kpi => Self::Kpi,
            Measure::Kgi => Self::Kgi,
        }
    }
}

/// What a column takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ColumnTag {
    /// S, A, B or C.
    Grade,
    /// Words: 評価理由, 意見, or why something was decided.
    Reason,
    /// 継続・再構築・見直し・撤退
    Outcome,
    /// Nothing: the project's number as people see it, to be held against the row's word.
    Number,
}

impl ColumnTag {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Grade, Self::Reason, Self::Outcome, Self::Number];

    const fn key(self) -> &'static str {
        match self {
            Self::Grade => "grade",
            Self::Reason => "reason",
            Self::Outcome => "outcome",
            Self::Number => "number",
        }
    }
}

impl fmt::Display for ColumnTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SIGN}{}", self.key())
    }
}

/// Whose the entries of a row are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RowTag {
    /// [`VERSION`].
    version: u8,
    /// What it takes.
    pub row: RowKind,
    /// The fiscal year rated.
    pub fiscal_year: FiscalYear,
    /// The part of it.
    pub part: Option<Part>,
    /// The project's number; `None` where the form has none.
    pub number: Option<String>,
    /// The form's file, as in the data.
    pub file: String,
    /// The form's sheet.
    pub sheet: String,
    /// Whose page it is; `None` where that is not known, and for decisions.
    pub evaluator: Option<String>,
}

impl RowTag {
    /// The word of a row on a project's page or line.
    pub fn new(
        row: RowKind,
        period: &Period,
        number: Option<&str>,
        source: [&str; 2],
        evaluator: Option<&str>,
    ) -> Self {
        let [file, sheet] = source.map(str::to_owned);
        Self {
            version: VERSION,
            row,
            fiscal_year: period.fiscal_year,
            part: period.part,
            number: number.map(str::to_owned),
            file,
            sheet,
            evaluator: evaluator.map(str::to_owned),
        }
    }
}

impl RowTag {
    /// The number as a list shows it.
    pub fn shown_number(&self) -> &str {
        self.number.as_deref().unwrap_or(NO_NUMBER)
    }
}

impl fmt::Display for RowTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        write!(f, "{SIGN}{json}")
    }
}

/// A word found in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// What the column takes.
    Column(ColumnTag),
    /// Whose the row is.
    Row(Box<RowTag>),
    /// A word of kohyo, but none that this version knows or that is whole.
    Unknown,
}

/// Reads a cell's text; `None` where it is no word of kohyo.
pub fn read(text: &str) -> Option<Tag> {
    let word = text.trim().strip_prefix(SIGN)?;
    if let Some(column) = ColumnTag::ALL.into_iter().find(|tag| tag.key() == word) {
        return Some(Tag::Column(column));
    }
    let row = serde_json::from_str::<RowTag>(word).ok();
    Some(match row.filter(|row| row.version == VERSION) {
        Some(row) => Tag::Row(Box::new(row)),
        None => Tag::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> RowTag {
        let period = Period::ending(FiscalYear(2020), Some(Part::H1));
        RowTag::new(
            RowKind::Kpi,
            &period,
            Some("4-1"),
            ["総務部/「個票」.xlsx", "個票 \"改\""],
            Some("総務部長"),
        )
    }

    #[test]
    fn words_come_back() {
        assert_eq!(read(&row().to_string()), Some(Tag::Row(Box::new(row()))));
        for column in ColumnTag::ALL {
            assert_eq!(read(&column.to_string()), Some(Tag::Column(column)));
        }
    }

    #[test]
    fn words_of_others_are_told_from_none() {
        let later = row().to_string().replace("\"version\":1", "\"version\":2");
        assert_ne!(later, row().to_string());
        let cut = row().to_string().replace("長\"}", "");
        for text in [later.as_str(), &cut, "kohyo:colour"] {
            assert_eq!(read(text), Some(Tag::Unknown), "{text}");
        }
        assert_eq!(read("目標に届いた"), None);
    }
}
