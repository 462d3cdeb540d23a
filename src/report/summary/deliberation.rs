//! 要審議: what the headquarters decides on. One table of all projects, those with something to be said of them
//! first, each with a place for the decision and why.
//!
//! ```text
//! (hidden words of the columns that take entries)
//! 区分 │ 番号 │ 事業名称 │ 担当部課 │ 進捗 KPI KGI │ 審議の理由 │ 評価者の理由・意見 │ 決定 │ 決定の理由 │ (hidden words)
//! ```
//! The words ([`crate::tag`]) make the entries known again when the file comes back, sorted or not.

mod overlong;
mod reasons;

use super::standing::Standing;
use super::{Book, Drawn, departments, list, name, number};
use crate::model::{Grade, Measure, Outcome};
use crate::report::link::Link;
use crate::report::table::{
    self, Cell, Check, Frame, IN_ANNEX, Look, RowStyle, Start, Table, TableSheet, Width,
};
use crate::tag::{ColumnTag, RowKind, RowTag};
use crate::workbook::CellPos;
pub(super) use overlong::{Overlong, overlong};
use overlong::{Texts, is_too_long};
use reasons::{Case, Class, cases};
use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::cell_range_absolute;
use std::collections::BTreeMap;

/// Name of the sheet, and of its table.
pub(super) const SHEET: &str = "要審議";
const TABLE: &str = "審議";
/// The first line, below the hidden words, the title, what stands below it, and the headings.
const FIRST: u32 = 4;
/// Columns that stay when scrolling: up to the name.
const FROZEN: u16 = 3;
/// Greatest height of a line, in points.
const HIGHEST: f64 = 396.0;
/// Headings and widths of the columns that may have no room for their texts.
const WHY: Roomy = ("審議の理由", Width::Wider(232, 110));
const WORDS: Roomy = ("評価者の理由・意見", Width::Wider(190, 100));
const REASON: Roomy = ("決定の理由", Width::Wider(150, 100));
type Roomy = (&'static str, Width);
/// The heading of the decisions.
const OUTCOME: &str = "決定";

/// How many projects have something to be said of them.
pub(super) fn count(book: &Book<'_>) -> usize {
    let cases = cases(book);
    cases
        .iter()
        .filter(|case| case.class != Class::Rest)
        .count()
}

/// The cells of the decisions, for formulas on other sheets.
pub(super) fn outcomes(book: &Book<'_>) -> String {
    let counted = book.lines.iter().filter(|line| line.counted).count() as u32;
    let columns = columns(book);
    let outcome = columns
        .iter()
        .position(|column| column.heading() == OUTCOME);
    let col = outcome.unwrap_or_default() as u16;
    let cells = cell_range_absolute(FIRST, col, FIRST + counted.max(1) - 1, col);
    format!("{SHEET}!{cells}")
}

/// A line of the table.
struct Entry<'a> {
    case: Case<'a>,
    texts: Texts,
    /// Whether it is the first of its class.
    is_first: bool,
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Drawn, XlsxError> {
    let entries = entries(book);
    let table = Table {
        frame: Frame::Named(
            TABLE,
            "取組みごとの評価、審議の理由、推進本部の決定とその理由",
        ),
        least: 27.0,
        most: HIGHEST,
        cut: Some(IN_ANNEX),
        row: |entry: &Entry<'_>| RowStyle {
            // The rest begins a page where it does not fit below.
            starts: match entry.is_first && entry.case.class == Class::Rest {
                true => &[Start::Chapter, Start::Group],
                false => &[Start::Group],
            },
            ruled: entry.is_first,
        },
        frozen: FROZEN,
        ..Table::new(columns(book)).small()
    };
    let mut sheet = TableSheet::of(SHEET, &book.paged(), &table.columns)?;
    sheet.tags(&table.columns)?;
    let counts: Vec<String> = Class::ALL
        .iter()
        .map(|class| {
            let of = entries.iter().filter(|entry| entry.case.class == *class);
            format!("{} {}件", class.japanese(), of.count())
        })
        .collect();
    let subtitle = format!("{}　{}", book.subtitle(), counts.join("　"));
    sheet.title("審議を要する取組みと推進本部の決定", &subtitle)?;
    let rows = sheet.table(&table, &entries)?;
    let mut lines = vec![FIRST; book.lines.len()];
    for (entry, row) in entries.iter().zip(rows) {
        lines[entry.case.at] = row;
    }
    of_copies(book, &mut lines);
    Ok(Drawn {
        sheet: sheet.finish()?,
        lines,
    })
}

