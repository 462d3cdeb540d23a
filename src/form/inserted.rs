//! Rows and columns that somebody inserted into a form.

use super::desk::Desk;
use super::items::Block;
use super::years::Band;
use crate::layout::Label;
use crate::workbook::{CellPos, Region};
use std::collections::BTreeSet;

/// At most this many rows or columns are named in the finding.
const NAMED: usize = 5;

/// Rows and columns inside the form that belong to nothing: somebody inserted them.
pub(super) fn find(
    desk: &Desk<'_>,
    bands: &[Band],
    schedule: Option<Block>,
    differs: &mut Vec<String>,
) {
    let labels = desk.labels.all().map(|place| place.region);
    let bounds = desk.view.bounds;
    let known: Vec<Region> = labels
        .chain(desk.known().map(|pos| desk.view.region(pos)))
        .filter(|region| bounds.contains(region.first))
        .map(|region| Region {
            first: region.first,
            last: CellPos::new(
                region.last.row.min(bounds.last.row),
                region.last.col.min(bounds.last.col),
            ),
        })
        .collect();
    let Some(frame) = frame(&known) else {
        return;
    };
    let mut rows: BTreeSet<u32> = (frame.first.row..=frame.last.row).collect();
    for region in &known {
        for row in region.first.row..=region.last.row {
            rows.remove(&row);
        }
    }
    if let Some(block) = schedule {
        rows.retain(|row| !(block.rows.0..=block.rows.1).contains(row));
    }
    rows.extend(inside_blocks(desk, schedule));
    let years: BTreeSet<u32> = bands
        .iter()
        .flat_map(|band| &band.columns)
        .flat_map(|column| column.cols.0..=column.cols.1)
        .collect();
    let cols: Vec<u32> = desk
        .view
        .idle_cols()
        .filter(|col| (frame.first.col..=frame.last.col).contains(col) && !years.contains(col))
        .collect();
    if !rows.is_empty() {
        let names: Vec<String> = rows
            .iter()
            .take(NAMED)
            .map(|row| (row + 1).to_string())
            .collect();
        differs.push(format!("見出しのない行（{}行目）", names.join("・")));
    }
    if !cols.is_empty() {
        let names: Vec<String> = cols
            .iter()
            .take(NAMED)
            .map(|col| {
                CellPos::new(0, *col)
                    .to_string()
                    .trim_end_matches('1')
                    .to_owned()
            })
            .collect();
        differs.push(format!("見出しのない列（{}列）", names.join("・")));
    }
}

/// The rectangle around everything known.
fn frame(known: &[Region]) -> Option<Region> {
    Some(Region {
        first: CellPos::new(
            known.iter().map(|region| region.first.row).min()?,
            known.iter().map(|region| region.first.col).min()?,
        ),
        last: CellPos::new(
            known.iter().map(|region| region.last.row).max()?,
            known.iter().map(|region| region.last.col).max()?,
        ),
    })
}

/// Rows inside the merged label of a block in which nothing stands. In the schedule a blank row may be
/// one to write in: only where every other row has merged cells of its own was it inserted.
fn inside_blocks(desk: &Desk<'_>, schedule: Option<Block>) -> Vec<u32> {
    let is_block = |label| matches!(label, Label::ValueSide(_) | Label::Money);
    let labels = desk.labels.all().filter(|place| is_block(place.label));
    let mut rows: Vec<u32> = labels
        .filter(|place| desk.is_taken(place.region.first))
        .flat_map(|place| {
            place.region.first.row..=place.region.last.row.min(desk.view.bounds.last.row)
        })
        .filter(|row| desk.view.is_idle_row(*row))
        .collect();
    if let Some(block) = schedule {
        let (idle, used): (Vec<u32>, Vec<u32>) =
            (block.rows.0..=block.rows.1).partition(|row| desk.view.is_idle_row(*row));
        let right_of = block.label.last.col + 1;
        if used
            .iter()
            .all(|row| desk.view.has_merge_from(*row, right_of))
        {
            rows.extend(idle);
        }
    }
    rows
}
