//! The outputs on paper: every workbook made from the samples is printed by LibreOffice and looked at.
//!
//! Needs soffice, poppler's tools and the fonts named in `.ci/run`; what is missing is a failure.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

mod counted;
mod extremes;
#[path = "../apply/fill.rs"]
mod fill;
mod paper;
#[path = "../support/samples.rs"]
mod samples;
mod summary;
mod words;

use calamine::{Data, Reader, SheetVisible, Xlsx, open_workbook};
use kohyo::tag::{ColumnTag, RowKind};
use paper::{Page, Printed, Word, squeeze};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The font of every cell, as it is called inside a PDF.
const FONT: &str = "BIZUDPGothic";
/// A4 landscape in points, and how far off a printer driver may be.
const A4: (f64, f64) = (841.9, 595.3);
const SLACK: f64 = 1.0;
/// The lower margin, where the footer stands: sheet name left, page number in the middle.
const FOOTER: f64 = 43.0;
/// What has to stand on a page so that it is not called empty: a heading row at least.
const LEAST_WORDS: usize = 8;

struct Paper {
    dataset: Value,
    printed: Vec<Printed>,
}

static PAPER: LazyLock<Paper> = LazyLock::new(|| {
    let out = samples::fresh_folder("rendering");
    let run = samples::consolidate(&out);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    let mut workbooks: Vec<PathBuf> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    workbooks.extend(extremes::write(&out, &out));
    workbooks.sort();
    workbooks.push(applied(&out));
    Paper {
        dataset: samples::dataset(&out),
        printed: paper::print(&workbooks, &out),
    }
});

