//! Names told by the organisation list of the register.

use super::{Name, shape};
use crate::model::Department;
use crate::text::width;

/// The organisation list, with its names as they are compared.
pub(super) struct Organisation {
    departments: Vec<Department>,
    /// Every name, the longest first.
    names: Vec<(Vec<char>, Name)>,
}

impl Organisation {
    pub(super) fn new(departments: &[Department]) -> Self {
        let tight = |name: &String| -> String {
            width::plain(name)
                .chars()
                .filter(|c| !width::is_blank(*c))
                .collect()
        };
        let departments: Vec<Department> = departments
            .iter()
            .map(|department| Department {
                bureau: department.bureau.as_ref().map(tight),
                division: department.division.as_ref().map(tight),
            })
            .collect();
        let named = |name: &String, rank: fn(String) -> Name| {
            (name.chars().collect::<Vec<char>>(), rank(name.clone()))
        };
        let bureaus = departments.iter().filter_map(|d| d.bureau.as_ref());
        let divisions = departments.iter().filter_map(|d| d.division.as_ref());
        let mut names: Vec<(Vec<char>, Name)> = bureaus
            .map(|name| named(name, Name::Bureau))
            .chain(divisions.map(|name| named(name, Name::Division)))
            .filter(|(letters, _)| !letters.is_empty())
            .collect();
        names.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        names.dedup_by(|(a, _), (b, _)| a == b);
        Self { departments, names }
    }

    /// The chunk as names of the list with nothing but blanks and ・ between them; `None` where it
    /// holds anything else. ・ may be part of a name as well.
    pub(super) fn names(&self, chunk: &str) -> Option<Vec<Name>> {
        let letters: Vec<char> = chunk.chars().filter(|c| !width::is_blank(*c)).collect();
        // From the end to the start: which name, if any, begins a way to the end from here.
        let mut next: Vec<Option<usize>> = vec![None; letters.len()];
        let reaches = |next: &[Option<usize>], at: usize| at == letters.len() || next[at].is_some();
        for at in (0..letters.len()).rev() {
            next[at] = self.names.iter().position(|(name, _)| {
                letters[at..].starts_with(name)
                    && reaches(&next, past_joint(&letters, at + name.len()))
            });
        }
        let mut found = Vec::new();
        let mut at = past_joint(&letters, 0);
        while at < letters.len() {
            let (name, meaning) = &self.names[next[at]?];
            found.push(meaning.clone());
            at = past_joint(&letters, at + name.len());
        }
        Some(found)
    }

    /// Whether a department is on the list; without a list, whether its names have the shape of one.
    pub(super) fn confirms(&self, department: &Department) -> bool {
        if self.departments.is_empty() {
            return department.bureau.as_deref().is_none_or(shape::is_bureau)
                && department
                    .division
                    .as_deref()
                    .is_none_or(shape::is_division);
        }
        self.departments.iter().any(|listed| {
            let same_bureau = department.bureau.is_none() || department.bureau == listed.bureau;
            let same_division =
                department.division.is_none() || department.division == listed.division;
            same_bureau && same_division
        })
    }
}

fn past_joint(letters: &[char], at: usize) -> usize {
    at + usize::from(letters.get(at) == Some(&'・'))
}
