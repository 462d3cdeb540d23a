//! Drawn shapes of a sheet ([MS-ODRAW]): a tree of containers, written in pieces over many records.
//!
//! ```text
//! F002 drawing ─ F003 group ─┬─ F004 shape: the group itself (its own coordinates, its place)
//!                            ├─ F004 shape: F00A kind · F00B properties · F010 place on the cells
//!                            └─ F003 group: F004 … with F00F places inside the group
//! ```
//! Each shape's OBJ record and text come beside the tree, in the tree's order.

use super::globals::Globals;
use super::objects::Object;
use super::records::Bytes;
use crate::address::CellPos;
use crate::xlsx::Ruler;
use crate::{Frame, Rgb, Shape, ShapeKind};

mod kinds {
    pub(super) const GROUP: u16 = 0xF003;
    pub(super) const SHAPE: u16 = 0xF004;
    pub(super) const GROUP_SPACE: u16 = 0xF009;
    pub(super) const SHAPE_KIND: u16 = 0xF00A;
    pub(super) const PROPERTIES: u16 = 0xF00B;
    pub(super) const TEXT: u16 = 0xF00D;
    pub(super) const CHILD_PLACE: u16 = 0xF00F;
    pub(super) const CELL_PLACE: u16 = 0xF010;
    pub(super) const OBJECT: u16 = 0xF011;
    pub(super) const OTHER_PROPERTIES: u16 = 0xF122;
}

/// Properties ([MS-ODRAW] 2.3) that are read.
mod properties {
    pub(super) const FILL_COLOUR: u16 = 0x0181;
    pub(super) const FILL_SWITCHES: u16 = 0x01BF;
    pub(super) const LINE_COLOUR: u16 = 0x01C0;
    pub(super) const LINE_DASHING: u16 = 0x01CE;
    pub(super) const LINE_SWITCHES: u16 = 0x01FF;
    pub(super) const NAME: u16 = 0x0380;
    pub(super) const SHAPE_SWITCHES: u16 = 0x03BF;
}

/// Groups within groups are followed this far.
const MOST_DEPTH: u32 = 64;

/// What records beside the tree say, in their order.
#[derive(Default)]
pub(super) struct Beside {
    /// The OBJ records.
    pub(super) objects: Vec<Object>,
    /// The texts of TXO records, each with how many objects came before it.
    pub(super) texts: Vec<(usize, String)>,
}

impl Beside {
    /// The text that belongs to an object: the one that came after it and before the next.
    pub(super) fn text(&self, object: usize) -> Option<&str> {
        let found = self.texts.iter().find(|(before, _)| *before == object + 1);
        found.map(|(_, text)| text.as_str())
    }
}

/// The sheet a drawing lies on.
pub(super) struct Ground<'g> {
    /// Colours.
    pub(super) globals: &'g Globals,
    /// Edges of columns.
    pub(super) columns: Ruler,
    /// Edges of rows.
    pub(super) rows: Ruler,
    /// Objects and texts.
    pub(super) beside: &'g Beside,
    /// How many shapes are taken.
    pub(super) most: usize,
}

/// The visible shapes of a drawing. Those beyond `most` are counted only.
pub(super) fn shapes(tree: &[u8], ground: &Ground<'_>) -> (Vec<Shape>, usize) {
    let mut walk = Walk {
        ground,
        objects: 0,
        shapes: Vec::new(),
        count: 0,
    };
    walk.within(Bytes(tree), None, 0);
    (walk.shapes, walk.count)
}

/// Where a group's own coordinates lie on the sheet.
#[derive(Clone, Copy)]
struct Space {
    inner: Frame,
    outer: Frame,
}

impl Space {
    fn place(&self, frame: Frame) -> Frame {
        let along = |at: i64, from: i64, length: i64, to: i64, scaled: i64| {
            let offset = i128::from(at - from) * i128::from(scaled) / i128::from(length.max(1));
            to + i64::try_from(offset).unwrap_or(0)
        };
        let x = |at| {
            along(
                at,
                self.inner.left,
                self.inner.width(),
                self.outer.left,
                self.outer.width(),
            )
        };
        let y = |at| {
            along(
                at,
                self.inner.top,
                self.inner.height(),
                self.outer.top,
                self.outer.height(),
            )
        };
        Frame {
            left: x(frame.left),
            top: y(frame.top),
            right: x(frame.right),
            bottom: y(frame.bottom),
        }
    }
}

struct Walk<'g> {
    ground: &'g Ground<'g>,
    /// OBJ records met so far.
    objects: usize,
    shapes: Vec<Shape>,
    count: usize,
}

