//! Review workbooks come out of the printer as they were counted: as many pages as they have page breaks,
//! and every chart on its page.

use crate::PAPER;
use crate::paper::{Page, Printed, squeeze};
use crate::sheets::{sheet_of, sheets};
use std::fs::File;
use std::io::Read;

fn reviews() -> impl Iterator<Item = &'static Printed> {
    let printed = PAPER.printed.iter();
    printed.filter(|printed| printed.name().contains("評価シート_"))
}

/// The parts of a workbook whose names begin so, by number.
fn parts(printed: &Printed, begin: &str) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(File::open(&printed.workbook).unwrap()).unwrap();
    let mut texts = Vec::new();
    for number in 1.. {
        let Ok(mut part) = archive.by_name(&format!("{begin}{number}.xml")) else {
            break;
        };
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        texts.push(text);
    }
    texts
}

#[test]
fn pages_end_where_they_were_counted_to_end() {
    let mut several = 0;
    for printed in reviews() {
        let sheets = sheets(&printed.workbook);
        let parts = parts(printed, "xl/worksheets/sheet");
        assert_eq!(parts.len(), sheets.len());
        // The first sheet is the list, which breaks by itself.
        for (sheet, part) in sheets.iter().zip(&parts).skip(1) {
            let counted = part.matches("<brk ").count() + 1;
            let of_sheet = |page: &&Page| {
                sheet_of(page, &sheets).is_some_and(|found| found.name == sheet.name)
            };
            let paper = printed.pages.iter().filter(of_sheet).count();
            let name = &sheet.name;
            assert_eq!(paper, counted, "{}: 「{name}」", printed.name());
            several += usize::from(counted > 1);
        }
    }
    assert!(several > 0, "no page breaks anywhere");
}

#[test]
fn every_chart_is_on_paper() {
    let mut charts = 0;
    for printed in reviews() {
        let text: String = printed
            .pages
            .iter()
            .map(|page| page.text.as_str())
            .collect();
        let titles: Vec<String> = parts(printed, "xl/charts/chart")
            .iter()
            .map(|chart| {
                let title = chart.split("<a:t>").nth(1).unwrap();
                squeeze(title.split("</a:t>").next().unwrap())
            })
            .collect();
        for title in &titles {
            let wanted = titles.iter().filter(|other| *other == title).count();
            let found = text.matches(title.as_str()).count();
            assert_eq!(found, wanted, "{}: {title}", printed.name());
        }
        charts += titles.len();
    }
    assert!(charts > 10, "{charts} charts");
}
