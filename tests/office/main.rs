//! Forms and registers between other people's programs: filled in with openpyxl, saved by LibreOffice.
//!
//! Needs soffice and a Python with openpyxl (`target/venv-samples` where there is one); what is missing
//! is a failure.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

#[path = "../issue/sheets.rs"]
mod sheets;
#[path = "../support/mod.rs"]
mod support;

use kohyo::layout::{self, FieldKey, Layout};
use kohyo::model::{ByMeasure, FiscalYear, ProjectSheet, Texts, YearRecord};
use kohyo::report::form::{Book, FormSheet, Issue, render};
use kohyo::report::{Paper, Style};
use kohyo::workbook::{Content, Limits, Sheet, xlsx};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value as Json, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Office, TITLE};

const YEAR: FiscalYear = FiscalYear(2027);
const FORMATS: [&str; 3] = ["xlsx", "xls", "ods"];

#[track_caller]
fn run(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
}

fn python() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv-samples/bin/python");
    if own.exists() { own } else { "python3".into() }
}

/// Saves a workbook in another format, as `<folder>/<stem>.<format>`.
fn convert(office: &Office, file: &Path, format: &str, folder: &str) {
    run(Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            office.path("profile").display()
        ))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(office.path(folder))
        .arg(file));
}

fn written(sheets: &[ProjectSheet], layout: &Layout) -> Vec<u8> {
    let form = |sheet: &ProjectSheet| FormSheet {
        sheet: sheet.clone(),
        due: None,
        previous: ByMeasure {
            progress: Some("令和8年度上期　B\n遅れている".to_owned()),
            ..ByMeasure::default()
        },
        fixed: vec![FieldKey::Number, FieldKey::Name, FieldKey::Departments],
    };
    let book = Book {
        path: "総合政策部/情報政策課.xlsx".to_owned(),
        forms: sheets.iter().map(form).collect(),
    };
    let issue = Issue {
        year: YEAR,
        part: None,
        layout,
        style: &Style::default(),
        paper: Paper::A4,
    };
    render(&book, &issue).unwrap()
}

/// Two projects with everything filled in.
fn full(layout: &Layout) -> Vec<ProjectSheet> {
    let years = layout.draw.as_ref().unwrap().years_for(YEAR);
    let mut runner = TestRunner::deterministic();
    let mut one = || {
        let items_fit = |sheet: &ProjectSheet| (2..=5).contains(&sheet.items.len());
        let strategy = sheets::project(years.clone(), YEAR)
            .prop_filter("rows are the same in a blank form", items_fit);
        strategy.new_tree(&mut runner).unwrap().current()
    };
    let mut sheets = vec![one(), one()];
    sheets[0].number = Some("3".to_owned());
    sheets[1].number = Some("4-1".to_owned());
    sheets
}

/// The same projects before anybody filled them in.
fn blank(full: &[ProjectSheet]) -> Vec<ProjectSheet> {
    let empty = |sheet: &ProjectSheet| {
        let mut empty = sheet.clone();
        let years = sheet
            .years
            .iter()
            .map(|year| YearRecord::blank(year.fiscal_year));
        empty.years = years.collect();
        empty.items.clear();
        empty.declared = ByMeasure::default();
        empty.texts = Texts::default();
        empty
    };
    full.iter().map(empty).collect()
}

/// What a person has to type to turn the blank workbook into the full one.
fn answers(full: &[u8], blank: &[u8]) -> Json {
    let read = |bytes: &[u8]| xlsx::read(bytes, &Limits::default()).unwrap().sheets;
    let typed = |(full, blank): (Sheet, Sheet)| {
        let differs = full
            .cells
            .iter()
            .filter(|cell| cell.content != *blank.content(cell.pos));
        let cells: Map<String, Json> = differs
            .map(|cell| {
                let value = match &cell.content {
                    Content::Number(number) => {
                        serde_json::from_str(&number.stored.normalize().to_string()).unwrap()
                    }
                    content => json!(content.shown()),
                };
                (cell.pos.to_string(), value)
            })
            .collect();
        (full.name.clone(), Json::Object(cells))
    };
    Json::Object(read(full).into_iter().zip(read(blank)).map(typed).collect())
}

