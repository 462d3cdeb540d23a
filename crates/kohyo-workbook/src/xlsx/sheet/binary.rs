//! One worksheet of `.xlsb`. Its cells are handed on as those of XML are, so that both are understood alike.

use super::{COLUMNS, Grid, Pass, Place, ROWS, Shared, Stop, broken};
use crate::Problem;
use crate::address::{CellPos, Region};
use crate::xls::{Bytes, compressed, error_name};
use crate::xlsx::binary::{Records, id, rich_text, text};
use crate::xlsx::xml::Fault;

/// As [`super::read`].
pub(in crate::xlsx) fn read(part: &[u8], shared: Shared<'_>) -> Result<Grid, Problem> {
    let mut pass = Pass::new(shared);
    let mut at = At::default();
    let mut records = Records::new(part);
    for (number, bytes) in &mut records {
        match pass.record(number, bytes, &mut at) {
            Ok(_) => {}
            Err(Stop::Limit(problem)) => return Err(*problem),
            Err(Stop::Fault(fault)) => pass.problems.push(broken(&fault)),
        }
    }
    if records.is_cut || !at.is_sheet || !at.has_cells {
        pass.problems.push(broken(&Fault::Cut));
    }
    Ok(pass.finish())
}

/// Where in the sheet the walk is.
#[derive(Default)]
struct At {
    row: Option<u32>,
    next_col: u32,
    is_sheet: bool,
    has_cells: bool,
}

