//! 事業費: every project's budget and settlement by fiscal year, and their totals.
//!
//! A project takes two rows, the budget above the settlement, so that ten years fit on a page.

use super::tally::{Line, Money, Total};
use super::{Book, formula, list, name, number};
use crate::model::FiscalYear;
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::strips::Strips;
use crate::report::table::{IN_REVIEW, Pages, Start};
use crate::report::write::{self, Area};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::utility::{cell_range_absolute, row_col_to_cell_absolute};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};
use std::array;
use std::borrow::Cow;

/// Name of the sheet.
pub(super) const SHEET: &str = "事業費";
/// The row of the headings, and the first line below.
const HEADINGS: u32 = 2;
const FIRST: u32 = 3;
/// Rows of a project.
const KINDS: u32 = Money::ALL.len() as u32;
/// The columns before the years: heading and width in pixels on A4.
const FIXED: [(&str, u32); 5] = [
    ("番号", 40),
    ("事業名称", 230),
    ("主担部", 96),
    ("集計", 36),
    ("区分", 52),
];
/// Columns that are one cell over both rows of a project.
const MERGED: usize = 3;
const COUNTED: u16 = 3;
const KIND: u16 = 4;
/// Columns that stay when scrolling: number and name.
const FROZEN: u16 = 2;
/// A column of amounts is at least and, where there is room, at most (on A4) so wide, in
/// pixels.
const NARROWEST: u32 = 72;
const WIDEST: u32 = 112;
/// Least height of a row, and greatest of a project's two, in points.
const ROW: f64 = 13.5;
const HIGHEST: f64 = 120.0;

/// The width in pixels of a column before the years.
fn fixed_width(book: &Book<'_>, col: usize) -> u32 {
    page::widened(FIXED[col].1, book.style.paper)
}

/// The column of a year; `None` for a year no form has.
fn column(book: &Book<'_>, year: FiscalYear) -> Option<u16> {
    let at = book.years.iter().position(|known| *known == year)?;
    Some((FIXED.len() + at) as u16)
}

/// The address of a project's amount (the project's place in the list, a year), for a formula on
/// another sheet; `None` for a year no form has.
pub(super) fn cell(book: &Book<'_>, at: usize, year: FiscalYear, money: Money) -> Option<String> {
    let row = FIRST + KINDS * at as u32 + money as u32;
    let cell = row_col_to_cell_absolute(row, column(book, year)?);
    Some(format!("{SHEET}!{cell}"))
}

/// The addresses of a year's sum and of how many projects gave an amount.
pub(super) fn totals(book: &Book<'_>, year: FiscalYear, money: Money) -> Option<[String; 2]> {
    let col = column(book, year)?;
    let address = |row| format!("{SHEET}!{}", row_col_to_cell_absolute(row, col));
    Some(total_rows(book, money).map(address))
}

/// The rows of a kind's sum and of how many projects gave an amount.
fn total_rows(book: &Book<'_>, money: Money) -> [u32; 2] {
    let sum = last_row(book) + 1 + 2 * money as u32;
    [sum, sum + 1]
}

/// The last row of the lines; where there is no project one line stays blank.
fn last_row(book: &Book<'_>) -> u32 {
    FIRST + KINDS * (book.lines.len() as u32).max(1) - 1
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?.set_formula_result_default("");
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    let amounts = vec![amount_width(book); book.years.len()];
    let fixed = (0..FIXED.len()).map(|col| fixed_width(book, col));
    let widths: Vec<u32> = fixed.chain(amounts).collect();
    for (col, width) in (0..).zip(&widths) {
        sheet.set_column_width_pixels(col, *width)?;
    }
    let mut rows = Pages::new(paper, widths.iter().sum());
    headings(&mut sheet, &mut rows, book)?;
    rows.repeat(&mut sheet, [HEADINGS, HEADINGS])?;
    let looks = Looks::new(book);
    let mut strips = Strips::default();
    for line in &book.lines {
        rows.begin(Start::Group);
        let written = (&mut sheet, &mut strips);
        write_line(written, &mut rows, book, &looks, line)?;
    }
    strips.finish(&mut sheet)?;
    if book.lines.is_empty() {
        for _ in Money::ALL {
            rows.add(&mut sheet, ROW)?;
        }
    }
    rows.begin(Start::Group);
    for money in Money::ALL {
        write_totals(&mut sheet, &mut rows, book, &looks, money)?;
    }
    rows.finish(&mut sheet)?;
    sheet.set_freeze_panes(FIRST, FROZEN)?;
    Ok(sheet)
}

