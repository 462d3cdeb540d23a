//! What the headquarters is told of the time between two periods.

use super::words::{same, same_value};
use super::{counted, period_of};
use crate::dataset::Dataset;
use crate::model::{
    Added, Changes, Departure, Ended, Field, Grade, Measure, NamedProject, Period, Project,
    ProjectSheet, Register, Revision, Status, TextField, Transition, Value,
};
use std::collections::BTreeMap;

/// Holds this period's projects against last period's. The register says why a project came or went.
pub fn changes(
    previous: &Dataset,
    projects: &[Project],
    period: &Period,
    register: Option<&Register>,
) -> Changes {
    let last = period_of(previous);
    let (old, new) = (counted(&previous.projects), counted(projects));
    let then: BTreeMap<&str, &Project> = old.iter().copied().collect();
    let now: BTreeMap<&str, &Project> = new.iter().copied().collect();
    let both: Vec<(&Project, &Project)> = new
        .iter()
        .filter_map(|(number, project)| Some((*then.get(number)?, *project)))
        .collect();
    let measures: &[Measure] = if period.rates_results() && last.rates_results() {
        &Measure::ALL
    } else {
        &[Measure::Progress]
    };
    let came = new.iter().filter(|(number, _)| !then.contains_key(number));
    let went = old.iter().filter(|(number, _)| !now.contains_key(number));
    Changes {
        previous: last,
        counts: (old.len(), new.len()),
        both: both.len(),
        transitions: measures
            .iter()
            .flat_map(|m| transitions(*m, both.iter().map(|(old, new)| (old.grade(*m), *new))))
            .collect(),
        revisions: both
            .iter()
            .flat_map(|(old, new)| revisions(&old.sheet, &new.sheet))
            .collect(),
        added: came
            .map(|(number, project)| Added {
                project: named(&project.sheet),
                remark: reason_to_come(number, previous, register),
            })
            .collect(),
        ended: went
            .map(|(number, project)| Ended {
                project: named(&project.sheet),
                why: reason_to_go(number, register),
            })
            .collect(),
        unnumbered: projects
            .iter()
            .filter(|project| project.sheet.number.is_none())
            .count(),
    }
}

fn named(sheet: &ProjectSheet) -> NamedProject {
    NamedProject {
        number: sheet.number.clone().unwrap_or_default(),
        name: sheet.name.clone(),
        departments: sheet.departments.clone(),
    }
}

/// Follows what was decided on this period's projects since the changes were told. Last period's grades
/// are taken from what was told of them.
pub fn follow(changes: &mut Changes, projects: &[Project]) {
    let numbered = counted(projects);
    let place: BTreeMap<&str, usize> = (0..)
        .zip(&numbered)
        .map(|(at, (number, _))| (*number, at))
        .collect();
    let mut told: BTreeMap<Measure, Vec<(usize, Option<Grade>)>> = BTreeMap::new();
    for transition in &changes.transitions {
        let places = transition.projects.iter();
        let places = places.filter_map(|project| place.get(project.number.as_str()));
        let of_measure = told.entry(transition.measure).or_default();
        of_measure.extend(places.map(|at| (*at, transition.before)));
    }
    let followed = told.into_iter().flat_map(|(measure, mut both)| {
        both.sort_by_key(|(at, _)| *at);
        let grades = both.into_iter();
        transitions(measure, grades.map(|(at, before)| (before, numbered[at].1)))
    });
    changes.transitions = followed.collect();
}

/// The projects in both periods by grade before and after, best first, without a grade last.
fn transitions<'p>(
    measure: Measure,
    both: impl Iterator<Item = (Option<Grade>, &'p Project)>,
) -> Vec<Transition> {
    type Way = (bool, Option<Grade>, bool, Option<Grade>);
    let mut ways: BTreeMap<Way, Vec<NamedProject>> = BTreeMap::new();
    for (before, new) in both {
        let after = new.grade(measure);
        let way = (before.is_none(), before, after.is_none(), after);
        ways.entry(way).or_default().push(named(&new.sheet));
    }
    ways.into_iter()
        .map(|((_, before, _, after), projects)| Transition {
            measure,
            before,
            after,
            projects,
        })
        .collect()
}

/// KGI, KPI, and the targets of every year that both forms have a column for.
fn revisions(old: &ProjectSheet, new: &ProjectSheet) -> Vec<Revision> {
    let mut found = Vec::new();
    let mut add = |field, before: Option<&str>, after: Option<&str>| {
        found.push(Revision {
            project: named(new),
            field,
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        });
    };
    for field in [TextField::Kgi, TextField::Kpi] {
        let (before, after) = (old.text(field), new.text(field));
        if !same(before.unwrap_or_default(), after.unwrap_or_default()) {
            add(Field::Text(field), before, after);
        }
    }
    for record in &new.years {
        let Some(past) = old.year(record.fiscal_year) else {
            continue;
        };
        for measure in Measure::ALL {
            let before = past.target.get(measure).as_ref();
            let after = record.target.get(measure).as_ref();
            if !same_value(before, after) {
                let text = |value: Option<&'_ Value>| value.map(|value| value.text.clone());
                let field = Field::Target(record.fiscal_year, measure);
                add(field, text(before).as_deref(), text(after).as_deref());
            }
        }
    }
    found
}

fn reason_to_come(number: &str, previous: &Dataset, register: Option<&Register>) -> String {
    if previous.missing.iter().any(|missing| missing == number) {
        return "前回は未提出".to_owned();
    }
    let entry = register.and_then(|register| register.entry(number));
    entry
        .and_then(|entry| entry.adopted)
        .map_or_else(String::new, |year| format!("{}採択", year.japanese()))
}

fn reason_to_go(number: &str, register: Option<&Register>) -> Departure {
    let Some(register) = register else {
        return Departure::Unknown;
    };
    match register.entry(number).map(|entry| entry.status) {
        Some(Status::Completed) => Departure::Completed,
        Some(Status::Withdrawn) => Departure::Withdrawn,
        Some(Status::Continuing) => Departure::NotSent,
        None => Departure::Unlisted,
    }
}
