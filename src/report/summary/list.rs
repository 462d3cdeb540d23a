//! 一覧: every project one line of a table, what the totals are counted from.
//!
//! ```text
//!                 │ 進捗評価            │ 実績評価 KPI …
//! 番号 │ 事業名称 … │ 確定 自己 案 採用  │ 確定 自己 案 採用 …      the table's own headings
//! ```
//! 採用 follows the first of the three before it that is filled in; what is only proposed stands in brackets.

mod ratings;

pub(super) use ratings::Kind;

use super::standing::OUT_OF_SCOPE;
use super::tally::{Line, Money};
use super::{Book, Drawn, money, name, number};
use crate::model::{Measure, Project, TextField, Value, YearRecord};
use crate::report::formats::SMALL;
use crate::report::link::Link;
use crate::report::table::{Cell, Digits, Frame, IN_REVIEW, Look, Table, TableSheet, grouped};
use crate::workbook::CellPos;
use rust_decimal::Decimal;
use rust_xlsxwriter::utility::cell_range_absolute;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "一覧";
/// Mark of a line that is counted.
pub(super) const COUNTED: &str = "○";
/// Mark of a line whose number was sent before.
const COPY: &str = "重複";

/// The table's name, for formulas of an officer's own.
const TABLE: &str = "取組み一覧";
/// The first line, below the title, what stands below it, the names of the ratings, and the headings.
const FIRST: u32 = 4;
/// A column of typed values is no wider than this, in pixels; longer ones are wrapped.
const WIDEST_VALUE: u32 = 88;
/// What stands in a cell that leads elsewhere.
const OPEN: &str = "開く";
/// The headings of the columns that lead to other sheets.
const NUMBER: &str = "番号";
const SCHEDULE: &str = "工程";

/// A column of lines.
type Column<'a> = crate::report::table::Column<'a, Line<'a>>;

/// The columns that other sheets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Scope,
    Bureau,
    Focus,
    /// Of a result; progress has none.
    Achievement(Measure),
    Rating(Measure, Kind),
    Counted,
}

impl Key {
    /// The heading: unlike every other, as a table needs it.
    fn heading(self) -> String {
        match self {
            Self::Scope => "区分".to_owned(),
            Self::Bureau => "主担部".to_owned(),
            Self::Focus => "重点目標".to_owned(),
            Self::Achievement(measure) => format!("達成率{}", measure.japanese()),
            Self::Rating(measure, kind) => format!("{}{}", measure.japanese(), kind.heading()),
            Self::Counted => "集計".to_owned(),
        }
    }
}

impl Book<'_> {
    /// A column's cells of all lines, for a formula on another sheet.
    pub(super) fn range(&self, key: Key) -> String {
        let col = column(&self.headings, &key.heading());
        format!(
            "{SHEET}!{}",
            cell_range_absolute(FIRST, col, last_row(self), col)
        )
    }
}

/// The headings from left to right.
pub(super) fn headings(book: &Book<'_>) -> Vec<String> {
    let columns = columns(book);
    let headings = columns.iter().map(|column| column.heading().to_owned());
    headings.collect()
}

/// The place of a heading.
fn column(headings: &[String], heading: &str) -> u16 {
    let at = headings.iter().position(|known| known == heading);
    at.unwrap_or_default() as u16
}

/// The row of a line, counted from 0.
pub(super) const fn row(at: usize) -> u32 {
    FIRST + at as u32
}

/// The last line; where there is no project one line stays blank.
fn last_row(book: &Book<'_>) -> u32 {
    FIRST + (book.lines.len() as u32).max(1) - 1
}

