//! Return copies written in the same run as everything else: `consolidate --returns`.

use crate::support::{Office, TITLE, fill};
use rstest::rstest;
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::fs;

/// A form with something beside it that division and officer should see, and one without.
fn office() -> Office {
    let office = Office::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, "1", TITLE);
    sheet.write_string(16, 4, "約百万").unwrap();
    office.file("個票/教育部/a.xlsx", &workbook.save_to_buffer().unwrap());
    office.form("個票/b.xlsx", "2", TITLE);
    office.file("個票/c.xlsx", b"PK\x03\x04 cut");
    office
}

const RUN: [&str; 6] = ["consolidate", "個票", "--out", "結果", "--period", "R2-H1"];

/// The copies without their folder, and without what the program keeps beside them.
fn copies(office: &Office, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let files = office.tree(folder).into_iter();
    let files = files.filter(|(name, _)| name.ends_with(".xlsx"));
    files
        .map(|(name, bytes)| (name.trim_start_matches(folder).to_owned(), bytes))
        .collect()
}

#[test]
fn one_run_writes_the_copies_that_the_command_of_their_own_writes() {
    let office = office();
    let ran = office
        .kohyo(&[&RUN[..], &["--returns", "差戻し"]].concat())
        .ended(1);
    assert!(
        ran.stdout().contains("差戻し: 差戻し（2ファイル）"),
        "{}",
        ran.stdout()
    );
    assert!(ran.stdout().lines().count() < 10);
    let names: Vec<String> = copies(&office, "差戻し").into_keys().collect();
    assert_eq!(names, ["/c_確認事項.xlsx", "/教育部/a.xlsx"]);
    let alone = ["return", "個票", "--out", "別の差戻し", "--period", "R2-H1"];
    office.kohyo(&alone).ended(1);
    assert!(copies(&office, "差戻し") == copies(&office, "別の差戻し"));
    // From the settings, and told to programs.
    office.file(
        "個票/kohyo.toml",
        "out = \"../結果\"\nreturns = \"../三つ目\"\nperiod = \"R2-H1\"\n".as_bytes(),
    );
    let ran = office
        .kohyo(&["consolidate", "個票", "--format", "json"])
        .ended(1);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!(told["returns"]["returned"][1]["written"], "教育部/a.xlsx");
    assert!(told["returns"]["returned"][0]["alone"].is_string());
    assert!(copies(&office, "三つ目") == copies(&office, "差戻し"));
}

#[test]
fn nothing_is_written_where_a_copy_cannot_be() {
    let office = office();
    office.file("差戻し/教育部/~$a.xlsx", b"lock");
    let ran = office
        .kohyo(&[&RUN[..], &["--returns", "差戻し"]].concat())
        .ended(2);
    assert!(ran.stderr().contains("開かれています"), "{}", ran.stderr());
    assert!(!office.path("結果").exists());
    assert!(
        copies(&office, "差戻し")
            .keys()
            .all(|name| name.contains("~$"))
    );
}

#[test]
fn corrected_forms_need_no_copy_any_more() {
    let office = office();
    let run = [&RUN[..], &["--returns", "差戻し"]].concat();
    office.kohyo(&run).ended(1);
    office.form("個票/教育部/a.xlsx", "1", TITLE);
    fs::remove_file(office.path("個票/c.xlsx")).unwrap();
    office.kohyo(&run).ended(0);
    assert!(copies(&office, "差戻し").is_empty());
}

#[rstest]
#[case::among_the_forms("個票/差戻し", "次の集計で二重に読まれます")]
#[case::the_outputs_own("結果", "出力先と同じです")]
fn a_folder_that_would_do_harm_is_refused(#[case] folder: &str, #[case] wanted: &str) {
    let office = office();
    let ran = office
        .kohyo(&[&RUN[..], &["--returns", folder]].concat())
        .ended(2);
    assert!(ran.stderr().contains(wanted), "{}", ran.stderr());
    assert!(!office.path("結果").exists() && !office.path("個票/差戻し").exists());
}
