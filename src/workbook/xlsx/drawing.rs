//! The drawing of a sheet: anchors, groups and shapes, down to single shapes with their frames.

use super::axis::{COLUMNS, ROWS};
use super::geometry::{Xfrm, bounded, frame};
use super::paint::{Outline, Paint};
use super::ruler::Ruler;
use super::theme::Theme;
use super::xml::{Fault, Tag, Xml};
use crate::provenance::CellPos;
use crate::workbook::{Axis, Frame, Limits, Problem, Rgb, Shape, ShapeKind};

/// The shapes of a drawing part, and why it ends early; an error is a bound that was hit.
pub(super) fn read(
    text: &str,
    theme: &Theme,
    (columns, rows): (&Axis, &Axis),
    limits: &Limits,
) -> Result<(Vec<Shape>, Option<Fault>), Problem> {
    let mut drawing = Drawing {
        theme,
        columns: Ruler::new(columns, COLUMNS),
        rows: Ruler::new(rows, ROWS),
        shapes: Vec::new(),
        allowed: limits.shapes as usize,
        met: 0,
    };
    let mut xml = Xml::new(text, limits.depth);
    let fault = drawing.take(&mut xml).err();
    if drawing.met > drawing.allowed {
        return Err(Problem::limit("shapes", drawing.met, limits.shapes));
    }
    if fault == Some(Fault::Depth) {
        let found = "図形の入れ子が深すぎます";
        return Err(Problem::limit("depth", found, limits.depth));
    }
    Ok((drawing.shapes, fault))
}

struct Drawing<'t> {
    theme: &'t Theme,
    columns: Ruler,
    rows: Ruler,
    shapes: Vec<Shape>,
    allowed: usize,
    /// Shapes met so far, hidden ones too.
    met: usize,
}

/// A shape before it has its place on the sheet.
struct Leaf {
    name: String,
    kind: ShapeKind,
    frame: Frame,
    colour: Option<Rgb>,
    dashed: bool,
    text: Option<String>,
}

/// A shape or group as its element says.
struct Object {
    xfrm: Xfrm,
    /// The shape itself, or a group's shapes in the group's inner space.
    leaves: Vec<Leaf>,
    is_group: bool,
}

impl Object {
    /// Its shapes once its own box before turning is known.
    fn placed(self, own: Frame) -> Vec<Leaf> {
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

/// A cell corner and what lies beyond it: column, offset, row, offset.
#[derive(Clone, Copy, Default)]
struct Marker {
    col: u32,
    col_offset: i64,
    row: u32,
    row_offset: i64,
}

impl Drawing<'_> {
    fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        if xml.child(0)?.is_none() {
            return Err(Fault::Cut);
        }
        while let Some(tag) = xml.child(1)? {
            if tag.local().ends_with("Anchor") {
                self.anchor(xml)?;
            }
            if self.met > self.allowed {
                break;
            }
        }
        Ok(())
    }

