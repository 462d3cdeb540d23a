//! Help speaks Japanese, headings and all.

mod support;

use rstest::rstest;
use support::Office;

#[rstest]
#[case::all("--help", &["コマンド:", "consolidate", "終了コード"])]
#[case::consolidate("consolidate --help", &["引数:", "--out <出力先>", "--only", "例: "])]
#[case::consolidate_short("consolidate -h", &["引数:", "オプション:"])]
#[case::check("check --help", &["何も書き込みません", "--period"])]
#[case::apply("apply --help", &["引数:", "--dataset <dataset.json>", "終了コード", "例: "])]
#[case::publish("publish --help", &["--dataset <dataset.json>", "--dry-run", "[publish]"])]
#[case::completions("completions --help", &["シェル"])]
#[case::man("man --help", &["使い方: kohyo man"])]
fn help_is_japanese(#[case] line: &str, #[case] said: &[&str]) {
    let ran = Office::new().typed(line).ended(0);
    let help = ran.stdout();
    for words in said {
        assert!(help.contains(words), "{words} is missing:\n{help}");
    }
    let english = [
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "Print ",
        "possible",
        "default:",
    ];
    for word in english {
        assert!(!help.contains(word), "{word} in:\n{help}");
    }
    assert!(!help.contains("__worker"), "{help}");
    assert_eq!(ran.stderr(), "");
}

#[test]
fn the_version_is_that_of_the_package() {
    let ran = Office::new().kohyo(&["--version"]).ended(0);
    assert_eq!(
        ran.stdout(),
        format!("kohyo {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn completions_and_manual_page_are_written() {
    let office = Office::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = office.kohyo(&["completions", shell]).ended(0).stdout();
        assert!(script.contains("consolidate"), "{shell}");
    }
    let page = office.kohyo(&["man"]).ended(0).stdout();
    assert!(page.contains(".TH"), "{page}");
    assert!(
        page.contains(".SH \"名前\"") || page.contains(".SH 名前"),
        "{page}"
    );
}
