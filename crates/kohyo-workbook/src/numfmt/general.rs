//! How `General` shows a number.

use rust_decimal::{Decimal, RoundingStrategy};

/// Characters that `General` spends on a number, the sign not counted.
const WIDTH: usize = 11;

/// A number as `General` shows it in a cell that is wide enough: up to eleven characters, else a power of ten.
pub(crate) fn general(value: Decimal) -> String {
    let value = value.normalize();
    let size = value.abs();
    let text = size.to_string();
    let shown = if text.len() <= WIDTH {
        text
    } else if size >= Decimal::from(100_000_000_000_u64) || size < Decimal::new(1, 4) {
        scientific(size)
    } else {
        let whole = text.find('.').unwrap_or(text.len());
        let places = WIDTH.saturating_sub(whole + 1) as u32;
        size.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
            .normalize()
            .to_string()
    };
    if value.is_sign_negative() && !value.is_zero() {
        format!("-{shown}")
    } else {
        shown
    }
}

/// `1.23457E+11`: six digits and a power of ten.
fn scientific(size: Decimal) -> String {
    let digits = size.mantissa().unsigned_abs().to_string();
    let exponent = digits.len() as i64 - 1 - i64::from(size.scale());
    // Only the first six digits and the one that rounds them are of interest.
    let head: String = digits.chars().take(7).collect();
    let scale = head.len() as u32 - 1;
    let head = Decimal::new(head.parse().unwrap_or_default(), scale)
        .round_dp_with_strategy(5, RoundingStrategy::MidpointAwayFromZero);
    let (head, exponent) = if head >= Decimal::TEN {
        (head / Decimal::TEN, exponent + 1)
    } else {
        (head, exponent)
    };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}E{sign}{:02}", head.normalize(), exponent.unsigned_abs())
}
