//! What becomes of one cell, however it is written.

use super::package::{Book, styles};
use kohyo_workbook::{Cell, Content, ProblemKind, Rgb, Sheet};
use rstest::rstest;

const STRINGS: &str = r#"<sst count="9"><si><t>零</t></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t/></si></sst>"#;

/// A sheet with one cell at B2; `cell` is its attributes and content.
fn one(cell: &str) -> Sheet {
    Book::new(&format!(
        r#"<sheetData><row r="2"><c r="B2" {cell}</c></row></sheetData>"#
    ))
    .with("xl/sharedStrings.xml", STRINGS)
    .sheet()
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::Blank => "blank",
        Content::Text(_) => "text",
        Content::Number(_) => "number",
        Content::Date { .. } => "date",
        Content::Bool(_) => "bool",
        Content::Error(_) => "error",
        Content::Uncomputed(_) => "uncomputed",
    }
}

#[rstest]
#[case::number(r"><v>1200</v>", "number", "1200")]
#[case::typed_number(r#" t="n"><v> 5 </v>"#, "number", "5")]
#[case::binary_noise(r"><v>0.28000000000000003</v>", "number", "0.28")]
#[case::power_of_ten(r"><v>1E-05</v>", "number", "0.00001")]
#[case::cdata(r"><v><![CDATA[5]]></v>", "number", "5")]
#[case::xml_comment(r"><v>1<!-- x -->2</v>", "number", "12")]
#[case::value_before_formula(r"><v>5</v><f>2+3</f>", "number", "5")]
#[case::extension(
    r#"><v>5</v><extLst><ext uri="x"><v>9</v></ext></extLst>"#,
    "number",
    "5"
)]
#[case::shared(r#" t="s"><v>1</v>"#, "text", "東京")]
#[case::shared_with_blanks(r#" t="s"><v> 1 </v>"#, "text", "東京")]
#[case::shared_as_decimal(r#" t="s"><v>1.0</v>"#, "text", "東京")]
#[case::inline(r#" t="inlineStr"><is><t>a</t></is>"#, "text", "a")]
#[case::inline_runs(
    r#" t="inlineStr"><is><r><t xml:space="preserve"> a</t></r><r><t>b </t></r></is>"#,
    "text",
    " ab "
)]
#[case::inline_as_value(r#" t="inlineStr"><v>a</v>"#, "text", "a")]
#[case::formula_text(
    r#" t="str"><f>A1</f><v>x_x000D_
y</v>"#,
    "text",
    "x\ny"
)]
#[case::escapes(
    r#" t="str"><v>&lt;A&amp;B&#x3042;&unknown;</v>"#,
    "text",
    "<A&Bあ&unknown;"
)]
#[case::yes(r#" t="b"><v>1</v>"#, "bool", "TRUE")]
#[case::word_no(r#" t="b"><v>false</v>"#, "bool", "FALSE")]
#[case::old_error(r#" t="e"><v>#DIV/0!</v>"#, "error", "#DIV/0!")]
#[case::new_error(r#" t="e"><v>#SPILL!</v>"#, "error", "#SPILL!")]
#[case::iso_date(r#" t="d"><v>2020-09-30</v>"#, "date", "2020/9/30")]
#[case::iso_moment(r#" t="d"><v>2020-09-30T18:05:00Z</v>"#, "date", "2020/9/30 18:05")]
#[case::uncomputed(r"><f>SUM(A1:A3)</f>", "uncomputed", "=SUM(A1:A3)")]
#[case::uncomputed_empty(r"><f>SUM(A1:A3)</f><v></v>", "uncomputed", "=SUM(A1:A3)")]
#[case::uncomputed_text(r#" t="str"><f>A1</f>"#, "uncomputed", "=A1")]
fn a_cell_is_what_it_says(#[case] cell: &str, #[case] kind_of: &str, #[case] shown: &str) {
    let sheet = one(cell);
    assert_eq!(sheet.problems, []);
    assert_eq!(sheet.cells.len(), 1);
    assert_eq!(kind(&sheet.cells[0].content), kind_of);
    assert_eq!(sheet.cells[0].content.shown(), shown);
    assert_eq!(sheet.cells[0].pos.to_string(), "B2");
}

#[rstest]
#[case::nothing(">")]
#[case::no_value("><v></v>")]
#[case::empty_string(r#" t="str"><f>A1</f><v></v>"#)]
#[case::empty_shared_string(r#" t="s"><v>2</v>"#)]
#[case::empty_inline(r#" t="inlineStr"><is><t></t></is>"#)]
fn a_blank_cell_is_not_kept(#[case] cell: &str) {
    let sheet = one(cell);
    assert_eq!((sheet.cells, sheet.problems), (vec![], vec![]));
}

