//! 一覧: every project one line of a table, what the totals are counted from.
//!
//! ```text
//!                 │ 進捗評価            │ 実績評価 KPI …
//! 番号 │ 事業名称 … │ 確定 自己 案 採用  │ 確定 自己 案 採用 …      the table's own headings
//! ```
//! 採用 follows the first of the three before it that is filled in; what is only proposed stands in brackets.

mod columns;
mod ratings;

pub(super) use columns::{Column, Kind, row};

use super::standing::OUT_OF_SCOPE;
use super::tally::{Line, Money};
use super::{Book, Drawn, formula, money, name, number};
use crate::model::{Measure, Project};
use crate::report::formats::SMALL;
use crate::report::link::Link;
use crate::report::page;
use crate::report::strips::Strips;
use crate::report::table::{IN_REVIEW, Pages};
use crate::report::write::{self, Area};
use columns::{FIRST, last_row};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, Formula, Table, TableColumn, TableStyle, Url, Worksheet,
    XlsxError,
};
use std::borrow::Cow;

/// Name of the sheet.
pub(super) const SHEET: &str = "一覧";
/// Mark of a line that is counted.
pub(super) const COUNTED: &str = "○";
/// Mark of a line whose number was sent before.
const COPY: &str = "重複";

/// The table's name, for formulas of an officer's own.
const TABLE: &str = "取組み一覧";
/// The row above the headings, with the names of the ratings.
const GROUPS: u32 = FIRST - 2;
/// A column of typed values is no wider than this, in pixels; longer ones are wrapped.
const WIDEST_VALUE: u32 = 88;
/// What stands in a cell that leads elsewhere.
const OPEN: &str = "開く";
/// Columns that stay when scrolling: number and name.
const FROZEN: u16 = 2;
/// No line is higher than this, in points.
const HIGHEST: f64 = 160.0;

/// The width of a column in pixels; numbers are never cut.
fn width(book: &Book<'_>, column: Column) -> u32 {
    let year = book.consolidation.period.fiscal_year;
    let projects = || book.lines.iter().map(|line| line.project);
    let needed = match column {
        Column::Budget => money::width(
            book,
            projects().filter_map(|project| Money::Budget.given(project, year)),
        ),
        Column::KpiAchievement | Column::KgiAchievement => Measure::ALL
            .into_iter()
            .filter(|measure| Column::achievement(*measure) == Some(column))
            .flat_map(|measure| projects().map(move |p| p.proposals.get(measure).achievement))
            .flatten()
            .map(|percent| book.measure.width(&format!("{percent:.1}"), SMALL).ceil() as u32)
            .max()
            .unwrap_or_default(),
        Column::Target | Column::Actual => projects()
            .map(|project| {
                book.measure
                    .width(&value(book, project, column), SMALL)
                    .ceil() as u32
            })
            .max()
            .unwrap_or_default()
            .min(WIDEST_VALUE),
        _ => 0,
    };
    needed.max(column.width(book.style.paper))
}

