//! Shapes with their frames, colours and texts, and comments.

use super::package::{Book, rels};
use kohyo_workbook::{Frame, Rgb, Shape, ShapeKind, Sheet};
use rstest::rstest;

/// Columns are 64 pixels, rows 20 pixels.
const COL: i64 = 609_600;
const ROW: i64 = 190_500;

/// A sheet with a drawing whose inside is given; column D and row 4 are hidden.
fn drawn(inside: &str) -> Sheet {
    Book::new(
        r#"<sheetFormatPr defaultRowHeight="15"/><cols><col min="4" max="4" width="9" hidden="1"/></cols>
        <sheetData><row r="4" hidden="1"/></sheetData><drawing r:id="d"/>"#,
    )
    .with(
        "xl/worksheets/_rels/sheet1.xml.rels",
        &rels(&[("d", "drawing", "../drawings/drawing1.xml"), ("v", "vmlDrawing", "../drawings/vml.vml")]),
    )
    .with("xl/drawings/drawing1.xml", &format!("<xdr:wsDr>{inside}</xdr:wsDr>"))
    .with("xl/drawings/vml.vml", "<xml><v:shape/></xml>")
    .sheet()
}

fn marker(name: &str, col: i64, col_off: i64, row: i64, row_off: i64) -> String {
    format!(
        "<xdr:{name}><xdr:col>{col}</xdr:col><xdr:colOff>{col_off}</xdr:colOff>\
         <xdr:row>{row}</xdr:row><xdr:rowOff>{row_off}</xdr:rowOff></xdr:{name}>"
    )
}

/// A two-cell anchor from B2 half down to the end of C2 half down, around an object.
fn anchored(object: &str) -> String {
    let from = marker("from", 1, 0, 1, 95_250);
    let to = marker("to", 3, 0, 1, 95_250);
    format!("<xdr:twoCellAnchor>{from}{to}{object}<xdr:clientData/></xdr:twoCellAnchor>")
}

/// A connector with the inside of its `spPr`, and what follows that.
fn connector(properties: &str, after: &str) -> String {
    format!(
        r#"<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="2" name="矢印"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr>
        <xdr:spPr>{properties}</xdr:spPr>{after}</xdr:cxnSp>"#
    )
}

fn preset(name: &str, text_box: &str) -> String {
    format!(
        r#"<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="図形"/><xdr:cNvSpPr {text_box}/></xdr:nvSpPr>
        <xdr:spPr><a:prstGeom prst="{name}"/></xdr:spPr></xdr:sp>"#
    )
}

fn sides(frame: Frame) -> [i64; 4] {
    [frame.left, frame.top, frame.right, frame.bottom]
}

fn only(sheet: &Sheet) -> &Shape {
    assert_eq!(sheet.problems, []);
    assert_eq!(sheet.shapes.len(), 1, "{:?}", sheet.shapes);
    &sheet.shapes[0]
}

#[test]
fn a_two_cell_anchor_gives_a_frame_within_its_cells() {
    let sheet = drawn(&anchored(&connector("", "")));
    let shape = only(&sheet);
    assert_eq!(
        sides(shape.frame),
        [COL, ROW + 95_250, 3 * COL, ROW + 95_250]
    );
    assert_eq!(shape.under.to_string(), "B2");
    assert_eq!(shape.kind, ShapeKind::Line);
    assert_eq!(shape.name, "矢印");

    // Offsets beyond a column end with it; hidden columns and rows have no width.
    let from = marker("from", 2, 9_999_999, 2, 9_999_999);
    let to = marker("to", 5, 100, 3, 50);
    let sheet = drawn(&format!(
        "<xdr:twoCellAnchor>{from}{to}{}</xdr:twoCellAnchor>",
        connector("", "")
    ));
    assert_eq!(
        sides(only(&sheet).frame),
        [3 * COL, 3 * ROW, 4 * COL + 100, 3 * ROW]
    );
    assert_eq!(only(&sheet).under.to_string(), "E5");
}

#[test]
fn other_anchors_give_frames_too() {
    let one = format!(
        r#"<xdr:oneCellAnchor>{}<xdr:ext cx="1000" cy="20"/>{}</xdr:oneCellAnchor>"#,
        marker("from", 1, 10, 0, 5),
        connector("", "")
    );
    assert_eq!(
        sides(only(&drawn(&one)).frame),
        [COL + 10, 5, COL + 1_010, 25]
    );
    let absolute = format!(
        r#"<xdr:absoluteAnchor><xdr:pos x="7" y="8"/><xdr:ext cx="10" cy="20"/>{}</xdr:absoluteAnchor>"#,
        connector("", "")
    );
    assert_eq!(sides(only(&drawn(&absolute)).frame), [7, 8, 17, 28]);
}

