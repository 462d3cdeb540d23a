//! Figures, days and months in a citizen's words.

use crate::model::{Month, Span};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// What stands where there is nothing to show.
pub(super) const NOTHING: &str = "－";

/// A number with its thousands parted: `1,234.5`.
pub(super) fn number(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits, String::new()),
    };
    let mut parted = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    format!("{sign}{parted}{fraction}")
}

/// Thousand yen, or a dash.
pub(super) fn money(amount: Option<Decimal>) -> String {
    amount.map_or_else(|| NOTHING.to_owned(), number)
}

/// `2026年9月30日`
pub(super) fn day(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `2026年9月`
pub(super) fn month(month: Month) -> String {
    format!("{}年{}月", month.year(), month.number())
}

/// `2026年4月～9月、2027年1月`
pub(super) fn spans(spans: &[Span]) -> String {
    let words = spans.iter().map(|span| match (span.from, span.to) {
        (from, to) if from == to => month(from),
        (from, to) if from.year() == to.year() => format!("{}～{}月", month(from), to.number()),
        (from, to) => format!("{}～{}", month(from), month(to)),
    });
    let words: Vec<String> = words.collect();
    match words.is_empty() {
        true => NOTHING.to_owned(),
        false => words.join("、"),
    }
}

/// From the first to the last month of several spans.
pub(super) fn hull<'a>(spans: impl Iterator<Item = &'a Span> + Clone) -> Option<Span> {
    let from = spans.clone().map(|span| span.from).min()?;
    let to = spans.map(|span| span.to).max()?;
    Some(Span { from, to })
}

/// A text cut for a list; the whole stands on the project's page.
pub(super) fn short(text: &str, most: usize) -> String {
    let line = super::clean::line(text);
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_parted_by_thousands() {
        for (written, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567.80", "−1,234,567.8"),
        ] {
            assert_eq!(number(written.parse().unwrap()), shown);
        }
    }

    #[test]
    fn months_are_told_as_briefly_as_they_can_be() {
        let span = |a: (i32, u32), b: (i32, u32)| Span {
            from: Month::new(a.0, a.1),
            to: Month::new(b.0, b.1),
        };
        let all = [
            span((2026, 4), (2026, 9)),
            span((2026, 10), (2027, 3)),
            span((2027, 5), (2027, 5)),
        ];
        assert_eq!(
            spans(&all),
            "2026年4月～9月、2026年10月～2027年3月、2027年5月"
        );
        assert_eq!(spans(&[]), "－");
        assert_eq!(hull(all.iter()), Some(span((2026, 4), (2027, 5))));
    }
}