/// The projects of a folder as data, without the names of their files, and the weighty findings.
fn consolidated(office: &Office, input: &str) -> (Json, Vec<String>) {
    let out = format!("{input}の結果");
    let ran = office.kohyo(&["consolidate", input, "--out", &out, "--period", "R9"]);
    assert!(ran.status() < 2, "{}", ran.stderr());
    let mut data = office.dataset(&out);
    for project in data["projects"].as_array_mut().unwrap() {
        project["source"]["file"].take();
    }
    let findings = data["findings"].as_array().unwrap();
    let of_reading = |finding: &&Json| {
        // What the rules say of random values has nothing to do with reading them.
        let rules = [
            "direction-assumed",
            "scope-inferred",
            "unit-mismatch",
            "percent-scale",
            "rating-differs",
            "implementer-unexpected",
            "actual-in-future",
        ];
        !rules.contains(&finding["code"].as_str().unwrap())
    };
    let said = findings
        .iter()
        .filter(of_reading)
        .map(Json::to_string)
        .collect();
    (data["projects"].take(), said)
}

/// Every sheet is one page of A4 landscape.
fn one_page_each(office: &Office, file: &Path, sheets: usize) {
    convert(office, file, "pdf", "pdf");
    let pdf = Command::new("pdfinfo")
        .arg(office.path("pdf/a.pdf"))
        .output()
        .unwrap();
    let said = String::from_utf8(pdf.stdout).unwrap();
    let value = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap().trim().to_owned()
    };
    assert_eq!(value("Pages:"), sheets.to_string());
    assert!(value("Page size:").starts_with("841.89 x 595"), "{said}");
}

#[test]
fn forms_filled_in_elsewhere_give_back_every_value() {
    for layout in layout::builtin().unwrap() {
        let office = Office::new();
        let full = full(&layout);
        let (wanted, asked) = (written(&full, &layout), written(&blank(&full), &layout));
        office.file("正/a.xlsx", &wanted).file("白/a.xlsx", &asked);
        let answers = answers(&wanted, &asked);
        assert!(answers["個票3"].as_object().unwrap().len() > 40);
        office.file("answers.json", answers.to_string().as_bytes());
        std::fs::create_dir(office.path("記入")).unwrap();
        run(Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/fill.py"))
            .arg(office.path("白/a.xlsx"))
            .arg(office.path("answers.json"))
            .arg(office.path("記入/a.xlsx")));
        let (wanted, findings) = consolidated(&office, "正");
        assert_eq!(findings, [""; 0], "{}", layout.id);
        assert_eq!(wanted.as_array().unwrap().len(), 2);
        let (filled, findings) = consolidated(&office, "記入");
        assert_eq!(findings, [""; 0], "{} by openpyxl", layout.id);
        assert!(
            filled == wanted,
            "{} by openpyxl\n{filled}\n{wanted}",
            layout.id
        );
        one_page_each(
            &office,
            &office.path("記入/a.xlsx"),
            answers.as_object().unwrap().len(),
        );
        for format in FORMATS {
            convert(&office, &office.path("記入/a.xlsx"), format, format);
            let (saved, findings) = consolidated(&office, format);
            assert_eq!(findings, [""; 0], "{} as {format}", layout.id);
            assert!(
                saved == wanted,
                "{} as {format}\n{saved}\n{wanted}",
                layout.id
            );
        }
    }
}

#[test]
fn a_register_saved_elsewhere_is_read_as_the_same() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "1", TITLE)
        .form("個票/b.xlsx", "4-1", TITLE);
    office
        .kohyo(&["register", "from", "個票", "--out", "台帳.xlsx"])
        .ended(0);
    let data = |register: &str| {
        let args = [
            "consolidate",
            "個票",
            "--out",
            "結果",
            "--register",
            register,
            "--period",
            "R2",
        ];
        office.kohyo(&args).ended(0);
        office.dataset("結果")
    };
    let wanted = data("台帳.xlsx");
    for format in FORMATS {
        convert(&office, &office.path("台帳.xlsx"), format, format);
        assert_eq!(data(&format!("{format}/台帳.{format}")), wanted, "{format}");
    }
}
