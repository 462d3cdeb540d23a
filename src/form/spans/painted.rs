//! Painted cells.

use super::{Candidate, role_of_row};
use crate::form::desk::Desk;
use crate::form::items::{Block, ItemRows};
use crate::form::legend::Legend;
use crate::form::years::Band;
use crate::workbook::CellPos;
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
    let ground = ground(desk, band, items, legend, block);
    let mut found: Vec<Candidate> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        for row in item.rows.0..=item.rows.1 {
            let mut run: Option<(u32, u32, Rgb)> = None;
            for col in band.first_col()..=band.last_col() + 1 {
                let fill = fill(desk, CellPos::new(row, col))
                    .filter(|fill| !ground.contains(fill) && band.column_of(col).is_some());
                match (&mut run, fill) {
                    (Some((_, last, colour)), Some(fill))
                        if *colour == fill && band.follows(col) =>
                    {
                        *last = col;
                    }
                    _ => {
                        if let Some((first, last, colour)) = run.take()
                            && let Some(span) = band.months_of_columns(first, last)
                        {
                            let by_colour = legend.fills.get(&colour).copied();
                            found.push(Candidate {
                                item: index,
                                other: None,
                                span,
                                cell: CellPos::new(row, first),
                                role: by_colour.or_else(|| role_of_row(item, row, legend)),
                                what: "塗られたセル".to_owned(),
                                beyond: runs_on(desk, band, row, (first, last), colour),
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

/// Whether the paint goes on beside a run, under a heading that is no year's.
fn runs_on(desk: &Desk<'_>, band: &Band, row: u32, run: (u32, u32), colour: Rgb) -> bool {
    let goes_on = |col: u32| {
        col >= band.first_col()
            && band.column_of(col).is_none()
            && fill(desk, CellPos::new(row, col)) == Some(colour)
    };
    run.0.checked_sub(1).is_some_and(goes_on) || goes_on(run.1 + 1)
}

fn fill(desk: &Desk<'_>, pos: CellPos) -> Option<Rgb> {
    let region = desk.view.region(pos);
    desk.view
        .sheet
        .cell(region.first)
        .and_then(|cell| cell.fill)
}

/// Colours that do not mean a span: those of whole rows of values above the schedule, and the one
/// colour on which the schedule itself is drawn. A colour the legend names always means a span.
fn ground(
    desk: &Desk<'_>,
    band: &Band,
    items: &[ItemRows],
    legend: &Legend,
    block: &Block,
) -> BTreeSet<Rgb> {
    let cols = || (band.first_col()..=band.last_col()).filter(|col| band.column_of(*col).is_some());
    let colours_of = |row: u32| -> BTreeSet<Option<Rgb>> {
        cols()
            .map(|col| fill(desk, CellPos::new(row, col)))
            .collect()
    };
    // A single value painted to stand out is no ground; a row painted from end to end is.
    let mut ground: BTreeSet<Rgb> = (band.last_row + 1..block.rows.0)
        .filter_map(|row| only(&colours_of(row)))
        .collect();
    ground.extend(ground_of_schedule(items, colours_of));
    ground.retain(|colour| !legend.fills.contains_key(colour));
    ground
}

/// The colour under a schedule without an unpainted cell: the only one, or the only one that shows in
/// upper and lower rows alike, where a plan or an actual shows in one of them.
fn ground_of_schedule(
    items: &[ItemRows],
    colours_of: impl Fn(u32) -> BTreeSet<Option<Rgb>>,
) -> Option<Rgb> {
    let of_rows = |rows: &mut dyn Iterator<Item = u32>| -> BTreeSet<Option<Rgb>> {
        rows.flat_map(&colours_of).collect()
    };
    let all = of_rows(&mut items.iter().flat_map(|item| item.rows.0..=item.rows.1));
    if all.contains(&None) {
        return None;
    }
    let two_rows = items.iter().all(|item| item.rows.1 == item.rows.0 + 1);
    let (upper, lower) = (
        of_rows(&mut items.iter().map(|item| item.rows.0)),
        of_rows(&mut items.iter().map(|item| item.rows.1)),
    );
    only(&all).or_else(|| {
        let both = upper.intersection(&lower).copied().collect();
        only(&both).filter(|_| two_rows)
    })
}

fn only(colours: &BTreeSet<Option<Rgb>>) -> Option<Rgb> {
    let first = colours.first().copied().flatten();
    first.filter(|_| colours.len() == 1)
}
