//! Ratings counted, moves of ratings between two periods counted, money added up.

use super::lines::Line;
use super::public::Entry;
use crate::model::{ByMeasure, FiscalYear, Grade, Measure, YearRecord};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How many projects bear each grade; the last place is for those without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub [usize; 5]);

/// The grades and what stands for none, in the order of [`Counts`].
pub const PLACES: [&str; 5] = ["S", "A", "B", "C", "－"];

/// The place of a grade in [`Counts`].
pub fn place(grade: Option<Grade>) -> usize {
    grade.map_or(4, |grade| grade as usize)
}

impl Counts {
    /// All projects counted.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

/// A group of projects and their ratings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// How many there are.
    pub projects: usize,
    /// Their ratings.
    pub counts: ByMeasure<Counts>,
}

impl Group {
    fn add(&mut self, entry: &Entry) {
        self.projects += 1;
        for measure in Measure::ALL {
            let grade = entry.ratings.get(measure).letter();
            self.counts.get_mut(measure).0[place(grade)] += 1;
        }
    }

    /// The group of some projects.
    pub fn of<'a>(name: &str, entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut group = Self {
            name: name.to_owned(),
            ..Self::default()
        };
        entries.for_each(|entry| group.add(entry));
        group
    }
}

/// Groups by a name, in the order in which the names come up; `otherwise` for what has none, at the end.
pub fn groups<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    name: impl Fn(&Entry) -> Option<String>,
    otherwise: &str,
) -> Vec<Group> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut nameless = Group::of(otherwise, std::iter::empty());
    for entry in entries {
        let Some(name) = name(entry) else {
            nameless.add(entry);
            continue;
        };
        let place = *places.entry(name).or_insert_with_key(|name| {
            groups.push(Group::of(name, std::iter::empty()));
            groups.len() - 1
        });
        groups[place].add(entry);
    }
    groups.extend(Some(nameless).filter(|group| group.projects > 0));
    groups
}

/// How ratings moved between two periods: `moves.0[now][before]` projects went from the one to the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves(pub [[usize; 5]; 5]);

impl Moves {
    /// Of projects published in both periods, by the places of the editions.
    pub fn between(lines: &[Line<'_>], before: usize, now: usize, measure: Measure) -> Self {
        let mut moves = Self::default();
        for line in lines {
            let at = |wanted| {
                let entry = line.entries.iter().find(|(place, _)| *place == wanted);
                entry.map(|(_, entry)| place(entry.ratings.get(measure).letter()))
            };
            if let (Some(before), Some(now)) = (at(before), at(now)) {
                moves.0[now][before] += 1;
            }
        }
        moves
    }

    /// Every move that happened, `A←B`, with how often; the frequent ones first, those that stayed last.
    pub fn list(&self) -> Vec<(String, usize)> {
        let mut list = Vec::new();
        for (now, row) in self.0.iter().enumerate() {
            for (before, count) in row.iter().enumerate() {
                if *count > 0 {
                    let word = format!("{}←{}", PLACES[now], PLACES[before]);
                    list.push((now == before, word, *count));
                }
            }
        }
        list.sort_by_key(|(stayed, _, count)| (*stayed, std::cmp::Reverse(*count)));
        list.into_iter()
            .map(|(_, word, count)| (word, count))
            .collect()
    }
}

/// Money of a fiscal year, added up over projects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// Thousand yen; `None` where no project names an amount.
    pub budget: Option<Decimal>,
    /// How many projects name one.
    pub budgeted: usize,
    /// Thousand yen; `None` where no project names an amount.
    pub settlement: Option<Decimal>,
    /// How many projects name one.
    pub settled: usize,
}

/// Adds up money by fiscal year. An amount that would no longer be exact leaves the sum out.
pub fn money<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeMap<FiscalYear, Money> {
    let mut years: BTreeMap<FiscalYear, Money> = BTreeMap::new();
    for record in entries.flat_map(|entry| &entry.years) {
        let YearRecord {
            budget, settlement, ..
        } = record;
        let money = years.entry(record.fiscal_year).or_default();
        add(&mut money.budget, &mut money.budgeted, *budget);
        add(&mut money.settlement, &mut money.settled, *settlement);
    }
    years
}

fn add(sum: &mut Option<Decimal>, count: &mut usize, amount: Option<Decimal>) {
    let Some(amount) = amount else { return };
    *sum = match *count {
        0 => Some(amount),
        _ => sum.and_then(|sum| sum.checked_add(amount)),
    };
    *count += 1;
}
