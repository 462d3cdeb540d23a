//! Nothing typed or drawn on a form disappears: a text put anywhere, a value or label replaced, a label
//! wiped out, a shape laid anywhere must turn up in the data or in a finding.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

mod support;

use kohyo::finding::Code;
use kohyo::form::Reading;
use kohyo::layout::{self, Layout};
use kohyo::model::Field;
use kohyo::provenance::CellPos;
use kohyo::text::{era, label::normalise};
use kohyo::workbook::{Cell, Content, Frame, Number, Rgb, Shape, ShapeKind, Workbook};
use rstest::rstest;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use support::reading::{Read, open};

/// A text that no form holds and no parser takes for anything.
const TOKEN: &str = "符牒ゐゑ";
/// How far around the form cells are tried.
const MARGIN: u32 = 2;

struct Bench {
    workbook: Workbook,
    layouts: Vec<Layout>,
    /// The fields of each cell as the form is.
    fields: BTreeMap<CellPos, BTreeSet<Field>>,
    printed: RefCell<HashMap<String, bool>>,
}

impl Bench {
    /// The first visible form of a fixture.
    fn of(file: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let mut bench = Self {
            workbook: open(&root.join(file)),
            layouts: layout::builtin().unwrap(),
            fields: BTreeMap::new(),
            printed: RefCell::default(),
        };
        let first = bench.read(&bench.workbook).sheets[0].source.sheet.clone();
        let sheets = &mut bench.workbook.sheets;
        sheets.retain(|sheet| sheet.name == first);
        bench.fields = fields(&bench.read(&bench.workbook));
        bench
    }

    fn read(&self, workbook: &Workbook) -> Reading {
        Read::of(workbook, &self.layouts, "f.xlsx").0
    }

    fn cells(&self) -> &[Cell] {
        &self.workbook.sheets[0].cells
    }

    /// Every position on and around the form.
    fn positions(&self) -> Vec<CellPos> {
        let last_row = self.cells().iter().map(|cell| cell.pos.row).max().unwrap();
        let last_col = self.cells().iter().map(|cell| cell.pos.col).max().unwrap();
        (0..=last_row + MARGIN)
            .flat_map(|row| (0..=last_col + MARGIN).map(move |col| CellPos::new(row, col)))
            .collect()
    }

    /// The workbook with another content in a cell.
    fn with(&self, pos: CellPos, content: Content) -> Workbook {
        let mut workbook = self.workbook.clone();
        let cells = &mut workbook.sheets[0].cells;
        match cells.binary_search_by_key(&pos, |cell| cell.pos) {
            Ok(at) => cells[at].content = content,
            Err(at) => cells.insert(
                at,
                Cell {
                    pos,
                    content,
                    fill: None,
                },
            ),
        }
        workbook
    }

    /// Whether a text is part of the form itself: a label, the title, a year, a part of a year.
    fn is_printed(&self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        if let Some(known) = self.printed.borrow().get(text) {
            return *known;
        }
        let printed = self.looks_printed(text);
        self.printed.borrow_mut().insert(text.to_owned(), printed);
        printed
    }

    fn looks_printed(&self, text: &str) -> bool {
        let normalised = normalise(text);
        let is_label = |layout: &Layout| layout.labels_of(&normalised).next().is_some();
        self.layouts
            .iter()
            .any(|layout| is_label(layout) || layout.is_title(&normalised))
            || era::fiscal_year(text).is_some()
            || normalised
                .chars()
                .all(|c| c.is_ascii_digit() || "-.月".contains(c))
    }

    /// Texts of the form that a reading neither shows nor gives a place.
    fn lost(&self, workbook: &Workbook, reading: &Reading) -> Vec<String> {
        let said = shown(reading);
        let values = reading
            .sheets
            .iter()
            .flat_map(|sheet| sheet.source.cells.iter());
        let found = reading.findings.iter().filter_map(|finding| finding.cell);
        let placed: BTreeSet<CellPos> = values.map(|(_, pos)| pos).chain(found).collect();
        let cells = workbook.sheets[0].cells.iter();
        cells
            .filter(|cell| matches!(cell.content, Content::Text(_)) && !placed.contains(&cell.pos))
            .map(|cell| (cell.pos, cell.content.shown()))
            .filter(|(_, text)| !self.is_printed(text))
            .flat_map(|(pos, text)| text.lines().map(move |line| (pos, line.trim())))
            .filter(|(_, line)| line.chars().count() > 3 && !said.contains(*line))
            .map(|(pos, line)| format!("{pos} {line}"))
            .collect()
    }
}

