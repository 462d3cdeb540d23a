//! Forms as text: each file of `fixtures/tables` draws one form and says what is read from it.
//! A new case is a new file.
//!
//! ```toml
//! about = "what the case shows"
//! layout = "review"                 # of fixtures/tables/layouts; without it the built-in ones
//! merges = ["A4:A6"]
//! sheet = """
//! A1 | B1 | C1                      a line a row; numbers are numbers, 'before text makes it one
//! """
//! formats = { A1 = "0%" }           # number formats
//! values = { number = "7" }         # paths of dataset.json; a value is its number and unit
//! findings = ["unread-cell@B4"]     # all warnings and errors but layout-drift
//! ```
//! Files of `fixtures/tables/learn` are forms that a layout is learned from: `guesses` has all of them (cell,
//! what it is, how certain, label), or `refused` is true; `unwritten` has words that the layout must not hold.
//! `values` has every value of a year and every grade and reason that is read, and what else it likes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

mod support;

use kohyo::form::learn::learn;
use kohyo::layout::vocabulary::Vocabulary;
use kohyo::layout::{self, Layout};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::reading::{Read, open};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "about")]
    _about: String,
    layout: Option<String>,
    #[serde(default)]
    guesses: Vec<String>,
    #[serde(default)]
    refused: bool,
    #[serde(default)]
    unwritten: Vec<String>,
    #[serde(default)]
    merges: Vec<String>,
    sheet: String,
    #[serde(default)]
    formats: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    findings: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tables")
}

#[test]
fn tables_are_read_as_their_files_say() {
    check(&folder(), differences);
}

#[test]
fn layouts_are_learned_as_the_files_say() {
    check(&folder().join("learn"), learned_otherwise);
}

