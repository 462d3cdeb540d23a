//! How ratings moved from period to period.

use super::super::File;
use super::super::html::Html;
use super::super::tally::{Moves, PLACES};
use super::list::List;
use super::{Book, measure_name, piece};
use crate::model::Measure;
use askama::Template;

/// The name of a measure, its table by rows, and every move with how often it happened.
type Table = (
    &'static str,
    Vec<(&'static str, [usize; 5])>,
    Vec<(String, usize)>,
);

#[derive(Template)]
#[template(path = "site/moves.html")]
struct Section {
    id: String,
    title: String,
    lead: String,
    before: String,
    now: String,
    places: [&'static str; 5],
    measures: Vec<Table>,
}

pub(super) fn pages(book: &Book<'_>) -> Result<Vec<File>, askama::Error> {
    if book.editions.len() < 2 || !book.shows_ratings() {
        return Ok(Vec::new());
    }
    let newest_first = (1..book.editions.len()).rev();
    let sections: Result<Vec<Html>, askama::Error> = newest_first
        .map(|now| piece(&section(book, now - 1, now)))
        .collect();
    let list = List {
        frame: book.frame("history.html", "評価の移り変わり"),
        stem: "history".to_owned(),
        intro: "続けて公表した取組みについて、前の期間から評価がどう変わったかを数えました。「A←B」は、前回B、今回Aということです。「－」は評価がないことを表します。".to_owned(),
        legend: None,
        caption: String::new(),
        head: Html::default(),
        sections: true,
        rows: sections?,
    };
    list.pages()
}

fn section(book: &Book<'_>, before: usize, now: usize) -> Section {
    let name = |place: usize| book.editions[place].period.japanese();
    let moves = Measure::ALL.map(|m| Moves::between(book.lines, before, now, m));
    let both: usize = moves[0].0.iter().flatten().sum();
    let table = |(measure, moves): (Measure, &Moves)| -> Table {
        let rows = PLACES.into_iter().zip(moves.0).collect();
        (measure_name(measure), rows, moves.list())
    };
    Section {
        id: format!("moves{now}"),
        title: format!("{}から{}へ", name(before), name(now)),
        lead: format!("どちらの期間にも公表した取組みは{both}件です。"),
        before: name(before),
        now: name(now),
        places: PLACES,
        measures: Measure::ALL.into_iter().zip(&moves).map(table).collect(),
    }
}
