//! 総括表.xlsx: what the headquarters (推進本部) looks at.
//!
//! ```text
//! 表紙    plan, period, meeting, and what is on the sheets
//! 総括    ratings and money in total, by scope, bureau and goal   = formulas over 一覧 and 事業費
//! 一覧    every project one line
//! 事業費  every project's amounts by year
//! 工程    all schedules on one time line
//! 要審議  every project with what speaks for a decision, and a place for the decision
//! 別記    the whole of what has no room in 要審議, where there is such a text
//! 提出状況  who sent what, where a register was given
//! 前回比  what changed since the last period, where its data were given
//! 要確認  what was not sent, sent twice or could not be read
//! 用語と判定基準  words, thresholds, marks
//! ```
//! What an officer corrects in 一覧 and 事業費 is followed by the totals; every formula also carries its
//! result, for readers that do not compute.

mod annex;
mod attention;
mod cover;
mod deliberation;
mod list;
mod money;
mod overview;
mod schedule;
mod standing;
mod tally;
mod terms;
mod timeline;

use super::formats::Formats;
use super::measure::Measure;
use super::review::{self, Place};
use super::table::Paged;
use super::wareki::date;
use super::{Output, Rendered, ReportError, Style, changes, ledger, page};
use crate::model::{Consolidation, Department, FiscalYear, Project, blank};
use crate::tag::NO_NUMBER;
use rayon::prelude::*;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};
use tally::Line;

/// Name of the file.
pub const NAME: &str = "総括表.xlsx";

/// A sheet, and on which row each line's project stands; none where it does not go by project.
struct Drawn {
    sheet: Worksheet,
    lines: Vec<u32>,
}

impl From<Worksheet> for Drawn {
    fn from(sheet: Worksheet) -> Self {
        Self {
            sheet,
            lines: Vec::new(),
        }
    }
}

