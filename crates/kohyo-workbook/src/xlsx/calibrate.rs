//! Column widths held against what shapes say of themselves.
//!
//! An arrow's anchor names columns, and its `a:xfrm` says where the program that wrote the file saw it. Where
//! the two do not agree, the program counted widths in another digit than the default font has here: it
//! had another font in its place, or does not round. The digit with which they agree is the right one.

use super::axis::{COLUMNS, Sizes};
use super::digits::Digit;
use super::ruler::Ruler;
use crate::Axis;

/// An end of a shape: the column it is anchored in, what lies between the column's edge and it, and where
/// it lies by its own measure, in EMU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Witness {
    pub(super) col: u32,
    pub(super) offset: i64,
    pub(super) at: i64,
}

/// Two pixels in EMU: programs round each edge.
const TOLERANCE: i64 = 19_050;
/// Digits from the smallest to the largest font of a sheet, in pixels.
const PIXELS: std::ops::RangeInclusive<i64> = 3..=40;

/// The columns with which the shapes agree; `None` where the columns given are as good as any others.
pub(super) fn calibrated(sizes: &mut Sizes, now: &Axis, witnesses: &[Witness]) -> Option<Axis> {
    // The left edge of the first column is where it is, whatever the digit.
    let witnesses: Vec<Witness> = witnesses.iter().filter(|of| of.col > 0).copied().collect();
    let mut best = agreeing(now, &witnesses);
    if best == witnesses.len() {
        return None;
    }
    let unrounded = unrounded(sizes, &witnesses);
    let mut found = None;
    for digit in PIXELS.map(Digit::Pixels).chain(unrounded) {
        let axis = sizes.columns_of(digit);
        let count = agreeing(&axis, &witnesses);
        if count > best && count * 5 >= witnesses.len() * 4 {
            best = count;
            found = Some(axis);
        }
    }
    found
}

fn agreeing(axis: &Axis, witnesses: &[Witness]) -> usize {
    let ruler = Ruler::new(axis, COLUMNS);
    let agrees = |of: &&Witness| (ruler.edge(of.col) + of.offset - of.at).abs() <= TOLERANCE;
    witnesses.iter().filter(agrees).count()
}

/// The digit of a program that rounds nothing: the one that half of the ends lie beyond.
fn unrounded(sizes: &mut Sizes, witnesses: &[Witness]) -> Option<Digit> {
    const CHARACTER: f64 = 1_000_000.0;
    let ruler = Ruler::new(&sizes.columns_of(Digit::Emu(CHARACTER)), COLUMNS);
    let mut digits: Vec<f64> = witnesses
        .iter()
        .map(|of| (of.at - of.offset) as f64 / ruler.edge(of.col) as f64 * CHARACTER)
        .filter(|digit| digit.is_finite() && *digit > 0.0)
        .collect();
    digits.sort_by(f64::total_cmp);
    digits.get(digits.len() / 2).copied().map(Digit::Emu)
}
