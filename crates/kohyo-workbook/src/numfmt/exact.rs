//! A shown number with every digit of the stored one: `79.5%` for a cell that shows `80%`.
//!
//! The digits are found again in the text, whatever stands around them, so that it makes no difference
//! which format, or which program, wrote it.

use super::Written;
use crate::{Number, NumberDetail};
use rust_decimal::{Decimal, RoundingStrategy};
use std::ops::Range;
use std::sync::Arc;

/// Digits of numbers that `General` shows in full.
const SHORT: i128 = 10_000_000_000;
const SHORT_PLACES: u32 = 9;

/// A number as `General` shows it.
pub(crate) fn general_number(stored: Decimal) -> Number {
    let mut number = Number::plain(stored, super::general(stored));
    let short = stored.mantissa().abs() < SHORT && stored.scale() <= SHORT_PLACES;
    if !short {
        let exact = stored.normalize().to_string();
        if exact != *number.shown {
            number.detail_mut().exact = Some(exact.into());
        }
    }
    number
}

/// A number that a format shows as `shown`; where it shows nothing (`hidden`), the number itself is
/// kept for the text.
pub(crate) fn formatted(
    stored: Decimal,
    scale: i8,
    shown: Arc<str>,
    hidden: bool,
    written: Written,
) -> Number {
    let mut number = Number {
        stored,
        scale,
        shown,
        detail: None,
    };
    if hidden {
        number.scale = 0;
        number.shown = stored.normalize().to_string().into();
        number.detail_mut().hidden = true;
        return number;
    }
    let displayed = number.displayed();
    let mut detail = NumberDetail {
        disguised: stored.is_zero() && !shows_zero(&number.shown),
        ..NumberDetail::default()
    };
    match with_all_digits(&number.shown, displayed, written) {
        Some(exact) if exact != *number.shown => detail.exact = Some(exact.into()),
        Some(_) => {}
        None => detail.foreign_digits = true,
    }
    if detail != NumberDetail::default() {
        number.detail = Some(Box::new(detail));
    }
    number
}

fn shows_zero(shown: &str) -> bool {
    shown.contains(['0', '０', '〇', '零'])
}

/// The text with every digit of the number in place of those it shows; `None` where it shows other
/// digits than the number's, rounded. A text without digits stays as it is.
fn with_all_digits(shown: &str, displayed: Decimal, written: Written) -> Option<String> {
    let size = displayed.abs();
    let runs = runs(shown);
    for run in &runs {
        if let Some(numeral) = numeral(&shown[run.clone()], size, written) {
            let (before, behind) = (&shown[..run.start], &shown[run.end..]);
            return Some(format!("{before}{numeral}{behind}"));
        }
    }
    let all: String = runs.iter().map(|run| digits(&shown[run.clone()])).collect();
    let in_parts = significant(&all) == significant(&digits(&size.normalize().to_string()));
    // 12万3456, 575-0021; 3 shown as a word.
    (runs.is_empty() || in_parts && size.fract().is_zero()).then(|| shown.to_owned())
}

/// Stretches of digits with the points and commas between them.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut parted = true;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if is_digit(letter) || letter == '.' && parted && text[end..].starts_with(is_digit) {
            match runs.last_mut().filter(|_| !parted) {
                Some(run) => run.end = end,
                None => runs.push(at..end),
            }
            parted = false;
        } else if !matches!(letter, '.' | ',') || !text[end..].starts_with(is_digit) {
            parted = true;
        }
    }
    runs
}

fn is_digit(letter: char) -> bool {
    matches!(letter, '0'..='9' | '０'..='９')
}

/// The digits of a text, in half width.
fn digits(text: &str) -> String {
    let half = |letter: char| match letter {
        '０'..='９' => char::from_u32(letter as u32 - '０' as u32 + '0' as u32),
        letter => letter.is_ascii_digit().then_some(letter),
    };
    text.chars().filter_map(half).collect()
}

