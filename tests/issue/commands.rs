//! `kohyo register` and `kohyo issue` as an officer runs them.

use crate::support::{Office, TITLE};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// Forms for the first half of R9 from the register, into 配布.
const ISSUE: [&str; 7] = [
    "issue",
    "--register",
    "台帳.xlsx",
    "--period",
    "R9-H1",
    "--out",
    "配布",
];

/// A register with these lines under the usual headings, and an organisation.
fn register(office: &Office, headings: &[&str], lines: &[&[&str]]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("台帳").unwrap();
    let day = Format::new().set_num_format("yyyy/m/d");
    let rows = std::iter::once(headings).chain(lines.iter().copied());
    for (row, line) in rows.enumerate() {
        for (col, text) in line.iter().enumerate() {
            let (row, col) = (row as u32, col as u16);
            match text.strip_prefix("date:") {
                Some(date) => {
                    let date = ExcelDateTime::parse_from_str(date).unwrap();
                    sheet
                        .write_datetime_with_format(row, col, &date, &day)
                        .unwrap();
                }
                None => _ = sheet.write_string(row, col, *text).unwrap(),
            }
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("組織").unwrap();
    for (row, line) in [
        ["部", "課・室"],
        ["教育部", "学校教育課"],
        ["総務部", "総務課"],
    ]
    .iter()
    .enumerate()
    {
        for (col, text) in line.iter().enumerate() {
            sheet.write_string(row as u32, col as u16, *text).unwrap();
        }
    }
    office.file("台帳.xlsx", &workbook.save_to_buffer().unwrap());
}

const HEADINGS: &[&str] = &["番号", "事業名称", "区分", "部", "課", "提出期限", "状態"];
const GOOD: &[&[&str]] = &[
    &[
        "1",
        "学習用端末の活用",
        "課（室）の取組み",
        "教育部",
        "学校教育課",
        "date:2027-10-08",
        "継続",
    ],
    &[
        "2",
        "文書管理",
        "課（室）の取組み",
        "総務部",
        "総務課",
        "",
        "",
    ],
    &[
        "4-1",
        "電子申請",
        "課（室）を超えた取組み",
        "総務部、教育部",
        "総務課、学校教育課",
        "",
        "継続",
    ],
    &[
        "9",
        "終わった事業",
        "課（室）の取組み",
        "総務部",
        "総務課",
        "",
        "完了",
    ],
];

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
fn a_faulty_register_is_told_of_cell_by_cell_and_nothing_is_written() {
    let line = GOOD[0];
    let with = |col: usize, text: &'static str| {
        let mut line = line.to_vec();
        line[col] = text;
        line
    };
    let renamed: Vec<&str> = HEADINGS
        .iter()
        .map(|h| {
            if *h == "事業名称" {
                "事業の名称だ"
            } else {
                *h
            }
        })
        .collect();
    for (headings, second, wanted) in [
        (HEADINGS, line.to_vec(), ["A3", "番号「1」"]),
        (
            HEADINGS,
            {
                let mut l = with(2, "部の取組み");
                l[0] = "2";
                l
            },
            ["C3", "部の取組み"],
        ),
        (
            HEADINGS,
            {
                let mut l = with(4, "学校課");
                l[0] = "2";
                l
            },
            ["E3", "組織のシートにありません"],
        ),
        (
            HEADINGS,
            {
                let mut l = with(5, "10月8日");
                l[0] = "2";
                l
            },
            ["F3", "日付ではありません"],
        ),
        (&renamed, with(0, "2"), ["B1", "事業名称"]),
    ] {
        let office = Office::new();
        register(&office, headings, &[line, &second]);
        let args = [
            "issue",
            "--register",
            "台帳.xlsx",
            "--period",
            "R9",
            "--out",
            "配布",
        ];
        let ran = office.kohyo(&args).ended(2);
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
    for (args, wanted) in [
        (
            &["issue", "--period", "R9", "--out", "配布"][..],
            "--register",
        ),
        (
            &["issue", "--register", "台帳.xlsx", "--out", "配布"],
            "--period",
        ),
        (
            &["issue", "--register", "台帳.xlsx", "--period", "R9"],
            "--out",
        ),
        (
            &[
                "issue",
                "--register",
                "無い.xlsx",
                "--period",
                "R9",
                "--out",
                "配布",
            ],
            "無い.xlsx",
        ),
        (
            &[
                "issue",
                "--register",
                "台帳.xlsx",
                "--period",
                "R9",
                "--out",
                "配布",
                "--layout",
                "読むだけ.toml",
            ],
            "[draw]",
        ),
        (
            &[
                "issue",
                "--register",
                "台帳.xlsx",
                "--period",
                "R9",
                "--out",
                "配布",
                "--previous",
                "data.json",
            ],
            "dataset.json",
        ),
        (&["register", "new", "--out", "台帳.ods"], ".xlsx"),
        (&["register", "from", "空", "--out", "b.xlsx"], "空"),
    ] {
        let ran = office.kohyo(args).ended(2);
        assert!(ran.stderr().contains(wanted), "{wanted}:\n{}", ran.stderr());
        assert!(!office.path("配布").exists());
    }
}

#[test]
fn programs_are_told_what_was_handed_out() {
    let office = Office::new();
    register(&office, HEADINGS, GOOD);
    let run = [
        "issue",
        "--register",
        "台帳.xlsx",
        "--period",
        "R9-H1",
        "--out",
        "配布",
    ];
    let ran = office
        .kohyo(&[&run[..], &["--format", "json"]].concat())
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
