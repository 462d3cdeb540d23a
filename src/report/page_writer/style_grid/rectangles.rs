//! Which rectangles give every cell of a page its look.

use super::{Spot, StyleGrid, StyledCell};
use crate::report::write::Area;

/// So many cells may be covered in vain for a rectangle less: they cost about as much.
const IN_VAIN: usize = 10;

/// The formats of a page under way.
pub(in crate::report) struct RectangleMerger {
    columns: usize,
    /// When a cell is given its look: 0 is never, or by its column, and may not be covered.
    turns: Vec<usize>,
    pub(in crate::report) done: Vec<bool>,
}

impl RectangleMerger {
    /// What is to be given for each of the places, in their order.
    pub(in crate::report) fn new(styles: &StyleGrid, places: &[(StyledCell, Vec<usize>)]) -> Self {
        let turn = |spot: &Spot| match spot {
            Spot::Bare | Spot::Styled(_) => 0,
            Spot::Last => usize::MAX,
        };
        let mut turns: Vec<usize> = styles.spots.iter().map(turn).collect();
        for (turn, (_, cells)) in (1..).zip(places) {
            for at in cells {
                turns[*at] = turn;
            }
        }
        Self {
            columns: styles.columns,
            done: vec![false; turns.len()],
            turns,
        }
    }

    /// Whether a cell still waits for this turn.
    fn waits(&self, at: usize, turn: usize) -> bool {
        self.turns[at] == turn && !self.done[at]
    }

    /// Covers a rectangle whose upper left is a cell, as wide and then as high as there is use for it.
    pub(in crate::report) fn rectangle(&mut self, at: usize, turn: usize) -> Area {
        let (top, left) = (at / self.columns, at % self.columns);
        let row_end = ((top + 1) * self.columns).min(self.turns.len());
        let free = (at..row_end).take_while(|at| self.turns[*at] >= turn);
        let last = free.filter(|at| self.waits(*at, turn)).last();
        let width = last.unwrap_or(at) - at + 1;
        let (mut bottom, mut row, mut in_vain) = (top, top + 1, 0);
        while let Some(turns) = self
            .turns
            .get(row * self.columns + left..)
            .and_then(|rest| rest.get(..width))
        {
            if turns.iter().any(|later| *later < turn) {
                break;
            }
            let first = row * self.columns + left;
            let wanted = (first..first + width)
                .filter(|at| self.waits(*at, turn))
                .count();
            in_vain += width - wanted;
            if wanted > 0 {
                (bottom, in_vain) = (row, 0);
            } else if in_vain > IN_VAIN {
                break;
            }
            row += 1;
        }
        for row in top..=bottom {
            let first = row * self.columns + left;
            for at in first..first + width {
                self.done[at] |= self.turns[at] == turn;
            }
        }
        Area {
            top: top as u32,
            left: left as u16,
            bottom: bottom as u32,
            right: (left + width - 1) as u16,
        }
    }
}