fn significant(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

/// The numeral shown in a run, with every digit of the number; `None` where the run shows another
/// number. The point may be one that the format writes between digits: `0!.0,` shows 240.0 of 2,400,000.
fn numeral(run: &str, size: Decimal, written: Written) -> Option<String> {
    let places = run
        .rsplit_once('.')
        .map_or(0, |(_, behind)| digits(behind).len());
    let shown = digits(run);
    let rounded = |places: usize| {
        let strategy = RoundingStrategy::MidpointAwayFromZero;
        let number = size.round_dp_with_strategy(places as u32, strategy);
        digits(&format!("{number:.places$}"))
    };
    // Digits that a format does not ask for are not there: `0.##`.
    let same = |places| significant(&rounded(places)) == significant(&shown);
    let all = size.normalize().to_string();
    let (whole, fraction) = all.split_once('.').unwrap_or((&all, ""));
    // Zeros are the same on either side of a point: 0.0 is 24 in `0!.0,`, which is 0.0024 in full.
    let pointed = places > 0 && written == Written::Point && same(0);
    if written == Written::Digits && significant(&shown).is_empty() && !size.is_zero() {
        return None;
    }
    if !pointed && same(places) {
        let fraction = format!("{fraction:0<places$}");
        if fraction.len() == places {
            return Some(run.to_owned());
        }
        let grouped = run.contains(',');
        let padded = shown.starts_with('0') && places < shown.len();
        let width = if padded { shown.len() - places } else { 0 };
        let whole = format!("{whole:0>width$}");
        let whole = if grouped { thousands(&whole) } else { whole };
        return Some(format!("{whole}.{fraction}"));
    }
    if places > 0 && same(0) {
        if fraction.is_empty() {
            return Some(run.to_owned());
        }
        let whole = format!("{whole:0>width$}", width = places + 1);
        let (before, behind) = whole.split_at(whole.len() - places);
        return Some(format!("{before}.{behind}{fraction}"));
    }
    None
}

fn thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("80%", "79.5", Some("79.5%"))]
    #[case("1,235千円", "1234.567", Some("1,234.567千円"))]
    #[case("240.0万円", "2400", Some("240.0万円"))]
    #[case("240.3万円", "2403.456", Some("240.3456万円"))]
    #[case("0.1万円", "0.5", Some("0.05万円"))]
    #[case("▲2,400", "2400", Some("▲2,400"))]
    #[case("1.5", "1.5", Some("1.5"))]
    #[case("1.", "1.2", Some("1.2."))]
    #[case(".5", "0.5", Some(".5"))]
    #[case("007", "7.4", Some("007.4"))]
    #[case("12万3456", "123456", Some("12万3456"))]
    #[case("575-0021", "5750021", Some("575-0021"))]
    #[case("第3回", "3", Some("第3回"))]
    #[case("１２", "12", Some("１２"))]
    #[case("10（2期）", "10.25", Some("10.25（2期）"))]
    #[case("－", "0", Some("－"))]
    #[case("1,000", "999.6", Some("999.6"))]
    #[case("2400", "24", None)]
    #[case("15", "5", None)]
    #[case("2,400,000円", "2400", None)]
    #[case("25時間", "25.9", None)]
    fn every_digit_stands_where_the_shown_ones_do(
        #[case] shown: &str,
        #[case] displayed: &str,
        #[case] exact: Option<&str>,
    ) {
        let displayed = displayed.parse().expect("a number");
        assert_eq!(
            with_all_digits(shown, displayed, Written::Nothing).as_deref(),
            exact
        );
    }

    #[rstest]
    #[case("0.0万円", "0.024", Written::Nothing, Some("0.024万円"))]
    #[case("0.0万円", "0.024", Written::Point, Some("0.0024万円"))]
    #[case("0.0", "0", Written::Point, Some("0.0"))]
    #[case("240.3", "2403", Written::Point, Some("240.3"))]
    #[case("0.0000", "0.4", Written::Point, Some("0.00004"))]
    #[case("0,000", "0.024", Written::Nothing, Some("0,000.024"))]
    #[case("0,000", "0.024", Written::Digits, None)]
    #[case("0,000", "0", Written::Digits, Some("0,000"))]
    fn zeros_alone_do_not_tell_what_the_format_writes(
        #[case] shown: &str,
        #[case] displayed: &str,
        #[case] written: Written,
        #[case] exact: Option<&str>,
    ) {
        let displayed = displayed.parse().expect("a number");
        let found = with_all_digits(shown, displayed, written);
        assert_eq!(found.as_deref(), exact);
    }

    #[test]
    fn zeros_are_seen_or_not() {
        for (shown, hidden, unseen) in [
            ("0", false, false),
            ("0件", false, false),
            ("０", false, false),
            ("－", false, true),
            ("該当なし", false, true),
            ("0", true, true),
        ] {
            let zero = formatted(Decimal::ZERO, 0, shown.into(), hidden, Written::Nothing);
            assert_eq!(zero.is_unseen_zero(), unseen, "{shown}");
        }
        assert!(!formatted(Decimal::ONE, 0, "1".into(), true, Written::Nothing).is_unseen_zero());
    }

    #[test]
    fn general_keeps_what_it_has_no_room_for() {
        for (stored, shown, exact) in [
            ("1200", "1200", "1200"),
            ("123456789012", "1.23457E+11", "123456789012"),
            ("0.123456789012", "0.123456789", "0.123456789012"),
            ("-1234567.891234", "-1234567.891", "-1234567.891234"),
        ] {
            let number = general_number(stored.parse().expect("a number"));
            assert_eq!((&*number.shown, number.exact()), (shown, exact));
        }
    }
}
