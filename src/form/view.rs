//! A window on a sheet: the cells of one form, with quick answers to "which region is this cell in".

use crate::workbook::{Cell, Content, Sheet};
use crate::workbook::{CellPos, Region};

/// The part of a sheet that holds one form.
pub(super) struct View<'a> {
    /// The whole sheet.
    pub sheet: &'a Sheet,
    /// The rectangle of the form.
    pub bounds: Region,
    /// Indices of the sheet's shapes that belong to the form.
    pub shapes: Vec<usize>,
    merged: Merged,
    rows: Vec<u32>,
    cols: Vec<u32>,
}

/// The merged regions of a sheet by place.
struct Merged {
    /// In the order of their first cells.
    regions: Vec<Region>,
    /// How far down the regions up to each one reach.
    reach: Vec<u32>,
    map: Option<Map>,
}

/// The merged regions of each cell of a window as large as forms are: they are asked for a thousand times.
struct Map {
    bounds: Region,
    width: usize,
    /// Row by row the number of the region, counted from one; 0 where there is none.
    regions: Vec<u16>,
}

impl Map {
    /// Larger windows have none: a region of whole columns would cost as much as all other cells.
    const MOST_CELLS: usize = 1 << 14;

    fn new(regions: &[Region], bounds: Region) -> Option<Self> {
        let height = (bounds.last.row - bounds.first.row) as usize + 1;
        let width = (bounds.last.col - bounds.first.col) as usize + 1;
        let size = height.checked_mul(width)?;
        if size > Self::MOST_CELLS || regions.len() >= usize::from(u16::MAX) {
            return None;
        }
        let mut map = Self {
            bounds,
            width,
            regions: vec![0; size],
        };
        for (number, region) in (1..).zip(regions) {
            let (first, last) = (&region.first, &region.last);
            let cols = first.col.max(bounds.first.col)..=last.col.min(bounds.last.col);
            let length = cols.end() - cols.start() + 1;
            for row in first.row.max(bounds.first.row)..=last.row.min(bounds.last.row) {
                let place = map.place(CellPos::new(row, *cols.start()));
                map.regions[place..place + length as usize].fill(number);
            }
        }
        Some(map)
    }

    fn place(&self, pos: CellPos) -> usize {
        let row = (pos.row - self.bounds.first.row) as usize;
        row * self.width + (pos.col - self.bounds.first.col) as usize
    }
}

impl Merged {
    fn new(sheet: &Sheet, bounds: Region) -> Self {
        let meets = |region: &&Region| {
            region.first.row <= bounds.last.row
                && region.last.row >= bounds.first.row
                && region.first.col <= bounds.last.col
                && region.last.col >= bounds.first.col
        };
        let mut regions: Vec<Region> = sheet.merges.iter().filter(meets).copied().collect();
        regions.sort_unstable_by_key(|region| region.first);
        let down = |reach: &mut u32, region: &Region| {
            *reach = region.last.row.max(*reach);
            Some(*reach)
        };
        let reach = regions.iter().scan(0, down).collect();
        let map = Map::new(&regions, bounds);
        Self {
            regions,
            reach,
            map,
        }
    }

    fn at(&self, pos: CellPos) -> Option<Region> {
        match &self.map {
            Some(map) if map.bounds.contains(pos) => {
                let number = usize::from(map.regions[map.place(pos)]);
                Some(self.regions[number.checked_sub(1)?])
            }
            _ => self.search(pos),
        }
    }

    /// A region costs the same however many rows it covers, as those of whole columns do.
    fn search(&self, pos: CellPos) -> Option<Region> {
        let before = self.regions.partition_point(|region| region.first <= pos);
        (0..before)
            .rev()
            .take_while(|index| self.reach[*index] >= pos.row)
            .map(|index| self.regions[index])
            .find(|region| region.contains(pos))
    }
}

