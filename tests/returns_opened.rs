//! Return copies in other people's programs: whatever opens the original opens the copy.
//!
//! Needs soffice and a Python with openpyxl (that of the samples' generator where it was made); what is
//! missing is a failure.

#![cfg(feature = "rendering")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::Office;

/// Prints for each workbook its first sheet and how many notes are kohyo's; nothing for one that does
/// not open.
const OPEN: &str = "
import json, sys, warnings, openpyxl
warnings.simplefilter('ignore')
told = {}
for path in sys.argv[1:]:
    try:
        book = openpyxl.load_workbook(path)
    except Exception:
        continue
    notes = [c.comment.text for s in book for c in s._cells.values() if c.comment]
    told[path] = [book.sheetnames[0], sum('［kohyo ' in note for note in notes)]
print(json.dumps(told))
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every .xlsx and .xlsm below a folder.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(workbooks(&path));
        } else if path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn opened(files: &[PathBuf]) -> BTreeMap<String, Value> {
    let own = root().join("target/venv-samples/bin/python");
    let python = if own.exists() { own } else { "python3".into() };
    let told = Command::new(python)
        .args(["-c", OPEN])
        .args(files)
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    serde_json::from_slice(&told.stdout).unwrap()
}

/// Converts a workbook into a folder.
fn converted(file: &Path, to: &str, folder: &Path) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .args([folder, file])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", file.display());
}

fn returned(folder: &str) -> (Office, PathBuf) {
    let office = Office::new();
    let input = root().join(folder);
    let input = input.to_str().unwrap();
    office.kohyo(&["return", input, "--out", "差戻し", "--period", "R2-H1"]);
    let copies = office.path("差戻し");
    (office, copies)
}

#[test]
fn openpyxl_opens_every_copy_whose_original_it_opens() {
    let mut compared = 0;
    for folder in [
        "samples/forms",
        "tests/fixtures/drift",
        "tests/fixtures/loss",
    ] {
        let (_office, copies) = returned(folder);
        let files = workbooks(&copies);
        let tell = |files: &[PathBuf]| opened(files);
        let after = tell(&files);
        let originals: Vec<PathBuf> = files
            .iter()
            .map(|f| root().join(folder).join(f.strip_prefix(&copies).unwrap()))
            .collect();
        let before = tell(&originals);
        for (copy, original) in files.iter().zip(&originals) {
            let is_alone = !original.exists();
            if is_alone || before.contains_key(original.to_str().unwrap()) {
                let told = after.get(copy.to_str().unwrap());
                assert_eq!(
                    told.map(|t| &t[0]),
                    Some(&Value::from("確認事項")),
                    "{}",
                    copy.display()
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 30, "{compared}");
}

/// What is said of a form, without the name of its file.
fn findings(office: &Office, file: &str) -> Vec<Value> {
    let run = office.kohyo(&["check", file, "--period", "R2-H1", "--format", "json"]);
    let told: Value = serde_json::from_str(&run.stdout()).unwrap();
    let mut findings = told["findings"].as_array().unwrap().clone();
    for finding in &mut findings {
        finding["file"] = Value::Null;
    }
    findings
}

#[test]
fn libreoffice_keeps_what_a_copy_says() {
    let (office, copies) = returned("tests/fixtures/forms/forms");
    let files = workbooks(&copies);
    assert!(!files.is_empty());
    for copy in files {
        let original = root().join("tests/fixtures/forms/forms");
        let original = original.join(copy.strip_prefix(&copies).unwrap());
        let expected = findings(&office, original.to_str().unwrap());
        let saved = office.path("saved");
        converted(&copy, "xlsx:Calc MS Excel 2007 XML", &saved);
        converted(&copy, "pdf", &saved);
        let name = copy.file_name().unwrap();
        assert!(saved.join(name).with_extension("pdf").exists());
        let again = saved.join(name);
        assert_eq!(findings(&office, again.to_str().unwrap()), expected);
        let clean = ["return", "clean", again.to_str().unwrap(), "--out", "clean"];
        office.kohyo(&clean).ended(0);
        let cleaned = office.path("clean").join(name);
        assert_eq!(findings(&office, cleaned.to_str().unwrap()), expected);
        assert_eq!(
            opened(std::slice::from_ref(&cleaned))
                .values()
                .next()
                .unwrap()[1],
            0
        );
    }
}
