//! What makes the workbook easy to find one's way in: contents, links, tables, charts, words.

use super::{between, city::city, rendered};
use crate::model::{Consolidation, Project};
use crate::report::inspect::{part, sheet_names, sheet_texts};
use crate::report::summary::{name, number, render};
use crate::report::testdata::{consolidation, decimal};
use crate::report::{Paper, Style};
use crate::rules::Thresholds;
use chrono::NaiveDate;

/// The cells of a sheet's links within the workbook, with the sheet and cell they lead to.
fn links(workbook: &[u8], sheet: &str) -> Vec<(String, String, String)> {
    let at = sheet_names(workbook).iter().position(|name| name == sheet);
    let xml = part(
        workbook,
        &format!("xl/worksheets/sheet{}.xml", at.unwrap() + 1),
    );
    let links = xml.split("<hyperlink ").skip(1);
    let links = links.map(|link| link.split("/>").next().unwrap());
    links
        .filter(|link| !link.contains("r:id="))
        .map(|link| {
            let place = between(link, "location=\"", "\"");
            let (target, cell) = place.rsplit_once('!').unwrap();
            let cell_of_link = between(link, "ref=\"", "\"").to_owned();
            (
                cell_of_link,
                target.trim_matches('\'').to_owned(),
                cell.to_owned(),
            )
        })
        .collect()
}

/// The text of a cell: `B7`.
fn text(workbook: &[u8], sheet: &str, cell: &str) -> String {
    let at: crate::workbook::CellPos = cell.parse().unwrap();
    sheet_texts(workbook, sheet)[at.row as usize][at.col as usize].clone()
}

#[test]
fn the_cover_says_what_it_is_and_leads_to_every_other_sheet() {
    let style = Style {
        meeting: Some("第2回推進本部会議".to_owned()),
        meeting_date: NaiveDate::from_ymd_opt(2020, 10, 20),
        prepared_by: Some("ICT推進担当".to_owned()),
        ..Style::default()
    };
    let bytes = render(&consolidation(), &style).unwrap().bytes;
    let names = sheet_names(&bytes);
    assert_eq!(names[0], "表紙");
    let cover: Vec<String> = sheet_texts(&bytes, "表紙").concat();
    for wanted in [
        "四條畷市ICT・IoT化推進ロードマップ",
        "令和2年度上期",
        "（令和2年9月30日現在）",
        "第2回推進本部会議",
        "令和2年10月20日（火）",
        "ICT推進担当",
    ] {
        assert!(cover.iter().any(|text| text == wanted), "{wanted}");
    }
    let links = links(&bytes, "表紙");
    let targets: Vec<&String> = links.iter().map(|(_, target, _)| target).collect();
    assert_eq!(targets, names[1..].iter().collect::<Vec<_>>());
    for (cell, target, _) in &links {
        assert_eq!(text(&bytes, "表紙", cell), *target);
    }
    let core = part(&bytes, "docProps/core.xml");
    for wanted in ["総括表", "ICT推進担当", "令和2年度上期"] {
        assert!(core.contains(wanted), "{core}");
    }
}

#[test]
fn what_nobody_said_is_not_on_the_cover() {
    let cover = sheet_texts(&rendered(&consolidation()), "表紙").concat();
    for label in ["会議", "開催日", "作成"] {
        assert!(!cover.iter().any(|text| text == label), "{label}");
    }
}

#[test]
fn names_of_sheets_are_short_and_unique() {
    let names = sheet_names(&rendered(&consolidation()));
    let unique: std::collections::BTreeSet<String> =
        names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(unique.len(), names.len());
    for name in names {
        assert!(name.encode_utf16().count() <= 31);
        assert!(
            !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
            "{name}"
        );
    }
}

/// From 一覧 to 要審議 and 工程 and back, always to the same project.
#[test]
fn links_lead_there_and_back() {
    for data in [consolidation(), city(40)] {
        let bytes = rendered(&data);
        let named = |project: &&Project, text: &str| number(project) == text;
        let list = links(&bytes, "一覧");
        assert_eq!(list.len(), 2 * data.projects.len());
        for (cell, target, there) in &list {
            let row: String = cell.chars().filter(char::is_ascii_digit).collect();
            let from = text(&bytes, "一覧", &format!("A{row}"));
            let row: String = there.chars().filter(char::is_ascii_digit).collect();
            let project = |p: &&Project| named(p, &from);
            let project = data.projects.iter().find(project).unwrap();
            match target.as_str() {
                "要審議" => assert_eq!(text(&bytes, target, &format!("B{row}")), from),
                "工程" => {
                    let caption = text(&bytes, target, &format!("A{row}"));
                    let begins = format!("{}　{}", number(project), name(project));
                    let shown = begins.chars().take(20).collect::<String>();
                    assert!(caption.starts_with(&shown), "{caption}");
                }
                other => panic!("{other}"),
            }
        }
        for sheet in ["要審議", "工程"] {
            let back = links(&bytes, sheet);
            assert!(!back.is_empty());
            for (cell, target, there) in back {
                assert_eq!(target, "一覧");
                let from = text(&bytes, sheet, &cell);
                let to = text(&bytes, "一覧", &there);
                assert!(
                    from == to || from.starts_with(&format!("{to}　")),
                    "{from} {to}"
                );
            }
        }
    }
}

