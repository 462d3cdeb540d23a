//! Styles: what a cell's style number means for its fill and its number format.

mod binary;

use super::fast_path;
use super::fonts;
use super::lines;
use super::theme::{Theme, hex, indexed, tinted};
use super::xml::{Fault, Tag, Xml};
use crate::Rgb;
use crate::grid::Edges;
use crate::marked::{Letters, Unshown};
use crate::numfmt::{Format, builtin};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// A colour as a style names it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ink {
    Rgb(Rgb),
    Indexed(usize),
    Theme(usize, f64),
}

/// The workbook's default font, which column widths are counted in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Font {
    /// Its name.
    pub(crate) name: String,
    /// Its size in points.
    pub(crate) points: f64,
}

impl Default for Font {
    fn default() -> Self {
        Self {
            name: "Calibri".to_owned(),
            points: 11.0,
        }
    }
}

/// What a style number means; resolved when first used.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// The fill's colour; white and none are `None`.
    pub(super) fill: Option<Rgb>,
    /// How numbers are shown; `None` is `General`.
    pub(super) format: Option<Rc<Format>>,
    /// Its heavy borders.
    pub(super) edges: Edges,
    /// How letters look.
    pub(super) letters: Letters,
    /// What the format shows as nothing.
    pub(super) unshown: Unshown,
}

/// The style part of a workbook.
#[derive(Default)]
pub(super) struct Written {
    /// Each `cellXfs/xf`.
    looks: Vec<Numbers>,
    fonts: Vec<fonts::Written>,
    borders: Vec<Edges>,
    /// Which differential formats paint cells.
    painting: Vec<bool>,
    /// Of the looks, those that show TRUE and FALSE as boxes to check.
    check_boxes: BTreeSet<usize>,
    fills: Vec<Option<Ink>>,
    codes: HashMap<u32, String>,
    /// Formats met so far.
    formats: RefCell<HashMap<u32, Option<Rc<Format>>>>,
    palette: Vec<Rgb>,
    font: Font,
    fault: Option<Fault>,
}

/// The numbers an `xf` goes by.
#[derive(Clone, Copy, Debug, Default)]
struct Numbers {
    format: u32,
    font: u32,
    fill: u32,
    border: u32,
}

/// The styles of a workbook.
#[derive(Default)]
pub(super) struct Styles {
    written: Rc<Written>,
    resolved: Vec<Option<Look>>,
}

impl Styles {
    pub(super) fn of(written: Rc<Written>) -> Self {
        let resolved = vec![None; written.looks.len()];
        Self { written, resolved }
    }

    /// Where the part could not be opened.
    pub(super) fn lost() -> Self {
        Self::of(Rc::new(Written {
            fault: Some(Fault::Cut),
            ..Written::default()
        }))
    }

    /// The default font.
    pub(super) fn font(&self) -> &Font {
        &self.written.font
    }

    /// Which differential formats paint cells.
    pub(super) fn painting(&self) -> &[bool] {
        &self.written.painting
    }

    /// Whether the styles end early.
    pub(super) fn is_cut(&self) -> bool {
        self.written.fault.is_some()
    }

    /// Whether a fill needs the theme.
    pub(super) fn needs_theme(&self) -> bool {
        let themed = |ink: &Option<Ink>| matches!(ink, Some(Ink::Theme(..)));
        self.written.fills.iter().any(themed)
    }

    /// The fonts of the workbook, by number.
    pub(super) fn fonts(&self) -> &[fonts::Written] {
        &self.written.fonts
    }

    /// Whether a style shows TRUE and FALSE as boxes to check.
    pub(super) fn is_check_box(&self, style: usize) -> bool {
        self.written.check_boxes.contains(&style)
    }

    /// How the letters of a run look on a fill.
    pub(super) fn letters(
        &self,
        font: fonts::Written,
        fill: Option<Rgb>,
        theme: Option<&Theme>,
    ) -> Letters {
        font.letters(fill, |ink| self.written.colour(ink, theme))
    }

    /// What a style number means; `None` where there is no such style.
    pub(super) fn look(&mut self, style: usize, theme: Option<&Theme>) -> Option<&Look> {
        let &numbers = self.written.looks.get(style)?;
        if self.resolved[style].is_none() {
            self.resolved[style] = Some(self.written.look(numbers, theme));
        }
        self.resolved[style].as_ref()
    }
}

impl Written {
    fn look(&self, numbers: Numbers, theme: Option<&Theme>) -> Look {
        let fill = self.fill(numbers.fill as usize, theme);
        let font = self.fonts.get(numbers.font as usize);
        let code = self.code(numbers.format);
        Look {
            fill,
            format: self.format(numbers.format),
            letters: font.map_or_else(Letters::default, |font| {
                font.letters(fill, |ink| self.colour(ink, theme))
            }),
            unshown: code.map_or_else(Unshown::default, Unshown::of),
            edges: self
                .borders
                .get(numbers.border as usize)
                .copied()
                .unwrap_or_default(),
        }
    }

    fn code(&self, id: u32) -> Option<&str> {
        let own = self.codes.get(&id).map(String::as_str);
        own.or_else(|| builtin(id))
    }

