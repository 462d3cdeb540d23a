//! The rating rules: pure functions from what a sheet says to who rates it and what is proposed.
//!
//! ```text
//!                  ┌ responsibility  who carries it out, who rates it
//! ProjectSheet ────┼ achievement     KPI and KGI: actual against target   ├─ Project + findings
//! Period, Register ├ progress        numbers, else the schedule's spans   │
//!                  ├ registered      name and implementer as the register has them
//! Settings         └ consistency     units, scales, the evaluator's grade ┘
//! ```
//! One file per rule, each opening with the sentence of 策定要領 it follows. A rule never guesses: what
//! cannot be told gets no grade, and a basis that says why.

mod achievement;
mod consistency;
mod figures;
mod implementer;
mod inputs;
mod office;
mod place;
mod progress;
mod ratio;
mod registered;
mod responsibility;
mod schedule;
mod settings;
mod titles;

pub use settings::{A_FROM, Offices, S_FROM, Settings, ThresholdError, Thresholds};

use office::Office;

use crate::finding::Finding;
use crate::model::{ByMeasure, Decided, Measure, Period, Project, ProjectSheet, Register};

/// Judges one sheet: who is responsible, what each rating should be, and what does not fit.
///
/// Findings carry the sheet's file, name and cell; a project without a line in the register is judged
/// by what its sheet says.
pub fn judge(
    sheet: ProjectSheet,
    period: &Period,
    register: Option<&Register>,
    settings: &Settings,
) -> (Project, Vec<Finding>) {
    let entry = register
        .zip(sheet.number.as_deref())
        .and_then(|(register, number)| register.entry(number));
    let mut findings = Vec::new();
    let office = Office::new(&settings.offices, register);
    let responsibility = responsibility::judge(&sheet, register, entry, office, &mut findings);
    if let Some((register, entry)) = register.zip(entry) {
        let organisation = &register.organisation;
        findings.extend(registered::compare(&sheet, entry, organisation, office));
    }
    consistency::units(&sheet, &mut findings);
    let mut result = |measure: Measure| {
        let indicator = entry.map(|entry| entry.indicators.get(measure));
        achievement::judge(
            &sheet,
            measure,
            period,
            indicator,
            &settings.thresholds,
            &mut findings,
        )
    };
    let (kpi, kgi) = (result(Measure::Kpi), result(Measure::Kgi));
    let progress = progress::judge(&sheet, period, &settings.thresholds, &mut findings);
    let proposals = ByMeasure { progress, kpi, kgi };
    consistency::ratings(&sheet, &proposals, &mut findings);
    let project = Project {
        sheet,
        responsibility,
        proposals,
        decided: Decided::default(),
    };
    (project, findings)
}
