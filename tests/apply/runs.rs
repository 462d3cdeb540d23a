//! Whole runs: what stands afterwards, and that nothing else changed.

use crate::desk::{
    DECISION_REASON, Desk, KPI, KPI_REASON, OPINION, OUTCOME, PROGRESS, REVIEW, typed,
};
use rstest::rstest;
use serde_json::json;
use std::fs;

/// A filled review workbook and two decisions.
fn returned() -> Desk {
    let desk = Desk::with_history();
    let texts = [
        typed("1", PROGRESS, "Ａ"),
        typed("1", KPI, "B"),
        typed("1", KPI_REASON, "台数が足りない\n来年度に補う"),
        typed("1", OPINION, "<急ぐ> & 広げる"),
        typed("2", KPI, "S"),
    ];
    desk.returned(REVIEW, &texts);
    let decisions = [
        typed("1", OUTCOME, "見直し"),
        typed("1", DECISION_REASON, "対象を絞る"),
        typed("2", OUTCOME, "継続"),
    ];
    desk.decided("総括表.xlsx", &decisions);
    desk
}

#[test]
fn what_came_back_stands_with_who_and_where() {
    let desk = returned();
    let inputs = [desk.tree("回収"), desk.tree("結果")];
    let ran = desk.apply("確定", &[]).ended(0);
    assert!(ran.stdout().contains("変更 6件"), "{}", ran.stdout());
    assert_eq!(
        [desk.tree("回収"), desk.tree("結果")],
        inputs,
        "inputs stay"
    );
    let one = desk.project("確定", "1");
    let kpi = &one["ratings"]["kpi"]["final"];
    assert_eq!(kpi["grade"], "B");
    assert_eq!(kpi["reason"], "台数が足りない\n来年度に補う");
    assert_eq!(kpi["by"], "教育部長");
    assert_eq!(kpi["source"]["file"], REVIEW);
    assert_eq!(one["ratings"]["progress"]["final"]["grade"], "A");
    assert_eq!(one["ratings"]["kgi"]["final"], json!(null));
    assert_eq!(one["opinion"]["text"], "<急ぐ> & 広げる");
    let decision = &one["decision"];
    let said = ["outcome", "reason", "by"].map(|key| decision[key].as_str().unwrap());
    assert_eq!(said, ["見直し", "対象を絞る", "推進本部"]);
    for (source, shown) in [(&kpi["source"], "B"), (&decision["source"], "見直し")] {
        let [file, sheet, cell] =
            ["file", "sheet", "cell"].map(|key| source[key].as_str().unwrap());
        assert_eq!(desk.shown(&format!("回収/{file}"), sheet, cell), shown);
    }
    assert_eq!(desk.project("確定", "2")["decision"]["reason"], json!(null));
    // Everything else is as it was.
    let (mut before, mut after) = (desk.dataset("結果"), desk.dataset("確定"));
    for data in [&mut before, &mut after] {
        data["changes"]["transitions"] = json!(null);
        for project in data["projects"].as_array_mut().unwrap() {
            project["opinion"] = json!(null);
            project["decision"] = json!(null);
            for measure in ["progress", "kpi", "kgi"] {
                project["ratings"][measure]["final"] = json!(null);
            }
        }
    }
    assert_eq!(before, after);
}

#[test]
fn the_final_summary_and_what_was_done_can_be_read() {
    let desk = returned();
    desk.apply("確定", &[]).ended(0);
    let names = [
        "dataset.json",
        "反映結果.xlsx",
        "総括表.xlsx",
        "評価シート_教育部長.xlsx",
    ];
    assert_eq!(desk.names("確定"), names);
    for sheet in ["前回比", "提出状況"] {
        assert!(!desk.texts("確定/総括表.xlsx", sheet).is_empty(), "{sheet}");
    }
    let list = desk.texts("確定/総括表.xlsx", "一覧");
    assert!(list.iter().any(|text| text == "S"), "{list:?}");
    let changes = desk.texts("確定/反映結果.xlsx", "変更");
    for text in [
        "実績評価KPI",
        "B\n台数が足りない\n来年度に補う",
        "教育部長",
        "推進本部",
        REVIEW,
        "要審議",
    ] {
        assert!(
            changes.iter().any(|shown| shown == text),
            "{text}: {changes:?}"
        );
    }
    let files = desk.texts("確定/反映結果.xlsx", "ファイル");
    assert!(files.iter().any(|text| text == "総括表.xlsx"), "{files:?}");
    // The grade before was proposed by rule: 40 of 50 is A.
    let told = desk.dataset("確定")["changes"]["transitions"].to_string();
    assert!(told.contains("\"after\":\"B\""), "{told}");
}