impl Walk<'_> {
    /// Goes through what a container holds. `space` is the group's around it.
    fn within(&mut self, mut bytes: Bytes<'_>, space: Option<Space>, depth: u32) {
        let mut space = space;
        // The first shape of a group stands for the group: it gives the others their coordinates.
        let mut own = true;
        while let Some((kind, inside)) = entry(&mut bytes) {
            match kind.id {
                kinds::SHAPE => {
                    let raw = Raw::read(inside);
                    if let Some(found) = self.shape(&raw, space, own && raw.space.is_some()) {
                        space = Some(found);
                    }
                    own = false;
                }
                // A group inside begins anew; what it learns is its own.
                _ if kind.is_container() && depth < MOST_DEPTH => {
                    self.within(inside, space, depth + 1);
                }
                _ => {}
            }
        }
    }

    /// Takes a shape; of a group's own one only the coordinates are handed back.
    fn shape(&mut self, raw: &Raw, space: Option<Space>, is_group: bool) -> Option<Space> {
        let object = raw.has_object.then_some(self.objects);
        self.objects += usize::from(raw.has_object);
        let place = match (raw.cells, raw.child, space) {
            (Some(cells), _, _) => Some(self.on_cells(cells)),
            (None, Some(child), Some(space)) => Some(space.place(child)),
            _ => None,
        };
        if is_group {
            let (inner, outer) = (raw.space?, place?);
            return Some(Space { inner, outer });
        }
        let told = object.and_then(|index| self.ground.beside.objects.get(index));
        let beside_a_cell = told.is_some_and(|told| told.is_beside_a_cell);
        let frame = place?;
        if raw.is_hidden() || raw.is_deleted || beside_a_cell {
            return None;
        }
        self.count += 1;
        if self.shapes.len() < self.ground.most {
            let text = object.and_then(|index| self.ground.beside.text(index));
            let shape = self.finished(raw, frame, told, text);
            self.shapes.push(shape);
        }
        None
    }

    fn finished(
        &self,
        raw: &Raw,
        frame: Frame,
        told: Option<&Object>,
        text: Option<&str>,
    ) -> Shape {
        let line = raw
            .line()
            .then(|| raw.colour(properties::LINE_COLOUR, self.ground.globals));
        let area = raw
            .area()
            .then(|| raw.colour(properties::FILL_COLOUR, self.ground.globals));
        let row = self.ground.rows.index_at(frame.middle());
        Shape {
            across: None,
            name: raw.name.clone(),
            kind: told
                .and_then(|told| told.what.clone())
                .unwrap_or_else(|| shape_kind(raw.kind)),
            frame,
            colour: line.flatten().or(area.flatten()),
            dashed: raw
                .number(properties::LINE_DASHING)
                .is_some_and(|dash| dash > 0),
            text: text.filter(|text| !text.is_empty()).map(str::to_owned),
            under: CellPos::new(row, self.ground.columns.index_at(frame.left_end())),
        }
    }

    /// [MS-XLS] 2.5.193: columns in 1024ths, rows in 256ths of the cell.
    fn on_cells(&self, [left, dx1, top, dy1, right, dx2, bottom, dy2]: [u16; 8]) -> Frame {
        let along = |ruler: &Ruler, index: u16, part: u16, parts: i64| {
            let index = u32::from(index);
            let (edge, next) = (ruler.edge(index), ruler.edge(index + 1));
            edge + (next - edge) * i64::from(part) / parts
        };
        let x = |index, part| along(&self.ground.columns, index, part, 1024);
        let y = |index, part| along(&self.ground.rows, index, part, 256);
        ordered(x(left, dx1), y(top, dy1), x(right, dx2), y(bottom, dy2))
    }
}

struct Kind {
    version: u16,
    instance: u16,
    id: u16,
}

impl Kind {
    /// A container holds entries of its own.
    fn is_container(&self) -> bool {
        self.version == 0xF || self.id == kinds::GROUP
    }
}

/// The next entry of a container; one that is cut short holds what is there.
fn entry<'a>(bytes: &mut Bytes<'a>) -> Option<(Kind, Bytes<'a>)> {
    let first = bytes.u16()?;
    let kind = Kind {
        version: first & 0xF,
        instance: first >> 4,
        id: bytes.u16()?,
    };
    let length = (bytes.u32()? as usize).min(bytes.0.len());
    Some((kind, Bytes(bytes.take(length)?)))
}

/// A shape as written.
#[derive(Default)]
struct Raw {
    kind: u16,
    is_deleted: bool,
    has_object: bool,
    space: Option<Frame>,
    child: Option<Frame>,
    cells: Option<[u16; 8]>,
    numbers: Vec<(u16, u32)>,
    name: String,
}

