//! Lists of projects: all of them, and those of each bureau.

use super::super::html::Html;
use super::super::lines::Line;
use super::super::settings::PublicField;
use super::super::{File, words};
use super::list::List;
use super::{Book, SHORT, grades, piece};
use crate::model::TextField;
use askama::Template;

/// The page that the lists of projects belong to.
pub(super) const HERE: &str = "list.html";

#[derive(Template)]
#[template(path = "site/project_head.html")]
struct Head {
    shows_departments: bool,
    shows_goal: bool,
    shows_ratings: bool,
    shows_decision: bool,
}

#[derive(Template)]
#[template(path = "site/project_row.html")]
struct Row<'a> {
    line: &'a Line<'a>,
    name: String,
    departments: String,
    goal: String,
    grades: Vec<Html>,
    decision: &'static str,
    shows_departments: bool,
    shows_goal: bool,
    shows_ratings: bool,
    shows_decision: bool,
}

fn row(book: &Book<'_>, line: &Line<'_>) -> Result<Html, askama::Error> {
    let entry = line.latest().1;
    let decision = entry.decision.as_ref();
    piece(&Row {
        line,
        name: words::short(&entry.name, SHORT),
        departments: words::short(&words::departments(&entry.departments), SHORT),
        goal: words::short(
            entry
                .text(PublicField::Text(TextField::FocusGoal))
                .unwrap_or(words::NOTHING),
            SHORT,
        ),
        grades: grades::grades(entry)?,
        decision: decision.map_or(words::NOTHING, |decision| decision.outcome.japanese()),
        shows_departments: book.shows(PublicField::Departments),
        shows_goal: book.shows(PublicField::Text(TextField::FocusGoal)),
        shows_ratings: book.shows_ratings(),
        shows_decision: book.shows(PublicField::Decision),
    })
}

/// The bureaus in the order in which they come up, with the names of their lists; empty where
/// departments do not go out.
pub(super) fn bureaus(book: &Book<'_>) -> Vec<(String, String)> {
    let mut bureaus: Vec<(String, String)> = Vec::new();
    for bureau in book.entries().filter_map(|entry| entry.bureau()) {
        if !bureaus.iter().any(|(name, _)| name == bureau) {
            let stem = format!("bureau{}", bureaus.len() + 1);
            bureaus.push((bureau.to_owned(), stem));
        }
    }
    bureaus
}

pub(super) fn pages(book: &Book<'_>) -> Result<Vec<File>, askama::Error> {
    let head = piece(&Head {
        shows_departments: book.shows(PublicField::Departments),
        shows_goal: book.shows(PublicField::Text(TextField::FocusGoal)),
        shows_ratings: book.shows_ratings(),
        shows_decision: book.shows(PublicField::Decision),
    })?;
    let rows: Result<Vec<(&Line<'_>, Html)>, askama::Error> = book
        .current()
        .map(|line| Ok((line, row(book, line)?)))
        .collect();
    let rows = rows?;
    let list = |stem: &str, title: &str, rows: Vec<Html>| List {
        frame: book.frame(HERE, title),
        stem: stem.to_owned(),
        intro: format!(
            "{}件の取組みがあります。名称から、それぞれの内容を見られます。",
            rows.len()
        ),
        legend: None,
        caption: title.to_owned(),
        head: head.clone(),
        sections: false,
        rows,
    };
    let all = rows.iter().map(|(_, row)| row.clone()).collect();
    let mut files = list("list", "取組み一覧", all).pages()?;
    for (bureau, stem) in bureaus(book) {
        let of_bureau = |line: &Line<'_>| line.latest().1.bureau() == Some(&bureau);
        let rows = rows.iter().filter(|(line, _)| of_bureau(line));
        let rows = rows.map(|(_, row)| row.clone()).collect();
        let title = format!("{}の取組み", words::short(&bureau, SHORT));
        files.extend(list(&stem, &title, rows).pages()?);
    }
    Ok(files)
}
