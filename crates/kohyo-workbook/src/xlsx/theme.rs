//! Colours: the theme's, the palette's, and what tints and modifiers make of them.

use super::xml::{Tag, Xml};
use crate::Rgb;

/// The twelve colours of a theme in the order of `a:clrScheme`: dk1, lt1, dk2, lt2, accents, links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Theme([Rgb; 12]);

/// The colours of the Office theme since 2013.
impl Default for Theme {
    fn default() -> Self {
        Self([
            Rgb(0, 0, 0),
            Rgb(255, 255, 255),
            Rgb(0x44, 0x54, 0x6A),
            Rgb(0xE7, 0xE6, 0xE6),
            Rgb(0x44, 0x72, 0xC4),
            Rgb(0xED, 0x7D, 0x31),
            Rgb(0xA5, 0xA5, 0xA5),
            Rgb(0xFF, 0xC0, 0x00),
            Rgb(0x5B, 0x9B, 0xD5),
            Rgb(0x70, 0xAD, 0x47),
            Rgb(0x05, 0x63, 0xC1),
            Rgb(0x95, 0x4F, 0x72),
        ])
    }
}

impl Theme {
    /// Reads a theme part; colours it does not give stay those of Office.
    pub(super) fn read(text: &str, max_depth: u32) -> Self {
        let mut theme = Self::default();
        let mut xml = Xml::new(text, max_depth);
        let _ = theme.take(&mut xml);
        theme
    }

    fn take(&mut self, xml: &mut Xml<'_>) -> Option<()> {
        xml.child(0).ok()??;
        while xml.child(1).ok()??.local() != "themeElements" {}
        while xml.child(2).ok()??.local() != "clrScheme" {}
        for slot in &mut self.0 {
            xml.child(3).ok()??;
            while let Some(tag) = xml.child(4).ok()? {
                if let Some(colour) = plain_colour(&tag) {
                    *slot = colour;
                }
            }
        }
        Some(())
    }

    /// The colour a style names by number: light and dark are exchanged there.
    pub(super) fn by_index(&self, index: usize) -> Option<Rgb> {
        let slot = match index {
            0 => 1,
            1 => 0,
            2 => 3,
            3 => 2,
            other => other,
        };
        self.0.get(slot).copied()
    }

    /// The colour a drawing names: `accent1`, `tx1`, `bg1`.
    pub(super) fn by_name(&self, name: &str) -> Option<Rgb> {
        let slot = match name {
            "dk1" | "tx1" => 0,
            "lt1" | "bg1" => 1,
            "dk2" | "tx2" => 2,
            "lt2" | "bg2" => 3,
            "hlink" => 10,
            "folHlink" => 11,
            accent => 3 + accent.strip_prefix("accent")?.parse::<usize>().ok()?,
        };
        self.0.get(slot).copied()
    }
}

/// A colour element that needs no theme: `srgbClr`, `sysClr`, `prstClr`, `scrgbClr`.
pub(super) fn plain_colour(tag: &Tag<'_>) -> Option<Rgb> {
    match tag.local() {
        "srgbClr" => hex(&tag.attr("val")?),
        "sysClr" => tag
            .attr("lastClr")
            .and_then(|text| hex(&text))
            .or_else(|| (tag.attr("val")? == "window").then_some(Rgb(255, 255, 255)))
            .or(Some(Rgb(0, 0, 0))),
        "prstClr" => preset(&tag.attr("val")?),
        "scrgbClr" => {
            let part = |name| {
                let share: f64 = tag.number(name)?;
                Some((share / 100_000.0 * 255.0).round().clamp(0.0, 255.0) as u8)
            };
            Some(Rgb(part("r")?, part("g")?, part("b")?))
        }
        _ => None,
    }
}

/// `FF00AA` or `FFFF00AA`; an alpha in front is passed over.
pub(super) fn hex(text: &str) -> Option<Rgb> {
    let text = text.trim();
    let digits = text.get(text.len().checked_sub(6)?..)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    Some(Rgb((number >> 16) as u8, (number >> 8) as u8, number as u8))
}