#[test]
fn the_decided_projects_can_be_published() {
    let desk = returned();
    desk.apply("確定", &[]).ended(0);
    let run = |dataset| ["publish", "--dataset", dataset, "--out", "公表"];
    desk.kohyo(&run("結果/dataset.json")).ended(2);
    let ran = desk.kohyo(&run("確定/dataset.json")).ended(0);
    assert!(ran.stdout().contains("取組み2件"), "{}", ran.stdout());
    let page = fs::read_to_string(desk.path("公表/projects/p1.html")).unwrap();
    assert!(page.contains("<strong>見直し</strong>"), "{page}");
    assert!(
        !page.contains("総括表.xlsx"),
        "where it was written is nobody's business"
    );
}

#[test]
fn blank_returns_change_nothing_at_all() {
    let desk = Desk::with_history();
    let run = [
        "apply",
        "結果",
        "--dataset",
        "結果/dataset.json",
        "--out",
        "確定",
    ];
    let ran = desk.kohyo(&run).ended(0);
    assert!(
        ran.stdout().contains("変わったことはありません"),
        "{}",
        ran.stdout()
    );
    for output in ["総括表.xlsx", "dataset.json"] {
        let read = |folder: &str| fs::read(desk.path(folder).join(output)).unwrap();
        assert!(read("結果") == read("確定"), "{output}");
    }
}

#[test]
fn the_same_again_gives_the_same_bytes() {
    let desk = returned();
    desk.apply("確定", &[]).ended(0);
    let once = desk.tree("確定");
    // The zip container keeps times in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    desk.apply("確定", &[]).ended(0);
    assert!(desk.tree("確定") == once);
    // Onto its own result.
    let run = [
        "apply",
        "回収",
        "--dataset",
        "確定/dataset.json",
        "--out",
        "再度",
    ];
    let ran = desk.kohyo(&run).ended(0);
    assert!(
        ran.stdout()
            .contains("変わったことはありません、変わりなし 6件")
    );
    for output in ["dataset.json", "総括表.xlsx"] {
        let read = |folder: &str| fs::read(desk.path(folder).join(output)).unwrap();
        assert!(read("確定") == read("再度"), "{output}");
    }
}

#[test]
fn the_final_summary_says_nothing_new_when_it_comes_back() {
    let desk = returned();
    let odd = "=1+1 ではない\n「'引用'」 <&>".to_owned() + &"くわしい理由。".repeat(200);
    desk.decided(
        "総括表.xlsx",
        &[
            typed("1", OUTCOME, "撤退"),
            typed("1", DECISION_REASON, &odd),
        ],
    );
    desk.apply("確定", &[]).ended(0);
    let run = [
        "apply",
        "確定",
        "--dataset",
        "確定/dataset.json",
        "--out",
        "再度",
    ];
    let ran = desk.kohyo(&run).ended(0);
    assert!(ran.stdout().contains("変わりなし 5件"), "{}", ran.stdout());
    let read = |folder: &str| fs::read(desk.path(folder).join("dataset.json")).unwrap();
    assert!(read("確定") == read("再度"));
    assert!(desk.project("再度", "1")["decision"]["reason"] == *odd);
}

#[test]
fn a_corrected_return_says_what_stood_before() {
    let desk = returned();
    desk.apply("確定", &[]).ended(0);
    desk.returned(
        REVIEW,
        &[typed("1", KPI, "A"), typed("1", KPI_REASON, "補った")],
    );
    let run = [
        "apply",
        "回収",
        "--dataset",
        "確定/dataset.json",
        "--out",
        "確定",
    ];
    desk.kohyo(&run).ended(0);
    let kpi = &desk.project("確定", "1")["ratings"]["kpi"]["final"];
    assert_eq!(
        (&kpi["grade"], &kpi["reason"]),
        (&json!("A"), &json!("補った"))
    );
    let changes = desk.texts("確定/反映結果.xlsx", "変更");
    assert!(changes.contains(&"B\n台数が足りない\n来年度に補う".to_owned()));
    assert!(changes.contains(&"A\n補った".to_owned()));
    // What the corrected workbook leaves blank stays.
    assert_eq!(
        desk.project("確定", "2")["ratings"]["kpi"]["final"]["grade"],
        "S"
    );
}

#[test]
fn consolidating_again_keeps_what_was_decided_and_says_so() {
    let desk = Desk::consolidated(&[]);
    desk.returned(REVIEW, &[typed("1", KPI, "B")]);
    desk.apply("結果", &[]).ended(0);
    let decided = fs::read(desk.path("結果/dataset.json")).unwrap();
    let again = || desk.kohyo(&["consolidate", "個票", "--out", "結果", "--period", "R2-H1"]);
    let said = again().stderr();
    assert!(said.contains("もう一度 kohyo apply"), "{said}");
    assert!(!said.contains("手が加えられていた"), "{said}");
    let kept = || {
        let names = desk.names("結果").into_iter();
        let kept: Vec<String> = names.filter(|name| name.starts_with("dataset_")).collect();
        kept
    };
    let names = kept();
    assert_eq!(names.len(), 1);
    assert_eq!(
        fs::read(desk.path("結果").join(&names[0])).unwrap(),
        decided
    );
    // Data without entries are replaced, as ever.
    assert!(!again().stderr().contains("kohyo apply"));
    assert_eq!(kept(), names);
    desk.apply("結果", &[]).ended(0);
    assert_eq!(fs::read(desk.path("結果/dataset.json")).unwrap(), decided);
}

