//! `kohyo register` and `kohyo issue` as an officer runs them.

use crate::desk::{GOOD, HEADINGS, ISSUE, register};
use crate::support::{Office, TITLE};

#[test]
fn a_register_is_made_once_and_never_written_over() {
    let office = Office::new();
    office
        .kohyo(&["register", "new", "--out", "台帳.xlsx"])
        .ended(0);
    let made = office.tree("台帳.xlsx");
    for again in [
        &["register", "new", "--out", "台帳.xlsx"][..],
        &["register", "from", "個票", "--out", "台帳.xlsx"],
    ] {
        let ran = office.kohyo(again).ended(2);
        assert!(ran.stderr().contains("もうあります"), "{}", ran.stderr());
        assert_eq!(ran.stderr().lines().count(), 1);
    }
    assert!(office.tree("台帳.xlsx") == made);
    assert_eq!(office.names("."), ["台帳.xlsx"]);
}

#[test]
fn a_register_made_from_forms_or_from_their_data_knows_every_project() {
    let office = Office::new();
    office
        .form("個票/a.xlsx", "1", TITLE)
        .form("個票/b.xlsx", "2", TITLE);
    office
        .kohyo(&["register", "from", "個票", "--out", "台帳.xlsx"])
        .ended(0);
    let ran = office
        .kohyo(&[
            "consolidate",
            "個票",
            "--out",
            "結果",
            "--register",
            "台帳.xlsx",
            "--format",
            "json",
        ])
        .ended(0);
    assert!(
        !ran.stdout().contains("unknown-project"),
        "{}",
        ran.stdout()
    );
    let data = office.dataset("結果");
    let weighty = |finding: &&serde_json::Value| finding["severity"] != "info";
    let findings = data["findings"].as_array().unwrap();
    assert_eq!(findings.iter().find(weighty), None);
    assert_eq!(data["projects"][0]["scope_basis"], "register");
    office
        .kohyo(&[
            "register",
            "from",
            "結果/dataset.json",
            "--out",
            "データから.xlsx",
        ])
        .ended(0);
    assert!(
        office
            .tree("台帳.xlsx")
            .values()
            .eq(office.tree("データから.xlsx").values())
    );
}

#[test]
fn each_division_gets_its_forms_and_they_are_read_back() {
    let office = Office::new();
    register(&office, HEADINGS, GOOD);
    let ran = office.kohyo(&ISSUE).ended(0);
    assert!(ran.stdout().contains("2課、3件"), "{}", ran.stdout());
    assert_eq!(office.names("配布"), ["教育部", "総務部"]);
    assert_eq!(office.names("配布/総務部"), ["総務課.xlsx"]);
    let first = office.tree("配布");
    office.kohyo(&ISSUE).ended(0);
    assert!(office.tree("配布") == first);

    let args = [
        "consolidate",
        "配布",
        "--out",
        "結果",
        "--register",
        "台帳.xlsx",
        "--period",
        "R9-H1",
    ];
    office.kohyo(&args).ended(0);
    let data = office.dataset("結果");
    let numbers: Vec<&str> = data["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["number"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, ["1", "2", "4-1"]);
    assert_eq!(data["projects"][0]["fiscal_year"], 2027);
    assert_eq!(data["projects"][0]["submitted_on"], serde_json::Value::Null);
    assert_eq!(
        data["projects"][2]["departments"][1]["division"],
        "学校教育課"
    );
    assert_eq!(
        data["findings"].as_array().unwrap().len(),
        0,
        "{}",
        data["findings"]
    );
}

/// What a division types is never lost to a second issue.
#[test]
fn a_form_that_was_filled_in_is_kept_beside_the_new_one() {
    let office = Office::new();
    register(&office, HEADINGS, GOOD);
    office.kohyo(&ISSUE).ended(0);
    office.file("配布/総務部/総務課.xlsx", b"filled in");
    let ran = office.kohyo(&ISSUE).ended(0);
    assert!(
        ran.stderr().contains("として残しました"),
        "{}",
        ran.stderr()
    );
    let kept: Vec<String> = office.names("配布/総務部");
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(
        office
            .tree("配布/総務部")
            .values()
            .any(|content| content == b"filled in")
    );
}

#[test]
fn last_periods_values_come_along_and_its_ratings_stay_reference() {
    let office = Office::new();
    office.form("個票/a.xlsx", "1", TITLE);
    office
        .kohyo(&["consolidate", "個票", "--out", "前回", "--period", "R2-H2"])
        .ended(0);
    register(&office, HEADINGS, GOOD);
    for layout in ["besshi1", "quarterly"] {
        let args = [
            "issue",
            "--register",
            "台帳.xlsx",
            "--period",
            "R3-H1",
            "--out",
            layout,
            "--previous",
            "前回/dataset.json",
            "--layout",
            layout,
        ];
        office.kohyo(&args).ended(0);
        let out = format!("{layout}の結果");
        office
            .kohyo(&["consolidate", layout, "--out", &out, "--period", "R3-H1"])
            .ended(0);
        let data = office.dataset(&out);
        let project = &data["projects"][0];
        let year = project["years"]
            .as_array()
            .unwrap()
            .iter()
            .find(|year| year["fiscal_year"] == 2020)
            .unwrap();
        assert_eq!(year["target"]["kpi"]["text"], "50％");
        assert_eq!(year["actual"]["kpi"]["text"], "40％");
        assert_eq!(year["budget"], 3400);
        assert_eq!(
            project["ratings"]["kpi"]["declared"],
            serde_json::Value::Null
        );
        assert_eq!(project["ratings"]["kpi"]["reason"], serde_json::Value::Null);
        assert_eq!(project["kpi"], "利用率（％）");
    }
}

#[test]
fn programs_are_told_what_was_handed_out() {
    let office = Office::new();
    register(&office, HEADINGS, GOOD);
    let ran = office
        .kohyo(&[&ISSUE[..], &["--format", "json"]].concat())
        .ended(0);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!(told["out"], "配布");
    assert_eq!(told["period"]["fiscal_year"], 2027);
    assert_eq!(told["period"]["part"], "H1");
    assert_eq!(told["previous"], serde_json::Value::Null);
    let books = serde_json::json!([
        {"file": "教育部/学校教育課.xlsx", "projects": ["1"]},
        {"file": "総務部/総務課.xlsx", "projects": ["2", "4-1"]},
    ]);
    assert_eq!(told["books"], books);
    assert_eq!(told["kept"], serde_json::json!([]));
}
