//! What came of workbooks that were handed back: what changed, what could not be taken, what became of
//! each file.

use super::decision::Given;
use super::field::Field;
use crate::finding::{Finding, Severity};
use serde::Serialize;

/// What was said of one entry: a word and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The grade or the outcome; `None` for an opinion.
    pub word: Option<String>,
    /// The reason or the opinion, as written.
    pub text: Option<String>,
}

/// One thing that stands now and did not before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AppliedChange {
    /// 番号
    pub number: Option<String>,
    /// 事業名称
    pub name: Option<String>,
    /// The rating, opinion or decision.
    pub field: Field,
    /// What stood before; `None` where nothing did.
    pub before: Option<Statement>,
    /// What stands now.
    pub after: Statement,
    /// Who said so.
    pub by: Option<String>,
    /// Where it was written.
    pub source: Given,
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileStatus {
    /// It has entries.
    Read,
    /// It takes entries, but none was made.
    Blank,
    /// An output of kohyo that takes no entries, or no spreadsheet at all: passed over.
    Skipped,
    /// It could not be used.
    Rejected,
}

impl FileStatus {
    /// The words on paper.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Read => "読み取った",
            Self::Blank => "記入なし",
            Self::Skipped => "対象外",
            Self::Rejected => "使えない",
        }
    }
}

/// One file among the inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReturnedFile {
    /// Relative to the input root, `/` separated.
    pub file: String,
    /// What became of it.
    pub status: FileStatus,
    /// How many entries were made in it.
    pub entries: usize,
    /// How many of them were taken or stood already.
    pub taken: usize,
}

/// Everything that came of the workbooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What changed, in the order of projects, then of the page.
    pub changes: Vec<AppliedChange>,
    /// How many entries say what stood already.
    pub unchanged: usize,
    /// What was not taken (errors) or is worth a look, in the order of file, sheet and cell.
    pub findings: Vec<Finding>,
    /// Every file, in the order of path.
    pub files: Vec<ReturnedFile>,
}

impl Applied {
    /// What was not taken.
    pub fn refusals(&self) -> usize {
        let errors = self.findings.iter();
        errors.filter(|f| f.severity == Severity::Error).count()
    }
}
