//! One file → its forms and findings; whatever it holds, nothing but a value comes back.

use super::walk::Found;
use super::{FileRecord, Reading, problems};
use crate::finding::{Code, Finding};
use crate::form;
use crate::layout::{Layout, marks};
use crate::model::{Issued, Period, ProjectSheet, Submission, SubmissionStatus};
use crate::text;
use crate::workbook::Workbook;
use chrono::{DateTime, Utc};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The property by which kohyo marks the workbooks it writes.
const OUTPUT_PROPERTY: &str = "kohyo.output";

/// What one file came to.
pub(super) struct FileReading {
    pub(super) status: SubmissionStatus,
    pub(super) sheets: Vec<ProjectSheet>,
    pub(super) findings: Vec<Finding>,
    /// Names of its sheets in the order of tabs.
    pub(super) tabs: Vec<String>,
    /// When it was last changed, as it says itself.
    pub(super) modified: Option<DateTime<Utc>>,
    /// As what it was handed out.
    pub(super) issued: Option<Issued>,
}

impl FileReading {
    const fn new(status: SubmissionStatus) -> Self {
        Self {
            status,
            sheets: Vec::new(),
            findings: Vec::new(),
            tabs: Vec::new(),
            modified: None,
            issued: None,
        }
    }

    /// Passed over on purpose.
    pub(super) const fn skipped() -> Self {
        Self::new(SubmissionStatus::Skipped)
    }

    /// Could not be read.
    pub(super) const fn rejected() -> Self {
        Self::new(SubmissionStatus::Rejected)
    }

    /// Under the file's name.
    pub(super) fn record(self, file: &str) -> FileRecord {
        let numbers = self.sheets.iter().filter_map(|s| s.number.clone());
        FileRecord {
            submission: Submission {
                file: file.to_owned(),
                status: self.status,
                projects: numbers.collect(),
                modified: self.modified,
                issued: self.issued,
            },
            tabs: self.tabs,
            sheets: self.sheets,
            findings: self.findings,
        }
    }

    /// With the reason.
    pub(super) fn with(mut self, finding: Finding) -> Self {
        self.findings.push(finding);
        self
    }
}

/// Reads a file. A panic on the way is a finding like any other.
pub(super) fn read(reading: &Reading<'_>, found: &Found) -> FileReading {
    catch_unwind(AssertUnwindSafe(|| open(reading, found))).unwrap_or_else(|_| {
        let message = "読み取りの途中で想定外の内容に当たり、このファイルは読めませんでした";
        let finding = Finding::new(Code::UnreadableFile, message);
        FileReading::rejected().with(finding.in_file(&found.file))
    })
}

fn open(reading: &Reading<'_>, found: &Found) -> FileReading {
    let workbook = match reading.reader.open(&found.path) {
        Ok(workbook) => workbook,
        Err(problem) => {
            let finding = problems::of_file(&problem);
            return FileReading::rejected().with(finding.in_file(&found.file));
        }
    };
    if workbook.properties.contains_key(OUTPUT_PROPERTY) {
        return FileReading::skipped();
    }
    let context = form::Context {
        file: &found.file,
        example_words: reading.example_words,
        organisation: reading.organisation,
    };
    let form::Reading {
        sheets,
        mut findings,
        ..
    } = form::read(&workbook, reading.layouts, &context);
    let with_forms = sheets.iter().map(|form| form.source.sheet.as_str());
    let with_forms = with_forms.collect();
    let odd = problems::of_workbook(&workbook, &with_forms, &findings, &found.file);
    findings.extend(odd);
    let status = match sheets.is_empty() {
        true => SubmissionStatus::Rejected,
        false => SubmissionStatus::Read,
    };
    FileReading {
        status,
        sheets,
        findings,
        issued: issued(&workbook, reading.layouts),
        modified: workbook.modified,
        tabs: workbook
            .sheets
            .into_iter()
            .map(|sheet| sheet.name)
            .collect(),
    }
}

/// What the marks of an issued form say.
fn issued(workbook: &Workbook, layouts: &[Layout]) -> Option<Issued> {
    let property = |name: &str| workbook.properties.get(name);
    let id = property(marks::FORM)?;
    let layout = layouts.iter().find(|layout| layout.id == *id);
    let period = property(marks::PERIOD).and_then(|text| text::period::parse(text));
    Some(Issued {
        layout: layout.map_or(id, |layout| &layout.name).clone(),
        version: property(marks::VERSION).and_then(|text| text.trim().parse().ok()),
        current: layout.map(|layout| layout.version),
        period: period.map(|(year, part)| Period::ending(year, part)),
    })
}
