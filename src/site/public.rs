//! The gate: what of a period's data is for the public. Everything behind it sees [`Edition`]s only, so
//! that what does not pass here is on no page, in no data file and in no count.

use super::clean::{clean, line};
use super::settings::{PublicField, Settings};
use crate::dataset::Dataset;
use crate::model::{
    ByMeasure, Decision, Department, FiscalYear, Grade, Item, Measure, Note, Period, Project,
    Scope, Value, YearRecord,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// One period as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Name of the plan.
    pub plan: String,
    /// What was rated.
    pub period: Period,
    /// Its projects, in the order of the data; no number twice.
    pub entries: Vec<Entry>,
    /// Projects that stay inside.
    pub withheld: Vec<Withheld>,
}

/// A project that stays inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Its number, where it has one.
    pub number: Option<String>,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: Reason,
}

/// Why a project stays inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The headquarters has not decided on it.
    Undecided,
    /// It has no number to be known by.
    Unnumbered,
    /// Several sheets bear its number.
    Doubled,
}

impl Reason {
    /// What to tell the officer.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Undecided => "推進本部の決定がありません",
            Self::Unnumbered => "番号がありません",
            Self::Doubled => "同じ番号の個票が複数あります",
        }
    }
}

/// One project in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 番号 at that time.
    pub number: String,
    /// 事業名称
    pub name: String,
    /// 区分
    pub scope: Option<Scope>,
    /// 担当部課, the lead first.
    pub departments: Vec<Department>,
    /// The texts of the form that go out, none of them empty.
    pub texts: BTreeMap<PublicField, String>,
    /// Year columns.
    pub years: Vec<YearRecord>,
    /// The schedule.
    pub items: Vec<Item>,
    /// Ratings.
    pub ratings: ByMeasure<Rating>,
    /// What the headquarters decided.
    pub decision: Option<Decision>,
}

/// Who speaks in a rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Voice {
    /// It stands; by whom, where that is told.
    Final(Option<String>),
    /// The division's own (所管課の自己評価).
    Declared,
    /// The rules' proposal.
    Proposed,
}

/// One rating as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    /// The grade, and whose it is.
    pub grade: Option<(Grade, Voice)>,
    /// 評価理由
    pub reason: Option<String>,
    /// 達成率 in percent.
    pub achievement: Option<Decimal>,
}

impl Rating {
    /// The bare grade.
    pub fn letter(&self) -> Option<Grade> {
        self.grade.as_ref().map(|(grade, _)| *grade)
    }
}

impl Entry {
    /// The name of the lead bureau.
    pub fn bureau(&self) -> Option<&str> {
        self.departments.iter().find_map(|d| d.bureau.as_deref())
    }

    /// The column of a year.
    pub fn year(&self, year: FiscalYear) -> Option<&YearRecord> {
        self.years.iter().find(|record| record.fiscal_year == year)
    }

    /// One of the texts.
    pub fn text(&self, field: PublicField) -> Option<&str> {
        self.texts.get(&field).map(String::as_str)
    }
}

/// Lets pass what is for the public.
pub fn edition(dataset: &Dataset, settings: &Settings, undecided: bool) -> Edition {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for number in dataset.projects.iter().filter_map(number) {
        *count.entry(number).or_default() += 1;
    }
    let mut edition = Edition {
        plan: line(&dataset.plan),
        period: Period {
            fiscal_year: dataset.period.0,
            part: dataset.period.1,
            as_of: dataset.as_of,
        },
        entries: Vec::with_capacity(dataset.projects.len()),
        withheld: Vec::new(),
    };
    for project in &dataset.projects {
        let number = number(project);
        let why = match &number {
            None => Some(Reason::Unnumbered),
            Some(number) if count.get(number).is_some_and(|n| *n > 1) => Some(Reason::Doubled),
            Some(_) if project.decided.decision.is_none() && !undecided => Some(Reason::Undecided),
            Some(_) => None,
        };
        match (number, why) {
            (Some(number), None) => {
                let gate = Gate { project, settings };
                edition.entries.push(gate.entry(number));
            }
            (number, why) => edition.withheld.push(Withheld {
                number,
                name: name(project),
                why: why.unwrap_or(Reason::Unnumbered),
            }),
        }
    }
    edition
}

fn number(project: &Project) -> Option<String> {
    let number = project.sheet.number.as_deref().map(line);
    number.filter(|number| !number.is_empty())
}

fn name(project: &Project) -> String {
    let name = project.sheet.name.as_deref().map(line);
    name.filter(|name| !name.is_empty())
        .unwrap_or_else(|| "（名称の記載なし）".to_owned())
}

/// One project at the gate.
struct Gate<'a> {
    project: &'a Project,
    settings: &'a Settings,
}

