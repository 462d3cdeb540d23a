//! The same workbook in several formats must read the same.
//!
//! A case is a name in `tests/fixtures/formats` with an `.xlsx` and others beside it, saved by LibreOffice
//! from the `.xlsx`; `make.py` there makes those whose amounts are shown in thousands, `xlsb.py` each `.xlsb`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kohyo::finding::{Code, Severity};
use kohyo::form::{self, Context};
use kohyo::layout;
use kohyo::workbook::{Axis, Content, Limits, Reader, Shape, Sheet, Workbook, WorkerCommand};
use std::fs;
use std::path::{Path, PathBuf};

/// How far an edge of a shape may move on saving, in columns: a year is two columns, so this is half a month.
const TOLERANCE: f64 = 1.0 / 12.0;

fn read(path: &Path) -> Workbook {
    let worker = WorkerCommand {
        program: PathBuf::from(env!("CARGO_BIN_EXE_kohyo")),
        args: vec!["__worker".into()],
    };
    let read = Reader::new(Limits::default(), Some(worker)).open(path);
    read.map_err(|problem| format!("{}: {problem:?}", path.display()))
        .unwrap()
}

#[test]
fn other_formats_read_like_xlsx() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut compared = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "xlsx")
        {
            let expected = read(&path);
            for extension in ["ods", "xls", "xlsb"] {
                let other = path.with_extension(extension);
                compare(&expected, &read(&other), &other.display().to_string());
                compared += 1;
            }
        }
    }
    assert!(compared >= 15, "{compared}");
}

/// What an issued form carries out of sight.
fn marks(workbook: &Workbook) -> Vec<(&str, &str)> {
    let properties = workbook.properties.iter();
    let ours = properties.filter(|(name, _)| name.contains("kohyo."));
    ours.map(|(name, text)| (name.as_str(), text.as_str()))
        .collect()
}

#[test]
fn an_issued_form_keeps_its_marks_and_its_last_change_in_every_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    for (extension, changed) in [
        ("xlsx", "2027-04-01T00:00:00+00:00"),
        ("xls", "2027-04-01T00:00:00+00:00"),
        ("xlsb", "2027-04-01T00:00:00+00:00"),
        // No zone is written there: Japan's midnight.
        ("ods", "2027-03-31T15:00:00+00:00"),
    ] {
        let workbook = read(&folder.join("配布").with_extension(extension));
        let told = [
            ("kohyo.form", "besshi1"),
            ("kohyo.period", "R9-H1"),
            ("kohyo.version", "1"),
            ("個票12!kohyo.number", "12"),
        ];
        assert_eq!(marks(&workbook), told, "{extension}");
        let moment = workbook.modified.map(|moment| moment.to_rfc3339());
        assert_eq!(moment.as_deref(), Some(changed), "{extension}");
    }
}

/// Typed in yen and shown in thousands or millions by the number format: what is shown counts.
#[test]
fn amounts_shown_in_thousands_are_read_as_shown() {
    let layouts = layout::builtin().unwrap();
    for extension in ["xlsx", "xls", "ods", "xlsb"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
        let workbook = read(&folder.join("千円表示").with_extension(extension));
        let context = Context {
            file: "f",
            example_words: &[],
            organisation: &[],
        };
        let reading = form::read(&workbook, &layouts, &context);
        let years = reading.sheets[0].years.iter();
        let amounts = years.flat_map(|year| [year.budget, year.settlement]);
        let amounts: Vec<Option<String>> = amounts
            .map(|amount| amount.map(|amount| amount.to_string()))
            .collect();
        let shown = ["1200", "1150", "3400", "-50", "2500", "700", "0.9"];
        let mut shown: Vec<_> = shown.map(|text| Some(text.to_owned())).into();
        shown.resize(10, None);
        assert_eq!(amounts, shown, "{extension}");
        // The form counts in 千円; two formats name another unit, one for less than a thousand yen.
        let findings = reading.findings.iter();
        let told: Vec<_> = findings.map(|f| (f.code, f.severity)).collect();
        let units = [Severity::Info, Severity::Warning].map(|level| (Code::MoneyUnit, level));
        assert_eq!(told, units, "{extension}");
    }
}

fn compare(expected: &Workbook, read: &Workbook, name: &str) {
    assert!(read.problems.is_empty(), "{name}: {:?}", read.problems);
    assert_eq!(names(expected), names(read), "{name}");
    assert_eq!(marks(expected), marks(read), "{name}");
    for (expected, read) in expected.sheets.iter().zip(&read.sheets) {
        let name = format!("{name} {}", read.name);
        assert!(read.problems.is_empty(), "{name}: {:?}", read.problems);
        assert_eq!(read.visibility, expected.visibility, "{name}");
        assert_eq!(read.missing_info, expected.missing_info, "{name}");
        assert_eq!(contents(read), contents(expected), "{name}");
        assert_eq!(fills(read), fills(expected), "{name}");
        assert_eq!(read.merges, expected.merges, "{name}");
        assert_eq!(read.comments, expected.comments, "{name}");
        assert_eq!(read.columns.hidden, expected.columns.hidden, "{name}");
        assert_eq!(read.rows.hidden, expected.rows.hidden, "{name}");
        shapes(expected, read, &name);
    }
}

fn names(workbook: &Workbook) -> Vec<&str> {
    let sheets = workbook.sheets.iter();
    sheets.map(|sheet| sheet.name.as_str()).collect()
}

fn contents(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.cells.iter();
    cells
        .filter(|cell| cell.content != Content::Blank)
        .map(|cell| format!("{} {:?}", cell.pos, cell.content))
        .collect()
}

/// Fills of single cells and of the first cells of merged regions; under a merged region formats differ.
fn fills(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.cells.iter();
    let regions = sheet.regions();
    cells
        .filter(|cell| cell.fill.is_some() && regions.around(cell.pos).first == cell.pos)
        .map(|cell| format!("{} {:?}", cell.pos, cell.fill))
        .collect()
}

fn shapes(expected: &Sheet, read: &Sheet, name: &str) {
    let sorted = |sheet: &Sheet| {
        let mut shapes = sheet.shapes.clone();
        shapes.sort_by_key(|shape| (shape.under, shape.frame.top));
        shapes
    };
    let (expected_shapes, read_shapes) = (sorted(expected), sorted(read));
    assert_eq!(read_shapes.len(), expected_shapes.len(), "{name}");
    for (expected_shape, shape) in expected_shapes.iter().zip(&read_shapes) {
        let name = format!("{name} {} {}", expected_shape.name, shape.name);
        let looks = |shape: &Shape| (shape.colour, shape.dashed, shape.text.clone());
        assert_eq!(looks(shape), looks(expected_shape), "{name}");
        let edges = |sheet: &Sheet, shape: &Shape| {
            [
                along(&sheet.columns, shape.frame.left),
                along(&sheet.columns, shape.frame.right),
                along(&sheet.rows, shape.frame.middle()),
            ]
        };
        let pairs = edges(read, shape)
            .into_iter()
            .zip(edges(expected, expected_shape));
        for (edge, expected_edge) in pairs {
            assert!(
                (edge - expected_edge).abs() <= TOLERANCE,
                "{name}: {edge} instead of {expected_edge}"
            );
        }
    }
}

/// A distance in columns or rows.
fn along(axis: &Axis, distance: i64) -> f64 {
    let index = axis.index_at(distance);
    let part = (distance - axis.edge(index)) as f64 / axis.size(index).max(1) as f64;
    f64::from(index) + part
}
