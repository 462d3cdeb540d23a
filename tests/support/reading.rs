//! A workbook read and judged through the library, as JSON.

use chrono::NaiveDate;
use kohyo::form::{self, Context, Reading};
use kohyo::layout::{self, Layout};
use kohyo::model::{Consolidation, FiscalYear, Part, Period};
use kohyo::report::{self, Output, Style};
use kohyo::rules::{self, Settings};
use kohyo::workbook::{Limits, Reader, Workbook};
use serde_json::Value;
use std::path::Path;

/// What a workbook gave.
pub struct Read(pub Reading);

/// Opens a workbook in this process.
pub fn open(path: &Path) -> Workbook {
    Reader::new(Limits::default(), None).open(path).unwrap()
}

impl Read {
    /// Reads a file by the built-in layouts.
    pub fn open(path: &Path, name: &str) -> Self {
        Self::of(&open(path), &layout::builtin().unwrap(), name)
    }

    /// Reads a workbook by the layouts given.
    pub fn of(workbook: &Workbook, layouts: &[Layout], name: &str) -> Self {
        let words = ["記入例".to_owned(), "見本".to_owned()];
        let context = Context {
            file: name,
            example_words: &words,
            organisation: &[],
        };
        Self(form::read(workbook, layouts, &context))
    }

    /// The forms as `dataset.json` has them, rated for the first half of fiscal 2020.
    pub fn projects(&self) -> Vec<Value> {
        let period = Period {
            fiscal_year: FiscalYear(2020),
            part: Some(Part::H1),
            as_of: NaiveDate::from_ymd_opt(2020, 9, 30).unwrap(),
        };
        let projects = self
            .0
            .sheets
            .iter()
            .map(|sheet| rules::judge(sheet.clone(), &period, None, &Settings::default()).0);
        let consolidation = Consolidation {
            plan: String::new(),
            period,
            projects: projects.collect(),
            findings: Vec::new(),
            submissions: Vec::new(),
            ledger: None,
            changes: None,
        };
        let rendered =
            report::render(&consolidation, &Style::default(), None, &[Output::Dataset]).unwrap();
        let dataset: Value = serde_json::from_slice(&rendered[0].bytes).unwrap();
        dataset["projects"].as_array().unwrap().clone()
    }

    /// What was found in reading.
    pub fn findings(&self) -> Vec<Value> {
        let findings = self.0.findings.iter();
        findings
            .map(|found| serde_json::to_value(found).unwrap())
            .collect()
    }
}
