//! Controls as they are told: kind, caption and state, whatever parts say so.
//!
//! `tests/data/controls.txt` has a line for each control of a file below `tests/fixtures`: the file, the
//! cell, and what is said of it. Those in `controls` are what LibreOffice saves of those in `loss`, made by
//! `objects.py` there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kohyo::finding::Code;
use kohyo::form::{self, Context};
use kohyo::layout;
use kohyo::workbook::{Limits, Reader};
use std::fs;
use std::path::Path;

#[test]
fn controls_are_told_with_caption_and_state() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let table = fs::read_to_string(root.join("data/controls.txt")).unwrap();
    let mut files: Vec<&str> = table
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    files.dedup();
    let layouts = layout::builtin().unwrap();
    let reader = Reader::new(Limits::default(), None);
    let mut told = String::new();
    for file in files {
        let path = root.join("fixtures").join(file);
        let workbook = reader.open(&path).unwrap();
        let context = Context {
            file: "f",
            example_words: &[],
            organisation: &[],
        };
        let reading = form::read(&workbook, &layouts, &context);
        let controls = reading.findings.iter();
        for finding in controls.filter(|f| matches!(f.code, Code::UnreadControl | Code::Picture)) {
            let cell = finding.cell.unwrap();
            told += &format!("{file}\t{cell}\t{}\n", finding.message);
        }
    }
    assert_eq!(told, table);
}
