//! What was read → the finished result.

use super::{Batch, duplicates, order, period, register as submissions};
use crate::dataset::Dataset;
use crate::history;
use crate::model::{Consolidation, Period, Register};
use crate::rules::{self, Settings};

impl Batch {
    /// Judges every form, holds it against `previous`, the last period's data, where there are some, and
    /// puts everything in order.
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
        }
        let mut projects = Vec::with_capacity(self.sheets.len());
        for mut sheet in self.sheets {
            if let Some(register) = register {
                let written = std::mem::take(&mut sheet.departments).into_iter();
                sheet.departments = written.map(|d| register.proper(d)).collect();
            }
            findings.extend(period::differing_title(&sheet, period));
            let (project, found) = rules::judge(sheet, period, register, settings);
            projects.push(project);
            findings.extend(found);
        }
        order::sort_projects(&mut projects, &self.submissions);
        let changes = previous.map(|previous| {
            findings.extend(history::copies(previous, &projects, period));
            history::changes(previous, &projects, period, register)
        });
        self.tabs.sort(&mut findings);
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
