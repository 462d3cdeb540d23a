//! One workbook and one expectation a case: what a filled form holds where one thing in it is another.
//!
//! `tests/cases/KIND/NAME.json` tells of every workbook `NAME.xlsx`, `NAME.ods`, `NAME.xls`, `NAME.xlsb` beside
//! it how it differs from the form `base` of the same format:
//! ```json
//! { "values": { "years.2020.budget": 3600 },
//!   "findings": [ { "code": "struck-out", "cell": "E16", "says": ["2400", "3600"] } ] }
//! ```
//! - `values`: every path of the project that differs, with what it holds; `years` go by year. Proposals,
//!   which follow from the values, are compared only where they are named.
//! - `findings`: those beside the base's, each named by what it has; no others may be there, but for codes in
//!   `free` (default: `rating-differs`, `direction-assumed`).
//! - `base`: another workbook's name than `base`.
//! - `"project": null`: no project is read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

mod support;

use assert_cmd::Command;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use support::expectation::findings_differ;

const FORMATS: [&str; 4] = ["xlsx", "ods", "xls", "xlsb"];
/// Keys of a rating that kohyo works out.
const WORKED_OUT: [&str; 3] = ["proposed", "achievement", "basis"];

fn dataset(input: &Path) -> Value {
    let out = tempfile::tempdir().unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args(["consolidate", "--period", "R2-H1", "--as-of", "2020-09-30"])
        .args(["--only", "dataset", "--quiet", "--out"])
        .arg(out.path())
        .arg(input)
        .assert();
    let code = ran.get_output().status.code();
    assert!(matches!(code, Some(0 | 1)), "{}: {code:?}", input.display());
    let text = fs::read_to_string(out.path().join("dataset.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A project by the paths of its values.
fn paths(path: &str, value: &Value, found: &mut BTreeMap<String, Value>) {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    };
    match value {
        Value::Object(values) if !is_whole(values) => {
            for (key, value) in values {
                paths(&below(key), value, found);
            }
        }
        Value::Array(list) => {
            for (index, entry) in list.iter().enumerate() {
                let year = entry["fiscal_year"].as_i64().filter(|_| path == "years");
                let key = year.map_or_else(|| index.to_string(), |year| year.to_string());
                paths(&below(&key), entry, found);
            }
        }
        value => _ = found.insert(path.to_owned(), simple(value)),
    }
}

/// A value of an indicator is compared as a whole.
fn is_whole(values: &Map<String, Value>) -> bool {
    values.contains_key("kind") && values.contains_key("bound")
}

/// An indicator's value as the number it is, else as its text.
fn simple(value: &Value) -> Value {
    let number = &value["number"];
    match value.as_object() {
        Some(values) if is_whole(values) && !number.is_null() => number.clone(),
        Some(values) if is_whole(values) => value["text"].clone(),
        _ => value.clone(),
    }
}

fn project(dataset: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    if let Some(project) = dataset["projects"].as_array().unwrap().first() {
        let mut project = project.clone();
        project["source"] = Value::Null;
        paths("", &project, &mut found);
    }
    found
}

/// What is in either and not the same in the other, with what the other one holds.
fn differing(base: &Value, read: &Value) -> BTreeMap<String, Value> {
    let (base, read) = (project(base), project(read));
    let keys: BTreeSet<&String> = base.keys().chain(read.keys()).collect();
    keys.into_iter()
        .filter(|key| base.get(*key) != read.get(*key))
        .map(|key| (key.clone(), read.get(key).cloned().unwrap_or(Value::Null)))
        .collect()
}

fn same(one: &Value, other: &Value) -> bool {
    one == other || one.is_number() && one.as_f64() == other.as_f64()
}

/// The findings of one that the other has not, by all they say but the file.
fn new_findings(base: &Value, read: &Value, free: &[&str]) -> Vec<Value> {
    let list = |dataset: &Value| -> Vec<Value> {
        let mut findings = dataset["findings"].as_array().unwrap().clone();
        for finding in &mut findings {
            finding["file"] = Value::Null;
        }
        findings
    };
    let mut before = list(base);
    let mut found = list(read);
    found.retain(
        |finding| match before.iter().position(|old| old == finding) {
            Some(place) => {
                before.remove(place);
                false
            }
            None => !free.contains(&finding["code"].as_str().unwrap_or_default()),
        },
    );
    found
}

fn check(workbook: &Path, case: &Value, base: &Value, wrong: &mut Vec<String>) {
    let name = workbook.file_name().unwrap().to_string_lossy().into_owned();
    let read = dataset(workbook);
    let none = Map::new();
    let wanted = case["values"].as_object().unwrap_or(&none);
    let projects = read["projects"].as_array().unwrap().len();
    if case.get("project") == Some(&Value::Null) {
        if projects > 0 {
            wrong.push(format!("{name}: a project is read"));
        }
    } else if projects != 1 {
        wrong.push(format!("{name}: {projects} projects are read"));
    } else {
        let found = differing(base, &read);
        for (path, value) in &found {
            let worked_out =
                path.starts_with("ratings.") && WORKED_OUT.iter().any(|key| path.ends_with(key));
            if !wanted.contains_key(path) && !worked_out {
                wrong.push(format!("{name}: {path} is {value}"));
            }
        }
        let read = project(&read);
        for (path, value) in wanted {
            let got = read.get(path).unwrap_or(&Value::Null);
            if !same(value, got) {
                wrong.push(format!("{name}: {path} is {got} instead of {value}"));
            }
        }
    }
    let free = case["free"].as_array();
    let free: Vec<&str> = match free {
        Some(codes) => codes.iter().filter_map(Value::as_str).collect(),
        None => vec!["rating-differs", "direction-assumed"],
    };
    let found = new_findings(base, &read, &free);
    findings_differ(&name, case, &found, wrong);
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_case = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "json");
    let mut names: Vec<PathBuf> = entries.filter(is_case).collect();
    names.sort();
    names
}

#[test]
fn every_case_reads_as_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut bases: BTreeMap<PathBuf, Value> = BTreeMap::new();
    let mut wrong = Vec::new();
    for folder in folders(&root) {
        for path in names(&folder) {
            let text = fs::read_to_string(&path).unwrap();
            let case: Value = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let base = case.get("base").unwrap_or(&json!("base")).clone();
            let mut tried = 0;
            for format in FORMATS {
                let workbook = path.with_extension(format);
                if !workbook.exists() {
                    continue;
                }
                tried += 1;
                let base = folder.join(format!("{}.{format}", base.as_str().unwrap()));
                let base = bases.entry(base.clone()).or_insert_with(|| dataset(&base));
                check(&workbook, &case, base, &mut wrong);
            }
            assert!(tried > 0, "no workbook beside {}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
