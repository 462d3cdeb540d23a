//! Values of indicators: 「1,043人以上」, 「8割」, 「80人（累計）」, 「集計中」, 「策定」.

mod indicators;
mod quantity;

pub use indicators::split_indicators;

use super::{DoubtKind, Figure, Parsed, stray, width, words};
use crate::model::{Kind, Value};
use quantity::quantity;

/// Reads an indicator value. The text is kept as typed. Words are [`Kind::Text`]; words that hold
/// a number which might be the value also carry an [`DoubtKind::AmbiguousNumber`].
pub fn parse(text: &str) -> Parsed<Value> {
    let plain = width::plain(text);
    let plain = plain.trim();
    if let Some(kind) = words::standing(plain) {
        return Parsed::sure(Value::words(width::kept(text), kind));
    }
    let doubted = |kind| {
        let value = Value::words(width::kept(text), Kind::Text);
        Parsed::doubted(value, kind, text.trim())
    };
    if words::is_error(plain) {
        return doubted(DoubtKind::ErrorText);
    }
    match quantity(plain) {
        Some(quantity) => Parsed::sure(quantity.into_value(text)),
        None if stray::holds_amount(plain) => doubted(DoubtKind::AmbiguousNumber),
        None => Parsed::sure(Value::words(width::kept(text), Kind::Text)),
    }
}

/// Reads a numeric cell: as the text it shows would read if typed, with the digits the display leaves
/// out (20.4 for a cell showing `20%`). Where both cannot be true, or a number is shown as a word for
/// no value, none is taken ([`DoubtKind::AmbiguousNumber`]).
pub fn from_number(figure: Figure<'_>) -> Parsed<Value> {
    let seen = parse(figure.shown);
    let doubted = || {
        let words = Value::words(width::kept(figure.shown), Kind::Text);
        Parsed::doubted(words, DoubtKind::AmbiguousNumber, figure.shown.trim())
    };
    match (seen.value.kind, seen.value.number) {
        (Kind::Number, Some(number)) => {
            let exact = parse(figure.exact).value;
            let step = quantity(width::plain(figure.shown).trim()).map(|quantity| quantity.step);
            match exact.number.zip(step) {
                Some((all, step))
                    if figure.agrees(number, all, step)
                        && (&exact.unit, exact.bound) == (&seen.value.unit, seen.value.bound) =>
                {
                    let number = exact.number;
                    Parsed::sure(Value {
                        number,
                        ..seen.value
                    })
                }
                _ => doubted(),
            }
        }
        (Kind::None | Kind::Pending, _) if !figure.stored.is_zero() => doubted(),
        (Kind::Text, _) if figure.lacks_room() => {
            let mut exact = parse(figure.exact);
            exact.value.text = width::kept(figure.shown);
            exact
        }
        _ => seen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bound;

    fn figure<'a>(shown: &'a str, exact: &'a str, stored: &str) -> Figure<'a> {
        Figure {
            shown,
            exact,
            stored: stored.parse().unwrap(),
            foreign_digits: false,
        }
    }

    #[test]
    fn a_numeric_cell_keeps_its_exact_number_and_takes_the_unit_it_shows() {
        for (shown, exact, stored, number, unit, bound) in [
            ("20%", "20.4%", "0.204", "20.4", Some("%"), None),
            (
                "80％以上",
                "80％以上",
                "80",
                "80",
                Some("%"),
                Some(Bound::AtLeast),
            ),
            ("10件", "10件", "10", "10", Some("件"), None),
            (
                "1,235千円",
                "1,234.567千円",
                "1234567",
                "1234567",
                Some("円"),
                None,
            ),
            ("8割", "8割", "8", "80", Some("%"), None),
            ("△1,234", "△1,234", "-1234", "-1234", None, None),
            ("▲1,234", "▲1,234", "1234", "-1234", None, None),
            (
                "≧80%",
                "≧79.5%",
                "0.795",
                "79.5",
                Some("%"),
                Some(Bound::AtLeast),
            ),
            (
                "12万3457人",
                "12万3456.5人",
                "123456.5",
                "123456.5",
                Some("人"),
                None,
            ),
            (
                "1.23457E+11",
                "123456789012",
                "123456789012",
                "123456789012",
                None,
                None,
            ),
            ("0.8", "0.80", "0.80", "0.8", None, None),
        ] {
            let parsed = from_number(figure(shown, exact, stored));
            let value = parsed.value;
            assert_eq!(value.kind, Kind::Number, "{shown}");
            assert_eq!(
                value.number.map(|n| n.to_string()).as_deref(),
                Some(number),
                "{shown}"
            );
            assert_eq!(value.unit.as_deref(), unit, "{shown}");
            assert_eq!(value.bound, bound, "{shown}");
            assert_eq!(value.text, shown);
            assert!(parsed.doubts.is_empty(), "{shown}");
        }
    }

    #[test]
    fn what_shows_another_number_than_is_stored_gives_none() {
        for (shown, exact, stored) in [
            ("-", "-", "-7"),
            ("なし", "なし", "3"),
            ("集計中", "集計中", "1"),
            ("(1,234)", "(1,234)", "-1234"),
            ("1 1/2", "1 1/2", "1.5"),
            ("1.00E+05", "1.00E+05", "100000"),
            ("25時間", "25.9時間", "25.9"),
        ] {
            let parsed = from_number(figure(shown, exact, stored));
            assert_eq!(parsed.value.number, None, "{shown}");
            assert_eq!(parsed.doubts.len(), 1, "{shown}");
        }
        let tricked = Figure {
            foreign_digits: true,
            ..figure("2400件", "2400件", "24")
        };
        assert_eq!(from_number(tricked).value.number, None);
    }

    #[test]
    fn a_number_format_that_makes_words_gives_words() {
        for shown in ["令和2年度", "第3回", "2020年4月"] {
            assert_eq!(
                from_number(figure(shown, shown, "2")).value,
                Value::words(shown, Kind::Text)
            );
        }
    }

    #[test]
    fn text_is_kept_as_typed_without_trailing_blanks() {
        assert_eq!(
            parse(" ８０％\r\n（累計）　").value.text,
            " ８０％\n（累計）"
        );
    }
}
