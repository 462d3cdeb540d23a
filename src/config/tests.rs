use super::*;
use crate::report::Paper;
use rstest::rstest;
use std::path::Component;

fn read(text: &str) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    std::fs::write(&path, text).unwrap();
    Config::read(&path)
}

#[test]
fn every_key_is_read() {
    let config = read(
        r#"
inputs = "個票"
out = "結果"
register = "/台帳.xlsx"
previous = "前回/dataset.json"
period = "令和2年度上期"
as_of = 2020-09-30
layout = ["様式.toml"]
only = ["summary", "dataset"]
jobs = 2
[report]
paper = "a3"
meeting_date = 2020-10-20
[rules]
a_from = 0.75
[offices]
vice_mayor = "担当副市長"
[limits]
sheets = 10
"#,
    )
    .unwrap();
    assert!(config.inputs[0].is_absolute() && config.inputs[0].ends_with("個票"));
    // Without a drive it is on that of the settings.
    let register = config.register.unwrap();
    assert!(register.is_absolute() && register.ends_with("台帳.xlsx"));
    assert_eq!(
        register
            .components()
            .filter(|part| matches!(part, Component::Normal(_)))
            .count(),
        1
    );
    let previous = config.previous.unwrap();
    assert!(previous.is_absolute() && previous.ends_with("前回/dataset.json"));
    assert_eq!(config.period, parse_period("R2-H1").ok());
    assert_eq!(config.as_of, parse_day("2020-09-30").ok());
    assert_eq!(config.only, Some(vec![Output::Summary, Output::Dataset]));
    assert_eq!(config.report.paper, Paper::A3);
    assert_eq!(config.report.meeting_date, parse_day("2020-10-20").ok());
    assert_eq!(config.rules.a_from().to_string(), "0.75");
    assert_eq!(config.report.thresholds, config.rules);
    assert_eq!(config.offices.vice_mayor, "担当副市長");
    assert_eq!(config.limits.sheets, 10);
}

#[test]
fn nothing_has_to_be_said() {
    assert_eq!(read("\u{feff}").unwrap(), Config::default());
    assert_eq!(
        read("as_of = \"2020-09-30\"").unwrap().as_of,
        parse_day("2020-09-30").ok()
    );
}

#[rstest]
#[case::key(
    "out = \"x\"\ninptus = []",
    "2行目1文字目: 「inptus」という設定はありません（「inputs」のことですか）。書けるのは inputs、out、"
)]
#[case::table(
    "[limits]\nsheet = 1",
    "2行目1文字目: 「sheet」という設定はありません（「sheets」のことですか）"
)]
#[case::variant(
    "[report]\npaper = \"b5\"",
    "2行目9文字目: 「b5」という値はありません。書けるのは a4、a3 です。"
)]
#[case::kind(
    "out = 1",
    "1行目7文字目: 値の種類が違います（整数が書かれています）。文字列"
)]
#[case::negative(
    "[limits]\nsheets = -1",
    "2行目10文字目: 値の種類が違います（整数が書かれています）。0以上の整数を"
)]
#[case::jobs(
    "jobs = 0",
    "1行目8文字目: 値の種類が違います（整数が書かれています）。1以上の整数を"
)]
#[case::inputs(
    "inputs = 3",
    "1行目10文字目: 文字列か、文字列の配列を書いてください。"
)]
#[case::period(
    "period = \"R2-H3\"",
    "1行目10文字目: 「R2-H3」という期間はありません。"
)]
#[case::day(
    "as_of = \"2020-02-30\"",
    "1行目9文字目: 「2020-02-30」という日はありません。"
)]
#[case::only(
    "only = [\"sumary\"]",
    "「sumary」という出力はありません。書けるのは summary、"
)]
#[case::twice("jobs = 1\njobs = 2", "2行目1文字目: 同じ設定が2回書かれています。")]
#[case::thresholds("[rules]\na_from = 2", "評価の境界は 0 < a_from ≤ s_from")]
#[case::no_quotes("out = 結果", "1行目7文字目: 「=」の右に値がないか、文字列が「\"」で")]
#[case::open_string("out = \"結果", "文字列を閉じる「\"」がないか")]
#[case::open_array("inputs = [\"a\"", "配列を閉じる「]」がありません。")]
#[case::no_value("out =", "1行目6文字目: 「=」の右に値がないか")]
#[case::no_comma("inputs = [\"a\" \"b\"]", "要素の間に「,」がありません。")]
#[case::other("jobs = 01", "TOMLの書き方に誤りがあります（")]
#[case::backslash("out = \"C:\\結果\"", "一重引用符で囲んでください。")]
fn what_is_wrong_is_said_with_its_place(#[case] text: &str, #[case] expected: &str) {
    let message = read(text).unwrap_err().to_string();
    assert!(message.contains(expected), "{message}");
    assert!(message.contains("kohyo.toml"), "{message}");
}

#[test]
fn a_file_in_another_encoding_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    std::fs::write(&path, b"jobs = 1\nout = \"\x8c\x8b\x89\xca\"").unwrap(); // 結果 in Shift_JIS
    let message = Config::read(&path).unwrap_err().to_string();
    assert!(message.contains("2行目"), "{message}");
    assert!(message.contains("UTF-8"), "{message}");
}
