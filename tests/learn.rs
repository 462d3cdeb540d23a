//! A layout is learned from a blank form of another office, and the same form filled is read by it.
//! A new case is a form in `fixtures/learn` and its entry in `expected.json`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

mod support;

use kohyo::form::learn::{Learned, learn};
use kohyo::layout::vocabulary::Vocabulary;
use kohyo::layout::{self, Layout};
use serde_json::Value;
use std::path::{Path, PathBuf};
use support::Office;
use support::expectation::{findings_differ, form_differs};
use support::reading::{Read, open};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn cases() -> Vec<Value> {
    let text = std::fs::read_to_string(fixtures().join("learn/expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn learned(file: &str) -> (Learned, Layout) {
    let vocabulary = Vocabulary::builtin().unwrap();
    let workbook = open(&fixtures().join(file));
    let learned = learn(&workbook.sheets[0], &vocabulary).unwrap();
    let toml = learned.to_toml("learned", "様式", &vocabulary);
    let layout = layout::parse(&toml).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    (learned, layout)
}

#[test]
fn filled_forms_are_read_by_the_layout_of_the_blank_one() {
    let mut found = Vec::new();
    for case in cases() {
        let (file, blank) = (
            case["path"].as_str().unwrap(),
            case["learned_from"].as_str().unwrap(),
        );
        let (_, layout) = learned(blank);
        let read = Read::of(&open(&fixtures().join(file)), &[layout], file);
        let projects = read.projects();
        if projects.len() != 1 {
            found.push(format!(
                "{file}: {} forms, {:?}",
                projects.len(),
                read.0.findings
            ));
        }
        for project in &projects {
            form_differs(file, &case["project"], project, &mut found);
        }
        findings_differ(file, &case, &read.findings(), &mut found);
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn each_guess_has_its_cell_and_certainty() {
    let mut found = Vec::new();
    for case in cases() {
        let blank = case["learned_from"].as_str().unwrap();
        let (learned, _) = learned(blank);
        let guesses = learned.guesses.iter().map(|guess| {
            let (slot, certainty) = (guess.slot, guess.certainty.japanese());
            format!("{} {slot} {certainty} {}", guess.cell, guess.text)
        });
        let guesses: Vec<String> = guesses.collect();
        for wanted in case["guesses"].as_array().unwrap() {
            let wanted = wanted.as_str().unwrap();
            if !guesses.iter().any(|guess| guess == wanted) {
                found.push(format!("{blank}: no guess {wanted}"));
            }
        }
        if guesses.len() != case["guesses"].as_array().unwrap().len() {
            found.push(format!("{blank}:\n  {}", guesses.join("\n  ")));
        }
        let open: Vec<String> = learned
            .not_understood
            .iter()
            .map(|(cell, text)| format!("{cell} {text}"))
            .collect();
        if serde_json::json!(open) != case["not_understood"] {
            found.push(format!("{blank}: not understood {open:?}"));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// A layout learned from a filled form knows the same labels, and the built-in geometries are learned
/// so well that their fixtures read the same.
#[test]
fn what_was_filled_in_is_not_taken_for_the_form() {
    for (blank, filled) in [
        (
            "learn/jimujigyou-blank.xlsx",
            "learn/jimujigyou-filled.xlsx",
        ),
        ("learn/shisaku-blank.xlsx", "learn/shisaku-filled.xlsx"),
    ] {
        let cells = |file| -> Vec<String> {
            let guesses = learned(file).0.guesses;
            guesses
                .iter()
                .map(|guess| format!("{} {}", guess.cell, guess.slot))
                .collect()
        };
        assert_eq!(cells(filled), cells(blank), "{filled}");
    }
}

#[test]
fn the_built_in_forms_are_learned_from_themselves() {
    let mut found = Vec::new();
    for file in [
        "drift/pristine-besshi.xlsx",
        "drift/pristine-quarterly.xlsx",
    ] {
        let (_, layout) = learned(file);
        let workbook = open(&fixtures().join(file));
        let by_learned = Read::of(&workbook, &[layout], file);
        let by_built_in = Read::of(&workbook, &layout::builtin().unwrap(), file);
        for (learned, built_in) in by_learned.projects().iter().zip(by_built_in.projects()) {
            form_differs(file, &built_in, learned, &mut found);
        }
        let findings = by_learned.findings();
        found.extend(findings.iter().map(|finding| format!("{file}: {finding}")));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_command_shows_its_guesses_and_never_overwrites() {
    let office = Office::new();
    let form = fixtures().join("learn/jimujigyou-blank.xlsx");
    let form = form.to_str().unwrap();
    let learn = ["layout", "learn", form, "--out", "様式.toml"];
    let ran = office.kohyo(&learn).ended(0);
    for line in [
        "A2\t高\t事業名称\t事務事業名",
        "A5\t－\t分かりません\t手段",
        "年度の列: 4年分",
    ] {
        assert!(ran.stdout().contains(line), "{line}:\n{}", ran.stdout());
    }
    let written = std::fs::read_to_string(office.path("様式.toml")).unwrap();
    assert_eq!(layout::parse(&written).unwrap().id, "様式");
    office.file("様式.toml", b"mine");
    assert!(
        office
            .kohyo(&learn)
            .ended(2)
            .stderr()
            .contains("もうあります")
    );
    assert_eq!(std::fs::read(office.path("様式.toml")).unwrap(), b"mine");
    let elsewhere = ["layout", "learn", form, "--out", "b.toml", "--sheet", "別"];
    assert!(
        office
            .kohyo(&elsewhere)
            .ended(2)
            .stderr()
            .contains("評価シート")
    );
    assert!(!office.path("b.toml").exists());
    let help = office
        .kohyo(&["layout", "learn", "--help"])
        .ended(0)
        .stdout();
    assert!(help.contains("使い方") && !help.contains("Usage"), "{help}");
}

#[test]
fn a_form_is_consolidated_by_the_layout_learned() {
    let office = Office::new();
    let path = |name: &str| fixtures().join("learn").join(name).display().to_string();
    let (blank, filled) = (path("shisaku-blank.xlsx"), path("shisaku-filled.xlsx"));
    office
        .kohyo(&["layout", "learn", &blank, "--out", "a.toml"])
        .ended(0);
    let run = [
        "consolidate",
        &filled,
        "--layout",
        "a.toml",
        "--out",
        "o",
        "--period",
        "R2-H1",
    ];
    office.kohyo(&run).ended(0);
    assert_eq!(office.dataset("o")["projects"][0]["number"], "5");
}