/// The preset colours that Excel's own menus lead to.
fn preset(name: &str) -> Option<Rgb> {
    Some(match name {
        "black" => Rgb(0, 0, 0),
        "white" => Rgb(255, 255, 255),
        "red" => Rgb(255, 0, 0),
        "green" => Rgb(0, 128, 0),
        "lime" => Rgb(0, 255, 0),
        "blue" => Rgb(0, 0, 255),
        "yellow" => Rgb(255, 255, 0),
        "orange" => Rgb(255, 165, 0),
        "purple" => Rgb(128, 0, 128),
        "cyan" | "aqua" => Rgb(0, 255, 255),
        "magenta" | "fuchsia" => Rgb(255, 0, 255),
        "gray" | "grey" => Rgb(128, 128, 128),
        "silver" => Rgb(192, 192, 192),
        "navy" => Rgb(0, 0, 128),
        "maroon" => Rgb(128, 0, 0),
        "teal" => Rgb(0, 128, 128),
        "olive" => Rgb(128, 128, 0),
        "pink" => Rgb(255, 192, 203),
        "brown" => Rgb(165, 42, 42),
        _ => return None,
    })
}

/// The palette of old workbooks (ECMA-376 18.8.27); 64 is the window's text, 65 its background.
pub(crate) fn indexed(index: usize) -> Option<Rgb> {
    const PALETTE: [u32; 56] = [
        0x00_00_00, 0xFF_FF_FF, 0xFF_00_00, 0x00_FF_00, 0x00_00_FF, 0xFF_FF_00, 0xFF_00_FF,
        0x00_FF_FF, 0x80_00_00, 0x00_80_00, 0x00_00_80, 0x80_80_00, 0x80_00_80, 0x00_80_80,
        0xC0_C0_C0, 0x80_80_80, 0x99_99_FF, 0x99_33_66, 0xFF_FF_CC, 0xCC_FF_FF, 0x66_00_66,
        0xFF_80_80, 0x00_66_CC, 0xCC_CC_FF, 0x00_00_80, 0xFF_00_FF, 0xFF_FF_00, 0x00_FF_FF,
        0x80_00_80, 0x80_00_00, 0x00_80_80, 0x00_00_FF, 0x00_CC_FF, 0xCC_FF_FF, 0xCC_FF_CC,
        0xFF_FF_99, 0x99_CC_FF, 0xFF_99_CC, 0xCC_99_FF, 0xFF_CC_99, 0x33_66_FF, 0x33_CC_CC,
        0x99_CC_00, 0xFF_CC_00, 0xFF_99_00, 0xFF_66_00, 0x66_66_99, 0x96_96_96, 0x00_33_66,
        0x33_99_66, 0x00_33_00, 0x33_33_00, 0x99_33_00, 0x99_33_66, 0x33_33_99, 0x33_33_33,
    ];
    let number = match index {
        // The first eight are given twice.
        0..=7 => PALETTE[index],
        8..=63 => PALETTE[index - 8],
        64 => 0,
        65 => 0xFF_FF_FF,
        _ => return None,
    };
    Some(Rgb((number >> 16) as u8, (number >> 8) as u8, number as u8))
}

/// What modifies a colour in a drawing: its element's name and value in 1/100,000.
pub(super) fn modified(colour: Rgb, modifier: &str, value: f64) -> Rgb {
    let share = value / 100_000.0;
    match modifier {
        "lumMod" => with_light(colour, |light| light * share),
        "lumOff" => with_light(colour, |light| light + share),
        "tint" => mixed(colour, 255.0, share),
        "shade" => mixed(colour, 0.0, share),
        _ => colour,
    }
}

/// The tint of a style: from -1, black, over 0 to 1, white.
pub(super) fn tinted(colour: Rgb, tint: f64) -> Rgb {
    if tint == 0.0 || !tint.is_finite() {
        return colour;
    }
    with_light(colour, |light| {
        if tint < 0.0 {
            light * (1.0 + tint)
        } else {
            light * (1.0 - tint) + tint
        }
    })
}

/// So much of a colour, the rest of another.
fn mixed(Rgb(red, green, blue): Rgb, other: f64, share: f64) -> Rgb {
    let part = |part: u8| (f64::from(part) * share + other * (1.0 - share)).round() as u8;
    Rgb(part(red), part(green), part(blue))
}

