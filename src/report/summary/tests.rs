//! The whole workbook, read back with another program than wrote it.

mod city;
mod deliberation;
#[cfg(feature = "rendering")]
mod recalculated;
mod schedule;
mod structure;

use super::*;
use crate::model::{Grade, Measure, Scope};
use crate::report::inspect::{part, sheet_texts};
use crate::report::testdata::consolidation;
use crate::report::{Paper, Style};
use city::city;
use std::collections::BTreeMap;

fn rendered(data: &Consolidation) -> Vec<u8> {
    render(data, &Style::default()).unwrap().bytes
}

/// A sheet's cells with the column of each heading (the lower of two rows where it has two).
struct Table {
    cells: Vec<Vec<String>>,
    headings: usize,
}

impl Table {
    fn list(workbook: &[u8]) -> Self {
        Self {
            cells: sheet_texts(workbook, list::SHEET),
            headings: 3,
        }
    }

    fn lines(&self) -> &[Vec<String>] {
        &self.cells[self.headings + 1..]
    }

    fn column(&self, heading: &str) -> usize {
        let named = |row: usize| self.cells[row].iter().position(|cell| cell == heading);
        named(self.headings).or(named(self.headings - 1)).unwrap()
    }

    fn texts(&self, heading: &str) -> Vec<&str> {
        let col = self.column(heading);
        self.lines().iter().map(|line| line[col].as_str()).collect()
    }

    /// Final, declared, proposed and effective of a measure, for every line.
    fn ratings(&self, measure: Measure) -> Vec<[&str; 4]> {
        let first = self.column("進捗確定") + 4 * measure as usize;
        let lines = self.lines().iter();
        lines
            .map(|line| [0, 1, 2, 3].map(|at| line[first + at].as_str()))
            .collect()
    }
}

#[test]
fn every_project_is_one_line_of_the_list() {
    for data in [consolidation(), city(40)] {
        let table = Table::list(&rendered(&data));
        assert_eq!(table.lines().len(), data.projects.len());
        let names = table.texts("事業名称");
        for (at, project) in data.projects.iter().enumerate() {
            let shown = names[at].trim_end_matches("…（続きは評価シート）");
            assert!(!shown.is_empty() && name(project).starts_with(shown));
            assert_eq!(table.texts("番号")[at], number(project));
            let evaluator = project.responsibility.evaluator.as_deref();
            assert_eq!(table.texts("評価責任者")[at], evaluator.unwrap_or("未定"));
            for measure in Measure::ALL {
                let show = |grade: Option<Grade>| grade.map_or(String::new(), |g| g.to_string());
                let last = project.decided.finals.get(measure).as_ref();
                let last = show(last.map(|rating| rating.grade));
                let form = project.sheet.declared.get(measure);
                let declared = match form.is_out_of_scope() {
                    true => "外".to_owned(),
                    false => show(form.grade),
                };
                let proposed = show(project.proposals.get(measure).grade);
                let shown = table.ratings(measure)[at];
                assert_eq!(shown[..2], [last.as_str(), &declared]);
                // Where the form says that there is no target, the rules leave the rating out.
                assert!(shown[2] == proposed || (shown[2] == "外" && proposed.is_empty()));
                let effective = shown[..3].iter().find(|text| !text.is_empty());
                assert_eq!(shown[3], *effective.unwrap_or(&""));
            }
        }
    }
}

#[test]
fn this_years_budget_stands_in_the_list_and_blank_stays_blank() {
    let data = consolidation();
    let table = Table::list(&rendered(&data));
    let budgets = table.texts("予算額");
    assert_eq!(
        budgets,
        ["12345.5", "12345.5", "", "", "-350", "1234567", ""]
    );
    assert_eq!(table.texts("集計"), ["○", "重複", "○", "○", "○", "○", "○"]);
}

