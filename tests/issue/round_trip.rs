//! Draw, fill, read, compare: for every layout that kohyo brings along.

use crate::sheets;
use chrono::NaiveDate;
use kohyo::finding::{Code, Finding};
use kohyo::form;
use kohyo::layout::{self, FieldKey, Layout, marks};
use kohyo::model::{ByMeasure, Cells, FiscalYear, Part, ProjectSheet, Source, Texts};
use kohyo::report::form::{Book, FormError, FormSheet, Issue, render};
use kohyo::report::{Paper, Style};
use kohyo::workbook::{Content, Limits, Workbook, xlsx};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

const YEAR: FiscalYear = FiscalYear(2027);

fn issue<'a>(layout: &'a Layout, style: &'a Style) -> Issue<'a> {
    Issue {
        year: YEAR,
        part: Some(Part::H1),
        layout,
        style,
        paper: Paper::A4,
    }
}

/// A form with everything that stands beside the values.
fn form_sheet(sheet: ProjectSheet) -> FormSheet {
    let before = |grade: &str| {
        Some(format!(
            "令和8年度上期　{grade}\n前回の理由：概ね計画どおり"
        ))
    };
    FormSheet {
        sheet,
        due: NaiveDate::from_ymd_opt(2027, 10, 8),
        previous: ByMeasure {
            progress: before("A"),
            kpi: before("評価なし"),
            kgi: None,
        },
        fixed: vec![FieldKey::Number, FieldKey::Name],
    }
}

fn drawn(sheets: &[ProjectSheet], layout: &Layout) -> Workbook {
    let book = Book {
        path: "総合政策部/情報政策課.xlsx".to_owned(),
        forms: sheets.iter().cloned().map(form_sheet).collect(),
    };
    let bytes = render(&book, &issue(layout, &Style::default())).unwrap();
    xlsx::read(&bytes, &Limits::default()).unwrap()
}

fn read(workbook: &Workbook) -> (Vec<ProjectSheet>, Vec<Finding>) {
    let context = form::Context {
        file: "情報政策課.xlsx",
        example_words: &["記入例".to_owned(), "見本".to_owned()],
        organisation: &[],
    };
    let reading = form::read(workbook, &layout::builtin().unwrap(), &context);
    let without_source = |mut sheet: ProjectSheet| {
        sheet.source = Source {
            file: String::new(),
            sheet: String::new(),
            cells: Cells::default(),
        };
        sheet
    };
    let sheets = reading.sheets.into_iter().map(without_source).collect();
    (sheets, reading.findings)
}

fn drawable() -> Vec<Layout> {
    let layouts = layout::builtin().unwrap();
    assert!(layouts.iter().all(|layout| layout.draw.is_some()));
    layouts
}

fn years(layout: &Layout) -> Vec<FiscalYear> {
    layout.draw.as_ref().unwrap().years_for(YEAR)
}

