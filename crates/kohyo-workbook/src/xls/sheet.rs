//! One sheet of a BIFF8 workbook: a run of records from BOF to EOF.

use super::drawing::{self, Beside, Ground};
use super::globals::{CellFormat, Globals, Listed};
use super::objects::Object;
use super::records::{Bytes, Record, Records, id};
use super::strings::{Rich, Spread};
use super::values::{Values, compressed};
use crate::address::{CellPos, Region};
use crate::grid;
use crate::marked::{self, Hiding, Marked};
use crate::xlsx::{Ruler, Sizes};
use crate::{Cell, Comment, Content, Limits, MissingInfo, Problem, ProblemKind, Sheet};

/// Columns a BIFF8 sheet has.
const COLUMNS: u32 = 256;
/// Rows it has.
const ROWS: u32 = 65_536;

/// Reads the sheet's part of the workbook's stream.
pub(super) fn read(stream: &[u8], listed: &Listed, globals: &Globals, limits: &Limits) -> Sheet {
    let mut taking = Taking {
        globals,
        limits,
        cells: Vec::new(),
        marked: Vec::new(),
        merges: Vec::new(),
        sizes: Sizes::default(),
        values: Values::new(globals, limits),
        tree: Vec::new(),
        beside: Beside::default(),
        notes: Vec::new(),
        shows_zeros: true,
    };
    let begins = stream.get(listed.start..).unwrap_or_default();
    if let Err(problem) = taking.take(begins) {
        taking.values.problems.push(problem);
    }
    taking.finish(listed)
}

struct Taking<'g> {
    globals: &'g Globals,
    limits: &'g Limits,
    cells: Vec<Cell>,
    marked: Vec<Marked>,
    merges: Vec<Region>,
    sizes: Sizes,
    values: Values<'g>,
    /// The drawing, put together.
    tree: Vec<u8>,
    beside: Beside,
    /// Comments: the cell and the number of the object with the text.
    notes: Vec<(CellPos, u16)>,
    /// Whether the sheet shows zeros.
    shows_zeros: bool,
}

