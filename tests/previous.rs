//! This period held against the last one, as whole runs: `--previous`, and `previous` in kohyo.toml.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use kohyo::workbook::{Limits, xlsx};
use rstest::rstest;
use rust_xlsxwriter::Workbook;
use std::fs;
use support::{Office, TITLE, TITLE_R3, fill};

/// A form with remarks and a KPI target of 令和3年度.
fn form(office: &Office, name: &str, number: &str, title: &str, remarks: &str, target: &str) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, number, title);
    sheet.write_string(18, 1, remarks).unwrap();
    sheet.write_string(9, 6, target).unwrap();
    office.file(name, &workbook.save_to_buffer().unwrap());
}

/// 令和2年度下期 consolidated into `前回`, 令和3年度上期 waiting in `個票`.
fn office() -> Office {
    let office = Office::new();
    form(
        &office,
        "前の個票/a.xlsx",
        "1",
        TITLE,
        "補助金を活用した",
        "",
    );
    form(&office, "前の個票/b.xlsx", "2", TITLE, "特になし", "60％");
    let run = [
        "consolidate",
        "前の個票",
        "--out",
        "前回",
        "--period",
        "R2-H2",
    ];
    office.kohyo(&run).ended(0);
    form(
        &office,
        "個票/a.xlsx",
        "1",
        TITLE_R3,
        "補助金を活用した",
        "50％",
    );
    form(
        &office,
        "個票/c.xlsx",
        "3",
        TITLE_R3,
        "補助金を活用した",
        "50％",
    );
    office
}

const RUN: [&str; 6] = ["consolidate", "個票", "--out", "結果", "--period", "R3-H1"];
const PREVIOUS: [&str; 2] = ["--previous", "前回/dataset.json"];

#[test]
fn what_was_copied_and_what_changed_is_told() {
    let office = office();
    office.kohyo(&[&RUN[..], &PREVIOUS].concat()).ended(0);
    let copied = office.findings("結果", "copied-from-previous");
    let told = [
        ["a.xlsx", "G10", "50％"],
        ["a.xlsx", "B19", "補助金を活用した"],
    ];
    assert_eq!(copied, told.map(|finding| finding.map(str::to_owned)));
    for output in ["総括表.xlsx", "確認事項.xlsx"] {
        let bytes = fs::read(office.path("結果").join(output)).unwrap();
        let workbook = xlsx::read(&bytes, &Limits::default()).unwrap();
        let sheet = workbook.sheets.iter().find(|s| s.name == "前回比").unwrap();
        let texts: Vec<&str> = sheet.cells.iter().map(|c| c.content.shown()).collect();
        for wanted in [
            "4　新規の取組み（1件）",
            "5　終了した取組み（1件）",
            "（空白）",
        ] {
            assert!(texts.contains(&wanted), "{wanted} {texts:?}");
        }
    }
    // The same from the settings, on screen.
    office.file(
        "個票/kohyo.toml",
        "period = \"R3-H1\"\nprevious = \"../前回/dataset.json\"\n".as_bytes(),
    );
    let ran = office.kohyo(&["check", "個票"]).ended(0);
    assert_eq!(ran.stdout().matches("copied-from-previous").count(), 2);
}

#[test]
fn without_last_period_nothing_is_compared() {
    let office = office();
    office.kohyo(&RUN).ended(0);
    assert!(office.findings("結果", "copied-from-previous").is_empty());
}

#[test]
fn data_among_the_forms_are_no_form() {
    let office = office();
    let data = fs::read(office.path("前回/dataset.json")).unwrap();
    office.file("個票/前回.json", &data);
    let more = ["--previous", "個票/前回.json"];
    office.kohyo(&[&RUN[..], &more].concat()).ended(0);
    let files: Vec<String> = office
        .statuses("結果")
        .into_iter()
        .map(|(file, _)| file)
        .collect();
    assert_eq!(files, ["a.xlsx", "c.xlsx"]);
}

#[rstest]
#[case::no_file("ない.json", "R3-H1", "「ない.json」を開けません。")]
#[case::no_json("個票/a.xlsx", "R3-H1", "「個票/a.xlsx」")]
#[case::other_json(
    "他.json",
    "R3-H1",
    "「他.json」を使えません。集計の結果にある dataset.json を"
)]
#[case::other_schema("次の版.json", "R3-H1", "「次の版.json」を使えません。")]
#[case::same_period(
    "前回/dataset.json",
    "R2-H2",
    "前回のデータは令和2年度下期のもので、今回の令和2年度下期より前では"
)]
#[case::later(
    "前回/dataset.json",
    "R2-H1",
    "今回の令和2年度上期より前ではありません。"
)]
fn what_is_no_last_period_is_refused(
    #[case] file: &str,
    #[case] period: &str,
    #[case] wanted: &str,
) {
    let office = office();
    office
        .file("他.json", b"{\"projects\": []}")
        .file("次の版.json", b"{\"schema\": \"kohyo/2\"}");
    let runs: [&[&str]; 3] = [
        &["consolidate", "個票", "--out", "結果"],
        &["check", "個票"],
        &["return", "個票", "--out", "結果"],
    ];
    for run in runs {
        let ran = office
            .kohyo(&[run, &["--quiet", "--previous", file, "--period", period]].concat())
            .ended(2);
        let said = ran.stderr();
        let lines: Vec<&str> = said.lines().filter(|line| !line.contains("原因")).collect();
        assert!(lines.len() == 1 && said.contains(wanted), "{said}");
        assert!(!office.path("結果").exists());
    }
}
