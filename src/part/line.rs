//! The lines of a part as data.

use crate::batch::FileRecord;
use crate::finding::{Code, Finding, Severity};
use crate::model::{Field, Issued, ProjectSheet, Submission, SubmissionStatus};
use crate::workbook::{CellPos, Region};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    File(FileLine),
    Project(Box<ProjectSheet>),
    Finding(FindingLine),
}

#[derive(Serialize, Deserialize)]
pub(super) struct FileLine {
    file: String,
    status: SubmissionStatus,
    projects: Vec<String>,
    modified: Option<DateTime<Utc>>,
    issued: Option<Issued>,
    tabs: Vec<String>,
}

impl FileLine {
    pub(super) fn of(record: &FileRecord) -> Self {
        let submission = record.submission.clone();
        Self {
            file: submission.file,
            status: submission.status,
            projects: submission.projects,
            modified: submission.modified,
            issued: submission.issued,
            tabs: record.tabs.clone(),
        }
    }

    /// The file, without forms and findings yet.
    pub(super) fn record(self) -> FileRecord {
        FileRecord {
            submission: Submission {
                file: self.file,
                status: self.status,
                projects: self.projects,
                modified: self.modified,
                issued: self.issued,
            },
            tabs: self.tabs,
            sheets: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// A finding with its cells as rows and columns: it may lie where no address reaches.
#[derive(Serialize, Deserialize)]
pub(super) struct FindingLine {
    severity: Severity,
    code: Code,
    file: String,
    sheet: Option<String>,
    /// Row and column of the first cell and of the last.
    cell: Option<[u32; 4]>,
    field: Option<Field>,
    text: Option<String>,
    message: String,
}

impl FindingLine {
    pub(super) fn of(finding: &Finding) -> Self {
        let finding = finding.clone();
        Self {
            severity: finding.severity,
            code: finding.code,
            file: finding.file,
            sheet: finding.sheet,
            cell: finding.cell.map(|cells| {
                let Region { first, last } = cells;
                [first.row, first.col, last.row, last.col]
            }),
            field: finding.field,
            text: finding.text,
            message: finding.message,
        }
    }

    pub(super) fn finding(self) -> Finding {
        Finding {
            severity: self.severity,
            code: self.code,
            file: self.file,
            sheet: self.sheet,
            cell: self.cell.map(|[row, col, last_row, last_col]| Region {
                first: CellPos::new(row, col),
                last: CellPos::new(last_row, last_col),
            }),
            field: self.field,
            text: self.text,
            message: self.message,
        }
    }
}