/// Whether a line is counted, as it stands in the lists.
pub(super) const fn mark(line: &Line<'_>) -> &'static str {
    if line.counted { COUNTED } else { COPY }
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Drawn, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?.set_formula_result_default("");
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    let widths: Vec<u32> = Column::all().into_iter().map(|c| width(book, c)).collect();
    for (column, width) in Column::all().into_iter().zip(&widths) {
        sheet.set_column_width_pixels(column.index(), *width)?;
    }
    let mut rows = Pages::new(paper, widths.iter().sum());
    headings(&mut sheet, &mut rows, book)?;
    rows.repeat(&mut sheet, [GROUPS, FIRST - 1])?;
    let looks = Looks::new(book, widths);
    let mut strips = Strips::default();
    for (at, line) in book.lines.iter().enumerate() {
        let written = (&mut sheet, &mut strips);
        write_line(written, &mut rows, book, &looks, (at, line))?;
    }
    strips.finish(&mut sheet)?;
    ratings::corrections(&mut sheet, book)?;
    sheet.set_freeze_panes(FIRST, FROZEN)?;
    let lines = (0..book.lines.len()).map(row).collect();
    Ok(Drawn { sheet, lines })
}

/// Links every line to its row on 要審議 (from the number) and on 工程.
pub(super) fn lead(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    targets: [(&str, &[u32]); 2],
) -> Result<(), XlsxError> {
    let looks = Looks::new(book, Vec::new());
    for (column, (target, rows)) in [Column::Number, Column::Schedule].into_iter().zip(targets) {
        let col = column.index();
        for ((at, line), target_row) in book.lines.iter().enumerate().zip(rows) {
            let place = row_col_to_cell(*target_row, 0);
            let url = Url::new(format!("internal:'{target}'!{place}")).set_tip(target);
            sheet.write_url_with_format(row(at), col, &url, &looks.link)?;
            let text = match column {
                Column::Number => number(line.project),
                _ => OPEN,
            };
            let text = book
                .measure
                .fitted(text, width(book, column), SMALL, HIGHEST, IN_REVIEW)
                .0;
            write::text(sheet, row(at), col, &text, &looks.link)?;
        }
    }
    Ok(())
}

fn headings(sheet: &mut Worksheet, rows: &mut Pages, book: &Book<'_>) -> Result<(), XlsxError> {
    let formats = &book.formats;
    let row = rows.add(sheet, 24.0)?;
    write::text(sheet, row, 0, "取組み一覧", &formats.title)?;
    let row = rows.add(sheet, 16.0)?;
    let year = book.consolidation.period.fiscal_year.japanese();
    let subtitle = format!(
        "{}　目標値・実績値・予算額（千円）・達成率（％）は{year}　採用：確定、なければ自己、なければ（案）　{OUT_OF_SCOPE}：対象外",
        book.subtitle()
    );
    write::text(sheet, row, 0, &subtitle, &formats.subtitle)?;

    let top = rows.add(sheet, 15.0)?;
    let bottom = rows.add(sheet, 39.0)?;
    let heading = formats.heading.clone().set_font_size(SMALL);
    for measure in Measure::ALL {
        let [first, .., last] = Kind::ALL.map(|kind| Column::Rating(measure, kind));
        let area = Area::row(top, first.index(), last.index());
        let format = group_border(&heading, first);
        write::merged(sheet, area, rating_name(measure), &format)?;
    }
    let columns: Vec<TableColumn> = Column::all()
        .into_iter()
        .map(|column| {
            // At the top, where the button of the filter does not cover it.
            let format = group_border(&heading, column).set_align(FormatAlign::Top);
            TableColumn::new()
                .set_header(column.heading())
                .set_header_format(format)
        })
        .collect();
    let table = Table::new()
        .set_name(TABLE)
        .set_style(TableStyle::None)
        .set_alt_text_title("取組み一覧")
        .set_alt_text("取組みごとの担当、指標、達成率、評価、予算額")
        .set_columns(&columns);
    let last = last_row(book.lines.len());
    sheet.add_table(bottom, 0, last, Column::Schedule.index(), &table)?;
    Ok(())
}

const fn rating_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Progress => "進捗評価",
        Measure::Kpi => "実績評価 KPI",
        Measure::Kgi => "実績評価 KGI",
    }
}

/// A stronger line before each of the three ratings.
fn group_border(format: &Format, column: Column) -> Format {
    match column {
        Column::Rating(_, Kind::Final) => stronger(format.clone()),
        _ => format.clone(),
    }
}

fn stronger(format: Format) -> Format {
    format.set_border_left(FormatBorder::Medium)
}

/// The formats of a line.
struct Looks {
    text: Format,
    centre: Format,
    /// [`Looks::centre`] where the columns of a rating begin.
    first: Format,
    number: Format,
    percent: Format,
    bold: Format,
    link: Format,
    /// The width of each column in pixels.
    widths: Vec<u32>,
}

impl Looks {
    fn new(book: &Book<'_>, widths: Vec<u32>) -> Self {
        let small = |format: &Format| {
            format
                .clone()
                .set_font_size(SMALL)
                .set_align(FormatAlign::VerticalCenter)
        };
        let formats = &book.formats;
        Self {
            text: small(&formats.text),
            centre: small(&formats.centre),
            first: stronger(small(&formats.centre)),
            number: small(&formats.number),
            percent: small(&formats.number).set_num_format("0.0"),
            bold: small(&formats.centre).set_bold(),
            link: small(&formats.link).set_align(FormatAlign::Center),
            widths,
        }
    }
}

