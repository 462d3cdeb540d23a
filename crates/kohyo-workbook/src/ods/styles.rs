//! The looks that matter: sizes, painted cells, number formats, lines of shapes, hidden sheets.

use super::factors::Factors;
use super::length;
use super::xml::{Tag, Token, Xml};
use crate::marked::{self, Letters, Shift};
use crate::{Content, Problem, Rgb};
use std::collections::HashMap;

/// Parents of parents are followed this far; a style may name itself.
const MOST_PARENTS: usize = 32;

/// One style; what it does not say, its parent says.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    size: Option<i64>,
    shown: Option<bool>,
    /// The cell's background: `Some(None)` where it is said to have none.
    background: Option<Option<Rgb>>,
    /// The name of the cell's number format.
    format: Option<String>,
    stroke: Option<Stroke>,
    stroke_colour: Option<Rgb>,
    filled: Option<bool>,
    fill_colour: Option<Rgb>,
    letters: Written,
}

/// What a style says of letters.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    struck: Option<bool>,
    shift: Option<Shift>,
    points: Option<f64>,
    /// `Some(None)` where it is said to be that of the window's text.
    ink: Option<Option<Rgb>>,
}

impl Written {
    fn letters(self, fill: Option<Rgb>) -> Letters {
        Letters {
            struck: self.struck.unwrap_or(false),
            shift: self.shift.unwrap_or_default(),
            hiding: marked::hiding(self.points, self.ink.flatten(), fill),
        }
    }

    /// With what it leaves unsaid as another one says it.
    fn or(self, other: Self) -> Self {
        Self {
            struck: self.struck.or(other.struck),
            shift: self.shift.or(other.shift),
            points: self.points.or(other.points),
            ink: self.ink.or(other.ink),
        }
    }

    fn read(tag: &Tag<'_>) -> Self {
        const POINT: f64 = 12_700.0;
        let text = |name| tag.attribute(name);
        let style = text("style:text-line-through-style");
        let line = style.or_else(|| text("style:text-line-through-type"));
        let window = text("style:use-window-font-color").is_some_and(|value| value == "true");
        let colour = text("fo:color").and_then(|text| length::colour(&text));
        let size = text("fo:font-size").and_then(|text| length::emu(&text));
        Self {
            struck: line.map(|line| line != "none"),
            shift: text("style:text-position").map(|text| shift(&text)),
            points: size.map(|size| size as f64 / POINT),
            ink: if window { Some(None) } else { colour.map(Some) },
        }
    }
}

/// `super 58%`, `sub 58%`, `33% 58%`; `0% 100%` is none.
fn shift(position: &str) -> Shift {
    match position.split_whitespace().next() {
        Some("super") => Shift::Up,
        Some("sub") => Shift::Down,
        Some(height) => match height.trim_end_matches('%').parse::<f64>() {
            Ok(height) if height > 0.0 => Shift::Up,
            Ok(height) if height < 0.0 => Shift::Down,
            _ => Shift::None,
        },
        None => Shift::None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stroke {
    None,
    Solid,
    Dashed,
}

/// A shape's looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    /// Its line's colour, else its fill's.
    pub(super) colour: Option<Rgb>,
    /// Whether its line is dashed.
    pub(super) dashed: bool,
    /// Whether neither line nor fill is to be seen.
    pub(super) bare: bool,
}

/// A cell's looks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CellLooks<'s> {
    /// Its fill.
    pub(super) fill: Option<Rgb>,
    format: Option<&'s str>,
    written: Written,
}

impl CellLooks<'_> {
    /// How its letters look.
    pub(super) fn letters(&self) -> Letters {
        self.written.letters(self.fill)
    }

    /// Whether it has a number format of its own.
    pub(super) const fn has_format(&self) -> bool {
        self.format.is_some()
    }
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By [`Family`] and name; the empty name is the family's default.
    families: [HashMap<String, Style>; 6],
    factors: Factors,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Column,
    Row,
    Cell,
    Table,
    Graphic,
    Text,
}

