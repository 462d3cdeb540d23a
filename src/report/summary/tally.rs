//! What the headquarters summary counts: ratings by group, and money by fiscal year. Pure.
//!
//! Three rules hold everywhere: a number sent twice is counted once, what is not rated or out of scope stays
//! out of the percentages, and a blank amount is not an amount of zero.

use super::standing::{Origin, Standing};
use crate::model::{
    ByMeasure, FiscalYear, Grade, Measure, Period, Project, Scope, TextField, YearRecord,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The group of projects without a lead bureau.
pub(super) const NO_BUREAU: &str = "（部の記載なし）";
/// The group of projects without a focus goal.
pub(super) const NO_FOCUS: &str = "（記載なし）";
/// A group's label is cut after so many characters.
const LABEL_CHARS: usize = 80;
/// Decimals kept of a share: what a spreadsheet's own division shows.
const SHARE_DECIMALS: u32 = 15;

/// One project with the groups it belongs to.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The project.
    pub(super) project: &'a Project,
    /// Whether it is counted: of a number sent twice only the first in order is.
    pub(super) counted: bool,
    /// The lead bureau (the first one named), as first spelled, else [`NO_BUREAU`].
    pub(super) bureau: String,
    /// The focus goal, as first spelled, else [`NO_FOCUS`].
    pub(super) focus: String,
    /// Where each rating stands.
    pub(super) standings: ByMeasure<Standing>,
}

/// Every project as a line, in the order given.
pub(super) fn lines<'a>(projects: &'a [Project], period: &Period) -> Vec<Line<'a>> {
    let mut numbers = BTreeSet::new();
    let mut bureaus = Spellings::default();
    let mut goals = Spellings::default();
    projects
        .iter()
        .map(|project| {
            let sheet = &project.sheet;
            let lead = sheet.departments.iter().find_map(|d| d.bureau.as_deref());
            Line {
                project,
                counted: sheet
                    .number
                    .as_deref()
                    .is_none_or(|number| numbers.insert(number)),
                bureau: bureaus.first(lead.unwrap_or_default(), NO_BUREAU),
                focus: goals.first(
                    sheet.text(TextField::FocusGoal).unwrap_or_default(),
                    NO_FOCUS,
                ),
                standings: Standing::all(project, period),
            }
        })
        .collect()
}

/// The first spelling of each name; names that differ in width, case or white space only are one.
#[derive(Default)]
struct Spellings(BTreeMap<String, String>);

impl Spellings {
    fn first(&mut self, name: &str, blank: &str) -> String {
        let key: String = name
            .nfkc()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_uppercase)
            .collect();
        if key.is_empty() {
            return blank.to_owned();
        }
        if let Some(known) = self.0.get(&key) {
            return known.clone();
        }
        let label = self.short(name.trim());
        self.0.insert(key, label.clone());
        label
    }

    /// A name short enough for the heading of a group, and unlike every other.
    fn short(&self, name: &str) -> String {
        let Some((end, _)) = name.char_indices().nth(LABEL_CHARS) else {
            return name.to_owned();
        };
        let cut = |at: usize| match at {
            1 => format!("{}…", &name[..end]),
            at => format!("{}…（{at}）", &name[..end]),
        };
        let taken = |label: &String| self.0.values().any(|known| known == label);
        (1..)
            .map(cut)
            .find(|label| !taken(label))
            .unwrap_or_default()
    }
}

/// How often each grade was given for one measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    grades: [usize; Grade::ALL.len()],
    /// Projects that nobody could rate.
    pub(super) unrated: usize,
    /// Projects left out on purpose.
    pub(super) out_of_scope: usize,
    /// Rated projects whose grade is only proposed.
    pub(super) proposed: usize,
}

impl Counts {
    fn add(&mut self, standing: Standing) {
        match standing {
            Standing::Unrated => self.unrated += 1,
            Standing::OutOfScope(_) => self.out_of_scope += 1,
            Standing::Rated(grade, origin) => {
                self.grades[grade as usize] += 1;
                self.proposed += usize::from(origin == Origin::Proposed);
            }
        }
    }

    /// How often a grade was given.
    pub(super) const fn of(&self, grade: Grade) -> usize {
        self.grades[grade as usize]
    }

    /// Projects with a grade: what percentages are taken of.
    pub(super) fn rated(&self) -> usize {
        self.grades.iter().sum()
    }

