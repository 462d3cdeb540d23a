//! Merged regions: put in order, kept apart.

use super::axis::{COLUMNS, ROWS};
use crate::address::{CellPos, Region};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A region as a sheet writes it: `A1:B2`, turned round, or whole columns `A:B` and rows `1:2`.
pub(super) fn region(text: &str) -> Option<Region> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (one, other) = (corner(first)?, corner(last)?);
    let row = |pick: fn(u32, u32) -> u32, open| match (one.0, other.0) {
        (Some(one), Some(other)) => pick(one, other),
        _ => open,
    };
    let col = |pick: fn(u32, u32) -> u32, open| match (one.1, other.1) {
        (Some(one), Some(other)) => pick(one, other),
        _ => open,
    };
    Some(Region {
        first: CellPos::new(row(u32::min, 0), col(u32::min, 0)),
        last: CellPos::new(row(u32::max, ROWS - 1), col(u32::max, COLUMNS - 1)),
    })
}

/// Row and column of `A1`, either of which may be left out; beyond the sheet is its edge.
fn corner(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = text.trim();
    let text = match text.contains('$') {
        true => Cow::Owned(text.replace('$', "")),
        false => Cow::Borrowed(text),
    };
    let digits = text
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(text.len());
    let (letters, number) = text.split_at(digits);
    if text.is_empty() || !letters.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return None;
    }
    let col = (!letters.is_empty()).then(|| {
        letters.bytes().fold(0_u32, |col, letter| {
            let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            col.saturating_mul(26).saturating_add(digit)
        })
    });
    let row = match number {
        "" => None,
        number if number.bytes().all(|digit| digit.is_ascii_digit()) => {
            Some(number.parse::<u64>().unwrap_or(u64::MAX))
        }
        _ => return None,
    };
    if row == Some(0) {
        return None;
    }
    Some((
        row.map(|row| row.min(u64::from(ROWS)) as u32 - 1),
        col.map(|col| col.min(COLUMNS) - 1),
    ))
}

/// Regions in the order of their first cell, and those left out because they overlap one before.
pub(crate) fn apart(mut regions: Vec<Region>) -> (Vec<Region>, Vec<Region>) {
    regions.retain(|region| !region.is_cell());
    regions.sort_unstable();
    regions.dedup();
    let mut kept: Vec<Region> = Vec::with_capacity(regions.len());
    let mut left_out = Vec::new();
    // Regions that reach down to the current row, by first column: their last column and last row.
    let mut open: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for region in regions {
        let mut free = true;
        while let Some((&col, &(last_col, last_row))) = open.range(..=region.last.col).next_back() {
            if last_row < region.first.row {
                open.remove(&col);
            } else {
                free = last_col < region.first.col;
                break;
            }
        }
        if free {
            open.insert(region.first.col, (region.last.col, region.last.row));
            kept.push(region);
        } else {
            left_out.push(region);
        }
    }
    (kept, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn regions_are_read_as_written_by_anyone() {
        for (text, shown) in [
            ("A1:B2", Some("A1:B2")),
            ("b2:a1", Some("A1:B2")),
            ("$A$1:$C$1", Some("A1:C1")),
            ("A:B", Some("A1:B1048576")),
            ("2:3", Some("A2:XFD3")),
            ("C3", Some("C3")),
            ("A1:ZZZZZ99999999999999999999", Some("A1:XFD1048576")),
            ("", None),
            ("A0:B2", None),
            ("あ1:B2", None),
            ("A1B:B2", None),
        ] {
            assert_eq!(
                region(text).map(|r| r.to_string()).as_deref(),
                shown,
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn kept_regions_never_overlap(corners in proptest::collection::vec((0_u32..12, 0_u32..12, 0_u32..4, 0_u32..4), 0..40)) {
            let regions: Vec<Region> = corners
                .iter()
                .map(|&(row, col, height, width)| Region {
                    first: CellPos::new(row, col),
                    last: CellPos::new(row + height, col + width),
                })
                .collect();
            let (kept, left_out) = apart(regions);
            let overlap = |a: &Region, b: &Region| {
                a.first.row <= b.last.row && b.first.row <= a.last.row
                    && a.first.col <= b.last.col && b.first.col <= a.last.col
            };
            for (index, one) in kept.iter().enumerate() {
                prop_assert!(kept[index + 1..].iter().all(|other| !overlap(one, other)));
            }
            for one in &left_out {
                prop_assert!(kept.iter().any(|other| overlap(one, other)));
            }
        }
    }
}
