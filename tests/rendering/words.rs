//! The words by which entries are known again: in the workbooks that take entries, and nowhere on paper.

use super::faults::per_page;
use super::paper::Printed;
use super::sheets::sheets;
use super::{PAPER, summary};
use kohyo::workbook::CellPos;
use kohyo::workbook::{Limits, Sheet, xlsx};
use std::fs;
use std::path::Path;

/// What every word begins with.
const SIGN: &str = "kohyo:";

/// The cells of each sheet that hold a word.
fn words(workbook: &Path) -> Vec<(Sheet, Vec<CellPos>)> {
    let book = xlsx::read(&fs::read(workbook).unwrap(), &Limits::default()).unwrap();
    let of = |sheet: Sheet| {
        let cells = sheet.cells.iter();
        let cells = cells.filter(|cell| cell.content.shown().starts_with(SIGN));
        let cells = cells.map(|cell| cell.pos).collect();
        (sheet, cells)
    };
    book.sheets.into_iter().map(of).collect()
}

/// Words whose row and column are both shown.
pub(crate) fn on_screen(printed: &Printed) -> Vec<String> {
    let words = words(&printed.workbook).into_iter();
    let told = words.flat_map(|(sheet, cells)| {
        let shown = cells
            .into_iter()
            .filter(|cell| !sheet.rows.is_hidden(cell.row) && !sheet.columns.is_hidden(cell.col));
        let shown: Vec<String> = shown
            .map(|cell| format!("{}: {cell} shows a word", sheet.name))
            .collect();
        shown
    });
    told.collect()
}

/// Words that can be read on paper, or could be once somebody shows the row or column they stand in.
pub(crate) fn on_paper(printed: &Printed) -> Vec<String> {
    let mut wrong = per_page(printed, |page| match page.text.find(SIGN) {
        Some(at) => vec![format!("prints {}", &page.text[at..])],
        None => Vec::new(),
    });
    for sheet in sheets(&printed.workbook) {
        let words = sheet.texts.iter().filter(|text| text.contains(SIGN));
        let name = &sheet.name;
        wrong.extend(words.map(|word| format!("{name}: {word} stands in the print area")));
    }
    wrong
}

#[test]
fn hidden_words_are_hidden_and_not_printed() {
    let mut wrong = Vec::new();
    for printed in PAPER.printed.iter().chain([&*summary::ON_A3]) {
        let name = printed.name();
        let takes_entries = name.ends_with(summary::NAME) || name.contains("評価シート_");
        let has_words = words(&printed.workbook)
            .iter()
            .any(|(_, cells)| !cells.is_empty());
        if takes_entries != has_words {
            wrong.push(format!("{name}: takes entries: {takes_entries}"));
        }
        wrong.extend(on_screen(printed));
        wrong.extend(on_paper(printed));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
