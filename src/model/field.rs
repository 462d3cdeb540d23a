//! The names of what a form holds, used as paths in `dataset.json` and in findings.

use super::fiscal::FiscalYear;
use super::rating::Measure;
use crate::workbook::CellPos;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A place in a project sheet's data. Its `Display` is the dotted path: `years.2019.target.kpi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// 番号
    Number,
    /// 事業名称
    Name,
    /// The year in the form's title
    FiscalYear,
    /// 担当部課
    Departments,
    /// 実施責任者
    Implementer,
    /// 事業概要
    Summary,
    /// 指針の重点目標
    FocusGoal,
    /// 現状
    CurrentState,
    /// 重要目標達成指標
    Kgi,
    /// 重要業績評価指標
    Kpi,
    /// 期待される効果
    ExpectedEffect,
    /// 備考
    Remarks,
    /// 提出日
    SubmittedOn,
    /// 担当者・連絡先
    Contact,
    /// A whole year column
    Year(FiscalYear),
    /// 目標値
    Target(FiscalYear, Measure),
    /// 実績値
    Actual(FiscalYear, Measure),
    /// 予算額
    Budget(FiscalYear),
    /// 決算額
    Settlement(FiscalYear),
    /// A whole row of the schedule, by item number
    Item(u32),
    /// 実施項目's text
    ItemText(u32),
    /// A text under a year in the schedule
    ItemNote(u32, FiscalYear),
    /// The planned spans of an item
    ItemPlanned(u32),
    /// The actual spans of an item
    ItemActual(u32),
    /// A whole rating
    Rating(Measure),
    /// The grade the evaluator gave
    RatingDeclared(Measure),
    /// 評価理由
    RatingReason(Measure),
    /// The rating that stands
    RatingFinal(Measure),
    /// 意見 of the evaluator
    Opinion,
    /// The decision of the headquarters
    Decision,
}

impl Field {
    /// The name a reader of the form knows: `事業名称`, `令和2年度の目標値（KPI）`.
    pub fn japanese(self) -> String {
        match self {
            Self::Number => "番号".into(),
            Self::Name => "事業名称".into(),
            Self::FiscalYear => "表題の年度".into(),
            Self::Departments => "担当部課".into(),
            Self::Implementer => "実施責任者".into(),
            Self::Summary => "事業概要".into(),
            Self::FocusGoal => "指針の重点目標".into(),
            Self::CurrentState => "現状".into(),
            Self::Kgi => "重要目標達成指標【KGI】".into(),
            Self::Kpi => "重要業績評価指標【KPI】".into(),
            Self::ExpectedEffect => "期待される効果".into(),
            Self::Remarks => "備考".into(),
            Self::SubmittedOn => "提出日".into(),
            Self::Contact => "担当者・連絡先".into(),
            Self::Year(year) => year.japanese(),
            Self::Target(year, m) => format!("{}の目標値（{}）", year.japanese(), m.japanese()),
            Self::Actual(year, m) => format!("{}の実績値（{}）", year.japanese(), m.japanese()),
            Self::Budget(year) => format!("{}の予算額", year.japanese()),
            Self::Settlement(year) => format!("{}の決算額", year.japanese()),
            Self::Item(n) | Self::ItemText(n) => format!("実施項目{n}"),
            Self::ItemNote(n, year) => format!("実施項目{n}の{}", year.japanese()),
            Self::ItemPlanned(n) => format!("実施項目{n}の計画"),
            Self::ItemActual(n) => format!("実施項目{n}の実績"),
            Self::Rating(m) | Self::RatingDeclared(m) | Self::RatingFinal(m) => match m {
                Measure::Progress => "進捗評価".into(),
                _ => format!("実績評価{}", m.japanese()),
            },
            Self::RatingReason(m) => format!("{}の評価理由", Self::Rating(m).japanese()),
            Self::Opinion => "意見".into(),
            Self::Decision => "推進本部の決定".into(),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number => f.write_str("number"),
            Self::Name => f.write_str("name"),
            Self::FiscalYear => f.write_str("fiscal_year"),
            Self::Departments => f.write_str("departments"),
            Self::Implementer => f.write_str("implementer"),
            Self::Summary => f.write_str("summary"),
            Self::FocusGoal => f.write_str("focus_goal"),
            Self::CurrentState => f.write_str("current_state"),
            Self::Kgi => f.write_str("kgi"),
            Self::Kpi => f.write_str("kpi"),
            Self::ExpectedEffect => f.write_str("expected_effect"),
            Self::Remarks => f.write_str("remarks"),
            Self::SubmittedOn => f.write_str("submitted_on"),
            Self::Contact => f.write_str("contact"),
            Self::Year(year) => write!(f, "years.{year}"),
            Self::Target(year, m) => write!(f, "years.{year}.target.{}", m.key()),
            Self::Actual(year, m) => write!(f, "years.{year}.actual.{}", m.key()),
            Self::Budget(year) => write!(f, "years.{year}.budget"),
            Self::Settlement(year) => write!(f, "years.{year}.settlement"),
            Self::Item(n) => write!(f, "items.{n}"),
            Self::ItemText(n) => write!(f, "items.{n}.text"),
            Self::ItemNote(n, year) => write!(f, "items.{n}.notes.{year}"),
            Self::ItemPlanned(n) => write!(f, "items.{n}.planned"),
            Self::ItemActual(n) => write!(f, "items.{n}.actual"),
            Self::Rating(m) => write!(f, "ratings.{}", m.key()),
            Self::RatingDeclared(m) => write!(f, "ratings.{}.declared", m.key()),
            Self::RatingReason(m) => write!(f, "ratings.{}.reason", m.key()),
            Self::RatingFinal(m) => write!(f, "ratings.{}.final", m.key()),
            Self::Opinion => f.write_str("opinion"),
            Self::Decision => f.write_str("decision"),
        }
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A text that is no path of a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("「{0}」は項目の名前ではありません")]
pub struct ParseFieldError(String);

impl FromStr for Field {
    type Err = ParseFieldError;

