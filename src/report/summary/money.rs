//! 事業費: every project's budget and settlement by fiscal year, and their totals.
//!
//! A project takes two rows, the budget above the settlement, so that ten years fit on a page.

use super::tally::{Line, Money, Total};
use super::{Book, list, name, number};
use crate::model::FiscalYear;
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::table::{
    Cell, Digits, IN_REVIEW, Look, RowStyle, Start, Table, TableSheet, placed,
};
use rust_decimal::Decimal;
use rust_xlsxwriter::utility::{cell_range_absolute, row_col_to_cell_absolute};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "事業費";
/// The first line, below the title, what stands below it, and the headings.
const FIRST: u32 = 3;
/// Rows of a project.
const KINDS: u32 = Money::ALL.len() as u32;
/// Columns before the years, and those of them that totals look for.
const FIXED: u16 = 5;
const COUNTED: u16 = 3;
const KIND: u16 = 4;
/// A column of amounts is at least and, where there is room, at most (on A4) so wide, in pixels.
const NARROWEST: u32 = 72;
const WIDEST: u32 = 112;

/// A column of lines.
type Column<'a> = crate::report::table::Column<'a, Line<'a>>;

/// The column of a year; `None` for a year no form has.
fn column(book: &Book<'_>, year: FiscalYear) -> Option<u16> {
    let at = book.years.iter().position(|known| *known == year)?;
    Some(FIXED + at as u16)
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
    let sum = last_row(book) + 1 + 2 * money as u32;
    let address = |row| format!("{SHEET}!{}", row_col_to_cell_absolute(row, col));
    Some([sum, sum + 1].map(address))
}

/// The last row of the lines; where there is no project one line stays blank.
fn last_row(book: &Book<'_>) -> u32 {
    FIRST + KINDS * (book.lines.len() as u32).max(1) - 1
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let table = Table {
        least: 13.5,
        most: 120.0,
        cut: Some(IN_REVIEW),
        parts: KINDS,
        row: |_: &Line<'_>| RowStyle {
            starts: &[Start::Group],
            ..RowStyle::default()
        },
        frozen: 2,
        none: "",
        spare: if book.lines.is_empty() { KINDS } else { 0 },
        ..Table::new(columns(book)).small()
    };
    let mut sheet = TableSheet::of(SHEET, &book.paged(), &table.columns)?;
    let subtitle = format!("{}　単位：千円", book.subtitle());
    sheet.title("事業費（年度別の予算額・決算額）", &subtitle)?;
    sheet.table(&table, &book.lines)?;
    sheet.begin(Start::Group);
    for money in Money::ALL {
        write_totals(&mut sheet, book, money)?;
    }
    sheet.finish()
}

fn columns<'a>(book: &Book<'_>) -> Vec<Column<'a>> {
    let mut columns: Vec<Column<'a>> = vec![
        Column::word("番号", 40, |line| number(line.project)).tall(),
        Column::text("事業名称", 230, |line| name(line.project)).tall(),
        Column::text("主担部", 96, |line| line.bureau.clone()).tall(),
        Column::word("集計", 36, list::mark),
        Column::shown("区分", 52, |_, at| Money::ALL[at.part].japanese().into()).look(Look::CENTRE),
    ];
    let paper = book.style.paper;
    let fixed = columns.iter().map(|column| column.pixels(paper)).sum();
    let width = amount_width(book, fixed);
    columns.extend(book.years.iter().map(|&year| {
        let amount =
            move |line: &Line<'_>, money: Money| Cell::amount(money.given(line.project, year));
        Column::shown(year.japanese(), (0, 0), move |line, at| {
            amount(line, Money::ALL[at.part])
        })
        .at_least(width)
        .look(Look::CENTRE)
    }));
    columns
}

/// The width that shows the longest amount and its total, wider where the page has room beside the other
/// columns.
fn amount_width(book: &Book<'_>, fixed: u32) -> u32 {
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

/// Two rows below the lines: the sum of what was given, and how many projects gave an amount.
fn write_totals(sheet: &mut TableSheet, book: &Book<'_>, money: Money) -> Result<(), XlsxError> {
    let last = last_row(book);
    let column = |col| cell_range_absolute(FIRST, col, last, col);
    let (counted, kinds) = (column(COUNTED), column(KIND));
    let (mark, kind) = (list::COUNTED, money.japanese());
    let heading = |text: String| placed((0, KIND), Cell::from(text).look(Look::HEADING.small()));
    let [mut sums, mut counts] = [
        vec![heading(format!("{kind}の合計（千円）"))],
        vec![heading(format!("{kind}を記載した取組数"))],
    ];
    let given_row = sheet.next() + 1;
    for (col, &year) in (FIXED..).zip(&book.years) {
        let total = money.total(&book.lines, year);
        let amounts = column(col);
        let given = row_col_to_cell_absolute(given_row, col);
        let sum = format!(
            "=IF({given}=0,\"\",SUMIFS({amounts},{counted},\"{mark}\",{kinds},\"{kind}\"))"
        );
        let look = Look::amount(total.sum.unwrap_or_default()).small().bold();
        sums.push(placed(
            (col, col),
            Cell::formula(sum, shown(total)).look(look),
        ));
        let count =
            format!("=SUMPRODUCT(({counted}=\"{mark}\")*({kinds}=\"{kind}\")*ISNUMBER({amounts}))");
        let look = Look::NUMBER.digits(Digits::Amount(0)).small();
        counts.push(placed(
            (col, col),
            Cell::formula(count, total.given).look(look),
        ));
    }
    sheet.row_at_least(16.5, &sums)?;
    sheet.row_at_least(16.5, &counts)?;
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