impl Raw {
    fn read(mut bytes: Bytes<'_>) -> Self {
        let mut raw = Self::default();
        while let Some((kind, inside)) = entry(&mut bytes) {
            match kind.id {
                kinds::SHAPE_KIND => {
                    raw.kind = kind.instance;
                    raw.is_deleted = flags(inside) & 0x8 != 0;
                }
                kinds::GROUP_SPACE => raw.space = rectangle(inside),
                kinds::CHILD_PLACE => raw.child = rectangle(inside),
                kinds::CELL_PLACE => raw.cells = cells(inside),
                kinds::PROPERTIES | kinds::OTHER_PROPERTIES => {
                    raw.properties(inside, kind.instance)
                }
                kinds::OBJECT => raw.has_object = true,
                // The text itself is in a TXO record.
                kinds::TEXT => {}
                _ => {}
            }
        }
        raw
    }

    /// [MS-ODRAW] 2.3.1: six bytes each, then what did not fit into four.
    fn properties(&mut self, mut bytes: Bytes<'_>, count: u16) {
        let mut longer = Vec::new();
        for _ in 0..count {
            let (Some(id), Some(value)) = (bytes.u16(), bytes.u32()) else {
                return;
            };
            if id & 0x8000 != 0 {
                longer.push((id & 0x3FFF, value as usize));
            } else {
                self.numbers.push((id & 0x3FFF, value));
            }
        }
        for (id, length) in longer {
            let Some(value) = bytes.take(length) else {
                return;
            };
            if id == properties::NAME {
                let units = value.chunks_exact(2);
                let units = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
                let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
                self.name = String::from_utf16_lossy(&units);
            }
        }
    }

    fn number(&self, id: u16) -> Option<u32> {
        let found = self.numbers.iter().rev().find(|(known, _)| *known == id);
        found.map(|(_, value)| *value)
    }

    /// A switch: its bit, and sixteen bits above it whether it is set at all.
    fn switch(&self, id: u16, bit: u32) -> Option<bool> {
        let value = self.number(id)?;
        (value >> (bit + 16) & 1 == 1).then_some(value >> bit & 1 == 1)
    }

    fn is_hidden(&self) -> bool {
        self.switch(properties::SHAPE_SWITCHES, 1).unwrap_or(false)
    }

    fn line(&self) -> bool {
        self.switch(properties::LINE_SWITCHES, 3).unwrap_or(true)
    }

    fn area(&self) -> bool {
        self.switch(properties::FILL_SWITCHES, 4).unwrap_or(true)
            && shape_kind(self.kind) != ShapeKind::Line
    }

    /// [MS-ODRAW] 2.2.2: red, green, blue, and how to read them. A line is black where nothing is said.
    fn colour(&self, id: u16, globals: &Globals) -> Option<Rgb> {
        let Some(value) = self.number(id) else {
            return (id == properties::LINE_COLOUR).then_some(Rgb(0, 0, 0));
        };
        let [red, green, blue, how] = value.to_le_bytes();
        match how {
            0x08 => globals.colour(usize::from(red)),
            0 | 0x02 | 0x04 => Some(Rgb(red, green, blue)),
            _ => None,
        }
    }
}

fn flags(mut bytes: Bytes<'_>) -> u32 {
    let _number = bytes.u32();
    bytes.u32().unwrap_or(0)
}

fn rectangle(mut bytes: Bytes<'_>) -> Option<Frame> {
    let mut next = || bytes.i32().map(i64::from);
    Some(ordered(next()?, next()?, next()?, next()?))
}

fn cells(mut bytes: Bytes<'_>) -> Option<[u16; 8]> {
    bytes.u16()?;
    let mut place = [0; 8];
    for number in &mut place {
        *number = bytes.u16()?;
    }
    Some(place)
}

fn ordered(x1: i64, y1: i64, x2: i64, y2: i64) -> Frame {
    Frame {
        left: x1.min(x2),
        top: y1.min(y2),
        right: x1.max(x2),
        bottom: y1.max(y2),
    }
}

/// [MS-ODRAW] 2.4.24.
fn shape_kind(kind: u16) -> ShapeKind {
    match kind {
        20 | 32 => ShapeKind::Line,
        13 | 15 | 66 | 69 | 93 | 94 => ShapeKind::BlockArrow,
        85..=88 | 185 | 186 => ShapeKind::Bracket,
        1 | 2 => ShapeKind::Rectangle,
        202 => ShapeKind::TextBox,
        75 => ShapeKind::Picture,
        0 | 0xFFF => ShapeKind::Other("custom".to_owned()),
        other => ShapeKind::Other(format!("mso-spt{other}")),
    }
}