    /// Reads the part; a broken one as far as it goes.
    pub(super) fn read(text: &str, max_depth: u32) -> Self {
        let mut styles = Self::default();
        let mut xml = Xml::new(text, max_depth);
        styles.fault = styles.take(&mut xml).err();
        styles
    }

    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        if xml.child(0)?.is_none() {
            return Err(Fault::Cut);
        }
        while let Some(tag) = xml.child(1)? {
            match tag.local() {
                "numFmts" => self.take_codes(xml)?,
                "fonts" => self.take_fonts(xml)?,
                "fills" => self.take_fills(xml)?,
                "borders" => self.borders = lines::borders(xml)?,
                "dxfs" => self.painting = lines::painting(xml)?,
                "cellXfs" => self.take_looks(xml)?,
                "colors" if self.may_need_palette() => self.take_palette(xml)?,
                _ => xml.leap(&tag),
            }
        }
        Ok(())
    }

    fn take_codes(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        while let Some(tag) = xml.child(2)? {
            if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attr("formatCode")) {
                self.codes.insert(id, code);
            }
        }
        Ok(())
    }

    /// The first font is the default one.
    fn take_fonts(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        if xml.child(2)?.is_none() {
            return Ok(());
        }
        let (font, points) = (&mut self.font, &mut None);
        let first = fonts::Written::read_with(xml, |tag| match tag.local() {
            "name" => font.name = tag.attr("val").unwrap_or_default(),
            "sz" => *points = tag.number("val"),
            _ => {}
        })?;
        if let Some(points) = points {
            self.font.points = f64::clamp(*points, 1.0, 409.0);
        }
        self.fonts.push(first);
        while xml.child(2)?.is_some() {
            self.fonts.push(fonts::Written::read(xml)?);
        }
        Ok(())
    }

    fn take_fills(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        while xml.child(2)?.is_some() {
            let mut ink = None;
            while let Some(tag) = xml.child(3)? {
                match tag.local() {
                    "patternFill" => {
                        let pattern = tag.attr("patternType");
                        ink = take_pattern(xml, pattern.as_deref())?;
                    }
                    "gradientFill" => ink = take_gradient(xml)?,
                    _ => {}
                }
            }
            self.fills.push(ink);
        }
        Ok(())
    }

    fn take_looks(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let looks = &mut self.looks;
        loop {
            xml.take_ahead(2, 2, |rest| {
                let (mut format, mut fill, mut font, mut border) = (None, None, None, None);
                let take = |name: &str, value: &str| match name {
                    // Of two with one name the first counts.
                    "numFmtId" => format = format.or(Some(value.trim().parse().ok())),
                    "fillId" => fill = fill.or(Some(value.trim().parse().ok())),
                    "fontId" => font = font.or(Some(value.trim().parse().ok())),
                    "borderId" => border = border.or(Some(value.trim().parse().ok())),
                    _ => {}
                };
                let found = fast_path::bare(rest, "xf", take);
                let number = |id: Option<Option<u32>>| id.flatten().unwrap_or(0);
                let numbers = Numbers {
                    format: number(format),
                    font: number(font),
                    fill: number(fill),
                    border: number(border),
                };
                Ok(found.map(|()| looks.push(numbers)))
            })?;
            match xml.child(2)? {
                Some(tag) => {
                    let number = |name| tag.number(name).unwrap_or(0);
                    looks.push(Numbers {
                        format: number("numFmtId"),
                        font: number("fontId"),
                        fill: number("fillId"),
                        border: number("borderId"),
                    });
                    if has_complement(xml)? {
                        self.check_boxes.insert(looks.len() - 1);
                    }
                }
                None => return Ok(()),
            }
        }
    }

    fn take_palette(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        while let Some(tag) = xml.child(2)? {
            if tag.local() != "indexedColors" {
                continue;
            }
            while let Some(tag) = xml.child(3)? {
                let colour = tag.attr("rgb").and_then(|text| hex(&text));
                self.palette.push(colour.unwrap_or(Rgb(0, 0, 0)));
            }
        }
        Ok(())
    }

    /// Whether a fill may need the workbook's own palette, as far as fills were met.
    fn may_need_palette(&self) -> bool {
        let indexed = |ink: &Option<Ink>| matches!(ink, Some(Ink::Indexed(_)));
        self.fills.is_empty() || self.fills.iter().any(indexed)
    }

    fn fill(&self, index: usize, theme: Option<&Theme>) -> Option<Rgb> {
        let colour = self.colour((*self.fills.get(index)?)?, theme)?;
        (colour != Rgb(255, 255, 255)).then_some(colour)
    }

    fn colour(&self, ink: Ink, theme: Option<&Theme>) -> Option<Rgb> {
        Some(match ink {
            Ink::Rgb(colour) => colour,
            Ink::Indexed(index) => match self.palette.get(index) {
                Some(colour) => *colour,
                None => indexed(index)?,
            },
            Ink::Theme(index, tint) => tinted(theme?.by_index(index)?, tint),
        })
    }

    fn format(&self, id: u32) -> Option<Rc<Format>> {
        let mut formats = self.formats.borrow_mut();
        formats
            .entry(id)
            .or_insert_with(|| {
                let code = self.code(id)?;
                let general = code.is_empty() || code.eq_ignore_ascii_case("general");
                (!general).then(|| Rc::new(Format::parse(code)))
            })
            .clone()
    }
}

