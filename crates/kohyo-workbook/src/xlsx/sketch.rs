//! A single shape as its element says: name, geometry, paint and text.

use super::controls;
use super::geometry::{Xfrm, bounded};
use super::paint::{Outline, Paint};
use super::theme::Theme;
use super::xml::{Fault, Tag, Xml};
use crate::{Frame, Rgb, ShapeKind};

/// A shape before it has its place on the sheet.
pub(super) struct Leaf {
    pub(super) name: String,
    pub(super) kind: ShapeKind,
    pub(super) frame: Frame,
    pub(super) colour: Option<Rgb>,
    pub(super) dashed: bool,
    pub(super) text: Option<String>,
    /// The number of the control or object that this hidden shape is the twin of.
    pub(super) twin_of: Option<u32>,
}

/// A shape or group as its element says.
pub(super) struct Object {
    pub(super) xfrm: Xfrm,
    /// The shape itself, or a group's shapes in the group's inner space.
    pub(super) leaves: Vec<Leaf>,
    pub(super) is_group: bool,
}

impl Object {
    /// Its shapes once its own box before turning is known.
    pub(super) fn placed(self, own: Frame) -> Vec<Leaf> {
        let Self {
            xfrm,
            mut leaves,
            is_group,
        } = self;
        for leaf in &mut leaves {
            leaf.frame = if is_group {
                xfrm.unfold(leaf.frame, own)
            } else {
                xfrm.around(own)
            };
        }
        leaves
    }
}

/// A single shape as its element says.
#[derive(Default)]
pub(super) struct Sketch {
    named: Named,
    xfrm: Xfrm,
    kind: Option<ShapeKind>,
    paint: Paint,
    text: String,
}

impl Sketch {
    pub(super) fn read(xml: &mut Xml<'_>, element: &str, theme: &Theme) -> Result<Self, Fault> {
        let level = xml.level();
        let mut sketch = Self {
            kind: match element {
                "cxnSp" => Some(ShapeKind::Line),
                "pic" => Some(ShapeKind::Picture),
                "sp" => None,
                other => Some(ShapeKind::Other(other.to_owned())),
            },
            ..Self::default()
        };
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "spPr" => sketch.properties(xml, theme)?,
                "style" => sketch.paint.take_style(xml, theme)?,
                "txBody" => body(xml, &mut sketch.text)?,
                "xfrm" => sketch.xfrm = transform(xml, &tag)?,
                name if name.starts_with("nv") => sketch.named = Named::read(xml)?,
                _ => {}
            }
        }
        Ok(sketch)
    }

    fn properties(&mut self, xml: &mut Xml<'_>, theme: &Theme) -> Result<(), Fault> {
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "xfrm" => self.xfrm = transform(xml, &tag)?,
                "prstGeom" if self.kind.is_none() => {
                    self.kind = tag.attr("prst").map(|preset| kind(&preset));
                }
                "custGeom" if self.kind.is_none() => {
                    self.kind = Some(ShapeKind::Other("custGeom".to_owned()));
                }
                "ln" => self.paint.outline = Outline::read(xml, theme)?,
                _ => self.paint.take_fill(xml, &tag, theme)?,
            }
        }
        Ok(())
    }

    pub(super) fn object(self) -> Option<Object> {
        let twin_of = self.named.twin_of.filter(|_| self.named.hidden);
        if self.named.hidden && twin_of.is_none() {
            return None;
        }
        let kind = match self.kind {
            Some(ShapeKind::Rectangle) | None if self.named.text_box => ShapeKind::TextBox,
            Some(kind) => kind,
            None => ShapeKind::Other(String::new()),
        };
        let open = matches!(kind, ShapeKind::Line | ShapeKind::Bracket);
        let text = self.text.trim_end();
        Some(Object {
            xfrm: self.xfrm,
            leaves: vec![Leaf {
                name: self.named.name,
                colour: self.paint.colour(open),
                dashed: self.paint.outline.dashed,
                text: (!text.is_empty()).then(|| text.to_owned()),
                frame: self.xfrm.frame(),
                kind,
                twin_of,
            }],
            is_group: false,
        })
    }
}

