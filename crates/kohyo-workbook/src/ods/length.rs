//! Lengths and colours as OpenDocument writes them.

use crate::Rgb;

/// EMU in one of a unit.
const UNITS: [(&str, f64); 6] = [
    ("in", 914_400.0),
    ("cm", 360_000.0),
    ("mm", 36_000.0),
    ("pt", 12_700.0),
    ("pc", 152_400.0),
    ("px", 9_525.0),
];
/// Nothing on a sheet is farther away than this (a sheet of a million rows is 20 km high).
pub(super) const FARTHEST: f64 = 1e15;

/// A length in EMU: `0.6937in`, `-1.5cm`.
pub(super) fn emu(text: &str) -> Option<i64> {
    let text = text.trim();
    let (unit, size) = UNITS.iter().find(|(unit, _)| text.ends_with(unit))?;
    let number: f64 = text[..text.len() - unit.len()].trim().parse().ok()?;
    let length = number * size;
    (length.abs() <= FARTHEST).then(|| length.round() as i64)
}

/// A colour: `#ddebf7`. White and `transparent` are no colour.
pub(super) fn fill(text: &str) -> Option<Rgb> {
    colour(text).filter(|colour| *colour != Rgb(255, 255, 255))
}

/// A colour: `#ddebf7`; `None` for names and `transparent`.
pub(super) fn colour(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#')?;
    if digits.len() != 6 {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some(Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_every_unit() {
        for (text, length) in [
            ("1in", 914_400),
            ("2.54cm", 914_400),
            ("25.4mm", 914_400),
            ("72pt", 914_400),
            ("-0.5in", -457_200),
            ("0in", 0),
        ] {
            assert_eq!(emu(text), Some(length), "{text}");
        }
        for text in ["", "in", "1", "1em", "NaNin", "1e300in", "あin"] {
            assert_eq!(emu(text), None, "{text}");
        }
    }

    #[test]
    fn white_is_no_fill() {
        assert_eq!(fill("#DDEBF7"), Some(Rgb(0xDD, 0xEB, 0xF7)));
        assert_eq!(fill("#ffffff"), None);
        assert_eq!(fill("transparent"), None);
    }
}