/// The rectangle around everything non-blank on a sheet; `None` where there is nothing.
pub(super) fn used(sheet: &Sheet) -> Option<Region> {
    let mut written = sheet.cells.iter().filter(|cell| !cell.content.is_blank());
    let first = written.next()?;
    let mut bounds = Region::cell(first.pos);
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

/// The rows and the columns of a form in which something is written or a merged region begins or ends.
/// The others were inserted by somebody.
fn used_lines(sheet: &Sheet, bounds: Region) -> (Vec<u32>, Vec<u32>) {
    let written = sheet.cells.iter().filter(|cell| !cell.content.is_blank());
    let merged = sheet
        .merges
        .iter()
        .flat_map(|region| [region.first, region.last]);
    let (mut rows, mut cols) = (Vec::new(), Vec::new());
    let used = written.map(|cell| cell.pos).chain(merged);
    for pos in used.filter(|pos| bounds.contains(*pos)) {
        // Cells come row by row.
        if rows.last() != Some(&pos.row) {
            rows.push(pos.row);
        }
        cols.push(pos.col);
    }
    for lines in [&mut rows, &mut cols] {
        lines.sort_unstable();
        lines.dedup();
    }
    (rows, cols)
}

fn next(lines: &[u32], from: u32) -> Option<u32> {
    lines
        .get(lines.partition_point(|line| *line < from))
        .copied()
}

impl<'a> View<'a> {
    /// The window on a rectangle of a sheet, with the shapes given.
    pub(super) fn new(sheet: &'a Sheet, bounds: Region, shapes: Vec<usize>) -> Self {
        let (rows, cols) = used_lines(sheet, bounds);
        Self {
            sheet,
            bounds,
            shapes,
            rows,
            cols,
            merged: Merged::new(sheet, bounds),
        }
    }

    /// The merged region covering a cell, or the cell alone.
    pub(super) fn region(&self, pos: CellPos) -> Region {
        self.merged.at(pos).unwrap_or(Region::cell(pos))
    }

    /// The content of the region covering a cell.
    pub(super) fn content(&self, pos: CellPos) -> &'a Content {
        self.sheet.content(self.region(pos).first)
    }

    /// The next region to the right, on the first row of this one; inside the form only. Inserted
    /// columns are passed over.
    pub(super) fn right_of(&self, region: Region) -> Option<Region> {
        let col = next(&self.cols, region.last.col + 1)?;
        let pos = CellPos::new(region.first.row, col);
        self.bounds.contains(pos).then(|| self.region(pos))
    }

    /// The next region below, on the first column of this one; inside the form only. Inserted rows
    /// are passed over.
    pub(super) fn below(&self, region: Region) -> Option<Region> {
        let row = next(&self.rows, region.last.row + 1)?;
        let pos = CellPos::new(row, region.first.col);
        self.bounds.contains(pos).then(|| self.region(pos))
    }

    /// Columns in which nothing is written and no merged region begins or ends.
    pub(super) fn idle_cols(&self) -> impl Iterator<Item = u32> + '_ {
        (self.bounds.first.col..=self.bounds.last.col)
            .filter(|col| self.cols.binary_search(col).is_err())
    }

    /// Whether nothing is written in a row and no merged region begins or ends there.
    pub(super) fn is_idle_row(&self, row: u32) -> bool {
        self.rows.binary_search(&row).is_err()
    }

    /// Whether a merged region begins in a row, at a column or right of it.
    pub(super) fn has_merge_from(&self, row: u32, col: u32) -> bool {
        let mut regions = self.merged.regions.iter();
        regions.any(|region| region.first.row == row && region.first.col >= col)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Axis, Blind, Visibility};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn sheet(merges: Vec<Region>) -> Sheet {
        let axis = Axis {
            default: 1,
            sizes: BTreeMap::new(),
            hidden: Vec::new(),
        };
        Sheet {
            name: String::new(),
            visibility: Visibility::Visible,
            cells: Vec::new(),
            merges,
            columns: axis.clone(),
            rows: axis,
            shapes: Vec::new(),
            comments: Vec::new(),
            blind: Blind::default(),
            problems: Vec::new(),
        }
    }

    fn region() -> impl Strategy<Value = Region> {
        (0_u32..9, 0_u32..9, 0_u32..5, 0_u32..5).prop_map(|(row, col, height, width)| Region {
            first: CellPos::new(row, col),
            last: CellPos::new(row + height, col + width),
        })
    }

    proptest! {
        #[test]
        fn the_map_says_what_a_search_finds(
            merges in proptest::collection::vec(region(), 0..12),
            bounds in region(),
        ) {
            let merged = Merged::new(&sheet(merges), bounds);
            prop_assert!(merged.map.is_some());
            for row in 0..15 {
                for col in 0..15 {
                    let pos = CellPos::new(row, col);
                    prop_assert_eq!(merged.at(pos), merged.search(pos));
                }
            }
        }
    }

    #[test]
    fn a_window_of_whole_columns_has_no_map() {
        let all = |last| Region {
            first: CellPos::new(0, 0),
            last,
        };
        let tall = all(CellPos::new(u32::MAX - 1, 1));
        let merged = Merged::new(&sheet(vec![tall]), tall);
        assert!(merged.map.is_none());
        assert_eq!(merged.at(CellPos::new(70_000, 1)), Some(tall));
    }
}