#[test]
fn lists_are_tables_with_headings_of_their_own() {
    for data in [consolidation(), city(0)] {
        let bytes = rendered(&data);
        let tables = [1, 2].map(|n| part(&bytes, &format!("xl/tables/table{n}.xml")));
        for (table, wanted) in tables.iter().zip(["取組み一覧", "審議"]) {
            assert_eq!(between(table, " displayName=\"", "\""), wanted);
            assert!(table.contains("<autoFilter"));
            let columns: Vec<&str> = table
                .split("<tableColumn ")
                .skip(1)
                .map(|column| between(column, "name=\"", "\""))
                .collect();
            let unique: std::collections::BTreeSet<&&str> = columns.iter().collect();
            assert_eq!(unique.len(), columns.len(), "{columns:?}");
            assert!(columns.contains(&"番号") && columns.contains(&"事業名称"));
        }
    }
}

#[test]
fn every_chart_says_in_words_what_it_shows() {
    let bytes = rendered(&city(40));
    let drawing = part(&bytes, "xl/drawings/drawing1.xml");
    let charts: Vec<&str> = drawing.split("<xdr:graphicFrame").skip(1).collect();
    assert_eq!(charts.len(), 8);
    let mut words = std::collections::BTreeSet::new();
    for chart in charts {
        let said = between(chart, "descr=\"", "\"");
        assert!(said.contains("グラフ") && words.insert(said), "{said}");
    }
    // Grounds differ without colour too.
    let chart = part(&bytes, "xl/charts/chart1.xml");
    for pattern in ["ltVert", "dkUpDiag", "ltHorz"] {
        assert!(chart.contains(pattern), "{pattern}");
    }
}

/// The counts of the columns 達成率 are those of the list.
#[test]
fn the_distribution_of_achievements_is_that_of_the_list() {
    let data = city(40);
    let overview = sheet_texts(&rendered(&data), "総括");
    let first = overview
        .iter()
        .position(|row| row.contains(&"0以下".to_owned()));
    let bins = &overview[first.unwrap()..first.unwrap() + 8];
    let at = bins[0].iter().position(|text| text == "0以下").unwrap();
    let count = |col: usize| -> usize {
        let counts = bins
            .iter()
            .map(|bin| bin[at + col].parse::<usize>().unwrap());
        counts.sum()
    };
    let given = |of: fn(&Project) -> bool| data.projects.iter().filter(|p| of(p)).count();
    assert_eq!(count(1), given(|p| p.proposals.kpi.achievement.is_some()));
    assert_eq!(count(2), given(|p| p.proposals.kgi.achievement.is_some()));
    // 95.5 % is all that the test data reach.
    assert_eq!(bins[5][at], "80～");
    assert_eq!(bins[5][at + 1], count(1).to_string());
}

fn terms(style: &Style) -> String {
    let bytes = render(&consolidation(), style).unwrap().bytes;
    sheet_texts(&bytes, "用語と判定基準").concat().join("\n")
}

#[test]
fn the_thresholds_explained_are_those_in_use() {
    let text = terms(&Style::default());
    assert!(
        text.contains("80％以上（Sに届かないもの）") && text.contains("策定要領 第3章のとおり")
    );
    let own = Style {
        thresholds: Thresholds::new(decimal("0.7"), decimal("1.1")).unwrap(),
        ..Style::default()
    };
    let text = terms(&own);
    for wanted in [
        "110％以上",
        "70％以上（Sに届かないもの）",
        "70％未満",
        "設定によるもの",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

#[test]
fn a_quarter_rates_progress_only_and_says_so() {
    let data = Consolidation {
        period: crate::model::Period::ending(
            crate::model::FiscalYear(2020),
            Some(crate::model::Part::Q1),
        ),
        ..city(6)
    };
    let bytes = rendered(&data);
    let text = sheet_texts(&bytes, "用語と判定基準").concat().join("\n");
    assert!(text.contains("四半期は進捗だけを評価する"));
}

#[test]
fn tables_are_as_wide_as_the_paper() {
    let width = |paper: Paper, n: usize| -> f64 {
        let style = Style {
            paper,
            ..Style::default()
        };
        let bytes = render(&consolidation(), &style).unwrap().bytes;
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{n}.xml"));
        let columns = sheet.split("<col ").skip(1);
        let columns = columns.filter(|column| !column.contains("hidden"));
        columns
            .map(|column| {
                let number = |name: &str| -> f64 {
                    between(column, &format!("{name}=\""), "\"")
                        .parse()
                        .unwrap()
                };
                number("width") * (number("max") - number("min") + 1.0)
            })
            .sum()
    };
    for n in 1..=8 {
        let grown = width(Paper::A3, n) / width(Paper::A4, n);
        assert!((1.1..1.6).contains(&grown), "sheet {n}: {grown}");
    }
}
