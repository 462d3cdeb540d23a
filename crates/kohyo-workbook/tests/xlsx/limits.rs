//! Every bound stops what it is there to stop, and costs no more than that.

use super::package::{Book, rels, sheet, workbook};
use kohyo_workbook::{Limits, Problem, ProblemKind, xlsx};
use rstest::rstest;

/// A workbook whose second sheet 大 breaks one bound after another; the first is small.
fn book() -> Book {
    let rows: String = (1..=50)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#))
        .collect();
    let merges: String = (1..=20)
        .map(|row| format!(r#"<mergeCell ref="C{row}:D{row}"/>"#))
        .collect();
    let long = "長".repeat(300);
    let shape = r#"<a><sp/></a>"#.replace("a>", "oneCellAnchor>");
    let nested = format!("{}{}", "<x>".repeat(30), "</x>".repeat(30));
    Book::new(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#)
        .with(
            "xl/workbook.xml",
            &workbook(r#"<sheet name="小" r:id="s1"/><sheet name="大" r:id="s2"/>"#),
        )
        .with(
            "xl/_rels/workbook.xml.rels",
            &rels(&[
                ("s1", "worksheet", "worksheets/sheet1.xml"),
                ("s2", "worksheet", "worksheets/sheet2.xml"),
                ("y", "styles", "styles.xml"),
            ]),
        )
        .with(
            "xl/worksheets/sheet2.xml",
            &sheet(&format!(
                r#"<sheetData>{rows}<row><c t="inlineStr"><is><t>{long}</t></is></c></row></sheetData>
                <mergeCells>{merges}</mergeCells><drawing r:id="d"/><extLst>{nested}</extLst>"#
            )),
        )
        .with(
            "xl/worksheets/_rels/sheet2.xml.rels",
            &rels(&[("d", "drawing", "../drawings/d.xml")]),
        )
        .with(
            "xl/drawings/d.xml",
            &format!("<wsDr>{}</wsDr>", shape.repeat(20)),
        )
}

fn kind(problem: &Problem) -> String {
    match &problem.kind {
        ProblemKind::Limit(key) => key.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn within_the_bounds_all_is_read() {
    let book = book().read();
    assert_eq!(book.problems, []);
    assert_eq!(book.sheets[1].cells.len(), 51);
    assert_eq!(book.sheets[1].merges.len(), 20);
    assert_eq!(book.sheets[1].shapes.len(), 20);
}

#[rstest]
#[case("part_bytes", Limits { part_bytes: 3_000, ..Limits::default() })]
#[case("cells", Limits { cells: 40, ..Limits::default() })]
#[case("rows", Limits { rows: 40, ..Limits::default() })]
#[case("merges", Limits { merges: 10, ..Limits::default() })]
#[case("text_chars", Limits { text_chars: 200, ..Limits::default() })]
#[case("shapes", Limits { shapes: 10, ..Limits::default() })]
#[case("depth", Limits { depth: 20, ..Limits::default() })]
fn a_bound_hit_by_a_sheet_costs_that_sheet(#[case] key: &str, #[case] limits: Limits) {
    let book = xlsx::read(&book().bytes(), &limits).expect("a workbook");
    let names: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["小"]);
    assert_eq!(book.problems.len(), 1);
    assert_eq!(kind(&book.problems[0]), key);
    assert_eq!(book.problems[0].sheet.as_deref(), Some("大"));
}

#[rstest]
#[case("file_bytes", Limits { file_bytes: 1_000, ..Limits::default() })]
#[case("package_bytes", Limits { package_bytes: 5_000, ..Limits::default() })]
#[case("styles_bytes", Limits { styles_bytes: 100, ..Limits::default() })]
#[case("parts", Limits { parts: 5, ..Limits::default() })]
#[case("sheets", Limits { sheets: 1, ..Limits::default() })]
fn a_bound_hit_by_what_all_sheets_need_costs_the_workbook(
    #[case] key: &str,
    #[case] limits: Limits,
) {
    let problem = xlsx::read(&book().bytes(), &limits).expect_err("a bound");
    assert_eq!(kind(&problem), key);
}

#[test]
fn a_long_shared_string_costs_only_the_sheet_that_shows_it() {
    let limits = Limits {
        text_chars: 10,
        ..Limits::default()
    };
    let long = "長".repeat(11);
    let strings = format!("<sst><si><t>短</t></si><si><t>{long}</t></si></sst>");
    let cell =
        |index: u8| format!(r#"<sheetData><row><c t="s"><v>{index}</v></c></row></sheetData>"#);
    let read = |index| {
        let book = Book::new(&cell(index)).with("xl/sharedStrings.xml", &strings);
        xlsx::read(&book.bytes(), &limits).expect("a workbook")
    };
    assert_eq!(read(0).sheets.len(), 1);
    assert_eq!(read(1).sheets.len(), 0);
    assert_eq!(kind(&read(1).problems[0]), "text_chars");
}

#[test]
fn many_full_sheets_share_one_bound() {
    let cells: String = (0..10).map(|_| "<c><v>1</v></c>").collect();
    let list: String = (0..6)
        .map(|n| format!(r#"<sheet name="{n}" r:id="s1"/>"#))
        .collect();
    let book = Book::new(&format!("<sheetData><row>{cells}</row></sheetData>"))
        .with("xl/workbook.xml", &workbook(&list));
    let limits = Limits {
        cells: 10,
        ..Limits::default()
    };
    let book = xlsx::read(&book.bytes(), &limits).expect("a workbook");
    assert_eq!(book.sheets.len(), 4);
    assert_eq!(book.problems.len(), 2);
}

#[test]
fn a_part_named_by_many_sheets_is_not_inflated_for_ever() {
    let list: String = (0..200)
        .map(|n| format!(r#"<sheet name="{n}" r:id="s1"/>"#))
        .collect();
    let blanks = " ".repeat(1 << 20);
    let book = Book::new(&format!("<sheetData>{blanks}</sheetData>"))
        .with("xl/workbook.xml", &workbook(&list));
    let limits = Limits {
        package_bytes: 2 << 20,
        ..Limits::default()
    };
    let book = xlsx::read(&book.bytes(), &limits).expect("a workbook");
    assert_eq!(book.sheets.len(), 3);
    assert!(book.problems.iter().all(|p| kind(p) == "package_bytes"));
}
