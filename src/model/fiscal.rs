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
        match self.0 {
            2019 => "令和元年度".to_owned(),
            year if year > 2019 => format!("令和{}年度", year - 2018),
            1989 => "平成元年度".to_owned(),
            year if year > 1989 => format!("平成{}年度", year - 1988),
            year => format!("{year}年度"),
        }
    }

    /// The short heading of the form: `R2`, `H30`.
    pub fn short(self) -> String {
        match self.0 {
            year if year >= 2019 => format!("R{}", year - 2018),
            year if year >= 1989 => format!("H{}", year - 1988),
            year => year.to_string(),
        }
    }
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
        let year = match self.year() {
            // The era Reiwa began in May 2019; its first fiscal year is counted from April.
            year if year >= 2019 => format!("R{}", year - 2018),
            year => format!("H{}", year - 1988),
        };
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