#[test]
fn groups_are_taken_apart() {
    let member = |name: &str, x: i64| {
        format!(
            r#"<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="1" name="{name}"/></xdr:nvCxnSpPr><xdr:spPr>
            <a:xfrm><a:off x="{x}" y="50"/><a:ext cx="250" cy="0"/></a:xfrm></xdr:spPr></xdr:cxnSp>"#
        )
    };
    let group = |x: i64, cx: i64, inside: &str| {
        format!(
            r#"<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="1" name="g"/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>
            <a:off x="{x}" y="0"/><a:ext cx="{cx}" cy="100"/><a:chOff x="0" y="0"/><a:chExt cx="1000" cy="100"/></a:xfrm></xdr:grpSpPr>{inside}</xdr:grpSp>"#
        )
    };
    let inner = group(500, 500, &member("内", 0));
    let sheet = drawn(&anchored(&group(0, 1_000, &(member("外", 250) + &inner))));
    let places: Vec<(&str, [i64; 2])> = sheet
        .shapes
        .iter()
        .map(|s| (s.name.as_str(), [s.frame.left, s.frame.right]))
        .collect();
    // The group lies on two columns: its thousand units are 2 × COL wide.
    assert_eq!(
        places,
        [
            ("外", [COL + COL / 2, 2 * COL]),
            ("内", [2 * COL, 2 * COL + COL / 4])
        ]
    );
}

#[rstest]
#[case(i64::MAX, i64::MIN, 45)]
#[case(i64::MIN, i64::MAX, 90)]
#[case(i64::MAX, i64::MAX, 10)]
fn coordinates_out_of_this_world_stay_numbers(#[case] x: i64, #[case] cx: i64, #[case] rot: i64) {
    let rot = rot * 60_000;
    let xfrm = format!(
        r#"<a:xfrm rot="{rot}" flipH="1"><a:off x="{x}" y="{cx}"/><a:ext cx="{cx}" cy="{x}"/><a:chOff x="{cx}" y="{x}"/><a:chExt cx="1" cy="-1"/></a:xfrm>"#
    );
    let member = connector(&xfrm, "");
    let group = format!("<xdr:grpSp><xdr:grpSpPr>{xfrm}</xdr:grpSpPr>{member}</xdr:grpSp>");
    let outer = format!("<xdr:grpSp><xdr:grpSpPr>{xfrm}</xdr:grpSpPr>{group}</xdr:grpSp>");
    let anchor = format!(
        r#"<xdr:absoluteAnchor><xdr:pos x="{x}" y="{cx}"/><xdr:ext cx="{cx}" cy="{x}"/>{outer}</xdr:absoluteAnchor>"#
    );
    let sheet = drawn(&anchor);
    let frame = only(&sheet).frame;
    assert!(frame.width() >= 0 && frame.height() >= 0);
}

#[rstest]
#[case::shape(r#"<xdr:cNvPr id="2" name="x" hidden="1"/>"#, 0)]
#[case::shown(r#"<xdr:cNvPr id="2" name="x" hidden="0"/>"#, 1)]
fn hidden_shapes_are_left_out(#[case] properties: &str, #[case] count: usize) {
    let shape = format!("<xdr:sp><xdr:nvSpPr>{properties}</xdr:nvSpPr><xdr:spPr/></xdr:sp>");
    assert_eq!(drawn(&anchored(&shape)).shapes.len(), count);
    let group = format!(
        "<xdr:grpSp><xdr:nvGrpSpPr>{properties}</xdr:nvGrpSpPr><xdr:grpSpPr/>{}</xdr:grpSp>",
        connector("", "")
    );
    assert_eq!(drawn(&anchored(&group)).shapes.len(), count);
}

#[test]
fn alternates_count_once() {
    let choice = anchored(&connector("", ""));
    let both = format!(
        r#"<mc:AlternateContent><mc:Choice Requires="a14">{choice}</mc:Choice><mc:Fallback>{choice}</mc:Fallback></mc:AlternateContent>"#
    );
    assert_eq!(drawn(&both).shapes.len(), 1);
    let inside = anchored(&format!(
        "<mc:AlternateContent><mc:Choice/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        connector("", "")
    ));
    assert_eq!(drawn(&inside).shapes.len(), 1);
}

