//! Fonts of cells and runs, as far as they say more than how letters are drawn.

use super::strings::Run;
use super::styles::{Ink, Styles, ink};
use super::theme::Theme;
use super::xml::{Fault, Tag, Xml, is_yes};
use crate::address::CellPos;
use crate::marked::{self, Hiding, Letters, Marked, Shift, Unshown};
use crate::{Content, Rgb};

/// The paper's colour in every theme of Office.
const PAPER: usize = 0;

/// A font as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Written {
    pub(super) struck: bool,
    pub(super) shift: Shift,
    pub(super) points: Option<f64>,
    pub(super) ink: Option<Ink>,
}

impl Written {
    /// Reads the `font` or `rPr` opened last.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Fault> {
        Self::read_with(xml, |_| ())
    }

    /// As [`Written::read`], and shows every element in it.
    pub(super) fn read_with(
        xml: &mut Xml<'_>,
        mut show: impl FnMut(&Tag<'_>),
    ) -> Result<Self, Fault> {
        let level = xml.level();
        let mut font = Self::default();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "strike" => font.struck = tag.attr("val").is_none_or(|value| is_yes(&value)),
                "vertAlign" => font.shift = shift(tag.attr("val").as_deref()),
                "sz" => font.points = tag.number("val"),
                "color" => font.ink = ink(&tag),
                _ => {}
            }
            show(&tag);
        }
        Ok(font)
    }

    /// How its letters look on a fill.
    pub(super) fn letters(
        &self,
        fill: Option<Rgb>,
        colour: impl Fn(Ink) -> Option<Rgb>,
    ) -> Letters {
        let colour = |ink| {
            let paper = matches!(ink, Ink::Theme(PAPER, tint) if tint.abs() < f64::EPSILON);
            colour(ink).or(paper.then_some(Rgb(255, 255, 255)))
        };
        Letters {
            struck: self.struck,
            shift: self.shift,
            hiding: marked::hiding(self.points, self.ink.and_then(colour), fill),
        }
    }
}

fn shift(value: Option<&str>) -> Shift {
    match value {
        Some("superscript") => Shift::Up,
        Some("subscript") => Shift::Down,
        _ => Shift::None,
    }
}

/// What the looks of a cell's letters depend on.
pub(super) struct InCell<'c> {
    /// The cell.
    pub(super) pos: CellPos,
    /// Its own letters.
    pub(super) letters: Letters,
    /// What its format shows as nothing.
    pub(super) unshown: Unshown,
    /// Its fill.
    pub(super) fill: Option<Rgb>,
    /// The theme, where it is known.
    pub(super) theme: Option<&'c Theme>,
    /// The workbook's styles.
    pub(super) styles: &'c Styles,
}

impl InCell<'_> {
    /// Parts a content into what stands and its mark.
    pub(super) fn part(self, content: Content, runs: Option<&[Run]>) -> (Content, Option<Marked>) {
        let unshown = self.unshown.hides(&content);
        let mut own = self.letters;
        own.hiding = own.hiding.or(unshown.then_some(Hiding::Format));
        let (Some(runs), Content::Text(text)) = (runs, &content) else {
            return marked::whole(self.pos, content, own);
        };
        let text = text.clone();
        let mut start = 0;
        let runs = runs.iter().map_while(|run| {
            let piece = text.get(start..run.end)?;
            start = run.end;
            let letters = match run.font {
                None => own,
                Some(font) => {
                    let mut letters = self.styles.letters(font, self.fill, self.theme);
                    letters.hiding = letters.hiding.or(unshown.then_some(Hiding::Format));
                    letters
                }
            };
            Some((piece, letters))
        });
        marked::runs(self.pos, content, runs)
    }
}
