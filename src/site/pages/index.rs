//! The overview, and the list of all 重点目標 where there are too many for it.

use super::super::html::Html;
use super::super::public::Voice;
use super::super::settings::PublicField;
use super::super::tally::{self, Counts, Group, PLACES};
use super::super::{File, chart};
use super::list::List;
use super::{Book, Frame, groups, measure_name, money, page, projects};
use crate::model::{Measure, Outcome, TextField};
use askama::Template;

/// More groups than this are listed on pages of their own.
const MOST_GROUPS: usize = 30;

/// How many ratings do not stand yet.
#[derive(Default)]
struct Voices {
    declared: usize,
    proposed: usize,
}

/// A table of groups.
struct Block {
    id: &'static str,
    title: &'static str,
    caption: &'static str,
    head: Html,
    rows: Vec<Html>,
    more: Option<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "site/index.html")]
struct Index<'a> {
    frame: Frame<'a>,
    whole: Group,
    voices: Voices,
    ratings: bool,
    places: [&'static str; 5],
    measures: Vec<(&'static str, Counts, Html)>,
    decisions: Vec<(&'static str, usize)>,
    groups: Vec<Block>,
    money: Option<Html>,
}

pub(super) fn pages(book: &Book<'_>) -> Result<Vec<File>, askama::Error> {
    let whole = Group::of("", book.entries());
    let measures = Measure::ALL.map(|measure| {
        let counts = *whole.counts.get(measure);
        (measure_name(measure), counts, chart::counts(&counts))
    });
    let (goals, mut files) = goals(book)?;
    let index = Index {
        frame: book.frame("index.html", "概要"),
        voices: voices(book),
        ratings: book.shows_ratings(),
        places: PLACES,
        measures: measures.into(),
        decisions: decisions(book),
        groups: goals.into_iter().chain(bureaus(book)?).collect(),
        money: sums(book)?,
        whole,
    };
    files.insert(0, page("index.html", &index)?);
    Ok(files)
}

fn voices(book: &Book<'_>) -> Voices {
    let mut voices = Voices::default();
    for entry in book.entries() {
        for measure in Measure::ALL {
            match &entry.ratings.get(measure).grade {
                Some((_, Voice::Declared)) => voices.declared += 1,
                Some((_, Voice::Proposed)) => voices.proposed += 1,
                Some((_, Voice::Final(_))) | None => {}
            }
        }
    }
    voices
}

fn decisions(book: &Book<'_>) -> Vec<(&'static str, usize)> {
    if !book.shows(PublicField::Decision) {
        return Vec::new();
    }
    let outcomes = book.entries().filter_map(|entry| entry.decision.as_ref());
    let count = |outcome: Outcome| {
        let same = outcomes.clone().filter(|d| d.outcome == outcome);
        (outcome.japanese(), same.count())
    };
    let counts: Vec<(&str, usize)> = Outcome::ALL.map(count).into();
    match counts.iter().any(|(_, count)| *count > 0) {
        true => counts,
        false => Vec::new(),
    }
}

fn goals(book: &Book<'_>) -> Result<(Option<Block>, Vec<File>), askama::Error> {
    if !book.shows(PublicField::Text(TextField::FocusGoal)) {
        return Ok((None, Vec::new()));
    }
    let goal = |entry: &super::super::public::Entry| {
        entry
            .text(PublicField::Text(TextField::FocusGoal))
            .map(super::super::clean::line)
    };
    let mut groups = tally::groups(book.entries(), goal, "重点目標の記載なし");
    // By name (① ② …); what has none stays at the end.
    let named = groups.len() - usize::from(book.entries().any(|entry| goal(entry).is_none()));
    groups[..named].sort_by(|a, b| a.name.cmp(&b.name));
    let head = groups::head(book, "重点目標")?;
    let mut rows = groups::rows(book, &groups, |_| None)?;
    let mut files = Vec::new();
    let mut more = None;
    if rows.len() > MOST_GROUPS {
        let list = List {
            frame: book.frame("index.html", "重点目標ごとの評価"),
            stem: "goals".to_owned(),
            intro: format!("{}の重点目標があります。", rows.len()),
            legend: None,
            caption: "重点目標ごとの評価の件数".to_owned(),
            head: head.clone(),
            sections: false,
            rows: rows.clone(),
        };
        files = list.pages()?;
        more = Some(("goals.html", "全ての重点目標を見る"));
        rows.truncate(MOST_GROUPS);
    }
    let block = Block {
        id: "goals",
        title: "重点目標ごとの評価",
        caption: "重点目標ごとの評価の件数",
        head,
        rows,
        more,
    };
    Ok((Some(block), files))
}

fn bureaus(book: &Book<'_>) -> Result<Option<Block>, askama::Error> {
    let bureaus = projects::bureaus(book);
    if bureaus.is_empty() {
        return Ok(None);
    }
    let href = |name: &str| {
        let found = bureaus.iter().find(|(bureau, _)| bureau == name);
        found.map(|(_, stem)| format!("{stem}.html"))
    };
    let bureau = |entry: &super::super::public::Entry| entry.bureau().map(str::to_owned);
    let groups = tally::groups(book.entries(), bureau, "担当部の記載なし");
    Ok(Some(Block {
        id: "bureaus",
        title: "部ごとの評価",
        caption: "主に担当する部ごとの評価の件数",
        head: groups::head(book, "部")?,
        rows: groups::rows(book, &groups, href)?,
        more: None,
    }))
}

fn sums(book: &Book<'_>) -> Result<Option<Html>, askama::Error> {
    let years: Vec<money::Year> = tally::money(book.entries())
        .into_iter()
        .map(|(year, sum)| money::Year {
            year,
            budget: sum.budget,
            settlement: sum.settlement,
            counted: Some((sum.budgeted, sum.settled)),
        })
        .collect();
    let caption = "全ての取組みの予算額と決算額の合計（かっこ内は金額の記載がある取組みの件数）";
    money::money(book, caption, &years)
}