fn entries<'a>(book: &'a Book<'_>) -> Vec<Entry<'a>> {
    let mut class = None;
    let cases = cases(book).into_iter();
    let entry = |case: Case<'a>| Entry {
        texts: Texts::of(book, &case),
        is_first: class.replace(case.class) != Some(case.class),
        case,
    };
    cases.map(entry).collect()
}

/// The columns: width in pixels on A4, and what A3 has more. The hidden word belongs to the table: Excel sorts
/// what is in it and nothing beside it, and it must go with its line.
fn columns<'a>(book: &'a Book<'_>) -> Vec<table::Column<'a, Entry<'a>>> {
    type Column<'a> = table::Column<'a, Entry<'a>>;
    let mut columns = vec![
        Column::word("区分", (60, 12), |entry| entry.case.class.japanese()),
        Column::word("番号", (38, 6), |entry| {
            let place = CellPos::new(list::row(entry.case.at), 0);
            let link = Link::inside(list::SHEET, place);
            Cell::from(number(entry.case.line.project)).link(Some(link))
        })
        .tag(ColumnTag::Number),
        Column::text("事業名称", (132, 60), |entry| {
            name(entry.case.line.project)
        }),
        Column::text("担当部課", (88, 40), |entry| {
            departments(entry.case.line.project)
        }),
    ];
    columns.extend(Measure::ALL.map(|measure| {
        Column::word(measure.japanese(), (42, 6), move |entry| {
            let standing = *entry.case.line.standings.get(measure);
            Cell::from(standing.long().replace('（', "\n（")).look(rating_look(standing))
        })
    }));
    columns.extend([
        Column::text(WHY.0, WHY.1, |entry| entry.texts.why.clone()),
        Column::text(WORDS.0, WORDS.1, |entry| entry.texts.words.clone()),
        Column::word(OUTCOME, (66, 10), |entry| {
            let decision = entry.case.line.project.decided.decision.as_ref();
            decision.map(|decision| decision.outcome.japanese())
        })
        .look(Look::INPUT_WORD)
        .check(choice())
        .hint(words())
        .tag(ColumnTag::Outcome),
        // What comes back is taken as it stands, so a reason is never cut; one that overflows its cell is to be
        // read from its beginning.
        Column::text(REASON.0, REASON.1, |entry| {
            let reason = &entry.texts.reason;
            let look = match is_too_long(book, REASON, reason) {
                true => Look::INPUT.top(),
                false => Look::INPUT,
            };
            Cell::from(reason.as_str()).look(look)
        })
        .look(Look::INPUT)
        .whole()
        .tag(ColumnTag::Reason),
        Column::text("目印", 0, |entry| word(book, entry))
            .look(Look::PLAIN.size(9))
            .hidden(),
    ]);
    columns
}

fn words() -> String {
    Outcome::ALL.map(Outcome::japanese).join("・")
}

/// Only the four words for a decision.
fn choice() -> Check {
    Check::Choice {
        words: Outcome::ALL
            .map(|outcome| outcome.japanese().to_owned())
            .into(),
        title: Some("推進本部の決定"),
        refused: format!("{} のいずれか一つを選んでください。", words()),
    }
}

/// The row's hidden word.
fn word(book: &Book<'_>, entry: &Entry<'_>) -> String {
    let sheet = &entry.case.line.project.sheet;
    let source = [sheet.source.file.as_str(), sheet.source.sheet.as_str()];
    let period = &book.consolidation.period;
    let number = sheet.number.as_deref();
    RowTag::new(RowKind::Decision, period, number, source, None).to_string()
}

fn rating_look(standing: Standing) -> Look {
    match standing.grade() {
        Some(grade @ (Grade::B | Grade::C)) => Look::grade(grade),
        Some(_) => Look::CENTRE.bold(),
        None => Look::CENTRE,
    }
}

/// A copy has no line of its own; it leads to that of the form that counts.
fn of_copies(book: &Book<'_>, lines: &mut [u32]) {
    let mut first = BTreeMap::new();
    for (at, line) in book.lines.iter().enumerate() {
        let number = line.project.sheet.number.as_deref();
        if line.counted {
            first.insert(number, lines[at]);
        } else if let Some(row) = first.get(&number) {
            lines[at] = *row;
        }
    }
}
