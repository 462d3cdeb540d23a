//! Where the value of a label stands: beside it or below it.

use super::claims;
use super::desk::Desk;
use super::labels::LabelAt;
use crate::layout::{Label, Side};
use crate::workbook::Region;

fn side(desk: &Desk<'_>, label: Label) -> Option<Side> {
    claims::side(desk.layout, label)
}

/// The region of a label's value, blank or not. It stands on the layout's side, or on the other one
/// where a label (or nothing) is on the layout's side, or where the layout's cell is blank and the
/// other one is written, no other label's, and plainly meant.
pub(super) fn value_of(desk: &Desk<'_>, place: &LabelAt) -> Option<Region> {
    let side = side(desk, place.label)?;
    let [preferred, other] = sides(desk, place.region, side);
    let free = |region: &Region| !is_claimed(desk, *region, place);
    match (preferred, other) {
        (Some(preferred), Some(other))
            if desk.view.is_empty(preferred.first)
                && !desk.view.sheet.content(other.first).is_blank()
                && (side == Side::Below || in_heading_row(desk, place))
                && free(&other) =>
        {
            Some(other)
        }
        (Some(preferred), _) => Some(preferred),
        (None, other) => other.filter(free),
    }
}

/// The regions on both sides that are no labels, the layout's side first.
fn sides(desk: &Desk<'_>, label: Region, side: Side) -> [Option<Region>; 2] {
    let open = |region: Option<Region>| region.filter(|region| !desk.labels.is_label(region.first));
    let right = open(desk.view.right_of(label));
    let below = open(desk.view.below(label));
    match side {
        Side::Right => [right, below],
        Side::Below => [below, right],
    }
}

/// Whether a label stands in a row of labels next to each other, as headings over a row of values do.
/// Only there a text below a blank cell's label is meant for it; elsewhere it may be a stray remark.
fn in_heading_row(desk: &Desk<'_>, place: &LabelAt) -> bool {
    desk.labels.all().any(|other| {
        other.region.first.row == place.region.first.row
            && side(desk, other.label) == Some(Side::Right)
            && desk
                .view
                .right_of(other.region)
                .is_some_and(|right| desk.labels.is_label(right.first))
    })
}

/// Whether a region is where another label's value is expected.
pub(super) fn is_claimed(desk: &Desk<'_>, region: Region, by: &LabelAt) -> bool {
    desk.labels.all().any(|place| {
        let Some(side) = side(desk, place.label).filter(|_| place.region != by.region) else {
            return false;
        };
        let [preferred, other] = sides(desk, place.region, side);
        preferred.or(other) == Some(region)
    })
}
