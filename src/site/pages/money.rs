//! Budget and settlement by year, as chart and table.

use super::super::chart::{self, Pair};
use super::super::html::Html;
use super::super::settings::PublicField;
use super::super::words;
use super::{Book, piece};
use crate::model::FiscalYear;
use askama::Template;
use rust_decimal::Decimal;

/// One year.
pub(super) struct Year {
    pub year: FiscalYear,
    pub budget: Option<Decimal>,
    pub settlement: Option<Decimal>,
    /// Said after the amounts: how many projects name one.
    pub counted: Option<(usize, usize)>,
}

struct Row {
    year: String,
    budget: String,
    settlement: String,
}

#[derive(Template)]
#[template(path = "site/money.html")]
struct Money<'a> {
    chart: Option<Html>,
    caption: &'a str,
    budget: bool,
    settlement: bool,
    rows: Vec<Row>,
}

/// Chart and table; nothing where no amount goes out.
pub(super) fn money(
    book: &Book<'_>,
    caption: &str,
    years: &[Year],
) -> Result<Option<Html>, askama::Error> {
    if years
        .iter()
        .all(|year| year.budget.or(year.settlement).is_none())
    {
        return Ok(None);
    }
    let pairs: Vec<Pair> = years
        .iter()
        .map(|year| Pair {
            label: year.year.short(),
            planned: year.budget,
            actual: year.settlement,
        })
        .collect();
    let amount = |amount, count: Option<usize>| match count {
        Some(count) if count > 0 => format!("{}（{count}件）", words::money(amount)),
        _ => words::money(amount),
    };
    let rows = years.iter().map(|year| Row {
        year: year.year.japanese(),
        budget: amount(year.budget, year.counted.map(|(budgets, _)| budgets)),
        settlement: amount(year.settlement, year.counted.map(|(_, settled)| settled)),
    });
    let label = format!("{caption}の図。数値は次の表のとおりです。");
    piece(&Money {
        chart: chart::columns(&pairs, &label),
        caption,
        budget: book.shows(PublicField::Budget),
        settlement: book.shows(PublicField::Settlement),
        rows: rows.collect(),
    })
    .map(Some)
}