/// Whether a line is counted, as it stands in the lists.
pub(super) const fn mark(line: &Line<'_>) -> &'static str {
    if line.counted { COUNTED } else { COPY }
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Drawn, XlsxError> {
    let table = table(book);
    let mut list = TableSheet::of(SHEET, &book.paged(), &table.columns)?;
    let year = book.consolidation.period.fiscal_year.japanese();
    let subtitle = format!(
        "{}　目標値・実績値・予算額（千円）・達成率（％）は{year}　採用：確定、なければ自己、なければ（案）　{OUT_OF_SCOPE}：対象外",
        book.subtitle()
    );
    list.title("取組み一覧", &subtitle)?;
    let lines = list.table(&table, &book.lines)?;
    let mut sheet = list.finish()?;
    ratings::looks_of_grades(&mut sheet, book, last_row(book))?;
    Ok(Drawn { sheet, lines })
}

fn table<'a>(book: &'a Book<'_>) -> Table<'a, Line<'a>> {
    Table {
        frame: Frame::Named(TABLE, "取組みごとの担当、指標、達成率、評価、予算額"),
        group: 15.0,
        head: 39.0,
        least: 22.0,
        most: 160.0,
        cut: Some(IN_REVIEW),
        frozen: 2,
        ..Table::new(columns(book)).small()
    }
}

/// Links every line to its row on 要審議 (from the number) and on 工程.
pub(super) fn link_rows(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    targets: [(&str, &[u32]); 2],
) -> Result<(), XlsxError> {
    let table = table(book);
    for (heading, (target, rows)) in [NUMBER, SCHEDULE].into_iter().zip(targets) {
        let links = rows
            .iter()
            .map(|row| Link::inside(target, CellPos::new(*row, 0)).tip(target));
        let col = column(&book.headings, heading);
        table.link_rows(
            sheet,
            &book.paged(),
            (FIRST, col),
            book.lines.iter().zip(links),
        )?;
    }
    Ok(())
}

/// The columns: width in pixels on A4, and what A3 has more.
fn columns<'a>(book: &'a Book<'_>) -> Vec<Column<'a>> {
    let mut columns = vec![
        Column::word(NUMBER, (38, 6), |line| number(line.project)),
        Column::text("事業名称", (132, 100), |line| name(line.project)),
        Column::text(Key::Bureau.heading(), (62, 30), |line| line.bureau.clone()),
        Column::text("担当課（室）", (68, 44), divisions),
        Column::text(Key::Scope.heading(), (54, 28), |line| {
            line.project.responsibility.scope.japanese()
        }),
        Column::text("評価責任者", (62, 28), |line| {
            let evaluator = &line.project.responsibility.evaluator;
            evaluator.clone().unwrap_or_else(|| "未定".to_owned())
        }),
        Column::text(Key::Focus.heading(), (72, 44), |line| line.focus.clone()),
        Column::text("KPI", (84, 64), |line| {
            line.project.sheet.texts[TextField::Kpi].clone()
        }),
        value(book, "目標値（KPI）", |year| year.target.kpi.as_ref()),
        value(book, "実績値（KPI）", |year| year.actual.kpi.as_ref()),
        achievement(book, Measure::Kpi),
        achievement(book, Measure::Kgi),
    ];
    for measure in Measure::ALL {
        columns.extend(grouped(rating_name(measure), ratings::columns(measure)));
    }
    columns.extend([
        budget(book),
        Column::word(Key::Counted.heading(), (36, 0), mark),
        Column::shown("シート", (36, 0), |_, at| page_of(book, at.entry)).look(Look::CENTRE),
        Column::word(SCHEDULE, (36, 0), |_| OPEN),
    ]);
    columns
}

const fn rating_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Progress => "進捗評価",
        Measure::Kpi => "実績評価 KPI",
        Measure::Kgi => "実績評価 KGI",
    }
}

/// The pixels that the longest of some texts takes.
fn widest(book: &Book<'_>, texts: impl Iterator<Item = String>) -> u32 {
    let wide = texts.map(|text| book.measure.width(&text, SMALL).ceil() as u32);
    wide.max().unwrap_or_default()
}

/// This year's target or actual of the KPI, as typed.
fn value<'a>(
    book: &Book<'_>,
    heading: &'static str,
    of: fn(&YearRecord) -> Option<&Value>,
) -> Column<'a> {
    let year = book.consolidation.period.fiscal_year;
    let value = move |project: &Project| {
        let value = project.sheet.year(year).and_then(of);
        value.map_or_else(String::new, |value| value.text.clone())
    };
    let needed = widest(book, book.lines.iter().map(|line| value(line.project)));
    Column::word(heading, (54, 20), move |line| value(line.project))
        .at_least(needed.min(WIDEST_VALUE))
}

/// How far a result came, in percent.
fn achievement<'a>(book: &Book<'_>, measure: Measure) -> Column<'a> {
    let of = move |line: &Line<'_>| line.project.proposals.get(measure).achievement;
    let percents = book.lines.iter().filter_map(of);
    let needed = widest(book, percents.map(|percent| format!("{percent:.1}")));
    let cell = |percent: Decimal| Cell::from(percent).look(Look::NUMBER.digits(Digits::Percent));
    Column::word(Key::Achievement(measure).heading(), (44, 0), move |line| {
        of(line).map(cell)
    })
    .at_least(needed)
}

/// This year's budget, which follows 事業費.
fn budget<'a>(book: &'a Book<'_>) -> Column<'a> {
    let year = book.consolidation.period.fiscal_year;
    let given = move |line: &Line<'_>| Money::Budget.given(line.project, year);
    let needed = money::width(book, book.lines.iter().filter_map(given));
    Column::shown("予算額", (56, 4), move |line, at| {
        let Some(cell) = money::cell(book, at.entry, year, Money::Budget) else {
            return Cell::blank();
        };
        let amount = given(line);
        let shown = amount.map_or_else(String::new, |amount| amount.normalize().to_string());
        let follow = Cell::formula(format!("=IF({cell}=\"\",\"\",{cell})"), shown);
        follow.look(Look::amount(amount.unwrap_or_default()))
    })
    .at_least(needed)
    .look(Look::CENTRE)
}

/// Leads to the project's page among the review workbooks.
fn page_of(book: &Book<'_>, at: usize) -> Cell {
    let place = &book.places[at];
    match Link::file(&place.file, Some(&place.sheet), None) {
        Some(link) => Cell::from(OPEN).link(Some(link.tip(place.file.as_str()))),
        None => Cell::blank(),
    }
}

/// The divisions, one a line; those of another bureau than the lead's with its name before.
fn divisions(line: &Line<'_>) -> String {
    let departments = &line.project.sheet.departments;
    let lead = departments.iter().find_map(|d| d.bureau.as_deref());
    let names: Vec<String> = departments
        .iter()
        .map(|department| match &department.bureau {
            Some(bureau) if Some(bureau.as_str()) != lead => department.to_string(),
            _ => department.division.clone().unwrap_or_default(),
        })
        .filter(|name| !name.is_empty())
        .collect();
    names.join("\n")
}
