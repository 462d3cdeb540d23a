//! What colour a shape is to the eye: its line, its fill, and the theme behind both.

use super::theme::{Theme, modified, plain_colour};
use super::xml::{Fault, Tag, Xml};
use crate::Rgb;

/// What a shape's own properties say about a line or fill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stated {
    /// Nothing; the style decides.
    #[default]
    Nothing,
    /// There is none.
    None,
    /// It has this colour.
    Colour(Rgb),
}

/// A shape's line.
#[derive(Default)]
pub(super) struct Outline {
    stated: Stated,
    /// Whether it is dashed or dotted.
    pub(super) dashed: bool,
}

impl Outline {
    /// Reads the `a:ln` opened last.
    pub(super) fn read(xml: &mut Xml<'_>, theme: &Theme) -> Result<Self, Fault> {
        let level = xml.level();
        let mut outline = Self::default();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "prstDash" => outline.dashed = tag.attr("val").is_some_and(|dash| dash != "solid"),
                "custDash" => outline.dashed = true,
                _ => take_stated(&mut outline.stated, xml, &tag, theme)?,
            }
        }
        Ok(outline)
    }
}

/// A shape's line and fill, stated or from its style.
#[derive(Default)]
pub(super) struct Paint {
    /// The line.
    pub(super) outline: Outline,
    fill: Stated,
    style_line: Option<Rgb>,
    style_fill: Option<Rgb>,
}

impl Paint {
    /// Takes a fill element of `spPr`; others say nothing.
    pub(super) fn take_fill(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        theme: &Theme,
    ) -> Result<(), Fault> {
        take_stated(&mut self.fill, xml, tag, theme)
    }

    /// Takes `xdr:style`: references into the theme, where index 0 means none.
    pub(super) fn take_style(&mut self, xml: &mut Xml<'_>, theme: &Theme) -> Result<(), Fault> {
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            let used = tag.attr("idx").is_none_or(|index| index.trim() != "0");
            let colour = colour(xml, theme)?.filter(|_| used);
            match tag.local() {
                "lnRef" => self.style_line = colour,
                "fillRef" => self.style_fill = colour,
                _ => {}
            }
        }
        Ok(())
    }

    /// The colour that tells shapes apart: the line's, else the fill's. What was chosen comes before
    /// what the style gives to every shape, except that an open shape has nothing to fill.
    pub(super) fn colour(&self, open: bool) -> Option<Rgb> {
        let fill = match self.fill {
            Stated::Colour(colour) => Some(colour),
            Stated::None => None,
            Stated::Nothing => self.style_fill,
        };
        match (self.outline.stated, self.fill) {
            (Stated::Colour(line), _) => Some(line),
            (Stated::None, _) => fill,
            (Stated::Nothing, Stated::Colour(own)) if !open && own != Rgb(255, 255, 255) => {
                Some(own)
            }
            (Stated::Nothing, _) => self.style_line.or(fill),
        }
    }
}

fn take_stated(
    stated: &mut Stated,
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
    theme: &Theme,
) -> Result<(), Fault> {
    match tag.local() {
        "noFill" => *stated = Stated::None,
        "solidFill" | "gradFill" | "pattFill" => {
            if let Some(colour) = colour(xml, theme)? {
                *stated = Stated::Colour(colour);
            }
        }
        _ => {}
    }
    Ok(())
}

/// The first colour inside the element opened last.
fn colour(xml: &mut Xml<'_>, theme: &Theme) -> Result<Option<Rgb>, Fault> {
    let level = xml.level();
    let mut first = None;
    while let Some(tag) = xml.child(level)? {
        let found = match tag.local() {
            "gsLst" | "gs" | "fgClr" | "bgClr" => colour(xml, theme)?,
            _ => {
                let base = match tag.attr("val") {
                    Some(name) if tag.local() == "schemeClr" => theme.by_name(&name),
                    _ => plain_colour(&tag),
                };
                modify(base, xml)?
            }
        };
        first = first.or(found);
    }
    Ok(first)
}

/// Applies the modifiers inside the colour opened last.
fn modify(base: Option<Rgb>, xml: &mut Xml<'_>) -> Result<Option<Rgb>, Fault> {
    let level = xml.level();
    let mut colour = base;
    while let Some(tag) = xml.child(level)? {
        if let Some(value) = tag.number("val") {
            colour = colour.map(|colour| modified(colour, tag.local(), value));
        }
    }
    Ok(colour)
}
