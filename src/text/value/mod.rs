//! Values of indicators: 「1,043人以上」, 「8割」, 「80人（累計）」, 「集計中」, 「策定」.

mod indicators;
mod quantity;

pub use indicators::split_indicators;

use super::{DoubtKind, Parsed, stray, width, words};
use crate::model::{Kind, Value};
use quantity::quantity;
use rust_decimal::Decimal;

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

/// Reads a numeric cell: what it shows gives unit and bound, `displayed` the exact number on the
/// scale shown (20.4 for a cell showing `20%`). A number format that shows only digits, signs or
/// a dash shows a number; one that makes words of it (第3回, 令和2年度) shows words.
pub fn from_number(shown: &str, displayed: Decimal) -> Parsed<Value> {
    let mut parsed = parse(shown);
    if parsed.value.kind == Kind::Number {
        let factor = quantity(width::plain(shown).trim()).and_then(|quantity| quantity.factor);
        let exact = factor.and_then(|factor| displayed.checked_mul(factor));
        parsed.value.number = exact
            .map(|number| number.normalize())
            .or(parsed.value.number);
        return parsed;
    }
    let bare = |c: char| {
        c.is_ascii_digit() || width::is_dash(c) || width::is_blank(c) || "().,+E▲△#".contains(c)
    };
    if !width::plain(shown).chars().all(bare) {
        return parsed;
    }
    Parsed::sure(Value {
        number: Some(displayed.normalize()),
        ..Value::words(width::kept(shown), Kind::Number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bound;

    #[test]
    fn a_numeric_cell_keeps_its_exact_number_and_takes_the_unit_it_shows() {
        for (shown, displayed, number, unit, bound) in [
            ("20%", "20.4", "20.4", Some("%"), None),
            ("80％以上", "80", "80", Some("%"), Some(Bound::AtLeast)),
            ("10件", "10", "10", Some("件"), None),
            ("1,235千円", "1234.567", "1234567", Some("円"), None),
            ("8割", "8", "80", Some("%"), None),
            ("△1,234", "-1234", "-1234", None, None),
            ("(1,234)", "-1234", "-1234", None, None),
            ("-", "0", "0", None, None),
            ("1.5E+06", "1500000", "1500000", None, None),
            ("####", "12", "12", None, None),
            ("0.8", "0.80", "0.8", None, None),
        ] {
            let parsed = from_number(shown, displayed.parse().unwrap());
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
    fn a_number_format_that_makes_words_gives_words() {
        for shown in ["令和2年度", "第3回", "2020年4月"] {
            assert_eq!(
                from_number(shown, Decimal::TWO).value,
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
