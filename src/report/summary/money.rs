//! 事業費: every project's budget and settlement by fiscal year, and their totals.

use super::rows::{Rows, fitted};
use super::tally::{Line, Money, Total};
use super::{Book, formula, list, name, number};
use crate::model::FiscalYear;
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::write::{self, Area};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::utility::{cell_range_absolute, row_col_to_cell_absolute};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// Name of the sheet.
const SHEET: &str = "事業費";
/// First line below the headings.
const FIRST: u32 = 4;
const HEADINGS: u32 = 2;
/// Number, name, bureau, counted: widths in pixels.
const FIXED: [(&str, u32); 4] = [
    ("番号", 40),
    ("事業名称", 220),
    ("主担部", 96),
    ("集計", 36),
];
const COUNTED: u16 = 3;
/// Columns that stay when scrolling: number and name.
const FROZEN: u16 = 2;
/// A column of amounts is at least this wide, in pixels.
const NARROWEST: u32 = 56;
/// No line is higher than this, in points.
const HIGHEST: f64 = 120.0;

/// The column of an amount; `None` for a year no form has.
fn column(book: &Book<'_>, year: FiscalYear, money: Money) -> Option<u16> {
    let at = book.years.iter().position(|known| *known == year)?;
    Some(FIXED.len() as u16 + 2 * at as u16 + money as u16)
}

/// The address of a project's amount (the project's place in the list, a year), for a formula on another sheet; `None` for a
/// year no form has.
pub(super) fn cell(book: &Book<'_>, at: usize, year: FiscalYear, money: Money) -> Option<String> {
    let col = column(book, year, money)?;
    let cell = row_col_to_cell_absolute(FIRST + at as u32, col);
    Some(format!("{SHEET}!{cell}"))
}

/// The addresses of a year's sum and of how many projects gave an amount.
pub(super) fn totals(book: &Book<'_>, year: FiscalYear, money: Money) -> Option<[String; 2]> {
    let col = column(book, year, money)?;
    let sum = last_row(book) + 1;
    Some([sum, sum + 1].map(|row| format!("{SHEET}!{}", row_col_to_cell_absolute(row, col))))
}

/// The last line; where there is no project one line stays blank.
fn last_row(book: &Book<'_>) -> u32 {
    FIRST + (book.lines.len() as u32).max(1) - 1
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?.set_formula_result_default("");
    page::set_up(&mut sheet, book.consolidation, book.style, book.style.paper);
    let amounts = vec![amount_width(book); 2 * book.years.len()];
    let widths: Vec<u32> = FIXED
        .iter()
        .map(|(_, width)| *width)
        .chain(amounts)
        .collect();
    for (col, width) in (0..).zip(&widths) {
        sheet.set_column_width_pixels(col, *width)?;
    }
    let mut rows = Rows::new(book.style.paper, widths.iter().sum());
    headings(&mut sheet, &mut rows, book)?;
    rows.repeat(&mut sheet, [HEADINGS, FIRST - 1])?;
    for line in &book.lines {
        write_line(&mut sheet, &mut rows, book, line)?;
    }
    if book.lines.is_empty() {
        rows.add(&mut sheet, 18.0)?;
    }
    write_totals(&mut sheet, &mut rows, book)?;
    sheet.set_freeze_panes(FIRST, FROZEN)?;
    Ok(sheet)
}

/// The width that shows the longest amount and its total.
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
    width(book, totals.chain(single)).max(NARROWEST)
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