/// 反映結果.xlsx of two returns with long reasons that disagree in one grade, and what is no return.
fn applied(out: &Path) -> PathBuf {
    let (returned, target) = (out.join("回収"), out.join("確定"));
    fs::create_dir_all(&returned).unwrap();
    let review = fs::read(out.join(review_name("教育部長"))).unwrap();
    let long = "学校ごとの差はあるが、全校で運用が始まり、教員の負担が目に見えて減った。".repeat(8);
    for (name, grade) in [("教育部長.xlsx", "B"), ("教育部長（訂正）.xlsx", "A")] {
        let typed = [
            ("12", RowKind::Kpi, ColumnTag::Grade, grade),
            ("12", RowKind::Progress, ColumnTag::Grade, "A"),
            ("12", RowKind::Progress, ColumnTag::Reason, long.as_str()),
            ("13", RowKind::Opinion, ColumnTag::Reason, long.as_str()),
            ("13", RowKind::Kgi, ColumnTag::Grade, "A→B"),
        ];
        fs::write(returned.join(name), fill::fill(&review, &typed)).unwrap();
    }
    fs::write(returned.join("壊れた.xlsx"), "PK").unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .args([
            Path::new("apply"),
            &returned,
            Path::new("--dataset"),
            &out.join("dataset.json"),
        ])
        .args([
            Path::new("--out"),
            &target,
            Path::new("--config"),
            &samples::root().join("samples/kohyo.toml"),
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    target.join("反映結果.xlsx")
}

/// A sheet of an output: its name, the texts to be printed, and those in rows that repeat on every page.
struct Sheet {
    name: String,
    texts: Vec<String>,
    headings: Vec<String>,
}

fn sheets(workbook: &Path) -> Vec<Sheet> {
    let mut book: Xlsx<BufReader<fs::File>> = open_workbook(workbook).unwrap();
    let names = book.defined_names().to_vec();
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let read = |name: String| {
        let named = |suffix: &str| {
            let of_kind = names.iter().filter(|(kind, _)| kind.ends_with(suffix));
            of_kind
                .filter_map(|(_, formula)| Area::of(formula, &name))
                .next()
        };
        // What stands outside the print area is for the screen: links back, figures behind a chart.
        let (printed, repeated) = (named("Print_Area"), named("Print_Titles"));
        let range = book.worksheet_range(&name).unwrap();
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut sheet = Sheet {
            name: name.clone(),
            texts: Vec::new(),
            headings: Vec::new(),
        };
        for (row, column, cell) in range.used_cells() {
            let place = (row + first_row as usize, column + first_column as usize);
            if let Data::String(text) = cell
                && printed.as_ref().is_none_or(|area| area.contains(place))
            {
                let text = squeeze(text);
                if repeated.as_ref().is_some_and(|area| area.contains(place)) {
                    sheet.headings.push(text.clone());
                }
                sheet.texts.push(text);
            }
        }
        sheet
    };
    visible.into_iter().map(read).collect()
}

/// Rows and columns of a defined name, counted from 0, both ends included.
struct Area {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Area {
    /// `'一覧'!$A$1:$P$8` or `一覧!$5:$6`, where it names the sheet.
    fn of(formula: &str, sheet: &str) -> Option<Self> {
        let (name, range) = formula.rsplit_once('!')?;
        if name.trim_matches('\'').replace("''", "'") != sheet {
            return None;
        }
        let (first, last) = range.split_once(':')?;
        let (first, last) = (corner(first), corner(last));
        Some(Self {
            rows: (first.0?, last.0?),
            columns: (first.1.unwrap_or(0), last.1.unwrap_or(usize::MAX)),
        })
    }

    fn contains(&self, (row, column): (usize, usize)) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
            && (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// Row and column of `$BJ$41`; `$5` has a row only.
fn corner(text: &str) -> (Option<usize>, Option<usize>) {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let letters = text.bytes().filter(u8::is_ascii_uppercase);
    let column = letters.fold(0, |column, letter| {
        column * 26 + usize::from(letter - b'A') + 1
    });
    let row: Option<usize> = digits.parse().ok();
    (row.map(|row| row - 1), column.checked_sub(1))
}

/// The sheet a page belongs to, by its footer.
fn sheet_of<'a>(page: &Page, sheets: &'a [Sheet]) -> Option<&'a Sheet> {
    let footer: String = page
        .words
        .iter()
        .filter(|word| word.top > page.height - FOOTER)
        .map(|word| word.text.as_str())
        .collect();
    let footer = squeeze(&footer);
    // The longest name wins: 「1」 also begins 「12」.
    let named = sheets
        .iter()
        .filter(|sheet| footer.contains(&squeeze(&sheet.name)));
    named.max_by_key(|sheet| sheet.name.chars().count())
}

/// Collects what is wrong everywhere before failing, so that one run shows all of it.
fn check(what: impl Fn(&Printed) -> Vec<String>) {
    let mut wrong = Vec::new();
    for printed in &PAPER.printed {
        for line in what(printed) {
            wrong.push(format!("{}: {line}", printed.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn per_page(printed: &Printed, wrong: impl Fn(&Page) -> Vec<String>) -> Vec<String> {
    let numbered = printed.pages.iter().enumerate();
    numbered
        .flat_map(|(number, page)| {
            let lines = wrong(page).into_iter();
            lines.map(move |line| format!("page {}: {line}", number + 1))
        })
        .collect()
}

#[test]
fn every_kind_of_workbook_is_printed() {
    let names: Vec<String> = PAPER.printed.iter().map(Printed::name).collect();
    for wanted in ["総括表.xlsx", "確認事項.xlsx", "反映結果.xlsx"] {
        assert!(
            names.iter().any(|name| name == wanted),
            "{wanted} is not among {names:?}"
        );
    }
    let evaluators: BTreeSet<&str> = projects().map(|project| project.evaluator).collect();
    for evaluator in evaluators {
        let wanted = review_name(evaluator);
        assert!(names.contains(&wanted), "{wanted} is not among {names:?}");
    }
    check(|printed| match printed.pages.len() {
        0 => vec!["no page".to_owned()],
        _ => Vec::new(),
    });
}

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

fn hashes(printed: &Printed) -> Vec<String> {
    per_page(printed, |page| {
        let hashes = page.words.iter().filter(|word| word.text.contains("##"));
        hashes.map(|word| format!("{word:?}")).collect()
    })
}

#[test]
fn every_text_of_a_workbook_is_on_paper() {
    check(cut_off);
}

/// A text stands on paper as often as in the cells at least; a heading may stand there more often.
fn cut_off(printed: &Printed) -> Vec<String> {
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

#[test]
fn no_text_is_hidden_by_its_cell_or_its_neighbour() {
    check(hidden);
}

/// A text that is higher than its cell is still in the PDF: it prints over its neighbour or not at all.
fn hidden(printed: &Printed) -> Vec<String> {
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

/// Texts set in another font than that of the outputs: signs that it does not have.
fn foreign(texts: &[(String, String)]) -> Vec<String> {
    let foreign = texts
        .iter()
        .filter(|(font, text)| !font.contains(FONT) && !squeeze(text).is_empty());
    foreign
        .map(|(font, text)| format!("「{text}」 is set in {font}"))
        .collect()
}

/// A project as far as its printed page must show it.
struct Project<'a> {
    name: &'a str,
    evaluator: &'a str,
}

fn projects() -> impl Iterator<Item = Project<'static>> {
    let projects = PAPER.dataset["projects"].as_array().unwrap();
    projects.iter().map(|project| Project {
        name: project["name"].as_str().unwrap(),
        evaluator: project["evaluator"].as_str().unwrap_or("未定"),
    })
}

fn review_name(evaluator: &str) -> String {
    format!("評価シート_{evaluator}.xlsx")
}

/// A review workbook is a list, then a page for each project; a long one goes on on the next. The evaluator takes
/// the pages of a project to the hearing, so each says which project it is and shows nothing of another.
#[test]
fn every_project_has_pages_of_its_own() {
    let mut counts = Vec::new();
    for printed in PAPER
        .printed
        .iter()
        .filter(|printed| printed.name().starts_with("評価シート_"))
    {
        let own: Vec<String> = projects()
            .filter(|project| review_name(project.evaluator) == printed.name())
            .map(|project| squeeze(project.name))
            .collect();
        let sheets = sheets(&printed.workbook);
        let (list, pages): (Vec<&Page>, Vec<&Page>) = printed
            .pages
            .iter()
            .partition(|page| sheet_of(page, &sheets).is_some_and(|sheet| sheet.name == "一覧"));
        assert!(!list.is_empty(), "{}: no list", printed.name());
        for name in &own {
            let listed = list.iter().any(|page| page.text.contains(name));
            assert!(listed, "{}: 「{name}」 is not on the list", printed.name());
            let with = pages.iter().filter(|page| page.text.contains(name)).count();
            assert!(
                (1..=2).contains(&with),
                "{}: 「{name}」 is on {with} pages",
                printed.name()
            );
            counts.push(with);
        }
        for page in pages {
            let named = own.iter().filter(|name| page.text.contains(*name)).count();
            assert_eq!(
                named,
                1,
                "{}: projects on a page\n{}",
                printed.name(),
                page.text
            );
        }
    }
    let single = counts.iter().filter(|count| **count == 1).count();
    assert!(
        single * 3 >= counts.len() * 2,
        "only {single} of {} fit a page",
        counts.len()
    );
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