impl Gate<'_> {
    fn shows(&self, field: PublicField) -> bool {
        self.settings.shows(field)
    }

    fn entry(&self, number: String) -> Entry {
        let sheet = &self.project.sheet;
        Entry {
            number,
            name: name(self.project),
            scope: self
                .shows(PublicField::Scope)
                .then_some(self.project.responsibility.scope),
            departments: self.departments(),
            texts: self.texts(),
            years: sheet.years.iter().map(|year| self.year(year)).collect(),
            items: self.items(),
            ratings: ByMeasure::each(|measure| self.rating(measure)),
            decision: self.decision(),
        }
    }

    fn departments(&self) -> Vec<Department> {
        if !self.shows(PublicField::Departments) {
            return Vec::new();
        }
        let departments = self.project.sheet.departments.iter();
        departments
            .map(|department| Department {
                bureau: department.bureau.as_deref().map(line),
                division: department.division.as_deref().map(line),
            })
            .collect()
    }

    fn texts(&self) -> BTreeMap<PublicField, String> {
        let text = |field: PublicField| {
            let text = match field {
                PublicField::Evaluator => self.project.responsibility.evaluator.as_deref(),
                PublicField::Text(text) => self.project.sheet.text(text),
                _ => None,
            };
            Some((field, clean(text?)))
        };
        PublicField::all()
            .filter(|field| self.shows(*field))
            .filter_map(text)
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    fn year(&self, record: &YearRecord) -> YearRecord {
        let values = |field, values: &ByMeasure<Option<Value>>| {
            ByMeasure::each(|measure| {
                let value = values.get(measure).as_ref();
                value.filter(|_| self.shows(field)).map(cleaned)
            })
        };
        YearRecord {
            fiscal_year: record.fiscal_year,
            target: values(PublicField::Targets, &record.target),
            actual: values(PublicField::Actuals, &record.actual),
            budget: record.budget.filter(|_| self.shows(PublicField::Budget)),
            settlement: record
                .settlement
                .filter(|_| self.shows(PublicField::Settlement)),
        }
    }

    fn items(&self) -> Vec<Item> {
        if !self.shows(PublicField::Items) {
            return Vec::new();
        }
        let notes = |item: &Item| {
            let notes = item.notes.iter().map(|note| Note {
                fiscal_year: note.fiscal_year,
                text: clean(&note.text),
            });
            notes.collect()
        };
        let items = self.project.sheet.items.iter();
        items
            .map(|item| Item {
                number: item.number,
                text: item.text.as_deref().map(clean),
                notes: match self.shows(PublicField::ItemNotes) {
                    true => notes(item),
                    false => Vec::new(),
                },
                planned: item.planned.clone(),
                actual: item.actual.clone(),
            })
            .filter(|item| !item.is_blank())
            .collect()
    }

    /// The rating that stands, else the division's own; a proposal only where the settings ask for it.
    fn rating(&self, measure: Measure) -> Rating {
        let declared = self.project.sheet.declared.get(measure);
        let proposal = self.project.proposals.get(measure);
        let mut rating = Rating::default();
        if self.shows(PublicField::Ratings) {
            let (grade, reason) = match (self.project.decided.finals.get(measure), declared.grade) {
                (Some(stands), own) => {
                    let by = stands.by.as_deref().map(line);
                    let voice = Voice::Final(by.filter(|_| self.shows(PublicField::Evaluator)));
                    // A grade that was confirmed without a word keeps the reason it was given for.
                    let confirmed = own == Some(stands.grade);
                    let own = declared.reason.as_ref().filter(|_| confirmed);
                    (Some((stands.grade, voice)), stands.reason.as_ref().or(own))
                }
                (None, Some(own)) => (Some((own, Voice::Declared)), declared.reason.as_ref()),
                (None, None) => (None, None),
            };
            rating.grade = grade;
            rating.reason = reason
                .filter(|_| self.shows(PublicField::RatingReasons))
                .map(|reason| clean(reason))
                .filter(|reason| !reason.is_empty());
        }
        if rating.grade.is_none() && self.shows(PublicField::Proposals) {
            let proposed = proposal.grade.filter(|_| !declared.is_out_of_scope());
            rating.grade = proposed.map(|grade| (grade, Voice::Proposed));
        }
        rating.achievement = proposal
            .achievement
            .filter(|_| self.shows(PublicField::Achievement));
        rating
    }

    fn decision(&self) -> Option<Decision> {
        let decision = self.project.decided.decision.as_ref()?;
        self.shows(PublicField::Decision).then(|| Decision {
            outcome: decision.outcome,
            by: None,
            source: None,
            reason: decision
                .reason
                .as_deref()
                .filter(|_| self.shows(PublicField::DecisionReason))
                .map(clean)
                .filter(|reason| !reason.is_empty()),
        })
    }
}

fn cleaned(value: &Value) -> Value {
    Value {
        text: line(&value.text),
        unit: value.unit.as_deref().map(line),
        ..value.clone()
    }
}