/// The formats of a line.
struct Looks {
    text: Format,
    centre: Format,
    heading: Format,
    number: Format,
}

impl Looks {
    fn new(book: &Book<'_>) -> Self {
        let small = |format: &Format| format.clone().set_font_size(SMALL);
        let formats = &book.formats;
        Self {
            text: small(&formats.text).set_align(FormatAlign::VerticalCenter),
            centre: small(&formats.centre),
            heading: small(&formats.heading),
            number: small(&formats.number),
        }
    }
}

/// The width that shows the longest amount and its total, wider where the page has room.
fn amount_width(book: &Book<'_>) -> u32 {
    let totals = book.years.iter().flat_map(|&year| {
        Money::ALL
            .into_iter()
            .filter_map(move |money| money.total(&book.lines, year).sum)
    });
    let single = book.lines.iter().flat_map(|line| {
        let years = &line.project.sheet.years;
        years
            .iter()
            .flat_map(|record| Money::ALL.map(|money| money.of(record)))
            .flatten()
    });
    let room = (page::printable(book.style.paper).width / 0.75) as u32;
    let fixed: u32 = (0..FIXED.len()).map(|col| fixed_width(book, col)).sum();
    let share = room.saturating_sub(fixed) / (book.years.len() as u32).max(1);
    width(book, totals.chain(single))
        .max(share.clamp(NARROWEST, page::widened(WIDEST, book.style.paper)))
}

/// The pixels that the longest of some amounts takes.
pub(super) fn width(book: &Book<'_>, amounts: impl Iterator<Item = Decimal>) -> u32 {
    amounts
        .map(|amount| book.measure.width(&grouped(amount), SMALL).ceil() as u32)
        .max()
        .unwrap_or_default()
}

/// An amount as it is shown, with the room that its format leaves at the right: `▲12,345.5 `.
fn grouped(amount: Decimal) -> String {
    let text = amount.normalize().abs().to_string();
    let whole = text.split('.').next().map_or(0, str::len);
    let separators = ",".repeat(whole.saturating_sub(1) / 3);
    let sign = if amount.is_sign_negative() { "▲" } else { "" };
    format!("{sign}{text}{separators} ")
}

fn headings(sheet: &mut Worksheet, rows: &mut Pages, book: &Book<'_>) -> Result<(), XlsxError> {
    let formats = &book.formats;
    let row = rows.add(sheet, 24.0)?;
    let title = "事業費（年度別の予算額・決算額）";
    write::text(sheet, row, 0, title, &formats.title)?;
    let row = rows.add(sheet, 16.0)?;
    let subtitle = format!("{}　単位：千円", book.subtitle());
    write::text(sheet, row, 0, &subtitle, &formats.subtitle)?;
    let row = rows.add(sheet, 18.0)?;
    let heading = formats.heading.clone().set_font_size(SMALL);
    for (col, (text, _)) in (0..).zip(FIXED) {
        write::text(sheet, row, col, text, &heading)?;
    }
    for (col, year) in (FIXED.len() as u16..).zip(&book.years) {
        write::text(sheet, row, col, &year.japanese(), &heading)?;
    }
    Ok(())
}

