//! Every row of `tests/data/values*.jsonl` is one typed text and what it must become.
//!
//! ```json
//! {"field": "value", "text": "8割", "expect": {"kind": "number", "number": 80, "unit": "%"}, "doubts": []}
//! ```
//! `field` is value, money, fiscal_year, title_year, rating, department or number. Of a value only
//! the keys named are compared; `doubts`, where given, are the kinds in order. A new case is a new row.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of a test fail by panicking"
)]

use kohyo::text::{self, Doubt, Parsed, money};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use std::path::PathBuf;

#[test]
fn typed_texts_become_what_they_mean() {
    let mut failures = Vec::new();
    let mut rows = 0;
    for path in files() {
        let content = std::fs::read_to_string(&path).unwrap();
        for line in content.lines() {
            let row: Json =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
            rows += 1;
            if let Some(failure) = differs(&row) {
                failures.push(format!("{line}\n    got {failure}"));
            }
        }
    }
    assert!(rows > 800, "only {rows} rows found");
    assert!(
        failures.is_empty(),
        "{} of {rows} rows:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with("values") && name.ends_with(".jsonl")
        })
        .collect();
    files.sort();
    files
}

/// What came out instead, where a row does not hold.
fn differs(row: &Json) -> Option<String> {
    let typed = row["text"].as_str().unwrap();
    let (got, doubts) = read(row["field"].as_str().unwrap(), typed);
    let doubts_hold = row
        .get("doubts")
        .is_none_or(|wanted| *wanted == json!(doubts));
    (!matches(&got, &row["expect"]) || !doubts_hold).then(|| format!("{got} {doubts:?}"))
}

fn read(field: &str, typed: &str) -> (Json, Vec<String>) {
    match field {
        "value" => {
            let read = text::value::parse(typed);
            (value(&read.value), kinds(&read.doubts))
        }
        "money" => split(text::money::parse(typed, money::Unit::Thousand), |amount| {
            amount.map_or(Json::Null, number)
        }),
        "money_yen" => split(text::money::parse(typed, money::Unit::Yen), |amount| {
            amount.map_or(Json::Null, number)
        }),
        "fiscal_year" => (json!(text::era::fiscal_year(typed)), vec![]),
        "title_year" => (json!(text::era::title_year(typed)), vec![]),
        "rating" => split(text::grade::parse(typed), |grade| json!(grade)),
        "number" => (json!(text::number::parse(typed)), vec![]),
        "department" => split(text::department::parse(typed, &[]), |departments| {
            departments
                .iter()
                .map(|d| json!([d.bureau, d.division]))
                .collect()
        }),
        other => panic!("no field {other}"),
    }
}

fn split<T>(read: Parsed<T>, to_json: impl Fn(T) -> Json) -> (Json, Vec<String>) {
    (to_json(read.value), kinds(&read.doubts))
}

fn kinds(doubts: &[Doubt]) -> Vec<String> {
    doubts
        .iter()
        .map(|doubt| format!("{:?}", doubt.kind))
        .collect()
}

fn value(value: &kohyo::model::Value) -> Json {
    json!({
        "kind": value.kind,
        "number": value.number.map(number),
        "unit": value.unit,
        "bound": value.bound,
        "cumulative": value.cumulative,
    })
}

fn number(number: Decimal) -> Json {
    serde_json::from_str(&number.to_string()).unwrap()
}

/// Objects by the keys wanted, numbers by value, the rest as it is.
fn matches(got: &Json, wanted: &Json) -> bool {
    match (got, wanted) {
        (Json::Object(got), Json::Object(wanted)) => wanted
            .iter()
            .all(|(key, wanted)| got.get(key).is_some_and(|got| matches(got, wanted))),
        (Json::Number(got), Json::Number(wanted)) => {
            let exact =
                |number: &serde_json::Number| number.to_string().parse::<Decimal>().unwrap();
            exact(got) == exact(wanted)
        }
        _ => got == wanted,
    }
}
