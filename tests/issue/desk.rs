//! An office about to hand out its forms.

use crate::support::Office;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// Forms for the first half of R9 from the register, into 配布.
pub(super) const ISSUE: [&str; 7] = [
    "issue",
    "--register",
    "台帳.xlsx",
    "--period",
    "R9-H1",
    "--out",
    "配布",
];

/// A register with these lines under the usual headings, and an organisation.
pub(super) fn register(office: &Office, headings: &[&str], lines: &[&[&str]]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("台帳").unwrap();
    let day = Format::new().set_num_format("yyyy/m/d");
    let rows = std::iter::once(headings).chain(lines.iter().copied());
    for (row, line) in rows.enumerate() {
        for (col, text) in line.iter().enumerate() {
            let (row, col) = (row as u32, col as u16);
            match text.strip_prefix("date:") {
                Some(date) => {
                    let date = ExcelDateTime::parse_from_str(date).unwrap();
                    sheet
                        .write_datetime_with_format(row, col, &date, &day)
                        .unwrap();
                }
                None => _ = sheet.write_string(row, col, *text).unwrap(),
            }
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("組織").unwrap();
    for (row, line) in [
        ["部", "課・室"],
        ["教育部", "学校教育課"],
        ["総務部", "総務課"],
    ]
    .iter()
    .enumerate()
    {
        for (col, text) in line.iter().enumerate() {
            sheet.write_string(row as u32, col as u16, *text).unwrap();
        }
    }
    office.file("台帳.xlsx", &workbook.save_to_buffer().unwrap());
}

pub(super) const HEADINGS: &[&str] = &["番号", "事業名称", "区分", "部", "課", "提出期限", "状態"];
pub(super) const GOOD: &[&[&str]] = &[
    &[
        "1",
        "学習用端末の活用",
        "課（室）の取組み",
        "教育部",
        "学校教育課",
        "date:2027-10-08",
        "継続",
    ],
    &[
        "2",
        "文書管理",
        "課（室）の取組み",
        "総務部",
        "総務課",
        "",
        "",
    ],
    &[
        "4-1",
        "電子申請",
        "課（室）を超えた取組み",
        "総務部、教育部",
        "総務課、学校教育課",
        "",
        "継続",
    ],
    &[
        "9",
        "終わった事業",
        "課（室）の取組み",
        "総務部",
        "総務課",
        "",
        "完了",
    ],
];
