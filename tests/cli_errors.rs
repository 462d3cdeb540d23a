//! What users get wrong: one Japanese sentence each, exit status 2, and nothing written.

mod support;

use rstest::rstest;
use support::{Office, TITLE, TITLE_R3};

/// An office with one good form, one that is titled with another year, and things that are neither.
fn office() -> Office {
    let office = Office::new();
    office
        .form("個票/教育部/a.xlsx", "1", TITLE)
        .form("別年度/b.xlsx", "2", TITLE_R3)
        .form("無年度/c.xlsx", "3", "（　　）年度　ロードマップ　個票")
        .file("文書/通知.pdf", b"%PDF")
        .file("壊れ/x.xlsx", b"PK\x03\x04 cut short")
        .file("ファイル", b"")
        .file("設定/鍵.toml", b"out = \"x\"\ninptus = []\n")
        .file("設定/綴り.toml", b"inputs = [\n")
        .file("設定/期間.toml", "period = \"R2-H5\"\n".as_bytes())
        .file("設定/文字.toml", b"jobs = 1\nout = \"\x83\x65\"\n")
        .file("様式/鍵.toml", b"id = \"x\"\nnaem = \"y\"\n")
        .file("様式/文字.toml", b"id = \"x\"\nname = \"\x83\x65\"\n")
        .form("台帳でない.xlsx", "1", TITLE)
        .register("誤り.xlsx", &[["1", "", "全市", "", "", "", ""]])
        .output("自分の出力/評価シート_教育部長.xlsx");
    office
}

