//! The tables of open data, filled from what is public. A project has its newest published state in all
//! of them, and the ratings of every period in `ratings`.

use super::super::lines::{Line, Standing};
use super::super::public::{Edition, Voice};
use super::super::settings::{PublicField, Settings};
use super::super::words;
use super::columns::{self, INDICATORS, ITEMS, MONEY, NOTES, RATINGS, SPANS_OF_ITEMS, Shown};
use super::table::{Cell, Table};
use crate::model::{Bound, Measure, Period, Value};

/// How a period is written in data: `2026-H1`, `2026`.
pub(in crate::site) fn period(period: &Period) -> String {
    match period.part {
        Some(part) => format!("{}-{part:?}", period.fiscal_year),
        None => period.fiscal_year.to_string(),
    }
}

/// Every table that has anything to show by the settings.
pub fn tables(editions: &[Edition], lines: &[Line<'_>], settings: &Settings) -> Vec<Table> {
    let project_columns = columns::projects();
    let tables = [
        (
            true,
            "projects",
            "取組み",
            "1行が1つの取組みです。終了した取組みも、最後に公表した内容で含みます。",
            project_columns.as_slice(),
            projects(editions, lines),
        ),
        (
            settings.shows(PublicField::Targets) || settings.shows(PublicField::Actuals),
            "indicators",
            "目標と実績",
            "1行が1つの取組みの、ある年度の、ある種類の値です。",
            INDICATORS,
            indicators(lines),
        ),
        (
            settings.shows(PublicField::Budget) || settings.shows(PublicField::Settlement),
            "money",
            "予算と決算",
            "1行が1つの取組みの、ある年度の金額です。",
            MONEY,
            money(lines),
        ),
        (
            settings.shows(PublicField::Items),
            "items",
            "実施項目",
            "1行が1つの実施項目です。",
            ITEMS,
            items(lines),
        ),
        (
            settings.shows(PublicField::Items),
            "schedule",
            "スケジュール",
            "1行が1つの計画または実績の期間です。",
            SPANS_OF_ITEMS,
            spans(lines),
        ),
        (
            settings.shows(PublicField::Items) && settings.shows(PublicField::ItemNotes),
            "notes",
            "スケジュールの記載",
            "1行がスケジュールの中の1つの記載です。",
            NOTES,
            notes(lines),
        ),
        (
            settings.shows(PublicField::Ratings) || settings.shows(PublicField::Proposals),
            "ratings",
            "評価",
            "1行が1つの取組みの、ある期間の、ある種類の評価です。公表した全ての期間を含みます。",
            RATINGS,
            ratings(editions, lines),
        ),
    ];
    tables
        .into_iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, name, title, about, columns, rows)| {
            let (columns, rows) = shown(columns, rows, settings);
            Table {
                name,
                title,
                about,
                columns,
                rows,
            }
        })
        .collect()
}

/// The columns that go out, and their cells.
fn shown(
    columns: &[Shown],
    mut rows: Vec<Vec<Cell>>,
    settings: &Settings,
) -> (Vec<super::Column>, Vec<Vec<Cell>>) {
    let shows = |(_, field): &&Shown| field.is_none_or(|field| settings.shows(field));
    let kept: Vec<bool> = columns.iter().map(|column| shows(&column)).collect();
    for row in &mut rows {
        let mut kept = kept.iter();
        row.retain(|_| kept.next().copied().unwrap_or_default());
    }
    let columns = columns.iter().filter(shows).map(|(column, _)| *column);
    (columns.collect(), rows)
}

fn id(line: &Line<'_>) -> [Cell; 2] {
    let text = |text: &str| Cell::Text(text.to_owned());
    [text(&line.slug), text(&line.number)]
}

fn whole(number: usize) -> Cell {
    i64::try_from(number).map_or(Cell::Blank, Cell::Integer)
}

fn projects(editions: &[Edition], lines: &[Line<'_>]) -> Vec<Vec<Cell>> {
    let row = |line: &Line<'_>| {
        let (place, entry) = line.latest();
        let at = &editions[place].period;
        let standing = match line.standing {
            Standing::Current => "current",
            Standing::Waiting => "waiting",
            Standing::Ended(_) => "ended",
        };
        let decision = entry.decision.as_ref();
        let mut row = Vec::from(id(line));
        row.extend([
            Cell::Text(entry.name.clone()),
            Cell::Text(format!("../projects/{}.html", line.slug)),
            Cell::Text(period(at)),
            Cell::Day(at.as_of),
            Cell::Text(standing.to_owned()),
            Cell::text(entry.scope.map(|scope| scope.japanese())),
            Cell::text(entry.bureau()),
            Cell::text(Some(words::departments(&entry.departments))),
        ]);
        row.extend(columns::texts().map(|field| Cell::text(entry.text(field))));
        row.push(Cell::text(decision.map(|d| d.outcome.japanese())));
        row.push(Cell::text(decision.and_then(|d| d.reason.clone())));
        row
    };
    lines.iter().map(row).collect()
}