fn write_line<'f>(
    (sheet, strips): (&mut Worksheet, &mut Strips<'f>),
    rows: &mut Pages,
    book: &Book<'_>,
    looks: &'f Looks,
    line: &Line<'_>,
) -> Result<(), XlsxError> {
    let texts: [&str; MERGED] = [number(line.project), name(line.project), &line.bureau];
    let fitted: [(Cow<'_, str>, f64); MERGED] = array::from_fn(|col| {
        let (measure, width) = (book.measure, fixed_width(book, col));
        measure.fitted(texts[col], width, SMALL, HIGHEST, IN_REVIEW)
    });
    let needed = fitted.iter().map(|(_, height)| *height);
    let height = (needed.fold(0.0, f64::max) / f64::from(KINDS)).max(ROW);
    let top = rows.next();
    for money in Money::ALL {
        let row = rows.add(sheet, height)?;
        for (col, text) in [(COUNTED, list::mark(line)), (KIND, money.japanese())] {
            strips.text(sheet, (row, col), text, &looks.centre)?;
        }
        for (col, &year) in (FIXED.len() as u16..).zip(&book.years) {
            match money.given(line.project, year) {
                Some(amount) => {
                    let number = amount.to_f64().unwrap_or_default();
                    if amount.is_integer() {
                        strips.value(sheet, (row, col), number, &looks.number)?;
                    } else {
                        let format = book.formats.amount(amount).set_font_size(SMALL);
                        sheet.write_number_with_format(row, col, number, &format)?;
                    }
                }
                None => strips.text(sheet, (row, col), "", &looks.centre)?,
            }
        }
    }
    let formats = [&looks.centre, &looks.text, &looks.text];
    for (col, ((text, _), format)) in (0..).zip(fitted.iter().zip(formats)) {
        let area = Area {
            top,
            left: col,
            bottom: top + KINDS - 1,
            right: col,
        };
        write::merged(sheet, area, text, format)?;
    }
    Ok(())
}

/// Two rows below the lines: the sum of what was given, and how many projects gave an amount.
fn write_totals(
    sheet: &mut Worksheet,
    rows: &mut Pages,
    book: &Book<'_>,
    looks: &Looks,
    money: Money,
) -> Result<(), XlsxError> {
    let last = last_row(book);
    let column = |col| cell_range_absolute(FIRST, col, last, col);
    let (counted, kinds) = (column(COUNTED), column(KIND));
    let (mark, kind) = (list::COUNTED, money.japanese());
    let [sum_row, given_row] = total_rows(book, money);
    for (row, text) in [
        (sum_row, format!("{kind}の合計（千円）")),
        (given_row, format!("{kind}を記載した取組数")),
    ] {
        rows.add(sheet, 16.0)?;
        write::merged(sheet, Area::row(row, 0, KIND), &text, &looks.heading)?;
    }
    for (col, &year) in (FIXED.len() as u16..).zip(&book.years) {
        let total = money.total(&book.lines, year);
        let amounts = column(col);
        let given = row_col_to_cell_absolute(given_row, col);
        let sum = format!(
            "=IF({given}=0,\"\",SUMIFS({amounts},{counted},\"{mark}\",{kinds},\"{kind}\"))"
        );
        let format = book.formats.amount(total.sum.unwrap_or_default());
        let format = format.set_font_size(SMALL).set_bold();
        sheet.write_formula_with_format(sum_row, col, formula(sum, shown(total)), &format)?;
        let count =
            format!("=SUMPRODUCT(({counted}=\"{mark}\")*({kinds}=\"{kind}\")*ISNUMBER({amounts}))");
        let count = formula(count, total.given);
        sheet.write_formula_with_format(given_row, col, count, &looks.number)?;
    }
    Ok(())
}

/// A sum as its cell shows it: blank where nobody gave an amount.
pub(super) fn shown(total: Total) -> String {
    match total {
        Total { given: 0, .. } => String::new(),
        Total { sum: None, .. } => "#NUM!".to_owned(),
        Total { sum: Some(sum), .. } => sum.normalize().to_string(),
    }
}
