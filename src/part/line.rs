//! The lines of a part as data.

use crate::batch::FileRecord;
use crate::finding::Finding;
use crate::model::{Issued, ProjectSheet, Submission};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    File(FileLine),
    Project(Box<ProjectSheet>),
    Finding(Finding),
}

#[derive(Serialize, Deserialize)]
pub(super) struct FileLine {
    #[serde(flatten)]
    submission: Submission,
    issued: Option<Issued>,
    tabs: Vec<String>,
}

impl FileLine {
    pub(super) fn of(record: &FileRecord) -> Self {
        Self {
            submission: record.submission.clone(),
            issued: record.submission.issued.clone(),
            tabs: record.tabs.clone(),
        }
    }

    /// The file, without forms and findings yet.
    pub(super) fn record(self) -> FileRecord {
        let mut submission = self.submission;
        submission.issued = self.issued;
        FileRecord {
            submission,
            tabs: self.tabs,
            sheets: Vec::new(),
            findings: Vec::new(),
        }
    }
}
