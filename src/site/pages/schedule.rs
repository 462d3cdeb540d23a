//! The schedule of all projects.

use super::super::chart::{self, Scale};
use super::super::html::Html;
use super::super::lines::Line;
use super::super::{File, words};
use super::list::List;
use super::{Book, SHORT, piece};
use crate::model::{Item, Span};
use askama::Template;

const HERE: &str = "schedule.html";

#[derive(Template)]
#[template(path = "site/schedule_row.html")]
struct Row<'a> {
    line: &'a Line<'a>,
    name: String,
    strip: Html,
    planned: String,
    actual: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<thead><tr><th scope="col">番号</th><th scope="col">取組み</th><th scope="col">図{{ axis }}</th><th scope="col">計画</th><th scope="col">実績</th></tr></thead>"#
)]
struct Head {
    axis: Html,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<p><span class="swatch plan"></span>計画（上の帯） <span class="swatch real"></span>実績（下の帯）。同じことを、右の「計画」「実績」の欄に月で示しています。</p>"#
)]
struct Legend;

pub(super) fn pages(book: &Book<'_>) -> Result<Vec<File>, askama::Error> {
    let items = |line: &Line<'_>| !line.latest().1.items.is_empty();
    let lines: Vec<&Line<'_>> = book.current().filter(|line| items(line)).collect();
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let scale = Scale::over(lines.iter().flat_map(|line| &line.latest().1.items));
    let row = |line: &&Line<'_>| {
        let items = &line.latest().1.items;
        piece(&Row {
            line,
            name: words::short(&line.latest().1.name, SHORT),
            strip: scale.map_or_else(Html::default, |scale| chart::strip(scale, items)),
            planned: range(items, |item| &item.planned),
            actual: range(items, |item| &item.actual),
        })
    };
    let rows: Result<Vec<Html>, askama::Error> = lines.iter().map(row).collect();
    let list = List {
        frame: book.frame(HERE, "全ての取組みのスケジュール"),
        stem: "schedule".to_owned(),
        intro: "取組みごとに、最初の計画から最後の計画までと、実績のある期間を示します。実施項目ごとの月は、それぞれの取組みのページにあります。".to_owned(),
        legend: Some(piece(&Legend)?),
        caption: "取組みごとの計画と実績".to_owned(),
        head: piece(&Head {
            axis: scale.map_or_else(Html::default, chart::axis),
        })?,
        sections: false,
        rows: rows?,
    };
    list.pages()
}

/// From the first to the last month in which anything is planned or done.
fn range<'a>(items: &'a [Item], spans: impl Fn(&'a Item) -> &'a Vec<Span>) -> String {
    let all: Vec<Span> = items.iter().flat_map(spans).copied().collect();
    let hull: Vec<Span> = words::hull(all.iter()).into_iter().collect();
    words::spans(&hull)
}
