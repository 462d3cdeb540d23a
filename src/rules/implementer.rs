//! Whether the implementer (実施責任者) as written fits the scope.
//!
//! Source: 第2章「「各課（室）の取組み」の実施責任者はその課長、「課（室）をまたぐ取組み」はその主担となる部長、
//! 「全庁的な取組み」はICT推進担当部長とします」.

use super::office::Office;
use super::place::{cell, finding, one_line};
use super::titles::{Mention, Written, abbreviates, plain};
use crate::finding::{Code, Finding};
use crate::model::{Department, Field, ProjectSheet, Scope, TextField};

/// Heads of a division; what stands before the title must be one of the project's divisions.
pub(super) const DIVISION_HEADS: [&str; 3] = ["課長", "室長", "センター長"];

/// Posts within a division; what they head need not be named as a department.
pub(super) const WITHIN_DIVISION: [&str; 9] = [
    "係長", "所長", "館長", "園長", "場長", "校長", "班長", "主幹", "主査",
];

/// Heads of a bureau.
pub(super) const BUREAU_HEADS: [&str; 3] = ["部長", "局長", "支所長"];

/// Words that may stand before a title without naming a department.
pub(super) const GENERIC: [&str; 7] = ["主担", "主担当", "担当", "所管", "主管", "当該", "各"];

/// Who carries a project out, as far as the scope and the departments tell.
pub(super) struct Team<'a> {
    /// 区分
    pub(super) scope: Scope,
    /// 担当部課
    pub(super) departments: &'a [Department],
    /// 主担部
    pub(super) lead: Option<&'a str>,
    /// Every department of the city; empty where no list is kept.
    pub(super) organisation: &'a [Department],
    /// Titles.
    pub(super) office: Office<'a>,
}

/// The distinct divisions of a project; a bureau counts where none of its divisions is named.
pub(super) fn divisions(departments: &[Department]) -> impl Iterator<Item = &Department> {
    departments.iter().enumerate().filter_map(|(at, one)| {
        let named_before = departments[..at].contains(one);
        let named_better = departments
            .iter()
            .any(|other| other != one && covers(other, one));
        (!named_before && !named_better).then_some(one)
    })
}

/// Whether `other` says all that `one` says, and more.
fn covers(other: &Department, one: &Department) -> bool {
    let holds = |whole: &Option<String>, part: &Option<String>| part.is_none() || whole == part;
    holds(&other.bureau, &one.bureau) && holds(&other.division, &one.division)
}

/// A finding where the implementer does not fit.
pub(super) fn judge(sheet: &ProjectSheet, written: &Written, team: &Team<'_>) -> Option<Finding> {
    let fits = match team.scope {
        Scope::CityWide => team.office.is_ict_head(written),
        Scope::CrossDivision => team.has_bureau_head(written),
        Scope::Division => team.has_division_head(written),
    };
    if fits {
        return None;
    }
    let field = Field::Text(TextField::Implementer);
    let text = sheet.text(TextField::Implementer).unwrap_or_default();
    let message = format!(
        "実施責任者「{}」{}は区分「{}」に合いません（{}のはずです）",
        one_line(text),
        cell(sheet, field),
        team.scope.japanese(),
        team.expected(),
    );
    Some(finding(sheet, Code::ImplementerUnexpected, field, message).quoting(text))
}

impl Team<'_> {
    fn has_bureau_head(&self, written: &Written) -> bool {
        let Some(lead) = self.lead else {
            return written.names(self.office.ict_head())
                || written
                    .mentions(&BUREAU_HEADS)
                    .iter()
                    .any(|mention| !mention.is_deputy());
        };
        // Where it is not known whose head the ICT推進担当部長 is, it may be the lead bureau's.
        let may_be_ict_head = self.office.leads_ict(lead).unwrap_or(true);
        (may_be_ict_head && written.names(self.office.ict_head()))
            || written.names(&self.office.head(lead))
            || written
                .mentions(&self.bureau_titles(lead))
                .iter()
                .any(|mention| !mention.is_deputy() && self.is_of(mention, &[plain(lead)]))
    }

    /// A bureau may be a 室 or センター of its own.
    fn bureau_titles(&self, lead: &str) -> Vec<&'static str> {
        let own = DIVISION_HEADS
            .into_iter()
            .filter(|title| lead.ends_with(unit(title)));
        BUREAU_HEADS.into_iter().chain(own).collect()
    }

    fn has_division_head(&self, written: &Written) -> bool {
        let divisions: Vec<String> = self
            .departments
            .iter()
            .filter_map(|d| d.division.as_deref().map(plain))
            .collect();
        let bureaus: Vec<String> = self
            .departments
            .iter()
            .filter_map(|d| d.bureau.as_deref().map(plain))
            .collect();
        let of_ours = |mention: &Mention<'_>| {
            let mention = without_bureau(*mention, &bureaus);
            divisions.is_empty() || self.is_of(&mention, &divisions)
        };
        divisions.iter().any(|d| written.names(&format!("{d}長")))
            || written.mentions(&DIVISION_HEADS).iter().any(of_ours)
            || written
                .mentions(&WITHIN_DIVISION)
                .iter()
                .any(|mention| !mention.before.ends_with('支'))
    }

    /// Whether the head mentioned is one of these departments', or of none in particular. With a list of
    /// all departments, what is none of them is a person's name: `山田課長`.
    fn is_of(&self, mention: &Mention<'_>, departments: &[String]) -> bool {
        if mention.before.is_empty() || GENERIC.contains(&mention.before) {
            return true;
        }
        let name = format!("{}{}", mention.before, unit(mention.title));
        let named = |department: &str| {
            let department = plain(department);
            name.ends_with(&department) || mention.before.ends_with(&department)
        };
        let is_person = || {
            !self.organisation.is_empty()
                && !self
                    .organisation
                    .iter()
                    .flat_map(|d| d.bureau.iter().chain(&d.division))
                    .any(|department| named(department))
        };
        departments
            .iter()
            .any(|d| named(d) || abbreviates(&name, d))
            || is_person()
    }

    fn expected(&self) -> String {
        match (self.scope, self.lead) {
            (Scope::CityWide, _) => self.office.ict_head().to_owned(),
            (Scope::CrossDivision, Some(lead)) => {
                format!("主担部「{lead}」の{}", self.office.head(lead))
            }
            (Scope::CrossDivision, None) => "主担部の部長".to_owned(),
            (Scope::Division, _) => {
                let names: Vec<&str> = self
                    .departments
                    .iter()
                    .filter_map(|d| d.division.as_deref())
                    .collect();
                match names.as_slice() {
                    [] => "担当課の課長（室長）".to_owned(),
                    names => format!("「{}」の課長（室長）", names.join("・")),
                }
            }
        }
    }
}

/// `総務部` + `課長`, `総務部総務` + `課長`: the bureau before a division's head says nothing more.
fn without_bureau<'a>(mut mention: Mention<'a>, bureaus: &[String]) -> Mention<'a> {
    for bureau in bureaus {
        if let Some(rest) = mention.before.strip_prefix(bureau.as_str()) {
            mention.before = rest;
        }
    }
    mention
}

/// What a title heads: 課 for 課長.
pub(super) fn unit(title: &'static str) -> &'static str {
    title.strip_suffix('長').unwrap_or(title)
}
