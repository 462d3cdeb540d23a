//! Datasets of an invented city, as JSON that tests change at will, and the sites made from them.

use kohyo::dataset::{self, Dataset};
use kohyo::model::{Register, TextField};
use kohyo::rules::Thresholds;
use kohyo::site::{self, Request, Settings, Site, SiteError, Undecided};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::io::Read;

/// A project that has something everywhere, decided on.
pub(crate) fn project(number: &str) -> Json {
    let value = |number: i64, unit: &str| json!({"text": format!("{number}{unit}"), "kind": "number", "number": number, "unit": unit, "bound": null, "cumulative": false});
    let place = json!({"file": "評価/部長.xlsx", "sheet": "一覧", "cell": "D4"});
    let rating = |grade: &str| {
        json!({"declared": grade, "reason": "自分たちの理由", "proposed": "C", "achievement": 66.6,
               "basis": "目標（C10）に対して実績（C11）。",
               "final": {"grade": grade, "reason": "確定の理由", "by": "総合政策部長", "source": place}})
    };
    let year = |year: i32| {
        json!({"fiscal_year": year,
               "target": {"progress": value(10, "件"), "kpi": value(80, "%"), "kgi": value(900, "枚")},
               "actual": {"progress": value(9, "件"), "kpi": value(70, "%"), "kgi": value(850, "枚")},
               "budget": 1200, "settlement": 1100.5})
    };
    let mut project = json!({
        "number": number, "name": format!("取組み{number}"), "fiscal_year": 2020,
        "scope": "division", "scope_basis": "register",
        "departments": [{"bureau": "総合政策部", "division": "情報政策課"}],
        "implementer": "情報政策課長", "evaluator": "総合政策部長", "progress_manager": "ICT推進担当者",
        "summary": "概要", "focus_goal": "安全なまち", "kgi": "最終指標", "kpi": "途中指標", "contact": "内線",
        "years": [year(2019), year(2020)],
        "items": [
            {"number": 1, "text": "調達", "notes": [{"fiscal_year": 2019, "text": "仕様検討"}],
             "planned": [{"from": "2019-04", "to": "2019-12"}], "actual": [{"from": "2019-05", "to": "2020-01"}]},
            {"number": 2, "text": "構築", "notes": [], "planned": [{"from": "2020-01", "to": "2020-09"}], "actual": []},
        ],
        "ratings": {"progress": rating("A"), "kpi": rating("B"), "kgi": rating("S")},
        "decision": {"outcome": "継続", "reason": "決定の理由", "source": place},
        "source": {"file": "課/個票.xlsx", "sheet": "個票", "cells": {"name": "B4"}},
    });
    for field in TextField::ALL {
        if project.get(field.key()).is_none() {
            project[field.key()] = field.label().into();
        }
    }
    project
}

/// A period with some projects.
pub(crate) fn dataset(year: i32, projects: Vec<Json>) -> Json {
    json!({
        "schema": "kohyo/1", "plan": "みどり野市ロードマップ",
        "period": {"fiscal_year": year, "part": null, "as_of": format!("{}-03-31", year + 1)},
        "projects": projects,
        "findings": [{"severity": "warning", "code": "unread-cell", "file": "f.xlsx", "sheet": "s", "cell": "B2",
                      "field": null, "text": "見つけた文字", "message": "伝える言葉"}],
        "submissions": [{"file": "課/個票.xlsx", "status": "read", "projects": ["1"], "modified": null}],
    })
}

pub(crate) fn read(data: &Json) -> Dataset {
    dataset::read(&data.to_string()).unwrap()
}

/// What is asked for, beside the data.
#[derive(Default)]
pub(crate) struct Wish {
    pub(crate) settings: Settings,
    pub(crate) register: Option<Register>,
    pub(crate) undecided: Undecided,
}

impl Wish {
    pub(crate) fn build(&self, data: &Json, previous: &[Json]) -> Result<Site, SiteError> {
        let (dataset, previous) = (read(data), previous.iter().map(read).collect::<Vec<_>>());
        site::build(&self.request(&dataset, &previous))
    }

    pub(crate) fn preview(&self, data: &Json, previous: &[Json]) -> String {
        let (dataset, previous) = (read(data), previous.iter().map(read).collect::<Vec<_>>());
        let editions = site::editions(&self.request(&dataset, &previous)).unwrap();
        site::preview(&editions, &self.settings)
    }

    fn request<'a>(&'a self, dataset: &'a Dataset, previous: &'a [Dataset]) -> Request<'a> {
        Request {
            dataset,
            previous,
            register: self.register.as_ref(),
            thresholds: Thresholds::default(),
            settings: &self.settings,
            undecided: self.undecided,
        }
    }
}

/// Every file of a site as text; of the workbook every part of its package.
pub(crate) fn texts(site: &Site) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for file in &site.files {
        if file.name.ends_with(".xlsx") {
            let mut package = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
            for at in 0..package.len() {
                let mut part = package.by_index(at).unwrap();
                let mut text = String::new();
                part.read_to_string(&mut text).unwrap();
                texts.insert(format!("{}!{}", file.name, part.name().unwrap()), text);
            }
        } else {
            let text = String::from_utf8(file.bytes.clone()).unwrap();
            texts.insert(file.name.clone(), text);
        }
    }
    texts
}

/// The text of one file.
pub(crate) fn text(site: &Site, name: &str) -> String {
    let file = site.files.iter().find(|file| file.name == name);
    let file = file.unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(file.bytes.clone()).unwrap()
}

/// A CSV file as its headings and rows.
pub(crate) fn csv(site: &Site, table: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = text(site, &format!("data/{table}.csv"));
    let body = text.strip_prefix('\u{feff}').unwrap();
    assert!(body.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let head = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (head, rows.collect())
}
