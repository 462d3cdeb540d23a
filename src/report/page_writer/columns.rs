//! How the cells of a row share its columns: the longer a text, the wider its cell.

use super::{CellStyle, ColumnGrid};
use crate::report::measure::TextWidth;

/// What a cell wants of the width of its row.
#[derive(Clone, Debug)]
pub(in crate::report) struct Wish {
    /// The least width in pixels.
    least: f64,
    text: TextWidth,
    size: f64,
}

impl Wish {
    /// Of a text and its cell's least width in pixels.
    pub(in crate::report) fn new(text: &str, style: CellStyle, least: f64) -> Self {
        Self {
            least,
            text: TextWidth::of(text),
            size: style.size(),
        }
    }

    /// About the height in points that the text takes in a width in pixels; none where that is too narrow.
    pub(in crate::report) fn height(&self, width: f64) -> Option<f64> {
        (width >= self.least).then(|| self.text.lines_about(width, self.size) * self.size)
    }
}

/// A label and the value right of it.
#[derive(Clone, Debug)]
pub(in crate::report) struct Pair {
    /// The least width of the label in pixels.
    pub(in crate::report) label: f64,
    pub(in crate::report) value: Wish,
    /// Where the pair begins if there is nothing to choose, as a share of the whole width.
    pub(in crate::report) begins: f64,
}

/// How good a choice of columns is: the height of the row, then how far it is from the layout's own.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Cost(f64, f64);

impl ColumnGrid {
    /// The first column of each pair and of its value, within columns `first` to `last`: so that the row is
    /// as low as it can be, and else as the layout has it. None where they have no room beside each other.
    pub(in crate::report) fn share(
        &self,
        pairs: &[Pair],
        (first, last): (u16, u16),
    ) -> Option<Vec<(u16, u16)>> {
        let end = last + 1;
        // What is best for the pairs so far if they end before a column, and where the last of them begins.
        let mut best: Vec<(Option<Cost>, u16)> = vec![(None, first); usize::from(end) + 1];
        best[usize::from(first)].0 = Some(Cost(0.0, 0.0));
        let mut chosen: Vec<Vec<u16>> = Vec::with_capacity(pairs.len());
        for (n, pair) in pairs.iter().enumerate() {
            let mut next = vec![(None, first); best.len()];
            let is_last = n + 1 == pairs.len();
            for to in if is_last { end..=end } else { first..=end } {
                for from in first..to {
                    let (Some(before), _) = best[usize::from(from)] else {
                        continue;
                    };
                    let Some(cost) = self.cost(pair, from, to) else {
                        continue;
                    };
                    let cost = Cost(before.0.max(cost.0), before.1 + cost.1);
                    let place: &mut (Option<Cost>, u16) = &mut next[usize::from(to)];
                    if place.0.is_none_or(|least| cost < least) {
                        *place = (Some(cost), from);
                    }
                }
            }
            chosen.push(next.iter().map(|(_, from)| *from).collect());
            best = next;
        }
        best[usize::from(end)].0?;
        let mut to = end;
        let mut columns = Vec::with_capacity(pairs.len());
        for (froms, pair) in chosen.iter().zip(pairs).rev() {
            let from = froms[usize::from(to)];
            columns.push((from, self.after(from, pair.label)));
            to = from;
        }
        columns.reverse();
        Some(columns)
    }

    fn cost(&self, pair: &Pair, from: u16, to: u16) -> Option<Cost> {
        let value = self.after(from, pair.label);
        if value >= to {
            return None;
        }
        let height = pair.value.height(self.width(value, to - 1))?;
        let whole = f64::from(self.edge(self.right() + 1));
        let off = (f64::from(self.edge(from)) / whole - pair.begins).abs();
        Some(Cost(height, off))
    }

    /// The first column that begins at least a width in pixels after another does.
    pub(in crate::report) fn after(&self, from: u16, width: f64) -> u16 {
        let wanted = f64::from(self.edge(from)) + width;
        let columns = from + 1..=self.right();
        let mut columns = columns.filter(|col| f64::from(self.edge(*col)) >= wanted);
        columns.next().unwrap_or(self.right() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(text: &str, begins: f64) -> Pair {
        Pair {
            label: 60.0,
            value: Wish::new(text, CellStyle::Text, 60.0),
            begins,
        }
    }

    #[test]
    fn the_longer_text_gets_the_wider_cell() {
        let grid = ColumnGrid::of_months(98, 5, 1.0, []);
        let long = "利用者の声を聞いて改める。".repeat(20);
        let of = |left: &str, right: &str| {
            let pairs = [pair(left, 0.0), pair(right, 0.5)];
            grid.share(&pairs, (0, grid.right())).unwrap()[1].0
        };
        let middle = of("短い", "短い");
        assert_eq!(middle, grid.at_share(0.5));
        assert!(of(&long, "短い") > middle);
        assert!(of("短い", &long) < middle);
    }

    #[test]
    fn what_has_no_room_is_not_squeezed() {
        let grid = ColumnGrid::of_months(98, 5, 1.0, []);
        let many = vec![pair("短い", 0.0); 9];
        assert!(grid.share(&many, (0, grid.right())).is_none());
        assert!(grid.share(&many[..1], (0, 0)).is_none());
        assert_eq!(grid.share(&many[..1], (0, 1)), Some(vec![(0, 1)]));
    }
}
