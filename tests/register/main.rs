//! The register against a table of cases: a new case is a new line in `tests/data/register.jsonl`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken table must stop the test"
)]

mod book;

use book::{Book, workbook};
use kohyo::model::{Department, Direction, Indicator, Register, RegisterEntry, Status};
use kohyo::register::{self, RegisterError};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    #[serde(flatten)]
    book: Book,
    /// Keys that are named must be as said.
    #[serde(default)]
    entries: Option<Vec<Map<String, Json>>>,
    #[serde(default)]
    organisation: Option<Vec<String>>,
    #[serde(default)]
    aliases: Option<Vec<[String; 2]>>,
    #[serde(default)]
    renumbered: Option<Vec<String>>,
    #[serde(default)]
    offices: Option<[Option<String>; 2]>,
    /// Pieces of each thing that is struck out as shown, in order; every one must be named.
    #[serde(default)]
    withdrawn: Vec<Vec<String>>,
    /// Pieces of each fault as shown, in order; every fault must be named.
    #[serde(default)]
    faults: Vec<Vec<String>>,
}

#[test]
fn register() {
    let mut failures = Vec::new();
    for (index, line) in include_str!("../data/register.jsonl").lines().enumerate() {
        let case: Case = match serde_json::from_str(line) {
            Ok(case) => case,
            Err(error) => panic!("register.jsonl:{}: {error}", index + 1),
        };
        let failed = match register::read(&workbook(&case.book)) {
            Ok(register) => case.compare(&register),
            Err(error) => case.compare_faults(&error),
        };
        failures.extend(
            failed
                .into_iter()
                .map(|failure| format!("register.jsonl:{} {}: {failure}", index + 1, case.case)),
        );
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

impl Case {
    fn compare(&self, register: &Register) -> Vec<String> {
        let mut failures = Vec::new();
        if !self.faults.is_empty() {
            failures.push(format!("read without the faults {:?}", self.faults));
        }
        let withdrawn: Vec<String> = register.withdrawn.iter().map(ToString::to_string).collect();
        let named = |(pieces, shown): (&Vec<String>, &String)| {
            pieces.iter().all(|piece| shown.contains(piece.as_str()))
        };
        let all = self.withdrawn.len() == withdrawn.len();
        if !all || !self.withdrawn.iter().zip(&withdrawn).all(named) {
            failures.push(format!("struck out: {withdrawn:?}"));
        }
        if let Some(entries) = &self.entries {
            if entries.len() != register.entries.len() {
                failures.push(format!("{} entries", register.entries.len()));
            }
            for (wanted, entry) in entries.iter().zip(&register.entries) {
                let got = shown(entry);
                failures.extend(
                    wanted
                        .iter()
                        .filter(|(key, value)| got.get(key) != Some(value))
                        .map(|(key, value)| format!("{key} {:?}, not {value}", got.get(key))),
                );
            }
        }
        let organisation: Vec<String> = register.organisation.iter().map(department).collect();
        failures.extend(differ(&self.organisation, &organisation));
        let aliases: Vec<[String; 2]> = register
            .aliases
            .iter()
            .map(|alias| [alias.written.clone(), department(&alias.department)])
            .collect();
        failures.extend(differ(&self.aliases, &aliases));
        let renumbered = register.renumbered.iter();
        let renumbered = renumbered
            .map(|change| format!("{} {} {}", change.from, change.to, change.fiscal_year))
            .collect();
        failures.extend(differ(&self.renumbered, &renumbered));
        let offices = &register.offices;
        let offices = [offices.ict_head.clone(), offices.vice_mayor.clone()];
        failures.extend(differ(&self.offices, &offices));
        failures
    }

    fn compare_faults(&self, error: &RegisterError) -> Vec<String> {
        let got: Vec<String> = error.faults.iter().map(ToString::to_string).collect();
        let same = got.len() == self.faults.len()
            && got
                .iter()
                .zip(&self.faults)
                .all(|(got, pieces)| pieces.iter().all(|piece| got.contains(piece)));
        if same {
            Vec::new()
        } else {
            vec![format!("{got:#?}")]
        }
    }
}

fn differ<T: PartialEq + std::fmt::Debug>(wanted: &Option<T>, got: &T) -> Option<String> {
    let wanted = wanted.as_ref()?;
    (wanted != got).then(|| format!("{got:?}, not {wanted:?}"))
}

fn shown(entry: &RegisterEntry) -> Json {
    let departments: Vec<String> = entry.departments.iter().map(department).collect();
    json!({
        "number": entry.number,
        "name": entry.name,
        "scope": entry.scope,
        "departments": departments,
        "implementer": entry.implementer,
        "focus_goal": entry.focus_goal,
        "priority": entry.priority,
        "adopted": entry.adopted.map(|year| year.0),
        "kpi": indicator(&entry.indicators.kpi),
        "kgi": indicator(&entry.indicators.kgi),
        "due": entry.due,
        "status": match entry.status {
            Status::Continuing => "continuing",
            Status::Completed => "completed",
            Status::Withdrawn => "withdrawn",
        },
        "remarks": entry.remarks,
    })
}

/// `lower 100`, `higher from 40`, `-`.
fn indicator(indicator: &Indicator) -> String {
    let direction = match indicator.direction {
        Some(Direction::Higher) => "higher",
        Some(Direction::Lower) => "lower",
        None => "-",
    };
    let from = if indicator.from_baseline { " from" } else { "" };
    let baseline = indicator
        .baseline
        .map_or_else(String::new, |baseline| format!(" {baseline}"));
    format!("{direction}{from}{baseline}")
}

fn department(department: &Department) -> String {
    let name = |part: &Option<String>| part.clone().unwrap_or_default();
    format!(
        "{}/{}",
        name(&department.bureau),
        name(&department.division)
    )
}