impl Taking<'_> {
    fn take(&mut self, stream: &[u8]) -> Result<(), Problem> {
        let mut records = Records::new(stream);
        if records.next().map(|record| record.id) != Some(id::BEGIN) {
            return Err(broken());
        }
        // Charts within a sheet are streams of their own.
        let mut inner = 0_u32;
        for record in records {
            match record.id {
                id::BEGIN => inner += 1,
                id::EOF if inner == 0 => return Ok(()),
                id::EOF => inner -= 1,
                _ if inner > 0 => {}
                // A record shorter than it should be says nothing that could be read.
                _ => self.record(&record)?.unwrap_or(()),
            }
        }
        Err(broken())
    }

    fn record(&mut self, record: &Record<'_>) -> Result<Option<()>, Problem> {
        let mut bytes = record.bytes();
        match record.id {
            id::MULTIPLE_RK => return self.many(bytes, 6),
            id::MULTIPLE_BLANK => return self.many(bytes, 2),
            id::MERGES => return self.merge(bytes),
            id::STRING => return self.awaited(record),
            id::NUMBER
            | id::RK
            | id::BLANK
            | id::SHARED_LABEL
            | id::LABEL
            | id::RICH_LABEL
            | id::BOOL_OR_ERROR
            | id::FORMULA => {
                let Some((pos, look)) = place(&mut bytes) else {
                    return Ok(None);
                };
                let Some(content) = self.values.content(record, bytes, pos, look) else {
                    return Ok(None);
                };
                return self.push(pos, look, content).map(Some);
            }
            _ => {}
        }
        Ok(self.other(record, bytes))
    }

    /// Sizes, drawings, comments.
    fn other(&mut self, record: &Record<'_>, mut bytes: Bytes<'_>) -> Option<()> {
        match record.id {
            id::COLUMN_INFO => {
                let (first, last) = (bytes.u16()?, bytes.u16()?);
                let width = f64::from(bytes.u16()?) / 256.0;
                bytes.u16()?;
                let hidden = bytes.u16()? & 1 == 1;
                let (first, last) = (u32::from(first), u32::from(last));
                if first <= last {
                    self.sizes.columns.push((first, last, Some(width), hidden));
                }
            }
            id::DEFAULT_COLUMN_WIDTH => self.sizes.base_width = Some(f64::from(bytes.u16()?)),
            id::STANDARD_WIDTH => self.sizes.default_width = Some(f64::from(bytes.u16()?) / 256.0),
            id::DEFAULT_ROW_HEIGHT => {
                self.sizes.zero_height = bytes.u16()? & 2 == 2;
                self.sizes.default_height = Some(f64::from(bytes.u16()?) / 20.0);
            }
            id::ROW => {
                let row = bytes.u16()?;
                bytes.take(4)?;
                let points = f64::from(bytes.u16()? & 0x7FFF) / 20.0;
                bytes.take(4)?;
                let hidden = bytes.u32()? & 0x20 != 0;
                self.sizes.take_row(row.into(), Some(points), hidden);
            }
            // [MS-XLS] 2.4.346: the fifth bit says whether zeros are shown.
            id::WINDOW => self.shows_zeros = bytes.u16()? & 0x10 != 0,
            id::DRAWING => self.tree.extend(record.parts.concat()),
            id::OBJECT => {
                self.beside.objects.push(Object::read(bytes)?);
                // What continues an object is the rest of the drawing before it.
                self.tree.extend(record.parts[1..].concat());
            }
            id::TEXT_OBJECT => {
                bytes.take(10)?;
                let count = usize::from(bytes.u16()?);
                let text = Spread::new(record.parts.get(1..)?).flagged(count)?;
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                self.beside.texts.push((self.beside.objects.len(), text));
            }
            id::NOTE => {
                let pos = CellPos::new(bytes.u16()?.into(), bytes.u16()?.into());
                bytes.u16()?;
                self.notes.push((pos, bytes.u16()?));
            }
            _ => {}
        }
        Some(())
    }

    fn awaited(&mut self, record: &Record<'_>) -> Result<Option<()>, Problem> {
        let Some((pos, look)) = self.values.awaiting.take() else {
            return Ok(None);
        };
        let Some(text) = Spread::new(&record.parts).string() else {
            return Ok(None);
        };
        // The formula's own cell, put down without its text, gives way.
        if self.cells.last().is_some_and(|cell| cell.pos == pos) {
            self.cells.pop();
        }
        let content = self.values.text(pos, &text);
        self.push(pos, look, content).map(Some)
    }

    /// Cells of one row in one record: `size` bytes each, the look first, then the number if any.
    fn many(&mut self, mut bytes: Bytes<'_>, size: usize) -> Result<Option<()>, Problem> {
        let (Some(row), Some(first)) = (bytes.u16(), bytes.u16()) else {
            return Ok(None);
        };
        let mut col = u32::from(first);
        // The last two bytes repeat the last column.
        while bytes.0.len() >= size + 2 {
            let pos = CellPos::new(row.into(), col);
            let Some(look) = bytes.u16() else { break };
            let content = match size {
                6 => {
                    let Some(number) = bytes.u32() else { break };
                    self.values.number(pos, look, compressed(number))
                }
                _ => Content::Blank,
            };
            self.push(pos, look, content)?;
            col += 1;
        }
        Ok(Some(()))
    }

    fn merge(&mut self, mut bytes: Bytes<'_>) -> Result<Option<()>, Problem> {
        let count = bytes.u16().unwrap_or(0);
        for _ in 0..count {
            let mut next = || bytes.u16().map(u32::from);
            let (Some(top), Some(bottom), Some(left), Some(right)) =
                (next(), next(), next(), next())
            else {
                break;
            };
            let region = Region {
                first: CellPos::new(top, left),
                last: CellPos::new(bottom, right),
            };
            if top > bottom || left > right || region.is_cell() {
                continue;
            }
            if self.merges.len() >= self.limits.merges as usize {
                let found = self.merges.len() + 1;
                return Err(Problem::limit("merges", found, self.limits.merges));
            }
            self.merges.push(region);
        }
        Ok(Some(()))
    }

    fn push(&mut self, pos: CellPos, look: u16, content: Content) -> Result<(), Problem> {
        let format = self.globals.formats.get(usize::from(look));
        let fill = format.and_then(|format| format.fill);
        let rich = self.values.rich.take();
        if matches!(content, Content::Blank) && fill.is_none() {
            return Ok(());
        }
        if self.cells.len() >= self.limits.cells as usize {
            let found = self.cells.len() + 1;
            return Err(Problem::limit("cells", found, self.limits.cells));
        }
        let content = match format {
            Some(format) => self.part(pos, content, format, rich.as_ref()),
            None => content,
        };
        let number = format.and_then(|format| format.number.as_ref());
        let content = match (content, number) {
            (Content::Text(text), Some(number)) => {
                Content::Text(number.show_text(&text).map_or(text, Into::into))
            }
            (content, _) => content,
        };
        self.cells.push(Cell { pos, content, fill });
        Ok(())
    }

    /// What stands of a content; its mark is kept beside it.
    fn part(
        &mut self,
        pos: CellPos,
        content: Content,
        format: &CellFormat,
        rich: Option<&Rich>,
    ) -> Content {
        let hidden = format.unshown.hides(&content).then_some(Hiding::Format);
        let mut own = format.letters;
        own.hiding = own.hiding.or(hidden);
        let (content, mark) = match rich {
            None => marked::whole(pos, content, own),
            Some(rich) => {
                let parts = rich.parts().into_iter().map(|(text, font)| {
                    let letters = font.map(|font| self.globals.letters(font, format.fill));
                    let mut letters = letters.unwrap_or(own);
                    letters.hiding = letters.hiding.or(hidden);
                    (text, letters)
                });
                marked::runs(pos, content, parts)
            }
        };
        self.marked.extend(mark);
        content
    }

    fn finish(mut self, listed: &Listed) -> Sheet {
        let columns = self.sizes.columns(&self.globals.font);
        let rows = self.sizes.rows(&self.globals.font);
        let ground = Ground {
            globals: self.globals,
            columns: Ruler::new(&columns, COLUMNS),
            rows: Ruler::new(&rows, ROWS),
            beside: &self.beside,
            most: self.limits.shapes as usize,
        };
        let (shapes, found) = drawing::shapes(&self.tree, &ground);
        if found > shapes.len() {
            self.values
                .problems
                .push(Problem::limit("shapes", found, self.limits.shapes));
        }
        let comments = self.comments();
        for problem in &mut self.values.problems {
            problem.sheet = Some(listed.name.clone());
        }
        // Of two records for one cell the later counts.
        self.cells.reverse();
        self.cells.sort_by_key(|cell| cell.pos);
        self.cells.dedup_by_key(|cell| cell.pos);
        self.marked.reverse();
        self.marked.sort_by_key(|marked| marked.pos);
        self.marked.dedup_by_key(|marked| marked.pos);
        if !self.shows_zeros {
            grid::hide_zeros(&mut self.cells);
        }
        self.merges.sort_by_key(|region| region.first);
        Sheet {
            marks: crate::Marks::default(),
            name: listed.name.clone(),
            visibility: listed.visibility,
            cells: self.cells,
            marked: self.marked,
            merges: self.merges,
            columns,
            rows,
            shapes,
            comments,
            missing_info: MissingInfo::default(),
            problems: self.values.problems,
        }
    }

    fn comments(&self) -> Vec<Comment> {
        let mut comments = Vec::new();
        for (pos, number) in &self.notes {
            let mut objects = self.beside.objects.iter();
            let object = objects.position(|object| object.number == *number);
            if let Some(text) = object.and_then(|index| self.beside.text(index)) {
                comments.push(Comment {
                    pos: *pos,
                    text: text.to_owned(),
                });
            }
        }
        comments.sort_by_key(|comment| comment.pos);
        comments
    }
}

fn place(bytes: &mut Bytes<'_>) -> Option<(CellPos, u16)> {
    let pos = CellPos::new(bytes.u16()?.into(), bytes.u16()?.into());
    Some((pos, bytes.u16()?))
}

fn broken() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "シートが壊れているか、途中で切れています。読み取れたところまでを使います。Excelで開いて .xlsx で保存し直してください",
    )
}
