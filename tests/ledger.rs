//! 提出状況 as a whole run draws it up: register, files, day.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use kohyo::workbook::CellPos;
use kohyo::workbook::{Limits, Sheet, xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::fs;
use support::{Office, TITLE};

/// The sheet 提出状況 of an output.
fn status(office: &Office, output: &str) -> Option<Sheet> {
    let bytes = fs::read(office.path("結果").join(output)).unwrap();
    let workbook = xlsx::read(&bytes, &Limits::default()).unwrap();
    workbook
        .sheets
        .into_iter()
        .find(|sheet| sheet.name == "提出状況")
}

/// What stands right of a text: all texts of the row, the first row that begins so.
fn row(sheet: &Sheet, first: &str) -> Vec<String> {
    let at = |pos: CellPos| sheet.content(pos).shown().to_owned();
    let begins = |cell: &&kohyo::workbook::Cell| cell.pos.col == 0 && cell.content.shown() == first;
    let found = sheet.cells.iter().find(begins).unwrap();
    (0..7)
        .map(|col| at(CellPos::new(found.pos.row, col)))
        .collect()
}

/// A register of projects 1 to `last` that were due on 9 October 2020.
fn register(last: u32) -> Vec<u8> {
    let headings = ["番号", "事業名称", "区分", "部", "課", "提出期限"];
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("台帳").unwrap();
    for (col, heading) in (0..).zip(headings) {
        sheet.write_string(0, col, heading).unwrap();
    }
    let date = Format::new().set_num_format("yyyy/m/d");
    let due = ExcelDateTime::from_ymd(2020, 10, 9).unwrap();
    for number in 1..=last {
        let texts = [
            "学習用端末の活用",
            "課（室）の取組み",
            "教育部",
            "学校教育課",
        ];
        sheet.write_number(number, 0, number).unwrap();
        for (col, text) in (1..).zip(texts) {
            sheet.write_string(number, col, text).unwrap();
        }
        sheet
            .write_datetime_with_format(number, 5, &due, &date)
            .unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn consolidate(office: &Office, more: &[&str]) {
    let run = ["consolidate", "個票", "--out", "結果", "--period", "R2-H1"];
    office.kohyo(&[&run[..], more].concat());
}

#[test]
fn both_workbooks_tell_what_became_of_every_project() {
    let office = Office::new();
    office
        .file("台帳.xlsx", &register(3))
        .form("個票/他の名前9.xlsx", "1", TITLE)
        .file("個票/個票03.xlsx", b"PK\x03\x04")
        .form("個票/z.xlsx", "77", TITLE);
    consolidate(
        &office,
        &["--register", "台帳.xlsx", "--today", "2020-10-20"],
    );
    for output in ["総括表.xlsx", "確認事項.xlsx"] {
        let sheet = status(&office, output).unwrap();
        let standing = |number: &str| row(&sheet, number)[4].clone();
        assert_eq!(
            ["1", "2", "3"].map(standing),
            ["提出済", "■未提出", "■開けない"]
        );
        assert_eq!(row(&sheet, "1")[5], "他の名前9.xlsx › Sheet1");
        assert!(row(&sheet, "3")[6].contains("推定"));
        assert_eq!(row(&sheet, "77")[6], "台帳にない番号です");
        let letter = row(&sheet, "教育部 学校教育課")[3].clone();
        assert!(letter.contains("令和2年10月20日現在"), "{letter}");
        assert!(
            letter.contains("・番号2「学習用端末の活用」（提出期限 令和2年10月9日）"),
            "{letter}"
        );
        assert!(!letter.contains("番号1"), "{letter}");
    }
}

#[test]
fn nobody_is_reminded_on_the_day_itself() {
    let office = Office::new();
    office
        .file("台帳.xlsx", &register(2))
        .form("個票/a.xlsx", "1", TITLE);
    consolidate(
        &office,
        &["--register", "台帳.xlsx", "--today", "2020-10-09"],
    );
    let sheet = status(&office, "確認事項.xlsx").unwrap();
    row(&sheet, "提出期限を過ぎて提出のない取組みはありません。");
}

#[test]
fn without_a_register_there_is_nothing_to_hold_it_against() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE);
    consolidate(&office, &[]);
    assert_eq!(status(&office, "総括表.xlsx"), None);
}
