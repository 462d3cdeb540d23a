//! Stored numbers: the text of `<v>` as an exact decimal at Excel's 15 significant digits.

use rust_decimal::Decimal;

/// Significant digits that Excel keeps of a number.
const DIGITS: usize = 15;
/// Decimal places that a [`Decimal`] has room for.
const PLACES: i32 = 28;

/// The number written in a cell; `None` where it is none or has no room.
pub(super) fn decimal(raw: &str) -> Option<Decimal> {
    let raw = raw.trim();
    if is_short(raw) {
        let number: Decimal = raw.parse().ok()?;
        return Some(if number.is_zero() {
            Decimal::ZERO
        } else {
            number
        });
    }
    let number: f64 = raw.parse().ok()?;
    rounded(number)
}

/// Plain digits, few enough to be exact as they stand.
fn is_short(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    digits.len() <= DIGITS
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
}

/// A binary number at 15 significant digits; `None` where it is none or has no room.
pub(crate) fn rounded(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    let text = format!("{number:.14e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let mantissa: i128 = mantissa.replace('.', "").parse().ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    if mantissa == 0 {
        return Some(Decimal::ZERO);
    }
    let scale = DIGITS as i32 - 1 - exponent;
    let (mantissa, scale) = if scale < 0 {
        let power = 10_i128.checked_pow(scale.unsigned_abs())?;
        (mantissa.checked_mul(power)?, 0)
    } else if scale > PLACES {
        // Noise of a formula, like 5.55E-17, keeps what places there are; below them it is no number.
        let power = 10_i128.checked_pow((scale - PLACES).unsigned_abs())?;
        ((mantissa + mantissa.signum() * power / 2) / power, PLACES)
    } else {
        (mantissa, scale)
    };
    if mantissa == 0 {
        return None;
    }
    Decimal::try_from_i128_with_scale(mantissa, scale.unsigned_abs())
        .ok()
        .map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_have_fifteen_digits() {
        for (raw, number) in [
            ("1200", Some("1200")),
            (" 5 ", Some("5")),
            ("-0.5", Some("-0.5")),
            ("-0", Some("0")),
            ("0.28000000000000003", Some("0.28")),
            ("0.1", Some("0.1")),
            ("1E-05", Some("0.00001")),
            ("1.5e3", Some("1500")),
            (".5", Some("0.5")),
            ("12345678901234567890", Some("12345678901234600000")),
            (
                "5.5511151231257827E-17",
                Some("0.0000000000000000555111512313"),
            ),
            ("1e28", Some("10000000000000000000000000000")),
            ("1e29", None),
            ("1e308", None),
            ("1E400", None),
            ("1e-300", None),
            ("0e-300", Some("0")),
            ("NaN", None),
            ("inf", None),
            ("abc", None),
            ("", None),
            ("1.2.3", None),
            ("１", None),
        ] {
            assert_eq!(
                decimal(raw).map(|n| n.to_string()).as_deref(),
                number,
                "{raw}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_fits_in_fifteen_digits_comes_back(mantissa in -999_999_999_999_999_i64..999_999_999_999_999, scale in 0_u32..15) {
            let exact = Decimal::new(mantissa, scale);
            let binary: f64 = exact.to_string().parse().expect("a number");
            prop_assert_eq!(decimal(&format!("{binary:e}")), Some(exact.normalize()));
            prop_assert_eq!(decimal(&exact.to_string()).map(|n| n.normalize()), Some(exact.normalize()));
        }

        #[test]
        fn nothing_panics(raw in ".{0,40}") {
            let _ = decimal(&raw);
        }
    }
}