/// Whether the `xf` opened last has what later versions add to a format: `xfComplement` in its
/// extensions ([MS-XLSX] 2.6.240), today the boxes to check.
fn has_complement(xml: &mut Xml<'_>) -> Result<bool, Fault> {
    let mut found = false;
    while let Some(tag) = xml.child(3)? {
        if tag.local() != "extLst" {
            continue;
        }
        while xml.child(4)?.is_some() {
            while let Some(tag) = xml.child(5)? {
                found |= tag.local() == "xfComplement";
            }
        }
    }
    Ok(found)
}

/// The colour an element names.
pub(super) fn ink(tag: &Tag<'_>) -> Option<Ink> {
    if let Some(colour) = tag.attr("rgb").and_then(|text| hex(&text)) {
        return Some(Ink::Rgb(colour));
    }
    if let Some(index) = tag.number("theme") {
        return Some(Ink::Theme(index, tag.number("tint").unwrap_or(0.0)));
    }
    tag.number("indexed").map(Ink::Indexed)
}

/// A solid fill's colour; of a hatched one what covers most: its background, else the hatching.
fn take_pattern(xml: &mut Xml<'_>, pattern: Option<&str>) -> Result<Option<Ink>, Fault> {
    let level = xml.level();
    let (mut front, mut back) = (None, None);
    while let Some(tag) = xml.child(level)? {
        match tag.local() {
            "fgColor" => front = ink(&tag),
            "bgColor" => back = ink(&tag),
            _ => {}
        }
    }
    let coloured = |ink: &Ink| !matches!(ink, Ink::Indexed(64 | 65));
    Ok(match pattern {
        None | Some("none") => None,
        Some("solid") => front,
        Some(_) => back.filter(coloured).or(front).or(Some(Ink::Indexed(64))),
    })
}

/// The first colour of a gradient.
fn take_gradient(xml: &mut Xml<'_>) -> Result<Option<Ink>, Fault> {
    let level = xml.level();
    let mut first = None;
    while xml.child(level)?.is_some() {
        let stop = xml.level();
        while let Some(tag) = xml.child(stop)? {
            if first.is_none() && tag.local() == "color" {
                first = ink(&tag);
            }
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_are_resolved_to_colours() {
        let text = r#"<styleSheet><fills>
            <fill><patternFill patternType="none"/></fill>
            <fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/><bgColor indexed="64"/></patternFill></fill>
            <fill><patternFill patternType="solid"><fgColor theme="4" tint="0.79998168889431442"/></patternFill></fill>
            <fill><patternFill patternType="solid"><fgColor indexed="13"/></patternFill></fill>
            <fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill>
            <fill><patternFill patternType="lightUp"><fgColor rgb="FF0000FF"/><bgColor rgb="FF00FF00"/></patternFill></fill>
            <fill><patternFill patternType="gray125"/></fill>
            <fill><gradientFill><stop position="0"><color rgb="FF123456"/></stop><stop position="1"><color theme="0"/></stop></gradientFill></fill>
            </fills><cellXfs><xf/><xf fillId="1"/><xf fillId="2"/><xf fillId="3"/><xf fillId="4"/><xf fillId="5"/><xf fillId="6"/><xf fillId="7"/><xf fillId="99"/></cellXfs></styleSheet>"#;
        let mut styles = Styles::of(Rc::new(Written::read(text, 16)));
        let theme = Some(&Theme::default());
        assert!(styles.needs_theme());
        let fills: Vec<Option<Rgb>> = (0..9)
            .map(|style| styles.look(style, theme).expect("a style").fill)
            .collect();
        assert_eq!(
            fills,
            [
                None,
                Some(Rgb(255, 0, 0)),
                Some(Rgb(0xDA, 0xE3, 0xF3)),
                Some(Rgb(255, 255, 0)),
                None,
                Some(Rgb(0, 255, 0)),
                Some(Rgb(0, 0, 0)),
                Some(Rgb(0x12, 0x34, 0x56)),
                None
            ]
        );
        assert!(styles.look(9, theme).is_none());
    }

    #[test]
    fn own_codes_come_before_built_in_ones() {
        let text = r#"<styleSheet><numFmts><numFmt numFmtId="14" formatCode="0&quot;件&quot;"/></numFmts>
            <fonts><font><sz val="9"/><name val="ＭＳ 明朝"/></font><font><sz val="20"/></font></fonts>
            <cellXfs><xf numFmtId="14"/><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>"#;
        let mut styles = Styles::of(Rc::new(Written::read(text, 16)));
        let theme = Some(&Theme::default());
        let mut has = |style| styles.look(style, theme).expect("a style").format.is_some();
        assert!(has(0) && !has(1) && has(2));
        assert_eq!(styles.font().name, "ＭＳ 明朝");
        assert_eq!(styles.font().points, 9.0);
    }
}