fn write_line<'f>(
    (sheet, strips): (&mut Worksheet, &mut Strips<'f>),
    rows: &mut Pages,
    book: &Book<'_>,
    looks: &'f Looks,
    (at, line): (usize, &Line<'_>),
) -> Result<(), XlsxError> {
    let texts = texts(book, line);
    let fitted = texts.iter().map(|(column, text)| {
        let width = looks.widths[usize::from(column.index())];
        let fitted = book.measure.fitted(text, width, SMALL, HIGHEST, IN_REVIEW);
        (*column, fitted)
    });
    let fitted: Vec<(Column, (Cow<'_, str>, f64))> = fitted.collect();
    let heights = fitted.iter().map(|(_, (_, height))| *height);
    let row = rows.add(sheet, heights.fold(22.0, f64::max))?;
    for (column, (text, _)) in &fitted {
        let format = match column {
            Column::Number | Column::Target | Column::Actual | Column::Counted => &looks.centre,
            _ => &looks.text,
        };
        strips.text(sheet, (row, column.index()), text, format)?;
    }
    ratings::write_line((sheet, strips), row, line, looks)?;
    amounts((sheet, strips), row, book, looks, (at, line))?;
    let link = Column::Link.index();
    let place = &book.places[at];
    match Link::file(&place.file, Some(&place.sheet), None) {
        Some(url) => {
            let url = url.tip(place.file.as_str()).url().set_text(OPEN);
            sheet.write_url_with_format(row, link, &url, &looks.link)?;
            Ok(())
        }
        None => strips.text(sheet, (row, link), "", &looks.centre),
    }
}

/// The columns that hold text.
fn texts(book: &Book<'_>, line: &Line<'_>) -> Vec<(Column, String)> {
    let project = line.project;
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        (Column::Number, number(project).to_owned()),
        (Column::Name, name(project).to_owned()),
        (Column::Bureau, line.bureau.clone()),
        (Column::Divisions, divisions(line)),
        (
            Column::Scope,
            project.responsibility.scope.japanese().to_owned(),
        ),
        (
            Column::Evaluator,
            project
                .responsibility
                .evaluator
                .clone()
                .unwrap_or_else(|| "未定".to_owned()),
        ),
        (Column::Focus, line.focus.clone()),
        (Column::Kpi, owned(&project.sheet.kpi)),
        (Column::Target, value(book, project, Column::Target)),
        (Column::Actual, value(book, project, Column::Actual)),
        (Column::Counted, mark(line).to_owned()),
    ]
}

/// This year's target or actual of the KPI, as typed.
fn value(book: &Book<'_>, project: &Project, column: Column) -> String {
    let year = project.sheet.year(book.consolidation.period.fiscal_year);
    let value = year.and_then(|year| match column {
        Column::Target => year.target.kpi.as_ref(),
        _ => year.actual.kpi.as_ref(),
    });
    value.map_or_else(String::new, |value| value.text.clone())
}

/// The divisions, one a line; those of another bureau than the lead's with its name before.
fn divisions(line: &Line<'_>) -> String {
    let departments = &line.project.sheet.departments;
    let lead = departments.iter().find_map(|d| d.bureau.as_deref());
    let names: Vec<String> = departments
        .iter()
        .map(
            |department| match (&department.bureau, &department.division) {
                (Some(bureau), division) if Some(bureau.as_str()) != lead => {
                    [Some(bureau), division.as_ref()]
                        .into_iter()
                        .flatten()
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                        .join(" ")
                }
                (_, division) => division.clone().unwrap_or_default(),
            },
        )
        .filter(|name| !name.is_empty())
        .collect();
    names.join("\n")
}

/// Achievement and this year's budget, which follows 事業費.
fn amounts<'f>(
    (sheet, strips): (&mut Worksheet, &mut Strips<'f>),
    row: u32,
    book: &Book<'_>,
    looks: &'f Looks,
    (at, line): (usize, &Line<'_>),
) -> Result<(), XlsxError> {
    for measure in Measure::ALL {
        let Some(column) = Column::achievement(measure) else {
            continue;
        };
        let achievement = column.index();
        match line.project.proposals.get(measure).achievement {
            Some(percent) => {
                let percent = percent.to_f64().unwrap_or_default();
                strips.value(sheet, (row, achievement), percent, &looks.percent)?;
            }
            None => strips.text(sheet, (row, achievement), "", &looks.centre)?,
        }
    }
    let year = book.consolidation.period.fiscal_year;
    let budget = Column::Budget.index();
    let Some(cell) = money::cell(book, at, year, Money::Budget) else {
        return strips.text(sheet, (row, budget), "", &looks.centre);
    };
    let given = Money::Budget.given(line.project, year);
    let shown = given.map_or_else(String::new, |amount| amount.normalize().to_string());
    let follow: Formula = formula(format!("=IF({cell}=\"\",\"\",{cell})"), shown);
    match given.filter(|amount| !amount.is_integer()) {
        None => strips.value(sheet, (row, budget), follow, &looks.number),
        Some(amount) => {
            let format = book.formats.amount(amount).set_font_size(SMALL);
            sheet.write_formula_with_format(row, budget, follow, &format)?;
            Ok(())
        }
    }
}
