//! Which period is rated: the one asked for, else the year that the forms' titles name.

use super::Batch;
use super::paths::path_order;
use crate::finding::{Code, Finding};
use crate::model::{Field, FiscalYear, Month, Part, Period, ProjectSheet};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How many files of a year are named when titles disagree.
const NAMED: usize = 3;

/// The period, and how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenPeriod {
    /// What is rated.
    pub period: Period,
    /// Nobody named it; the forms' titles did.
    pub from_titles: bool,
}

/// Why no period could be chosen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// No form was read.
    #[error(
        "個票として読めたファイルがなく、対象の年度を決められません。kohyo check で理由を確認するか、--period R2-H1 のように期間を指定してください。"
    )]
    NoForms,
    /// No title names a year.
    #[error(
        "個票の表題に年度がなく、対象の年度を決められません。--period R2-H1 のように期間を指定してください。"
    )]
    NoYear,
    /// The titles name several years; each with its files.
    #[error(
        "個票の表題の年度がそろっていません（{0}）。--period R2-H1 のように期間を指定してください。"
    )]
    Disagree(String),
}

impl Batch {
    /// The period given, else the whole year that the titles agree on; looked at on `as_of`, else on
    /// its last day.
    ///
    /// # Errors
    /// When no period is given and the titles name none or several.
    pub fn period(
        &self,
        given: Option<(FiscalYear, Option<Part>)>,
        as_of: Option<NaiveDate>,
    ) -> Result<ChosenPeriod, PeriodError> {
        let (year, part) = match given {
            Some(given) => given,
            None => (titled_year(&self.sheets)?, None),
        };
        let mut period = Period::ending(year, part);
        period.as_of = as_of.unwrap_or(period.as_of);
        Ok(ChosenPeriod {
            period,
            from_titles: given.is_none(),
        })
    }
}

fn titled_year(sheets: &[ProjectSheet]) -> Result<FiscalYear, PeriodError> {
    let mut files: BTreeMap<FiscalYear, BTreeSet<&str>> = BTreeMap::new();
    for sheet in sheets {
        if let Some(year) = sheet.fiscal_year {
            files.entry(year).or_default().insert(&sheet.source.file);
        }
    }
    let mut years = files.keys();
    match (years.next(), years.next()) {
        (Some(year), None) => Ok(*year),
        (None, _) if sheets.is_empty() => Err(PeriodError::NoForms),
        (None, _) => Err(PeriodError::NoYear),
        _ => Err(PeriodError::Disagree(named(&files))),
    }
}

/// `令和2年度: a.xlsx、b.xlsx ほか2件、令和3年度: c.xlsx`
fn named(files: &BTreeMap<FiscalYear, BTreeSet<&str>>) -> String {
    let years = files.iter().map(|(year, files)| {
        let mut names: Vec<&str> = files.iter().copied().collect();
        names.sort_by(|a, b| path_order(a, b));
        let rest = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let rest = match rest {
            0 => String::new(),
            rest => format!(" ほか{rest}件"),
        };
        format!("{}: {}{rest}", year.japanese(), names.join("、"))
    });
    years.collect::<Vec<_>>().join("、")
}

impl ChosenPeriod {
    /// What should be said on screen about the choice, in one or two sentences.
    pub fn remark(&self) -> Option<String> {
        let Period {
            fiscal_year,
            part,
            as_of,
        } = self.period;
        let mut remarks = Vec::new();
        if self.from_titles {
            remarks.push(format!(
                "期間の指定がないので、個票の表題にある{}の全体を対象にします。",
                fiscal_year.japanese()
            ));
        }
        let last = Period::ending(fiscal_year, part).as_of;
        let first = Month::of(last).plus(1 - length(part));
        if Month::of(as_of) < first || as_of > last {
            remarks.push(format!(
                "基準日 {as_of} は{}の外です。--as-of を確認してください。",
                self.period.japanese()
            ));
        }
        (!remarks.is_empty()).then(|| remarks.concat())
    }
}

/// Months of a part of a fiscal year.
const fn length(part: Option<Part>) -> i32 {
    match part {
        None => 12,
        Some(Part::H1 | Part::H2) => 6,
        Some(Part::Q1 | Part::Q2 | Part::Q3 | Part::Q4) => 3,
    }
}

/// A form titled with another year than the rated one, or with none.
pub(super) fn differing_title(sheet: &ProjectSheet, period: &Period) -> Option<Finding> {
    let rated = period.fiscal_year;
    let message = match sheet.fiscal_year {
        Some(year) if year == rated => return None,
        Some(year) => format!(
            "表題は{}ですが、{}の欄で評価しました",
            year.japanese(),
            rated.japanese()
        ),
        None => format!(
            "表題から年度を読み取れないので、{}の欄で評価しました",
            rated.japanese()
        ),
    };
    let source = &sheet.source;
    let finding = Finding::new(Code::YearDiffers, message)
        .in_file(&source.file)
        .on_sheet(&source.sheet)
        .at(source.cells.get(Field::FiscalYear))
        .about(Field::FiscalYear);
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::inside(Some(Part::H2), "2020-10-01", false)]
    #[case::last_day(Some(Part::H2), "2021-03-31", false)]
    #[case::before(Some(Part::H2), "2020-09-30", true)]
    #[case::after(Some(Part::Q1), "2020-07-01", true)]
    #[case::whole_year(None, "2020-04-01", false)]
    #[case::another_year(None, "2021-04-01", true)]
    fn a_day_outside_the_period_is_remarked_on(
        #[case] part: Option<Part>,
        #[case] as_of: &str,
        #[case] outside: bool,
    ) {
        let given = Some((FiscalYear(2020), part));
        let chosen = Batch::default().period(given, as_of.parse().ok()).unwrap();
        assert_eq!(chosen.remark().is_some(), outside);
    }
}
