//! Forms that people changed: each workbook of `fixtures/drift` is read as `expected.json` says, with
//! the findings listed there and no others. A new case is a new function in the folder's `make.py`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::expectation::{findings_differ, form_differs};
use support::reading::Read;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/drift")
}

fn expected() -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_case_reads_as_expected() {
    let only = std::env::var("DRIFT_CASE").unwrap_or_default();
    let mut found = Vec::new();
    for case in expected() {
        let file = case["path"].as_str().unwrap();
        if !file.contains(&only) {
            continue;
        }
        let read = Read::open(&folder().join(file), file);
        let projects = read.projects();
        let wanted = case["projects"].as_array().unwrap();
        if wanted.len() != projects.len() {
            found.push(format!(
                "{file}: {} forms instead of {}",
                projects.len(),
                wanted.len()
            ));
        }
        for (wanted, project) in wanted.iter().zip(&projects) {
            let number = &wanted["number"];
            form_differs(&format!("{file} [{number}]"), wanted, project, &mut found);
        }
        findings_differ(file, &case, &read.findings(), &mut found);
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_workbook_is_expected() {
    let listed: Vec<String> = expected()
        .iter()
        .map(|case| case["path"].as_str().unwrap().to_owned())
        .collect();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            !name.ends_with(".xlsx") || listed.contains(&name),
            "{name} has no expectation"
        );
    }
}
