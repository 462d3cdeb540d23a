//! What is written, what stays, and what is said of it.

use crate::RUN;
use crate::support::{Office, TITLE};
use std::fs;

#[test]
fn a_folder_becomes_four_kinds_of_output() {
    let office = Office::new();
    office.form("個票/教育部/a.xlsx", "1", TITLE);
    let ran = office.kohyo(&RUN).ended(0);
    assert_eq!(
        office.names("結果"),
        [
            "dataset.json",
            "確認事項.xlsx",
            "総括表.xlsx",
            "評価シート_教育部長.xlsx"
        ]
    );
    let text = ran.stdout();
    assert!(text.lines().count() < 10, "{text}");
    assert!(text.contains("令和2年度上期"), "{text}");
    assert!(text.contains("1ファイル、取組み 1件"), "{text}");
    let data = office.dataset("結果");
    assert_eq!(data["projects"][0]["number"], "1");
    assert_eq!(data["projects"][0]["source"]["file"], "教育部/a.xlsx");
    assert_eq!(data["period"]["as_of"], "2020-09-30");
}

#[test]
fn a_number_as_long_as_a_cell_stops_nobody_else() {
    let office = Office::new();
    office.form("個票/教育部/a.xlsx", "1", TITLE);
    let long = format!("6{}", "あ".repeat(32_000));
    office.form("個票/教育部/b.xlsx", &long, TITLE);
    office.form("個票/教育部/c.xlsx", &"\"".repeat(17_000), TITLE);
    office.kohyo(&RUN).ended(1);
    let data = office.dataset("結果");
    let numbers: Vec<_> = data["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["number"])
        .collect();
    assert_eq!(
        numbers,
        ["1", "", ""]
            .map(|n| if n.is_empty() {
                serde_json::Value::Null
            } else {
                n.into()
            })
            .iter()
            .collect::<Vec<_>>()
    );
    let findings = data["findings"].as_array().unwrap();
    let told = findings
        .iter()
        .filter(|finding| finding["code"] == "value-missing" && finding["field"] == "number");
    assert_eq!(told.count(), 2);
    assert!(
        findings
            .iter()
            .all(|finding| finding["message"].as_str().unwrap().len() < 2_000)
    );
    office
        .kohyo(&["return", "個票", "--out", "差戻し", "--period", "R2-H1"])
        .ended(1);
}

#[test]
fn the_data_are_the_same_alone_and_beside_workbooks() {
    let office = Office::new();
    for number in 1..=3 {
        office.form(&format!("個票/{number}.xlsx"), &number.to_string(), TITLE);
    }
    let data = || fs::read(office.path("結果/dataset.json")).unwrap();
    office.kohyo(&RUN).ended(0);
    let beside = data();
    fs::remove_dir_all(office.path("結果")).unwrap();
    office
        .kohyo(&[&RUN[..], &["--only", "dataset"]].concat())
        .ended(0);
    assert_eq!(office.names("結果"), ["dataset.json"]);
    assert!(beside == data());
}

#[test]
fn same_input_same_data_whatever_the_number_of_jobs() {
    let office = Office::new();
    for number in 1..=12 {
        office.form(&format!("個票/{number}.xlsx"), &number.to_string(), TITLE);
    }
    office
        .kohyo(&[&RUN[..], &["--jobs", "1"]].concat())
        .ended(0);
    let first = office.tree("結果");
    office
        .kohyo(&[&RUN[..], &["--jobs", "8"]].concat())
        .ended(0);
    assert!(first == office.tree("結果"));
    let data = office.dataset("結果");
    let numbers: Vec<&str> = data["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|project| project["number"].as_str().unwrap())
        .collect();
    assert_eq!(
        numbers,
        [
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"
        ]
    );
}

#[test]
fn what_people_typed_into_an_output_is_kept() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE);
    office.kohyo(&RUN).ended(0);
    fs::write(office.path("結果/評価シート_教育部長.xlsx"), "typed").unwrap();
    let ran = office.kohyo(&[&RUN[..], &["--quiet"]].concat()).ended(0);
    assert!(
        ran.stderr().contains("手が加えられていたので"),
        "{}",
        ran.stderr()
    );
    assert_eq!(ran.stdout(), "");
    let kept: Vec<String> = office
        .names("結果")
        .into_iter()
        .filter(|name| name.starts_with("評価シート_教育部長_20"))
        .collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        fs::read(office.path("結果").join(&kept[0])).unwrap(),
        b"typed"
    );
}

#[test]
fn only_what_is_asked_for_is_touched() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE);
    office
        .kohyo(&[&RUN[..], &["--only", "dataset,findings"]].concat())
        .ended(0);
    assert_eq!(office.names("結果"), ["dataset.json", "確認事項.xlsx"]);
}

#[test]
fn outputs_are_no_inputs_even_in_the_same_folder() {
    let office = Office::new();
    office
        .form("a.xlsx", "1", TITLE)
        .output("控え/評価シート_教育部長.xlsx");
    for _ in 0..2 {
        office.kohyo(&["consolidate", ".", "--out", "."]).ended(0);
    }
    let data = office.dataset("");
    assert_eq!(data["projects"].as_array().unwrap().len(), 1);
    // An output folder inside the input folder is passed over as a whole.
    office
        .kohyo(&["consolidate", ".", "--out", "結果", "--period", "R2"])
        .ended(0);
    office
        .kohyo(&["consolidate", ".", "--out", "結果", "--period", "R2"])
        .ended(0);
    let files = office.statuses("結果");
    assert!(
        files.iter().all(|(file, _)| !file.starts_with("結果")),
        "{files:?}"
    );
}

#[test]
fn inputs_are_never_written_to() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "1", TITLE)
        .file("個票/空.xlsx", b"");
    let before = office.tree("個票");
    office.kohyo(&RUN).ended(1);
    assert!(before == office.tree("個票"));
}

#[test]
fn json_is_one_object_on_standard_output() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "1", TITLE)
        .file("個票/空.xlsx", b"");
    let ran = office
        .kohyo(&[&RUN[..], &["--format", "json"]].concat())
        .ended(1);
    let summary: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!(summary["status"], 1);
    assert_eq!(summary["projects"], 1);
    assert_eq!(summary["files"]["rejected"], 1);
    assert_eq!(summary["findings"]["error"], 1);
    assert_eq!(summary["outputs"].as_array().unwrap().len(), 4);
}
