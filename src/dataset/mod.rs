//! dataset.json: everything a run found out, for other programs and for runs to come
//! (`docs/dataset.schema.json`).
//!
//! ```text
//!                                      ┌─ read  ─ Dataset: what is carried over to the next period
//! Consolidation ─ write ─ dataset.json ┤
//!                                      └─ whole ─ Consolidation: all there is, to write the outputs anew
//! ```
//! Keys that are not needed are passed over in reading. What no output is made of is not in the data and
//! does not come back: as what a file was handed out ([`Submission::issued`]), which the ledger has already
//! judged.

mod document;
mod lines;
mod project;
mod write;

pub use write::write;

use crate::finding::{Code, Finding};
use crate::model::{
    Changes, Consolidation, FiscalYear, Ledger, Part, Period, Project, Source, Submission,
};
use chrono::NaiveDate;
use project::{PlainSource, ProjectData};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

/// Name of the file.
pub const NAME: &str = "dataset.json";

/// The version of the data's shape; a new one where a key is removed or changes its meaning.
pub const SCHEMA: &str = "kohyo/1";

/// What a former run found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Name of the plan.
    pub plan: String,
    /// The fiscal year rated then, and the part of it.
    pub period: (FiscalYear, Option<Part>),
    /// The day up to which progress was looked at.
    pub as_of: NaiveDate,
    /// Its projects, without the cells they were read from.
    pub projects: Vec<Project>,
    /// Numbers of the projects that were not sent then.
    pub missing: Vec<String>,
}

/// A file that is no data of kohyo.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetError {
    /// Not JSON, or not of the shape.
    #[error("kohyo の dataset.json ではありません")]
    Shape(#[from] serde_json::Error),
    /// Data of another shape.
    #[error("形式「{0}」の dataset.json は読めません。この版の kohyo で作り直してください")]
    Schema(String),
}

/// Reads the data as far as the next period needs them.
///
/// # Errors
/// When the text is no data of this version.
pub fn read(text: &str) -> Result<Dataset, DatasetError> {
    let file: Needed = parsed(text)?;
    let missing = file.findings.into_iter();
    let missing =
        missing.filter(|finding: &Missing| finding.code == Code::MissingSubmission.as_str());
    Ok(Dataset {
        plan: file.plan,
        missing: missing.filter_map(|finding| finding.text).collect(),
        period: (file.period.fiscal_year, file.period.part),
        as_of: file.period.as_of,
        projects: projects(file.projects),
    })
}

/// Reads all of the data.
///
/// # Errors
/// When the text is no data of this version, or has findings of a later one.
pub fn whole(text: &str) -> Result<Consolidation, DatasetError> {
    let file: Everything = parsed(text)?;
    Ok(Consolidation {
        plan: file.plan,
        period: file.period,
        projects: projects(file.projects),
        findings: file.findings,
        submissions: file.submissions,
        ledger: file.ledger,
        changes: file.changes,
    })
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, DatasetError> {
    let schema: Schema = serde_json::from_str(text)?;
    match schema.schema.as_str() {
        SCHEMA => Ok(serde_json::from_str(text)?),
        _ => Err(DatasetError::Schema(schema.schema)),
    }
}

fn projects<S: Clone + Into<Source>>(projects: Vec<ProjectData<'_, S>>) -> Vec<Project> {
    projects.into_iter().map(ProjectData::project).collect()
}

#[derive(Deserialize)]
struct Schema {
    schema: String,
}

/// What the next period needs.
type Needed = File<PlainSource, Missing, IgnoredAny, IgnoredAny, IgnoredAny>;

/// All there is.
type Everything = File<Source, Finding, Vec<Submission>, Ledger, Changes>;

#[derive(Deserialize)]
struct File<S: Clone + 'static, F, U, L, C> {
    plan: String,
    period: Period,
    projects: Vec<ProjectData<'static, S>>,
    findings: Vec<F>,
    submissions: U,
    // Data of older versions has no such keys.
    ledger: Option<L>,
    changes: Option<C>,
}

#[derive(Deserialize)]
struct Missing {
    code: String,
    text: Option<String>,
}

#[cfg(test)]
mod tests;
