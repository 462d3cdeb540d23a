//! Files made to break readers: each must end as a workbook or a problem, in bounded time and memory.
//!
//! A case is a file in `tests/fixtures/hostile`; what becomes of it stands in `tests/data/hostile.txt`.
//! `UPDATE_GOLDEN=1 cargo test --test hostile` writes that file anew; read the difference.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kohyo::workbook::{Content, Limits, Problem, Reader, Sheet, Workbook, WorkerCommand};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

/// Cells shown of one sheet; what comes after is counted.
const SHOWN_CELLS: usize = 24;
const TIME: Duration = Duration::from_secs(15);

fn reader(limits: Limits) -> Reader {
    let worker = WorkerCommand {
        program: PathBuf::from(env!("CARGO_BIN_EXE_kohyo")),
        args: vec!["__worker".into()],
    };
    Reader::new(limits, Some(worker))
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_ends_as_the_table_says() {
    bound_memory();
    let reader = reader(Limits::default());
    let mut told = String::new();
    for file in fixtures() {
        let begun = Instant::now();
        let outcome = reader.open(&file);
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(begun.elapsed() < TIME, "{name}: {:?}", begun.elapsed());
        writeln!(told, "{name}\n{}", describe(&outcome)).unwrap();
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hostile.txt");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &told).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap();
    for (told, expected) in told.lines().zip(expected.lines()) {
        assert_eq!(told, expected);
    }
    assert_eq!(told, expected);
}

/// The program under test may not take more than a GiB beyond what the test itself has.
#[cfg(target_os = "linux")]
fn bound_memory() {
    let status = fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = status.split(' ').next().unwrap().parse().unwrap();
    let most = pages * 4096 + (1 << 30);
    let hard = rlimit::Resource::AS.get_hard().unwrap();
    rlimit::Resource::AS.set(most, hard).unwrap();
}

#[cfg(not(target_os = "linux"))]
fn bound_memory() {}

fn describe(outcome: &Result<Workbook, Problem>) -> String {
    let mut told = String::new();
    match outcome {
        Ok(workbook) => {
            writeln!(told, "  {:?}", workbook.format).unwrap();
            problems(&mut told, &workbook.problems);
            for sheet in &workbook.sheets {
                describe_sheet(&mut told, sheet);
            }
        }
        Err(problem) => problems(&mut told, std::slice::from_ref(problem)),
    }
    told
}

fn problems(told: &mut String, problems: &[Problem]) {
    for problem in problems {
        write!(told, "  ! {:?}", problem.kind).unwrap();
        if let Some(cell) = problem.cell {
            write!(told, " {cell}").unwrap();
        }
        writeln!(told, " {}", problem.message).unwrap();
    }
}

fn describe_sheet(told: &mut String, sheet: &Sheet) {
    writeln!(told, "  「{}」 {:?}", sheet.name, sheet.visibility).unwrap();
    problems(told, &sheet.problems);
    for cell in sheet.cells.iter().take(SHOWN_CELLS) {
        let value = match &cell.content {
            Content::Number(number) => format!("{} scale {}", number.stored, number.scale),
            Content::Date { at, .. } => at.to_string(),
            Content::Text(_) => "text".to_owned(),
            Content::Bool(_) => "bool".to_owned(),
            Content::Error(_) => "error".to_owned(),
            Content::Uncomputed(_) => "uncomputed".to_owned(),
            Content::Blank => "blank".to_owned(),
        };
        let shown: String = cell.content.shown().chars().take(40).collect();
        writeln!(told, "    {} {shown:?} {value}", cell.pos).unwrap();
    }
    if sheet.cells.len() > SHOWN_CELLS {
        writeln!(told, "    … {} cells", sheet.cells.len()).unwrap();
    }
    for region in sheet.merges.iter().take(SHOWN_CELLS) {
        writeln!(told, "    merged {region}").unwrap();
    }
    for shape in sheet.shapes.iter().take(SHOWN_CELLS) {
        writeln!(told, "    {:?} {:?}", shape.kind, shape.frame).unwrap();
    }
    for comment in sheet.comments.iter().take(SHOWN_CELLS) {
        writeln!(told, "    {} note {:?}", comment.pos, comment.text).unwrap();
    }
}
