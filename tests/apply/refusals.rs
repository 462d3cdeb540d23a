//! What is not taken, as the officer is told of it.

use crate::desk::{Desk, KPI, KPI_REASON, OUTCOME, REVIEW, typed};
use crate::support::TITLE;
use serde_json::Value as Json;
use std::fs;

/// Code, file and text of every finding told.
fn told(report: &Json) -> Vec<[String; 3]> {
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| ["code", "file", "text"].map(|key| text(&finding[key])))
        .collect()
}

#[test]
fn who_disagrees_is_shown_side_by_side() {
    let desk = Desk::consolidated(&[]);
    desk.returned("a.xlsx", &[typed("1", KPI, "A"), typed("2", KPI, "C")]);
    desk.returned("b.xlsx", &[typed("1", KPI, "B"), typed("2", KPI, "Ｃ")]);
    let report = desk.applied("確定");
    assert_eq!(
        (&report["status"], &report["refused"]),
        (&1.into(), &2.into())
    );
    let wanted = [
        ["entry-conflict", "a.xlsx", "A"],
        ["entry-conflict", "b.xlsx", "B"],
    ];
    assert_eq!(told(&report), wanted);
    let kpi = |number: &str| desk.project("確定", number)["ratings"]["kpi"]["final"].clone();
    assert_eq!(kpi("1"), Json::Null);
    assert_eq!(kpi("2")["grade"], "C");
    let shown = desk.texts("確定/反映結果.xlsx", "確認事項").join("\n");
    assert!(
        shown.contains("番号1の実績評価KPIに「A」と書かれていますが"),
        "{shown}"
    );
    assert!(shown.contains("b.xlsx › 1 学習用端末の活用"), "{shown}");
}

#[test]
fn bad_files_never_stop_the_good_ones() {
    let desk = Desk::consolidated(&[]);
    desk.returned(REVIEW, &[typed("1", KPI, "B")]);
    desk.file("回収/壊れた.xlsx", b"PK\x03\x04 nothing more");
    desk.file("回収/空.xls", b"");
    desk.file("回収/メモ.txt", b"");
    let form = fs::read(desk.path("個票/a.xlsx")).unwrap();
    desk.file("回収/個票.xlsx", &form);
    let findings = fs::read(desk.path("結果/確認事項.xlsx")).unwrap();
    desk.file("回収/確認事項.xlsx", &findings);
    let report = desk.applied("確定");
    assert_eq!(report["changes"].as_array().unwrap().len(), 1);
    let codes: Vec<[String; 3]> = told(&report);
    let wanted = [
        ["not-a-return", "個票.xlsx"],
        ["unreadable-file", "壊れた.xlsx"],
        ["unreadable-file", "空.xls"],
    ];
    for [code, file] in wanted {
        assert!(
            codes.iter().any(|told| told[..2] == [code, file]),
            "{codes:?}"
        );
    }
    assert_eq!(codes.len(), wanted.len());
    let files = report["files"].as_array().unwrap();
    let status =
        |name: &str| files.iter().find(|file| file["file"] == name).unwrap()["status"].clone();
    assert_eq!(status("確認事項.xlsx"), "skipped");
    assert_eq!(status("メモ.txt"), "skipped");
    assert_eq!(status("壊れた.xlsx"), "rejected");
    assert_eq!(status(REVIEW), "read");
}

#[test]
fn returns_of_another_period_are_not_taken() {
    let desk = Desk::consolidated(&[]);
    desk.returned(REVIEW, &[typed("1", KPI, "B")]);
    let run = ["consolidate", "個票", "--out", "下期", "--period", "R2-H2"];
    desk.kohyo(&run);
    let run = [
        "apply",
        "回収",
        "--dataset",
        "下期/dataset.json",
        "--out",
        "確定",
    ];
    let ran = desk.kohyo(&run).ended(1);
    assert!(
        ran.stdout().contains("entry-other-period"),
        "{}",
        ran.stdout()
    );
    assert_eq!(
        desk.project("確定", "1")["ratings"]["kpi"]["final"],
        Json::Null
    );
}

#[test]
fn a_project_that_left_the_data_is_told() {
    let desk = Desk::consolidated(&[]);
    desk.returned(REVIEW, &[typed("2", KPI, "B"), typed("1", KPI, "A")]);
    fs::remove_file(desk.path("個票/b.xlsx")).unwrap();
    desk.form("個票/差替え.xlsx", "1", TITLE);
    fs::remove_file(desk.path("個票/a.xlsx")).unwrap();
    let run = ["consolidate", "個票", "--out", "結果", "--period", "R2-H1"];
    desk.kohyo(&run);
    let report = desk.applied("確定");
    let wanted = [
        ["entry-source-differs", REVIEW, "A"],
        ["entry-unknown-project", REVIEW, "B"],
    ];
    assert_eq!(told(&report), wanted);
    assert_eq!(
        desk.project("確定", "1")["ratings"]["kpi"]["final"]["grade"],
        "A"
    );
}

#[test]
fn grades_outcomes_and_lone_reasons_that_mean_nothing_are_told() {
    let desk = Desk::consolidated(&[]);
    desk.returned(
        REVIEW,
        &[typed("1", KPI, "B+"), typed("2", KPI_REASON, "検討中")],
    );
    desk.decided("総括表.xlsx", &[typed("1", OUTCOME, "廃止")]);
    let report = desk.applied("確定");
    let wanted = [
        ["outcome-unknown", "総括表.xlsx", "廃止"],
        ["rating-unknown", REVIEW, "B+"],
        ["reason-without-grade", REVIEW, "検討中"],
    ];
    assert_eq!(told(&report), wanted);
    assert_eq!(
        (&report["status"], &report["changes"]),
        (&1.into(), &Json::Array(Vec::new()))
    );
    // A reason alone is a warning: nothing was refused.
    fs::remove_file(desk.path("回収/総括表.xlsx")).unwrap();
    desk.returned(REVIEW, &[typed("2", KPI_REASON, "検討中")]);
    desk.apply("確定", &[]).ended(0);
}
