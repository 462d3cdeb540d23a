//! Cells that labels of single values lay claim to: a word typed there is a value, whatever it says.

use super::labels::Labels;
use super::view::View;
use crate::layout::{Label, Layout, Side};
use crate::workbook::{CellPos, Region};
use std::collections::BTreeSet;

/// The side on which a layout has a label's value; `None` for labels without one of their own.
pub(super) fn side(layout: &Layout, label: Label) -> Option<Side> {
    match label {
        Label::Field(key) => layout.field(key).map(|field| field.value),
        Label::Rating(_) | Label::Reason | Label::Reference => Some(Side::Right),
        _ => None,
    }
}

/// The cells where labels that name nothing but a single value expect it, be there a label or not:
/// 計画値 typed as the grade below 進捗評価 heads no row of targets.
pub(super) fn of_names(view: &View<'_>, layout: &Layout, labels: &Labels) -> BTreeSet<CellPos> {
    let names = |pos: CellPos| {
        let mut said = labels.at(pos).peekable();
        said.peek().is_some() && said.all(|place| side(layout, place.label).is_some())
    };
    let mut claimed = BTreeSet::new();
    for place in labels.all() {
        let Some(side) = side(layout, place.label).filter(|_| place.inline.is_none()) else {
            continue;
        };
        if !names(place.region.first) {
            continue;
        }
        let (right, below) = (view.right_of(place.region), view.below(place.region));
        let (preferred, other) = match side {
            Side::Right => (right, below),
            Side::Below => (below, right),
        };
        let first = |region: Region| region.first;
        match preferred.map(first) {
            Some(pos) if !names(pos) => _ = claimed.insert(pos),
            _ => claimed.extend(other.map(first)),
        }
    }
    claimed
}
