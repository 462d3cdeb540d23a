//! What was changed between two publications of a project: what was promised then and is now.
//!
//! Actual values and settlements that were not there yet are no change; ones that were and differ are.

use super::public::Entry;
use super::settings::PublicField;
use super::words::{self, NOTHING};
use crate::model::{Item, Measure, Value, YearRecord};
use rust_decimal::Decimal;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub what: String,
    /// What was said before.
    pub before: String,
    /// What is said now.
    pub now: String,
}

/// Everything that differs, in the order of the form.
pub fn between(before: &Entry, now: &Entry) -> Vec<Change> {
    let mut changes = Changes::default();
    changes.note("番号", &before.number, &now.number);
    changes.note("事業名称", &before.name, &now.name);
    changes.note(
        "区分",
        before.scope.map_or("", |scope| scope.japanese()),
        now.scope.map_or("", |scope| scope.japanese()),
    );
    changes.note(
        "担当部課",
        &words::departments(&before.departments),
        &words::departments(&now.departments),
    );
    for field in PublicField::about().chain(PublicField::who()) {
        if !field.is_promise() {
            continue;
        }
        let text = |entry: &Entry| entry.text(field).unwrap_or_default().to_owned();
        changes.note(field.japanese(), &text(before), &text(now));
    }
    for record in &before.years {
        // A year whose column the new form no longer has was not taken back.
        if let Some(year) = now.year(record.fiscal_year) {
            changes.year(record, year);
        }
    }
    changes.items(&before.items, &now.items);
    changes.0
}

#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn note(&mut self, what: &str, before: &str, now: &str) {
        if before == now {
            return;
        }
        let shown = |text: &str| match text {
            "" => NOTHING.to_owned(),
            text => text.to_owned(),
        };
        self.0.push(Change {
            what: what.to_owned(),
            before: shown(before),
            now: shown(now),
        });
    }

    fn year(&mut self, before: &YearRecord, now: &YearRecord) {
        let year = now.fiscal_year.japanese();
        let text = |value: &Option<Value>| value.as_ref().map_or(String::new(), |v| v.text.clone());
        for measure in Measure::ALL {
            let name = measure.japanese();
            let (old, new) = (before.target.get(measure), now.target.get(measure));
            self.note(&format!("{year}の目標値（{name}）"), &text(old), &text(new));
            let (old, new) = (before.actual.get(measure), now.actual.get(measure));
            if old.is_some() {
                self.note(&format!("{year}の実績値（{name}）"), &text(old), &text(new));
            }
        }
        let yen = |amount: Option<Decimal>| {
            amount.map_or(String::new(), |amount| {
                format!("{}千円", words::number(amount))
            })
        };
        self.note(
            &format!("{year}の予算額"),
            &yen(before.budget),
            &yen(now.budget),
        );
        if before.settlement.is_some() {
            let (old, new) = (yen(before.settlement), yen(now.settlement));
            self.note(&format!("{year}の決算額"), &old, &new);
        }
    }

    /// Rows are told by their number where no number stands twice, else by their place.
    fn items(&mut self, before: &[Item], now: &[Item]) {
        let key = |items: &[Item], at: usize| {
            let number = items[at].number;
            let alone = items.iter().filter(|item| item.number == number).count() == 1;
            if alone { number } else { at as u32 + 1 }
        };
        let text = |item: &Item| item.text.clone().unwrap_or_default();
        for (at, item) in now.iter().enumerate() {
            let number = key(now, at);
            let old = (0..before.len()).find(|at| key(before, *at) == number);
            let name = format!("実施項目{number}");
            match old.map(|at| &before[at]) {
                Some(old) => {
                    self.note(&name, &text(old), &text(item));
                    let plan = |item: &Item| words::spans(&item.planned);
                    self.note(&format!("{name}の計画"), &plan(old), &plan(item));
                }
                None => self.note(&name, "", &text(item)),
            }
        }
        for (at, item) in before.iter().enumerate() {
            let number = key(before, at);
            if !(0..now.len()).any(|at| key(now, at) == number) {
                self.note(&format!("実施項目{number}"), &text(item), "");
            }
        }
    }
}
