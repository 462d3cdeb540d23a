//! Zeros that nobody typed: what a formula makes of blank cells.
//!
//! ```text
//! formula ─ scan ─ cells and functions ─ settle ─ the cells it names are blank → from_blank
//! =入力!B3          入力!B3                         (or zeros of the same kind, at any remove)
//! ```
//! Nothing is calculated: a zero counts as nobody's where the cells a formula names leave no other
//! source for it, or where it cannot be seen what they hold.

mod scan;

pub(crate) use scan::moved;

use crate::{Content, Region, Sheet, Workbook};
use scan::Sources;
use std::collections::{HashMap, HashSet};

/// Cells looked at for a whole workbook; beyond that its zeros stay unexplained.
const MOST_VISITS: usize = 2_000_000;

/// A cell by sheet and place in its list.
type Place = (usize, usize);

/// Tells of every zero with a formula whether it is what blank cells came to.
pub(crate) fn settle(workbook: &mut Workbook) {
    let mut open = zeros(workbook);
    if open.is_empty() {
        return;
    }
    let mut look = Look::new(&workbook.sheets);
    // Each round explains zeros by those explained before it.
    loop {
        let before = open.len();
        let mut left = Vec::with_capacity(before);
        for (place, sources) in open {
            if look.comes_of_blanks(place.0, &sources) {
                look.blank.insert(place);
            } else {
                left.push((place, sources));
            }
        }
        open = left;
        if open.is_empty() || open.len() == before {
            break;
        }
    }
    let blank = look.blank;
    for (sheet, cell) in blank {
        if let Content::Number(number) = &mut workbook.sheets[sheet].cells[cell].content {
            number.detail_mut().from_blank = true;
        }
    }
}

fn zeros(workbook: &Workbook) -> Vec<(Place, Sources)> {
    let mut zeros = Vec::new();
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        for (index, cell) in sheet.cells.iter().enumerate() {
            if let Content::Number(number) = &cell.content
                && let Some(formula) = number.formula()
            {
                zeros.push(((at, index), scan::sources(formula)));
            }
        }
    }
    zeros
}

/// What stands in the cells that formulas name.
struct Look<'w> {
    sheets: &'w [Sheet],
    by_name: HashMap<String, usize>,
    /// Zeros known to be nobody's.
    blank: HashSet<Place>,
    visits: usize,
}

/// What a region holds.
#[derive(Default)]
struct Held {
    /// Cells that somebody filled in.
    filled: u64,
    /// Of these, zeros.
    zeros: u64,
    /// Whether a row that somebody wrote in has a blank cell.
    holes: bool,
}

impl<'w> Look<'w> {
    fn new(sheets: &'w [Sheet]) -> Self {
        let name = |(at, sheet): (usize, &Sheet)| (sheet.name.to_lowercase(), at);
        Self {
            sheets,
            by_name: sheets.iter().enumerate().rev().map(name).collect(),
            blank: HashSet::new(),
            visits: 0,
        }
    }

    fn comes_of_blanks(&mut self, own: usize, sources: &Sources) -> bool {
        if sources.is_out_of_sight() {
            return true;
        }
        let (mut filled, mut zeros, mut blanks, mut holes) = (0, 0, false, false);
        for (name, region) in &sources.cells {
            let named = |name: &String| self.by_name.get(&name.to_lowercase()).copied();
            let Some(sheet) = name.as_ref().map_or(Some(own), named) else {
                return true;
            };
            let Some(held) = self.held(sheet, *region) else {
                return true;
            };
            filled += held.filled;
            zeros += held.zeros;
            blanks |= region.is_cell() && held.filled == 0;
            holes |= !region.is_cell() && held.holes;
        }
        if sources.cells.is_empty() {
            return false;
        }
        // A choice among cells may have fallen on a blank one; a product with a blank cell is 0.
        let chosen = sources.looks_up && holes;
        let through = (sources.chooses || sources.multiplies) && blanks && zeros == 0;
        filled == 0 || chosen || through
    }

    /// What stands in a region; `None` where too much was looked at already.
    fn held(&mut self, sheet: usize, region: Region) -> Option<Held> {
        let cells = &self.sheets[sheet].cells;
        let start = cells.partition_point(|cell| cell.pos < region.first);
        let width = u64::from(region.last.col - region.first.col) + 1;
        let height = u64::from(region.last.row - region.first.row) + 1;
        let mut held = Held::default();
        let (mut row, mut in_row) = (None, 0);
        for (index, cell) in cells.iter().enumerate().skip(start) {
            if cell.pos.row > region.last.row {
                break;
            }
            self.visits += 1;
            if self.visits > MOST_VISITS {
                return None;
            }
            if !region.contains(cell.pos)
                || cell.content.is_blank()
                || self.blank.contains(&(sheet, index))
            {
                continue;
            }
            if row != Some(cell.pos.row) {
                held.holes |= row.is_some() && in_row < width;
                (row, in_row) = (Some(cell.pos.row), 0);
            }
            in_row += 1;
            held.filled += 1;
            let zero = matches!(&cell.content, Content::Number(number) if number.stored.is_zero());
            held.zeros += u64::from(zero);
        }
        held.holes |= row.is_some() && in_row < width;
        held.holes |= width == 1 && held.filled > 0 && held.filled < height;
        Some(held)
    }
}

#[cfg(test)]
mod tests;
