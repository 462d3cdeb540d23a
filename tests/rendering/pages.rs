//! Every page of every workbook.

use crate::faults::{check, cut_off, foreign, hashes, hidden, per_page};
use crate::paper;
use crate::sheets::{sheet_of, sheets};
use crate::{A4, PAPER, SLACK};
use std::collections::BTreeSet;
use std::process::Command;

/// What has to stand on a page so that it is not called empty: a heading row at least.
const LEAST_WORDS: usize = 8;

#[test]
fn every_page_is_a4_landscape() {
    check(|printed| {
        per_page(printed, |page| {
            let off = (page.width - A4.0).abs().max((page.height - A4.1).abs());
            let size = format!("{} × {} points", page.width, page.height);
            if off > SLACK { vec![size] } else { Vec::new() }
        })
    });
}

#[test]
fn no_page_is_empty_and_every_page_belongs_to_a_sheet() {
    check(|printed| {
        let sheets = sheets(&printed.workbook);
        let mut seen = BTreeSet::new();
        let mut wrong = per_page(printed, |page| match sheet_of(page, &sheets) {
            None => vec!["the footer names no sheet".to_owned()],
            Some(_) if page.words.len() < LEAST_WORDS => {
                vec![format!("almost empty: {}", page.text)]
            }
            Some(_) => Vec::new(),
        });
        seen.extend(
            printed
                .pages
                .iter()
                .filter_map(|page| sheet_of(page, &sheets))
                .map(|sheet| &sheet.name),
        );
        let unprinted = sheets.iter().filter(|sheet| !seen.contains(&sheet.name));
        wrong.extend(unprinted.map(|sheet| format!("sheet 「{}」 is on no page", sheet.name)));
        wrong
    });
}

#[test]
fn headings_stand_on_every_page_of_their_sheet() {
    let mut repeated = 0;
    for printed in &PAPER.printed {
        repeated += sheets(&printed.workbook)
            .iter()
            .filter(|sheet| !sheet.headings.is_empty())
            .count();
    }
    assert!(repeated > 0, "no sheet repeats its headings");
    check(|printed| {
        let sheets = sheets(&printed.workbook);
        per_page(printed, |page| {
            let headings = sheet_of(page, &sheets).map_or(&[][..], |sheet| &sheet.headings);
            let missing = headings
                .iter()
                .filter(|heading| !page.text.contains(*heading));
            missing
                .map(|heading| format!("the heading 「{heading}」 is missing"))
                .collect()
        })
    });
}

#[test]
fn no_cell_is_too_narrow_for_its_number() {
    check(hashes);
}

#[test]
fn every_text_of_a_workbook_is_on_paper() {
    check(cut_off);
}

#[test]
fn no_text_is_hidden_by_its_cell_or_its_neighbour() {
    check(hidden);
}

#[test]
fn the_outputs_bring_their_font() {
    check(|printed| {
        let fonts = paper::run(Command::new("pdffonts").arg(&printed.pdf));
        // name, type, encoding, emb, sub, uni, object ID; two lines of headings.
        let lines = fonts.lines().skip(2);
        let outside = lines.filter(|line| line.split_whitespace().rev().nth(4) != Some("yes"));
        let mut wrong: Vec<String> = outside
            .map(|line| format!("not embedded: {line}"))
            .collect();
        wrong.extend(foreign(&paper::set_texts(&printed.pdf)));
        wrong
    });
}
