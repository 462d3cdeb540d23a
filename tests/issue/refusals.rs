//! What cannot be issued: told with what to do, and nothing written.

use crate::desk::{GOOD, HEADINGS, register};
use crate::support::Office;

#[test]
fn a_faulty_register_is_told_of_cell_by_cell_and_nothing_is_written() {
    let first = GOOD[0];
    // A line that is good but for one cell.
    let second = |col: usize, text: &'static str| {
        let mut line = first.to_vec();
        line[0] = "2";
        line[col] = text;
        line
    };
    let renamed: Vec<&str> = HEADINGS
        .iter()
        .map(|heading| match *heading {
            "事業名称" => "事業の名称だ",
            other => other,
        })
        .collect();
    for (headings, line, wanted) in [
        (HEADINGS, first.to_vec(), ["A3", "番号「1」"]),
        (HEADINGS, second(2, "部の取組み"), ["C3", "部の取組み"]),
        (
            HEADINGS,
            second(4, "学校課"),
            ["E3", "組織のシートにありません"],
        ),
        (HEADINGS, second(5, "10月8日"), ["F3", "日付ではありません"]),
        (&renamed, second(0, "2"), ["B1", "事業名称"]),
    ] {
        let office = Office::new();
        register(&office, headings, &[first, &line]);
        let args = "issue --register 台帳.xlsx --period R9 --out 配布";
        let ran = office.typed(args).ended(2);
        for words in wanted {
            assert!(ran.stderr().contains(words), "{words}:\n{}", ran.stderr());
        }
        assert_eq!(office.names("."), ["台帳.xlsx"]);
    }
}

#[test]
fn what_is_missing_is_asked_for() {
    let office = Office::new();
    register(&office, HEADINGS, GOOD);
    let (without, _) = include_str!("../../templates/besshi1.toml")
        .split_once("[draw]")
        .unwrap();
    office.file("読むだけ.toml", without.as_bytes());
    office.file("data.json", b"{}");
    for (line, wanted) in [
        ("issue --period R9 --out 配布", "--register"),
        ("issue --register 台帳.xlsx --out 配布", "--period"),
        ("issue --register 台帳.xlsx --period R9", "--out"),
        (
            "issue --register 無い.xlsx --period R9 --out 配布",
            "無い.xlsx",
        ),
        (
            "issue --register 台帳.xlsx --period R9 --out 配布 --layout 読むだけ.toml",
            "[draw]",
        ),
        (
            "issue --register 台帳.xlsx --period R9 --out 配布 --previous data.json",
            "dataset.json",
        ),
        ("register new --out 台帳.ods", ".xlsx"),
        ("register from 空 --out b.xlsx", "空"),
    ] {
        let ran = office.typed(line).ended(2);
        assert!(ran.stderr().contains(wanted), "{wanted}:\n{}", ran.stderr());
        assert!(!office.path("配布").exists());
    }
}
