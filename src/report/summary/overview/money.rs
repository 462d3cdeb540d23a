//! The money of every year, in the columns right of the ratings in total.

use super::super::money;
use super::super::tally::Money;
use super::{Canvas, LAST};
use crate::report::write::{self, Area};
use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::row_col_to_cell_absolute;

/// First and last column: year, then sum and number of projects for both kinds.
const YEAR: (u16, u16) = (11, 13);
const AMOUNTS: [[(u16, u16); 2]; 2] = [[(14, 16), (17, 19)], [(20, 22), (23, LAST)]];

/// The cells of every year's sums: budget and settlement.
pub(super) type Sums = Vec<[String; 2]>;

/// Writes the table below its title's row.
pub(super) fn write(canvas: &mut Canvas<'_, '_>, title: u32) -> Result<Sums, XlsxError> {
    let area = |row, (left, right)| Area::row(row, left, right);
    let text = "事業費（千円）";
    write::text(canvas.sheet, title, YEAR.0, text, &canvas.looks.section)?;
    let heading = canvas.looks.heading.clone();
    write::merged(canvas.sheet, area(title + 1, YEAR), "年度", &heading)?;
    for (money, [sum, given]) in Money::ALL.into_iter().zip(AMOUNTS) {
        let name = money.japanese();
        write::merged(canvas.sheet, area(title + 1, sum), name, &heading)?;
        let text = "記載した\n取組数";
        write::merged(canvas.sheet, area(title + 1, given), text, &heading)?;
    }
    let book = canvas.book;
    for (at, &year) in book.years.iter().enumerate() {
        let row = title + 2 + at as u32;
        write::merged(canvas.sheet, area(row, YEAR), &year.japanese(), &heading)?;
        for (money, [sum, given]) in Money::ALL.into_iter().zip(AMOUNTS) {
            let Some([sum_cell, given_cell]) = money::totals(book, year, money) else {
                continue;
            };
            let total = money.total(&book.lines, year);
            let shown = match money::shown(total) {
                blank if blank.is_empty() => "－".to_owned(),
                shown => shown,
            };
            let amount = total.sum.unwrap_or_default();
            let format = book.formats.amount(amount).set_shrink();
            let follow = format!("=IF({sum_cell}=\"\",\"－\",{sum_cell})");
            canvas.formula(area(row, sum), &follow, shown, &format)?;
            let follow = format!("={given_cell}");
            let format = canvas.looks.count.clone();
            canvas.formula(area(row, given), &follow, total.given, &format)?;
        }
    }
    let sums = (0..book.years.len() as u32)
        .map(|at| AMOUNTS.map(|[(left, _), _]| row_col_to_cell_absolute(title + 2 + at, left)));
    Ok(sums.collect())
}