#[rstest]
#[case("straightConnector1", ShapeKind::Line)]
#[case("bentConnector3", ShapeKind::Line)]
#[case("line", ShapeKind::Line)]
#[case("leftRightArrow", ShapeKind::BlockArrow)]
#[case("homePlate", ShapeKind::BlockArrow)]
#[case("bracketPair", ShapeKind::Bracket)]
#[case("rightBrace", ShapeKind::Bracket)]
#[case("roundRect", ShapeKind::Rectangle)]
#[case("snip1Rect", ShapeKind::Rectangle)]
#[case("ellipse", ShapeKind::Other("ellipse".to_owned()))]
#[case("flowChartConnector", ShapeKind::Other("flowChartConnector".to_owned()))]
#[case("downArrow", ShapeKind::Other("downArrow".to_owned()))]
fn presets_are_named(#[case] name: &str, #[case] kind: ShapeKind) {
    assert_eq!(only(&drawn(&anchored(&preset(name, "")))).kind, kind);
}

#[test]
fn text_boxes_and_pictures_are_told_apart() {
    let text_box = preset("rect", r#"txBox="1""#);
    assert_eq!(only(&drawn(&anchored(&text_box))).kind, ShapeKind::TextBox);
    let picture = r#"<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="図"/></xdr:nvPicPr><xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>"#;
    assert_eq!(only(&drawn(&anchored(picture))).kind, ShapeKind::Picture);
    let chart = r#"<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="1" name="グラフ"/></xdr:nvGraphicFramePr></xdr:graphicFrame>"#;
    assert_eq!(
        only(&drawn(&anchored(chart))).kind,
        ShapeKind::Other("graphicFrame".to_owned())
    );
}

#[test]
fn text_keeps_its_lines() {
    let shape = r#"<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="x"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/>
        <a:p><a:r><a:t>7月〜</a:t></a:r><a:r><a:t>9月</a:t></a:r><a:br/><a:fld><a:t>予定</a:t></a:fld></a:p><a:p><a:r><a:t>済</a:t></a:r></a:p><a:p/></xdr:txBody></xdr:sp>"#;
    let sheet = drawn(&anchored(shape));
    assert_eq!(only(&sheet).text.as_deref(), Some("7月〜9月\n予定\n済"));
}

const STYLE: &str = r#"<xdr:style><a:lnRef idx="1"><a:schemeClr val="accent2"/></a:lnRef><a:fillRef idx="1"><a:schemeClr val="accent4"/></a:fillRef></xdr:style>"#;
const NO_LINE_STYLE: &str = r#"<xdr:style><a:lnRef idx="0"><a:schemeClr val="accent2"/></a:lnRef><a:fillRef idx="1"><a:schemeClr val="accent4"/></a:fillRef></xdr:style>"#;

#[rstest]
#[case::own_line(r#"<a:solidFill><a:srgbClr val="00FF00"/></a:solidFill><a:ln><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>"#, STYLE, Some(Rgb(255, 0, 0)))]
#[case::scheme(
    r#"<a:ln><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>"#,
    "",
    Some(Rgb(0, 0, 0))
)]
#[case::modified(r#"<a:ln><a:solidFill><a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr></a:solidFill></a:ln>"#, "", Some(Rgb(128, 128, 128)))]
#[case::system(
    r#"<a:ln><a:solidFill><a:sysClr val="windowText" lastClr="102030"/></a:solidFill></a:ln>"#,
    "",
    Some(Rgb(16, 32, 48))
)]
#[case::named(
    r#"<a:ln><a:solidFill><a:prstClr val="red"/></a:solidFill></a:ln>"#,
    "",
    Some(Rgb(255, 0, 0))
)]
#[case::gradient(r#"<a:ln><a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="0000FF"/></a:gs><a:gs pos="1"><a:srgbClr val="FF0000"/></a:gs></a:gsLst></a:gradFill></a:ln>"#, "", Some(Rgb(0, 0, 255)))]
#[case::style_line(r#"<a:ln w="19050"/>"#, STYLE, Some(Rgb(0xED, 0x7D, 0x31)))]
#[case::no_line_but_fill(
    r#"<a:solidFill><a:srgbClr val="00FF00"/></a:solidFill><a:ln><a:noFill/></a:ln>"#,
    STYLE,
    Some(Rgb(0, 255, 0))
)]
#[case::style_without_line("", NO_LINE_STYLE, Some(Rgb(0xFF, 0xC0, 0)))]
#[case::nothing("", "", None)]
fn colours_of_lines(#[case] properties: &str, #[case] style: &str, #[case] colour: Option<Rgb>) {
    let sheet = drawn(&anchored(&connector(properties, style)));
    assert_eq!(only(&sheet).colour, colour);
}

