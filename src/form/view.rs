//! A window on a sheet: the cells of one form, with quick answers to "which region is this cell in".

use crate::workbook::{Cell, Content, Sheet};
use crate::workbook::{CellPos, Region, Regions};
use std::rc::Rc;

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts a step over the cells of a sheet, in tests of what reading costs.
fn step() {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
}

/// Steps over cells in this thread so far.
#[cfg(test)]
pub(super) fn steps() -> u64 {
    STEPS.get()
}

/// Indices of the shapes and comments of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Objects {
    /// Shapes.
    pub shapes: Vec<usize>,
    /// Comments.
    pub comments: Vec<usize>,
}

/// The part of a sheet that holds one form.
pub(super) struct View<'a> {
    /// The whole sheet.
    pub sheet: &'a Sheet,
    /// The rectangle of the form.
    pub bounds: Region,
    /// The rectangle that is accounted for with the form: `bounds` and what lies beyond.
    pub extent: Region,
    /// The sheet's shapes and comments that belong to the form.
    pub objects: Objects,
    merged: Merged,
    rows: Vec<u32>,
    cols: Vec<u32>,
}

/// The merged regions of a sheet by place.
struct Merged {
    map: Option<Map>,
    all: Rc<Regions>,
}

/// The merged regions of each cell of a window as large as forms are: they are asked for a thousand times.
struct Map {
    bounds: Region,
    width: usize,
    /// The regions that meet the window.
    met: Vec<Region>,
    /// Row by row the number of the region, counted from one; 0 where there is none.
    regions: Vec<u16>,
}

impl Map {
    /// Larger windows have none: a region of whole columns would cost as much as all other cells.
    const MOST_CELLS: usize = 1 << 14;

    fn new(sheet: &Sheet, bounds: Region) -> Option<Self> {
        let height = (bounds.last.row - bounds.first.row) as usize + 1;
        let width = (bounds.last.col - bounds.first.col) as usize + 1;
        let size = height.checked_mul(width)?;
        if size > Self::MOST_CELLS {
            return None;
        }
        // No two regions share a cell, so there are no more of them than cells.
        let meets = |region: &&Region| {
            region.first.row <= bounds.last.row
                && region.last.row >= bounds.first.row
                && region.first.col <= bounds.last.col
                && region.last.col >= bounds.first.col
        };
        let mut map = Self {
            bounds,
            width,
            met: sheet.merges.iter().filter(meets).copied().collect(),
            regions: vec![0; size],
        };
        for (number, region) in (1_u16..).zip(&map.met) {
            let (first, last) = (&region.first, &region.last);
            let cols = first.col.max(bounds.first.col)..=last.col.min(bounds.last.col);
            let length = cols.end() - cols.start() + 1;
            for row in first.row.max(bounds.first.row)..=last.row.min(bounds.last.row) {
                step();
                let row = (row - bounds.first.row) as usize;
                let place = row * width + (cols.start() - bounds.first.col) as usize;
                map.regions[place..place + length as usize].fill(number);
            }
        }
        Some(map)
    }

    fn at(&self, pos: CellPos) -> Option<Region> {
        let row = (pos.row - self.bounds.first.row) as usize;
        let place = row * self.width + (pos.col - self.bounds.first.col) as usize;
        let number = usize::from(self.regions[place]);
        Some(self.met[number.checked_sub(1)?])
    }
}

impl Merged {
    fn new(sheet: &Sheet, bounds: Region, all: Rc<Regions>) -> Self {
        Self {
            map: Map::new(sheet, bounds),
            all,
        }
    }

    fn at(&self, pos: CellPos) -> Option<Region> {
        match &self.map {
            Some(map) if map.bounds.contains(pos) => map.at(pos),
            _ => self.all.at(pos),
        }
    }
}

