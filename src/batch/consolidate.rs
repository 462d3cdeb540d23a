//! What was read → the finished result.

use super::{Batch, duplicates, order, period, register as submissions};
use crate::dataset::Dataset;
use crate::finding::Finding;
use crate::history;
use crate::model::{Consolidation, Period, Project, ProjectSheet, Register};
use crate::rules::{self, Settings};
use rayon::prelude::*;

impl Batch {
    /// Judges every form, holds it against `previous`, the last period's data, where there are some, and
    /// puts everything in order. The forms are shared out among the [`threads`](super::threads) it is called on.
    pub fn consolidate(
        mut self,
        period: &Period,
        register: Option<&Register>,
        previous: Option<&Dataset>,
        settings: &Settings,
        plan: &str,
    ) -> Consolidation {
        let mut findings = std::mem::take(&mut self.findings);
        findings.extend(duplicates::find(&self.sheets));
        if let Some(register) = register {
            findings.extend(submissions::compare(register, &self.sheets, period));
            findings.extend(submissions::withdrawn(register));
        }
        let (mut projects, mut found) = (Vec::new(), Vec::new());
        self.sheets
            .into_par_iter()
            .map(|sheet| judge(sheet, period, register, settings))
            .unzip_into_vecs(&mut projects, &mut found);
        findings.extend(found.into_iter().flatten());
        order::sort_projects(&mut projects, &self.submissions);
        let changes = previous.map(|previous| {
            findings.extend(history::copies(previous, &projects, period));
            history::changes(previous, &projects, period, register)
        });
        let findings = self.tabs.in_order(findings);
        Consolidation {
            plan: plan.to_owned(),
            period: *period,
            projects,
            findings,
            submissions: self.submissions,
            ledger: None,
            changes,
        }
    }
}

/// What the rules make of one form.
fn judge(
    mut sheet: ProjectSheet,
    period: &Period,
    register: Option<&Register>,
    settings: &Settings,
) -> (Project, Vec<Finding>) {
    if let Some(register) = register {
        let written = std::mem::take(&mut sheet.departments).into_iter();
        sheet.departments = written.map(|d| register.proper(d)).collect();
    }
    let mut findings: Vec<Finding> = Vec::from_iter(period::differing_title(&sheet, period));
    let (project, found) = rules::judge(sheet, period, register, settings);
    findings.extend(found);
    (project, findings)
}