fn check(folder: &Path, differences: fn(&Case) -> Vec<String>) {
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let case: Case = toml::from_str(&std::fs::read_to_string(&file).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        for difference in differences(&case) {
            wrong.push(format!("{name}: {difference}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn learned_otherwise(case: &Case) -> Vec<String> {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("様式.xlsx");
    draw(case, &path);
    let vocabulary = Vocabulary::builtin().unwrap();
    let Ok(learned) = learn(&open(&path).sheets[0], &vocabulary) else {
        let expected = case.refused && case.guesses.is_empty();
        return if expected {
            Vec::new()
        } else {
            vec!["refused".to_owned()]
        };
    };
    let mut found = Vec::new();
    let guesses = learned.guesses.iter().map(|guess| {
        let (slot, certainty) = (guess.slot, guess.certainty.japanese());
        format!("{} {slot} {certainty} {}", guess.cell, guess.text)
    });
    let guesses: Vec<String> = guesses.collect();
    if case.refused || guesses != case.guesses {
        found.push(format!("learned\n  {}", guesses.join("\n  ")));
    }
    let written = learned.to_toml("a", "様式", &vocabulary);
    if let Err(error) = layout::parse(&written) {
        found.push(format!("{error}\n{written}"));
    }
    let kept = case.unwritten.iter().filter(|word| written.contains(*word));
    found.extend(kept.map(|word| format!("writes {word}")));
    found
}

fn differences(case: &Case) -> Vec<String> {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("様式.xlsx");
    draw(case, &path);
    let read = Read::of(&open(&path), &layouts(case), "様式.xlsx");
    let mut found = Vec::new();
    let project = read.projects().into_iter().next().unwrap_or(Value::Null);
    let mut values = read_values(&project);
    for (path, wanted) in &case.values {
        let got = values.remove(path).unwrap_or_else(|| at(&project, path));
        if got != *wanted {
            found.push(format!("{path} is {got}, not {wanted}"));
        }
    }
    found.extend(
        values
            .iter()
            .map(|(path, value)| format!("{path} is {value} as well")),
    );
    let said = said(&read);
    let mut wanted = case.findings.clone();
    wanted.sort();
    if said != wanted {
        found.push(format!("findings {said:?} and not {wanted:?}"));
    }
    found
}

fn layouts(case: &Case) -> Vec<Layout> {
    match &case.layout {
        None => layout::builtin().unwrap(),
        Some(name) => {
            let file = folder().join("layouts").join(format!("{name}.toml"));
            vec![layout::parse(&std::fs::read_to_string(file).unwrap()).unwrap()]
        }
    }
}

/// Warnings and errors, as code@cell.
fn said(read: &Read) -> Vec<String> {
    let mut said: Vec<String> = read
        .findings()
        .iter()
        .filter(|finding| finding["severity"] != "info" && finding["code"] != "layout-drift")
        .map(|finding| {
            let cell = finding["cell"].as_str().unwrap_or("-");
            format!("{}@{cell}", finding["code"].as_str().unwrap())
        })
        .collect();
    said.sort();
    said
}

/// Every value of a year, grade and reason by its path.
fn read_values(project: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut add = |path: String| {
        let value = at(project, &path);
        if value != "-" {
            found.insert(path, value);
        }
    };
    for year in project["years"].as_array().into_iter().flatten() {
        let year = &year["fiscal_year"];
        for side in ["target", "actual"] {
            for measure in ["progress", "kpi", "kgi"] {
                add(format!("years.{year}.{side}.{measure}"));
            }
        }
        add(format!("years.{year}.budget"));
        add(format!("years.{year}.settlement"));
    }
    for measure in ["progress", "kpi", "kgi"] {
        add(format!("ratings.{measure}.declared"));
        add(format!("ratings.{measure}.reason"));
    }
    found
}

/// A value by its path, as one text; `-` where there is none.
fn at(project: &Value, path: &str) -> String {
    let mut value = project;
    for key in path.split('.') {
        value = match value {
            Value::Array(all) => all
                .iter()
                .find(|year| year["fiscal_year"].as_i64() == key.parse().ok())
                .unwrap_or(&Value::Null),
            other => &other[key],
        };
    }
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(fields) => {
            let number = &fields["number"];
            let read = if number.is_null() {
                &fields["text"]
            } else {
                number
            };
            let read = read
                .as_str()
                .map_or_else(|| read.to_string(), str::to_owned);
            match fields["unit"].as_str() {
                Some(unit) => format!("{read} {unit}"),
                None => read,
            }
        }
        other => other.to_string(),
    }
}

fn draw(case: &Case, path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for range in &case.merges {
        let (first, last) = range.split_once(':').unwrap();
        let (first, last) = (pos(first), pos(last));
        sheet
            .merge_range(first.0, first.1, last.0, last.1, "", &Format::new())
            .unwrap();
    }
    for (row, line) in (0..).zip(case.sheet.lines()) {
        for (col, text) in (0..).zip(line.split('|')) {
            write(sheet, (row, col), text.trim(), case);
        }
    }
    workbook.save(path).unwrap();
}

fn write(sheet: &mut Worksheet, (row, col): (u32, u16), text: &str, case: &Case) {
    let format = case
        .formats
        .iter()
        .find(|(cell, _)| pos(cell) == (row, col))
        .map_or_else(Format::new, |(_, format)| {
            Format::new().set_num_format(format)
        });
    let written = match (text.strip_prefix('\''), text.parse::<f64>()) {
        _ if text.is_empty() => return,
        (Some(text), _) => sheet.write_string_with_format(row, col, text, &format),
        (None, Ok(number)) => sheet.write_number_with_format(row, col, number, &format),
        (None, Err(_)) => {
            let text = text.replace("\\n", "\n");
            sheet.write_string_with_format(row, col, text, &format)
        }
    };
    written.unwrap();
}

/// Row and column of A1.
fn pos(cell: &str) -> (u32, u16) {
    let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
    let (letters, row) = cell.split_at(digits);
    let col = letters
        .bytes()
        .fold(0, |col, letter| col * 26 + u16::from(letter - b'A') + 1);
    (row.parse::<u32>().unwrap() - 1, col - 1)
}
