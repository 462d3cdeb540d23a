use super::*;
use crate::model::{Contact, Reminder};
use crate::report::inspect::Geometry;
use crate::report::testdata::{consolidation, sheet_texts};
use crate::report::{Output, render};
use chrono::NaiveDate;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 10, day).unwrap()
}

fn line(number: &str, standing: Standing, due: u32) -> LedgerLine {
    LedgerLine {
        number: number.to_owned(),
        name: Some(format!("取組み{number}")),
        departments: vec![Department {
            bureau: Some("教育部".to_owned()),
            division: Some("学校教育課".to_owned()),
        }],
        due: Some(day(due)),
        standing,
        places: vec![Place {
            file: "教育部/個票.xlsx".to_owned(),
            sheet: Some("個票".to_owned()),
        }],
        remark: "長い説明です。".repeat(12),
    }
}

fn with_ledger() -> Consolidation {
    let mut data = consolidation();
    data.ledger = Some(Ledger {
        today: day(20),
        lines: vec![
            line("1", Standing::Submitted, 9),
            line("2", Standing::Missing, 9),
            line("3", Standing::OldForm, 9),
        ],
        strays: vec![Stray {
            place: Place {
                file: "x.xlsx".to_owned(),
                sheet: Some("s".to_owned()),
            },
            number: None,
            name: Some("=名前".to_owned()),
            departments: Vec::new(),
        }],
        unopened: vec![Unopened {
            file: "y.xlsx".to_owned(),
            why: "パスワードが付いています".to_owned(),
        }],
        reminders: vec![Reminder {
            department: line("2", Standing::Missing, 9).departments.pop(),
            lines: vec![1, 2],
            contacts: vec![Contact {
                text: "山田 内線123".to_owned(),
                source: "今回の番号1の個票".to_owned(),
            }],
        }],
    });
    data
}

#[test]
fn both_workbooks_have_the_sheet_only_where_a_register_was_given() {
    let style = Style::default();
    for output in [Output::Summary, Output::Findings] {
        let books = render(&with_ledger(), &style, None, &[output]).unwrap();
        let texts = sheet_texts(&books[0].bytes, SHEET).concat().join("\n");
        for wanted in [
            "提出済 1",
            "■未提出",
            "▲旧様式",
            "番号が書かれていません",
            "パスワードが付いています",
            "教育部 学校教育課　御中\n（ご担当　山田 内線123）\n\n",
            "担当者・連絡先: 山田 内線123（今回の番号1の個票）",
            "・番号2「取組み2」（提出期限 令和2年10月9日）\n・番号3「取組み3」（提出期限 令和2年10月9日。以前の様式で届いています）",
        ] {
            assert!(texts.contains(wanted), "{wanted}\n{texts}");
        }
        let books = render(&consolidation(), &style, None, &[output]).unwrap();
        let workbook = crate::report::testdata::part(&books[0].bytes, "xl/workbook.xml");
        assert!(!workbook.contains(SHEET));
    }
}

#[test]
fn no_text_is_clipped() {
    let books = render(&with_ledger(), &Style::default(), None, &[Output::Findings]).unwrap();
    let clipped = Geometry::of(&books[0].bytes, 2).clipped();
    assert_eq!(clipped, Vec::<String>::new());
}
