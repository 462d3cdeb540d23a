//! What comes of the forms sent: good ones, broken ones, of another year, sent twice.

use crate::RUN;
use crate::support::{Office, TITLE, TITLE_R3};

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