fn headings(sheet: &mut Worksheet, rows: &mut Rows, book: &Book<'_>) -> Result<(), XlsxError> {
    let formats = &book.formats;
    let row = rows.add(sheet, 24.0)?;
    write::text(
        sheet,
        row,
        0,
        "事業費（年度別の予算額・決算額）",
        &formats.title,
    )?;
    let row = rows.add(sheet, 16.0)?;
    let subtitle = format!("{}　単位：千円", book.subtitle());
    write::text(sheet, row, 0, &subtitle, &formats.subtitle)?;
    let top = rows.add(sheet, 15.0)?;
    let bottom = rows.add(sheet, 15.0)?;
    let heading = formats.heading.clone().set_font_size(SMALL);
    for (col, (text, _)) in FIXED.into_iter().enumerate() {
        let area = Area {
            top,
            left: col as u16,
            bottom,
            right: col as u16,
        };
        write::merged(sheet, area, text, &heading)?;
    }
    for &year in &book.years {
        for money in Money::ALL {
            let Some(col) = column(book, year, money) else {
                continue;
            };
            if money == Money::Budget {
                let area = Area::row(top, col, col + 1);
                write::merged(sheet, area, &year.japanese(), &heading)?;
            }
            write::text(sheet, bottom, col, money.japanese(), &heading)?;
        }
    }
    Ok(())
}

fn write_line(
    sheet: &mut Worksheet,
    rows: &mut Rows,
    book: &Book<'_>,
    line: &Line<'_>,
) -> Result<(), XlsxError> {
    let small = |format: &Format| format.clone().set_font_size(SMALL);
    let text = small(&book.formats.text).set_align(FormatAlign::VerticalCenter);
    let centre = small(&book.formats.centre);
    let texts = [
        number(line.project),
        name(line.project),
        &line.bureau,
        list::mark(line),
    ];
    let fit = |col: usize| fitted(book.measure, texts[col], FIXED[col].1, SMALL, HIGHEST);
    let height = (0..FIXED.len()).map(|col| fit(col).1).fold(18.0, f64::max);
    let row = rows.add(sheet, height)?;
    for (col, format) in [&centre, &text, &text, &centre].into_iter().enumerate() {
        write::text(sheet, row, col as u16, &fit(col).0, format)?;
    }
    for &year in &book.years {
        for money in Money::ALL {
            let Some(col) = column(book, year, money) else {
                continue;
            };
            match money.given(line.project, year) {
                Some(amount) => {
                    let format = small(&book.formats.amount(amount));
                    let number = amount.to_f64().unwrap_or_default();
                    sheet.write_number_with_format(row, col, number, &format)?;
                }
                None => write::text(sheet, row, col, "", &centre)?,
            }
        }
    }
    Ok(())
}

/// Two rows below the lines: the sum of what was given, and how many projects gave an amount.
fn write_totals(sheet: &mut Worksheet, rows: &mut Rows, book: &Book<'_>) -> Result<(), XlsxError> {
    let last = last_row(book);
    let counted = cell_range_absolute(FIRST, COUNTED, last, COUNTED);
    let label = book.formats.heading.clone().set_font_size(SMALL);
    let sum_row = rows.add(sheet, 18.0)?;
    let given_row = rows.add(sheet, 18.0)?;
    for (row, text) in [
        (sum_row, "合計（千円）"),
        (given_row, "金額を記載した取組数"),
    ] {
        write::merged(sheet, Area::row(row, 0, COUNTED), text, &label)?;
    }
    for &year in &book.years {
        for money in Money::ALL {
            let Some(col) = column(book, year, money) else {
                continue;
            };
            let Total { sum, given } = money.total(&book.lines, year);
            let amounts = cell_range_absolute(FIRST, col, last, col);
            let given_cell = row_col_to_cell_absolute(given_row, col);
            let format = sum.map_or_else(
                || book.formats.number.clone(),
                |sum| book.formats.amount(sum),
            );
            let format = format.set_font_size(SMALL).set_bold();
            sheet.write_formula_with_format(
                sum_row,
                col,
                formula(
                    format!(
                        "=IF({given_cell}=0,\"\",SUMIFS({amounts},{counted},\"{}\"))",
                        list::COUNTED
                    ),
                    shown(Total { sum, given }),
                ),
                &format,
            )?;
            sheet.write_formula_with_format(
                given_row,
                col,
                formula(
                    format!(
                        "=SUMPRODUCT(({counted}=\"{}\")*ISNUMBER({amounts}))",
                        list::COUNTED
                    ),
                    given,
                ),
                &book.formats.number.clone().set_font_size(SMALL),
            )?;
        }
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
