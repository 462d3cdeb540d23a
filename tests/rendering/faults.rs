//! What is looked for on every page, and that it is found where it is.

use crate::PAPER;
use crate::paper::{self, Page, Printed, Word, squeeze};
use crate::samples;
use crate::sheets::sheets;
use crate::words;
use kohyo::tag::ColumnTag;
use rust_xlsxwriter::{Format, Workbook};
use std::collections::BTreeSet;

/// The font of every cell, as it is called inside a PDF.
const FONT: &str = "BIZUDPGothic";

/// Collects what is wrong everywhere before failing, so that one run shows all of it.
pub(super) fn check(what: impl Fn(&Printed) -> Vec<String>) {
    let mut wrong = Vec::new();
    for printed in &PAPER.printed {
        for line in what(printed) {
            wrong.push(format!("{}: {line}", printed.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(super) fn per_page(printed: &Printed, wrong: impl Fn(&Page) -> Vec<String>) -> Vec<String> {
    let numbered = printed.pages.iter().enumerate();
    numbered
        .flat_map(|(number, page)| {
            let lines = wrong(page).into_iter();
            lines.map(move |line| format!("page {}: {line}", number + 1))
        })
        .collect()
}

pub(super) fn hashes(printed: &Printed) -> Vec<String> {
    per_page(printed, |page| {
        let hashes = page.words.iter().filter(|word| word.text.contains("##"));
        hashes.map(|word| format!("{word:?}")).collect()
    })
}

/// A text stands on paper as often as in the cells at least; a heading may stand there more often.
pub(super) fn cut_off(printed: &Printed) -> Vec<String> {
    let paper: String = printed
        .pages
        .iter()
        .map(|page| page.text.as_str())
        .collect();
    let texts: Vec<String> = sheets(&printed.workbook)
        .into_iter()
        .flat_map(|sheet| sheet.texts)
        .collect();
    let cells = texts.join("\n");
    let distinct: BTreeSet<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let missing = distinct.into_iter().filter_map(|text| {
        let (written, printed) = (cells.matches(text).count(), paper.matches(text).count());
        (printed < written).then(|| {
            format!("「{text}」 is {written} times in the cells, {printed} times on paper")
        })
    });
    missing.collect()
}

/// A text that is higher than its cell is still in the PDF: it prints over its neighbour or not at all.
pub(super) fn hidden(printed: &Printed) -> Vec<String> {
    per_page(printed, |page| {
        let words: Vec<&Word> = page
            .words
            .iter()
            .filter(|word| word.right > word.left)
            .collect();
        let mut wrong: Vec<String> = words
            .iter()
            .filter(|word| !page.shows(word))
            .map(|word| format!("no ink under {word:?}"))
            .collect();
        for (index, one) in words.iter().enumerate() {
            let others = words[index + 1..].iter().filter(|other| covers(one, other));
            wrong.extend(others.map(|other| format!("{one:?} prints over {other:?}")));
        }
        wrong
    })
}

/// Whether two words share a third of the smaller one's height, and some width. Lines of one cell
/// touch each other a little, as fonts leave room above and below the letters.
fn covers(one: &Word, other: &Word) -> bool {
    let high = one.bottom.min(other.bottom) - one.top.max(other.top);
    let wide = one.right.min(other.right) - one.left.max(other.left);
    let height = (one.bottom - one.top).min(other.bottom - other.top);
    high > height / 3.0 && wide > 1.0
}

/// Texts set in another font than that of the outputs: signs that it does not have.
pub(super) fn foreign(texts: &[(String, String)]) -> Vec<String> {
    let foreign = texts
        .iter()
        .filter(|(font, text)| !font.contains(FONT) && !squeeze(text).is_empty());
    foreign
        .map(|(font, text)| format!("「{text}」 is set in {font}"))
        .collect()
}

/// The checks above see what they are for, on a page that has every fault.
#[test]
fn the_checks_see_a_bad_page() {
    const LONG: &str =
        "一行には収まらない長い文を折り返して書いても、行の高さが足りなければ終わりまで読めない";
    let folder = samples::fresh_folder("rendering-faults");
    let file = folder.join("faults.xlsx");
    let mut book = Workbook::new();
    let wrapped = Format::new().set_text_wrap();
    let sheet = book.add_worksheet();
    sheet.set_column_width(0, 20).unwrap();
    for row in 0..2 {
        sheet.set_row_height(row, 16).unwrap();
        sheet
            .write_with_format(row, 0, format!("{row}{LONG}"), &wrapped)
            .unwrap();
    }
    sheet.write(8, 0, LONG).unwrap();
    sheet.write(8, 1, "隣").unwrap();
    sheet.set_column_width(2, 3).unwrap();
    sheet
        .write_with_format(8, 2, 1_234_567, &Format::new().set_num_format("#,##0"))
        .unwrap();
    sheet.write(10, 0, "別の書体").unwrap();
    sheet.write(12, 0, ColumnTag::Grade.to_string()).unwrap();
    book.save(&file).unwrap();

    let printed = &paper::print(&[file], &folder)[0];
    let said = |lines: Vec<String>, what: &str| {
        assert!(
            lines.iter().any(|line| line.contains(what)),
            "{what}: {lines:#?}"
        );
    };
    said(hidden(printed), "prints over");
    said(hidden(printed), "no ink under");
    said(cut_off(printed), "3 times in the cells, 2 times on paper");
    said(hashes(printed), "##");
    said(words::on_paper(printed), "prints kohyo:grade");
    said(words::on_paper(printed), "in the print area");
    said(words::on_screen(printed), "A13 shows a word");
    said(foreign(&paper::set_texts(&printed.pdf)), "is set in");
}
