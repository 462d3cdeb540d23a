//! The order in which things are told: the same whatever order they were read in.

use super::paths::path_order;
use crate::finding::{Finding, join};
use crate::ledger::{Files, newest_first};
use crate::model::{Project, Submission};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;

/// The sheets of every file in the order of their tabs.
#[derive(Clone, Debug, Default)]
pub(super) struct Tabs(HashMap<String, HashMap<String, usize>>);

impl Tabs {
    pub(super) fn note(&mut self, file: &str, sheets: Vec<String>) {
        let places = sheets.into_iter().enumerate();
        let places = places.map(|(place, name)| (name, place + 1)).collect();
        self.0.insert(file.to_owned(), places);
    }

    /// By file, tab and cell; what concerns a whole file or sheet stands before its parts. No file has
    /// more of them than somebody can read through.
    pub(super) fn in_order(&self, mut findings: Vec<Finding>) -> Vec<Finding> {
        self.sort(&mut findings);
        let files = findings.chunk_by(|a, b| a.file == b.file);
        if files.clone().all(|of_file| of_file.len() <= join::MOST) {
            return findings;
        }
        files
            .flat_map(|of_file| match of_file {
                [first, ..] if !first.file.is_empty() => join::at_most(of_file.to_vec()),
                _ => of_file.to_vec(),
            })
            .collect()
    }

    /// Sorts by file, tab and cell.
    fn sort(&self, findings: &mut [Finding]) {
        findings.par_sort_by(|a, b| path_order(&a.file, &b.file));
        findings
            .par_chunk_by_mut(|a, b| a.file == b.file)
            .for_each(|of_file| self.sort_file(of_file));
    }

    fn sort_file(&self, findings: &mut [Finding]) {
        let sheets = findings.first().and_then(|first| self.0.get(&first.file));
        // 0 for the file itself, else the place of the tab.
        let place = |finding: &Finding| {
            finding.sheet.as_ref().map_or(0, |sheet| {
                let place = sheets.and_then(|sheets| sheets.get(sheet));
                place.copied().unwrap_or(usize::MAX)
            })
        };
        findings.sort_by(|a, b| {
            let tab = match a.sheet == b.sheet {
                true => Ordering::Equal,
                false => place(a).cmp(&place(b)),
            };
            tab.then_with(|| a.sheet.cmp(&b.sheet))
                .then_with(|| a.cell.cmp(&b.cell))
                .then_with(|| a.code.cmp(&b.code))
                .then_with(|| a.field.cmp(&b.field))
                .then_with(|| natural(&a.message, &b.message))
        });
    }
}

/// Sorts by number as people count (2 before 10, 4-1 before 4-2), the newest of a number first, then
/// file; without number last.
pub(super) fn sort_projects(projects: &mut [Project], submissions: &[Submission]) {
    let files = Files::of(submissions);
    projects.par_sort_by(|a, b| {
        let (a, b) = (&a.sheet, &b.sheet);
        match (&a.number, &b.number) {
            (Some(one), Some(other)) => {
                natural(one, other).then_with(|| newest_first(a, b, &files))
            }
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
        .then_with(|| path_order(&a.source.file, &b.source.file))
    });
}

/// Compares runs of digits by their number and everything else by code point.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (one, other) = (take_run(&mut left), take_run(&mut right));
        let order = match (one, other) {
            ("", "") => return a.cmp(b), // 07 and 7
            (one, other) if is_digits(one) && is_digits(other) => {
                let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
                one.len().cmp(&other.len()).then_with(|| one.cmp(other))
            }
            (one, other) => one.cmp(other),
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn is_digits(run: &str) -> bool {
    run.starts_with(|c: char| c.is_ascii_digit())
}

/// Takes the run of digits, or of anything else, at the front.
fn take_run<'a>(text: &mut &'a str) -> &'a str {
    let digits = is_digits(text);
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    *text = rest;
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;
    use crate::workbook::CellPos;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_counted_as_people_do() {
        let mut numbers = ["10", "4-2", "2", "4-10", "A1", "4", "007", "7", "10-1"];
        numbers.sort_by(|a, b| natural(a, b));
        assert_eq!(
            numbers,
            ["2", "4", "4-2", "4-10", "007", "7", "10", "10-1", "A1"]
        );
    }

    proptest! {
        #[test]
        fn natural_order_is_an_order(a in "[0-9a-b-]{0,6}", b in "[0-9a-b-]{0,6}", c in "[0-9a-b-]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b).is_eq(), a == b);
            if natural(&a, &b).is_le() && natural(&b, &c).is_le() {
                prop_assert!(natural(&a, &c).is_le());
            }
        }
    }

    #[test]
    fn findings_follow_files_tabs_and_cells() {
        let mut tabs = Tabs::default();
        tabs.note("b/x.xlsx", vec!["個票2".into(), "個票1".into()]);
        let at = |file: &str, sheet: Option<&str>, row| {
            let mut finding = Finding::new(Code::UnreadCell, "").in_file(file);
            finding.sheet = sheet.map(Into::into);
            finding.at(CellPos::new(row, 0))
        };
        let sorted = [
            at("", None, 0),
            at("b/x.xlsx", None, 0),
            at("b/x.xlsx", Some("個票2"), 1),
            at("b/x.xlsx", Some("個票2"), 9),
            at("b/x.xlsx", Some("個票1"), 0),
            at("b-x.xlsx", None, 0),
        ];
        let mut findings = sorted.clone();
        findings.reverse();
        tabs.sort(&mut findings);
        assert_eq!(findings, sorted);
        // However they were told, file by file or mixed.
        findings.rotate_left(4);
        findings.swap(0, 3);
        tabs.sort(&mut findings);
        assert_eq!(findings, sorted);
    }
}
