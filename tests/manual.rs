//! The officer's manual says what the program does: its tables and examples are held against the code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

use assert_cmd::Command;
use kohyo::config::{self, Config};
use kohyo::finding::Code;
use kohyo::model::Publicity;
use kohyo::site::PublicField;
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
        "CONTRIBUTING.md",
        "crates/kohyo-workbook/README.md",
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
            let anchor = |line: &str| {
                let heading = line
                    .starts_with('#')
                    .then(|| line.trim_start_matches('#').trim());
                heading.map(|heading| heading.to_lowercase().replace(' ', "-"))
            };
            let is_heading = |line: &str| anchor(line).is_some_and(|found| found == heading);
            let has_heading = heading.is_empty() || found.lines().any(is_heading);
            if !linked.exists() || !has_heading {
                dead.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn the_manuals_contents_name_every_section() {
    let manual = manual();
    let contents = manual.lines().find(|line| line.starts_with("目次: "));
    let sections = manual.lines().filter_map(|line| line.strip_prefix("## "));
    let wanted: Vec<String> = sections.map(|name| format!("[{name}](#{name})")).collect();
    assert_eq!(contents.unwrap(), format!("目次: {}", wanted.join("／")));
}

/// The program's own list of commands is held against the manual's.
#[test]
fn the_manual_names_every_command() {
    let help = Command::cargo_bin("kohyo").unwrap().arg("--help").output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    let (_, listed) = help.split_once("コマンド:\n").unwrap();
    let (listed, _) = listed.split_once("\n\n").unwrap();
    // A description that is too long for its line goes on further in.
    let lines = listed.lines().filter_map(|line| line.strip_prefix("  "));
    let names = lines.filter_map(|line| line.split(' ').next().filter(|name| !name.is_empty()));
    let names: Vec<&str> = names.collect();
    assert!(names.len() > 8, "{help}");
    let manual = manual();
    let table = table(&manual, "コマンド").join("\n");
    for name in names {
        assert!(table.contains(&format!("`kohyo {name}")), "{name}");
    }
}

/// The fenced TOML examples of the manual.
fn examples(manual: &str) -> Vec<&str> {
    let blocks = manual.split("```toml\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap())
        .collect()
}

fn read(text: &str) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(config::FILE);
    fs::write(&file, text).unwrap();
    Config::read(&file).map_err(|error| error.to_string())
}

#[test]
fn the_settings_of_the_manual_are_settings() {
    let manual = manual();
    let examples = examples(&manual);
    assert!(examples.len() >= 2);
    for example in examples {
        read(example).unwrap_or_else(|error| panic!("{error}\n{example}"));
    }
}

/// The program itself names the keys it knows when it meets one that it does not.
#[test]
fn the_manual_names_every_setting() {
    let manual = manual();
    let full: toml::Table = examples(&manual).last().unwrap().parse().unwrap();
    let mut missing = Vec::new();
    let mut sections: Vec<Option<&str>> = vec![None];
    while let Some(section) = sections.pop() {
        let heading = section.map_or_else(String::new, |name| format!("[{name}]\n"));
        let complaint = read(&format!("{heading}not_a_setting = 1\n")).unwrap_err();
        let (_, known) = complaint.split_once("書けるのは ").unwrap();
        let shown = match section {
            None => &full,
            Some(name) => full[name].as_table().unwrap(),
        };
        for key in known.trim_end_matches(" です。").split('、') {
            match shown.get(key) {
                None => missing.push(format!("{heading}{key}")),
                // Tables of the office's own words (heads) take any key.
                Some(toml::Value::Table(_)) if section.is_none() => {
                    sections.push(Some(shown.get_key_value(key).unwrap().0));
                }
                Some(_) => {}
            }
        }
    }
    assert!(
        missing.is_empty(),
        "docs/手引き.md does not show {missing:?}"
    );
}

/// What may be published, by default or not: the table of 公表 follows from the code.
#[test]
fn the_manual_lists_every_field_that_may_be_published() {
    let row = |field: PublicField| {
        let note = match field {
            PublicField::Text(text) => match text.publicity() {
                Publicity::Personal => "（個人名が書かれていることがあります）",
                Publicity::Internal => "（庁内向けの記載があることがあります）",
                Publicity::Open | Publicity::Secret => "",
            },
            PublicField::Proposals => "（評価がないときだけ、「判定案」と明示します）",
            _ => "",
        };
        let mark = if field.is_default() { "○ " } else { "" };
        format!("| `{}` | {}{note} | {mark}|", field.key(), field.japanese())
    };
    let wanted: Vec<String> = PublicField::all().map(row).collect();
    let head = "| `fields` に書く言葉 | 項目 | 既定 |\n| --- | --- | --- |\n";
    assert!(
        manual().contains(&format!("{head}{}\n\n", wanted.join("\n"))),
        "the table of docs/手引き.md should be:\n\n{head}{}\n",
        wanted.join("\n")
    );
}
