//! Ratings counted by what projects have in common: 重点目標, 部.

use super::super::html::Html;
use super::super::tally::{Group, PLACES};
use super::super::{chart, words};
use super::{Book, SHORT, piece};
use crate::model::Measure;
use askama::Template;

#[derive(Template)]
#[template(path = "site/group_row.html")]
struct Row<'a> {
    name: String,
    href: Option<&'a str>,
    group: &'a Group,
    measures: Vec<(Vec<(&'static str, usize)>, Html)>,
}

/// A row for each group; `href` says where its projects are listed.
pub(super) fn rows(
    book: &Book<'_>,
    groups: &[Group],
    href: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Html>, askama::Error> {
    let measures = |group: &Group| {
        if !book.shows_ratings() {
            return Vec::new();
        }
        let counts = Measure::ALL.map(|measure| group.counts.get(measure));
        counts
            .map(|counts| {
                (
                    PLACES.into_iter().zip(counts.0).collect(),
                    chart::counts(counts),
                )
            })
            .into()
    };
    let row = |group: &Group| {
        piece(&Row {
            name: words::short(&group.name, SHORT),
            href: href(&group.name).as_deref(),
            group,
            measures: measures(group),
        })
    };
    groups.iter().map(row).collect()
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<thead><tr><th scope="col">{{ first }}</th><th scope="col" class="n">件数</th>{% if ratings %}<th scope="col">進捗</th><th scope="col">KPI</th><th scope="col">KGI</th>{% endif %}</tr></thead>"#
)]
struct Head<'a> {
    first: &'a str,
    ratings: bool,
}

/// The headings above [`rows`].
pub(super) fn head(book: &Book<'_>, first: &str) -> Result<Html, askama::Error> {
    piece(&Head {
        first,
        ratings: book.shows_ratings(),
    })
}