impl Bench {
    /// Cells other than the changed one that became something else than they are on the form.
    fn misread(&self, changed: CellPos, reading: &Reading) -> Vec<String> {
        let nothing = BTreeSet::new();
        fields(reading)
            .iter()
            .filter(|(pos, _)| **pos != changed)
            .map(|(pos, now)| (pos, now, self.fields.get(pos).unwrap_or(&nothing)))
            .filter(|(_, now, before)| !now.is_subset(before))
            .map(|(pos, now, before)| format!("{pos} is {now:?} instead of {before:?}"))
            .collect()
    }
}

fn fields(reading: &Reading) -> BTreeMap<CellPos, BTreeSet<Field>> {
    let mut fields: BTreeMap<CellPos, BTreeSet<Field>> = BTreeMap::new();
    let cells = reading
        .sheets
        .iter()
        .flat_map(|sheet| sheet.source.cells.iter());
    for (field, pos) in cells {
        fields.entry(pos).or_default().insert(field);
    }
    fields
}

/// Everything a reading says, as one text.
fn shown(reading: &Reading) -> String {
    format!("{reading:?}").replace("\\u{3000}", "\u{3000}")
}

fn number(stored: i64) -> Content {
    Content::Number(Number {
        stored: stored.into(),
        scale: 0,
        shown: stored.to_string().into(),
    })
}

/// Contents to try, each with what must turn up. Many look like labels and are none.
fn contents() -> Vec<(Content, &'static str)> {
    let words = [
        "個票を参照ゐゑ",
        "事業費の内訳ゐゑ",
        "実施内容の見直しゐゑ",
        "備考：ゐゑ",
        "効果\nゐゑ",
        "成果",
        "当初予算",
        "計画値",
        "会計年度",
        "特記事項",
    ];
    let words = words.map(|word| {
        let token = if word.contains("ゐゑ") {
            "ゐゑ"
        } else {
            word
        };
        (Content::Text(word.into()), token)
    });
    let mut contents = vec![
        (Content::Text(TOKEN.into()), TOKEN),
        (Content::Text("符牒ゐゑ：二、三".into()), TOKEN),
        (number(7_654_321), "7654321"),
        (Content::Error("#TOKEN!".into()), "#TOKEN!"),
        (Content::Uncomputed("TOKEN(1)".into()), "TOKEN(1)"),
    ];
    contents.extend(words);
    contents
}

#[rstest]
fn nothing_typed_disappears(
    #[values(
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "forms/forms/教育部/学校教育課.xlsx",
        "forms/forms/都市整備部/災害GIS.xlsx",
        "drift/years-in-months.xlsx",
        "drift/ratings-with-values-below.xlsx",
        "drift/money-in-rows.xlsx",
        "drift/forms-side-by-side.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    let mut lost = Vec::new();
    let all = contents();
    let positions = bench.positions();
    // Every position of a usual form, every second or third of a large sheet.
    // Every position; of the widest sheet, a column for each month, every second one.
    let step = positions.len() / 1_100 + 1;
    for (index, pos) in positions.into_iter().enumerate().step_by(step) {
        for (content, token) in [&all[0], &all[1 + index % (all.len() - 1)]] {
            let before = bench.workbook.sheets[0].content(pos).shown();
            if bench.is_printed(content.shown()) && bench.is_printed(before) {
                continue; // one label for another
            }
            let workbook = bench.with(pos, content.clone());
            let reading = bench.read(&workbook);
            if !shown(&reading).contains(token) {
                lost.push(format!("{:?} at {pos}", content.shown()));
            }
            if reading.sheets.is_empty() {
                continue;
            }
            let others = bench.lost(&workbook, &reading);
            lost.extend(
                others
                    .iter()
                    .map(|other| format!("{token} at {pos} hides {other}")),
            );
            // A label over another one may well mean what it says.
            if !(bench.is_printed(token) && bench.is_printed(before)) {
                let others = bench.misread(pos, &reading);
                lost.extend(
                    others
                        .iter()
                        .map(|other| format!("{token} at {pos}: {other}")),
                );
            }
        }
    }
    assert!(
        lost.is_empty(),
        "{file}: {} lost\n{}",
        lost.len(),
        lost.join("\n")
    );
}

