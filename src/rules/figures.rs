//! Figures in sentences: the number a rule reckoned with, with its separators and its unit.

use super::place::one_line;
use crate::model::{Bound, Value};
use rust_decimal::Decimal;

/// Digits that are read at a glance without separators.
const SHORT: usize = 4;
const MAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// Words that make the number another one than its digits say.
const SCALES: [char; 7] = ['十', '百', '千', '万', '億', '兆', '割'];
const MOST_PLACES: u32 = 12;

/// A value as it stands in a sentence: as written where that says the number; else the number, when the
/// cell shows it rounded (80% for 79.5 %), without separators, or without the `unit` it is counted in.
pub(super) fn figure(value: &Value, unit: Option<&str>) -> String {
    let written = one_line(&value.text);
    let Some(number) = value.number else {
        return written;
    };
    let complete = value.unit.is_some() || unit.is_none();
    if complete && says(&written, number) {
        return written;
    }
    let unit = value.unit.as_deref().or(unit).unwrap_or("");
    let bound = value.bound.map_or("", |bound| match bound {
        Bound::AtLeast => "以上",
        Bound::AtMost => "以下",
        Bound::Above => "超",
        Bound::Below => "未満",
    });
    format!("{}{bound}", counted(number, unit))
}

/// A number with its unit: 1,000万枚, 1,234人, 79.5％.
pub(super) fn counted(number: Decimal, unit: &str) -> String {
    let unit = if unit == "%" { "％" } else { unit };
    let tens_of_thousands = number
        .checked_div(MAN)
        .filter(|tens| tens.fract().is_zero());
    match tens_of_thousands.filter(|tens| !tens.is_zero()) {
        Some(tens) => format!("{}万{unit}", separated(tens)),
        None => format!("{}{unit}", separated(number)),
    }
}

/// A number with separators between thousands.
fn separated(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (sign, size) = text
        .strip_prefix('-')
        .map_or(("", &*text), |size| ("-", size));
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

/// Whether a text says the number, in a way that is read at a glance.
fn says(written: &str, number: Decimal) -> bool {
    let runs = numerals(written);
    let long = |run: &String| {
        run.split('.')
            .next()
            .is_some_and(|whole| whole.len() > SHORT)
    };
    let separated = written.contains([',', '，']);
    if runs.iter().any(long) && !separated {
        return false;
    }
    let scaled = written.contains(SCALES);
    let is_number = |run: &String| {
        let Ok(digits) = run.parse::<Decimal>() else {
            return false;
        };
        let most = if scaled { MOST_PLACES } else { 0 };
        (0..=most).any(|places| {
            let power = Decimal::from(10_u64.pow(places));
            digits.checked_mul(power) == Some(number.abs())
        })
    };
    // Kanji, and sums such as 1万2,600.
    let in_words = runs.is_empty() || scaled && runs.len() > 1 && number.fract().is_zero();
    in_words || runs.iter().any(is_number)
}

/// The numerals of a text, in half width and without separators.
fn numerals(written: &str) -> Vec<String> {
    let half = |letter: char| match letter {
        '０'..='９' | '．' | '，' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        letter => letter,
    };
    let text: String = written.chars().map(half).filter(|c| *c != ',').collect();
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let bare = parts.map(|part| part.trim_matches('.'));
    bare.filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use rstest::rstest;

    #[rstest]
    #[case("80%", "79.5", Some("%"), None, "79.5％")]
    #[case("79.5%", "79.5", Some("%"), None, "79.5%")]
    #[case("７９．５％以上", "79.5", Some("%"), None, "７９．５％以上")]
    #[case("1,000万枚", "10000000", Some("枚"), None, "1,000万枚")]
    #[case("10000000", "10000000", None, Some("枚"), "1,000万枚")]
    #[case("10000000枚", "10000000", Some("枚"), None, "1,000万枚")]
    #[case("12345人", "12345", Some("人"), None, "12,345人")]
    #[case("1,235千円", "1234567", Some("円"), None, "1,234,567円")]
    #[case("8割", "80", Some("%"), None, "8割")]
    #[case("1万2,600人", "12600", Some("人"), None, "1万2,600人")]
    #[case("1239（439）", "1239", None, None, "1239（439）")]
    #[case("25", "25", None, None, "25")]
    #[case("▲5.5％", "-5.5", Some("%"), None, "▲5.5％")]
    #[case("二十人", "20", Some("人"), None, "二十人")]
    #[case("24", "24", None, Some("%"), "24％")]
    fn figures_say_the_number_that_was_used(
        #[case] text: &str,
        #[case] number: &str,
        #[case] unit: Option<&str>,
        #[case] other: Option<&str>,
        #[case] wanted: &str,
    ) {
        let value = Value {
            number: number.parse().ok(),
            unit: unit.map(str::to_owned),
            ..Value::words(text, Kind::Number)
        };
        assert_eq!(figure(&value, other), wanted);
    }

    #[test]
    fn a_bound_stays_with_its_figure() {
        let value = Value {
            number: Some(Decimal::new(795, 1)),
            unit: Some("%".to_owned()),
            bound: Some(Bound::AtLeast),
            ..Value::words("80%以上", Kind::Number)
        };
        assert_eq!(figure(&value, None), "79.5％以上");
    }
}
