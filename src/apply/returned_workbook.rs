//! One workbook that came back: whether it takes entries, and which were made.

use super::entry::Entry;
use super::page::Page;
use crate::finding::{Code, Finding};
use crate::workbook::Workbook;

/// The property that names an output of kohyo.
const OUTPUT_PROPERTY: &str = "kohyo.output";

/// What one file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnedWorkbook {
    /// Relative to the input root, `/` separated.
    pub(super) file: String,
    /// Whether it has any word of kohyo: it takes entries.
    pub(super) tagged: bool,
    /// The kind of output it says it is.
    pub(super) output: Option<String>,
    /// Whether it could be used at all.
    pub(super) rejected: bool,
    /// What was entered, in the order of sheets and cells.
    pub(super) entries: Vec<Entry>,
    /// What was found in reading it.
    pub(super) findings: Vec<Finding>,
    /// Names of its sheets in the order of tabs.
    pub(super) tabs: Vec<String>,
}

impl ReturnedWorkbook {
    /// A file that is no spreadsheet by its name.
    pub fn skipped(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// A file that cannot be read, and why.
    pub fn rejected(file: &str, why: Finding) -> Self {
        Self {
            rejected: true,
            findings: vec![why.in_file(file)],
            ..Self::skipped(file)
        }
    }

    /// With what else was found in the file.
    #[must_use]
    pub fn with(mut self, findings: impl IntoIterator<Item = Finding>) -> Self {
        let findings = findings.into_iter();
        self.findings
            .extend(findings.map(|finding| finding.in_file(&self.file)));
        self
    }

    /// What was found in reading it.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether it is a workbook that takes entries.
    pub fn is_returned(&self) -> bool {
        self.tagged
    }

    /// Whether it is another output of kohyo, which takes none.
    pub(super) fn is_other_output(&self) -> bool {
        self.output.as_deref().is_some_and(|kind| kind != "review")
    }
}

/// Finds the entries of a workbook.
pub fn read(file: &str, workbook: &Workbook) -> ReturnedWorkbook {
    let mut returned = ReturnedWorkbook {
        output: workbook.properties.get(OUTPUT_PROPERTY).cloned(),
        tabs: workbook.sheets.iter().map(|s| s.name.clone()).collect(),
        ..ReturnedWorkbook::skipped(file)
    };
    for sheet in &workbook.sheets {
        let Some(page) = Page::of(file, sheet) else {
            continue;
        };
        returned.tagged = true;
        let (entries, findings) = page.read();
        returned.entries.extend(entries);
        returned.findings.extend(findings);
    }
    let no_return = !returned.tagged && !returned.is_other_output();
    if no_return {
        returned.rejected = true;
        let message = match returned.output {
            Some(_) => {
                "評価シートですが、記入欄の目印が一つもありません。目印の付く前の版で作ったか、目印の行や列が消えています"
            }
            None => "kohyo が作った評価シートでも総括表でもありません",
        };
        let code = match returned.output {
            Some(_) => Code::EntryMarkBroken,
            None => Code::NotAReturn,
        };
        returned
            .findings
            .push(Finding::new(code, message).in_file(file));
    }
    returned
}
