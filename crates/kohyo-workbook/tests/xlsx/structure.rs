//! Packages as other programs and broken discs leave them.

use super::package::{Book, rels, sheet, workbook};
use kohyo_workbook::{Limits, Problem, ProblemKind, Visibility, Workbook, xlsx};
use rstest::rstest;

const CELL: &str = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#;

fn two(second: &str) -> Book {
    Book::new(CELL)
        .with(
            "xl/workbook.xml",
            &workbook(&format!(r#"<sheet name="個票" r:id="s1"/>{second}"#)),
        )
        .with(
            "xl/_rels/workbook.xml.rels",
            &rels(&[
                ("s1", "worksheet", "worksheets/sheet1.xml"),
                ("s2", "worksheet", "worksheets/sheet2.xml"),
                ("c1", "chartsheet", "chartsheets/sheet1.xml"),
                ("m1", "xlMacrosheet", "macrosheets/sheet1.xml"),
            ]),
        )
        .with("xl/worksheets/sheet2.xml", &sheet(CELL))
        .with("xl/chartsheets/sheet1.xml", "<chartsheet/>")
        .with("xl/macrosheets/sheet1.xml", "<xm:macrosheet/>")
}

fn names(book: &Workbook) -> Vec<&str> {
    book.sheets.iter().map(|s| s.name.as_str()).collect()
}

fn sheets_of(problems: &[Problem]) -> Vec<Option<&str>> {
    problems.iter().map(|p| p.sheet.as_deref()).collect()
}

#[rstest]
#[case::no_relation(r#"<sheet name="空" r:id=""/>"#)]
#[case::unknown_relation(r#"<sheet name="空" r:id="s9"/>"#)]
fn a_sheet_without_part_costs_only_itself(#[case] second: &str) {
    let book = two(second).read();
    assert_eq!(names(&book), ["個票"]);
    assert_eq!(sheets_of(&book.problems), [Some("空")]);
    assert_eq!(book.problems[0].kind, ProblemKind::Unreadable);
}

#[test]
fn a_missing_or_damaged_part_costs_only_its_sheet() {
    let book = two(r#"<sheet name="二" r:id="s2"/>"#).without("xl/worksheets/sheet2.xml");
    let book = book.read();
    assert_eq!(names(&book), ["個票"]);
    assert_eq!(sheets_of(&book.problems), [Some("二")]);
}

#[test]
fn charts_and_macros_are_no_sheets() {
    let with = r#"<sheet name="図" r:id="c1"/><sheet name="マクロ" r:id="m1"/><sheet name="二" r:id="s2"/>"#;
    let book = two(with).read();
    assert_eq!(names(&book), ["個票", "二"]);
    assert_eq!(book.problems, []);
    let used = two(with).with(
        "xl/macrosheets/sheet1.xml",
        r#"<xm:macrosheet><c r="A1"/></xm:macrosheet>"#,
    );
    let used = used.read();
    assert_eq!(names(&used), ["個票", "二"]);
    assert_eq!(sheets_of(&used.problems), [Some("マクロ")]);
}

#[test]
fn states_and_names_are_kept_as_they_are() {
    let book = two(
        r#"<sheet name="個票" r:id="s2" state="veryHidden"/><sheet name="三" r:id="s2" state="odd"/><sheet name="四" r:id="s2" state="hidden"/>"#,
    )
    .read();
    assert_eq!(names(&book), ["個票", "個票", "三", "四"]);
    let states: Vec<Visibility> = book.sheets.iter().map(|s| s.visibility).collect();
    assert_eq!(
        states,
        [
            Visibility::Visible,
            Visibility::VeryHidden,
            Visibility::Visible,
            Visibility::Hidden
        ]
    );
    let told: Vec<usize> = book.sheets.iter().map(|s| s.problems.len()).collect();
    assert_eq!(told, [0, 1, 0, 0]);
}

#[rstest]
#[case::absolute("/xl/worksheets/sheet1.xml")]
#[case::backslashes(r"worksheets\sheet1.xml")]
#[case::other_case("Worksheets/SHEET1.XML")]
#[case::dots("./other/../worksheets/sheet1.xml")]
#[case::from_the_root_without_saying_so("xl/worksheets/sheet1.xml")]
#[case::out_of_the_package("../../xl/worksheets/sheet1.xml")]
fn targets_are_found(#[case] target: &str) {
    let book = Book::new(CELL).with(
        "xl/_rels/workbook.xml.rels",
        &rels(&[("s1", "worksheet", target)]),
    );
    assert_eq!(book.sheet().cells.len(), 1);
}

#[test]
fn parts_may_have_any_name() {
    let book = Book::new(r#"<sheetData><row><c t="s" s="1"><v>0</v></c></row></sheetData>"#)
        .without("xl/styles.xml")
        .without("xl/sharedStrings.xml")
        .with(
            "xl/_rels/workbook.xml.rels",
            &rels(&[
                ("s1", "worksheet", "worksheets/sheet1.xml"),
                ("a", "styles", "a.xml"),
                ("b", "sharedStrings", "b.xml"),
            ]),
        )
        .with(
            "xl/a.xml",
            &super::package::styles("", r#"<xf fillId="2"/>"#),
        )
        .with("xl/b.xml", "<sst><si><t>あ</t></si></sst>");
    let sheet = book.sheet();
    assert_eq!(sheet.cells[0].content.shown(), "あ");
    assert!(sheet.cells[0].fill.is_some());
}

#[test]
fn a_workbook_without_root_relations_is_found_by_its_type() {
    let types = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>"#;
    let book = Book::new(CELL)
        .without("_rels/.rels")
        .with("[Content_Types].xml", types);
    assert_eq!(book.sheet().cells.len(), 1);
}

#[test]
fn strict_and_prefixed_parts_are_read() {
    let book = Book::new("")
        .with(
            "xl/workbook.xml",
            r#"<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships"><x:sheets><x:sheet name="個票" q:id="s1"/></x:sheets></x:workbook>"#,
        )
        .with(
            "_rels/.rels",
            r#"<p:Relationships xmlns:p="p"><p:Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="xl/workbook.xml"/></p:Relationships>"#,
        )
        .with(
            "xl/worksheets/sheet1.xml",
            r#"<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"#,
        );
    assert_eq!(book.sheet().cells.len(), 1);
}

#[rstest]
#[case::utf8_with_mark("UTF-8", b"\xEF\xBB\xBF", |t: &str| t.as_bytes().to_vec())]
#[case::utf16_little("UTF-16", b"\xFF\xFE", |t: &str| t.encode_utf16().flat_map(u16::to_le_bytes).collect())]
#[case::utf16_big("UTF-16", b"\xFE\xFF", |t: &str| t.encode_utf16().flat_map(u16::to_be_bytes).collect())]
#[case::utf16_without_mark("UTF-16", b"", |t: &str| t.encode_utf16().flat_map(u16::to_le_bytes).collect())]
#[case::wrong_claim("UTF-16", b"", |t: &str| t.as_bytes().to_vec())]
fn encodings_are_told_apart(
    #[case] name: &str,
    #[case] mark: &[u8],
    #[case] encode: fn(&str) -> Vec<u8>,
) {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"{name}\"?>{}",
        sheet(r#"<sheetData><row><c t="inlineStr"><is><t>四條畷</t></is></c></row></sheetData>"#)
    );
    let bytes = [mark, &encode(&text)].concat();
    let sheet = Book::new("")
        .with_bytes("xl/worksheets/sheet1.xml", bytes)
        .sheet();
    assert_eq!(sheet.cells[0].content.shown(), "四條畷");
    assert_eq!(sheet.problems, []);
}

#[test]
fn a_declared_japanese_encoding_is_decoded() {
    let head = b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>";
    let tail = b"</t></is></c></row></sheetData></worksheet>";
    let bytes = [&head[..], b"\x93\x8C\x8B\x9E", tail].concat();
    let sheet = Book::new("")
        .with_bytes("xl/worksheets/sheet1.xml", bytes)
        .sheet();
    assert_eq!(sheet.cells[0].content.shown(), "東京");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let bytes =
        sheet(r#"<sheetData><row><c t="inlineStr"><is><t>?</t></is></c></row></sheetData>"#)
            .into_bytes()
            .into_iter()
            .map(|byte| if byte == b'?' { 0xFF } else { byte })
            .collect();
    let sheet = Book::new("")
        .with_bytes("xl/worksheets/sheet1.xml", bytes)
        .sheet();
    assert_eq!(sheet.cells[0].content.shown(), "\u{fffd}");
    assert_eq!(sheet.problems.len(), 1);
}

#[rstest]
#[case::before_the_data("<worksheet><cols/>", 0)]
#[case::no_data_at_all("<worksheet><cols/></worksheet>", 0)]
#[case::inside(
    r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2"#,
    1
)]
#[case::broken(r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="#, 1)]
#[case::empty("", 0)]
fn a_cut_sheet_is_read_as_far_as_it_goes(#[case] text: &str, #[case] cells: usize) {
    let sheet = Book::new("").with("xl/worksheets/sheet1.xml", text).sheet();
    assert_eq!(sheet.cells.len(), cells);
    assert_eq!(sheet.problems.len(), 1);
    assert_eq!(sheet.problems[0].kind, ProblemKind::Unreadable);
}

#[test]
fn broken_styles_make_formats_and_fills_unseen() {
    let book = Book::new(CELL).with("xl/styles.xml", "<styleSheet><cellXfs><xf/>");
    let book = book.read();
    assert!(book.problems.is_empty(), "the sheet says it itself");
    assert!(book.sheets[0].missing_info.formats && book.sheets[0].missing_info.fills);
    assert_eq!(book.sheets[0].cells.len(), 1);
}

#[test]
fn custom_properties_are_read() {
    let book = Book::new(CELL)
        .with(
            "_rels/.rels",
            &rels(&[
                ("o", "officeDocument", "xl/workbook.xml"),
                ("c", "custom-properties", "docProps/custom.xml"),
            ]),
        )
        .with(
            "docProps/custom.xml",
            r#"<Properties xmlns:vt="v"><property fmtid="{x}" pid="2" name="kohyo"><vt:lpwstr>総括表 &amp; 0.1</vt:lpwstr></property><property name="数"><vt:i4>7</vt:i4></property></Properties>"#,
        );
    let properties: Vec<(String, String)> = book.read().properties.into_iter().collect();
    assert_eq!(
        properties,
        [
            ("kohyo".to_owned(), "総括表 & 0.1".to_owned()),
            ("数".to_owned(), "7".to_owned())
        ]
    );
}

#[rstest]
#[case::nothing(Vec::new(), ProblemKind::Unreadable)]
#[case::text(b"a,b\n1,2\n".to_vec(), ProblemKind::Unreadable)]
#[case::cut(Book::new(CELL).bytes()[..700].to_vec(), ProblemKind::Unreadable)]
#[case::other_document(Book::new(CELL).with("xl/workbook.xml", "<document/>").bytes(), ProblemKind::NotASpreadsheet)]
#[case::no_document(Book::new(CELL).without("_rels/.rels").bytes(), ProblemKind::NotASpreadsheet)]
fn what_is_no_workbook_is_said(#[case] bytes: Vec<u8>, #[case] kind: ProblemKind) {
    let problem = xlsx::read(&bytes, &Limits::default()).expect_err("no workbook");
    assert_eq!(problem.kind, kind);
}

#[test]
fn widths_heights_and_hidden_ones_are_kept() {
    let sheet = Book::new(
        r#"<sheetFormatPr defaultRowHeight="18.75"/><cols><col min="2" max="2" width="9.5"/><col min="3" max="4" width="5" hidden="1"/></cols>
        <sheetData><row r="1" ht="30"/><row r="3" hidden="1"><c r="A3"><v>1</v></c></row></sheetData>"#,
    )
    .sheet();
    assert_eq!(sheet.columns.size(0), 64 * 9_525);
    assert_eq!(sheet.columns.size(1), 66 * 9_525);
    assert_eq!(sheet.columns.edge(5), (64 + 66 + 64) * 9_525);
    assert!(sheet.columns.is_hidden(2) && sheet.columns.is_hidden(3));
    assert_eq!(sheet.rows.size(0), 30 * 12_700);
    assert_eq!(sheet.rows.size(1), 238_125);
    assert!(sheet.rows.is_hidden(2) && sheet.rows.size(2) == 0);
    assert_eq!(sheet.cells.len(), 1);
}
