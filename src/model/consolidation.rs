//! Everything one run found out, ready to be rendered.

use super::changes::Changes;
use super::fiscal::Period;
use super::ledger::Ledger;
use super::project::Project;
use crate::finding::Finding;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What became of one input file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubmissionStatus {
    /// At least one form was read.
    Read,
    /// No form could be read.
    Rejected,
    /// Passed over on purpose.
    Skipped,
}

/// What a workbook that was handed out says of itself, out of sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The layout's name, or its id where no layout of that id is known.
    pub layout: String,
    /// The version it was issued in.
    pub version: Option<u32>,
    /// The version the layout has now.
    pub current: Option<u32>,
    /// The period it was issued for.
    pub period: Option<Period>,
}

/// One input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// File relative to the input root, `/` separated.
    pub file: String,
    /// What became of it.
    pub status: SubmissionStatus,
    /// Numbers of the projects read from it.
    pub projects: Vec<String>,
    /// When it was last changed, as the file itself says.
    pub modified: Option<DateTime<Utc>>,
    /// As what it was handed out, where it was.
    #[serde(skip)]
    pub issued: Option<Issued>,
}

/// The finished result of a run.
#[derive(Clone, Debug)]
pub struct Consolidation {
    /// Name of the plan, for titles.
    pub plan: String,
    /// The period rated.
    pub period: Period,
    /// Every project read, in the order of number, then file.
    pub projects: Vec<Project>,
    /// Every finding, in the order of file, sheet and cell.
    pub findings: Vec<Finding>,
    /// Every input file, in the order of path.
    pub submissions: Vec<Submission>,
    /// 提出状況; `None` without a register.
    pub ledger: Option<Ledger>,
    /// 前回比; `None` without last period's data.
    pub changes: Option<Changes>,
}