    /// A grade's share of the rated projects, 0 to 1; `None` where nothing is rated.
    pub(super) fn share(&self, grade: Grade) -> Option<Decimal> {
        Decimal::from(self.of(grade))
            .checked_div(Decimal::from(self.rated()))
            .map(|share| share.round_dp(SHARE_DECIMALS).normalize())
    }
}

/// The ratings of one group of projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Projects counted.
    pub(super) projects: usize,
    /// Their grades.
    pub(super) counts: ByMeasure<Counts>,
}

impl Tally {
    /// The ratings of the counted lines that `belongs` takes.
    pub(super) fn of(lines: &[Line<'_>], belongs: impl Fn(&Line<'_>) -> bool) -> Self {
        let mut tally = Self::default();
        for line in lines.iter().filter(|line| line.counted && belongs(line)) {
            tally.projects += 1;
            for measure in Measure::ALL {
                let standing = *line.standings.get(measure);
                tally.counts.get_mut(measure).add(standing);
            }
        }
        tally
    }
}

/// What projects are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouping {
    /// 区分
    Scope,
    /// 部, the lead bureau
    Bureau,
    /// 重点目標
    Focus,
}

impl Grouping {
    /// The name of the group a line belongs to.
    pub(super) fn label<'a>(self, line: &'a Line<'_>) -> &'a str {
        match self {
            Self::Scope => line.project.responsibility.scope.japanese(),
            Self::Bureau => &line.bureau,
            Self::Focus => &line.focus,
        }
    }

    /// Every group with its ratings: scopes in the source's order, also those without a project;
    /// bureaus and goals in the order of their first project, what names none last.
    pub(super) fn groups(self, lines: &[Line<'_>]) -> Vec<(String, Tally)> {
        self.labels(lines)
            .into_iter()
            .map(|label| {
                let tally = Tally::of(lines, |line| self.label(line) == label);
                (label, tally)
            })
            .collect()
    }

    /// The names of the groups, in the same order.
    pub(super) fn labels(self, lines: &[Line<'_>]) -> Vec<String> {
        if self == Self::Scope {
            return Scope::ALL.map(|scope| scope.japanese().to_owned()).into();
        }
        let mut labels: Vec<String> = Vec::new();
        for line in lines.iter().filter(|line| line.counted) {
            let label = self.label(line);
            if !labels.iter().any(|known| known == label) {
                labels.push(label.to_owned());
            }
        }
        labels.sort_by_key(|label| [NO_BUREAU, NO_FOCUS].contains(&label.as_str()));
        labels
    }
}

/// Amounts of one kind in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Total {
    /// Thousand yen; `None` where the sum is beyond what can be counted exactly.
    pub(super) sum: Option<Decimal>,
    /// How many projects gave an amount, zero included.
    pub(super) given: usize,
}

/// Which of the two amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Money {
    /// 予算額
    Budget,
    /// 決算額
    Settlement,
}

impl Money {
    /// Both, in the form's order.
    pub(super) const ALL: [Self; 2] = [Self::Budget, Self::Settlement];

    /// The name on paper.
    pub(super) const fn japanese(self) -> &'static str {
        match self {
            Self::Budget => "予算額",
            Self::Settlement => "決算額",
        }
    }

    /// The amount of a year column, thousand yen.
    pub(super) const fn of(self, record: &YearRecord) -> Option<Decimal> {
        match self {
            Self::Budget => record.budget,
            Self::Settlement => record.settlement,
        }
    }

    /// The amount a project gave for a year.
    pub(super) fn given(self, project: &Project, year: FiscalYear) -> Option<Decimal> {
        project.sheet.year(year).and_then(|record| self.of(record))
    }

    /// The sum over the counted lines.
    pub(super) fn total(self, lines: &[Line<'_>], year: FiscalYear) -> Total {
        let amounts = lines
            .iter()
            .filter(|line| line.counted)
            .filter_map(|line| self.given(line.project, year));
        let mut total = Total {
            sum: Some(Decimal::ZERO),
            given: 0,
        };
        for amount in amounts {
            total.given += 1;
            total.sum = total.sum.and_then(|sum| sum.checked_add(amount));
        }
        total
    }
}

/// Every fiscal year that any form has a column for, in order.
pub(super) fn years(lines: &[Line<'_>]) -> Vec<FiscalYear> {
    let years: BTreeSet<FiscalYear> = lines
        .iter()
        .flat_map(|line| &line.project.sheet.years)
        .map(|record| record.fiscal_year)
        .collect();
    years.into_iter().collect()
}

#[cfg(test)]
mod tests;
