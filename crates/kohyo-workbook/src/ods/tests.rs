use super::*;
use crate::address::CellPos;
use crate::{Content, Frame, ProblemKind, Rgb, ShapeKind, Sheet, Visibility};
use proptest::prelude::*;

const STYLES: &str = r##"<office:automatic-styles>
    <style:style style:name="co" style:family="table-column"><style:table-column-properties style:column-width="1in"/></style:style>
    <style:style style:name="ro" style:family="table-row"><style:table-row-properties style:row-height="0.5in"/></style:style>
    <style:style style:name="red" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>
    <style:style style:name="blue" style:family="table-cell"><style:table-cell-properties fo:background-color="#0000ff"/></style:style>
    <style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>"##;

fn document(tables: &str) -> String {
    format!(
        "<office:document-content>{STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}

fn read_within(tables: &str, limits: &Limits) -> Result<Vec<Sheet>, Problem> {
    let mut workbook = Workbook {
        format: Format::Ods,
        sheets: Vec::new(),
        modified: None,
        properties: BTreeMap::new(),
        problems: Vec::new(),
    };
    let mut styles = Styles::default();
    body(&document(tables), limits, &mut styles, &mut workbook)?;
    Ok(workbook.sheets)
}

fn table(inside: &str) -> Sheet {
    let tables = format!(r#"<table:table table:name="S">{inside}</table:table>"#);
    read_within(&tables, &Limits::default()).unwrap().remove(0)
}

fn cells(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.cells.iter();
    cells
        .map(|cell| format!("{}={}", cell.pos, cell.content.shown()))
        .collect()
}

#[test]
fn repeats_are_kept_where_something_stands() {
    let sheet = table(
        r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>"#,
    );
    let expected = ["B1000001=x", "C1000001=x", "B1000002=x", "C1000002=x"];
    assert_eq!(cells(&sheet), expected);
}

#[test]
fn rows_in_groups_and_headers_are_rows() {
    let row = |text| {
        format!(
            "<table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let sheet = table(&format!(
        "<table:table-header-rows>{}</table:table-header-rows><table:table-row-group><table:table-row-group>{}</table:table-row-group>{}</table:table-row-group>",
        row("a"),
        row("b"),
        row("c")
    ));
    assert_eq!(cells(&sheet), ["A1=a", "A2=b", "A3=c"]);
}

#[test]
fn merged_and_covered_cells() {
    let sheet = table(
        r#"<table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2"><text:p>a</text:p></table:table-cell>
        <table:covered-table-cell><text:p>under</text:p></table:covered-table-cell><table:covered-table-cell/><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row>"#,
    );
    assert_eq!(sheet.merges[0].to_string(), "A1:C2");
    assert_eq!(cells(&sheet), ["A1=a", "B1=under", "D1=d"]);
}

#[test]
fn a_fill_comes_from_cell_row_or_column() {
    let sheet = table(
        r#"<table:table-column table:default-cell-style-name="red"/><table:table-column table:number-columns-repeated="16383"/>
        <table:table-row><table:table-cell table:number-columns-repeated="2"/></table:table-row>
        <table:table-row table:default-cell-style-name="blue"><table:table-cell/><table:table-cell table:style-name="red"/></table:table-row>
        <table:table-row><table:table-cell table:style-name="none"><text:p>x</text:p></table:table-cell></table:table-row>"#,
    );
    let fill = |row, col| {
        sheet
            .cell(CellPos::new(row, col))
            .and_then(|cell| cell.fill)
    };
    let (red, blue) = (Some(Rgb(255, 0, 0)), Some(Rgb(0, 0, 255)));
    assert_eq!((fill(0, 0), fill(0, 1)), (red, None));
    assert_eq!((fill(1, 0), fill(1, 1)), (blue, red));
    assert_eq!(fill(2, 0), None);
}

#[test]
fn shapes_are_measured_from_their_cell() {
    let sheet = table(
        r#"<table:shapes><draw:line draw:name="free" svg:x1="1in" svg:y1="0in" svg:x2="2in" svg:y2="0in"/></table:shapes>
        <table:table-column table:style-name="co" table:number-columns-repeated="9"/>
        <table:table-row table:style-name="ro" table:number-rows-repeated="4"><table:table-cell/></table:table-row>
        <table:table-row table:style-name="ro"><table:table-cell table:number-columns-repeated="2"/><table:table-cell>
        <draw:g><draw:connector draw:name="grouped" svg:x1="2in" svg:y1="0.25in" svg:x2="0.5in" svg:y2="0.25in"/></draw:g>
        <draw:rect draw:name="turned" svg:width="1in" svg:height="0.1in" draw:transform="rotate (1.5707963267949) translate (1in 1in)"><text:p>縦</text:p></draw:rect>
        <draw:line draw:name="unseen" drawooo:display="none" svg:x1="0in" svg:y1="0in" svg:x2="1in" svg:y2="0in"/>
        <text:p>値</text:p></table:table-cell></table:table-row>"#,
    );
    let frame = |left: f64, top: f64, right: f64, bottom: f64| {
        let emu = |inches: f64| (inches * 914_400.0).round() as i64;
        Frame {
            left: emu(left),
            top: emu(top),
            right: emu(right),
            bottom: emu(bottom),
        }
    };
    let found: Vec<_> = sheet
        .shapes
        .iter()
        .map(|shape| (shape.name.as_str(), shape.frame, shape.under.to_string()))
        .collect();
    assert_eq!(
        found,
        [
            ("free", frame(1.0, 0.0, 2.0, 0.0), "B1".to_owned()),
            ("grouped", frame(2.5, 2.25, 4.0, 2.25), "C5".to_owned()),
            // A quarter turn to the left about the upper left corner: as measured in LibreOffice.
            ("turned", frame(3.0, 2.0, 3.1, 3.0), "D6".to_owned()),
        ]
    );
    assert_eq!(sheet.shapes[2].kind, ShapeKind::Rectangle);
    assert_eq!(sheet.shapes[2].text.as_deref(), Some("縦"));
    assert_eq!(cells(&sheet), ["C5=値"]);
}

#[test]
fn comments_stand_beside_the_text() {
    let sheet = table(
        r#"<table:table-row><table:table-cell><office:annotation><dc:creator>係</dc:creator><text:p>注</text:p><text:p>意</text:p></office:annotation><text:p>値</text:p></table:table-cell></table:table-row>"#,
    );
    assert_eq!(cells(&sheet), ["A1=値"]);
    assert_eq!(sheet.comments[0].text, "注\n意");
}

#[test]
fn sheets_are_read_by_place_whatever_their_names() {
    let one = |style: &str, text: &str| {
        format!(
            r#"<table:table table:name="同名" table:style-name="{style}"><table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"#
        )
    };
    let sheets = read_within(&(one("", "a") + &one("hidden", "b")), &Limits::default()).unwrap();
    assert_eq!([cells(&sheets[0]), cells(&sheets[1])], [["A1=a"], ["A1=b"]]);
    assert_eq!(sheets[0].visibility, Visibility::Visible);
    assert_eq!(sheets[1].visibility, Visibility::Hidden);
}

#[test]
fn a_limit_on_one_sheet_leaves_the_next() {
    let limits = Limits {
        cells: 3,
        ..Limits::default()
    };
    let sheets = read_within(
        r#"<table:table table:name="a"><table:table-row><table:table-cell table:number-columns-repeated="4"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="b"><table:table-row><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>"#,
        &limits,
    )
    .unwrap();
    assert_eq!(
        sheets[0].problems[0].kind,
        ProblemKind::Limit("cells".into())
    );
    assert_eq!(sheets[0].problems[0].sheet.as_deref(), Some("a"));
    assert_eq!(cells(&sheets[1]), ["A1=y"]);
}

#[test]
fn an_odd_value_is_text_with_a_problem() {
    let sheet = table(
        r#"<table:table-row><table:table-cell office:value-type="float" office:value="x1"><text:p>一</text:p></table:table-cell></table:table-row>"#,
    );
    assert_eq!(sheet.cells[0].content, Content::Text("一".into()));
    assert_eq!(sheet.problems[0].cell, Some(CellPos::new(0, 0)));
    assert_eq!(sheet.problems[0].text.as_deref(), Some("x1"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_part_makes_it_panic(pieces in prop::collection::vec(0_usize..PIECES.len(), 0..40)) {
        let part: String = pieces.into_iter().map(|index| PIECES[index]).collect();
        let _ = read_within(&part, &Limits::default());
    }
}

/// Pieces that make parts which are nearly right.
const PIECES: [&str; 22] = [
    r#"<table:table table:name="S">"#,
    "</table:table>",
    r#"<table:table-column table:number-columns-repeated="16384"/>"#,
    r#"<table:table-column table:visibility="collapse" table:number-columns-repeated="99999999999"/>"#,
    "<table:table-row>",
    r#"<table:table-row table:visibility="collapse" table:number-rows-repeated="1048575"/>"#,
    r#"<table:table-row table:number-rows-repeated="300">"#,
    "</table:table-row>",
    "<table:table-cell>",
    r#"<table:table-cell table:number-columns-repeated="16384">"#,
    r#"<table:table-cell table:number-columns-spanned="4294967295" table:number-rows-spanned="4294967295"/>"#,
    r#"<table:table-cell table:style-name="red" table:number-columns-repeated="500"/>"#,
    "</table:table-cell>",
    "<text:p>",
    r#"<text:s text:c="70000"/>"#,
    "x",
    "</text:p>",
    r#"<draw:line svg:x1="1e9in" svg:y1="-1e9in" svg:x2="0cm" svg:y2="1mm"/>"#,
    r#"<draw:rect svg:width="1e9in" draw:transform="rotate (1e300) scale (1e300) translate (1e9in)"/>"#,
    "<draw:g>",
    "</draw:g>",
    "&amp;",
];

#[test]
fn the_last_change_is_a_moment_or_nothing() {
    let read = |moment: &str| super::moment(moment).map(|moment| moment.to_rfc3339());
    for (written, told) in [
        (
            "2020-10-09T10:02:03.123456789",
            Some("2020-10-09T01:02:03.123456789+00:00"),
        ),
        ("2020-10-09T01:02:03Z", Some("2020-10-09T01:02:03+00:00")),
        (
            "2020-10-09T10:02:03+09:00",
            Some("2020-10-09T01:02:03+00:00"),
        ),
        ("2020-10-09", None),
        ("きのう", None),
    ] {
        assert_eq!(read(written).as_deref(), told, "{written}");
    }
}
