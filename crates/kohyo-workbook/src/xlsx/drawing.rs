//! The drawing of a sheet: anchors, groups and shapes, down to single shapes with their frames.

use super::axis::{COLUMNS, ROWS};
use super::calibrate::Witness;
use super::geometry::{Xfrm, frame};
use super::ruler::Ruler;
use super::sketch::{Leaf, Named, Object, Sketch, pair, transform};
use super::theme::Theme;
use super::xml::{Fault, Tag, Xml};
use crate::address::CellPos;
use crate::{Axis, Limits, Problem, Shape};

/// What a drawing part holds.
pub(super) struct Drawn {
    /// Its visible shapes.
    pub(super) shapes: Vec<Shape>,
    /// Where the ends of shapes lie across the sheet, by their own measure.
    pub(super) witnesses: Vec<Witness>,
    /// Hidden shapes that stand for controls and objects, with the numbers of those.
    pub(super) twins: Vec<(u32, Shape)>,
    /// Why it ends early.
    pub(super) fault: Option<Fault>,
}

/// What a drawing part holds; an error is a bound that was hit.
pub(super) fn read(
    text: &str,
    theme: &Theme,
    (columns, rows): (&Axis, &Axis),
    limits: &Limits,
) -> Result<Drawn, Problem> {
    let mut drawing = Drawing {
        theme,
        columns: Ruler::new(columns, COLUMNS),
        rows: Ruler::new(rows, ROWS),
        shapes: Vec::new(),
        witnesses: Vec::new(),
        twins: Vec::new(),
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
    Ok(Drawn {
        shapes: drawing.shapes,
        witnesses: drawing.witnesses,
        twins: drawing.twins,
        fault,
    })
}

struct Drawing<'t> {
    theme: &'t Theme,
    columns: Ruler,
    rows: Ruler,
    shapes: Vec<Shape>,
    witnesses: Vec<Witness>,
    twins: Vec<(u32, Shape)>,
    allowed: usize,
    /// Shapes met so far, hidden ones too.
    met: usize,
}

/// A cell corner and what lies beyond it: column, offset, row, offset.
#[derive(Clone, Copy, Default)]
pub(super) struct Marker {
    pub(super) col: u32,
    pub(super) col_offset: i64,
    pub(super) row: u32,
    pub(super) row_offset: i64,
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
            let said = from.and_then(|from| object.xfrm.said(start, (from.col, from.row)));
            if let (Some(said), Some(from)) = (said, from) {
                let ends = [(Some(from), said.left), (to, said.right)];
                self.witnesses
                    .extend(ends.iter().filter_map(|(marker, at)| {
                        marker.map(|marker| Witness {
                            col: marker.col,
                            offset: marker.col_offset,
                            at: *at,
                        })
                    }));
            }
            let across = said.filter(|_| !object.is_group);
            let own = object.xfrm.upright(anchored);
            for leaf in object.placed(own) {
                self.keep(leaf, across.map(|said| (said.left, said.right)));
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

    fn keep(&mut self, leaf: Leaf, across: Option<(i64, i64)>) {
        let under = CellPos::new(
            self.rows.index_at(leaf.frame.middle()),
            self.columns.index_at(leaf.frame.left_end()),
        );
        let shape = Shape {
            name: leaf.name,
            kind: leaf.kind,
            frame: leaf.frame,
            colour: leaf.colour,
            dashed: leaf.dashed,
            text: leaf.text,
            across,
            under,
        };
        match leaf.twin_of {
            Some(number) => self.twins.push((number, shape)),
            None => self.shapes.push(shape),
        }
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

/// The cell corner in the element opened last.
pub(super) fn marker(xml: &mut Xml<'_>) -> Result<Marker, Fault> {
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
