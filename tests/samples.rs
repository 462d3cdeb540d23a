//! The samples yield what their table promises: `samples/README.md` is the test's list of cases.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

#[path = "support/samples.rs"]
mod samples;

use serde_json::Value;
use std::fs;

/// One line of the table: a file and the finding codes it must yield.
struct Row {
    file: String,
    codes: Vec<String>,
}

fn quoted(cell: &str) -> Vec<String> {
    let pieces = cell.split('`').skip(1).step_by(2);
    pieces.map(str::to_owned).collect()
}

fn table() -> Vec<Row> {
    let readme = fs::read_to_string(samples::root().join("samples/README.md")).unwrap();
    let lines = readme.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            assert_eq!(cells.len(), 3, "{line}");
            Row {
                file: quoted(cells[0]).remove(0),
                codes: quoted(cells[2]),
            }
        })
        .collect()
}

fn texts<'a>(dataset: &'a Value, list: &str, key: &str) -> Vec<&'a str> {
    let entries = dataset[list].as_array().unwrap();
    entries
        .iter()
        .map(|entry| entry[key].as_str().unwrap_or(""))
        .collect()
}

#[test]
fn samples_yield_what_their_table_promises() {
    let out = samples::fresh_folder("samples");
    let run = samples::consolidate(&out);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");

    let dataset = samples::dataset(&out);
    let rows = table();
    let mut wrong = Vec::new();
    for row in &rows {
        let findings: Vec<&Value> = dataset["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["file"] == row.file.as_str())
            .collect();
        for code in &row.codes {
            if !findings
                .iter()
                .any(|finding| finding["code"] == code.as_str())
            {
                wrong.push(format!("{}: no {code} among {findings:#?}", row.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    let missing: Vec<&Value> = dataset["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] == "missing-submission")
        .collect();
    assert_eq!(missing.len(), 1, "{missing:#?}");
    assert_eq!(missing[0]["text"], "14");

    let mut files: Vec<&str> = rows.iter().map(|row| row.file.as_str()).collect();
    files.sort_unstable();
    let mut submitted = texts(&dataset, "submissions", "file");
    submitted.sort_unstable();
    assert_eq!(submitted, files, "every sample stands in the table once");

    let numbers: Vec<String> = (1..=13).map(|number| number.to_string()).collect();
    let mut read = texts(&dataset, "projects", "number");
    read.sort_by_key(|number| number.parse::<u32>().unwrap());
    assert_eq!(read, numbers);
}

#[test]
fn the_same_samples_give_the_same_bytes() {
    let folders = ["samples-once", "samples-again"].map(samples::fresh_folder);
    for folder in &folders {
        samples::consolidate(folder);
    }
    let mut names: Vec<_> = fs::read_dir(&folders[0])
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| !name.to_string_lossy().starts_with('.'))
        .collect();
    names.sort();
    assert!(names.len() >= 4, "{names:?}");
    for name in names {
        let [once, again] = folders
            .each_ref()
            .map(|folder| fs::read(folder.join(&name)).unwrap());
        assert!(once == again, "{name:?} differs between two runs");
    }
}
