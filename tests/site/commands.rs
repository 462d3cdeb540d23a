//! `kohyo publish`: what it writes, what it refuses, and that it never leaves half a site.

use crate::city::{dataset, project};
use crate::support::Office;
use rstest::rstest;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn office() -> Office {
    let office = Office::new();
    let mut undecided = project("2");
    undecided["decision"] = Json::Null;
    let now = dataset(2020, vec![project("1"), undecided.clone()]);
    let file = |name: &str, data: &Json| _ = office.file(name, data.to_string().as_bytes());
    file("結果/dataset.json", &now);
    file(
        "2019.json",
        &dataset(2019, vec![project("1"), project("8")]),
    );
    file("2021.json", &dataset(2021, vec![project("1")]));
    file("未決定.json", &dataset(2020, vec![undecided]));
    file("別.json", &json!({"schema": "kohyo/2"}));
    file("違う.json", &json!({"name": "x"}));
    office.file("文字.json", b"\xff\xfe");
    office.file("ファイル", b"");
    office.file("誤り.toml", "[publish]\nfields = [\"remark\"]\n".as_bytes());
    office.file("免許.toml", "[publish]\nlicense = \"自由に\"\n".as_bytes());
    office.file(
        "全部.toml",
        "[publish]\nfields = [\"remarks\"]\n".as_bytes(),
    );
    office
}

/// Every file below a folder with its content.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => _ = files.insert(path.display().to_string(), fs::read(&path).unwrap()),
            }
        }
    }
    files
}

#[rstest]
#[case::no_dataset("--out 公表", "--dataset")]
#[case::no_such_dataset("--dataset ない.json --out 公表", "「ない.json」を開けません。")]
#[case::not_text("--dataset 文字.json --out 公表", "「文字.json」を開けません。")]
#[case::not_json("--dataset ファイル --out 公表", "「ファイル」を使えません。")]
#[case::not_a_dataset("--dataset 違う.json --out 公表", "「違う.json」を使えません。")]
#[case::other_schema("--dataset 別.json --out 公表", "「別.json」を使えません。")]
#[case::no_out("--dataset 結果/dataset.json", "出力先がありません。--out")]
#[case::out_is_a_file(
    "--dataset 結果/dataset.json --out ファイル",
    "「ファイル」はフォルダーではなくファイルです。"
)]
#[case::later(
    "--dataset 結果/dataset.json --previous 2021.json --out 公表",
    "--previous の令和3年度は、公表する令和2年度より前の期間ではありません。"
)]
#[case::itself(
    "--dataset 結果/dataset.json --previous 結果/dataset.json --out 公表",
    "より前の期間ではありません。"
)]
#[case::twice(
    "--dataset 2021.json --previous 2019.json --previous 2019.json --out 公表",
    "--previous に令和元年度が二つあります。"
)]
#[case::previous_is_none(
    "--dataset 結果/dataset.json --previous 違う.json --out 公表",
    "「違う.json」を使えません。"
)]
#[case::nothing_decided(
    "--dataset 未決定.json --out 公表",
    "公表できる取組みがありません（推進本部の決定がまだのもの1件"
)]
#[case::no_register(
    "--dataset 結果/dataset.json --register ない.xlsx --out 公表",
    "ない.xlsx"
)]
#[case::unknown_field(
    "--dataset 結果/dataset.json --config 誤り.toml --out 公表",
    "「誤り.toml」の2行目11文字目: 「remark」という値はありません（「remarks」のことですか）。"
)]
#[case::licence(
    "--dataset 結果/dataset.json --config 免許.toml --out 公表",
    "CC-BY-4.0 のような略称"
)]
#[case::unknown_range(
    "--dataset 結果/dataset.json --include-undecided=some --out 公表",
    "「some」は使えません"
)]
fn mistakes_are_told_in_a_sentence(#[case] line: &str, #[case] said: &str) {
    let office = office();
    let before = tree(&office.path(""));
    let ran = office
        .kohyo(
            &["publish"]
                .into_iter()
                .chain(line.split(' '))
                .collect::<Vec<_>>(),
        )
        .ended(2);
    let stderr = ran.stderr();
    assert!(stderr.contains(said), "{stderr}");
    assert!(
        stderr.starts_with("エラー: ") && stderr.lines().next().unwrap().ends_with('。'),
        "{stderr}"
    );
    assert_eq!(ran.stdout(), "");
    assert!(tree(&office.path("")) == before, "something was written");
}

#[test]
fn a_run_replaces_the_former_site_and_a_failed_one_leaves_it() {
    let office = office();
    let publish = |more: &[&str]| office.kohyo(&[&["publish", "--out", "公表"], more].concat());
    let ran = publish(&["--dataset", "結果/dataset.json", "--previous", "2019.json"]).ended(0);
    assert!(
        ran.stdout().contains("取組み1件（ほかに以前の取組み1件）"),
        "{}",
        ran.stdout()
    );
    let whole = tree(&office.path("公表"));
    assert!(office.path("公表/projects/p8.html").exists());
    assert!(!office.path("公表/projects/p2.html").exists());

    publish(&["--dataset", "違う.json"]).ended(2);
    assert!(tree(&office.path("公表")) == whole);

    let ran = publish(&["--dataset", "結果/dataset.json", "--include-undecided"]).ended(0);
    assert!(ran.stdout().contains("削除しました"), "{}", ran.stdout());
    assert!(office.path("公表/projects/p2.html").exists());
    assert!(
        !office.path("公表/projects/p8.html").exists() && !office.path("公表/ended.html").exists()
    );
}

#[test]
fn a_dry_run_says_what_would_go_out_and_writes_nothing() {
    let office = office();
    let before = tree(&office.path(""));
    let line = "publish --dataset 結果/dataset.json --previous 2019.json --dry-run --out 公表";
    let said = office.typed(line).ended(0).stdout();
    for words in [
        "公表しない項目: 実施責任者（implementer）",
        "1 取組み1\n",
        "    事業概要: 概要\n",
        "    令和2年度の予算額: 1,200千円\n",
        "公表しない取組み 1件\n2 取組み2: 推進本部の決定がありません\n",
        "8 取組み8\n",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
    assert!(!said.contains("備考: "), "{said}");
    assert!(tree(&office.path("")) == before);
}

#[test]
fn the_settings_beside_the_dataset_hold() {
    let office = office();
    fs::copy(office.path("全部.toml"), office.path("結果/kohyo.toml")).unwrap();
    office
        .kohyo(&[
            "publish",
            "--dataset",
            "結果/dataset.json",
            "--out",
            "公表",
            "--quiet",
        ])
        .ended(0);
    let page = fs::read_to_string(office.path("公表/projects/p1.html")).unwrap();
    assert!(
        page.contains("備考") && !page.contains("概要</dd>"),
        "{page}"
    );
}
