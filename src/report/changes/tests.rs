use super::*;
use crate::history;
use crate::model::{FiscalYear, Part, Period, TextField};
use crate::report::inspect::{Geometry, sheet_names};
use crate::report::testdata::{consolidation, sheet_texts};
use crate::report::{Output, render};

/// The usual data held against themselves a year ago, with a few differences.
fn with_changes() -> Consolidation {
    let mut data = consolidation();
    let text = crate::report::dataset::render(&data).unwrap().bytes;
    let mut previous = crate::dataset::read(std::str::from_utf8(&text).unwrap()).unwrap();
    previous.period = (FiscalYear(2019), Some(Part::H2));
    previous.missing = vec!["10".to_owned()];
    previous
        .projects
        .retain(|p| p.sheet.number.as_deref() != Some("10"));
    let first = &mut previous.projects[0];
    first.sheet.declared.progress.grade = Some(Grade::C);
    first.sheet.declared.kpi.grade = Some(Grade::S);
    first.sheet.texts[TextField::Kpi] = Some("前の指標".to_owned());
    first.sheet.texts[TextField::Kgi] = None;
    let mut gone = first.clone();
    gone.sheet.number = Some("99".to_owned());
    gone.sheet.name = Some("終わった事業".to_owned());
    previous.projects.push(gone);
    data.changes = Some(history::changes(
        &previous,
        &data.projects,
        &data.period,
        None,
    ));
    data
}

fn texts(output: Output) -> String {
    let books = render(&with_changes(), &Style::default(), None, &[output]).unwrap();
    let rows = sheet_texts(&books[0].bytes, SHEET);
    let rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let filled: Vec<&str> = row
                .iter()
                .map(String::as_str)
                .filter(|t| !t.is_empty())
                .collect();
            filled.join("｜")
        })
        .collect();
    rows.join("\n")
}

#[test]
fn both_workbooks_tell_what_changed() {
    for output in [Output::Summary, Output::Findings] {
        let texts = texts(output);
        for wanted in [
            "前＼今｜S｜A｜B｜C｜なし｜計｜前＼今",
            "令和2年度上期（前回 令和元年度下期）",
            "新規 1、終了 1、前回あって今回未提出 0",
            "進捗評価｜C｜A｜↑ 上昇｜A←C：1件｜No.1 ",
            "｜前の指標｜",
            "｜（空白）｜",
            "10｜",
            "前回は未提出",
            "99｜終わった事業｜",
            "今回の個票がない",
            "6　前回あって今回は未提出の取組み（0件）",
        ] {
            assert!(texts.contains(wanted), "{wanted}\n{texts}");
        }
    }
}

#[test]
fn without_last_period_there_is_no_sheet() {
    let books = render(
        &consolidation(),
        &Style::default(),
        None,
        &[Output::Summary],
    )
    .unwrap();
    assert!(
        !sheet_names(&books[0].bytes)
            .iter()
            .any(|name| name == SHEET)
    );
}

#[test]
fn a_quarter_compares_progress_alone() {
    let mut data = with_changes();
    data.period = Period::ending(FiscalYear(2020), Some(Part::Q1));
    let changes = data.changes.as_mut().unwrap();
    changes
        .transitions
        .retain(|way| way.measure == Measure::Progress);
    let books = render(&data, &Style::default(), None, &[Output::Summary]).unwrap();
    let texts = sheet_texts(&books[0].bytes, SHEET).concat().concat();
    assert!(
        texts.contains("進捗評価") && !texts.contains("実績評価KPI"),
        "{texts}"
    );
}

#[test]
fn no_text_is_clipped_and_no_page_cuts_a_cell() {
    let books = render(
        &with_changes(),
        &Style::default(),
        None,
        &[Output::Findings],
    )
    .unwrap();
    let at = sheet_names(&books[0].bytes)
        .iter()
        .position(|name| name == SHEET)
        .unwrap();
    let geometry = Geometry::of(&books[0].bytes, at);
    assert_eq!(geometry.clipped(), Vec::<String>::new());
    assert_eq!(geometry.crossing(), Vec::<String>::new());
}
