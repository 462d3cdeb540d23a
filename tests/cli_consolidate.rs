//! Whole runs: what is read, what is written, what stays.

mod support;

use std::fs;
use support::{Office, TITLE, TITLE_R3};

const RUN: [&str; 6] = ["consolidate", "個票", "--out", "結果", "--period", "R2-H1"];

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
fn a_bad_file_never_stops_the_others() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "1", TITLE)
        .file("個票/空.xlsx", b"")
        .file(
            "個票/一覧.xls",
            b"<html><table><tr><td>1</td></tr></table></html>",
        )
        .file("個票/切れた.xlsx", b"PK\x03\x04\x14\x00")
        .file("個票/通知.docx", b"PK")
        .file("個票/~$a.xlsx", b"lock");
    office.kohyo(&RUN).ended(1);
    let data = office.dataset("結果");
    let expected = [
        ("a.xlsx", "read"),
        ("一覧.xls", "rejected"),
        ("切れた.xlsx", "rejected"),
        ("空.xlsx", "rejected"),
        ("通知.docx", "skipped"),
    ];
    let expected = expected.map(|(file, status)| (file.to_owned(), status.to_owned()));
    assert_eq!(office.statuses("結果"), expected);
    let errors: Vec<&str> = data["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| finding["file"].as_str().unwrap())
        .collect();
    let not_read = office.findings("結果", "not-a-form");
    assert_eq!(not_read, [["通知.docx", "", ""].map(str::to_owned)]);
    assert_eq!(errors, ["一覧.xls", "切れた.xlsx", "空.xlsx"]);
}

#[test]
fn where_nothing_can_be_read_the_findings_are_written() {
    let office = Office::new();
    office.file("個票/空.xlsx", b"");
    office.kohyo(&RUN).ended(1);
    assert_eq!(office.dataset("結果")["findings"][0]["file"], "空.xlsx");
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
fn the_year_comes_from_the_titles_and_is_said() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE);
    let ran = office
        .kohyo(&["consolidate", "個票", "--out", "結果"])
        .ended(0);
    assert!(
        ran.stderr().contains("表題にある令和2年度"),
        "{}",
        ran.stderr()
    );
    assert_eq!(office.dataset("結果")["period"]["as_of"], "2021-03-31");
}

#[test]
fn a_form_of_another_year_is_read_and_warned_about() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE_R3);
    office.kohyo(&RUN).ended(0);
    let data = office.dataset("結果");
    let findings = data["findings"].as_array().unwrap();
    let found = findings
        .iter()
        .find(|f| f["code"] == "year-differs")
        .unwrap();
    assert_eq!(found["cell"], "A2");
    assert_eq!(data["projects"][0]["fiscal_year"], 2021);
}

#[test]
fn a_day_outside_the_period_is_said() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE);
    let ran = office
        .kohyo(&[&RUN[..], &["--as-of", "2021-09-30"]].concat())
        .ended(0);
    assert!(
        ran.stderr()
            .contains("基準日 2021-09-30 は令和2年度上期の外です。"),
        "{}",
        ran.stderr()
    );
}

#[test]
fn a_number_sent_twice_is_an_error_at_both_places() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "7", TITLE)
        .form("個票/b.xlsx", "第７号", TITLE);
    office.kohyo(&RUN).ended(1);
    let data = office.dataset("結果");
    assert_eq!(data["projects"].as_array().unwrap().len(), 2);
    let twice: Vec<_> = data["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] == "duplicate-project")
        .map(|f| {
            (
                f["file"].as_str().unwrap(),
                f["cell"].as_str().unwrap(),
                f["message"].as_str().unwrap().contains(".xlsx"),
            )
        })
        .collect();
    assert_eq!(twice, [("a.xlsx", "A4", true), ("b.xlsx", "A4", true)]);
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
fn settings_beside_the_inputs_hold_and_flags_win() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE).file(
        "個票/kohyo.toml",
        "out = \"../結果\"\nperiod = \"R2-H2\"\nonly = \"dataset\"\n".as_bytes(),
    );
    office.kohyo(&["consolidate", "個票"]).ended(0);
    assert_eq!(office.names("結果"), ["dataset.json"]);
    assert_eq!(office.dataset("結果")["period"]["part"], "H2");
    office
        .kohyo(&["consolidate", "個票/a.xlsx", "--period", "2020-Q3"])
        .ended(0);
    assert_eq!(office.dataset("結果")["period"]["part"], "Q3");
}

