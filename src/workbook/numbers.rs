//! Binary floating point numbers of files as exact decimals, at the 15 digits spreadsheets keep.

use super::{Content, Number};
use chrono::{NaiveDateTime, Timelike};
use rust_decimal::Decimal;

/// A stored number at 15 significant digits; `None` where it is no number or beyond what a decimal holds.
pub(super) fn decimal(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    let exact = Decimal::from_scientific(&format!("{number:.14e}")).ok()?;
    Some(exact.normalize())
}

/// A number whose format is not known, shown as it is; one that no decimal holds is text.
pub(super) fn content(number: f64) -> Content {
    match decimal(number) {
        Some(stored) => Content::Number(Number {
            stored,
            scale: 0,
            shown: stored.to_string().into(),
        }),
        None => Content::Text(number.to_string().into()),
    }
}

/// A moment whose format is not known: `2020/9/30`, with the time where there is one.
pub(super) fn shown_moment(at: NaiveDateTime) -> String {
    if at.num_seconds_from_midnight() == 0 {
        at.format("%Y/%-m/%-d").to_string()
    } else {
        at.format("%Y/%-m/%-d %-H:%M:%S").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_digits_are_kept() {
        for (number, text) in [
            (0.1 + 0.2, "0.3"),
            (1234.0, "1234"),
            (-0.85, "-0.85"),
            (1e-10, "0.0000000001"),
            (123_456_789_012_345_680.0, "123456789012346000"),
        ] {
            assert_eq!(decimal(number).unwrap().to_string(), text);
        }
        for number in [f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(decimal(number), None);
        }
    }
}