impl Styles {
    /// Takes the styles of an opened `office:styles` or `office:automatic-styles`.
    pub(super) fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        while let Some(token) = xml.inner()? {
            let Token::Open(tag) = token else { continue };
            if self.factors.take(xml, &tag)? {
                continue;
            }
            let name = match tag.name() {
                "style:style" => tag.attribute("style:name").map(|name| name.into_owned()),
                "style:default-style" => Some(String::new()),
                _ => None,
            };
            match (name, family(&tag)) {
                (Some(name), Some(family)) => {
                    let parent = tag.attribute("style:parent-style-name");
                    let mut style = Style {
                        parent: parent.map(|name| name.into_owned()),
                        format: tag
                            .attribute("style:data-style-name")
                            .map(|name| name.into_owned()),
                        ..Style::default()
                    };
                    style.take(xml)?;
                    self.families[family as usize].insert(name, style);
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// A column's width in EMU.
    pub(super) fn width(&self, name: Option<&str>) -> Option<i64> {
        self.said(Family::Column, name, |style| style.size)
    }

    /// A row's height in EMU.
    pub(super) fn height(&self, name: Option<&str>) -> Option<i64> {
        self.said(Family::Row, name, |style| style.size)
    }

    /// Whether a sheet is shown.
    pub(super) fn shows_sheet(&self, name: Option<&str>) -> bool {
        self.said(Family::Table, name, |style| style.shown)
            .unwrap_or(true)
    }

    /// A cell's looks.
    pub(super) fn cell(&self, name: Option<&str>) -> CellLooks<'_> {
        let fill = self.said(Family::Cell, name, |style| style.background);
        CellLooks {
            fill: fill.flatten(),
            format: self.said(Family::Cell, name, |style| style.format.as_deref()),
            written: self.written(Family::Cell, name),
        }
    }

    /// How the letters of a part of a cell's text look, by the names of its styles, the outermost first.
    pub(super) fn part(&self, looks: &CellLooks<'_>, names: &[&str]) -> Letters {
        let of = |name: &&str| self.written(Family::Text, Some(name));
        let inner = names.iter().rev().map(of);
        let written = inner.fold(Written::default(), Written::or);
        written.or(looks.written).letters(looks.fill)
    }

    /// What a style, its parents and the family's default say of letters.
    fn written(&self, family: Family, name: Option<&str>) -> Written {
        let mut written = Written::default();
        // Asking to the end of the chain gathers what each of it says.
        let ask = |style: &Style| {
            written = written.or(style.letters);
            None::<()>
        };
        self.said(family, name, ask);
        written
    }

    /// A cell's content as it is shown.
    pub(super) fn shown(&self, looks: CellLooks<'_>, content: Content) -> Content {
        self.factors.shown(looks.format, content)
    }

    /// A shape's looks. What no style says is a solid line and a filled area, as OpenDocument has it.
    pub(super) fn looks(&self, name: Option<&str>) -> Looks {
        let ask = |said: fn(&Style) -> Option<Rgb>| self.said(Family::Graphic, name, said);
        let stroke = self
            .said(Family::Graphic, name, |style| style.stroke)
            .unwrap_or(Stroke::Solid);
        let filled = self
            .said(Family::Graphic, name, |style| style.filled)
            .unwrap_or(true);
        let line = (stroke != Stroke::None).then(|| ask(|style| style.stroke_colour));
        let area = filled.then(|| ask(|style| style.fill_colour));
        Looks {
            colour: line.unwrap_or_else(|| area.flatten()),
            dashed: stroke == Stroke::Dashed,
            bare: stroke == Stroke::None && !filled,
        }
    }

    /// What a style, its parents or the family's default say.
    fn said<'s, T>(
        &'s self,
        family: Family,
        name: Option<&str>,
        mut said: impl FnMut(&'s Style) -> Option<T>,
    ) -> Option<T> {
        let styles = &self.families[family as usize];
        let mut next = name;
        for _ in 0..MOST_PARENTS {
            let Some(style) = next.and_then(|name| styles.get(name)) else {
                break;
            };
            if let Some(value) = said(style) {
                return Some(value);
            }
            next = style.parent.as_deref();
        }
        said(styles.get("")?)
    }
}

impl Style {
    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        while let Some(token) = xml.inner()? {
            if let Token::Open(tag) = token {
                self.properties(&tag);
                xml.skip()?;
            }
        }
        Ok(())
    }

    fn properties(&mut self, tag: &Tag<'_>) {
        let length = |name| tag.attribute(name).and_then(|text| length::emu(&text));
        let colour = |name| tag.attribute(name).and_then(|text| length::colour(&text));
        match tag.name() {
            "style:table-column-properties" => self.size = length("style:column-width"),
            "style:table-row-properties" => self.size = length("style:row-height"),
            "style:table-properties" => {
                self.shown = tag.attribute("table:display").map(|text| text != "false");
            }
            "style:table-cell-properties" => {
                self.background = tag
                    .attribute("fo:background-color")
                    .map(|text| length::fill(&text));
            }
            "style:text-properties" => self.letters = Written::read(tag),
            "style:graphic-properties" => {
                self.stroke = tag.attribute("draw:stroke").map(|text| match &*text {
                    "none" => Stroke::None,
                    "dash" => Stroke::Dashed,
                    _ => Stroke::Solid,
                });
                self.stroke_colour = colour("svg:stroke-color");
                self.filled = tag.attribute("draw:fill").map(|text| text != "none");
                self.fill_colour = colour("draw:fill-color");
            }
            _ => {}
        }
    }
}

fn family(tag: &Tag<'_>) -> Option<Family> {
    Some(match &*tag.attribute("style:family")? {
        "table-column" => Family::Column,
        "table-row" => Family::Row,
        "table-cell" => Family::Cell,
        "table" => Family::Table,
        "graphic" => Family::Graphic,
        "text" => Family::Text,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn styles(inside: &str) -> Styles {
        let part = format!("<s>{inside}</s>");
        let limits = Limits::default();
        let mut xml = Xml::new(&part, &limits);
        let mut styles = Styles::default();
        xml.next().unwrap();
        styles.take(&mut xml).unwrap();
        styles
    }

    #[test]
    fn what_a_style_does_not_say_its_parent_says() {
        let styles = styles(
            r##"<style:default-style style:family="table-cell"/>
            <style:style style:name="a" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>
            <style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>
            <style:style style:name="c" style:family="table-cell" style:parent-style-name="a"><style:table-cell-properties fo:background-color="transparent"/></style:style>
            <style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/>"##,
        );
        assert_eq!(styles.cell(Some("b")).fill, Some(Rgb(255, 0, 0)));
        assert_eq!(styles.cell(Some("c")).fill, None);
        assert_eq!(styles.cell(Some("loop")).fill, None);
        assert_eq!(styles.cell(None).fill, None);
    }

    #[test]
    fn a_line_counts_before_the_area() {
        let styles = styles(
            r##"<style:style style:name="line" style:family="graphic"><style:graphic-properties draw:stroke="dash" svg:stroke-color="#ff0000" draw:fill="solid" draw:fill-color="#00ff00"/></style:style>
            <style:style style:name="area" style:family="graphic"><style:graphic-properties draw:stroke="none" svg:stroke-color="#ff0000" draw:fill-color="#00ff00"/></style:style>
            <style:style style:name="bare" style:family="graphic"><style:graphic-properties draw:stroke="none" draw:fill="none"/></style:style>"##,
        );
        let looks = |name| styles.looks(Some(name));
        assert_eq!(looks("line").colour, Some(Rgb(255, 0, 0)));
        assert!(looks("line").dashed && !looks("area").dashed);
        assert_eq!(looks("area").colour, Some(Rgb(0, 255, 0)));
        assert!(looks("bare").bare && looks("bare").colour.is_none());
    }
}
