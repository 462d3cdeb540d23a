//! Formulas over a sheet 入力, and whether their zero is somebody's.

use super::*;
use crate::{Axis, Cell, CellPos, Format, MissingInfo, Number, Visibility};
use rstest::rstest;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn sheet(name: &str, cells: Vec<(&str, Content)>) -> Sheet {
    let axis = Axis {
        default: 1,
        sizes: BTreeMap::new(),
        hidden: Vec::new(),
    };
    let cell = |(pos, content): (&str, Content)| Cell {
        pos: pos.parse().expect("a cell"),
        content,
        fill: None,
    };
    let mut cells: Vec<Cell> = cells.into_iter().map(cell).collect();
    cells.sort_by_key(|cell| cell.pos);
    Sheet {
        name: name.into(),
        visibility: Visibility::Visible,
        cells,
        marked: Vec::new(),
        marks: crate::Marks::default(),
        merges: Vec::new(),
        columns: axis.clone(),
        rows: axis,
        shapes: Vec::new(),
        comments: Vec::new(),
        missing_info: MissingInfo::default(),
        problems: Vec::new(),
    }
}

fn number(stored: i64) -> Content {
    Content::Number(Number::plain(Decimal::from(stored), stored.to_string()))
}

fn zero(formula: &str) -> Content {
    let mut zero = Number::plain(Decimal::ZERO, "0");
    zero.detail_mut().formula = Some(formula.into());
    Content::Number(zero)
}

/// Whether the zero of a formula in 個票!A1 comes of blank cells. 入力 has 5 in B5, 0 in B6, a text in
/// B7, and a table in D1:E3 with a blank in E2.
fn from_blank(formula: &str) -> bool {
    let text = |text: &str| Content::Text(text.into());
    let input = sheet(
        "入力",
        vec![
            ("B5", number(5)),
            ("B6", number(0)),
            ("B7", text("x")),
            ("B8", zero("=B3")),
            ("D1", text("a")),
            ("E1", number(1)),
            ("D2", text("b")),
            ("D3", text("c")),
            ("E3", number(0)),
        ],
    );
    let mut workbook = Workbook {
        format: Format::Xlsx,
        sheets: vec![sheet("個票", vec![("A1", zero(formula))]), input],
        modified: None,
        properties: BTreeMap::new(),
        problems: Vec::new(),
    };
    settle(&mut workbook);
    match workbook.sheets[0].content(CellPos::new(0, 0)) {
        Content::Number(number) => number.is_from_blank(),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case("入力!B3")]
#[case("='入力'!$B$3")]
#[case("+入力!B3")]
#[case("入力!B3/1000")]
#[case("ROUND(入力!B3/1000,0)")]
#[case("SUM(入力!B1:B4)")]
#[case("SUM(入力!A:A)")]
#[case("入力!B8")]
#[case("入力!B3+入力!B8")]
#[case("IF(入力!B7=\"x\",入力!B3,入力!B5)")]
#[case("入力!B3*入力!B5")]
#[case("VLOOKUP(\"b\",入力!$D$1:$E$3,2,FALSE)")]
#[case("INDEX(入力!E1:E3,2)")]
#[case("INDIRECT(\"入力!B6\")")]
#[case("[1]台帳!B3")]
#[case("'[台帳.xlsx]一覧'!B3")]
#[case("事業名")]
#[case("なくなった!B5")]
#[case("=[$入力.B3]")]
#[case("=SUM([$'入力'.B1:.B4])")]
#[case("C7")]
fn a_zero_of_blank_cells_is_nobodys(#[case] formula: &str) {
    assert!(from_blank(formula), "{formula}");
}

#[rstest]
#[case("0")]
#[case("入力!B6")]
#[case("入力!B5-入力!B5")]
#[case("入力!B5-入力!B5-入力!B3")]
#[case("SUM(入力!B1:B6)")]
#[case("IF(入力!B7=\"x\",入力!B6,入力!B3)")]
#[case("入力!B6*入力!B5")]
#[case("VLOOKUP(\"c\",入力!D3:E3,2,FALSE)")]
#[case("COUNTIF(入力!B5:B7,\"○\")")]
#[case("ROW()-1")]
#[case("=[$入力.B6]")]
fn a_zero_that_somebody_typed_or_reckoned_stays(#[case] formula: &str) {
    assert!(!from_blank(formula), "{formula}");
}

#[rstest]
#[case("入力!C5", "入力!D6")]
#[case("入力!$C5+C$5", "入力!$C6+D$5")]
#[case("SUM(C5:D6)&\"C5\"", "SUM(D6:E7)&\"C5\"")]
#[case("'C5'!$A$1", "'C5'!$A$1")]
#[case("LOG10(C5)", "LOG10(D6)")]
fn shared_formulas_move_along(#[case] formula: &str, #[case] wanted: &str) {
    let pos = |row, col| Some(CellPos::new(row, col));
    assert_eq!(moved(formula, pos(0, 0), pos(1, 1)), wanted);
}