#[rstest]
// inputs
#[case::no_such_folder("consolidate ない --out 結果", "入力「ない」が見つかりません。")]
#[case::no_workbook("consolidate 文書 --out 結果", "入力「文書」にExcelのファイル")]
#[case::only_own_outputs(
    "consolidate 自分の出力 --out 結果",
    "入力「自分の出力」にあるのはkohyoの出力だけです。"
)]
#[case::no_input(
    "consolidate --out 結果",
    "入力がありません。個票のフォルダーを指定するか"
)]
#[case::empty_name("consolidate  --out 結果", "[入力]... が空です。")]
#[case::no_out("consolidate 個票", "出力先がありません。--out")]
// configuration
#[case::config_missing(
    "consolidate 個票 --out 結果 --config ない.toml",
    "設定ファイル「ない.toml」を開けません。"
)]
#[case::config_key(
    "consolidate 個票 --out 結果 --config 設定/鍵.toml",
    "「設定/鍵.toml」の2行目1文字目: 「inptus」という設定はありません（「inputs」のことですか）。"
)]
#[case::config_syntax(
    "consolidate 個票 --out 結果 --config 設定/綴り.toml",
    "「設定/綴り.toml」の1行目11文字目: 配列を閉じる"
)]
#[case::config_period(
    "consolidate 個票 --out 結果 --config 設定/期間.toml",
    "1行目10文字目: 「R2-H5」という期間はありません。"
)]
#[case::config_encoding(
    "consolidate 個票 --out 結果 --config 設定/文字.toml",
    "「設定/文字.toml」の2行目に読めない文字があります。文字コードをUTF-8に"
)]
// layout
#[case::layout_missing(
    "consolidate 個票 --out 結果 --layout ない.toml",
    "様式定義「ない.toml」を開けません。"
)]
#[case::layout_builtin(
    "consolidate 個票 --out 結果 --layout besshi1",
    "様式定義「besshi1」を開けません。--layout のファイル名を確認してください。内蔵の様式は besshi1、quarterly です"
)]
#[case::layout_unknown_to_issue(
    "issue --register 誤り.xlsx --period R2 --out 配布 --layout besshi",
    "様式定義「besshi」を開けません。--layout のファイル名を確認してください。内蔵の様式は besshi1、quarterly です"
)]
#[case::layout_encoding(
    "consolidate 個票 --out 結果 --layout 様式/文字.toml",
    "様式定義「様式/文字.toml」の2行目に読めない文字があります。文字コードをUTF-8に"
)]
#[case::layout_key(
    "consolidate 個票 --out 結果 --layout 様式/鍵.toml",
    "様式定義「様式/鍵.toml」の2行目1文字目: 「naem」という設定はありません（「name」のことですか）。"
)]
// output folder
#[case::out_is_a_file(
    "consolidate 個票 --out ファイル",
    "「ファイル」はフォルダーではなくファイルです。"
)]
#[case::out_below_a_file(
    "consolidate 個票 --out ファイル/結果",
    "「ファイル/結果」を作れません。"
)]
#[cfg_attr(
    target_os = "linux",
    case::out_not_writable(
        "consolidate 個票 --out /proc/self",
        "「/proc/self」に書き込めません。"
    )
)]
#[cfg_attr(
    target_os = "linux",
    case::out_not_creatable("consolidate 個票 --out /proc/結果", "「/proc/結果」を作れません。")
)]
#[case::part_without_folder(
    "read 個票 --out ない/a.jsonl",
    "「ない/a.jsonl」を入れるフォルダー「ない」がありません。先に作るか"
)]
#[case::register_without_folder(
    "register from 個票 --out ない/台帳.xlsx",
    "「ない/台帳.xlsx」を入れるフォルダー「ない」がありません。先に作るか"
)]
#[case::register_below_a_file(
    "register new --out ファイル/台帳.xlsx",
    "「ファイル」はフォルダーではなくファイルです。"
)]
#[case::learned_without_folder(
    "layout learn 個票/教育部/a.xlsx --out ない/a.toml",
    "「ない/a.toml」を入れるフォルダー「ない」がありません。先に作るか"
)]
// period
#[case::period(
    "consolidate 個票 --out 結果 --period R2-H3",
    "「R2-H3」という期間はありません。"
)]
#[case::day(
    "consolidate 個票 --out 結果 --as-of 2020-9",
    "「2020-9」という日はありません。"
)]
#[case::years_disagree(
    "consolidate 個票 別年度 --out 結果",
    "表題の年度がそろっていません（令和2年度: 個票/教育部/a.xlsx、令和3年度: 別年度/b.xlsx）。--period"
)]
#[case::no_year("consolidate 無年度 --out 結果", "表題に年度がなく")]
#[case::nothing_read("consolidate 壊れ --out 結果", "個票として読めたファイルがなく")]
// register
#[case::register_missing(
    "consolidate 個票 --out 結果 --register ない.xlsx",
    "台帳「ない.xlsx」"
)]
#[case::register_broken(
    "consolidate 個票 --out 結果 --register 壊れ/x.xlsx",
    "台帳「壊れ/x.xlsx」"
)]
#[case::register_faults(
    "consolidate 個票 --out 結果 --register 誤り.xlsx",
    "台帳「誤り.xlsx」を使えません。"
)]
// last period's data
#[case::previous_missing(
    "consolidate 個票 --out 結果 --previous ない.json",
    "「ない.json」を開けません。ファイル名を確認してください。"
)]
#[case::previous_of_another_kind(
    "publish --dataset 設定/鍵.toml --out 公表",
    "「設定/鍵.toml」を使えません。集計の結果にある dataset.json を"
)]
// single files
#[case::learn_missing(
    "layout learn ない.xlsx --out a.toml",
    "様式「ない.xlsx」を開けません。ファイル名を確認し"
)]
#[case::learn_sheet(
    "layout learn 個票/教育部/a.xlsx --out a.toml --sheet 別",
    "シート「別」はありません。--sheet には Sheet1 のどれかを"
)]
#[case::clean_missing(
    "return clean ない.xlsx --out 元",
    "ファイル名と読み取りの権限を確認してください。"
)]
#[case::clean_of_another_kind(
    "return clean 文書/通知.pdf --out 元",
    "kohyo return で作った差戻しのファイルを指定してください。"
)]
#[case::clean_no_out(
    "return clean 台帳でない.xlsx",
    "出力先がありません。--out <フォルダー> で指定してください。"
)]
// usage
#[case::root_of_nothing(
    "consolidate 個票 --root 個票 --out 結果",
    "[入力]... と --root <フォルダー> は同時に指定できません。"
)]
#[case::root_elsewhere(
    "read 個票 --root 文書 --out a.jsonl",
    "--root には入力の全てが入っているフォルダーを指定してください。"
)]
#[case::register_how(
    "register",
    "kohyo register の後にコマンド（new、from）を書いてください。"
)]
#[case::layout_how("layout", "kohyo layout の後にコマンド（learn）を書いてください。")]
#[case::flag(
    "consolidate 個票 --outt 結果",
    "「--outt」というオプションはありません（「--out」のことですか）。"
)]
#[case::no_value("consolidate 個票 --out", "--out <出力先> に値がありません。")]
#[case::twice(
    "consolidate 個票 --out a --out b",
    "--out <出力先> は一度だけ指定してください。"
)]
#[case::kind(
    "consolidate 個票 --out 結果 --only sumary",
    "「sumary」という出力はありません。"
)]
#[case::format("consolidate 個票 --out 結果 --format xml", "「xml」は使えません")]
#[case::jobs(
    "consolidate 個票 --out 結果 --jobs 0",
    "「0」は使えません。1以上の整数"
)]
#[case::command("集計 個票", "「集計」というコマンドはありません。")]
#[case::shell("completions", "<シェル> を指定してください。")]
fn a_user_error_is_one_sentence_and_nothing_is_written(#[case] line: &str, #[case] said: &str) {
    let office = office();
    let before = office.tree("");
    let ran = office.typed(line).ended(2);
    let (stdout, stderr) = (ran.stdout(), ran.stderr());
    assert!(stderr.contains(said), "{stderr}");
    assert!(stderr.starts_with("エラー: "), "{stderr}");
    let sentences = stderr.lines().filter(|line| !line.starts_with("  "));
    assert_eq!(sentences.count(), 1, "{stderr}");
    assert_eq!(stdout, "");
    let after = office.tree("");
    assert!(before == after, "{:?}", after.keys());
}

#[test]
fn an_output_open_in_excel_stops_the_run() {
    let office = office();
    office
        .kohyo(&["consolidate", "個票", "--out", "結果"])
        .ended(0);
    for (lock, open) in [
        ("結果/~$総括表.xlsx", "総括表.xlsx"),
        ("結果/.~lock.確認事項.xlsx#", "確認事項.xlsx"),
    ] {
        office
            .form("個票/教育部/a.xlsx", "77", TITLE)
            .file(lock, b"");
        let before = office.tree("結果");
        let ran = office
            .kohyo(&["consolidate", "個票", "--out", "結果"])
            .ended(2);
        let separator = std::path::MAIN_SEPARATOR;
        let said = format!("「結果{separator}{open}」がExcelなどで開かれています。閉じてから");
        assert!(ran.stderr().contains(&said), "{}", ran.stderr());
        assert!(before == office.tree("結果"));
        std::fs::remove_file(office.path(lock)).unwrap();
    }
}

#[test]
fn without_settings_the_bare_command_explains_itself() {
    let office = Office::new();
    let ran = office.kohyo(&[]).ended(2);
    assert!(
        ran.stdout().contains("使い方: kohyo <コマンド>"),
        "{}",
        ran.stdout()
    );
    assert!(
        ran.stderr().contains("kohyo.toml がない"),
        "{}",
        ran.stderr()
    );
}
