//! Every kind of workbook is printed, and every project on pages of its own.

use crate::faults::check;
use crate::paper::{Page, Printed, squeeze};
use crate::sheets::{sheet_of, sheets};
use crate::{PAPER, review_name};
use std::collections::BTreeSet;

/// A project as far as its printed page must show it.
struct Project<'a> {
    name: &'a str,
    evaluator: &'a str,
}

fn projects() -> impl Iterator<Item = Project<'static>> {
    let projects = PAPER.dataset["projects"].as_array().unwrap();
    projects.iter().map(|project| Project {
        name: project["name"].as_str().unwrap(),
        evaluator: project["evaluator"].as_str().unwrap_or("未定"),
    })
}

#[test]
fn every_kind_of_workbook_is_printed() {
    let names: Vec<String> = PAPER.printed.iter().map(Printed::name).collect();
    for wanted in ["総括表.xlsx", "確認事項.xlsx", "反映結果.xlsx"] {
        assert!(
            names.iter().any(|name| name == wanted),
            "{wanted} is not among {names:?}"
        );
    }
    let evaluators: BTreeSet<&str> = projects().map(|project| project.evaluator).collect();
    for evaluator in evaluators {
        let wanted = review_name(evaluator);
        assert!(names.contains(&wanted), "{wanted} is not among {names:?}");
    }
    check(|printed| match printed.pages.len() {
        0 => vec!["no page".to_owned()],
        _ => Vec::new(),
    });
}

/// A review workbook is a list, then a page for each project; a long one goes on on the next. The evaluator takes
/// the pages of a project to the hearing, so each says which project it is and shows nothing of another.
#[test]
fn every_project_has_pages_of_its_own() {
    let mut counts = Vec::new();
    for printed in PAPER
        .printed
        .iter()
        .filter(|printed| printed.name().starts_with("評価シート_"))
    {
        let own: Vec<String> = projects()
            .filter(|project| review_name(project.evaluator) == printed.name())
            .map(|project| squeeze(project.name))
            .collect();
        let sheets = sheets(&printed.workbook);
        let (list, pages): (Vec<&Page>, Vec<&Page>) = printed
            .pages
            .iter()
            .partition(|page| sheet_of(page, &sheets).is_some_and(|sheet| sheet.name == "一覧"));
        assert!(!list.is_empty(), "{}: no list", printed.name());
        for name in &own {
            let listed = list.iter().any(|page| page.text.contains(name));
            assert!(listed, "{}: 「{name}」 is not on the list", printed.name());
            let with = pages.iter().filter(|page| page.text.contains(name)).count();
            assert!(
                (1..=2).contains(&with),
                "{}: 「{name}」 is on {with} pages",
                printed.name()
            );
            counts.push(with);
        }
        for page in pages {
            let named = own.iter().filter(|name| page.text.contains(*name)).count();
            assert_eq!(
                named,
                1,
                "{}: projects on a page\n{}",
                printed.name(),
                page.text
            );
        }
    }
    let single = counts.iter().filter(|count| **count == 1).count();
    assert!(
        single * 3 >= counts.len() * 2,
        "only {single} of {} fit a page",
        counts.len()
    );
}