/// Changes a colour's lightness, keeping hue and saturation.
fn with_light(Rgb(red, green, blue): Rgb, change: impl Fn(f64) -> f64) -> Rgb {
    let [red, green, blue] = [red, green, blue].map(|part| f64::from(part) / 255.0);
    let high = red.max(green).max(blue);
    let low = red.min(green).min(blue);
    let span = high - low;
    let light = f64::midpoint(high, low);
    let saturation = if span == 0.0 {
        0.0
    } else {
        span / (1.0 - (2.0 * light - 1.0).abs())
    };
    let sixth = if span == 0.0 {
        0.0
    } else if high == red {
        ((green - blue) / span).rem_euclid(6.0)
    } else if high == green {
        (blue - red) / span + 2.0
    } else {
        (red - green) / span + 4.0
    };
    let light = change(light).clamp(0.0, 1.0);
    let chroma = (1.0 - (2.0 * light - 1.0).abs()) * saturation;
    let second = chroma * (1.0 - (sixth % 2.0 - 1.0).abs());
    let [red, green, blue] = match sixth as u8 {
        0 => [chroma, second, 0.0],
        1 => [second, chroma, 0.0],
        2 => [0.0, chroma, second],
        3 => [0.0, second, chroma],
        4 => [second, 0.0, chroma],
        _ => [chroma, 0.0, second],
    };
    let part = |part: f64| {
        ((part + light - chroma / 2.0) * 255.0)
            .round()
            .clamp(0.0, 255.0) as u8
    };
    Rgb(part(red), part(green), part(blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_and_modifiers_give_what_excel_paints() {
        // Excel counts in whole steps of its own: a step or two apart is the same colour to the eye.
        let near = |Rgb(r, g, b): Rgb, expected: Rgb| {
            let Rgb(red, green, blue) = expected;
            let far = [(r, red), (g, green), (b, blue)]
                .iter()
                .any(|(one, other)| one.abs_diff(*other) > 2);
            assert!(!far, "{:?} is not {expected:?}", Rgb(r, g, b));
        };
        // Accent 1 of Office 2013, 80 % and 40 % lighter, 25 % darker, as Excel's palette shows them.
        let accent = Rgb(0x44, 0x72, 0xC4);
        near(tinted(accent, 0.799_981_688_894_314), Rgb(0xD9, 0xE1, 0xF2));
        near(tinted(accent, 0.399_975_585_192_419), Rgb(0x8E, 0xA9, 0xDB));
        near(
            tinted(accent, -0.249_977_111_117_893),
            Rgb(0x30, 0x54, 0x96),
        );
        let lighter = modified(modified(accent, "lumMod", 60_000.0), "lumOff", 40_000.0);
        near(lighter, Rgb(0x8F, 0xAA, 0xDC));
        near(
            modified(Rgb(200, 100, 0), "shade", 50_000.0),
            Rgb(100, 50, 0),
        );
        near(tinted(Rgb(255, 255, 255), -0.5), Rgb(128, 128, 128));
        assert_eq!(tinted(accent, 0.0), accent);
    }

    #[test]
    fn a_theme_names_its_own_colours() {
        let text = r#"<a:theme xmlns:a="x"><a:themeElements><a:clrScheme>
            <a:dk1><a:sysClr val="windowText" lastClr="010203"/></a:dk1>
            <a:lt1><a:srgbClr val="FDFEFF"/></a:lt1></a:clrScheme></a:themeElements></a:theme>"#;
        let theme = Theme::read(text, 16);
        assert_eq!(theme.by_index(1), Some(Rgb(1, 2, 3)));
        assert_eq!(theme.by_index(0), Some(Rgb(0xFD, 0xFE, 0xFF)));
        assert_eq!(theme.by_name("tx1"), Some(Rgb(1, 2, 3)));
        assert_eq!(theme.by_name("accent2"), Some(Rgb(0xED, 0x7D, 0x31)));
        assert_eq!(theme.by_name("accent9999"), None);
    }
}
