//! Drawn shapes: arrows, lines, brackets and thin boxes along the rows of the schedule.

use super::{Candidate, role_of_row};
use crate::form::desk::{Desk, tidy};
use crate::form::items::ItemRows;
use crate::form::legend::{Legend, Role, Style, style};
use crate::form::scale::TimeScale;
use crate::form::years::Band;
use crate::model::Note;
use crate::workbook::{Ruler, Shape, ShapeKind};
use std::collections::{BTreeSet, HashMap};

/// A shape that lies along an item's row over the years.
struct Drawn<'a> {
    shape: &'a Shape,
    item: usize,
    role: Option<Role>,
}

/// Spans from shapes that lie along an item's rows over the years.
pub(super) fn take(
    desk: &mut Desk<'_>,
    band: &Band,
    items: &mut [ItemRows],
    legend: &Legend,
) -> Vec<Candidate> {
    let scale = TimeScale::new(desk, band);
    let rows = Ruler::new(&desk.view.sheet.rows, u32::MAX);
    for index in &legend.shapes {
        desk.take_shape(*index);
    }
    let mut along: Vec<Drawn<'_>> = Vec::new();
    let open = desk
        .shapes()
        .filter(|(index, _)| !legend.shapes.contains(index));
    for (index, shape) in open.collect::<Vec<_>>() {
        let over_years = scale.place(shape.frame.left, shape.frame.right).is_some();
        if let Some(item) = item_of(&rows, items, shape).filter(|_| over_years) {
            desk.take_shape(index);
            along.push(Drawn {
                shape,
                item,
                role: None,
            });
        }
    }
    decide(&rows, &mut along, items, legend);
    let mut found = Vec::with_capacity(along.len());
    for Drawn { shape, item, role } in along {
        let Some(placed) = scale.place(shape.frame.left, shape.frame.right) else {
            continue;
        };
        if let Some(text) = &shape.text {
            items[item].item.notes.push(Note {
                fiscal_year: placed.span.from.fiscal_year(),
                text: tidy(text),
            });
        }
        found.push(Candidate {
            item,
            span: placed.span,
            other: scale.other(shape, placed.span),
            cell: shape.under,
            role,
            what: format!("図形「{}」", shape.name),
            beyond: placed.beyond,
        });
    }
    found
}

/// The item along whose rows a shape lies; `None` for what is no span.
fn item_of(rows: &Ruler, items: &[ItemRows], shape: &Shape) -> Option<usize> {
    let long = match shape.kind {
        ShapeKind::Line => shape.frame.width() >= 3 * shape.frame.height(),
        ShapeKind::BlockArrow | ShapeKind::Bracket | ShapeKind::Rectangle => {
            shape.frame.width() >= shape.frame.height()
        }
        _ => false,
    };
    items.iter().position(|item| {
        let (top, bottom) = (rows.edge(item.rows.0), rows.edge(item.rows.1 + 1));
        let middle = shape.frame.middle();
        long && top <= middle && middle < bottom && shape.frame.height() <= (bottom - top) * 3 / 2
    })
}

/// Gives each shape its role: by the legend's styles; else by place, upper plan and lower actual,
/// where an item has both; else by the styles learned from such items.
fn decide(rows: &Ruler, along: &mut [Drawn<'_>], items: &[ItemRows], legend: &Legend) {
    for drawn in along.iter_mut() {
        drawn.role = legend.styles.get(&style(drawn.shape)).copied();
    }
    let mut learned: HashMap<Style, BTreeSet<Role>> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let places: Vec<usize> = (0..along.len())
            .filter(|place| along[*place].item == index)
            .collect();
        for (place, role) in by_level(rows, along, &places, item, legend) {
            learned
                .entry(style(along[place].shape))
                .or_default()
                .insert(role);
            along[place].role = along[place].role.or(Some(role));
        }
    }
    for drawn in along.iter_mut().filter(|drawn| drawn.role.is_none()) {
        let roles = learned.get(&style(drawn.shape));
        drawn.role = roles
            .filter(|roles| roles.len() == 1)
            .and_then(|roles| roles.first().copied());
    }
}

/// Roles by height: the two rows of an item, or two clear levels within one row.
fn by_level(
    rows: &Ruler,
    along: &[Drawn<'_>],
    places: &[usize],
    item: &ItemRows,
    legend: &Legend,
) -> Vec<(usize, Role)> {
    let middle = |place: usize| along[place].shape.frame.middle();
    if item.rows.1 == item.rows.0 + 1 {
        let border = rows.edge(item.rows.1);
        return places
            .iter()
            .filter_map(|place| {
                let row = item.rows.0 + u32::from(middle(*place) >= border);
                Some((*place, role_of_row(item, row, legend)?))
            })
            .collect();
    }
    let (Some(top), Some(bottom)) = (
        places.iter().map(|place| middle(*place)).min(),
        places.iter().map(|place| middle(*place)).max(),
    ) else {
        return Vec::new();
    };
    let height = rows.edge(item.rows.1 + 1) - rows.edge(item.rows.0);
    // Hand-drawn arrows on one level wobble; two levels lie at least an eighth of the row apart.
    if (bottom - top) * 8 < height {
        return Vec::new();
    }
    let border = top + (bottom - top) / 2;
    places
        .iter()
        .map(|place| (*place, legend.of_row(middle(*place) <= border)))
        .collect()
}
