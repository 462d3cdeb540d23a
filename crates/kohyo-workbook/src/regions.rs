//! Merged regions by place, however many there are and however far they reach.
//!
//! ```text
//! rows 0…7          a region of rows 2–5 is kept at the two stretches that make it up, 2–3 and 4–5:
//! 0…3     4…7       a cell asks the stretches around its row, one of each size, and in each of them
//! 0-1 2-3 4-5 6-7   the regions stand side by side, so that one step back from its column finds it
//! ```

use crate::address::{CellPos, Region};

/// Stretches of rows halve so often, from all rows that can be numbered down to a single one.
const LEVELS: u32 = u32::BITS;
const ALL: u64 = 1 << LEVELS;

/// Regions that do not overlap, ready to be asked for by cell.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    /// Number of the stretch, first column and region, in order.
    kept: Vec<(u64, u32, Region)>,
    /// Which sizes of stretches are in use, as bits.
    levels: u64,
}

impl Regions {
    /// Puts regions in order. Time and memory grow with their number and not with their size.
    pub fn new<'r>(regions: impl IntoIterator<Item = &'r Region>) -> Self {
        let mut found = Self::default();
        for region in regions {
            found.add(*region);
        }
        found.kept.sort_unstable();
        found
    }

    /// Keeps a region at the stretches that make up its rows.
    fn add(&mut self, region: Region) {
        let mut from = u64::from(region.first.row) + ALL;
        let mut to = u64::from(region.last.row) + ALL + 1;
        let mut level = LEVELS;
        while from < to {
            let ends = [
                (!from.is_multiple_of(2)).then_some(from),
                (!to.is_multiple_of(2)).then(|| to - 1),
            ];
            for stretch in ends.into_iter().flatten() {
                self.kept.push((stretch, region.first.col, region));
                self.levels |= 1 << level;
            }
            from = from.div_ceil(2);
            to /= 2;
            level = level.saturating_sub(1);
        }
    }

    /// The region that covers a cell.
    pub fn at(&self, pos: CellPos) -> Option<Region> {
        (0..=LEVELS)
            .filter(|level| self.levels & (1 << level) != 0)
            .find_map(|level| {
                let stretch = (u64::from(pos.row) + ALL) >> (LEVELS - level);
                let after = self
                    .kept
                    .partition_point(|kept| (kept.0, kept.1) <= (stretch, pos.col));
                let (of, _, region) = self.kept[after.checked_sub(1)?];
                (of == stretch && region.contains(pos)).then_some(region)
            })
    }

    /// The region that covers a cell, or the cell alone.
    pub fn around(&self, pos: CellPos) -> Region {
        self.at(pos).unwrap_or(Region::cell(pos))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn region(first: (u32, u32), last: (u32, u32)) -> Region {
        Region {
            first: CellPos::new(first.0, first.1),
            last: CellPos::new(last.0, last.1),
        }
    }

    proptest! {
        #[test]
        fn a_cell_is_in_the_region_that_a_search_finds(
            corners in proptest::collection::vec((0_u32..20, 0_u32..12, 0_u32..12, 0_u32..4), 0..30),
        ) {
            let all = corners.iter().map(|(row, col, height, width)| {
                region((*row, *col), (row + height, col + width))
            });
            let (kept, _) = crate::xlsx::apart(all.collect());
            let regions = Regions::new(&kept);
            for row in 0..34 {
                for col in 0..18 {
                    let pos = CellPos::new(row, col);
                    let found = kept.iter().find(|region| region.contains(pos)).copied();
                    prop_assert_eq!(regions.at(pos), found);
                }
            }
        }
    }

    #[test]
    fn a_region_costs_the_same_however_far_it_reaches() {
        let whole = region((0, 1), (u32::MAX, 3));
        let most = region((1, 5), (u32::MAX - 1, 5));
        let regions = Regions::new(&[whole, most]);
        assert!(regions.kept.len() <= 1 + 2 * LEVELS as usize);
        assert_eq!(regions.at(CellPos::new(u32::MAX, 2)), Some(whole));
        assert_eq!(regions.at(CellPos::new(u32::MAX - 1, 5)), Some(most));
        assert_eq!(regions.at(CellPos::new(u32::MAX, 5)), None);
        assert_eq!(regions.at(CellPos::new(u32::MAX, 0)), None);
        assert_eq!(
            regions.around(CellPos::new(9, 0)),
            Region::cell(CellPos::new(9, 0))
        );
    }
}
