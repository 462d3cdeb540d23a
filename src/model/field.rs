//! The names of what a form holds, used as paths in `dataset.json` and in findings.

use super::fiscal::FiscalYear;
use super::rating::Measure;
use super::texts::TextField;
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
    /// One of the texts
    Text(TextField),
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
            Self::Text(field) => field.label().into(),
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
            Self::Text(field) => f.write_str(field.key()),
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

/// The fields without a year, item or measure, beside the texts.
const SINGLES: [Field; 6] = [
    Field::Number,
    Field::Name,
    Field::FiscalYear,
    Field::Departments,
    Field::Opinion,
    Field::Decision,
];

fn of_form(name: &str) -> Option<Field> {
    let text = || TextField::of_key(name).map(Field::Text);
    let mut singles = SINGLES.into_iter();
    singles
        .find(|field| field.to_string() == name)
        .or_else(text)
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

/// `{"name": "B4", "years.2019.target.kpi": "C10"}`, in the order of the form.
impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_read_back() {
        let year = FiscalYear(2020);
        let mut fields = Vec::from(SINGLES);
        fields.extend(TextField::ALL.iter().copied().map(Field::Text));
        fields.extend([
            Field::Year(year),
            Field::Budget(year),
            Field::Settlement(year),
            Field::Item(3),
            Field::ItemText(3),
            Field::ItemNote(3, year),
            Field::ItemPlanned(3),
            Field::ItemActual(3),
        ]);
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
