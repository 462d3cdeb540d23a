//! dataset.json: everything a run found out, for other programs (`docs/dataset.schema.json`).
//!
//! Keys stand in a fixed order, a key without a value is `null` and never missing, and numbers are
//! exact decimals: 80, never 80.0; 0.8, never 0.80000001.

mod document;
mod lines;

use super::{Output, Rendered, ReportError};
use crate::model::{
    ByMeasure, Cells, Consolidation, Decision, Declared, Department, FinalRating, FiscalYear,
    Grade, Item, Measure, Opinion, Project, Proposal, Scope, ScopeBasis, Value, YearRecord,
};
use document::Document;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::io::{self, Write};
use std::str::FromStr;

/// Name of the file.
pub const NAME: &str = "dataset.json";

/// The version of the data's shape; a new one where a key is removed or changes its meaning.
pub const SCHEMA: &str = "kohyo/1";

/// Renders the data.
///
/// # Errors
/// [`ReportError::Json`] where serialising fails.
pub fn render(consolidation: &Consolidation) -> Result<Rendered, ReportError> {
    let mut bytes = Vec::with_capacity(consolidation.projects.len() * ROOM);
    write(consolidation, &mut bytes).map_err(serde_json::Error::io)?;
    Ok(Rendered {
        output: Output::Dataset,
        name: NAME.to_owned(),
        bytes,
    })
}

/// Writes the data as they are made, a batch of entries at a time on all processors: those of ten thousand
/// projects fill a hundred megabytes.
///
/// # Errors
/// Those of `into`.
pub fn write(consolidation: &Consolidation, into: &mut (dyn Write + Send)) -> io::Result<()> {
    let Consolidation {
        plan,
        period,
        projects,
        findings,
        submissions,
        ledger,
        changes,
    } = consolidation;
    let mut document = Document::begin(into)?;
    document.value("schema", &SCHEMA)?;
    document.value("plan", plan)?;
    document.value("period", period)?;
    document.list("projects", projects, ProjectData::of, BATCH)?;
    document.list("findings", findings, |finding| finding, BATCH_OF_SMALL)?;
    document.list("submissions", submissions, |sent| sent, BATCH_OF_SMALL)?;
    document.value("ledger", ledger)?;
    document.value("changes", changes)?;
    document.end()
}

/// Room for a project and what was found in it, in bytes: what is never written on takes no memory.
const ROOM: usize = 12 * 1024;

/// So many projects, of about ten kilobytes each, are made into text at once.
const BATCH: usize = 128;

/// So many findings and files, of some hundred bytes each.
const BATCH_OF_SMALL: usize = 2048;

#[derive(Serialize)]
struct ProjectData<'a> {
    number: Option<&'a str>,
    name: Option<&'a str>,
    fiscal_year: Option<FiscalYear>,
    scope: Scope,
    scope_basis: ScopeBasis,
    departments: &'a [Department],
    implementer: Option<&'a str>,
    evaluator: Option<&'a str>,
    progress_manager: &'a str,
    summary: Option<&'a str>,
    focus_goal: Option<&'a str>,
    current_state: Option<&'a str>,
    kgi: Option<&'a str>,
    kpi: Option<&'a str>,
    expected_effect: Option<&'a str>,
    remarks: Option<&'a str>,
    submitted_on: Option<&'a str>,
    contact: Option<&'a str>,
    years: Vec<YearData<'a>>,
    items: &'a [Item],
    ratings: ByMeasure<RatingData<'a>>,
    opinion: Option<&'a Opinion>,
    decision: Option<&'a Decision>,
    schedule_unclear: bool,
    source: SourceData<'a>,
}

