//! Columns and rows as they come: runs of equal size.

use crate::Axis;
use std::collections::BTreeMap;

/// Sizes named one by one; a run longer than this at the far end of a sheet holds nothing.
const LONG_RUN: u32 = 65_536;

/// No column or row is larger (a kilometre); keeps sums of a million of them within bounds.
const LARGEST: i64 = 1_000_000_000;

struct Run {
    from: u32,
    count: u32,
    size: i64,
    hidden: bool,
}

/// Gathers runs; knows the edges so far.
pub(super) struct Runs {
    runs: Vec<Run>,
    next: u32,
    edge: i64,
    usual: i64,
}

impl Runs {
    /// None yet; `usual` is the size of what no style gives a size.
    pub(super) fn new(usual: i64) -> Self {
        Self {
            runs: Vec::new(),
            next: 0,
            edge: 0,
            usual,
        }
    }

    /// `count` more columns or rows of one size.
    pub(super) fn push(&mut self, count: u32, size: Option<i64>, hidden: bool) {
        let size = if hidden {
            0
        } else {
            size.unwrap_or(self.usual).clamp(0, LARGEST)
        };
        match self.runs.last_mut() {
            Some(last) if last.size == size && last.hidden == hidden => last.count += count,
            _ => self.runs.push(Run {
                from: self.next,
                count,
                size,
                hidden,
            }),
        }
        self.next += count;
        self.edge += i64::from(count) * size;
    }

    /// The index that comes next.
    pub(super) fn next(&self) -> u32 {
        self.next
    }

    /// The edge after what was pushed.
    pub(super) fn edge(&self) -> i64 {
        self.edge
    }

    /// The axis: the longest visible run's size is its default.
    pub(super) fn finish(self) -> Axis {
        let visible = self.runs.iter().filter(|run| !run.hidden);
        let default = visible
            .max_by_key(|run| run.count)
            .map_or(self.usual, |run| run.size);
        let mut sizes = BTreeMap::new();
        let last = self.runs.len().saturating_sub(1);
        for (index, run) in self.runs.iter().enumerate() {
            if run.size != default && !(index == last && run.count > LONG_RUN) {
                sizes.extend((run.from..run.from + run.count).map(|index| (index, run.size)));
            }
        }
        let hidden = self.runs.iter().filter(|run| run.hidden);
        Axis {
            default,
            sizes,
            hidden: hidden
                .map(|run| (run.from, run.from + run.count - 1))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_visible_run_is_the_default() {
        let mut runs = Runs::new(10);
        runs.push(1, Some(30), false);
        runs.push(2, None, true);
        runs.push(5, Some(20), false);
        runs.push(1_000_000, Some(7), true);
        assert_eq!((runs.next(), runs.edge()), (1_000_008, 130));
        let axis = runs.finish();
        assert_eq!(axis.default, 20);
        assert_eq!(axis.sizes, BTreeMap::from([(0, 30), (1, 0), (2, 0)]));
        assert_eq!(axis.hidden, [(1, 2), (8, 1_000_007)]);
    }
}
