//! One project: what it is, what was promised, what came of it, what was changed.

use super::super::changes::{self, Change};
use super::super::chart::{self, Pair};
use super::super::html::Html;
use super::super::lines::Line;
use super::super::public::{Entry, Voice};
use super::super::settings::PublicField;
use super::super::{File, words};
use super::{Book, Frame, SHORT, ended, grades, measure_name, money};
use crate::model::{FiscalYear, Item, Measure, Value};
use askama::Template;

#[derive(Template)]
#[template(path = "site/project.html")]
struct ProjectPage<'a> {
    frame: Frame<'a>,
    line: &'a Line<'a>,
    entry: &'a Entry,
    departments: String,
    note: Option<String>,
    texts: Vec<(&'static str, &'a str)>,
    period: String,
    as_of: String,
    shows_ratings: bool,
    shows_achievement: bool,
    shows_reasons: bool,
    shows_decision: bool,
    ratings: Vec<RatingRow>,
    own: bool,
    proposed: bool,
    indicators: Vec<Indicator>,
    money: Option<Html>,
    schedule: Option<Html>,
    items: Vec<ItemRow>,
    changes: Vec<ChangeBlock>,
    past: Vec<PastRow>,
}

struct RatingRow {
    name: &'static str,
    grade: Html,
    by: Option<String>,
    meaning: String,
    achievement: String,
    reason: String,
}

struct Indicator {
    name: &'static str,
    short: &'static str,
    chart: Option<Html>,
    unit: Option<String>,
    rows: Vec<(String, String, String)>,
}

struct ItemRow {
    number: u32,
    text: String,
    notes: Vec<String>,
    planned: String,
    actual: String,
}

struct ChangeBlock {
    id: String,
    title: String,
    caption: String,
    none: &'static str,
    changes: Vec<Change>,
}

struct PastRow {
    period: String,
    name: String,
    grades: Vec<Html>,
    decision: &'static str,
}

pub(super) fn page(book: &Book<'_>, line: &Line<'_>) -> Result<File, askama::Error> {
    let (place, entry) = line.latest();
    let period = &book.editions[place].period;
    let texts = PublicField::about().chain(PublicField::who());
    let texts = texts.filter_map(|field| Some((field.heading(), entry.text(field)?)));
    let spoken = |wanted: &Voice| {
        let mut grades = Measure::ALL
            .iter()
            .filter_map(|m| entry.ratings.get(*m).grade.as_ref());
        grades.any(|(_, voice)| voice == wanted)
    };
    let as_of = words::month(period.as_of_month());
    let view = ProjectPage {
        frame: Frame {
            about: book.about,
            root: "../",
            here: super::projects::HERE,
            title: words::short(&entry.name, SHORT),
        },
        line,
        entry,
        departments: words::departments(&entry.departments),
        note: ended::standing(line.standing).map(|how| {
            format!(
                "{how}。このページは{}に公表した内容です。",
                period.japanese()
            )
        }),
        texts: texts.collect(),
        period: period.japanese(),
        shows_ratings: book.shows_ratings(),
        shows_achievement: book.shows(PublicField::Achievement),
        shows_reasons: book.shows(PublicField::RatingReasons),
        shows_decision: book.shows(PublicField::Decision),
        ratings: ratings(book, entry)?,
        own: spoken(&Voice::Declared),
        proposed: spoken(&Voice::Proposed),
        indicators: Measure::ALL
            .into_iter()
            .filter_map(|m| indicator(entry, m))
            .collect(),
        money: money::money(book, "予算額と決算額", &years(entry))?,
        schedule: chart::plan(
            &entry.items,
            period.as_of_month(),
            "実施項目ごとの計画と実績の図。月は次の表のとおりです。",
        ),
        items: entry.items.iter().map(item).collect(),
        changes: change_blocks(book, line),
        past: past(book, line)?,
        as_of,
    };
    super::page(format!("projects/{}.html", line.slug), &view)
}

fn ratings(book: &Book<'_>, entry: &Entry) -> Result<Vec<RatingRow>, askama::Error> {
    let row = |measure: Measure| {
        let rating = entry.ratings.get(measure);
        let meaning = rating
            .letter()
            .map(|grade| grades::meaning(measure, grade, &book.thresholds));
        let by = match &rating.grade {
            Some((_, Voice::Final(by))) => by.clone(),
            _ => None,
        };
        let nothing = || words::NOTHING.to_owned();
        let percent = |percent| format!("{}％", words::number(percent));
        Ok(RatingRow {
            name: measure_name(measure),
            grade: grades::grade(rating)?,
            by,
            meaning: meaning.unwrap_or_else(nothing),
            achievement: rating.achievement.map_or_else(nothing, percent),
            reason: rating.reason.clone().unwrap_or_else(nothing),
        })
    };
    Measure::ALL.into_iter().map(row).collect()
}