/// Every cell in which something is written, though it may be struck out.
fn filled(sheet: &Sheet) -> impl Iterator<Item = CellPos> {
    let written = sheet.cells.iter().filter(|cell| !cell.content.is_blank());
    let withdrawn = sheet.withdrawn().map(|marked| marked.pos);
    written.map(|cell| cell.pos).chain(withdrawn)
}

/// The rectangle around everything written on a sheet; `None` where there is nothing.
pub(super) fn used(sheet: &Sheet) -> Option<Region> {
    let mut written = filled(sheet);
    let mut bounds = Region::cell(written.next()?);
    for pos in written {
        bounds.first.row = bounds.first.row.min(pos.row);
        bounds.first.col = bounds.first.col.min(pos.col);
        bounds.last.row = bounds.last.row.max(pos.row);
        bounds.last.col = bounds.last.col.max(pos.col);
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
    let merged = sheet
        .merges
        .iter()
        .flat_map(|region| [region.first, region.last]);
    let written = of_rows(&sheet.cells, (bounds.first.row, bounds.last.row));
    let written = written
        .filter(|cell| !cell.content.is_blank())
        .map(|cell| cell.pos);
    let withdrawn = sheet.withdrawn().map(|marked| marked.pos);
    let (mut rows, mut cols) = (Vec::new(), Vec::new());
    let used = written.chain(withdrawn).chain(merged);
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

/// The cells between two rows, both included.
fn of_rows(cells: &[Cell], rows: (u32, u32)) -> impl Iterator<Item = &Cell> {
    let start = cells.partition_point(|cell| cell.pos.row < rows.0);
    cells[start..]
        .iter()
        .take_while(move |cell| cell.pos.row <= rows.1)
        .inspect(|_| step())
}

fn next(lines: &[u32], from: u32) -> Option<u32> {
    lines
        .get(lines.partition_point(|line| *line < from))
        .copied()
}

impl<'a> View<'a> {
    /// The window on a whole sheet, with all its shapes and comments.
    pub(super) fn whole(sheet: &'a Sheet, bounds: Region) -> Self {
        let merged = Rc::new(sheet.regions());
        let objects = Objects {
            shapes: (0..sheet.shapes.len()).collect(),
            comments: (0..sheet.comments.len()).collect(),
        };
        Self::of(sheet, bounds, objects, merged)
    }

    /// The same window on another reading of the sheet, cell by cell the same but for contents.
    pub(super) fn on<'b>(&self, sheet: &'b Sheet) -> View<'b> {
        View::of(
            sheet,
            self.bounds,
            self.objects.clone(),
            self.merged.all.clone(),
        )
    }

    /// A part of the window, with the shapes and comments given.
    pub(super) fn part(&self, bounds: Region, objects: Objects) -> Self {
        Self::of(self.sheet, bounds, objects, self.merged.all.clone())
    }

    fn of(sheet: &'a Sheet, bounds: Region, objects: Objects, merged: Rc<Regions>) -> Self {
        let (rows, cols) = used_lines(sheet, bounds);
        Self {
            sheet,
            bounds,
            extent: bounds,
            objects,
            rows,
            cols,
            merged: Merged::new(sheet, bounds, merged),
        }
    }

    /// The same form, read from a smaller rectangle only; what lies beyond stays to be accounted for.
    pub(super) fn narrowed(self, bounds: Region) -> Self {
        let narrow = Self::of(self.sheet, bounds, self.objects, self.merged.all);
        Self {
            extent: self.extent,
            ..narrow
        }
    }

    /// The merged region covering a cell, or the cell alone.
    pub(super) fn region(&self, pos: CellPos) -> Region {
        step();
        self.merged.at(pos).unwrap_or(Region::cell(pos))
    }

    /// The content of the region covering a cell.
    pub(super) fn content(&self, pos: CellPos) -> &'a Content {
        self.sheet.content(self.region(pos).first)
    }

    /// What a cell shows as a figure or a label: without raised and lowered notes.
    pub(super) fn figure(&self, pos: CellPos) -> &'a str {
        self.sheet.figure(pos)
    }

    /// Whether nothing was ever written into a cell: neither is anything there nor struck out.
    pub(super) fn is_empty(&self, pos: CellPos) -> bool {
        self.sheet.content(pos).is_blank() && !self.sheet.is_withdrawn(pos)
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
        let merges = &self.sheet.merges;
        let from = merges.partition_point(|region| region.first < CellPos::new(row, col));
        merges.get(from).is_some_and(|region| {
            region.first.row == row && region.first.col <= self.bounds.last.col
        })
    }

    /// Every cell of the form, blank ones that are painted too.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a Cell> + '_ {
        of_rows(
            &self.sheet.cells,
            (self.bounds.first.row, self.bounds.last.row),
        )
        .filter(|cell| self.bounds.contains(cell.pos))
    }

    /// Non-blank cells of the form between two rows, both included.
    pub(super) fn written(&self, rows: (u32, u32)) -> impl Iterator<Item = &'a Cell> + '_ {
        of_rows(&self.sheet.cells, rows)
            .filter(|cell| self.bounds.contains(cell.pos) && !cell.content.is_blank())
    }

    /// Whether anything stands between two cells, in the order of cells.
    pub(super) fn has_written_between(&self, first: CellPos, last: CellPos) -> bool {
        let cells = &self.sheet.cells;
        let start = cells.partition_point(|cell| cell.pos <= first);
        cells[start..]
            .iter()
            .take_while(|cell| cell.pos < last)
            .any(|cell| !cell.content.is_blank())
    }

    /// Non-blank cells of the whole form.
    pub(super) fn all_written(&self) -> impl Iterator<Item = &'a Cell> + '_ {
        self.written((self.bounds.first.row, self.bounds.last.row))
    }

    /// Non-blank cells of the form and of what lies around it.
    pub(super) fn all_to_account_for(&self) -> impl Iterator<Item = &'a Cell> + '_ {
        of_rows(
            &self.sheet.cells,
            (self.extent.first.row, self.extent.last.row),
        )
        .filter(|cell| self.extent.contains(cell.pos) && !cell.content.is_blank())
    }

    /// Whether a cell is hidden under a merged region that shows another cell.
    pub(super) fn is_covered(&self, pos: CellPos) -> bool {
        self.region(pos).first != pos
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Axis, MissingInfo, Visibility};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn sheet(merges: Vec<Region>) -> Sheet {
        let axis = Axis {
            default: 1,
            sizes: BTreeMap::new(),
            hidden: Vec::new(),
        };
        Sheet {
            marks: crate::workbook::Marks::default(),
            name: String::new(),
            visibility: Visibility::Visible,
            cells: Vec::new(),
            marked: Vec::new(),
            merges,
            columns: axis.clone(),
            rows: axis,
            shapes: Vec::new(),
            comments: Vec::new(),
            missing_info: MissingInfo::default(),
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
            let mut apart: Vec<Region> = Vec::new();
            for region in merges {
                let meets = |other: &&Region| {
                    region.first.row <= other.last.row && other.first.row <= region.last.row
                        && region.first.col <= other.last.col && other.first.col <= region.last.col
                };
                if !apart.iter().any(|other| meets(&other)) {
                    apart.push(region);
                }
            }
            apart.sort_unstable();
            let sheet = sheet(apart);
            let merged = Merged::new(&sheet, bounds, Rc::new(sheet.regions()));
            prop_assert!(merged.map.is_some());
            for row in 0..15 {
                for col in 0..15 {
                    let pos = CellPos::new(row, col);
                    prop_assert_eq!(merged.at(pos), merged.all.at(pos));
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
        let sheet = sheet(vec![tall]);
        let merged = Merged::new(&sheet, tall, Rc::new(sheet.regions()));
        assert!(merged.map.is_none());
        assert_eq!(merged.at(CellPos::new(70_000, 1)), Some(tall));
    }
}