/// Draws one sheet; `None` where there is nothing to put on it.
type Draw = fn(&Book<'_>) -> Result<Option<Drawn>, XlsxError>;

/// What draws each sheet, in their order, with what the cover says of it.
const SHEETS: &[(&str, &str, Draw)] = &[
    (
        overview::SHEET,
        "評価と事業費の集計、部・重点目標ごとの状況、達成率の分布",
        |book| overview::sheet(book).map(|sheet| Some(sheet.into())),
    ),
    (
        list::SHEET,
        "全ての取組みの指標・目標・実績・評価・予算額",
        |book| list::sheet(book).map(Some),
    ),
    (
        money::SHEET,
        "取組みごとの予算額と決算額",
        |book| money::sheet(book).map(|sheet| Some(sheet.into())),
    ),
    (
        schedule::SHEET,
        "全ての取組みの計画と実績を一つの時間軸に並べたもの",
        |book| schedule::sheet(book).map(Some),
    ),
    (
        deliberation::SHEET,
        "審議を要する取組みとその理由、推進本部の決定の記入欄",
        |book| deliberation::sheet(book).map(Some),
    ),
    (
        annex::SHEET,
        "「要審議」の欄に入りきらない文の全文",
        |book| Ok(annex::sheet(book)?.map(Drawn::from)),
    ),
    (
        ledger::SHEET,
        "台帳の取組みごとの提出の状況と督促の文面",
        |book| {
            let sheet = ledger::sheet(book.consolidation, book.style, book.style.paper)?;
            Ok(sheet.map(Drawn::from))
        },
    ),
    (
        changes::SHEET,
        "前回からの評価の変化、指標の見直し、新規と終了の取組み",
        |book| {
            let sheet = changes::sheet(book.consolidation, book.style, book.style.paper)?;
            Ok(sheet.map(Drawn::from))
        },
    ),
    (
        attention::SHEET,
        "未提出、番号の重複、読み取れなかったファイルと記載",
        |book| attention::sheet(book).map(|sheet| Some(sheet.into())),
    ),
    (
        terms::SHEET,
        "用語の意味、評価の基準、印と色の意味",
        |book| terms::sheet(book).map(|sheet| Some(sheet.into())),
    ),
];

/// Renders the headquarters summary.
///
/// # Errors
/// [`ReportError::Workbook`] where the workbook cannot be written.
pub fn render(consolidation: &Consolidation, style: &Style) -> Result<Rendered, ReportError> {
    let bytes = write(consolidation, style).map_err(ReportError::in_report(NAME))?;
    Ok(Rendered {
        output: Output::Summary,
        name: NAME.to_owned(),
        bytes,
    })
}

fn write(consolidation: &Consolidation, style: &Style) -> Result<Vec<u8>, XlsxError> {
    let lines = tally::lines(&consolidation.projects, &consolidation.period);
    let mut book = Book {
        consolidation,
        style,
        formats: Formats::new(style),
        measure: Measure::new(style),
        years: tally::years(&lines),
        places: review::places(consolidation),
        lines,
        headings: Vec::new(),
    };
    book.headings = list::headings(&book);
    let mut workbook = page::workbook(consolidation, style, "総括表", Output::Summary)?;
    let drawn: Vec<Option<Drawn>> = SHEETS
        .par_iter()
        .map(|(_, _, draw)| draw(&book))
        .collect::<Result<_, _>>()?;
    let mut sheets: Vec<(&str, &str, Drawn)> = SHEETS
        .iter()
        .zip(drawn)
        .filter_map(|((name, about, _), drawn)| Some((*name, *about, drawn?)))
        .collect();
    let contents: Vec<[&str; 2]> = sheets
        .iter()
        .map(|(name, about, _)| [*name, *about])
        .collect();
    workbook.push_worksheet(cover::sheet(&book, &contents)?);
    let rows = |wanted: &str| -> Vec<u32> {
        let of = sheets.iter().find(|(name, ..)| *name == wanted);
        of.map_or_else(Vec::new, |(_, _, drawn)| drawn.lines.clone())
    };
    let targets = [deliberation::SHEET, schedule::SHEET].map(|sheet| (sheet, rows(sheet)));
    let targets = [&targets[0], &targets[1]].map(|(sheet, rows)| (*sheet, rows.as_slice()));
    if let Some((_, _, list)) = sheets.iter_mut().find(|(name, ..)| *name == list::SHEET) {
        list::link_rows(&mut list.sheet, &book, targets)?;
    }
    for (_, _, drawn) in sheets {
        workbook.push_worksheet(drawn.sheet);
    }
    super::write::finished(&mut workbook)
}

/// What every sheet is made from.
struct Book<'a> {
    consolidation: &'a Consolidation,
    style: &'a Style,
    formats: Formats,
    measure: Measure,
    lines: Vec<Line<'a>>,
    /// Where each line's project has its page among the review workbooks.
    places: Vec<Place>,
    /// The headings of 一覧, whose columns other sheets count.
    headings: Vec<String>,
    /// Every fiscal year of any form, in order.
    years: Vec<FiscalYear>,
}

impl<'a> Book<'a> {
    /// How its sheets print.
    fn paged(&self) -> Paged<'a> {
        Paged::new(self.consolidation, self.style, self.style.paper)
    }

    /// Below a sheet's title: `令和2年度上期　基準日 令和2年9月30日`.
    fn subtitle(&self) -> String {
        let period = &self.consolidation.period;
        let mut text = format!("{}　基準日 {}", period.japanese(), date(period.as_of));
        if let Some(meeting) = &self.style.meeting {
            text = format!("{meeting}　{text}");
        }
        text
    }
}

/// A formula with the result it has now, for readers that do not compute.
fn formula(text: impl AsRef<str>, result: impl ToString) -> Formula {
    Formula::new(text).set_result(result.to_string())
}

/// The number of a project as it stands in a list.
fn number(project: &Project) -> &str {
    project.sheet.number.as_deref().unwrap_or(NO_NUMBER)
}

/// The name of a project as it stands in a list.
fn name(project: &Project) -> &str {
    project.sheet.name.as_deref().unwrap_or(blank::NAME)
}

/// All departments of a project, the lead first, one a line.
fn departments(project: &Project) -> String {
    Department::joined(&project.sheet.departments, "\n")
}

#[cfg(test)]
mod tests;