#[rstest]
fn nothing_disappears_with_a_cell_wiped_out(
    #[values(
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "forms/forms/教育部/学校教育課.xlsx",
        "forms/forms/都市整備部/災害GIS.xlsx",
        "drift/ratings-with-values-below.xlsx",
        "drift/money-in-rows.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    let mut lost = Vec::new();
    for cell in bench.cells() {
        let workbook = bench.with(cell.pos, Content::Blank);
        let reading = bench.read(&workbook);
        let mut others = bench.lost(&workbook, &reading);
        others.extend(bench.misread(cell.pos, &reading));
        lost.extend(
            others
                .iter()
                .map(|other| format!("{} blank: {other}", cell.pos)),
        );
    }
    assert!(
        lost.is_empty(),
        "{file}: {} lost\n{}",
        lost.len(),
        lost.join("\n")
    );
}

/// A label typed where a value stands, and a label wiped out or overwritten, give no other cell a
/// meaning that it has not on the form.
#[rstest]
#[case::plan_word_as_a_grade("drift/ratings-with-values-below.xlsx", "A21", "計画値")]
#[case::plan_word_as_a_reason("drift/ratings-with-values-below.xlsx", "B21", "計画値")]
#[case::money_word_as_a_grade("drift/ratings-with-values-below.xlsx", "A21", "予算額")]
#[case::schedule_word_as_a_grade("drift/ratings-with-values-below.xlsx", "A21", "スケジュール")]
#[case::reason_overwritten("drift/ratings-with-values-below.xlsx", "B20", "ゐゑ")]
#[case::targets_wiped_out("forms/forms/子ども未来部/保育課_個票1.xlsx", "A9", "")]
#[case::targets_overwritten("forms/forms/子ども未来部/保育課_個票1.xlsx", "A9", "ゐゑ")]
#[case::targets_wiped_out_above_kpi_and_kgi("forms/forms/教育部/学校教育課.xlsx", "A11", "")]
#[case::actuals_wiped_out("forms/forms/子ども未来部/保育課_個票1.xlsx", "A11", "")]
#[case::progress_wiped_out("forms/forms/子ども未来部/保育課_個票1.xlsx", "B11", "")]
#[case::progress_overwritten("forms/forms/教育部/学校教育課.xlsx", "C11", "ゐゑ")]
#[case::indicator_that_is_a_label("forms/forms/都市整備部/災害GIS.xlsx", "I7", "責任者")]
#[case::first_year_wiped_out("forms/forms/教育部/学校教育課.xlsx", "D9", "")]
#[case::first_year_overwritten("forms/forms/子ども未来部/保育課_個票1.xlsx", "C8", "ゐゑ")]
#[case::year_that_is_a_label("forms/forms/子ども未来部/保育課_個票1.xlsx", "E8", "会計年度")]
#[case::schedule_in_other_words("drift/money-in-rows.xlsx", "A13", "実施内容の見直し")]
#[case::budget_among_the_items("forms/forms/子ども未来部/保育課_個票1.xlsx", "B14", "当初予算")]
fn no_cell_becomes_another_field(#[case] file: &str, #[case] cell: &str, #[case] text: &str) {
    let bench = Bench::of(file);
    let pos: CellPos = cell.parse().unwrap();
    let content = match text {
        "" => Content::Blank,
        text => Content::Text(text.into()),
    };
    let workbook = bench.with(pos, content);
    let reading = bench.read(&workbook);
    let misread = bench.misread(pos, &reading);
    assert!(misread.is_empty(), "{file}: {text}\n{}", misread.join("\n"));
    assert!(bench.lost(&workbook, &reading).is_empty());
    assert!(bench.is_printed(text) || shown(&reading).contains(text));
}