fn indicators(lines: &[Line<'_>]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for line in lines {
        for year in &line.latest().1.years {
            for measure in Measure::ALL {
                let (target, actual) = (year.target.get(measure), year.actual.get(measure));
                if target.is_none() && actual.is_none() {
                    continue;
                }
                let bound = target.as_ref().and_then(|target| target.bound);
                let [target_text, target_number, target_unit] = value(target.as_ref());
                let mut row = Vec::from(id(line));
                row.extend([
                    Cell::Integer(year.fiscal_year.0.into()),
                    Cell::Text(measure.key().to_owned()),
                    target_text,
                    target_number,
                    target_unit,
                    Cell::text(bound.map(bound_word)),
                ]);
                row.extend(value(actual.as_ref()));
                rows.push(row);
            }
        }
    }
    rows
}

fn value(value: Option<&Value>) -> [Cell; 3] {
    [
        Cell::text(value.map(|value| value.text.clone())),
        Cell::number(value.and_then(|value| value.number)),
        Cell::text(value.and_then(|value| value.unit.clone())),
    ]
}

const fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at_least",
        Bound::AtMost => "at_most",
        Bound::Above => "above",
        Bound::Below => "below",
    }
}

fn money(lines: &[Line<'_>]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for line in lines {
        for year in &line.latest().1.years {
            if year.budget.is_some() || year.settlement.is_some() {
                let mut row = Vec::from(id(line));
                row.push(Cell::Integer(year.fiscal_year.0.into()));
                row.extend([year.budget, year.settlement].map(Cell::number));
                rows.push(row);
            }
        }
    }
    rows
}

/// Every item with the cells that lead to it.
fn each_item<'a>(
    lines: &'a [Line<'a>],
) -> impl Iterator<Item = (Vec<Cell>, &'a crate::model::Item)> {
    lines.iter().flat_map(|line| {
        let items = line.latest().1.items.iter().enumerate();
        items.map(|(at, item)| {
            let mut row = Vec::from(id(line));
            row.push(whole(at + 1));
            (row, item)
        })
    })
}

fn items(lines: &[Line<'_>]) -> Vec<Vec<Cell>> {
    let rows = each_item(lines).map(|(mut row, item)| {
        row.push(Cell::Integer(item.number.into()));
        row.push(Cell::text(item.text.clone()));
        row
    });
    rows.collect()
}

fn spans(lines: &[Line<'_>]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (row, item) in each_item(lines) {
        for (kind, spans) in [("planned", &item.planned), ("actual", &item.actual)] {
            let mut spans = spans.clone();
            spans.sort_unstable();
            // The same span drawn twice says it once.
            spans.dedup();
            for span in spans {
                let mut row = row.clone();
                let months = [Cell::Month(span.from), Cell::Month(span.to)];
                row.push(Cell::Text(kind.to_owned()));
                row.extend(months);
                rows.push(row);
            }
        }
    }
    rows
}

fn notes(lines: &[Line<'_>]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (row, item) in each_item(lines) {
        for (at, note) in item.notes.iter().enumerate() {
            let mut row = row.clone();
            row.extend([
                whole(at + 1),
                Cell::Integer(note.fiscal_year.0.into()),
                Cell::text(Some(note.text.clone())),
            ]);
            rows.push(row);
        }
    }
    rows
}

fn ratings(editions: &[Edition], lines: &[Line<'_>]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for line in lines {
        for (place, entry) in &line.entries {
            for measure in Measure::ALL {
                let rating = entry.ratings.get(measure);
                let (voice, by) = match rating.grade.as_ref().map(|(_, voice)| voice) {
                    Some(Voice::Final(by)) => (Some("final"), by.clone()),
                    Some(Voice::Declared) => (Some("declared"), None),
                    Some(Voice::Proposed) => (Some("proposed"), None),
                    None => (None, None),
                };
                rows.push(vec![
                    Cell::Text(line.slug.clone()),
                    Cell::Text(period(&editions[*place].period)),
                    Cell::Text(entry.number.clone()),
                    Cell::Text(entry.name.clone()),
                    Cell::Text(measure.key().to_owned()),
                    Cell::text(rating.letter().map(|grade| grade.to_string())),
                    Cell::text(voice),
                    Cell::text(by),
                    Cell::text(rating.reason.clone()),
                    Cell::number(rating.achievement),
                ]);
            }
        }
    }
    rows
}
