//! Split work: however the files are shared out, the joined outputs are those of one run, byte for byte.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use support::{Office, TITLE, files_below};

fn samples(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    path.join(name).display().to_string()
}

/// The outputs in a folder by name.
fn outputs(office: &Office, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let names = office.names(folder).into_iter();
    let read = |name: String| {
        let bytes = fs::read(office.path(folder).join(&name)).unwrap();
        (name, bytes)
    };
    names.map(read).collect()
}

/// Numbers that look random and are the same in every run (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}

#[test]
fn any_split_in_any_order_gives_the_bytes_of_one_run() {
    let office = Office::new();
    let (config, root) = (samples("kohyo.toml"), samples("forms"));
    let settings = ["--config", config.as_str(), "-q"];
    office
        .kohyo(&[&["consolidate", "--out", "一度に"][..], &settings].concat())
        .ended(1);
    let whole = outputs(&office, "一度に");
    assert!(whole.len() > 4);
    let files = files_below(Path::new(&root));
    let files: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();

    for (seed, count) in [(1, 1), (2, 2), (3, 3), (4, 5), (5, 20)] {
        let mut dice = Dice(seed);
        let mut shares: Vec<Vec<&str>> = vec![Vec::new(); count];
        for file in &files {
            shares[dice.below(count)].push(file);
        }
        shares.retain(|share| !share.is_empty());
        let mut parts = Vec::new();
        for (index, mut share) in shares.into_iter().enumerate() {
            dice.shuffle(&mut share);
            parts.push(format!("{seed}-{index}.jsonl"));
            let own = ["--root", &root, "--out", &parts[index]];
            let read = office.kohyo(&[&["read"], &share[..], &own, &settings].concat());
            assert!(read.status() < 2, "{}", read.stderr());
        }
        dice.shuffle(&mut parts);
        // A part that was handed in twice counts once.
        parts.push(parts[0].clone());
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let join = [&["consolidate", "--out", "手分け", "--from"], &parts[..]].concat();
        office.kohyo(&[&join[..], &settings].concat()).ended(1);
        assert!(outputs(&office, "手分け") == whole, "seed {seed}");
    }
}

#[test]
fn parts_of_several_folders_and_one_file_of_all_parts_do_too() {
    let office = Office::new();
    office
        .form("個票/甲/a.xlsx", "1", TITLE)
        .form("個票/乙/b.xlsx", "1", TITLE)
        .form("個票/乙/c.xlsx", "2", TITLE)
        .file("個票/通知.pdf", b"%PDF")
        .file("個票/~$a.xlsx", b"lock");
    let run = ["--out", "一度に", "--period", "R2-H1"];
    office
        .kohyo(&[&["consolidate", "個票"], &run[..]].concat())
        .ended(1);
    for (inputs, part) in [
        (["個票/甲", "個票/通知.pdf"], "甲.jsonl"),
        (["個票/乙", "個票/~$a.xlsx"], "乙.jsonl"),
    ] {
        let read = [
            "read", inputs[0], inputs[1], "--root", "個票", "--out", part,
        ];
        office.kohyo(&read).ended(0);
    }
    let both = [office.tree("乙.jsonl"), office.tree("甲.jsonl")];
    let both: Vec<u8> = both
        .iter()
        .flat_map(|tree| tree.values())
        .flatten()
        .copied()
        .collect();
    office.file("全部.jsonl", &both);
    let join = [
        "consolidate",
        "--from",
        "全部.jsonl",
        "--out",
        "手分け",
        "--period",
        "R2-H1",
    ];
    office.kohyo(&join).ended(1);
    assert!(outputs(&office, "手分け") == outputs(&office, "一度に"));
    assert_eq!(office.findings("手分け", "duplicate-project").len(), 2);
}

#[test]
fn parts_that_cannot_be_joined_are_told_in_one_sentence() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "1", TITLE)
        .form("個票/下/b.xlsx", "2", TITLE)
        .file("語.toml", "[read]\nexample_words = [\"例\"]\n".as_bytes())
        .file("メモ.jsonl", b"memo\n");
    office.kohyo(&["read", "個票", "--out", "a.jsonl"]).ended(0);
    office
        .kohyo(&["read", "個票/下", "--out", "b.jsonl"])
        .ended(0);
    let whole = fs::read_to_string(office.path("a.jsonl")).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    office
        .file(
            "版.jsonl",
            whole.replace("kohyo-part/2", "kohyo-part/9").as_bytes(),
        )
        .file("行.jsonl", [lines[0], "{", lines[2]].join("\n").as_bytes())
        .file("切.jsonl", lines[..2].join("\n").as_bytes());
    for (line, said) in [
        (
            "consolidate --from a.jsonl b.jsonl --out 結果",
            "基準のフォルダー",
        ),
        (
            "consolidate --from 版.jsonl --out 結果",
            "「版.jsonl」の1行目の形式「kohyo-part/9」は読めません。",
        ),
        (
            "consolidate --from 行.jsonl --out 結果",
            "「行.jsonl」の2行目が壊れています",
        ),
        (
            "consolidate --from 切.jsonl --out 結果",
            "「切.jsonl」の途中で切れています",
        ),
        (
            "consolidate --from メモ.jsonl --out 結果",
            "「メモ.jsonl」の1行目が kohyo read の出力の始まりではありません。",
        ),
        (
            "consolidate --from ない.jsonl --out 結果",
            "「ない.jsonl」を開けません。",
        ),
        (
            "consolidate --from a.jsonl --config 語.toml --out 結果",
            "「a.jsonl」は別の設定で読んだものです。",
        ),
        (
            "consolidate --from a.jsonl --returns 差戻し --out 結果",
            "差戻しを同時に作れません。",
        ),
        (
            "consolidate 個票 --from a.jsonl --out 結果",
            "同時に指定できません",
        ),
        (
            "read 個票/a.xlsx --root 個票/下 --out c.jsonl",
            "「個票/a.xlsx」は --root「個票/下」の中にありません。",
        ),
        (
            "read 個票 --out メモ.jsonl",
            "「メモ.jsonl」は kohyo read で作ったファイルではないので上書きしません。",
        ),
        ("read ない --out c.jsonl", "入力「ない」が見つかりません。"),
        ("read 個票", "--out <部分.jsonl> を指定してください。"),
    ] {
        let before = office.tree("");
        let ran = office.typed(line).ended(2);
        let stderr = ran.stderr();
        assert!(
            stderr.starts_with("エラー: ") && stderr.contains(said),
            "{line}: {stderr}"
        );
        let sentences = stderr.lines().filter(|line| !line.starts_with("  "));
        assert_eq!(sentences.count(), 1, "{stderr}");
        assert!(before == office.tree(""), "{line}");
    }
}

#[test]
fn a_part_is_written_anew_in_place_of_the_former_one() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE);
    let read = ["read", "個票", "--out", "a.jsonl"];
    let said = office.kohyo(&read).ended(0).stdout();
    assert!(
        said.contains("1ファイル、個票 1枚を「a.jsonl」に書きました。"),
        "{said}"
    );
    let first = office.tree("a.jsonl");
    office.kohyo(&read).ended(0);
    assert!(office.tree("a.jsonl") == first);
    office.form("個票/b.xlsx", "2", TITLE);
    office.kohyo(&read).ended(0);
    assert!(office.tree("a.jsonl") != first);
    let left: Vec<PathBuf> = files_below(&office.path(""))
        .into_iter()
        .filter(|file| file.file_name().unwrap().to_string_lossy().starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<PathBuf>::new());
}