/// A label typed beside the form that names nothing there is said at its cell.
#[rstest]
#[case::row_below_the_form("drift/pristine-besshi.xlsx", "A23", "実績（KGI）")]
#[case::row_far_below("drift/pristine-besshi.xlsx", "A25", "実績（KPI）")]
#[case::side_below("drift/pristine-besshi.xlsx", "B23", "目標値")]
#[case::row_below_a_form_moved_right(
    "drift/pristine-moved-down-and-right.xlsx",
    "A26",
    "実績（KGI）"
)]
#[case::row_below_the_right_form("drift/forms-side-by-side.xlsx", "N23", "実績（KGI）")]
#[case::row_beside("forms/forms/教育部/学校教育課.xlsx", "Q5", "実績（KPI）")]
fn a_label_beside_the_form_is_said(#[case] file: &str, #[case] cell: &str, #[case] text: &str) {
    let bench = Bench::of(file);
    let pos: CellPos = cell.parse().unwrap();
    let reading = bench.read(&bench.with(pos, Content::Text(text.into())));
    let mut findings = reading.findings.iter();
    assert!(findings.any(|found| found.cell == Some(pos) && found.code == Code::UnreadCell));
}

/// Two values in one field, or one cell for two fields, is never what a form says.
#[rstest]
fn no_cell_is_two_fields(
    #[values(
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "forms/forms/教育部/学校教育課.xlsx",
        "drift/ratings-with-values-below.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    for cell in bench.cells() {
        let reading = bench.read(&bench.with(cell.pos, Content::Blank));
        for sheet in &reading.sheets {
            let mut seen = BTreeSet::new();
            for (field, pos) in sheet.source.cells.iter() {
                let path = field.to_string();
                // One cell may hold KPI and KGI, a note and its span, grade and reason.
                let shared = path.starts_with("years.") || path.starts_with("items.");
                assert!(
                    seen.insert(pos) || shared,
                    "{file}: {pos} is {path} too, with {} blank",
                    cell.pos
                );
            }
        }
    }
}

#[rstest]
fn nothing_drawn_disappears(
    #[values(
        "forms/forms/教育部/学校教育課.xlsx",
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "drift/typed-marks-unclear.xlsx",
        "drift/year-heading-that-is-no-year.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    let before = bench.read(&bench.workbook);
    let sheet = &bench.workbook.sheets[0];
    let (width, height) = (sheet.columns.edge(18), sheet.rows.edge(30));
    let mut lost = Vec::new();
    let mut seed = 7_u64;
    let mut random = |below: i64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as i64 % below.max(1)
    };
    for round in 0..600 {
        let left = random(width);
        let top = random(height);
        let right = left + random(width / 3);
        let bottom = top + random(if round % 2 == 0 { 20_000 } else { height / 8 });
        let kinds = [
            ShapeKind::Line,
            ShapeKind::BlockArrow,
            ShapeKind::Bracket,
            ShapeKind::Rectangle,
            ShapeKind::TextBox,
            ShapeKind::Picture,
            ShapeKind::Other("star5".to_owned()),
        ];
        let frame = Frame {
            left,
            top,
            right,
            bottom,
        };
        let mut workbook = bench.workbook.clone();
        let sheet = &mut workbook.sheets[0];
        let under = CellPos::new(
            sheet.rows.index_at(frame.middle()),
            sheet.columns.index_at(left),
        );
        sheet.shapes.push(Shape {
            name: TOKEN.to_owned(),
            kind: kinds[round % kinds.len()].clone(),
            frame,
            colour: Some(Rgb(1, 2, 3)),
            dashed: false,
            text: (round % 5 == 0).then(|| "図形の文字".to_owned()),
            under,
        });
        let reading = bench.read(&workbook);
        let text = shown(&reading);
        let told = text.contains(TOKEN) || text.contains("図形の文字");
        let items = |reading: &Reading| format!("{:?}", reading.sheets[0].items);
        if !told && items(&reading) == items(&before) {
            lost.push(format!(
                "{:?} {frame:?} at {under}",
                kinds[round % kinds.len()]
            ));
        }
        if round % 5 == 0 && !text.contains("図形の文字") {
            lost.push(format!(
                "text of {:?} at {under}",
                kinds[round % kinds.len()]
            ));
        }
    }
    assert!(
        lost.is_empty(),
        "{file}: {} lost\n{}",
        lost.len(),
        lost.join("\n")
    );
}

/// The fixtures themselves have nothing unread beside what their expectation lists.
#[test]
fn unclear_is_always_said() {
    let bench = Bench::of("drift/spans-unclear.xlsx");
    let reading = bench.read(&bench.workbook);
    assert!(reading.sheets[0].schedule_unclear);
    assert!(
        reading
            .findings
            .iter()
            .any(|found| found.code == Code::SpanUnclear)
    );
}
