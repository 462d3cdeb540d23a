//! Forms against the register.

use crate::RUN;
use crate::support::{Office, TITLE, fill};
use rust_xlsxwriter::Workbook;

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
    let mut workbook = Workbook::new();
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
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        fill(sheet, number, TITLE);
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