impl Pass<'_> {
    /// Takes a record; one that is shorter than it should be says nothing.
    fn record(&mut self, number: u16, bytes: Bytes<'_>, at: &mut At) -> Result<Option<()>, Stop> {
        match number {
            id::BEGIN_SHEET => at.is_sheet = true,
            id::BEGIN_CELLS => at.has_cells = true,
            id::ROW => return self.binary_row(bytes, at),
            id::BLANK..=id::SHORT_SHARED_TEXT | id::RICH_TEXT => {
                return self.binary_cell(number, bytes, at);
            }
            id::MERGE => return self.binary_merge(bytes),
            _ => return Ok(self.about(number, bytes)),
        }
        Ok(Some(()))
    }

    /// Sizes, and the parts with drawings.
    fn about(&mut self, number: u16, mut bytes: Bytes<'_>) -> Option<()> {
        match number {
            id::SHEET_SIZES => {
                let width = bytes.u32()?;
                self.sizes.default_width = (width != u32::MAX).then(|| f64::from(width) / 256.0);
                self.sizes.base_width = Some(f64::from(bytes.u16()?));
                self.sizes.default_height = Some(f64::from(bytes.u16()?) / 20.0);
                self.sizes.zero_height = bytes.u16()? & 2 != 0;
            }
            id::COLUMN => {
                let (first, last) = (bytes.u32()?, bytes.u32()?);
                let width = f64::from(bytes.u32()?) / 256.0;
                bytes.u32()?;
                let hidden = bytes.u16()? & 1 != 0 || width == 0.0;
                let known = self.sizes.columns.len() >= COLUMNS as usize;
                if first <= last && first < COLUMNS && !known {
                    let last = last.min(COLUMNS - 1);
                    self.sizes.columns.push((first, last, Some(width), hidden));
                }
            }
            id::DRAWING => self.drawing = Some(text(&mut bytes)?),
            id::LEGACY_DRAWING => self.controls.drawing = Some(text(&mut bytes)?),
            _ => {}
        }
        Some(())
    }

    fn binary_row(&mut self, mut bytes: Bytes<'_>, at: &mut At) -> Result<Option<()>, Stop> {
        self.rows_seen += 1;
        let allowed = self.shared.limits.rows;
        if self.rows_seen > u64::from(allowed) {
            return Err(Problem::limit("rows", self.rows_seen, allowed).into());
        }
        let number = bytes.u32();
        at.row = number.filter(|row| *row < ROWS);
        at.next_col = 0;
        if let (Some(number), None) = (number, at.row) {
            self.tell(None, number.to_string(), "行番号が表の範囲の外です");
        }
        let Some(row) = at.row else {
            return Ok(None);
        };
        bytes.u32();
        let points = bytes.u16().map(|twips| f64::from(twips) / 20.0);
        let hidden = bytes.u16().is_some_and(|flags| flags & 0x1000 != 0);
        self.sizes.take_row(row, points, hidden);
        Ok(Some(()))
    }

    fn binary_merge(&mut self, mut bytes: Bytes<'_>) -> Result<Option<()>, Stop> {
        let mut next = || bytes.u32();
        let (Some(top), Some(bottom), Some(left), Some(right)) = (next(), next(), next(), next())
        else {
            return Ok(None);
        };
        let allowed = self.shared.limits.merges;
        if self.merges.len() as u64 >= u64::from(allowed) {
            let found = self.merges.len() + 1;
            return Err(Problem::limit("merges", found, allowed).into());
        }
        if top <= bottom && left <= right && bottom < ROWS && right < COLUMNS {
            self.merges.push(Region {
                first: CellPos::new(top, left),
                last: CellPos::new(bottom, right),
            });
        } else {
            let place = format!("{top}:{bottom} {left}:{right}");
            self.tell(None, place, "結合セルの範囲が正しくありません");
        }
        Ok(Some(()))
    }

    /// A cell: its column but for the short ones, which follow the cell before; its style; its value.
    fn binary_cell(
        &mut self,
        number: u16,
        mut bytes: Bytes<'_>,
        at: &mut At,
    ) -> Result<Option<()>, Stop> {
        let is_short = (id::SHORT_BLANK..=id::SHORT_SHARED_TEXT).contains(&number);
        let col = match is_short {
            true => Some(at.next_col),
            false => bytes.u32(),
        };
        let (Some(col), Some(style)) = (col, bytes.u32()) else {
            return Ok(None);
        };
        self.raw.clear();
        if self.binary_value(number, bytes).is_none() {
            // It stood for something: what cannot be read is told, never blank.
            self.raw.kind.open().push('?');
            self.raw.value.open().push('?');
        }
        let mut place = Place::next(at.row, col);
        place.style = (style & 0x00FF_FFFF) as usize;
        if col >= COLUMNS {
            place.wrong = Some(format!("{}列目", u64::from(col) + 1));
        }
        at.next_col = col.saturating_add(1);
        let mut next_col = 0;
        self.keep(place, &mut next_col).map(Some)
    }

    /// What a cell holds, in the words of XML.
    fn binary_value(&mut self, number: u16, mut bytes: Bytes<'_>) -> Option<()> {
        let (kind, value) = match number {
            id::BLANK | id::SHORT_BLANK => return Some(()),
            id::COMPRESSED | id::SHORT_COMPRESSED => ("n", compressed(bytes.u32()?).to_string()),
            id::REAL | id::SHORT_REAL | id::FORMULA_REAL => ("n", bytes.f64()?.to_string()),
            id::BOOL | id::SHORT_BOOL | id::FORMULA_BOOL => {
                ("b", u8::from(bytes.u8()? != 0).to_string())
            }
            id::ERROR | id::SHORT_ERROR | id::FORMULA_ERROR => {
                ("e", error_name(bytes.u8()?)?.to_owned())
            }
            id::SHARED_TEXT | id::SHORT_SHARED_TEXT => ("s", bytes.u32()?.to_string()),
            id::TEXT | id::SHORT_TEXT | id::FORMULA_TEXT => ("str", text(&mut bytes)?),
            id::RICH_TEXT => {
                let (text, runs) = rich_text(&mut bytes, self.shared.styles.fonts())?;
                self.raw.runs = runs;
                ("str", text)
            }
            _ => return None,
        };
        self.raw.kind.open().push_str(kind);
        self.raw.value.open().push_str(&value);
        Some(())
    }
}
