//! The officer's manual says what the program does: its tables and examples are held against the code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

use kohyo::finding::Code;
use std::fs;
use std::path::Path;

fn manual() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/手引き.md")).unwrap()
}

/// The line of a code in the manual's table.
fn row(code: Code) -> String {
    format!(
        "| `{code}` | {} | {} | {} |",
        code.severity().japanese(),
        code.meaning(),
        code.advice()
    )
}

/// The lines of the table below a heading, without its head.
fn table<'a>(manual: &'a str, heading: &str) -> Vec<&'a str> {
    let (_, section) = manual.split_once(&format!("\n## {heading}\n")).unwrap();
    let lines = section.lines().skip_while(|line| !line.starts_with('|'));
    lines
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .collect()
}

#[test]
fn the_manual_lists_every_finding_code() {
    let wanted: Vec<String> = Code::ALL.iter().copied().map(row).collect();
    assert!(
        table(&manual(), "確認事項の一覧") == wanted,
        "the table of docs/手引き.md should be:\n\n{}\n",
        wanted.join("\n")
    );
}

#[test]
fn links_between_documents_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut dead = Vec::new();
    for document in [
        "README.md",
        "CHANGELOG.md",
        "docs/手引き.md",
        "docs/architecture.md",
        "samples/README.md",
    ] {
        let path = root.join(document);
        let text = fs::read_to_string(&path).unwrap();
        for piece in text.split("](").skip(1) {
            let target = piece.split(')').next().unwrap();
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            if target.starts_with("http") {
                continue;
            }
            let linked = match file {
                "" => path.clone(),
                file => path.parent().unwrap().join(file),
            };
            let found = fs::read_to_string(&linked).unwrap_or_default();
            let has_heading =
                heading.is_empty() || found.lines().any(|line| line == format!("## {heading}"));
            if !linked.exists() || !has_heading {
                dead.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}
