//! Projects that are not in the newest period any more, kept findable.

use super::super::lines::{Line, Standing};
use super::super::{File, words};
use super::list::List;
use super::{Book, SHORT, piece};
use crate::site::html::Html;
use askama::Template;

#[derive(Template)]
#[template(path = "site/ended_row.html")]
struct Row<'a> {
    line: &'a Line<'a>,
    name: String,
    last: String,
    how: &'static str,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<thead><tr><th scope="col">番号</th><th scope="col">取組み</th><th scope="col">最後に公表した期間</th><th scope="col">状態</th></tr></thead>"#
)]
struct Head;

/// How a project stands, in a word; `None` for one that is published.
pub(super) const fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Current => None,
        Standing::Waiting => Some("今回の分は公表していません"),
        Standing::Ended(Some(how)) => Some(how),
        Standing::Ended(None) => Some("終了"),
    }
}

pub(super) fn pages(book: &Book<'_>) -> Result<Vec<File>, askama::Error> {
    let mut rows: Vec<Html> = Vec::new();
    for line in book.lines {
        let Some(how) = standing(line.standing) else {
            continue;
        };
        let (place, entry) = line.latest();
        rows.push(piece(&Row {
            line,
            name: words::short(&entry.name, SHORT),
            last: book.editions[place].period.japanese(),
            how,
        })?);
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let list = List {
        frame: book.frame("ended.html", "終了した取組みなど"),
        stem: "ended".to_owned(),
        intro: "以前に公表し、今回は公表していない取組みです。最後に公表した内容を見られます。"
            .to_owned(),
        legend: None,
        caption: "今回は公表していない取組み".to_owned(),
        head: piece(&Head)?,
        sections: false,
        rows,
    };
    list.pages()
}
