//! Whoever saved them: returns as LibreOffice wrote them, tidied up by people in between.
//!
//! `tests/fixtures/apply/returned.py` made the files from the review workbook of this very desk.

use crate::desk::Desk;
use rstest::rstest;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;

#[rstest]
#[case::open_document("戻り.ods")]
#[case::old_excel("戻り.xls")]
#[case::excel_by_libreoffice("戻り.xlsx")]
fn entries_are_found_whoever_saved_them(#[case] name: &str) {
    let desk = Desk::consolidated(&[]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/apply");
    let book = fs::read(fixtures.join(name)).unwrap();
    desk.file(&format!("回収/{name}"), &book);
    let report = desk.applied("確定");
    assert_eq!(report["findings"], json!([]), "{report}");
    let said = |number: &str, place: &str| {
        let project = desk.project("確定", number);
        let said = project.pointer(place).unwrap().clone();
        (
            said["grade"].clone(),
            said["reason"].clone(),
            said["by"].clone(),
        )
    };
    let by = || json!("教育部長");
    let one = |place| said("1", place);
    assert_eq!(
        one("/ratings/progress/final"),
        (json!("A"), json!("予定どおり\n進んだ"), by())
    );
    assert_eq!(one("/ratings/kpi/final"), (json!("B"), Json::Null, by()));
    assert_eq!(
        one("/ratings/kgi/final"),
        (Json::Null, Json::Null, Json::Null)
    );
    assert_eq!(desk.project("確定", "1")["opinion"]["text"], "広げること");
    assert_eq!(
        said("2", "/ratings/kgi/final"),
        (json!("S"), json!("届いた"), by())
    );
    let source = &desk.project("確定", "2")["ratings"]["kgi"]["final"]["source"];
    assert_eq!(
        (&source["file"], &source["sheet"]),
        (&json!(name), &json!("二つ目"))
    );
}