#[test]
fn every_line_leads_to_a_page_that_is_there() {
    let data = consolidation();
    let bytes = rendered(&data);
    let style = Style::default();
    let files: BTreeMap<String, Vec<u8>> =
        crate::report::render(&data, &style, None, &[Output::Review])
            .unwrap()
            .into_iter()
            .map(|report| (report.name, report.bytes))
            .collect();
    let targets = part(&bytes, "xl/worksheets/_rels/sheet3.xml.rels");
    let sheet = part(&bytes, "xl/worksheets/sheet3.xml");
    let links = sheet.split("<hyperlink ").skip(1);
    let links = links.map(|link| link.split("/>").next().unwrap());
    let links: Vec<&str> = links.filter(|link| link.contains("r:id=")).collect();
    assert_eq!(links.len(), data.projects.len());
    for (link, project) in links.iter().zip(&data.projects) {
        let id = format!("Id=\"{}\"", between(link, "r:id=\"", "\""));
        let target = targets
            .split("<Relationship ")
            .find(|r| r.contains(&id))
            .unwrap();
        let file = between(target, "Target=\"", "\"").replace("%20", " ");
        let place = between(link, "location=\"", "\"");
        let page = place
            .strip_suffix("'!A1")
            .unwrap()
            .strip_prefix('\'')
            .unwrap();
        let texts = sheet_texts(&files[&file], &page.replace("''", "'"));
        let named = |text: &String| text.starts_with(name(project)) || project.sheet.name.is_none();
        assert!(texts.iter().flatten().any(named), "{file} {page}");
    }
}

#[test]
fn texts_that_look_like_formulas_stay_texts() {
    let bytes = rendered(&consolidation());
    assert!(
        Table::list(&bytes)
            .texts("事業名称")
            .contains(&"=SUM(A1:A9)")
    );
    let list = part(&bytes, "xl/worksheets/sheet3.xml");
    assert!(!list.contains("SUM(A1:A9)"));
}

/// The grades, rated, unrated and proposed of every counted line, from what the list shows.
fn counted(table: &Table, measure: Measure, group: &str, label: Option<&str>) -> Vec<String> {
    let groups = table.texts(group);
    let ratings: Vec<[&str; 4]> = table
        .ratings(measure)
        .into_iter()
        .zip(table.texts("集計"))
        .zip(groups)
        .filter(|((_, mark), group)| *mark == "○" && label.is_none_or(|label| label == *group))
        .map(|((ratings, _), _)| ratings)
        .collect();
    let effective = |grade: &str| ratings.iter().filter(|r| r[3] == grade).count();
    let grades = ["S", "A", "B", "C"].map(effective);
    let proposed = ratings
        .iter()
        .filter(|r| r[0].is_empty() && r[1].is_empty() && !["", "外"].contains(&r[2]));
    let mut row: Vec<usize> = grades.to_vec();
    row.push(grades.iter().sum());
    row.push(effective(""));
    row.push(effective("外"));
    row.push(proposed.count());
    row.iter().map(usize::to_string).collect()
}

#[test]
fn the_overview_counts_what_the_list_shows() {
    for data in [consolidation(), city(6), city(40)] {
        let bytes = rendered(&data);
        let table = Table::list(&bytes);
        let overview = sheet_texts(&bytes, "総括");
        let all = overview.iter().position(|row| row[0] == "全体").unwrap();
        let mut grouping = None;
        let mut seen = BTreeMap::new();
        for row in &overview[all..] {
            match row[0].as_str() {
                "区分別" => grouping = Some("区分"),
                "部別（主担部）" => grouping = Some("主担部"),
                "重点目標別" => grouping = Some("重点目標"),
                label if !label.is_empty() && !row[1].is_empty() => {
                    let of = grouping.map(|_| label);
                    for measure in Measure::ALL {
                        let expected = counted(&table, measure, grouping.unwrap_or("区分"), of);
                        let first = 2 + 8 * measure as usize;
                        assert_eq!(row[first..first + 8], expected, "{label} {measure:?}");
                    }
                    let projects: usize = row[1].parse().unwrap();
                    *seen.entry(grouping).or_insert(0) += projects;
                }
                _ => {}
            }
        }
        let marks = table.texts("集計");
        let projects = marks.iter().filter(|mark| **mark == "○").count();
        assert_eq!(seen.len(), 4);
        assert!(seen.values().all(|sum| *sum == projects), "{seen:?}");
    }
}

