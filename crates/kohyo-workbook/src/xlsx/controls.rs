//! Form controls, ActiveX controls and embedded objects of a sheet, told in up to four places that are
//! joined by the shape's number:
//!
//! ```text
//! worksheet  controls, oleObjects    name, program, place, → ctrlProps or activeX part
//! vmlDrawing v:shape x:ClientData    kind, caption, state, place   (all versions of Excel)
//! drawing    xdr:sp hidden="1"       caption, place                (2010 and later)
//! ctrlProps  formControlPr           kind, state                   (2010 and later)
//! ```
//! Sources: [MS-OI29500] on `vmlDrawing`, ECMA-376 part 4, 19.4; [MS-XLSX] 2.4 on `formControlPr`.

use super::drawing::{Marker, marker};
use super::merges;
use super::ruler::Ruler;
use super::xml::{Fault, Tag, Xml};
use crate::address::CellPos;
use crate::{ControlKind, Frame, Shape, ShapeKind, Sheet};
use std::collections::BTreeMap;

/// EMU of a pixel at 96 dpi.
const PIXEL: i64 = 9_525;
/// EMU of a point.
const POINT: f64 = 12_700.0;

/// A place by two cell corners.
type Anchor = (Marker, Marker);

/// One control or object as far as it was told.
#[derive(Default)]
struct Control {
    name: String,
    kind: Option<Kind>,
    caption: String,
    checked: Option<u8>,
    selected: Option<u32>,
    value: Option<i64>,
    /// The cells a list takes its lines from.
    lines: Option<String>,
    anchor: Option<Anchor>,
    /// Where its twin in the drawing lies, or its legacy shape by its style.
    frame: Option<Frame>,
    /// The relationship to the part with its properties.
    relation: Option<String>,
    is_hidden: bool,
}

/// What it is.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Control(ControlKind),
    Embedded(String),
    /// A comment, or what Excel itself shows beside a list.
    Beside,
}

/// The controls of one sheet.
#[derive(Default)]
pub(super) struct Controls {
    /// The relationship of the legacy drawing.
    pub(super) drawing: Option<String>,
    found: BTreeMap<u32, Control>,
}

impl Controls {
    /// Whether there is none, and no part that may tell of one.
    pub(super) fn is_empty(&self) -> bool {
        self.drawing.is_none() && self.found.is_empty()
    }

    /// Takes `controls` or `oleObjects`, opened last.
    pub(super) fn take_list(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            let Some(number) = tag.number("shapeId") else {
                continue;
            };
            let control = self.found.entry(number).or_default();
            match tag.local() {
                "control" => {
                    control.name = tag.attr("name").unwrap_or_default();
                    control.relation = tag.relation();
                }
                "oleObject" => {
                    let program = tag.attr("progId").unwrap_or_default();
                    control.kind = Some(Kind::Embedded(program));
                }
                _ => continue,
            }
            control.take_properties(xml)?;
        }
        Ok(())
    }

    /// The relationships to parts with properties, with the numbers they belong to.
    pub(super) fn relations(&self) -> Vec<(u32, String)> {
        let found = self.found.iter();
        found
            .filter_map(|(number, control)| Some((*number, control.relation.clone()?)))
            .collect()
    }

    /// Takes a part of properties: `formControlPr`, or the `ocx` of ActiveX.
    pub(super) fn take_part(
        &mut self,
        number: u32,
        text: &str,
        max_depth: u32,
    ) -> Result<(), Fault> {
        let mut xml = Xml::new(text, max_depth);
        let root = xml.child(0)?.ok_or(Fault::Cut)?;
        let control = self.found.entry(number).or_default();
        match root.local() {
            "formControlPr" => control.take_form(&root),
            "ocx" => control.take_ocx(&mut xml, &root)?,
            _ => {}
        }
        Ok(())
    }

    /// Takes the hidden twins of controls in the drawing.
    pub(super) fn take_twins(&mut self, twins: Vec<(u32, Shape)>) {
        for (number, twin) in twins {
            let control = self.found.entry(number).or_default();
            if let Some(text) = twin.text {
                control.caption = text;
            }
            if control.name.is_empty() {
                control.name = twin.name;
            }
            control.frame = Some(twin.frame);
        }
    }

    /// Takes the legacy drawing.
    pub(super) fn take_legacy(&mut self, text: &str, max_depth: u32) -> Result<(), Fault> {
        // Excel leaves line breaks open, as web pages do.
        let closed = text.replace("<br>", "<br/>");
        let mut xml = Xml::new(&closed, max_depth);
        xml.child(0)?.ok_or(Fault::Cut)?;
        self.take_shapes(&mut xml, 1)
    }

    fn take_shapes(&mut self, xml: &mut Xml<'_>, level: u32) -> Result<(), Fault> {
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "shapetype" | "shapelayout" => {}
                "group" => self.take_shapes(xml, level + 1)?,
                _ => {
                    let number = tag.attr("o:spid").and_then(|id| self::number(&id));
                    let number = number.or_else(|| self::number(&tag.attr("id")?));
                    let number = number.unwrap_or(u32::MAX - self.found.len() as u32);
                    self.found
                        .entry(number)
                        .or_default()
                        .take_legacy(xml, &tag)?;
                }
            }
        }
        Ok(())
    }

    /// The visible ones as shapes on their sheet.
    pub(super) fn shapes(self, sheet: &Sheet, columns: &Ruler, rows: &Ruler) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for control in self.found.into_values() {
            if control.is_hidden || control.kind == Some(Kind::Beside) {
                continue;
            }
            shapes.push(control.finish(sheet, columns, rows));
        }
        shapes
    }
}