    /// Reads what `Display` writes.
    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = path.split('.').collect();
        let field = match parts.as_slice() {
            [name] => of_form(name),
            ["years", year, rest @ ..] => of_year(year, rest),
            ["items", number, rest @ ..] => of_item(number, rest),
            ["ratings", measure, rest @ ..] => of_rating(measure, rest),
            _ => None,
        };
        field.ok_or_else(|| ParseFieldError(path.to_owned()))
    }
}

fn of_form(name: &str) -> Option<Field> {
    Some(match name {
        "number" => Field::Number,
        "name" => Field::Name,
        "fiscal_year" => Field::FiscalYear,
        "departments" => Field::Departments,
        "implementer" => Field::Implementer,
        "summary" => Field::Summary,
        "focus_goal" => Field::FocusGoal,
        "current_state" => Field::CurrentState,
        "kgi" => Field::Kgi,
        "kpi" => Field::Kpi,
        "expected_effect" => Field::ExpectedEffect,
        "remarks" => Field::Remarks,
        "submitted_on" => Field::SubmittedOn,
        "contact" => Field::Contact,
        "opinion" => Field::Opinion,
        "decision" => Field::Decision,
        _ => return None,
    })
}

fn of_year(year: &str, rest: &[&str]) -> Option<Field> {
    let year = FiscalYear(year.parse().ok()?);
    match rest {
        [] => Some(Field::Year(year)),
        ["target", measure] => Some(Field::Target(year, Measure::of_key(measure)?)),
        ["actual", measure] => Some(Field::Actual(year, Measure::of_key(measure)?)),
        ["budget"] => Some(Field::Budget(year)),
        ["settlement"] => Some(Field::Settlement(year)),
        _ => None,
    }
}

fn of_item(number: &str, rest: &[&str]) -> Option<Field> {
    let number = number.parse().ok()?;
    match rest {
        [] => Some(Field::Item(number)),
        ["text"] => Some(Field::ItemText(number)),
        ["notes", year] => Some(Field::ItemNote(number, FiscalYear(year.parse().ok()?))),
        ["planned"] => Some(Field::ItemPlanned(number)),
        ["actual"] => Some(Field::ItemActual(number)),
        _ => None,
    }
}

fn of_rating(measure: &str, rest: &[&str]) -> Option<Field> {
    let measure = Measure::of_key(measure)?;
    match rest {
        [] => Some(Field::Rating(measure)),
        ["declared"] => Some(Field::RatingDeclared(measure)),
        ["reason"] => Some(Field::RatingReason(measure)),
        ["final"] => Some(Field::RatingFinal(measure)),
        _ => None,
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = String::deserialize(deserializer)?;
        path.parse().map_err(serde::de::Error::custom)
    }
}

/// The cell each value was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(BTreeMap<Field, CellPos>);

impl FromIterator<(Field, CellPos)> for Cells {
    fn from_iter<I: IntoIterator<Item = (Field, CellPos)>>(cells: I) -> Self {
        Self(cells.into_iter().collect())
    }
}

impl Cells {
    /// Notes where a value stands; the first place stays.
    pub fn note(&mut self, field: Field, cell: CellPos) {
        self.0.entry(field).or_insert(cell);
    }

    /// Forgets a place, where a value turned out to be none.
    pub fn forget(&mut self, field: Field) {
        self.0.remove(&field);
    }

    /// Where a value stands.
    pub fn get(&self, field: Field) -> Option<CellPos> {
        self.0.get(&field).copied()
    }

    /// All fields taken, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (Field, CellPos)> + '_ {
        self.0.iter().map(|(field, cell)| (*field, *cell))
    }
}

/// A list of path, row and column: a cell may lie where no address reaches.
impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|(field, at)| (field, at.row, at.col)))
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let listed = Vec::<(Field, u32, u32)>::deserialize(deserializer)?;
        let cells = listed.into_iter();
        let cells = cells.map(|(field, row, col)| (field, CellPos::new(row, col)));
        Ok(Self(cells.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_read_back() {
        let year = FiscalYear(2020);
        let mut fields = vec![
            Field::Number,
            Field::Name,
            Field::FiscalYear,
            Field::Departments,
            Field::Implementer,
            Field::Summary,
            Field::FocusGoal,
            Field::CurrentState,
            Field::Kgi,
            Field::Kpi,
            Field::ExpectedEffect,
            Field::Remarks,
            Field::SubmittedOn,
            Field::Contact,
            Field::Opinion,
            Field::Decision,
            Field::Year(year),
            Field::Budget(year),
            Field::Settlement(year),
            Field::Item(3),
            Field::ItemText(3),
            Field::ItemNote(3, year),
            Field::ItemPlanned(3),
            Field::ItemActual(3),
        ];
        for measure in Measure::ALL {
            fields.extend([
                Field::Target(year, measure),
                Field::Actual(year, measure),
                Field::Rating(measure),
                Field::RatingDeclared(measure),
                Field::RatingReason(measure),
                Field::RatingFinal(measure),
            ]);
        }
        for field in fields {
            assert_eq!(field.to_string().parse(), Ok(field));
        }
        for path in [
            "",
            "years",
            "years.x",
            "items.1.2",
            "ratings.cost",
            "name.x",
        ] {
            assert!(path.parse::<Field>().is_err(), "{path}");
        }
    }
}
