//! How wide a digit of a font is: what column widths are counted in.
//!
//! Excel counts widths in the widest digit of the workbook's default font in whole pixels at 96 dpi
//! (ECMA-376 18.3.1.13), LibreOffice in parts of pixels.

use super::styles::Font;

/// Advance of the widest digit in parts of the font's size, by the beginning of its name.
///
/// Measured with fontTools (`hmtx`) in the fonts as Debian has them: BIZ UD, IPA, IPAex, VL, Liberation (as
/// wide as Arial, Times New Roman, Courier New), Carlito (as wide as Calibri), DejaVu (as Verdana). Not at
/// hand and set so that the widths that Excel shows come out: ＭＳ, 游 (8 pixels at 11 points: 8.38
/// characters are 72 pixels). メイリオ takes its digits from Verdana, a little narrower.
const SHARES: &[(&str, f64)] = &[
    ("bizudpゴシック", 0.760),
    ("bizudpgothic", 0.760),
    ("bizudp明朝", 0.680),
    ("bizudpmincho", 0.680),
    ("bizud", HALF),
    ("ipapゴシック", 0.630),
    ("ipapgothic", 0.630),
    ("ipaexゴシック", 0.630),
    ("ipaexgothic", 0.630),
    ("ipap明朝", 0.618),
    ("ipapmincho", 0.618),
    ("ipaex明朝", 0.618),
    ("ipaexmincho", 0.618),
    ("ipa", HALF),
    ("vlpゴシック", 0.627),
    ("vlpgothic", 0.627),
    ("vlゴシック", HALF),
    ("vlgothic", HALF),
    ("ms", HALF),
    ("hg", HALF),
    ("times", HALF),
    ("liberationserif", HALF),
    ("メイリオ", 0.620),
    ("meiryo", 0.620),
    ("dejavusansmono", 0.602),
    ("dejavusans", 0.636),
    ("verdana", 0.636),
    ("calibri", 0.507),
    ("carlito", 0.507),
    ("arial", 0.556),
    ("liberationsans", 0.556),
    ("couriernew", 0.600),
    ("liberationmono", 0.600),
];
/// Half the height of a letter: digits of the fonts in which all letters are whole or half squares.
const HALF: f64 = 0.5;
/// Of fonts not listed, and of 游ゴシック, Noto and 源ノ角ゴシック (0.555).
const USUAL: f64 = 0.555;

/// What a character of a column's width is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Digit {
    /// So many whole pixels, as Excel counts.
    Pixels(i64),
    /// So many EMU for every character and nothing rounded, as LibreOffice writes.
    Emu(f64),
}

impl Digit {
    /// The widest digit of a font, in pixels.
    pub(super) fn of(font: &Font) -> Self {
        let height = font.points * 96.0 / 72.0;
        let share = share(&font.name);
        // Letters of half a square are drawn on whole pixels: 8 of the 15 that 11 points are.
        let pixels = if share == HALF {
            height.round() * share
        } else {
            height * share
        };
        Self::Pixels((pixels.round() as i64).max(1))
    }
}

fn share(name: &str) -> f64 {
    let plain: String = name
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            // Full-width letters as others: ＭＳ Ｐゴシック.
            '！'..='～' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
            letter => letter,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let known = SHARES.iter().find(|(start, _)| plain.starts_with(start));
    known.map_or(USUAL, |(_, share)| *share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_the_fonts_of_offices_are_as_wide_as_excel_shows() {
        for (name, points, pixels) in [
            ("Calibri", 11.0, 7),
            ("Arial", 10.0, 7),
            ("Arial", 11.0, 8),
            ("ＭＳ Ｐゴシック", 11.0, 8),
            ("MS PGothic", 11.0, 8),
            ("ＭＳ ゴシック", 9.0, 6),
            ("ＭＳ 明朝", 10.5, 7),
            ("游ゴシック", 11.0, 8),
            ("游ゴシック Medium", 11.0, 8),
            ("Yu Gothic", 11.0, 8),
            ("メイリオ", 11.0, 9),
            ("Meiryo UI", 11.0, 9),
            ("BIZ UDゴシック", 11.0, 8),
            ("BIZ UDPゴシック", 11.0, 11),
            ("BIZ UDPGothic", 11.0, 11),
            ("BIZ UDP明朝 Medium", 11.0, 10),
            ("DejaVu Sans", 11.0, 9),
            ("IPAPGothic", 11.0, 9),
            ("IPA明朝", 11.0, 8),
            ("Noto Sans CJK JP", 11.0, 8),
        ] {
            let font = Font {
                name: name.to_owned(),
                points,
            };
            assert_eq!(Digit::of(&font), Digit::Pixels(pixels), "{name} {points}");
        }
    }
}
