//! Each project's line through the years, followed by number and by nothing else: the register's table
//! of number changes says which number a project had before.

use super::public::{Edition, Entry};
use crate::digest::sha256;
use crate::model::{FiscalYear, Outcome, Register, Renumbering, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A project through the years.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Its number now, or the last one it had.
    pub number: String,
    /// The name of its page, without folder and ending.
    pub slug: String,
    /// How it stands in the newest period.
    pub standing: Standing,
    /// What was published of it, by the period's place among the editions; oldest first, never empty.
    pub entries: Vec<(usize, &'a Entry)>,
}

/// How a project stands in the newest period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is published.
    Current,
    /// It goes on, but nothing of the newest period is published.
    Waiting,
    /// It has ended; with the word for it where one is known.
    Ended(Option<&'static str>),
}

impl<'a> Line<'a> {
    /// The newest of what was published, with the place of its period.
    pub fn latest(&self) -> (usize, &'a Entry) {
        // A line begins with its first entry.
        self.entries[self.entries.len() - 1]
    }

    /// Whether it is published in the newest period.
    pub fn is_current(&self) -> bool {
        self.standing == Standing::Current
    }
}

/// A project's identity: its last number, and where another project took that number over, since when.
type Identity = (String, Option<FiscalYear>);

/// Follows every project; `editions` are in the order of time. The lines of the newest period come
/// first, in its order, then the others from the newest to the oldest.
pub fn follow<'a>(editions: &'a [Edition], register: Option<&Register>) -> Vec<Line<'a>> {
    let Some(newest) = editions.last() else {
        return Vec::new();
    };
    let now = newest.period.fiscal_year;
    let changes = register.map_or(&[][..], |register| &register.renumbered);
    let mut order: Vec<Identity> = Vec::new();
    let mut found: BTreeMap<Identity, Vec<(usize, &Entry)>> = BTreeMap::new();
    for (place, edition) in editions.iter().enumerate().rev() {
        for entry in &edition.entries {
            let identity = identify(&entry.number, edition.period.fiscal_year, now, changes);
            let line = found.entry(identity.clone()).or_default();
            if line.is_empty() {
                order.push(identity);
            }
            line.push((place, entry));
        }
    }
    let waiting: BTreeSet<&str> = newest
        .withheld
        .iter()
        .filter_map(|withheld| withheld.number.as_deref())
        .collect();
    let lines = order.into_iter().filter_map(|identity| {
        let mut entries = found.remove(&identity)?;
        entries.reverse();
        let standing = standing(&identity, &entries, editions.len(), &waiting, register);
        Some(Line {
            slug: slug(&identity),
            number: identity.0,
            standing,
            entries,
        })
    });
    lines.collect()
}

/// What a number of a former year has become by now. Changes of one year happen at once, so that two
/// projects can swap their numbers.
fn identify(number: &str, year: FiscalYear, now: FiscalYear, changes: &[Renumbering]) -> Identity {
    let years: BTreeSet<FiscalYear> = changes.iter().map(|change| change.fiscal_year).collect();
    let mut number = number.to_owned();
    for at in years.into_iter().filter(|at| year < *at && *at <= now) {
        let mut then = changes.iter().filter(|change| change.fiscal_year == at);
        if let Some(change) = then.clone().find(|change| change.from == number) {
            number.clone_from(&change.to);
        } else if then.any(|change| change.to == number) {
            return (number, Some(at));
        }
    }
    (number, None)
}

fn standing(
    (number, superseded): &Identity,
    entries: &[(usize, &Entry)],
    editions: usize,
    waiting: &BTreeSet<&str>,
    register: Option<&Register>,
) -> Standing {
    let last = entries.last();
    if last.is_some_and(|(place, _)| place + 1 == editions) {
        return Standing::Current;
    }
    let withdrawn = last
        .and_then(|(_, entry)| entry.decision.as_ref())
        .filter(|decision| decision.outcome == Outcome::Withdraw)
        .map(|decision| decision.outcome.japanese());
    if superseded.is_some() {
        return Standing::Ended(withdrawn);
    }
    if waiting.contains(number.as_str()) {
        return Standing::Waiting;
    }
    match register.and_then(|register| register.entry(number)) {
        Some(entry) if entry.status == Status::Continuing => Standing::Waiting,
        Some(entry) => Standing::Ended(Some(entry.status.japanese())),
        None => Standing::Ended(withdrawn),
    }
}

/// A longer name than this is shortened to its digest.
const LONGEST: usize = 60;

/// A file name that is the number's alone on every system, also on those that do not tell capitals from
/// small letters: what is neither digit, small letter nor hyphen is written as its code.
fn slug((number, superseded): &Identity) -> String {
    let mut slug = String::from("p");
    for c in number.chars() {
        match c {
            '0'..='9' | 'a'..='z' | '-' => slug.push(c),
            // Writing into a String cannot fail.
            c => _ = write!(slug, "_{:x}_", u32::from(c)),
        }
    }
    if slug.len() > LONGEST {
        slug = format!("h{:.24}", sha256(number));
    }
    if let Some(year) = superseded {
        _ = write!(slug, ".{year}");
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: &str, to: &str, year: i32) -> Renumbering {
        Renumbering {
            from: from.to_owned(),
            to: to.to_owned(),
            fiscal_year: FiscalYear(year),
        }
    }

    #[test]
    fn numbers_are_followed_through_every_change() {
        let changes = [
            change("3", "7", 2020),
            change("7", "3", 2020),
            change("7", "4-1", 2022),
            change("9", "10", 2030),
        ];
        let became = |number, year| identify(number, FiscalYear(year), FiscalYear(2023), &changes);
        assert_eq!(became("3", 2019), ("4-1".to_owned(), None));
        assert_eq!(became("7", 2019), ("3".to_owned(), None));
        assert_eq!(became("3", 2020), ("3".to_owned(), None));
        assert_eq!(
            became("9", 2019),
            ("9".to_owned(), None),
            "a change to come"
        );
        // Somebody else has 4-1 from 2022 on.
        assert_eq!(
            became("4-1", 2021),
            ("4-1".to_owned(), Some(FiscalYear(2022)))
        );
    }

    #[test]
    fn every_number_has_a_file_name_of_its_own() {
        let name = |number: &str| slug(&(number.to_owned(), None));
        assert_eq!(name("4-1"), "p4-1");
        assert_eq!(name("A1"), "p_41_1");
        assert_eq!(name("../x"), "p_2e__2e__2f_x");
        assert_eq!(name("con"), "pcon");
        assert!(name(&"番".repeat(300)).len() < 70);
        assert_eq!(slug(&("3".to_owned(), Some(FiscalYear(2020)))), "p3.2020");
    }
}