impl Control {
    /// The place and text of `controlPr` or `objectPr`.
    fn take_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let level = xml.level();
        while let Some(tag) = xml.child(level)? {
            if let Some(text) = tag.attr("altText").filter(|_| self.caption.is_empty()) {
                self.caption = text;
            }
            let properties = xml.level();
            while let Some(tag) = xml.child(properties)? {
                if tag.local() != "anchor" {
                    continue;
                }
                let anchor = xml.level();
                let mut corners = [Marker::default(); 2];
                while let Some(tag) = xml.child(anchor)? {
                    match tag.local() {
                        "from" => corners[0] = marker(xml)?,
                        "to" => corners[1] = marker(xml)?,
                        _ => {}
                    }
                }
                self.anchor = Some((corners[0], corners[1]));
            }
        }
        Ok(())
    }

    /// [MS-XLSX] 2.6.15, `CT_FormControlPr`.
    fn take_form(&mut self, tag: &Tag<'_>) {
        if let Some(kind) = tag.attr("objectType") {
            self.kind = form_kind(&kind);
        }
        self.checked = match tag.attr("checked").as_deref() {
            Some("Checked") => Some(1),
            Some("Mixed") => Some(2),
            _ => Some(0),
        };
        self.selected = tag.number("sel").or(self.selected);
        self.value = tag.number("val").or(self.value);
        self.lines = tag.attr("fmlaRange").or(self.lines.take());
    }

    /// An ActiveX control: its class, and its properties where they are not in a binary part.
    fn take_ocx(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Fault> {
        let class = tag.attr("ax:classid").unwrap_or_default();
        self.kind = Some(Kind::Control(class_kind(&class)));
        while let Some(tag) = xml.child(1)? {
            let value = tag.attr("ax:value").unwrap_or_default();
            match tag.attr("ax:name").as_deref() {
                Some("Caption") => self.caption = value,
                Some("Value") => match value.trim() {
                    "1" | "-1" | "True" => self.checked = Some(1),
                    "0" | "False" => self.checked = Some(0),
                    _ if self.caption.is_empty() => self.caption = value,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(())
    }

    /// A shape of the legacy drawing. What newer parts said of it stands.
    fn take_legacy(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Fault> {
        let style = tag.attr("style").unwrap_or_default();
        self.is_hidden = style.replace(' ', "").contains("visibility:hidden");
        if self.frame.is_none() {
            self.frame = styled(&style);
        }
        let level = xml.level();
        let mut caption = String::new();
        let mut kind = None;
        while let Some(tag) = xml.child(level)? {
            match tag.local() {
                "textbox" => xml.all_text("br", &mut caption)?,
                "ClientData" => {
                    kind = Some(tag.attr("ObjectType").unwrap_or_default());
                    self.take_client(xml)?;
                }
                _ => {}
            }
        }
        let caption = caption.trim();
        if self.caption.is_empty() {
            self.caption = caption.to_owned();
        }
        // A list that Excel shows by itself has said so before.
        if self.kind.is_none() {
            self.kind = kind.and_then(|kind| form_kind(&kind));
        }
        Ok(())
    }

    /// ECMA-376 part 4, 19.4.2.12: what Excel keeps of a legacy shape.
    fn take_client(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let level = xml.level();
        let mut text = String::new();
        while let Some(tag) = xml.child(level)? {
            text.clear();
            xml.text(&mut text)?;
            let text = text.trim();
            match tag.local() {
                "Anchor" => self.anchor = self.anchor.or_else(|| pixels(text)),
                "Checked" => self.checked = self.checked.or_else(|| text.parse().ok()),
                "Sel" => self.selected = self.selected.or_else(|| text.parse().ok()),
                "Val" => self.value = self.value.or_else(|| text.parse().ok()),
                "FmlaRange" if self.lines.is_none() => self.lines = Some(text.to_owned()),
                "UIObj" => self.kind = Some(Kind::Beside),
                _ => {}
            }
        }
        Ok(())
    }

    fn finish(self, sheet: &Sheet, columns: &Ruler, rows: &Ruler) -> Shape {
        let place = |at: Marker| {
            (
                columns.place(at.col, at.col_offset),
                rows.place(at.row, at.row_offset),
            )
        };
        let anchored = self.anchor.map(|(from, to)| {
            let ((left, top), (right, bottom)) = (place(from), place(to));
            Frame {
                left,
                top,
                right: right.max(left),
                bottom: bottom.max(top),
            }
        });
        let frame = anchored.or(self.frame).unwrap_or(Frame {
            left: 0,
            top: 0,
            right: 0,
            bottom: 0,
        });
        let state = self.state(sheet);
        let kind = match self.kind {
            Some(Kind::Control(kind)) => ShapeKind::Control(kind, state),
            Some(Kind::Embedded(program)) => ShapeKind::Embedded(program),
            Some(Kind::Beside) | None => ShapeKind::Control(ControlKind::Other, state),
        };
        Shape {
            name: self.name,
            kind,
            frame,
            colour: None,
            dashed: false,
            text: (!self.caption.is_empty()).then_some(self.caption),
            across: None,
            under: CellPos::new(
                rows.index_at(frame.middle()),
                columns.index_at(frame.left_end()),
            ),
        }
    }

    /// What it is set to, in words.
    fn state(&self, sheet: &Sheet) -> Option<String> {
        let Some(Kind::Control(kind)) = self.kind else {
            return None;
        };
        match kind {
            ControlKind::CheckBox | ControlKind::Option => Some(checked(self.checked.unwrap_or(0))),
            ControlKind::List | ControlKind::DropDown => {
                let selected = self.selected.unwrap_or(0);
                if selected == 0 {
                    return Some("選択なし".to_owned());
                }
                Some(match self.line(sheet, selected) {
                    Some(line) => format!("「{line}」を選択"),
                    None => format!("上から{selected}番目を選択"),
                })
            }
            ControlKind::Spinner | ControlKind::ScrollBar => {
                self.value.map(|value| format!("値 {value}"))
            }
            _ => None,
        }
    }

    /// A line of the list, where its cells are on the same sheet.
    fn line(&self, sheet: &Sheet, selected: u32) -> Option<String> {
        let region = merges::region(&self.lines.as_ref()?.replace('$', ""))?;
        let row = region.first.row.checked_add(selected - 1)?;
        let pos = CellPos::new(row, region.first.col);
        let shown = sheet.content(pos).shown();
        (region.contains(pos) && !shown.is_empty()).then(|| shown.to_owned())
    }
}

/// What cells show in place of a value, as shapes that fill them.
pub(super) fn in_cells<'r>(
    found: Vec<(CellPos, ShapeKind)>,
    columns: &'r Ruler,
    rows: &'r Ruler,
) -> impl Iterator<Item = Shape> + 'r {
    found.into_iter().map(|(pos, kind)| Shape {
        name: String::new(),
        kind,
        frame: Frame {
            left: columns.edge(pos.col),
            top: rows.edge(pos.row),
            right: columns.edge(pos.col + 1),
            bottom: rows.edge(pos.row + 1),
        },
        colour: None,
        dashed: false,
        text: None,
        across: None,
        under: pos,
    })
}

/// What a check box or an option is set to, in words.
pub(crate) fn checked(state: u8) -> String {
    match state {
        0 => "オフ",
        1 => "オン",
        _ => "オン・オフのどちらでもない",
    }
    .to_owned()
}

/// The number in `_x0000_s1025`.
pub(super) fn number(id: &str) -> Option<u32> {
    id.rsplit_once("_s")?.1.parse().ok()
}

/// What an object type of a legacy drawing or of form properties is.
fn form_kind(name: &str) -> Option<Kind> {
    let kind = match name.to_ascii_lowercase().as_str() {
        "checkbox" => ControlKind::CheckBox,
        "radio" => ControlKind::Option,
        "label" => ControlKind::Label,
        "list" => ControlKind::List,
        "drop" => ControlKind::DropDown,
        "spin" => ControlKind::Spinner,
        "scroll" => ControlKind::ScrollBar,
        "button" => ControlKind::Button,
        "gbox" => ControlKind::GroupBox,
        "edit" | "editbox" => ControlKind::TextField,
        "note" => return Some(Kind::Beside),
        // The picture of an object, or of an ActiveX control: the worksheet says which.
        "pict" => return Some(Kind::Embedded(String::new())),
        _ => ControlKind::Other,
    };
    Some(Kind::Control(kind))
}

/// What a class of ActiveX controls is ([MS-OFORMS] 2.2).
fn class_kind(class: &str) -> ControlKind {
    match class.trim_matches(['{', '}']).to_ascii_uppercase().as_str() {
        "8BD21D40-EC42-11CE-9E0D-00AA006002F3" => ControlKind::CheckBox,
        "8BD21D50-EC42-11CE-9E0D-00AA006002F3" => ControlKind::Option,
        "8BD21D10-EC42-11CE-9E0D-00AA006002F3" => ControlKind::TextField,
        "8BD21D20-EC42-11CE-9E0D-00AA006002F3" => ControlKind::List,
        "8BD21D30-EC42-11CE-9E0D-00AA006002F3" => ControlKind::DropDown,
        "978C9E23-D4B0-11CE-BF2D-00AA003F40D0" => ControlKind::Label,
        "D7053240-CE69-11CD-A777-00DD01143C57" | "8BD21D60-EC42-11CE-9E0D-00AA006002F3" => {
            ControlKind::Button
        }
        "79176FB0-B7F2-11CE-97EF-00AA006D2776" => ControlKind::Spinner,
        "DFD181E0-5E2F-11CE-A449-00AA004A803D" => ControlKind::ScrollBar,
        _ => ControlKind::Other,
    }
}

/// A legacy place: left column and pixels, top row and pixels, right, bottom.
fn pixels(text: &str) -> Option<Anchor> {
    let mut numbers = text.split(',').map(|number| number.trim().parse::<u32>());
    let mut corner = || {
        Some(Marker {
            col: numbers.next()?.ok()?,
            col_offset: i64::from(numbers.next()?.ok()?).saturating_mul(PIXEL),
            row: numbers.next()?.ok()?,
            row_offset: i64::from(numbers.next()?.ok()?).saturating_mul(PIXEL),
        })
    };
    Some((corner()?, corner()?))
}

/// The place a style gives in points.
fn styled(style: &str) -> Option<Frame> {
    let points = |name: &str| {
        let found = style.split(';').find_map(|part| {
            let (key, value) = part.split_once(':')?;
            (key.trim() == name).then(|| value.trim().strip_suffix("pt"))?
        });
        let points: f64 = found?.parse().ok()?;
        // A sheet is no longer than this.
        Some((points.clamp(0.0, 1e9) * POINT) as i64)
    };
    let (left, top) = (points("margin-left")?, points("margin-top")?);
    Some(Frame {
        left,
        top,
        right: left + points("width").unwrap_or(0),
        bottom: top + points("height").unwrap_or(0),
    })
}
