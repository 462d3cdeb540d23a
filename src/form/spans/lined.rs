//! Schedules drawn by means that are not read as spans: thick borders along the cells of an item, and
//! cells painted by a condition. They are told, so that no bar on paper goes without a word.

use crate::finding::{Code, Finding};
use crate::form::desk::Desk;
use crate::form::items::{Block, ItemRows};
use crate::form::years::Band;
use crate::model::Field;
use crate::workbook::{CellPos, Edges, Region};

/// Tells what is drawn so in the rows of the items; whether anything was.
pub(super) fn tell(desk: &mut Desk<'_>, block: &Block, band: &Band, items: &[ItemRows]) -> bool {
    let mut told = false;
    for item in items {
        let found: Vec<Region> = (item.rows.0..=item.rows.1)
            .flat_map(|row| borders(desk, band, row))
            .collect();
        for cells in found {
            told = true;
            let number = item.item.number;
            let message = format!(
                "実施項目{number}の工程に太い罫線が引かれています（{cells}）。罫線の工程は読み取っていません"
            );
            let finding = Finding::new(Code::SpanUnclear, message).over(cells);
            desk.findings.push(finding.about(Field::Item(number)));
        }
    }
    let has_spans =
        |item: &ItemRows| !(item.item.planned.is_empty() && item.item.actual.is_empty());
    let drawn_otherwise = items.iter().any(has_spans);
    if let Some(cells) = conditional(desk, block, band, items, drawn_otherwise) {
        told = true;
        let message = format!(
            "工程の欄に、条件によって塗られるセルがあります（条件付き書式、{cells}）。その塗りつぶしは読み取っていません"
        );
        let finding = Finding::new(Code::SpanUnclear, message).over(cells);
        desk.findings.push(finding);
    }
    told
}

/// Runs of cells of a row with a heavy line above or below. One from the first year to the last divides
/// rows, and one that is the side of a larger box frames it.
fn borders(desk: &Desk<'_>, band: &Band, row: u32) -> Vec<Region> {
    let lined = &desk.view.sheet.marks.heavy;
    let from = lined.partition_point(|(pos, _)| *pos < CellPos::new(row, band.first_col()));
    let mut runs: Vec<(u32, u32, Edges, Edges)> = Vec::new();
    let on_row = lined[from..]
        .iter()
        .take_while(|(pos, _)| pos.row == row && pos.col <= band.last_col())
        .filter(|(_, edges)| edges.top || edges.bottom);
    for (pos, edges) in on_row {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == pos.col => (run.1, run.3) = (pos.col, *edges),
            _ => runs.push((pos.col, pos.col, *edges, *edges)),
        }
    }
    let is_bar = |(first, last, begin, end): &(u32, u32, Edges, Edges)| {
        let divides = *first <= band.first_col() && *last >= band.last_col();
        let frames = begin.left && end.right && !(begin.top && begin.bottom);
        !divides && !frames
    };
    runs.into_iter()
        .filter(is_bar)
        .map(|(first, last, ..)| Region {
            first: CellPos::new(row, first),
            last: CellPos::new(row, last),
        })
        .collect()
}

/// The parts of the schedule that are painted by a condition. A condition on much more than the schedule
/// (blank cells of the whole form, say) counts only where nothing else draws one.
fn conditional(
    desk: &Desk<'_>,
    block: &Block,
    band: &Band,
    items: &[ItemRows],
    drawn_otherwise: bool,
) -> Option<Region> {
    let first = items.first()?.rows.0;
    let last = items.last()?.rows.1;
    let meant = |region: &&Region| {
        let inside = block.rows.0 <= region.first.row && region.last.row <= block.rows.1;
        inside || !drawn_otherwise
    };
    let regions = desk.view.sheet.marks.conditional.iter().filter(meant);
    let cut = regions.filter_map(|region| {
        let met = Region {
            first: CellPos::new(
                region.first.row.max(first),
                region.first.col.max(band.first_col()),
            ),
            last: CellPos::new(
                region.last.row.min(last),
                region.last.col.min(band.last_col()),
            ),
        };
        (met.first.row <= met.last.row && met.first.col <= met.last.col).then_some(met)
    });
    cut.reduce(|one, other| one.around(&other))
}
