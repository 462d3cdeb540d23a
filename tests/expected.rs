//! The main job on workbooks that no program of ours drew: the dataset holds what the fixtures'
//! `expected.json` says, and nothing of a form is left without a finding.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

mod support;

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use support::expectation::differences;

/// Consolidates the fixture forms for the first half of fiscal 2020 and returns the dataset.
fn dataset(inputs: &Path, exit: i32) -> Value {
    let out = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args([
            "consolidate",
            "--period",
            "R2-H1",
            "--as-of",
            "2020-09-30",
            "--quiet",
        ])
        .arg("--out")
        .arg(out.path())
        .arg(inputs)
        .assert()
        .code(exit);
    let text = std::fs::read_to_string(out.path().join("dataset.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/forms")
}

#[test]
fn forms_are_read_to_what_is_expected() {
    let dataset = dataset(&fixtures().join("forms"), 0);
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(fixtures().join("expected.json")).unwrap())
            .unwrap();
    let mut found = Vec::new();
    for workbook in expected.as_array().unwrap() {
        let file = workbook["path"].as_str().unwrap();
        let projects: Vec<&Value> = dataset["projects"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|project| project["source"]["file"] == file)
            .collect();
        let wanted = workbook["projects"].as_array().unwrap();
        assert_eq!(projects.len(), wanted.len(), "{file}");
        for wanted in wanted {
            let project = projects
                .iter()
                .find(|project| project["source"]["sheet"] == wanted["sheet"])
                .unwrap_or_else(|| panic!("{file}: {} not read", wanted["sheet"]));
            let mut wanted = wanted.clone();
            let cells = wanted["cells"].take();
            let object = wanted.as_object_mut().unwrap();
            object.remove("sheet");
            object.remove("cells");
            differences(file, &wanted, project, &mut found);
            for (field, cell) in cells.as_object().into_iter().flatten() {
                let got = &project["source"]["cells"][field];
                if got != cell {
                    found.push(format!("{file}: {field} from {got} instead of {cell}"));
                }
            }
        }
        check_findings(workbook, &dataset, &mut found);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn check_findings(workbook: &Value, dataset: &Value, found: &mut Vec<String>) {
    let file = &workbook["path"];
    let of_file: Vec<&Value> = dataset["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["file"] == *file)
        .collect();
    for wanted in workbook["findings"].as_array().unwrap() {
        let there = of_file.iter().any(|finding| {
            finding["code"] == wanted["code"] && finding["field"] == wanted["field"]
        });
        if there == (wanted["absent"] == true) {
            found.push(format!("{file}: finding {wanted} expected"));
        }
    }
    let unread: BTreeSet<(String, String)> = of_file
        .iter()
        .filter(|finding| finding["code"] == "unread-cell")
        .map(|finding| (finding["sheet"].to_string(), finding["cell"].to_string()))
        .collect();
    let wanted: BTreeSet<(String, String)> = workbook["unread"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|pair| (pair[0].to_string(), pair[1].to_string()))
        .collect();
    if unread != wanted {
        found.push(format!(
            "{file}: unread cells {unread:?} instead of {wanted:?}"
        ));
    }
}

/// The same form saved by LibreOffice as xlsx, ods and xls says the same, drawn spans included.
#[test]
fn formats_agree() {
    let read = |format: &str| {
        let dataset = dataset(&fixtures().join("formats").join(format), 0);
        let mut project = dataset["projects"][0].clone();
        project["source"] = Value::Null;
        project
    };
    let xlsx = read("xlsx");
    assert_eq!(xlsx["number"], "1");
    assert_eq!(xlsx["items"][1]["actual"][0]["to"], "2020-09");
    for format in ["ods", "xls"] {
        let mut found = Vec::new();
        differences(format, &xlsx, &read(format), &mut found);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// What is no form or cannot be opened is a finding each, and the exit status says so.
#[test]
fn bad_files_are_findings() {
    let dataset = dataset(&fixtures().join("bad"), 1);
    assert_eq!(dataset["projects"], Value::Array(Vec::new()));
    for (file, code) in [
        ("パスワード付き.xlsx", "encrypted"),
        ("途中で切れた.xlsx", "unreadable-file"),
        ("空.xlsx", "unreadable-file"),
        ("別の表.xlsx", "not-a-form"),
    ] {
        let finding = dataset["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["file"] == file)
            .unwrap_or_else(|| panic!("nothing said of {file}"));
        assert_eq!(finding["code"], code, "{file}");
        assert_eq!(finding["severity"], "error", "{file}");
    }
}