#[test]
fn the_bare_command_consolidates_by_the_settings_of_the_folder() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE).file(
        "kohyo.toml",
        "inputs = [\"個票\"]\nout = \"結果\"\n".as_bytes(),
    );
    let text = office.kohyo(&[]).ended(0).stdout();
    assert!(text.contains("出力先: 結果（"), "{text}");
    assert_eq!(office.names("結果").len(), 4);
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

#[test]
fn check_shows_findings_by_file_and_writes_nothing() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "1", TITLE)
        .file("個票/部/空.xlsx", b"");
    let before = office.tree("");
    let text = office.kohyo(&["check", "個票"]).ended(1).stdout();
    assert!(
        text.contains("部/空.xlsx\n  エラー unreadable-file"),
        "{text}"
    );
    let ran = office
        .kohyo(&["check", "個票", "--format", "json"])
        .ended(1);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!(report["counts"]["error"], 1);
    // Without a year to rate, what was found in reading is still shown.
    office.kohyo(&["check", "個票/部"]).ended(1);
    assert!(before == office.tree(""));
}

#[test]
fn the_register_tells_who_is_missing_and_who_is_unknown() {
    let office = Office::new();
    let line = |number: &'static str, adopted, status| {
        let (scope, bureau, division) = ("全庁的", "教育部", "学校教育課");
        [
            number,
            "学習用端末の活用",
            scope,
            bureau,
            division,
            adopted,
            status,
        ]
    };
    office
        .form("個票/a.xlsx", "1", TITLE)
        .form("個票/b.xlsx", "8", TITLE)
        .register(
            "個票/台帳.xlsx",
            &[
                line("10", "", "継続"),
                line("2", "R2", ""),
                line("1", "", "継続"),
                line("3", "R3", "継続"),
                line("4", "", "撤退"),
                line("5", "", "完了"),
            ],
        );
    let ran = office
        .kohyo(&[&RUN[..], &["--register", "個票/台帳.xlsx"]].concat())
        .ended(1);
    let first = "まずご確認ください: エラー missing-submission: 番号2「学習用端末の活用」（教育部 学校教育課）の個票が提出されていません";
    assert!(ran.stdout().contains(first), "{}", ran.stdout());
    let place = |file: &str, cell: &str, text: &str| [file, cell, text].map(str::to_owned);
    assert_eq!(
        office.findings("結果", "missing-submission"),
        [place("", "", "2"), place("", "", "10")]
    );
    assert_eq!(
        office.findings("結果", "unknown-project"),
        [place("b.xlsx", "A4", "8")]
    );
    let data = office.dataset("結果");
    assert_eq!(data["projects"][0]["scope"], "city_wide");
    assert_eq!(data["submissions"].as_array().unwrap().len(), 2);
}

#[test]
fn other_names_of_the_register_are_read_as_the_proper_ones() {
    let office = Office::new();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let rows: [(&str, &[&[&str]]); 2] = [
        (
            "台帳",
            &[
                &["番号", "事業名称", "区分", "部", "課", "実施責任者"],
                &[
                    "1",
                    "学習用端末の活用",
                    "課",
                    "教育部",
                    "学教",
                    "学校教育課長",
                ],
                &["2", "別の名前", "課", "教育部", "学教", "総務課長"],
            ],
        ),
        (
            "組織",
            &[
                &["部", "課・室", "別名"],
                &["教育部", "学校教育課", "学教、学校課"],
            ],
        ),
    ];
    for (name, lines) in rows {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, line) in (0..).zip(lines) {
            for (col, text) in (0..).zip(*line) {
                sheet.write_string(row, col, *text).unwrap();
            }
        }
    }
    office.file("台帳.xlsx", &workbook.save_to_buffer().unwrap());
    for (file, number) in [("個票/a.xlsx", "1"), ("個票/b.xlsx", "2")] {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        support::fill(sheet, number, TITLE);
        sheet.write_string(2, 8, "教育部　学校課").unwrap();
        office.file(file, &workbook.save_to_buffer().unwrap());
    }
    office
        .kohyo(&[&RUN[..], &["--register", "台帳.xlsx"]].concat())
        .ended(0);
    let data = office.dataset("結果");
    let proper = serde_json::json!([{"bureau": "教育部", "division": "学校教育課"}]);
    assert_eq!(data["projects"][0]["departments"], proper);
    assert!(office.findings("結果", "department-unknown").is_empty());
    let told = [
        ["b.xlsx", "B4", "学習用端末の活用"],
        ["b.xlsx", "I4", "学校教育課長"],
    ];
    let told = told.map(|finding| finding.map(str::to_owned));
    assert_eq!(office.findings("結果", "register-differs"), told);
}
