//! What was read → the finished result.

use super::{Batch, duplicates, order, period, register as submissions};
use crate::model::{Consolidation, Period, Register};
use crate::rules::{self, Settings};

impl Batch {
    /// Judges every form and puts everything in order.
    pub fn consolidate(
        mut self,
        period: &Period,
        register: Option<&Register>,
        settings: &Settings,
        plan: &str,
    ) -> Consolidation {
        let mut findings = std::mem::take(&mut self.findings);
        findings.extend(duplicates::find(&self.sheets));
        if let Some(register) = register {
            findings.extend(submissions::compare(register, &self.sheets, period));
        }
        let mut projects = Vec::with_capacity(self.sheets.len());
        for sheet in self.sheets {
            findings.extend(period::differing_title(&sheet, period));
            let (project, found) = rules::judge(sheet, period, register, settings);
            projects.push(project);
            findings.extend(found);
        }
        order::sort_projects(&mut projects, &self.submissions);
        self.tabs.sort(&mut findings);
        Consolidation {
            plan: plan.to_owned(),
            period: *period,
            projects,
            findings,
            submissions: self.submissions,
            ledger: None,
        }
    }
}
