//! A window on a sheet: the cells of one form, with quick answers to "which region is this cell in".

use crate::provenance::{CellPos, Region};
use crate::workbook::{Cell, Content, Sheet};
use std::collections::HashMap;

/// The part of a sheet that holds one form.
pub(super) struct View<'a> {
    /// The whole sheet.
    pub sheet: &'a Sheet,
    /// The rectangle of the form.
    pub bounds: Region,
    /// Indices of the sheet's shapes that belong to the form.
    pub shapes: Vec<usize>,
    merged: HashMap<CellPos, Region>,
}

/// The rectangle around everything non-blank on a sheet; `None` where there is nothing.
pub(super) fn used(sheet: &Sheet) -> Option<Region> {
    let mut written = sheet.cells.iter().filter(|cell| !cell.content.is_blank());
    let first = written.next()?;
    let mut bounds = sheet.region(first.pos);
    for cell in written {
        bounds.first.row = bounds.first.row.min(cell.pos.row);
        bounds.first.col = bounds.first.col.min(cell.pos.col);
        bounds.last.row = bounds.last.row.max(cell.pos.row);
        bounds.last.col = bounds.last.col.max(cell.pos.col);
    }
    // Blank cells at the right and lower edge belong to the form as far as its merged regions reach.
    for region in &sheet.merges {
        if bounds.contains(region.first) && region.last.row < u32::from(u16::MAX) {
            bounds.last.row = bounds.last.row.max(region.last.row);
            bounds.last.col = bounds.last.col.max(region.last.col);
        }
    }
    Some(bounds)
}

impl<'a> View<'a> {
    /// The window on a rectangle of a sheet, with the shapes given.
    pub(super) fn new(sheet: &'a Sheet, bounds: Region, shapes: Vec<usize>) -> Self {
        let mut merged = HashMap::new();
        for region in &sheet.merges {
            let last_row = region.last.row.min(bounds.last.row);
            let last_col = region.last.col.min(bounds.last.col);
            for row in region.first.row.max(bounds.first.row)..=last_row {
                for col in region.first.col.max(bounds.first.col)..=last_col {
                    merged.entry(CellPos::new(row, col)).or_insert(*region);
                }
            }
        }
        Self {
            sheet,
            bounds,
            shapes,
            merged,
        }
    }

    /// The merged region covering a cell, or the cell alone.
    pub(super) fn region(&self, pos: CellPos) -> Region {
        self.merged.get(&pos).copied().unwrap_or(Region::cell(pos))
    }

    /// The content of the region covering a cell.
    pub(super) fn content(&self, pos: CellPos) -> &'a Content {
        self.sheet.content(self.region(pos).first)
    }

    /// The next region to the right, on the first row of this one; inside the form only.
    pub(super) fn right_of(&self, region: Region) -> Option<Region> {
        let pos = CellPos::new(region.first.row, region.last.col + 1);
        self.bounds.contains(pos).then(|| self.region(pos))
    }

    /// The next region below, on the first column of this one; inside the form only.
    pub(super) fn below(&self, region: Region) -> Option<Region> {
        let pos = CellPos::new(region.last.row + 1, region.first.col);
        self.bounds.contains(pos).then(|| self.region(pos))
    }

    /// Non-blank cells of the form between two rows, both included.
    pub(super) fn written(&self, rows: (u32, u32)) -> impl Iterator<Item = &'a Cell> + '_ {
        let cells = &self.sheet.cells;
        let start = cells.partition_point(|cell| cell.pos.row < rows.0);
        cells[start..]
            .iter()
            .take_while(move |cell| cell.pos.row <= rows.1)
            .filter(|cell| self.bounds.contains(cell.pos) && !cell.content.is_blank())
    }

    /// Non-blank cells of the whole form.
    pub(super) fn all_written(&self) -> impl Iterator<Item = &'a Cell> + '_ {
        self.written((self.bounds.first.row, self.bounds.last.row))
    }

    /// Whether a cell is hidden under a merged region that shows another cell.
    pub(super) fn is_covered(&self, pos: CellPos) -> bool {
        self.region(pos).first != pos
    }
}
