//! The words by which entries are known again: in the workbooks that take entries, and nowhere on paper.

use super::paper::Printed;
use super::{PAPER, per_page, sheets, summary};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::fs;
use std::io::BufReader;
use std::path::Path;

/// What every word begins with.
const SIGN: &str = "kohyo:";

/// How many cells of a workbook hold a word.
fn words(workbook: &Path) -> usize {
    let mut book: Xlsx<BufReader<fs::File>> = open_workbook(workbook).unwrap();
    let holds = |cell: &Data| matches!(cell, Data::String(text) if text.starts_with(SIGN));
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.used_cells());
    cells.filter(|(_, _, cell)| holds(cell)).count()
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
fn hidden_words_are_not_printed() {
    let mut wrong = Vec::new();
    for printed in PAPER.printed.iter().chain([&*summary::ON_A3]) {
        let name = printed.name();
        let takes_entries = name.ends_with(summary::NAME) || name.contains("評価シート_");
        if takes_entries != (words(&printed.workbook) > 0) {
            wrong.push(format!("{name}: takes entries: {takes_entries}"));
        }
        wrong.extend(on_paper(printed));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