#[test]
fn shares_leave_the_unrated_out() {
    let overview = sheet_texts(&rendered(&consolidation()), "総括");
    let at = overview
        .iter()
        .position(|row| row[0] == "進捗評価")
        .unwrap();
    // A, S and B of six projects; the copy of the first is not counted.
    assert_eq!(
        overview[at][2..10],
        ["1", "1", "1", "0", "3", "3", "0", "1"]
    );
    let shares: Vec<f64> = overview[at + 1][2..6]
        .iter()
        .map(|share| share.parse().unwrap())
        .collect();
    for (share, expected) in shares.iter().zip([33.333, 33.333, 33.333, 0.0]) {
        assert!((share - expected).abs() < 0.001, "{shares:?}");
    }
}

#[test]
fn money_is_summed_by_year_and_blank_is_not_zero() {
    let overview = sheet_texts(&rendered(&consolidation()), "総括");
    let line = |year: &str| {
        let row = overview.iter().find(|row| row[11] == year).unwrap();
        [14, 17, 20, 23].map(|col| row[col].as_str())
    };
    // 10 years of one project; five years of another, whose copy is left out; -350 of a third.
    assert_eq!(line("平成28年度"), ["1234567", "1", "0", "1"]);
    assert_eq!(line("令和元年度"), ["1235767", "2", "1180", "2"]);
    assert_eq!(line("令和2年度"), ["1246562.5", "3", "0", "1"]);
    let overview = sheet_texts(&rendered(&city(6)), "総括");
    let row = overview.iter().find(|row| row[11] == "令和2年度").unwrap();
    assert_eq!([&row[20], &row[23]], ["－", "0"]);
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap() + start.len();
    let to = text[from..].find(end).unwrap();
    &text[from..from + to]
}

#[test]
fn what_was_not_sent_or_read_is_named_with_its_reason() {
    let sheet = sheet_texts(&rendered(&consolidation()), "要確認");
    // Lines of a section, which may run on under its title on a further page.
    let section = |number: usize| -> Vec<&Vec<String>> {
        let begins = |row: &Vec<String>| row[0].starts_with(&format!("{number}　"));
        let titles = (0..sheet.len()).filter(|&at| begins(&sheet[at]));
        titles
            .flat_map(|at| sheet[at + 2..].iter().take_while(|row| !row[1].is_empty()))
            .collect()
    };
    assert_eq!(section(1)[0][0], "8");
    let copies: Vec<&str> = section(2).iter().map(|row| row[3].as_str()).collect();
    assert_eq!(copies, ["採用", "除外"]);
    let errors = section(3);
    assert_eq!(errors.len(), 2);
    assert_eq!(errors[1][3..5], ["F20", "金額ではない"]);
    assert_eq!(errors[1][6], "=約百万");
}

#[test]
fn nothing_read_still_makes_a_workbook() {
    let bytes = rendered(&city(0));
    assert!(Table::list(&bytes).lines().is_empty());
    let overview = sheet_texts(&bytes, "総括");
    let all = overview.iter().find(|row| row[0] == "全体").unwrap();
    assert!(
        all[1..]
            .iter()
            .take(25)
            .all(|cell| cell == "0" || cell.is_empty())
    );
    for sheet in [
        "表紙",
        "事業費",
        "工程",
        "要審議",
        "要確認",
        "用語と判定基準",
    ] {
        assert!(!sheet_texts(&bytes, sheet).is_empty());
    }
}

#[test]
fn one_font_everywhere_and_printed_one_page_wide() {
    let style = Style {
        font: "游ゴシック".to_owned(),
        paper: Paper::A3,
        ..Style::default()
    };
    let bytes = render(&consolidation(), &style).unwrap().bytes;
    for at in 1..=8 {
        let sheet = part(&bytes, &format!("xl/worksheets/sheet{at}.xml"));
        assert!(sheet.contains("<pageSetup paperSize=\"8\""), "sheet {at}");
        // Only the cover is one page high as well.
        assert_eq!(sheet.contains("fitToHeight=\"0\""), at > 1, "sheet {at}");
    }
    for chart in 1..=8 {
        let chart = part(&bytes, &format!("xl/charts/chart{chart}.xml"));
        assert!(chart.contains("typeface=\"游ゴシック\""));
    }
}

#[test]
fn every_scope_is_a_group_even_without_a_project() {
    let overview = sheet_texts(&rendered(&city(1)), "総括");
    for scope in Scope::ALL {
        assert!(overview.iter().any(|row| row[0] == scope.japanese()));
    }
}