#[test]
fn a_run_that_forgets_the_last_one_says_so() {
    let desk = Desk::consolidated(&[]);
    desk.returned(REVIEW, &[typed("1", KPI, "B"), typed("2", KPI, "A")]);
    desk.apply("確定", &[]).ended(0);
    // A correction is none to be told of.
    desk.returned(REVIEW, &[typed("1", KPI, "A"), typed("2", KPI, "A")]);
    assert_eq!(desk.apply("確定", &[]).stderr(), "");

    fs::remove_file(desk.path("回収").join(REVIEW)).unwrap();
    desk.decided("総括表.xlsx", &[typed("1", OUTCOME, "継続")]);
    let said = desk.apply("確定", &[]).ended(0).stderr();
    assert!(said.contains("入っていないのは 2件です"), "{said}");
    let names = desk.names("確定");
    let kept = names.iter().find(|name| name.starts_with("dataset_"));
    let kept = format!("確定/{}", kept.unwrap());
    let run = ["apply", "回収", "--dataset", &kept, "--out", "確定"];
    assert_eq!(desk.kohyo(&run).ended(0).stderr(), "");
    let project = desk.project("確定", "1");
    assert_eq!(project["ratings"]["kpi"]["final"]["grade"], "A");
    assert_eq!(project["decision"]["outcome"], "継続");
}

#[test]
fn outputs_may_go_where_the_first_ones_lie() {
    let desk = Desk::consolidated(&[]);
    desk.returned(REVIEW, &[typed("1", KPI, "B")]);
    // Somebody typed into the summary in its place.
    let typed_into = fs::read(desk.path("回収").join(REVIEW)).unwrap();
    desk.file("結果/総括表.xlsx", &typed_into);
    let ran = desk.apply("結果", &[]).ended(0);
    assert!(
        ran.stderr().contains("手が加えられていた"),
        "{}",
        ran.stderr()
    );
    let names = desk.names("結果");
    let kept = names
        .iter()
        .find(|name| name.starts_with("総括表_"))
        .unwrap();
    assert_eq!(fs::read(desk.path("結果").join(kept)).unwrap(), typed_into);
    for name in [REVIEW, "確認事項.xlsx", "反映結果.xlsx", "dataset.json"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    assert_eq!(
        desk.project("結果", "1")["ratings"]["kpi"]["final"]["grade"],
        "B"
    );
}

#[test]
fn settings_are_those_of_the_consolidation() {
    let desk = returned();
    let meeting = "[report]\nmeeting = \"第2回推進本部会議\"\n";
    desk.file(
        "結果/kohyo.toml",
        format!("out = \"../確定\"\n{meeting}").as_bytes(),
    );
    let run = ["apply", "回収", "--dataset", "結果/dataset.json"];
    desk.kohyo(&run).ended(0);
    let one = desk.project("確定", "1");
    assert_eq!(one["decision"]["by"], "第2回推進本部会議");
}

#[rstest]
#[case::no_data(&["回収", "--dataset", "なし.json", "--out", "x"], "開けません")]
#[case::no_data_of_ours(&["回収", "--dataset", "売上.json", "--out", "x"], "使えません")]
#[case::no_input(&["なし", "--dataset", "結果/dataset.json", "--out", "x"], "見つかりません")]
#[case::no_workbook(&["空", "--dataset", "結果/dataset.json", "--out", "x"], "Excelのファイルがありません")]
#[case::no_return(&["個票", "--dataset", "結果/dataset.json", "--out", "x"], "評価シートも総括表もありません")]
#[case::no_out(&["回収", "--dataset", "結果/dataset.json"], "出力先がありません")]
#[case::no_dataset(&["回収", "--out", "x"], "--dataset")]
fn nothing_is_written_where_nothing_can_be_done(#[case] args: &[&str], #[case] said: &str) {
    let desk = Desk::consolidated(&[]);
    desk.returned(REVIEW, &[typed("1", KPI, "B")]);
    desk.file("売上.json", b"{}").file("空/メモ.txt", b"");
    let ran = desk.kohyo(&[&["apply"], args].concat()).ended(2);
    assert!(ran.stderr().contains(said), "{}", ran.stderr());
    assert!(!desk.path("x").exists());
}
