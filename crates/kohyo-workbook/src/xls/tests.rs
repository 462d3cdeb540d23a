use super::*;
use crate::address::CellPos;
use crate::{Content, ProblemKind, ShapeKind};
use proptest::prelude::*;

/// The workbook stream of a file that LibreOffice wrote, with cells, comments and all.
fn stream(file: &[u8]) -> Vec<u8> {
    let file = Compound::open(file).unwrap();
    file.stream("Workbook").unwrap()
}

fn various() -> Vec<u8> {
    stream(include_bytes!(
        "../../../../tests/fixtures/formats/様々.xls"
    ))
}

fn drawn() -> Vec<u8> {
    stream(include_bytes!(
        "../../../../tests/fixtures/formats/個票.xls"
    ))
}

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = id.to_le_bytes().to_vec();
    bytes.extend((data.len() as u16).to_le_bytes());
    bytes.extend(data);
    bytes
}

/// A stream of one sheet `S` with the given records.
fn sheet(records: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(id::BEGIN, &[0, 6, 5, 0]);
    let listed = |start: usize| {
        let mut data = (start as u32).to_le_bytes().to_vec();
        data.extend([0, 0, 1, 0, b'S']);
        record(id::SHEET, &data)
    };
    let end = record(id::EOF, &[]);
    let start = begin.len() + listed(0).len() + end.len();
    let mut stream = [begin.clone(), listed(start), end.clone(), begin].concat();
    stream.extend(records.concat());
    stream.extend(end);
    stream
}

fn content(records: &[Vec<u8>], row: u32, col: u32) -> Content {
    let workbook = biff8(&sheet(records), &Limits::default()).unwrap();
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.problems, []);
    sheet.content(CellPos::new(row, col)).clone()
}

#[test]
fn compressed_numbers_are_exact() {
    let rk = |number: u32| {
        let cell = [&[0; 6][..], &number.to_le_bytes()].concat();
        content(&[record(id::RK, &cell)], 0, 0).shown().to_owned()
    };
    assert_eq!(rk(1234 << 2 | 2), "1234");
    assert_eq!(rk(((-1234_i32) << 2) as u32 | 3), "-12.34");
    assert_eq!(rk(0x3FF0_0000), "1");
    assert_eq!(rk(0x3FF0_0001), "0.01");
}

#[test]
fn a_formula_takes_its_text_from_the_next_string() {
    let formula = |result: [u8; 8]| {
        let cell = [&[0; 6][..], &result, &[0; 6]].concat();
        record(id::FORMULA, &cell)
    };
    let text = formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
    let string = record(id::STRING, &[1, 0, 1, 0x42, 0x30]);
    assert_eq!(content(&[text, string], 0, 0), Content::Text("あ".into()));
    let truth = formula([1, 0, 1, 0, 0, 0, 0xFF, 0xFF]);
    assert_eq!(content(&[truth], 0, 0), Content::Bool(true));
    let error = formula([2, 0, 7, 0, 0, 0, 0xFF, 0xFF]);
    assert_eq!(content(&[error], 0, 0), Content::Error("#DIV/0!".into()));
}

#[test]
fn a_shared_string_out_of_range_is_a_problem_at_its_cell() {
    let cell = [&[2, 0, 1, 0, 0, 0][..], &99_u32.to_le_bytes()].concat();
    let stream = sheet(&[record(id::SHARED_LABEL, &cell)]);
    let workbook = biff8(&stream, &Limits::default()).unwrap();
    let problem = &workbook.sheets[0].problems[0];
    assert_eq!(problem.kind, ProblemKind::OddCell);
    assert_eq!(problem.cell, Some(CellPos::new(2, 1)));
}

#[test]
fn a_sheet_without_its_end_says_so() {
    let whole = sheet(&[record(id::NUMBER, &[0; 14])]);
    let workbook = biff8(&whole[..whole.len() - 4], &Limits::default()).unwrap();
    let read = &workbook.sheets[0];
    assert_eq!(read.problems[0].kind, ProblemKind::Unreadable);
    assert_eq!(read.cells.len(), 1);
}

#[test]
fn cells_beyond_the_limit_are_one_problem() {
    let limits = Limits {
        cells: 2,
        ..Limits::default()
    };
    let cell = |row: u8| {
        let mut cell = [0; 14];
        cell[0] = row;
        record(id::NUMBER, &cell)
    };
    let workbook = biff8(&sheet(&[cell(0), cell(1), cell(2)]), &limits).unwrap();
    let read = &workbook.sheets[0];
    assert_eq!(read.problems[0].kind, ProblemKind::Limit("cells".into()));
    assert_eq!(read.cells.len(), 2);
}

#[test]
fn drawings_are_found_with_their_looks() {
    let workbook = biff8(&drawn(), &Limits::default()).unwrap();
    let shapes = &workbook.sheets[0].shapes;
    assert_eq!(shapes.len(), 7);
    assert!(shapes.iter().all(|shape| shape.kind == ShapeKind::Line));
    assert_eq!(shapes.iter().filter(|shape| shape.dashed).count(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..32),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
        is_drawn in any::<bool>(),
    ) {
        let mut stream = if is_drawn { drawn() } else { various() };
        for (at, byte) in changes {
            let at = at.index(stream.len());
            stream[at] = byte;
        }
        if is_cut {
            stream.truncate(cut.index(stream.len()));
        }
        let _ = biff8(&stream, &Limits::default());
    }
}
