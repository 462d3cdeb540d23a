//! A rating that was left out on purpose (対象外): no grade of the rules takes its place.

use crate::city::{Wish, csv, dataset, project, text};
use kohyo::site::{PublicField, Settings};
use serde_json::{Value as Json, json};

/// A project that nobody has rated yet, and whose KPI is not to be.
fn left_out() -> Json {
    let mut project = project("1");
    for measure in ["progress", "kpi", "kgi"] {
        project["ratings"][measure]["declared"] = Json::Null;
        project["ratings"][measure]["final"] = Json::Null;
    }
    project["ratings"]["kpi"]["declared_text"] = json!("対象外（令和４年度から）");
    project
}

/// Everything that can go out does.
fn open() -> Wish {
    Wish {
        settings: Settings {
            fields: PublicField::all().collect(),
            ..Settings::default()
        },
        ..Wish::default()
    }
}

#[test]
fn what_is_not_to_be_rated_gets_no_proposal_anywhere() {
    let data = dataset(2020, vec![left_out()]);
    let site = open().build(&data, &[]).unwrap();

    let (head, rows) = csv(&site, "ratings");
    let column = |name: &str| head.iter().position(|heading| heading == name).unwrap();
    let told: Vec<[&str; 3]> = rows
        .iter()
        .map(|row| ["measure", "grade", "voice"].map(|name| row[column(name)].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ["progress", "C", "proposed"],
            ["kpi", "", ""],
            ["kgi", "C", "proposed"],
        ]
    );

    let page = text(&site, "projects/p1.html");
    assert_eq!(page.matches("<small>判定案</small>").count(), 2, "{page}");
    let (_, row) = page.split_once("KPI（途中の目標の達成度）").unwrap();
    assert!(row.starts_with("</th><td>－</td>"), "{row}");

    let preview = open().preview(&data, &[]);
    assert!(
        preview.contains("評価（進捗）: C（規則による判定案）"),
        "{preview}"
    );
    assert!(!preview.contains("評価（KPI）: "), "{preview}");
}

#[test]
fn a_rating_confirmed_all_the_same_stands() {
    let mut project = left_out();
    let place = json!({"file": "評価/部長.xlsx", "sheet": "一覧", "cell": "D4"});
    project["ratings"]["kpi"]["final"] =
        json!({"grade": "B", "reason": "確定の理由", "by": "総合政策部長", "source": place});
    let data = dataset(2020, vec![project]);
    let (_, rows) = csv(&open().build(&data, &[]).unwrap(), "ratings");
    let kpi = rows.iter().find(|row| row.iter().any(|cell| cell == "kpi"));
    assert!(kpi.unwrap().iter().any(|cell| cell == "final"), "{kpi:?}");
}
