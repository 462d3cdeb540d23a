//! Edges of columns or rows, added up once so that many shapes can be placed quickly.

use crate::Axis;

/// An [`Axis`] with the edge of every named index.
pub struct Ruler {
    default: i64,
    /// Index, edge before it and size, in order.
    named: Vec<(u32, i64, i64)>,
    /// How many there are on a sheet.
    count: u32,
}

impl Ruler {
    /// Adds up an axis of so many columns or rows.
    pub fn new(axis: &Axis, count: u32) -> Self {
        let mut named: Vec<(u32, i64, i64)> = Vec::with_capacity(axis.sizes.len());
        let (mut edge, mut next) = (0, 0);
        for (&index, &size) in &axis.sizes {
            edge += i64::from(index - next) * axis.default;
            named.push((index, edge, size));
            edge += size;
            next = index + 1;
        }
        Self {
            default: axis.default,
            named,
            count,
        }
    }

    /// The edge before an index; beyond the sheet its far edge.
    pub fn edge(&self, index: u32) -> i64 {
        let index = index.min(self.count);
        let at = self.named.partition_point(|named| named.0 < index);
        let (next, edge) = self.after(at);
        edge + i64::from(index - next) * self.default
    }

    /// The index behind the first `at` named ones, and its edge.
    fn after(&self, at: usize) -> (u32, i64) {
        match at.checked_sub(1).map(|before| self.named[before]) {
            Some((index, edge, size)) => (index + 1, edge + size),
            None => (0, 0),
        }
    }

    /// A place inside a column or row: the offset kept within it.
    pub(super) fn place(&self, index: u32, offset: i64) -> i64 {
        let edge = self.edge(index);
        let size = self.edge(index.saturating_add(1)) - edge;
        edge + offset.clamp(0, size)
    }

    /// The index that covers a distance from the corner.
    pub fn index_at(&self, distance: i64) -> u32 {
        let distance = distance.max(0);
        let at = self.named.partition_point(|named| named.1 <= distance);
        if let Some((index, edge, size)) = at.checked_sub(1).map(|before| self.named[before])
            && distance < edge + size
        {
            return index;
        }
        let (next, edge) = self.after(at);
        let beyond = (distance - edge) / self.default.max(1);
        let last = self.count.saturating_sub(1);
        next.saturating_add(u32::try_from(beyond).unwrap_or(u32::MAX))
            .min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_axis(
            default in 1_i64..5,
            sizes in proptest::collection::btree_map(0_u32..30, 0_i64..6, 0..12),
            index in 0_u32..40,
            distance in 0_i64..150,
        ) {
            let axis = Axis { default, sizes, hidden: Vec::new() };
            let ruler = Ruler::new(&axis, 1_000);
            prop_assert_eq!(ruler.edge(index), axis.edge(index));
            prop_assert_eq!(ruler.index_at(distance), axis.index_at(distance));
            prop_assert_eq!(ruler.place(index, i64::MAX), axis.edge(index + 1));
        }
    }
}