#[rstest]
#[case::index_is_no_number(r#" t="s"><v>abc</v>"#, "error", "abc")]
#[case::index_out_of_range(r#" t="s"><v>99</v>"#, "error", "99")]
#[case::index_between(r#" t="s"><v>0.5</v>"#, "error", "0.5")]
#[case::index_negative(r#" t="s"><v>-1</v>"#, "error", "-1")]
#[case::neither_yes_nor_no(r#" t="b"><v>2</v>"#, "error", "2")]
#[case::unknown_type(r#" t="zz"><v>7</v>"#, "error", "7")]
#[case::too_large(r"><v>1e308</v>", "text", "1e308")]
#[case::not_a_number(r"><v>NaN</v>", "text", "NaN")]
#[case::words(r"><v>abc</v>", "text", "abc")]
#[case::no_date(r#" t="d"><v>2020-13-01</v>"#, "text", "2020-13-01")]
fn an_odd_cell_is_kept_and_told(#[case] cell: &str, #[case] kind_of: &str, #[case] raw: &str) {
    let sheet = one(cell);
    assert_eq!(kind(&sheet.cells[0].content), kind_of);
    assert_eq!(sheet.problems.len(), 1);
    let problem = &sheet.problems[0];
    assert_eq!(problem.kind, ProblemKind::OddCell);
    assert_eq!(problem.cell, Some(sheet.cells[0].pos));
    assert_eq!(problem.text.as_deref(), Some(raw));
    assert_eq!(problem.sheet.as_deref(), Some("個票"));
}

#[test]
fn formats_and_fills_come_from_the_style() {
    let codes = r#"<numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
        <numFmt numFmtId="165" formatCode="0&quot;件&quot;"/><numFmt numFmtId="166" formatCode="[$-411]ge"/>"#;
    let xfs = r#"<xf numFmtId="9" fillId="2"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="38" fillId="3"/>
        <xf numFmtId="57"/><xf numFmtId="166"/>"#;
    let sheet = Book::new(
        r#"<sheetData><row r="1"><c r="A1" s="1"><v>0.8</v></c><c r="B1" s="2"><v>44105</v></c>
        <c r="C1" s="3"><v>10</v></c><c r="D1" s="4"><v>-1200</v></c><c r="E1" s="5"><v>44105</v></c>
        <c r="F1" s="6"><v>44105</v></c><c r="G1" s="1"/><c r="H1" s="2" t="inlineStr"><is><t>未定</t></is></c></row></sheetData>"#,
    )
    .with("xl/styles.xml", &styles(codes, xfs))
    .sheet();
    let shown: Vec<&str> = sheet.cells.iter().map(|c| c.content.shown()).collect();
    assert_eq!(
        shown,
        [
            "80%",
            "令和2年10月1日",
            "10件",
            "-1,200",
            "R2.10.1",
            "R2",
            "",
            "未定"
        ]
    );
    let Content::Number(percent) = &sheet.cells[0].content else {
        panic!("a number");
    };
    assert_eq!(percent.displayed().to_string(), "80");
    assert!(matches!(sheet.cells[5].content, Content::Date { .. }));
    let fills: Vec<Option<Rgb>> = sheet.cells.iter().map(|cell| cell.fill).collect();
    let yellow = Some(Rgb(255, 255, 0));
    let accent = Some(Rgb(0x44, 0x72, 0xC4));
    assert_eq!(
        fills,
        [yellow, None, None, accent, None, None, yellow, None]
    );
}

fn shown(cells: &[Cell]) -> String {
    let list: Vec<String> = cells
        .iter()
        .map(|cell| format!("{}={}", cell.pos, cell.content.shown()))
        .collect();
    list.join(" ")
}