    fn anchor(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let level = xml.level();
        let (mut from, mut to, mut corner, mut extent) = (None, None, None, None);
        let mut objects = Vec::new();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "from" => from = Some(marker(xml)?),
                "to" => to = Some(marker(xml)?),
                "pos" => corner = Some(pair(&tag, "x", "y")),
                "ext" => extent = Some(pair(&tag, "cx", "cy")),
                _ => objects.extend(self.object(xml, &tag)?),
            }
        }
        let start = match (from, corner) {
            (Some(from), _) => self.place(from),
            (None, corner) => corner.unwrap_or_default(),
        };
        let anchored = match (to, extent) {
            (Some(to), _) => {
                let end = self.place(to);
                frame(start, (end.0 - start.0, end.1 - start.1))
            }
            (None, extent) => frame(start, extent.unwrap_or_default()),
        };
        for object in objects {
            let own = object.xfrm.upright(anchored);
            for leaf in object.placed(own) {
                self.keep(leaf);
            }
        }
        Ok(())
    }

    fn place(&self, marker: Marker) -> (i64, i64) {
        (
            self.columns.place(marker.col, marker.col_offset),
            self.rows.place(marker.row, marker.row_offset),
        )
    }

    fn keep(&mut self, leaf: Leaf) {
        let under = CellPos::new(
            self.rows.index_at(leaf.frame.middle()),
            self.columns.index_at(leaf.frame.left_end()),
        );
        self.shapes.push(Shape {
            name: leaf.name,
            kind: leaf.kind,
            frame: leaf.frame,
            colour: leaf.colour,
            dashed: leaf.dashed,
            text: leaf.text,
            under,
        });
    }

    /// A shape or group; `None` for anything else and for what is hidden.
    fn object(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Option<Object>, Fault> {
        match tag.local() {
            "grpSp" => self.group(xml),
            "sp" | "cxnSp" | "pic" | "graphicFrame" | "contentPart" => {
                self.met += 1;
                Sketch::read(xml, tag.local(), self.theme).map(|sketch| sketch.object())
            }
            _ => Ok(None),
        }
    }

    fn group(&mut self, xml: &mut Xml<'_>) -> Result<Option<Object>, Fault> {
        let level = xml.level();
        let mut xfrm = Xfrm::default();
        let mut hidden = false;
        let mut leaves = Vec::new();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "nvGrpSpPr" => hidden = Named::read(xml)?.hidden,
                "grpSpPr" => {
                    let level = xml.level();
                    while let Some(tag) = xml.child(level)? {
                        if tag.local() == "xfrm" {
                            xfrm = transform(xml, &tag)?;
                        }
                    }
                }
                _ => {
                    if let Some(member) = self.object(xml, &tag)? {
                        let own = member.xfrm.frame();
                        leaves.extend(member.placed(own));
                    }
                }
            }
            if self.met > self.allowed {
                break;
            }
        }
        Ok((!hidden).then_some(Object {
            xfrm,
            leaves,
            is_group: true,
        }))
    }
}

/// A single shape as its element says.
#[derive(Default)]
struct Sketch {
    named: Named,
    xfrm: Xfrm,
    kind: Option<ShapeKind>,
    paint: Paint,
    text: String,
}

impl Sketch {
    fn read(xml: &mut Xml<'_>, element: &str, theme: &Theme) -> Result<Self, Fault> {
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

    fn object(self) -> Option<Object> {
        if self.named.hidden {
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
struct Named {
    name: String,
    hidden: bool,
    text_box: bool,
}

impl Named {
    fn read(xml: &mut Xml<'_>) -> Result<Self, Fault> {
        let level = xml.level();
        let mut named = Self::default();
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "cNvPr" => {
                    named.name = tag.attr("name").unwrap_or_default();
                    named.hidden = tag.yes("hidden");
                }
                "cNvSpPr" => named.text_box = tag.yes("txBox"),
                _ => {}
            }
        }
        Ok(named)
    }
}

fn pair(tag: &Tag<'_>, across: &str, down: &str) -> (i64, i64) {
    (
        bounded(tag.number(across).unwrap_or(0)),
        bounded(tag.number(down).unwrap_or(0)),
    )
}

fn marker(xml: &mut Xml<'_>) -> Result<Marker, Fault> {
    let level = xml.level();
    let mut marker = Marker::default();
    let mut text = String::new();
    while let Some(tag) = xml.child(level)? {
        text.clear();
        xml.text(&mut text)?;
        let number: i64 = text.trim().parse().unwrap_or(0);
        let index = || u32::try_from(number.max(0)).unwrap_or(u32::MAX);
        match tag.local() {
            "col" => marker.col = index(),
            "colOff" => marker.col_offset = number,
            "row" => marker.row = index(),
            "rowOff" => marker.row_offset = number,
            _ => {}
        }
    }
    Ok(marker)
}

fn transform(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Xfrm, Fault> {
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
