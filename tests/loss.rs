//! What readers lose silently, transplanted into a real filled form: every value is still read right
//! or there is a finding at the cell, and the rest of the sheet is read.
//!
//! `tests/data/loss.txt` has a line for each file of `tests/fixtures/loss`: the paths in which its
//! project may differ from the untouched form's (`-`: none; `*`: no project can be read), then the
//! findings that must be there beside those of the untouched form, as code@cell.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn dataset(input: &Path) -> Value {
    let out = tempfile::tempdir().unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args([
            "consolidate",
            "--period",
            "R2-H1",
            "--only",
            "dataset",
            "--quiet",
            "--out",
        ])
        .arg(out.path())
        .arg(input)
        .assert();
    let code = ran.get_output().status.code();
    assert!(matches!(code, Some(0 | 1)), "{}: {code:?}", input.display());
    let text = std::fs::read_to_string(out.path().join("dataset.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The paths in which two values differ; lists are compared by position.
fn differing(path: &str, one: &Value, other: &Value, found: &mut BTreeSet<String>) {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    };
    match (one, other) {
        (Value::Object(ones), Value::Object(others)) => {
            for key in ones.keys().chain(others.keys()) {
                differing(&below(key), &one[key], &other[key], found);
            }
        }
        (Value::Array(ones), Value::Array(others)) if ones.len() == others.len() => {
            for (index, (one, other)) in ones.iter().zip(others).enumerate() {
                differing(&below(&index.to_string()), one, other, found);
            }
        }
        _ if one == other => {}
        _ => _ = found.insert(path.to_owned()),
    }
}

fn findings(dataset: &Value) -> BTreeSet<String> {
    dataset["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let cell = finding["cell"].as_str().unwrap_or("-");
            format!("{}@{cell}", finding["code"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn nothing_is_lost_silently() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let untouched = dataset(&root.join("fixtures/forms/forms/子ども未来部/保育課_個票1.xlsx"));
    let usual = findings(&untouched);
    let mut base = untouched["projects"][0].clone();
    base["source"] = Value::Null;
    let table = std::fs::read_to_string(root.join("data/loss.txt")).unwrap();
    let mut listed = BTreeSet::new();
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, differs, wanted] = columns[..] else {
            panic!("three columns, please: {line}");
        };
        listed.insert(format!("{name}.xlsx"));
        let read = dataset(&root.join("fixtures/loss").join(format!("{name}.xlsx")));
        let mut found = BTreeSet::new();
        match read["projects"].as_array().unwrap().first() {
            None => _ = found.insert("*".to_owned()),
            Some(project) => {
                let mut project = project.clone();
                project["source"] = Value::Null;
                differing("", &base, &project, &mut found);
            }
        }
        let allowed: BTreeSet<String> = differs.split(' ').map(str::to_owned).collect();
        let found: Vec<_> = found.difference(&allowed).cloned().collect();
        if !found.is_empty() {
            wrong.push(format!("{name}: differs in {}", found.join(" ")));
        }
        let new: BTreeSet<String> = findings(&read).difference(&usual).cloned().collect();
        let wanted: BTreeSet<String> = wanted
            .split(' ')
            .filter(|word| *word != "-")
            .map(str::to_owned)
            .collect();
        if new != wanted {
            wrong.push(format!("{name}: findings {new:?} instead of {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let there: BTreeSet<String> = std::fs::read_dir(root.join("fixtures/loss"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".xlsx"))
        .collect();
    assert_eq!(listed, there);
}

/// What a damaged file hides of its number formats, fills or shapes is told once for its sheet.
#[test]
fn what_a_file_hides_is_told_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/blind");
    for (file, hidden) in [
        (
            "書式の切れた.xlsx",
            "数値の表示形式（％など）、セルの塗りつぶし",
        ),
        ("図形の切れた.xlsx", "図形（工程の矢印）"),
    ] {
        let dataset = dataset(&folder.join(file));
        let findings = dataset["findings"].as_array().unwrap().iter();
        let told: Vec<(&str, &str)> = findings
            .filter(|finding| finding["code"] == "format-unknown")
            .map(|finding| {
                let text = |key: &str| finding[key].as_str().unwrap_or_default();
                (text("sheet"), text("message"))
            })
            .collect();
        let message = format!("このファイルからは{hidden}が読み取れません");
        assert_eq!(told, [("個票", message.as_str())], "{file}");
    }
}
