//! Encrypted workbooks: what Excel opens without asking is read, and what stays closed says why.
//!
//! A case is a file in `tests/fixtures/protected`; `tests/data/protected.txt` has a line for each: the file,
//! then the form in `tests/fixtures/formats` it must read like, or `!` and words of the message.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kohyo::workbook::{Limits, Problem, ProblemKind, Reader, Workbook, WorkerCommand};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> Result<Workbook, Problem> {
    let worker = WorkerCommand {
        program: PathBuf::from(env!("CARGO_BIN_EXE_kohyo")),
        args: vec!["__worker".into()],
    };
    Reader::new(Limits::default(), Some(worker)).open(path)
}

#[test]
fn what_excel_opens_without_asking_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let table = fs::read_to_string(root.join("data/protected.txt")).unwrap();
    let mut listed = BTreeSet::new();
    for line in table.lines() {
        let (file, wanted) = line.split_once('\t').unwrap();
        listed.insert(file.to_owned());
        let read_of_it = read(&root.join("fixtures/protected").join(file));
        match wanted.strip_prefix('!') {
            Some(words) => {
                let message = read_of_it.unwrap_err().message;
                assert!(message.contains(words), "{file}: {message}");
            }
            None => {
                let plain = read(&root.join("fixtures/formats").join(wanted)).unwrap();
                let read_of_it = read_of_it.unwrap();
                assert_eq!(read_of_it.sheets, plain.sheets, "{file}");
                let told = read_of_it.problems.iter();
                let told = told.filter(|problem| problem.kind == ProblemKind::BookProtected);
                assert_eq!(told.count(), 1, "{file}");
            }
        }
    }
    let there: BTreeSet<String> = fs::read_dir(root.join("fixtures/protected"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(".xls"))
        .collect();
    assert_eq!(listed, there);
}
