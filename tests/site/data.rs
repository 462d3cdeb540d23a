//! Open data, read back from every format.

use crate::city::{Wish, csv, dataset, project, text};
use kohyo::site::{Settings, Site};
use kohyo::workbook::{Content, Limits, xlsx};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

const TABLES: [&str; 7] = [
    "projects",
    "indicators",
    "money",
    "items",
    "schedule",
    "notes",
    "ratings",
];

fn site() -> Site {
    let mut first = project("1");
    first["summary"] = json!("一行目\n二行目、\"引用\"");
    first["name"] = json!("=HYPERLINK(\"http://example.invalid\")");
    first["kpi"] = json!("＠割合");
    let mut second = project("2");
    second["ratings"]["kpi"]["final"] = Json::Null;
    second["years"][0]["budget"] = json!(-12.50);
    let ended = dataset(2019, vec![project("1"), project("9")]);
    let settings: Settings =
        toml::from_str("publisher = \"みどり野市\"\nlicense = \"CC-BY-4.0\"").unwrap();
    let wish = Wish {
        settings,
        ..Wish::default()
    };
    wish.build(&dataset(2020, vec![first, second]), &[ended])
        .unwrap()
}

#[test]
fn every_format_says_the_same() {
    let site = site();
    let data: Json = serde_json::from_str(&text(&site, "data/kohyo.json")).unwrap();
    let package: Json = serde_json::from_str(&text(&site, "data/datapackage.json")).unwrap();
    let file = site
        .files
        .iter()
        .find(|file| file.name == "data/kohyo.xlsx")
        .unwrap();
    let workbook = xlsx::read(&file.bytes, &Limits::default()).unwrap();
    for (at, table) in TABLES.iter().enumerate() {
        let (head, rows) = csv(&site, table);
        let objects = data[table].as_array().unwrap();
        assert!(!rows.is_empty() && rows.len() == objects.len(), "{table}");
        let fields = package["resources"][at]["schema"]["fields"]
            .as_array()
            .unwrap();
        assert_eq!(
            fields
                .iter()
                .map(|field| &field["name"])
                .collect::<Vec<_>>(),
            head.iter().collect::<Vec<_>>()
        );
        let sheet = &workbook.sheets[at];
        for (row, (cells, object)) in rows.iter().zip(objects).enumerate() {
            assert_eq!(object.as_object().unwrap().len(), head.len());
            for (col, (cell, key)) in cells.iter().zip(&head).enumerate() {
                let shown = match &object[key] {
                    Json::Null => String::new(),
                    Json::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let plain = cell.strip_prefix('\'').unwrap_or(cell);
                assert_eq!(plain, shown, "{table} {key}");
                let pos = kohyo::workbook::CellPos::new(row as u32 + 1, col as u32);
                let in_sheet = match sheet.content(pos) {
                    Content::Number(number) => number.displayed().normalize().to_string(),
                    Content::Uncomputed(_) | Content::Error(_) => panic!("{table} {pos}"),
                    content => content.shown().to_owned(),
                };
                assert_eq!(in_sheet, shown, "{table} {key} {pos}");
            }
        }
    }
}

#[test]
fn formulas_are_defused_and_figures_stay_figures() {
    let site = site();
    let projects = text(&site, "data/projects.csv");
    assert!(
        projects.contains("\"'=HYPERLINK(\"\"http://example.invalid\"\")\""),
        "{projects}"
    );
    assert!(projects.contains("'＠割合"), "{projects}");
    assert!(
        projects.contains("\"一行目\n二行目、\"\"引用\"\"\""),
        "{projects}"
    );
    assert!(
        text(&site, "data/money.csv").contains(",-12.5,"),
        "{}",
        text(&site, "data/money.csv")
    );
}

#[test]
fn the_json_fits_its_schema() {
    let site = site();
    let schema: Json = serde_json::from_str(&text(&site, "data/kohyo.schema.json")).unwrap();
    let data: Json = serde_json::from_str(&text(&site, "data/kohyo.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&data)
        .map(|e| format!("{} {e}", e.instance_path()))
        .collect();
    assert_eq!(faults, [""; 0]);
}

#[test]
fn keys_are_keys_and_every_row_has_its_project() {
    let site = site();
    let package: Json = serde_json::from_str(&text(&site, "data/datapackage.json")).unwrap();
    let ids: BTreeSet<String> = csv(&site, "projects")
        .1
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    for resource in package["resources"].as_array().unwrap() {
        let (head, rows) = csv(&site, resource["name"].as_str().unwrap());
        let key: Vec<usize> = resource["schema"]["primaryKey"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| head.iter().position(|h| name == h).unwrap())
            .collect();
        let seen: BTreeSet<Vec<&String>> = rows
            .iter()
            .map(|row| key.iter().map(|at| &row[*at]).collect())
            .collect();
        assert_eq!(seen.len(), rows.len(), "{}", resource["name"]);
        assert!(rows.iter().all(|row| ids.contains(&row[0])));
    }
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
}
