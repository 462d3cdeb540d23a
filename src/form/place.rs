//! Where the value of a label stands: beside it or below it.

use super::claims;
use super::desk::Desk;
use super::labels::LabelAt;
use super::likeness::{LIKE, likeness, too_different};
use crate::layout::{Label, Side};
use crate::workbook::{CellPos, Region};
use std::collections::{BTreeSet, HashMap};

fn side(desk: &Desk<'_>, label: Label) -> Option<Side> {
    claims::side(desk.layout, label)
}

/// The region of a label's value, blank or not. It stands on the layout's side, or on the other one
/// where a label (or nothing) is on the layout's side, or where the layout's cell is blank and the
/// other one is written, no other label's, and plainly meant. A cell below that is another label's own
/// is not taken from it where the cell beside is free: 番号 │ 15 │ 事業名称 │ 名称 over 事業概要 │ 概要.
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
        (Some(preferred), Some(other))
            if side == Side::Below
                && free(&other)
                && (!free(&preferred) || is_inline_row(desk, place)) =>
        {
            Some(other)
        }
        (Some(preferred), _) => Some(preferred),
        (None, other) => other.filter(free),
    }
}

/// The cells below and beside a label that are both written, and nothing tells which one is its value.
pub(super) fn open_sides(desk: &Desk<'_>, place: &LabelAt) -> Option<[Region; 2]> {
    let below = side(desk, place.label).filter(|side| *side == Side::Below)?;
    let [Some(preferred), Some(other)] = sides(desk, place.region, below) else {
        return None;
    };
    let written = |region: Region| !desk.view.sheet.content(region.first).is_blank();
    let free = |region: Region| written(region) && !is_claimed(desk, region, place);
    let open = free(preferred) && free(other) && !is_inline_row(desk, place);
    (open && !resembles_label(desk, other)).then_some([preferred, other])
}

/// Whether a text is like a label that somebody reworded, and so no value.
fn resembles_label(desk: &Desk<'_>, region: Region) -> bool {
    let Some(text) = desk.labels.normalised(region.first) else {
        return false;
    };
    let mut known = desk.layout.known_texts();
    known.any(|(label, _)| !too_different(text, label) && likeness(text, label) >= LIKE)
}

/// Whether a label on the same row with its value below as well can only have it beside: 番号 over another
/// label.
fn is_inline_row(desk: &Desk<'_>, place: &LabelAt) -> bool {
    desk.labels.all().any(|label| {
        label.region.first.row == place.region.first.row
            && label.region != place.region
            && label.inline.is_none()
            && side(desk, label.label) == Some(Side::Below)
            && matches!(sides(desk, label.region, Side::Below), [None, Some(_)])
    })
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

/// What the labels around a label say of its value, looked up once for all of them.
pub(super) struct Neighbours {
    /// Rows with a label beside which another label stands, as headings over a row of values have.
    heading_rows: BTreeSet<u32>,
    /// Where labels expect their values, by the value's first cell.
    claims: HashMap<CellPos, Vec<Claim>>,
}

/// A label that expects its value in a region.
struct Claim {
    region: Region,
    label: Region,
}

impl Neighbours {
    pub(super) fn of(desk: &Desk<'_>) -> Self {
        let mut heading_rows = BTreeSet::new();
        let mut claims: HashMap<CellPos, Vec<Claim>> = HashMap::new();
        for place in desk.labels.all() {
            let Some(side) = side(desk, place.label) else {
                continue;
            };
            let label = place.region;
            let beside = desk.view.right_of(label);
            if side == Side::Right
                && beside.is_some_and(|beside| desk.labels.is_label(beside.first))
            {
                heading_rows.insert(label.first.row);
            }
            let [preferred, other] = sides(desk, label, side);
            if let Some(region) = preferred.or(other) {
                let claim = Claim { region, label };
                claims.entry(region.first).or_default().push(claim);
            }
        }
        Self {
            heading_rows,
            claims,
        }
    }
}

/// Whether a label stands in a row of labels next to each other, as headings over a row of values do.
/// Only there a text below a blank cell's label is meant for it; elsewhere it may be a stray remark.
fn in_heading_row(desk: &Desk<'_>, place: &LabelAt) -> bool {
    let rows = &desk.neighbours().heading_rows;
    rows.contains(&place.region.first.row)
}

/// Whether a region is where another label's value is expected.
pub(super) fn is_claimed(desk: &Desk<'_>, region: Region, by: &LabelAt) -> bool {
    let claims = desk.neighbours().claims.get(&region.first);
    claims
        .into_iter()
        .flatten()
        .any(|claim| claim.region == region && claim.label != by.region)
}