#[test]
fn a_painted_arrow_is_its_paint_unless_its_line_was_chosen() {
    let arrow = |fill: &str| {
        format!(
            r#"<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="x"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rightArrow"/>{fill}</xdr:spPr>{STYLE}</xdr:sp>"#
        )
    };
    let colour = |fill: &str| only(&drawn(&anchored(&arrow(fill)))).colour;
    let red = r#"<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>"#;
    let white = r#"<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>"#;
    assert_eq!(colour(red), Some(Rgb(255, 0, 0)));
    assert_eq!(colour(white), Some(Rgb(0xED, 0x7D, 0x31)));
    assert_eq!(colour(""), Some(Rgb(0xED, 0x7D, 0x31)));
}

#[rstest]
#[case(r#"<a:ln><a:prstDash val="sysDash"/></a:ln>"#, true)]
#[case(r#"<a:ln><a:prstDash val="solid"/></a:ln>"#, false)]
#[case(r#"<a:ln><a:custDash><a:ds d="1" sp="1"/></a:custDash></a:ln>"#, true)]
#[case("<a:ln/>", false)]
fn dashes_are_seen(#[case] properties: &str, #[case] dashed: bool) {
    let sheet = drawn(&anchored(&connector(properties, "")));
    assert_eq!(only(&sheet).dashed, dashed);
}

#[test]
fn the_theme_of_the_workbook_counts() {
    let theme = r#"<a:theme><a:themeElements><a:clrScheme><a:dk1><a:srgbClr val="0A0B0C"/></a:dk1></a:clrScheme></a:themeElements></a:theme>"#;
    let line = r#"<a:ln><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>"#;
    let book = Book::new(r#"<sheetData/><drawing r:id="d"/>"#)
        .with(
            "xl/worksheets/_rels/sheet1.xml.rels",
            &rels(&[("d", "drawing", "/xl/d.xml")]),
        )
        .with(
            "xl/d.xml",
            &format!("<wsDr>{}</wsDr>", anchored(&connector(line, ""))),
        )
        .with("xl/theme/theme1.xml", theme);
    assert_eq!(only(&book.sheet()).colour, Some(Rgb(10, 11, 12)));
}

#[rstest]
#[case::missing(None)]
#[case::cut(Some("<wsDr><xdr:twoCellAnchor>"))]
fn a_broken_drawing_makes_shapes_unseen(#[case] part: Option<&str>) {
    let mut book = Book::new(r#"<sheetData/><drawing r:id="d"/>"#).with(
        "xl/worksheets/_rels/sheet1.xml.rels",
        &rels(&[("d", "drawing", "/xl/d.xml")]),
    );
    if let Some(part) = part {
        book = book.with("xl/d.xml", part);
    }
    let sheet = book.sheet();
    assert!(sheet.missing_info.shapes);
    assert_eq!(sheet.problems.len(), 1);
}

#[test]
fn comments_are_in_the_order_of_cells_and_threads_count_once() {
    let notes = r#"<comments><authors><author>山田</author></authors><commentList>
        <comment ref="C3" authorId="0"><text><r><t>山田:</t></r><r><t xml:space="preserve">
確認中 </t></r><rPh><t>カクニン</t></rPh></text></comment>
        <comment ref="A1"><text><t>[スレッド化されたコメント] 古い</t></text></comment></commentList></comments>"#;
    let threads = r#"<ThreadedComments><threadedComment ref="A1" id="{1}" personId="{p}"><text>いつまで？</text></threadedComment>
        <threadedComment ref="A1" id="{2}" parentId="{1}"><text>9月まで</text></threadedComment></ThreadedComments>"#;
    let sheet = Book::new("<sheetData/>")
        .with(
            "xl/worksheets/_rels/sheet1.xml.rels",
            &rels(&[
                ("a", "comments", "../comments1.xml"),
                ("b", "threadedComment", "../threadedComments/t1.xml"),
            ]),
        )
        .with("xl/comments1.xml", notes)
        .with("xl/threadedComments/t1.xml", threads)
        .sheet();
    let comments: Vec<String> = sheet
        .comments
        .iter()
        .map(|comment| format!("{} {}", comment.pos, comment.text))
        .collect();
    assert_eq!(comments, ["A1 いつまで？\n9月まで", "C3 山田:\n確認中"]);
}
