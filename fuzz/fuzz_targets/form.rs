//! A real filled form with its cells, merged regions, sizes and shapes changed at random: reading it ends
//! in bounded time, and every text on it is a value, a label or told.
//!
//! `cargo +nightly fuzz run form`
#![no_main]

use kohyo::form::{self, Context};
use kohyo::layout::{self, Layout};
use kohyo_workbook::{Cell, CellPos, Content, Limits, Reader, Region, Sheet, Workbook};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static FORM: LazyLock<(Workbook, Vec<Layout>)> = LazyLock::new(|| {
    let bytes = include_bytes!("../../tests/fixtures/forms/forms/子ども未来部/保育課_個票1.xlsx");
    let workbook = Reader::new(Limits::default(), None).read(bytes.to_vec());
    (workbook.expect("a form"), layout::builtin().expect("layouts"))
});

/// Takes numbers off the front of what the fuzzer gives.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A row or column: mostly on the form, now and then far away.
    fn index(&mut self, most: u32) -> Option<u32> {
        Some(match self.byte()? {
            255 => most - 1,
            254 => u32::from(self.byte()?) * (most / 256),
            near => u32::from(near) % 90,
        })
    }

    fn pos(&mut self) -> Option<CellPos> {
        Some(CellPos::new(self.index(1_048_576)?, self.index(16_384)?))
    }
}

/// Changes one thing on a sheet; `None` where the input ends.
fn change(sheet: &mut Sheet, input: &mut Input<'_>) -> Option<()> {
    let cells = sheet.cells.len();
    match input.byte()? % 8 {
        0 if cells > 0 => {
            let (one, other) = (input.byte()?, input.byte()?);
            let (one, other) = (usize::from(one) % cells, usize::from(other) % cells);
            let content = sheet.cells[one].content.clone();
            sheet.cells[one].content = std::mem::replace(&mut sheet.cells[other].content, content);
        }
        1 if cells > 0 => {
            let from = usize::from(input.byte()?) % cells;
            let copy = Cell {
                pos: input.pos()?,
                ..sheet.cells[from].clone()
            };
            sheet.cells.push(copy);
        }
        2 if cells > 0 => {
            let at = usize::from(input.byte()?) % cells;
            sheet.cells[at].content = match input.byte()? % 3 {
                0 => Content::Blank,
                1 => Content::Error("#REF!".into()),
                _ => Content::Text("→".into()),
            };
        }
        3 if !sheet.merges.is_empty() => {
            let at = usize::from(input.byte()?) % sheet.merges.len();
            sheet.merges.remove(at);
        }
        4 => {
            let (one, other) = (input.pos()?, input.pos()?);
            let region = Region::cell(one).around(&Region::cell(other));
            let meets = |known: &Region| {
                known.first.row <= region.last.row
                    && region.first.row <= known.last.row
                    && known.first.col <= region.last.col
                    && region.first.col <= known.last.col
            };
            if !region.is_cell() && !sheet.merges.iter().any(meets) {
                sheet.merges.push(region);
            }
        }
        5 => {
            let size = i64::from(input.byte()?) * 20_000;
            let at = input.index(16_384)?;
            sheet.columns.sizes.insert(at, size);
        }
        6 => {
            let size = i64::from(input.byte()?) * 5_000;
            let at = input.index(1_048_576)?;
            sheet.rows.sizes.insert(at, size);
        }
        _ if !sheet.shapes.is_empty() => {
            let at = usize::from(input.byte()?) % sheet.shapes.len();
            let mut shape = sheet.shapes[at].clone();
            let (x, y) = (i64::from(input.byte()?) * 40_000, i64::from(input.byte()?) * 40_000);
            (shape.frame.left, shape.frame.right) = (x, x + shape.frame.width());
            (shape.frame.top, shape.frame.bottom) = (y, y + shape.frame.height());
            shape.under = input.pos()?;
            sheet.shapes.push(shape);
        }
        _ => {}
    }
    Some(())
}

fuzz_target!(|bytes: &[u8]| {
    let (form, layouts) = &*FORM;
    let mut workbook = form.clone();
    let sheet = &mut workbook.sheets[0];
    let mut input = Input(bytes);
    while change(sheet, &mut input).is_some() {}
    sheet.cells.sort_by_key(|cell| cell.pos);
    sheet.cells.dedup_by_key(|cell| cell.pos);
    sheet.merges.sort_unstable();
    let context = Context {
        file: "個票.xlsx",
        example_words: &[],
        organisation: &[],
    };
    let reading = form::read(&workbook, layouts, &context);
    assert!(!reading.sheets.is_empty() || !reading.findings.is_empty());
});
