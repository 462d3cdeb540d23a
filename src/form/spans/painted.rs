//! Painted cells.

use super::{Candidate, role_of_row};
use crate::form::desk::Desk;
use crate::form::items::{Block, ItemRows};
use crate::form::legend::Legend;
use crate::form::years::Band;
use crate::provenance::CellPos;
use crate::workbook::Rgb;
use std::collections::BTreeSet;

/// Runs of cells painted in a colour that is not the form's own background.
pub(super) fn find(
    desk: &Desk<'_>,
    band: &Band,
    items: &[ItemRows],
    legend: &Legend,
    block: &Block,
) -> Vec<Candidate> {
    let background = background(desk, band, block);
    let mut found: Vec<Candidate> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        for row in item.rows.0..=item.rows.1 {
            let mut run: Option<(u32, u32, Rgb)> = None;
            for col in band.first_col()..=band.last_col() + 1 {
                let fill = fill(desk, CellPos::new(row, col))
                    .filter(|fill| !background.contains(fill) && band.column_of(col).is_some());
                match (&mut run, fill) {
                    (Some((_, last, colour)), Some(fill)) if *colour == fill => *last = col,
                    _ => {
                        if let Some((first, last, colour)) = run.take()
                            && let Some(span) = band.months_of_columns(first, last)
                        {
                            let by_colour = legend.fills.get(&colour).copied();
                            found.push(Candidate {
                                item: index,
                                span,
                                cell: CellPos::new(row, first),
                                role: by_colour.or_else(|| role_of_row(item, row, legend)),
                                what: "塗られたセル".to_owned(),
                            });
                        }
                        run = fill.map(|fill| (col, col, fill));
                    }
                }
            }
        }
    }
    found
}

fn fill(desk: &Desk<'_>, pos: CellPos) -> Option<Rgb> {
    let region = desk.view.region(pos);
    desk.view
        .sheet
        .cell(region.first)
        .and_then(|cell| cell.fill)
}

/// Colours that do not mean a span: those of the value cells above and below the schedule, and one
/// that covers the whole schedule.
fn background(desk: &Desk<'_>, band: &Band, block: &Block) -> BTreeSet<Rgb> {
    let mut colours = BTreeSet::new();
    let mut whole: Option<BTreeSet<Option<Rgb>>> = None;
    for row in band.last_row + 1..=desk.view.bounds.last.row {
        for col in band.first_col()..=band.last_col() {
            let pos = CellPos::new(row, col);
            if (block.rows.0..=block.rows.1).contains(&row) {
                whole.get_or_insert_default().insert(fill(desk, pos));
            } else if row < block.rows.0 && !desk.labels.is_label(desk.view.region(pos).first) {
                colours.extend(fill(desk, pos));
            }
        }
    }
    if let Some([Some(only)]) = whole
        .map(|all| all.into_iter().collect::<Vec<_>>())
        .as_deref()
    {
        colours.insert(*only);
    }
    colours
}
