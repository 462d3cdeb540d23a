//! Fiscal years, months and rating periods. A fiscal year runs from April to March; R1 is 2019.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A Japanese fiscal year by the western year of its April.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// April of the year.
    pub const fn first_month(self) -> Month {
        Month(self.0 * 12 + 3)
    }

    /// March of the following calendar year.
    pub const fn last_month(self) -> Month {
        Month(self.0 * 12 + 14)
    }

    /// The fiscal year a day belongs to.
    pub fn of(date: NaiveDate) -> Self {
        Month::of(date).fiscal_year()
    }

    /// The name officers use: `令和2年度`, `平成30年度`, else `2100年度` style for years before Heisei.
    pub fn japanese(self) -> String {
        format!("{}度", era_year(self.0, Era::of_year(self.0)))
    }

    /// The short heading of the form: `R2`, `H30`.
    pub fn short(self) -> String {
        short_year(self.0)
    }
}

/// A time whose years are counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
    /// `令和`
    pub name: &'static str,
    /// `R`
    pub letter: &'static str,
    /// The western year before its first.
    pub before: i32,
    /// The day it began.
    pub began: NaiveDate,
}

impl Era {
    /// Since 2019.
    pub const REIWA: Self = Self::new("令和", "R", 2018, (5, 1));
    /// Since 1989.
    pub const HEISEI: Self = Self::new("平成", "H", 1988, (1, 8));
    /// Those that years are written by, newest first.
    pub const ALL: [Self; 2] = [Self::REIWA, Self::HEISEI];

    const fn new(
        name: &'static str,
        letter: &'static str,
        before: i32,
        (month, day): (u32, u32),
    ) -> Self {
        let began = match NaiveDate::from_ymd_opt(before + 1, month, day) {
            Some(day) => day,
            None => NaiveDate::MIN,
        };
        Self {
            name,
            letter,
            before,
            began,
        }
    }

    /// The era a fiscal year is named by, which is the one its last months are in; none before Heisei.
    fn of_year(year: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|era| year > era.before)
    }
}

/// `令和元年`, `令和2年`, `1988年`
fn era_year(year: i32, era: Option<Era>) -> String {
    match era {
        Some(era) if year - era.before == 1 => format!("{}元年", era.name),
        Some(era) => format!("{}{}年", era.name, year - era.before),
        None => format!("{year}年"),
    }
}

fn short_year(year: i32) -> String {
    match Era::of_year(year) {
        Some(era) => format!("{}{}", era.letter, year - era.before),
        None => year.to_string(),
    }
}

/// The year of a day as public papers write it: `令和元年` from May 2019 on; days before Heisei by the
/// western year.
pub fn year_of_day(day: NaiveDate) -> String {
    let era = Era::ALL.into_iter().find(|era| day >= era.began);
    era_year(day.year(), era)
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A calendar month, counted from January of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(pub i32);

impl Month {
    /// A month by calendar year and month number 1 to 12.
    pub const fn new(year: i32, month: u32) -> Self {
        Self(year * 12 + month as i32 - 1)
    }

    /// The month of a day.
    pub fn of(date: NaiveDate) -> Self {
        Self::new(date.year(), date.month())
    }

    /// Calendar year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Month number, 1 to 12.
    pub const fn number(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// The fiscal year the month belongs to.
    pub const fn fiscal_year(self) -> FiscalYear {
        FiscalYear((self.0 - 3).div_euclid(12))
    }

    /// The month `months` later (earlier where negative).
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// As officers write it: `R2.4`.
    pub fn japanese(self) -> String {
        // A fiscal year that begins before an era is named by it, and so are its months.
        let year = short_year(self.year());
        format!("{year}.{}", self.number())
    }
}

impl fmt::Display for Month {
    /// Writes `2019-04`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let wrong = || serde::de::Error::custom(format!("「{text}」は年月ではありません"));
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        match (year.parse(), month.parse()) {
            (Ok(year), Ok(month @ 1..=12)) => Ok(Self::new(year, month)),
            _ => Err(wrong()),
        }
    }
}

/// The part of a fiscal year that is rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// 第1四半期, April to June.
    Q1,
    /// 第2四半期, July to September.
    Q2,
    /// 第3四半期, October to December.
    Q3,
    /// 第4四半期, January to March.
    Q4,
    /// 上期, April to September.
    H1,
    /// 下期, October to March.
    H2,
}