/// For each layout one or two projects.
fn filled() -> impl Strategy<Value = (usize, Vec<ProjectSheet>)> {
    let layouts = drawable();
    (0..layouts.len()).prop_flat_map(move |index| {
        let one = sheets::project(years(&layouts[index]), YEAR);
        (Just(index), prop::collection::vec(one, 1..3))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_is_filled_in_is_read_back((index, mut sheets) in filled()) {
        let layout = &drawable()[index];
        // Two projects of a number are a finding of the batch, not of the form.
        for (place, sheet) in sheets.iter_mut().enumerate() {
            sheet.number = Some(format!("{}-{place}", place + 1));
        }
        let (read, findings) = read(&drawn(&sheets, layout));
        prop_assert_eq!(&findings, &Vec::new());
        prop_assert_eq!(differing(&read, &sheets), Vec::<String>::new());
        prop_assert_eq!(read, sheets);
    }
}

/// The lines in which two lists of projects differ, so that a failure can be read.
fn differing(read: &[ProjectSheet], wanted: &[ProjectSheet]) -> Vec<String> {
    let [read, wanted] = [read, wanted].map(|sheets| format!("{sheets:#?}"));
    let pairs = read.lines().zip(wanted.lines());
    let differ = pairs.filter(|(read, wanted)| read != wanted);
    let mut lines: Vec<String> = differ
        .take(5)
        .map(|(read, wanted)| format!("{} for {}", read.trim(), wanted.trim()))
        .collect();
    if lines.is_empty() && read.len() != wanted.len() {
        lines.push("one is longer".to_owned());
    }
    lines
}

/// A project with only its head.
fn bare(layout: &Layout) -> ProjectSheet {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut sheet = sheets::project(years(layout), YEAR)
        .new_tree(&mut runner)
        .unwrap()
        .current();
    sheet.number = Some("3".to_owned());
    sheet
}

#[test]
fn a_form_nobody_filled_in_is_read_without_a_finding() {
    for layout in drawable() {
        let full = bare(&layout);
        let mut blank = full.clone();
        blank.years = years(&layout)
            .into_iter()
            .map(kohyo::model::YearRecord::blank)
            .collect();
        blank.items.clear();
        blank.declared = ByMeasure::default();
        blank.texts = Texts::default();
        let (sheets, findings) = read(&drawn(std::slice::from_ref(&blank), &layout));
        assert_eq!(findings, [], "{}", layout.id);
        assert_eq!(differing(&sheets, &[blank]), [""; 0]);
    }
}

/// Changes the text of the first cell that shows exactly this.
fn retype(workbook: &mut Workbook, shown: &str, text: &str) {
    let mut cells = workbook
        .sheets
        .iter_mut()
        .flat_map(|sheet| &mut sheet.cells);
    let cell = cells.find(|cell| cell.content.shown() == shown).unwrap();
    cell.content = Content::Text(text.into());
}

#[test]
fn a_form_used_for_another_project_is_told_of_and_read_as_seen() {
    let layout = &drawable()[0];
    let mut workbook = drawn(&[bare(layout)], layout);
    retype(&mut workbook, "3", "5");
    let (sheets, findings) = read(&workbook);
    assert_eq!(sheets[0].number.as_deref(), Some("5"));
    let [finding] = &findings[..] else {
        panic!("{findings:?}");
    };
    assert_eq!(finding.code, Code::IdentityDiffers);
    assert!(finding.message.contains("番号3") && finding.message.contains("番号5"));
    assert!(finding.cell.is_some());
}

#[test]
fn another_year_layout_or_version_is_told_of() {
    let layout = &drawable()[0];
    for (mark, value, wanted) in [
        (marks::PERIOD, "R8-H1", "令和8年度"),
        (marks::FORM, "quarterly", "quarterly"),
        (marks::VERSION, "99", "第99版"),
    ] {
        let mut workbook = drawn(&[bare(layout)], layout);
        workbook
            .properties
            .insert(mark.to_owned(), value.to_owned());
        let (sheets, findings) = read(&workbook);
        assert_eq!(sheets.len(), 1);
        let [finding] = &findings[..] else {
            panic!("{mark}: {findings:?}");
        };
        assert_eq!(finding.code, Code::IdentityDiffers);
        assert!(finding.message.contains(wanted), "{}", finding.message);
    }
}

#[test]
fn what_is_written_among_the_instructions_is_told_of() {
    let layout = &drawable()[0];
    let mut workbook = drawn(&[bare(layout)], layout);
    let guide = layout.draw.as_ref().unwrap().guide[1].clone();
    retype(&mut workbook, &guide, "よろしくお願いします");
    let (_, findings) = read(&workbook);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, Code::NotAForm);
}

#[test]
fn the_same_form_is_the_same_bytes() {
    let layout = &drawable()[0];
    let book = Book {
        path: "a.xlsx".to_owned(),
        forms: vec![form_sheet(bare(layout))],
    };
    let style = Style::default();
    let once = render(&book, &issue(layout, &style)).unwrap();
    // The zip container keeps times in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(once == render(&book, &issue(layout, &style)).unwrap());
}

#[test]
fn a_layout_without_a_drawing_cannot_be_issued() {
    let text = include_str!("../../templates/besshi1.toml");
    let (without, _) = text.split_once("[draw]").unwrap();
    let layout = layout::parse(without).unwrap();
    let book = Book {
        path: "a.xlsx".to_owned(),
        forms: Vec::new(),
    };
    let refused = render(&book, &issue(&layout, &Style::default()));
    assert!(matches!(refused, Err(FormError::NotDrawn(_))));
}

#[test]
fn drawings_that_cannot_be_read_back_are_refused() {
    let text = include_str!("../../templates/besshi1.toml");
    for (good, bad, wanted) in [
        ("count = 5 }", "count = 4 }", "count"),
        ("{ label = \"number\", to = 1 }", "{ to = 1 }", "number"),
        ("{ value = \"summary\", to = 13 }", "{ to = 13 }", "summary"),
        (
            "text = \"提出期限\", to = 21",
            "text = \"しめきり\", to = 21",
            "しめきり",
        ),
        (
            "{ value = \"title\", to = 17 }",
            "{ value = \"title\", to = 99 }",
            "99",
        ),
        ("{ value = \"due\" }", "{ value = \"dew\" }", "dew"),
        ("target = [\"progress\"", "target = [\"speed\"", "speed"),
        ("label = \"事業費見込（千円）\"", "label = \"お金\"", "お金"),
        ("quarter = 5.2", "quarter = 0", "幅"),
    ] {
        assert!(text.contains(good), "{good}");
        let error = layout::parse(&text.replace(good, bad))
            .unwrap_err()
            .to_string();
        assert!(error.contains(wanted), "{bad}: {error}");
    }
}

#[test]
fn a_form_is_locked_without_a_password_checks_what_is_typed_and_prints_on_one_page() {
    use std::io::Read;
    let style = Style::default();
    for layout in &drawable() {
        let book = Book {
            path: "a.xlsx".to_owned(),
            forms: vec![form_sheet(bare(layout))],
        };
        let mut paper = issue(layout, &style);
        paper.paper = Paper::A3;
        for (issue, code) in [(issue(layout, &style), 9), (paper, 8)] {
            let bytes = render(&book, &issue).unwrap();
            let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut part = |name: &str| {
                let mut text = String::new();
                let mut part = package.by_name(name).unwrap();
                part.read_to_string(&mut text).unwrap();
                text
            };
            let sheet = part("xl/worksheets/sheet1.xml");
            for wanted in [
                "<sheetProtection sheet=\"1\"".to_owned(),
                "<pageSetUpPr fitToPage=\"1\"/>".to_owned(),
                format!("paperSize=\"{code}\" orientation=\"landscape\""),
                "\"S,A,B,C\"".to_owned(),
                "type=\"whole\"".to_owned(),
                "ISNUMBER(SEARCH(\"●\"".to_owned(),
            ] {
                let plain = sheet.replace("&quot;", "\"");
                assert!(plain.contains(&wanted), "{wanted} is missing");
            }
            assert!(!sheet.contains("password=") && !sheet.contains("hashValue="));
            assert!(part("docProps/custom.xml").contains(marks::FORM));
            assert!(!part("docProps/custom.xml").contains("kohyo.output"));
        }
    }
}
