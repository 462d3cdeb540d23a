//! Numbers placed digit by digit, on exact decimals.

use super::section::{Kind, Section, Token};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt::Write as _;

/// Longer codes are no number format that anyone made on purpose.
const MAX_OUTSIDE: usize = 32;
/// Beyond this `ssfmt` would leave the integers it counts with.
const MAX_FRACTION: i64 = 1_000_000_000;

/// The text of a number; `None` where the format would hide it.
pub(super) fn show(section: &Section, value: Decimal, minus: bool) -> Option<String> {
    let size = shifted(value.abs(), section.scale)?;
    let mut shown = String::new();
    if minus {
        shown.push('-');
    }
    if section.kind == Kind::Outside {
        shown.push_str(&section.in_its_digits(outside(section, size)?));
    } else {
        place(section, size, &mut shown);
    }
    let text = shown.trim();
    let hidden = text.is_empty() || text == "-" && minus;
    (!hidden).then(|| text.to_owned())
}

/// A number times a power of ten, if it still is one.
fn shifted(mut value: Decimal, scale: i8) -> Option<Decimal> {
    for _ in 0..scale.unsigned_abs() {
        value = if scale > 0 {
            value.checked_mul(Decimal::TEN)?
        } else {
            value.checked_div(Decimal::TEN)?
        };
    }
    Some(value)
}

/// Fills the placeholders of a section.
fn place(section: &Section, size: Decimal, shown: &mut String) {
    let tokens = &section.tokens;
    let point = tokens.iter().position(|token| *token == Token::Point);
    let (before, behind) = tokens.split_at(point.unwrap_or(tokens.len()));
    let count = |tokens: &[Token]| {
        tokens
            .iter()
            .filter(|t| matches!(t, Token::Digit(_)))
            .count()
    };
    let places = count(behind) as u32;
    let rounded = size.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let whole = rounded.trunc();
    let fraction = (rounded - whole).to_string();
    let fraction = fraction.split('.').nth(1).unwrap_or("");

    let own = |digit: char| section.numeral(digit);
    let general = || super::general(size).chars().map(own).collect();
    place_whole(before, whole, (&general, &own), shown);
    place_fraction(behind, fraction, (&general, &own), shown);
}

/// The number as `General` shows it, and each digit in the numerals that the section asks for.
type Ways<'a> = (&'a dyn Fn() -> String, &'a dyn Fn(char) -> char);

/// The integer digits, from the right.
fn place_whole(tokens: &[Token], whole: Decimal, (general, own): Ways<'_>, shown: &mut String) {
    let digits = if whole.is_zero() {
        String::new()
    } else {
        whole.normalize().to_string()
    };
    let mut rest = digits.chars().rev().peekable();
    let placeholders: Vec<usize> = (0..tokens.len())
        .filter(|&index| matches!(tokens[index], Token::Digit(_)))
        .collect();
    let grouped = match (placeholders.first(), placeholders.last()) {
        (Some(&first), Some(&last)) => tokens[first..last].contains(&Token::Comma),
        _ => false,
    };
    let mut written = 0_usize;
    let mut reversed: Vec<String> = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate().rev() {
        let Token::Digit(placeholder) = token else {
            let mut text = String::new();
            write_other(token, general, &mut text);
            reversed.push(text);
            continue;
        };
        let leftmost = placeholders.first() == Some(&index);
        loop {
            let digit = match rest.next() {
                Some(digit) => digit,
                None if *placeholder == '0' => '0',
                None if *placeholder == '?' => ' ',
                None => break,
            };
            if grouped && written > 0 && written.is_multiple_of(3) {
                reversed.push(if digit == ' ' { " " } else { "," }.to_owned());
            }
            reversed.push(own(digit).to_string());
            written += 1;
            if !leftmost || rest.peek().is_none() {
                break;
            }
        }
    }
    // A format that begins with its point still shows what stands before it.
    if placeholders.is_empty() && !digits.is_empty() && tokens.is_empty() {
        reversed.push(digits.chars().map(own).collect());
    }
    shown.extend(reversed.iter().rev().map(String::as_str));
}

/// The digits behind the point.
fn place_fraction(tokens: &[Token], digits: &str, (general, own): Ways<'_>, shown: &mut String) {
    let mut digits = digits.chars();
    let mut pending = 0_usize;
    for token in tokens {
        match token {
            Token::Point => shown.push('.'),
            Token::Digit(placeholder) => {
                let digit = digits.next().unwrap_or('0');
                let rest_zero = digits.as_str().bytes().all(|digit| digit == b'0');
                if digit == '0' && rest_zero && *placeholder != '0' {
                    pending += usize::from(*placeholder == '?');
                } else {
                    shown.push(own(digit));
                }
            }
            other => write_other(other, general, shown),
        }
    }
    shown.extend(std::iter::repeat_n(' ', pending));
}

fn write_other(token: &Token, general: &dyn Fn() -> String, shown: &mut String) {
    match token {
        Token::Literal(text) => shown.push_str(text),
        Token::Plain(digit) => shown.push(*digit),
        Token::Percent => shown.push('%'),
        Token::Slash => shown.push('/'),
        Token::Exponent(sign) => {
            let _ = write!(shown, "E{sign}");
        }
        Token::General => shown.push_str(&general()),
        Token::Digit(_) | Token::Point | Token::Comma | Token::Text | Token::Date(..) => {}
    }
}

/// Fractions and powers of ten.
fn outside(section: &Section, size: Decimal) -> Option<String> {
    let fraction = section.tokens.contains(&Token::Slash);
    if section.tokens.len() > MAX_OUTSIDE || fraction && size > Decimal::from(MAX_FRACTION) {
        return None;
    }
    let mut code = String::new();
    for token in &section.tokens {
        match token {
            Token::Literal(text) if text == " " => code.push(' '),
            Token::Literal(text) => {
                let _ = write!(code, "\"{}\"", text.replace('"', ""));
            }
            Token::Digit(letter) | Token::Plain(letter) => code.push(*letter),
            Token::Point => code.push('.'),
            Token::Percent => code.push('%'),
            Token::Slash => code.push('/'),
            Token::Exponent(sign) => {
                code.push('E');
                code.push(*sign);
            }
            _ => {}
        }
    }
    let digits_below = code.rsplit('/').next().unwrap_or("");
    if fraction && digits_below.len() > 4 {
        return None;
    }
    // `ssfmt` counts percents itself: hand it the number before they were counted.
    let size = shifted(size, -section.scale)?;
    let format = ssfmt::NumberFormat::parse(&code).ok()?;
    format
        .try_format(size.to_f64()?, &ssfmt::FormatOptions::default())
        .ok()
}
