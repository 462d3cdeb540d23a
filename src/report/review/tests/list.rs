//! The sheet 一覧: a table that Excel knows, which follows the entries on the pages.

use super::{consolidation, part, render, rendered, sheet_names, sheet_texts};
use crate::model::{FinalRating, Grade, Measure, Project};
use crate::report::Output;
use crate::report::review::LIST;
use crate::workbook::address::quoted;
use std::collections::BTreeSet;

/// The row of the table's headings, and its last column.
const HEADINGS: usize = 5;
const STATUS: usize = 16;

/// A workbook of projects that differ by number.
pub(super) fn workbook(projects: Vec<Project>) -> Vec<u8> {
    let mut data = consolidation();
    data.projects = projects;
    render(&data).remove(0).bytes
}

/// The ordinary project, some of its measures rated by the evaluator.
pub(super) fn rated(number: &str, measures: &[Measure]) -> Project {
    let mut project = consolidation().projects.remove(0);
    project.sheet.number = Some(number.to_owned());
    for measure in measures {
        *project.decided.finals.get_mut(*measure) = Some(FinalRating {
            grade: Grade::A,
            reason: None,
            by: None,
            source: None,
        });
    }
    project
}

#[test]
fn the_table_has_headings_that_excel_knows() {
    for report in rendered() {
        let table = part(&report.bytes, "xl/tables/table1.xml");
        let rows = sheet_texts(&report.bytes, LIST);
        let area = format!("ref=\"A6:Q{}\"", rows.len());
        assert!(table.contains(&area), "{area}: {table}");
        assert!(table.contains(&format!("<autoFilter {area}")));
        let names: Vec<&str> = table
            .split("<tableColumn id=\"")
            .skip(1)
            .map(|column| column.split('"').nth(2).unwrap())
            .collect();
        assert_eq!(names, rows[HEADINGS]);
        let different: BTreeSet<&&str> = names.iter().collect();
        assert_eq!(different.len(), names.len());
    }
}

#[test]
fn the_list_tells_how_far_the_entries_have_come() {
    let bytes = workbook(vec![
        rated("1", &[]),
        rated("2", &[Measure::Kpi]),
        rated("3", &Measure::ALL),
    ]);
    let rows = sheet_texts(&bytes, LIST);
    let told: Vec<&str> = rows[HEADINGS + 1..]
        .iter()
        .map(|row| row[STATUS].as_str())
        .collect();
    assert_eq!(told, ["未記入", "記入中", "記入済"]);
    assert_eq!(rows[0][STATUS], "記入済 1件／3件");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for formula in [
        "IF(COUNTIF($N8:$P8,\"－\")=0,\"記入済\",IF(COUNTIF($N8:$P8,\"－\")=3,\"未記入\",\"記入中\"))",
        "\"記入済 \"&amp;COUNTIF($Q$7:$Q$9,\"記入済\")&amp;\"件／3件\"",
    ] {
        assert!(sheet.contains(formula), "{formula}");
    }
}

#[test]
fn headings_stay_in_sight_and_on_every_page() {
    for report in rendered() {
        let sheet = part(&report.bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("xSplit=\"2\" ySplit=\"6\""), "{sheet}");
        let titles = part(&report.bytes, "xl/workbook.xml");
        assert!(titles.contains("一覧!$5:$6</definedName>"), "{titles}");
    }
}

/// Names and numbers that Excel takes for no sheet's name, each twice.
#[test]
fn any_name_and_number_gives_a_sheet_of_its_own() {
    let long = "長".repeat(60);
    let emoji = "👩‍👩‍👧‍👦".repeat(9);
    let names = [
        "",
        " ",
        "'",
        "a/b\\c?d*e[f]g:h",
        "History",
        "一覧",
        "R1C1",
        "=1+1",
        "\u{0}\u{1}",
        "\r\n",
        "\u{202e}逆",
        long.as_str(),
        emoji.as_str(),
        "'引用'",
        "!",
        "A1",
        "#REF!",
        "＊",
        "%20&<>\"",
    ];
    let mut projects = Vec::new();
    for name in names {
        for number in ["", "1/2", name] {
            let mut project = rated(number, &[]);
            project.sheet.name = Some(name.to_owned());
            projects.push(project);
        }
    }
    let count = projects.len();
    let bytes = workbook(projects);
    let sheets = sheet_names(&bytes);
    assert_eq!(sheets.len(), count + 1);
    let different: BTreeSet<String> = sheets.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(different.len(), sheets.len());
    for name in &sheets {
        assert!((1..=31).contains(&name.encode_utf16().count()), "{name}");
        assert!(
            !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
            "{name}"
        );
        assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
        assert!(
            !name.contains(char::is_control) && name.trim() == name,
            "{name}"
        );
        assert_ne!(name.to_lowercase(), "history");
    }
}

#[test]
fn a_workbook_says_what_it_is() {
    for report in rendered() {
        assert_eq!(report.output, Output::Review);
        let core = part(&report.bytes, "docProps/core.xml");
        let evaluator = report
            .name
            .trim_start_matches("評価シート_")
            .trim_end_matches(".xlsx");
        let title = core
            .split("<dc:title>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        assert!(title.starts_with("評価シート "), "{title}");
        assert!(
            evaluator == "総務／文書：部長？" || title.contains(evaluator),
            "{title}"
        );
        assert!(
            core.contains("<dc:subject>四條畷市ICT・IoT化推進ロードマップ 令和2年度上期<"),
            "{core}"
        );
    }
}

#[test]
fn list_and_pages_link_to_each_other() {
    for report in rendered() {
        let list = part(&report.bytes, "xl/worksheets/sheet1.xml");
        for (n, name) in sheet_names(&report.bytes).iter().enumerate().skip(1) {
            let place = format!("location=\"{}!A1\"", quoted(name).replace('&', "&amp;"));
            assert!(list.contains(&place), "{place}");
            let page = part(&report.bytes, &format!("xl/worksheets/sheet{}.xml", n + 1));
            assert!(page.contains("location=\"'一覧'!A1\""));
        }
    }
}
