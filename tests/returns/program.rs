//! `kohyo return` as an officer runs it.

use crate::desk::{fixtures, form, marked, package, parts, remarks};
use crate::support::{Office, TITLE};
use std::fs;

const READ: [&str; 4] = ["--period", "R2-H1", "--as-of", "2020-09-30"];

/// An office with the forms of the fixtures and some made here.
fn office() -> Office {
    let office = Office::new();
    office
        .form("個票/教育部/a.xlsx", "1", TITLE)
        .file("個票/b.xlsx", &form());
    for folder in ["formats", "forms"] {
        for path in fixtures(folder) {
            let name = path.file_name().unwrap().to_string_lossy();
            office.file(&format!("個票/{folder}/{name}"), &fs::read(&path).unwrap());
        }
    }
    office
}

#[test]
fn the_corrected_copies_read_like_the_originals() {
    let office = office();
    let before = office.tree("個票");
    office
        .kohyo(&[&["return", "個票", "--out", "差戻し"], &READ[..]].concat())
        .ended(1);
    assert!(before == office.tree("個票"));
    // Files that had nothing to remark, or got a list alone, are as they were sent.
    let copies = office.tree("差戻し");
    for (name, content) in &before {
        let returned = name.replacen("個票/", "差戻し/", 1);
        if !name.ends_with('/') && !copies.contains_key(&returned) {
            office.file(&returned, content);
        }
    }
    let run = |input: &str, out: &str| {
        let args = [&["consolidate", input, "--out", out], &READ[..]].concat();
        office.kohyo(&args).ended(1);
        office.dataset(out)
    };
    let (mut original, mut copy) = (run("個票", "結果"), run("差戻し", "結果2"));
    let submissions = copy["submissions"].as_array_mut().unwrap();
    // The lists alone are outputs of kohyo, told by their mark and passed over.
    submissions.retain(|s| !s["file"].as_str().unwrap().ends_with("_確認事項.xlsx"));
    for data in [&mut original, &mut copy] {
        for submission in data["submissions"].as_array_mut().unwrap() {
            submission.as_object_mut().unwrap().remove("modified");
        }
    }
    assert_eq!(original["projects"], copy["projects"]);
    assert_eq!(original["findings"], copy["findings"]);
    assert_eq!(original["submissions"], copy["submissions"]);
}

#[test]
fn the_same_forms_give_the_same_copies() {
    let office = office();
    for out in ["差戻し1", "差戻し2"] {
        office
            .kohyo(&[&["return", "個票", "--out", out], &READ[..]].concat())
            .ended(1);
    }
    let visible = |out: &str| -> Vec<Vec<u8>> {
        let tree = office.tree(out);
        tree.into_iter()
            .filter(|(name, _)| !name.contains("/."))
            .map(|(_, c)| c)
            .collect()
    };
    assert!(visible("差戻し1") == visible("差戻し2"));
}

#[test]
fn a_list_somebody_wrote_into_is_told() {
    let office = Office::new();
    let copy = marked(&form(), &remarks());
    let parts: Vec<(String, Vec<u8>)> = parts(&copy)
        .into_iter()
        .map(|(name, content)| match name.as_str() {
            "xl/worksheets/kohyoList.xml" => {
                let text = String::from_utf8(content).unwrap();
                let typed =
                    "<c r=\"I5\" t=\"inlineStr\"><is><t>直しました</t></is></c></row><row r=\"6\"";
                (
                    name,
                    text.replacen("</row><row r=\"6\"", typed, 1).into_bytes(),
                )
            }
            _ => (name, content),
        })
        .collect();
    let parts = parts.iter().map(|(name, content)| (name, content));
    office.file("個票/a.xlsx", &package(parts));
    office.kohyo(&[&["consolidate", "個票", "--out", "結果"], &READ[..]].concat());
    let told = office.findings("結果", "not-a-form");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn copies_are_never_put_where_forms_are_read() {
    let office = Office::new();
    office.file("個票/a.xlsx", &form());
    for (input, out) in [
        ("個票", "個票/差戻し"),
        ("個票", "個票"),
        ("個票/a.xlsx", "個票"),
    ] {
        let before = office.tree("個票");
        office
            .kohyo(&["return", input, "--out", out, "--period", "R2-H1"])
            .ended(2);
        assert!(office.tree("個票") == before, "{input} {out}");
    }
}

#[test]
fn a_copy_is_cleaned_by_the_program() {
    let office = Office::new();
    office.file("個票/部/b.xlsx", &form());
    office.kohyo(&[&["return", "個票", "--out", "差戻し"], &READ[..]].concat());
    office
        .kohyo(&["return", "clean", "差戻し/部/b.xlsx", "--out", "元"])
        .ended(0);
    let cleaned = fs::read(office.path("元/b.xlsx")).unwrap();
    assert_eq!(parts(&cleaned), parts(&form()));
}
