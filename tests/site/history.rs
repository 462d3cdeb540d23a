//! Projects through the years: by number, by the register's table of changes, and by nothing else.

use crate::city::{Wish, dataset, project, text};
use kohyo::model::{FiscalYear, Register, RegisterEntry, Renumbering, Status};
use serde_json::{Value as Json, json};

fn renumbered(from: &str, to: &str, year: i32) -> Register {
    Register {
        renumbered: vec![Renumbering {
            from: from.to_owned(),
            to: to.to_owned(),
            fiscal_year: FiscalYear(year),
        }],
        ..Register::default()
    }
}

fn graded(number: &str, grade: &str) -> Json {
    let mut project = project(number);
    project["ratings"]["kpi"]["final"]["grade"] = json!(grade);
    project
}

#[test]
fn a_number_that_changed_is_followed_only_where_the_register_says_so() {
    let before = [dataset(2019, vec![graded("3", "B")])];
    let now = dataset(2020, vec![graded("7", "A")]);
    let mut wish = Wish::default();
    let site = wish.build(&now, &before).unwrap();
    assert_eq!(site.projects, (1, 1), "the same name alone joins nothing");
    assert!(text(&site, "ended.html").contains("projects/p3.html"));

    wish.register = Some(renumbered("3", "7", 2020));
    let site = wish.build(&now, &before).unwrap();
    assert_eq!(site.projects, (1, 0));
    let page = text(&site, "projects/p7.html");
    assert!(
        page.contains(
            "<th scope=\"row\">番号</th><td class=\"text\">3</td><td class=\"text\">7</td>"
        ),
        "{page}"
    );
    assert!(page.contains("3　取組み3"), "{page}");
    assert!(text(&site, "history.html").contains("A←B 1件"));
}

#[test]
fn a_number_that_another_project_took_over_keeps_a_page_of_its_own() {
    let before = [dataset(2019, vec![graded("3", "B"), graded("7", "C")])];
    let wish = Wish {
        register: Some(renumbered("3", "7", 2020)),
        ..Wish::default()
    };
    let site = wish
        .build(&dataset(2020, vec![graded("7", "A")]), &before)
        .unwrap();
    assert_eq!(site.projects, (1, 1));
    assert!(text(&site, "projects/p7.html").contains("gB\">B"));
    assert!(text(&site, "projects/p7.2020.html").contains("gC\">C"));
}

#[test]
fn ended_projects_stay_findable_and_say_how_they_ended() {
    let mut withdrawn = project("2");
    withdrawn["decision"]["outcome"] = json!("撤退");
    let before = [dataset(
        2019,
        vec![project("1"), withdrawn, project("3"), project("4")],
    )];
    let entry = |number: &str, status| RegisterEntry {
        number: number.to_owned(),
        status,
        ..RegisterEntry::default()
    };
    let register = Register {
        entries: vec![
            entry("3", Status::Completed),
            entry("4", Status::Continuing),
        ],
        ..Register::default()
    };
    let wish = Wish {
        register: Some(register),
        ..Wish::default()
    };
    let site = wish
        .build(&dataset(2020, vec![project("1")]), &before)
        .unwrap();
    let ended = text(&site, "ended.html");
    for (number, how) in [
        ("2", "撤退"),
        ("3", "完了"),
        ("4", "今回の分は公表していません"),
    ] {
        let row = ended
            .split("<tr>")
            .find(|row| row.contains(&format!("p{number}.html")))
            .unwrap();
        assert!(row.contains(how) && row.contains("令和元年度"), "{row}");
        assert!(text(&site, &format!("projects/p{number}.html")).contains(how));
    }
}

#[test]
fn what_was_promised_and_changed_is_told_what_came_of_it_is_not() {
    let mut before = project("1");
    before["years"][1]["actual"]["kpi"] = Json::Null;
    before["years"][1]["settlement"] = Json::Null;
    before["years"][1]["target"]["kpi"] = json!({"text": "75%", "kind": "number", "number": 75, "unit": "%", "bound": null, "cumulative": false});
    before["years"][0]["actual"]["kgi"]["text"] = json!("840枚");
    before["years"][1]["budget"] = json!(1000);
    before["items"][1]["planned"] = json!([{"from": "2020-01", "to": "2020-03"}]);
    before["name"] = json!("旧い名前");
    let site = Wish::default()
        .build(
            &dataset(2020, vec![project("1")]),
            &[dataset(2019, vec![before])],
        )
        .unwrap();
    let page = text(&site, "projects/p1.html");
    let (_, changes) = page.split_once("id=\"changes\"").unwrap();
    let (changes, _) = changes.split_once("</section>").unwrap();
    for (what, was, is) in [
        ("事業名称", "旧い名前", "取組み1"),
        ("令和2年度の目標値（KPI）", "75%", "80%"),
        ("令和元年度の実績値（KGI）", "840枚", "850枚"),
        ("令和2年度の予算額", "1,000千円", "1,200千円"),
        ("実施項目2の計画", "2020年1月～3月", "2020年1月～9月"),
    ] {
        let row = format!(
            "<tr><th scope=\"row\">{what}</th><td class=\"text\">{was}</td><td class=\"text\">{is}</td></tr>"
        );
        assert!(changes.contains(&row), "{row}\n{changes}");
    }
    assert_eq!(
        changes.matches("<tr><th scope=\"row\">").count(),
        5,
        "{changes}"
    );
}

#[test]
fn moves_are_counted_between_periods_that_follow_each_other() {
    let year = |year, grades: [&str; 3]| {
        let numbered = ["1", "2", "3"].into_iter().zip(grades);
        dataset(
            year,
            numbered
                .map(|(number, grade)| graded(number, grade))
                .collect(),
        )
    };
    let site = Wish::default()
        .build(
            &year(2020, ["A", "A", "S"]),
            &[year(2018, ["C", "C", "C"]), year(2019, ["B", "B", "S"])],
        )
        .unwrap();
    let history = text(&site, "history.html");
    assert!(history.contains("A←B 2件、S←S 1件"), "{history}");
    assert!(history.contains("B←C 2件、S←C 1件"), "{history}");
    let newest = history.find("令和元年度から令和2年度へ").unwrap();
    assert!(newest < history.find("平成30年度から令和元年度へ").unwrap());
}