impl Part {
    /// How many months after April the part ends, counting April as 1.
    const fn months(self) -> i32 {
        match self {
            Self::Q1 => 3,
            Self::Q2 | Self::H1 => 6,
            Self::Q3 => 9,
            Self::Q4 | Self::H2 => 12,
        }
    }

    /// The Japanese name, `上期` or `第1四半期`.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Q1 => "第1四半期",
            Self::Q2 => "第2四半期",
            Self::Q3 => "第3四半期",
            Self::Q4 => "第4四半期",
            Self::H1 => "上期",
            Self::H2 => "下期",
        }
    }
}

impl FromStr for Part {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "Q1" | "第1四半期" | "1Q" => Self::Q1,
            "Q2" | "第2四半期" | "2Q" => Self::Q2,
            "Q3" | "第3四半期" | "3Q" => Self::Q3,
            "Q4" | "第4四半期" | "4Q" => Self::Q4,
            "H1" | "上期" | "上半期" => Self::H1,
            "H2" | "下期" | "下半期" => Self::H2,
            _ => return Err(()),
        })
    }
}

/// The period the consolidation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The fiscal year rated.
    pub fiscal_year: FiscalYear,
    /// `None`: the whole year.
    pub part: Option<Part>,
    /// The day up to which progress is looked at.
    pub as_of: NaiveDate,
}

impl Period {
    /// A period looked at on its last day.
    pub fn ending(fiscal_year: FiscalYear, part: Option<Part>) -> Self {
        let last = fiscal_year
            .first_month()
            .plus(part.map_or(12, Part::months) - 1);
        let following = last.plus(1);
        let as_of = NaiveDate::from_ymd_opt(following.year(), following.number() as u32, 1)
            .and_then(|day| day.pred_opt())
            .unwrap_or(NaiveDate::MAX);
        Self {
            fiscal_year,
            part,
            as_of,
        }
    }

    /// The month of the as-of day.
    pub fn as_of_month(&self) -> Month {
        Month::of(self.as_of)
    }

    /// Whether results (KPI, KGI) are rated: half-yearly, so not for a quarter (source: 実績評価頻度 半期).
    pub const fn rates_results(&self) -> bool {
        matches!(self.part, None | Some(Part::H1 | Part::H2))
    }

    /// `令和2年度上期`.
    pub fn japanese(&self) -> String {
        format!(
            "{}{}",
            self.fiscal_year.japanese(),
            self.part.map_or("", Part::japanese)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_know_their_fiscal_year() {
        assert_eq!(Month::new(2020, 3).fiscal_year(), FiscalYear(2019));
        assert_eq!(Month::new(2020, 4).fiscal_year(), FiscalYear(2020));
        assert_eq!(FiscalYear(2019).first_month().to_string(), "2019-04");
        assert_eq!(FiscalYear(2019).last_month().to_string(), "2020-03");
    }

    #[test]
    fn periods_end_on_the_last_day_of_their_part() {
        for (part, day) in [
            (None, "2021-03-31"),
            (Some(Part::H1), "2020-09-30"),
            (Some(Part::H2), "2021-03-31"),
            (Some(Part::Q1), "2020-06-30"),
            (Some(Part::Q3), "2020-12-31"),
        ] {
            assert_eq!(
                Period::ending(FiscalYear(2020), part).as_of.to_string(),
                day
            );
        }
    }
}