#[rstest]
#[case::no_positions(
    "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
    "A1=1 B1=2 A2=3",
    0
)]
#[case::some_positions(
    r#"<row r="1"><c r="B1"><v>1</v></c><c><v>2</v></c></row><row r="5"><c><v>3</v></c></row><row><c><v>4</v></c></row>"#,
    "B1=1 C1=2 A5=3 A6=4",
    0
)]
#[case::out_of_order(
    r#"<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>"#,
    "A1=3 A3=2 B3=1",
    0
)]
#[case::cell_says_another_row(r#"<row r="3"><c r="A7"><v>1</v></c></row>"#, "A7=1", 0)]
#[case::far_corner(
    r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
    "XFD1048576=1",
    0
)]
#[case::twice(
    r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
    "A1=1",
    1
)]
#[case::twice_the_same(
    r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#,
    "A1=1",
    0
)]
#[case::row_too_large(
    r#"<row r="4294967298"><c r="A4294967298"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#,
    "A2=2",
    2
)]
#[case::row_too_large_but_cell_knows(r#"<row r="0"><c r="C3"><v>1</v></c></row>"#, "C3=1", 1)]
#[case::column_too_large(
    r#"<row r="1"><c r="XFE1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
    "A1=2",
    1
)]
#[case::no_address(r#"<row r="1"><c r="あ"><v>1</v></c></row>"#, "", 1)]
#[case::alternates(
    r#"<mc:AlternateContent><mc:Choice Requires="x"><row r="2"><c r="A2"><v>2</v></c></row></mc:Choice>
    <mc:Fallback><row r="2"><c r="A2"><v>3</v></c></row></mc:Fallback></mc:AlternateContent>"#,
    "A2=2",
    0
)]
#[case::two_lists(
    r#"<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData><row r="2"><c r="A2"><v>2</v></c></row>"#,
    "A1=1 A2=2",
    0
)]
fn every_cell_finds_its_place(#[case] rows: &str, #[case] expected: &str, #[case] problems: usize) {
    let sheet = Book::new(&format!("<sheetData>{rows}</sheetData>")).sheet();
    assert_eq!(shown(&sheet.cells), expected);
    assert_eq!(sheet.problems.len(), problems, "{:?}", sheet.problems);
}

#[test]
fn what_is_left_out_is_told_with_its_text() {
    let sheet = Book::new(
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>
        <row r="9999999"><c t="inlineStr"><is><t>迷子</t></is></c></row></sheetData>"#,
    )
    .sheet();
    let texts: Vec<&str> = sheet
        .problems
        .iter()
        .filter_map(|problem| problem.text.as_deref())
        .collect();
    assert_eq!(texts, ["9999999", "迷子", "2"]);
}

#[test]
fn shared_formulas_show_the_formula_they_share() {
    let sheet = Book::new(
        r#"<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f></c></row>
        <row r="2"><c r="A2"><f t="shared" si="0"/></c></row><row r="3"><c r="A3"><f t="shared" si="4000000000"/></c></row></sheetData>"#,
    )
    .sheet();
    assert_eq!(shown(&sheet.cells), "A1==B1*2 A2==B1*2 A3==");
}

#[test]
fn dates_follow_the_date_system() {
    let book = Book::new(
        r#"<sheetData><row r="1"><c r="A1" s="1"><v>42643</v></c><c r="B1" s="1"><v>-1</v></c></row></sheetData>"#,
    )
    .with("xl/styles.xml", &styles("", r#"<xf numFmtId="14"/>"#))
    .with(
        "xl/workbook.xml",
        r#"<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="個票" r:id="s1"/></sheets></workbook>"#,
    );
    let sheet = book.sheet();
    assert_eq!(shown(&sheet.cells), "A1=2020/10/1 B1=########");
    assert_eq!(sheet.problems[0].text.as_deref(), Some("-1"));
}

#[test]
fn merged_regions_are_in_order_and_apart() {
    let sheet = Book::new(
        r#"<sheetData><row r="1"><c r="B1"><v>1</v></c></row></sheetData>
        <mergeCells><mergeCell ref="D1:E9"/><mergeCell ref="b2:a1"/><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/><mergeCell ref="A9"/><mergeCell ref="?"/></mergeCells>"#,
    )
    .sheet();
    let merges: Vec<String> = sheet.merges.iter().map(ToString::to_string).collect();
    assert_eq!(merges, ["A1:B2", "D1:E9"]);
    assert_eq!(shown(&sheet.cells), "B1=1");
    let texts: Vec<Option<&str>> = sheet.problems.iter().map(|p| p.text.as_deref()).collect();
    assert_eq!(texts, [Some("?"), Some("B2:C3")]);
}

#[test]
fn odd_cells_beyond_a_thousand_are_counted() {
    let cells: String = (1..=1_500)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="b"><v>9</v></c></row>"#))
        .collect();
    let sheet = Book::new(&format!("<sheetData>{cells}</sheetData>")).sheet();
    assert_eq!(sheet.cells.len(), 1_500);
    assert_eq!(sheet.problems.len(), 1_001);
    assert!(sheet.problems[1_000].message.contains("500個"));
}