/// Nothing where a measure has no value at all; no chart where its values have no common unit.
fn indicator(entry: &Entry, measure: Measure) -> Option<Indicator> {
    let values: Vec<(FiscalYear, Option<&Value>, Option<&Value>)> = entry
        .years
        .iter()
        .map(|year| {
            let (target, actual) = (year.target.get(measure), year.actual.get(measure));
            (year.fiscal_year, target.as_ref(), actual.as_ref())
        })
        .collect();
    let all = || {
        values
            .iter()
            .flat_map(|(_, target, actual)| [*target, *actual])
            .flatten()
    };
    all().next()?;
    let mut units: Vec<&str> = all().filter_map(|value| value.unit.as_deref()).collect();
    units.dedup();
    let numeric = |value: &Option<&Value>| value.and_then(|value| value.number);
    let pairs = values.iter().map(|(year, target, actual)| Pair {
        label: year.short(),
        planned: numeric(target),
        actual: numeric(actual),
    });
    let name = measure_name(measure);
    let label = format!("{name}の目標と実績の図。数値は次の表のとおりです。");
    let chart = match units.len() {
        0 | 1 => chart::columns(&pairs.collect::<Vec<_>>(), &label),
        _ => None,
    };
    let text = |value: &Option<&Value>| {
        value.map_or_else(|| words::NOTHING.to_owned(), |value| value.text.clone())
    };
    let rows = values
        .iter()
        .map(|(year, target, actual)| (year.japanese(), text(target), text(actual)));
    Some(Indicator {
        name,
        short: measure.japanese(),
        unit: units.first().map(|unit| (*unit).to_owned()),
        chart,
        rows: rows.collect(),
    })
}

fn years(entry: &Entry) -> Vec<money::Year> {
    let year = |record: &crate::model::YearRecord| money::Year {
        year: record.fiscal_year,
        budget: record.budget,
        settlement: record.settlement,
        counted: None,
    };
    entry.years.iter().map(year).collect()
}

fn item(item: &Item) -> ItemRow {
    let notes = item.notes.iter().map(|note| {
        format!(
            "{}：{}",
            note.fiscal_year.japanese(),
            words::short(&note.text, usize::MAX)
        )
    });
    ItemRow {
        number: item.number,
        text: item.text.clone().unwrap_or_else(|| match item.notes[..] {
            [] => words::NOTHING.to_owned(),
            _ => String::new(),
        }),
        notes: notes.collect(),
        planned: words::spans(&item.planned),
        actual: words::spans(&item.actual),
    }
}

/// What was changed since last year, then between the publications before.
fn change_blocks(book: &Book<'_>, line: &Line<'_>) -> Vec<ChangeBlock> {
    let (place, entry) = line.latest();
    let name = |place: usize| book.editions[place].period.japanese();
    let year = |place: usize| book.editions[place].period.fiscal_year;
    let earlier = &line.entries[..line.entries.len() - 1];
    // The newest of an earlier fiscal year; within the first year, the one before.
    let base = earlier
        .iter()
        .rfind(|(at, _)| year(*at) < year(place))
        .or(earlier.last());
    let Some((base, before)) = base else {
        return Vec::new();
    };
    let mut blocks = vec![ChangeBlock {
        id: "changes".to_owned(),
        title: format!("{}からの変更", name(*base)),
        caption: format!("{}と{}の違い", name(*base), name(place)),
        none: "目標や計画などの変更はありません。",
        changes: changes::between(before, entry),
    }];
    for pair in line.entries.windows(2).rev() {
        let ((from, before), (to, now)) = (pair[0], pair[1]);
        // The first block says it already.
        if from == *base && to == place {
            continue;
        }
        let changes = changes::between(before, now);
        if !changes.is_empty() {
            blocks.push(ChangeBlock {
                id: format!("changes{to}"),
                title: format!("以前の変更（{}から{}）", name(from), name(to)),
                caption: format!("{}と{}の違い", name(from), name(to)),
                none: "",
                changes,
            });
        }
    }
    blocks
}

fn past(book: &Book<'_>, line: &Line<'_>) -> Result<Vec<PastRow>, askama::Error> {
    if line.entries.len() < 2 {
        return Ok(Vec::new());
    }
    let row = |(place, entry): &(usize, &Entry)| {
        let decision = entry.decision.as_ref();
        Ok(PastRow {
            period: book.editions[*place].period.japanese(),
            name: format!("{}　{}", entry.number, words::short(&entry.name, SHORT)),
            grades: grades::grades(entry)?,
            decision: decision.map_or(words::NOTHING, |decision| decision.outcome.japanese()),
        })
    };
    line.entries.iter().rev().map(row).collect()
}