/// What a preset geometry is to a schedule.
fn kind(preset: &str) -> ShapeKind {
    match preset {
        "line" | "lineInv" => ShapeKind::Line,
        "leftArrow" | "rightArrow" | "leftRightArrow" | "notchedRightArrow"
        | "stripedRightArrow" | "homePlate" | "chevron" => ShapeKind::BlockArrow,
        "leftBracket" | "rightBracket" | "bracketPair" | "leftBrace" | "rightBrace"
        | "bracePair" => ShapeKind::Bracket,
        "rect" | "roundRect" | "flowChartProcess" | "flowChartAlternateProcess" => {
            ShapeKind::Rectangle
        }
        name if name.contains("Connector") && !name.starts_with("flowChart") => ShapeKind::Line,
        name if (name.starts_with("round") || name.starts_with("snip"))
            && name.ends_with("Rect") =>
        {
            ShapeKind::Rectangle
        }
        name => ShapeKind::Other(name.to_owned()),
    }
}

/// The non-visual properties of a shape or group.
#[derive(Default)]
pub(super) struct Named {
    name: String,
    pub(super) hidden: bool,
    text_box: bool,
    /// The legacy shape this one stands for: `1025` of `spid="_x0000_s1025"`.
    twin_of: Option<u32>,
}

impl Named {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Fault> {
        let level = xml.level();
        let mut named = Self::default();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "cNvPr" => {
                    named.name = tag.attr("name").unwrap_or_default();
                    named.hidden = tag.yes("hidden");
                    if named.hidden {
                        named.twin_of = twin(xml)?;
                    }
                }
                "cNvSpPr" => named.text_box = tag.yes("txBox"),
                _ => {}
            }
        }
        Ok(named)
    }
}

/// The number of the legacy shape that the `cNvPr` opened last names in its extensions.
fn twin(xml: &mut Xml<'_>) -> Result<Option<u32>, Fault> {
    let level = xml.level();
    let mut found = None;
    while xml.child(level)?.is_some() {
        let list = xml.level();
        while xml.child(list)?.is_some() {
            let extension = xml.level();
            while let Some(tag) = xml.child(extension)? {
                if tag.local() == "compatExt" {
                    found = tag.attr("spid").and_then(|id| controls::number(&id));
                }
            }
        }
    }
    Ok(found)
}

/// Two bounded lengths of an element.
pub(super) fn pair(tag: &Tag<'_>, across: &str, down: &str) -> (i64, i64) {
    (
        bounded(tag.number(across).unwrap_or(0)),
        bounded(tag.number(down).unwrap_or(0)),
    )
}

/// Reads the `a:xfrm` opened last.
pub(super) fn transform(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Xfrm, Fault> {
    let level = xml.level();
    let mut xfrm = Xfrm {
        turn: tag.number("rot").unwrap_or(0),
        flip_h: tag.yes("flipH"),
        flip_v: tag.yes("flipV"),
        ..Xfrm::default()
    };
    while let Some(tag) = xml.child(level)? {
        match tag.local() {
            "off" => xfrm.offset = pair(&tag, "x", "y"),
            "ext" => xfrm.extent = pair(&tag, "cx", "cy"),
            "chOff" => xfrm.child_offset = pair(&tag, "x", "y"),
            "chExt" => xfrm.child_extent = pair(&tag, "cx", "cy"),
            _ => {}
        }
    }
    Ok(xfrm)
}

/// The text of a shape: paragraphs on lines of their own.
fn body(xml: &mut Xml<'_>, into: &mut String) -> Result<(), Fault> {
    let level = xml.level();
    let mut first = true;
    while let Some(tag) = xml.child(level)? {
        if tag.local() != "p" {
            continue;
        }
        if !std::mem::take(&mut first) {
            into.push('\n');
        }
        let paragraph = xml.level();
        while let Some(tag) = xml.child(paragraph)? {
            match tag.local() {
                "br" => into.push('\n'),
                "r" | "fld" => {
                    let run = xml.level();
                    while let Some(tag) = xml.child(run)? {
                        if tag.local() == "t" {
                            xml.text(into)?;
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}
