//! The window a form is read through: from its first label to a little beyond its last. What somebody
//! put on the sheet far away from it is looked at once, as something that is on no form, however much
//! it is and wherever it lies.
//!
//! ```text
//!   ┌ the form ┐   …   12        labels of the form: the first ones of their kind that stand together
//!   │ 備考     │   …             within MARGIN_COLS columns and …
//!   └──────────┘   …
//!        ⋮                       … MARGIN_ROWS rows more are read with it
//!        備考                     as good as any remark beside the form
//! ```

use super::identify::Counts;
use super::labels::{LabelAt, Labels};
use super::view::View;
use crate::layout::{Label, Layout};
use crate::workbook::{CellPos, Region};
use std::collections::HashSet;

/// So many rows may lie between two labels of a form, and below its last one.
const MARGIN_ROWS: u32 = 100;
/// So many columns may lie between two labels of a form, and right of its last one: ten years of months
/// and more.
const MARGIN_COLS: u32 = 256;

/// Narrows a view to the rectangle the form is read from, where there is much around it.
pub(super) fn narrow<'a>(view: View<'a>, labels: &Labels, layout: &Layout) -> View<'a> {
    let bounds = view.bounds;
    let (first, last) = (bounds.first, bounds.last);
    // Whatever the labels are, they reach that far.
    if last.row - first.row <= MARGIN_ROWS && last.col - first.col <= MARGIN_COLS {
        return view;
    }
    let around = core(labels, layout, bounds).map(|core| Region {
        first: CellPos::new(
            bounds
                .first
                .row
                .max(core.first.row.saturating_sub(MARGIN_ROWS)),
            bounds.first.col,
        ),
        last: CellPos::new(
            bounds
                .last
                .row
                .min(core.last.row.saturating_add(MARGIN_ROWS)),
            bounds
                .last
                .col
                .min(core.last.col.saturating_add(MARGIN_COLS)),
        ),
    });
    match around {
        Some(around) if around != bounds => view.narrowed(around),
        _ => view,
    }
}

/// The rectangle of the labels that stand together: the first lot of them that makes a form.
fn core(labels: &Labels, layout: &Layout, bounds: Region) -> Option<Region> {
    let mut lots = lots(labels, bounds);
    let is_form = |lot: &Lot<'_>| {
        let places = lot.places.iter().copied();
        Counts::of(places, labels, layout, true).is_form()
    };
    let first = lots.iter().position(is_form);
    let most = || {
        let most = lots.iter().enumerate();
        most.max_by_key(|(at, lot)| (lot.known.len(), std::cmp::Reverse(*at)))
            .map(|(at, _)| at)
    };
    let lot = first.or_else(most).map(|at| lots.swap_remove(at))?;
    let mut across: Vec<(u32, u32)> = lot
        .places
        .iter()
        .map(|place| (place.region.first.col, place.region.last.col))
        .collect();
    across.sort_unstable();
    let mut last_col = across.first()?.1;
    for (first, last) in across {
        if first > last_col.saturating_add(MARGIN_COLS) {
            break;
        }
        last_col = last_col.max(last);
    }
    Some(Region {
        first: CellPos::new(lot.rows.0, bounds.first.col),
        last: CellPos::new(lot.rows.1, last_col),
    })
}

/// Labels that stand together, each kind of them once.
struct Lot<'l> {
    rows: (u32, u32),
    known: HashSet<Label>,
    places: Vec<&'l LabelAt>,
}

/// Takes labels row by row into lots; one that repeats another carries its lot no further.
fn lots<'l>(labels: &'l Labels, bounds: Region) -> Vec<Lot<'l>> {
    let mut lots: Vec<Lot<'l>> = Vec::new();
    let meant = labels.all().filter(|place| {
        bounds.contains(place.region.first) && !matches!(place.label, Label::Furniture)
    });
    for place in meant {
        let rows = (place.region.first.row, place.region.last.row);
        let reaches = |lot: &Lot<'_>| rows.0 <= lot.rows.1.saturating_add(MARGIN_ROWS);
        match lots.last_mut().filter(|lot| reaches(lot)) {
            Some(lot) => {
                if lot.known.insert(place.label) {
                    lot.rows.1 = lot.rows.1.max(rows.1.min(bounds.last.row));
                    lot.places.push(place);
                }
            }
            None => lots.push(Lot {
                rows: (rows.0, rows.1.min(bounds.last.row)),
                known: HashSet::from([place.label]),
                places: vec![place],
            }),
        }
    }
    lots
}