impl<'a> ProjectData<'a> {
    fn of(project: &'a Project) -> Self {
        let sheet = &project.sheet;
        let rating = |measure: Measure| {
            RatingData::of(
                sheet.declared.get(measure),
                project.proposals.get(measure),
                project.decided.finals.get(measure).as_ref(),
            )
        };
        Self {
            number: sheet.number.as_deref(),
            name: sheet.name.as_deref(),
            fiscal_year: sheet.fiscal_year,
            scope: project.responsibility.scope,
            scope_basis: project.responsibility.scope_basis,
            departments: &sheet.departments,
            implementer: sheet.implementer.as_deref(),
            evaluator: project.responsibility.evaluator.as_deref(),
            progress_manager: &project.responsibility.progress_manager,
            summary: sheet.summary.as_deref(),
            focus_goal: sheet.focus_goal.as_deref(),
            current_state: sheet.current_state.as_deref(),
            kgi: sheet.kgi.as_deref(),
            kpi: sheet.kpi.as_deref(),
            expected_effect: sheet.expected_effect.as_deref(),
            remarks: sheet.remarks.as_deref(),
            submitted_on: sheet.submitted_on.as_deref(),
            contact: sheet.contact.as_deref(),
            years: sheet.years.iter().map(YearData::of).collect(),
            items: &sheet.items,
            ratings: ByMeasure {
                progress: rating(Measure::Progress),
                kpi: rating(Measure::Kpi),
                kgi: rating(Measure::Kgi),
            },
            opinion: project.decided.opinion.as_ref(),
            decision: project.decided.decision.as_ref(),
            schedule_unclear: sheet.schedule_unclear,
            source: SourceData {
                file: &sheet.source.file,
                sheet: &sheet.source.sheet,
                cells: &sheet.source.cells,
            },
        }
    }
}

#[derive(Serialize)]
struct YearData<'a> {
    fiscal_year: FiscalYear,
    target: ByMeasure<Option<ValueData<'a>>>,
    actual: ByMeasure<Option<ValueData<'a>>>,
    budget: Option<Exact>,
    settlement: Option<Exact>,
}

impl<'a> YearData<'a> {
    fn of(record: &'a YearRecord) -> Self {
        Self {
            fiscal_year: record.fiscal_year,
            target: values(&record.target),
            actual: values(&record.actual),
            budget: record.budget.map(Exact),
            settlement: record.settlement.map(Exact),
        }
    }
}

fn values(values: &ByMeasure<Option<Value>>) -> ByMeasure<Option<ValueData<'_>>> {
    let value = |measure| values.get(measure).as_ref().map(ValueData::of);
    ByMeasure {
        progress: value(Measure::Progress),
        kpi: value(Measure::Kpi),
        kgi: value(Measure::Kgi),
    }
}

#[derive(Serialize)]
struct ValueData<'a> {
    text: &'a str,
    kind: crate::model::Kind,
    number: Option<Exact>,
    unit: Option<&'a str>,
    bound: Option<crate::model::Bound>,
    cumulative: bool,
}

impl<'a> ValueData<'a> {
    fn of(value: &'a Value) -> Self {
        Self {
            text: &value.text,
            kind: value.kind,
            number: value.number.map(Exact),
            unit: value.unit.as_deref(),
            bound: value.bound,
            cumulative: value.cumulative,
        }
    }
}

#[derive(Serialize)]
struct RatingData<'a> {
    declared: Option<Grade>,
    declared_text: Option<&'a str>,
    reason: Option<&'a str>,
    proposed: Option<Grade>,
    achievement: Option<Exact>,
    basis: &'a str,
    #[serde(rename = "final")]
    stands: Option<&'a FinalRating>,
}

impl<'a> RatingData<'a> {
    fn of(declared: &'a Declared, proposal: &'a Proposal, stands: Option<&'a FinalRating>) -> Self {
        Self {
            declared: declared.grade,
            declared_text: declared.text.as_deref(),
            reason: declared.reason.as_deref(),
            proposed: proposal.grade,
            achievement: proposal.achievement.map(Exact),
            basis: &proposal.basis,
            stands,
        }
    }
}

#[derive(Serialize)]
struct SourceData<'a> {
    file: &'a str,
    sheet: &'a str,
    #[serde(serialize_with = "by_path")]
    cells: &'a Cells,
}

/// `{"name": "B4", "years.2019.target.kpi": "C10"}`, in the order of the form.
fn by_path<S: Serializer>(cells: &&Cells, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(cells.iter())
}

/// A decimal written as a JSON number with all its digits and no exponent or trailing zeros.
struct Exact(Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let exact = self.0.normalize();
        if exact.scale() == 0
            && let Ok(whole) = i64::try_from(exact.mantissa())
        {
            return serializer.serialize_i64(whole);
        }
        serde_json::Number::from_str(&exact.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

#[cfg(test)]
mod tests;
