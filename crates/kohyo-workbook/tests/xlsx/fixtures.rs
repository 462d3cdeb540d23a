//! The forms of the fixtures: fills, displayed texts, and arrows as months.

use kohyo_workbook::CellPos;
use kohyo_workbook::{Limits, Rgb, Shape, ShapeKind, Sheet, Workbook, xlsx};
use std::path::{Path, PathBuf};

pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/forms")
        .join(name)
}

pub(crate) fn read(name: &str) -> Workbook {
    let bytes = std::fs::read(path(name)).expect("a fixture");
    xlsx::read(&bytes, &Limits::default()).expect("a workbook")
}

fn at(sheet: &Sheet, place: &str) -> String {
    let pos: CellPos = place.parse().expect("an address");
    sheet.content(pos).shown().to_owned()
}

/// First and last month of a shape, counted from the left edge of the first year's columns; each
/// year is `per_year` columns wide.
fn months(sheet: &Sheet, shape: &Shape, first_col: u32, per_year: u32) -> (i64, i64) {
    let month = |distance: i64| {
        let mut year = 0;
        loop {
            let left = sheet.columns.edge(first_col + year * per_year);
            let right = sheet.columns.edge(first_col + (year + 1) * per_year);
            if distance <= right || year == 4 {
                let twelfths = (distance - left) as f64 * 12.0 / (right - left) as f64;
                return i64::from(year) * 12 + twelfths.round() as i64;
            }
            year += 1;
        }
    };
    (month(shape.frame.left), month(shape.frame.right))
}

/// Row, months from–to and colour of the arrows right of the item's label.
fn arrows(sheet: &Sheet, first_col: u32, per_year: u32) -> Vec<(u32, i64, i64, Rgb, bool)> {
    sheet
        .shapes
        .iter()
        .filter(|shape| shape.under.col >= first_col)
        .map(|shape| {
            let (from, to) = months(sheet, shape, first_col, per_year);
            let colour = shape.colour.expect("a colour");
            (shape.under.row + 1, from, to, colour, shape.dashed)
        })
        .collect()
}

const BLACK: Rgb = Rgb(0, 0, 0);
const RED: Rgb = Rgb(255, 0, 0);

#[test]
fn connectors_of_a_form_are_months() {
    let expected = [
        (13, 0, 12, BLACK, false),
        (13, 0, 12, RED, true),
        (14, 12, 24, BLACK, false),
        (14, 13, 18, RED, true),
        (15, 24, 60, BLACK, false),
    ];
    // The second file is the first one as LibreOffice writes it.
    for name in [
        "forms/子ども未来部/保育課_個票1.xlsx",
        "formats/xlsx/個票.xlsx",
    ] {
        let book = read(name);
        assert_eq!(book.problems, [], "{name}");
        let sheet = &book.sheets[0];
        assert_eq!(sheet.problems, [], "{name}");
        assert_eq!(arrows(sheet, 2, 2), expected, "{name}");
        assert!(sheet.shapes.iter().all(|s| s.kind == ShapeKind::Line));
        // The legend's two arrows stand in the label's cell.
        let legend: Vec<Shape> = sheet
            .shapes
            .iter()
            .filter(|s| s.under.col == 0)
            .cloned()
            .collect();
        assert_eq!(legend.len(), 2, "{name}");
        assert!(legend.iter().all(|shape| shape.under.row == 12));
    }
}

#[test]
fn block_arrows_of_a_form_are_months() {
    let book = read("forms/都市整備部/災害GIS.xlsx");
    let sheet = &book.sheets[0];
    let blue = Rgb(31, 78, 120);
    let red = Rgb(192, 0, 0);
    assert_eq!(
        arrows(sheet, 2, 2),
        [
            (13, 0, 6, blue, false),
            (13, 0, 9, red, false),
            (14, 6, 18, blue, false),
            (14, 9, 14, red, false),
            (15, 18, 60, blue, false)
        ]
    );
}

#[test]
fn painted_cells_keep_their_colour() {
    let book = read("forms/教育部/学校教育課.xlsx");
    let sheet = &book.sheets[0];
    let mut colours: Vec<Rgb> = sheet.cells.iter().filter_map(|cell| cell.fill).collect();
    colours.sort_unstable();
    colours.dedup();
    assert!(colours.len() >= 3, "{colours:?}");
    let label: CellPos = "A2".parse().expect("an address");
    assert_eq!(
        sheet.cell(label).and_then(|cell| cell.fill),
        Some(Rgb(221, 235, 247))
    );
}

#[test]
fn the_first_form_is_read_whole() {
    let book = read("forms/子ども未来部/保育課_個票1.xlsx");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "個票");
    assert_eq!(
        at(sheet, "A2"),
        "（令和２）年度　四條畷市ICT・IoT化推進ロードマップ　個票"
    );
    assert_eq!(at(sheet, "I3"), "子ども未来部\n保育課");
    assert_eq!(sheet.merges.len(), 67);
    assert_eq!(
        sheet
            .regions()
            .around("B4".parse().expect("an address"))
            .to_string(),
        "B4:F4"
    );
    assert_eq!(book.properties.len(), 0);
}

#[test]
fn what_is_no_workbook_is_an_error() {
    for name in [
        "空.xlsx",
        "途中で切れた.xlsx",
        "パスワード付き.xlsx",
        "~$個票.xlsx",
    ] {
        let bytes = std::fs::read(path("bad").join(name)).expect("a fixture");
        assert!(xlsx::read(&bytes, &Limits::default()).is_err(), "{name}");
    }
    assert_eq!(read("bad/別の表.xlsx").sheets[0].cells.len(), 4);
}
