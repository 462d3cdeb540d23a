//! The rows of values: each is named by a chain of labels from outside in (目標値 › 進捗).
//!
//! ```text
//! 目標値 │ 進捗 │ …   side from the outer label, row from the inner one
//!        │ 実績 │ …   実績 names a side too, but not in a column of rows
//! ```

use super::desk::Desk;
use super::values::field;
use super::years::Band;
use crate::finding::Code;
use crate::layout::{Label, ValueRow, ValueSide};
use crate::model::Measure;
use crate::workbook::{CellPos, Region};
use std::collections::{BTreeSet, HashSet};

/// A row of values and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The sheet's row.
    pub row: u32,
    /// Target or actual.
    pub side: ValueSide,
    /// What it measures.
    pub kind: ValueRow,
}

impl Row {
    /// Whether both hold the same values.
    fn is_like(&self, other: &Self) -> bool {
        self.side == other.side && main_measure(self.kind) == main_measure(other.kind)
    }
}

/// The measure of a row's unlabelled values.
pub(super) const fn main_measure(kind: ValueRow) -> Measure {
    match kind {
        ValueRow::Of(measure) => measure,
        ValueRow::Result => Measure::Kpi,
    }
}

/// What the labels of one row say.
struct Chain {
    row: u32,
    /// Whether something stands under a year.
    is_filled: bool,
    side: ValueSide,
    kind: Option<ValueRow>,
    headings: Vec<CellPos>,
}

/// Finds the rows of values below a band of years; those of the schedule are none. A row that could
/// be another one as well is none either: its cells are left for the account.
pub(super) fn find(
    desk: &mut Desk<'_>,
    band: &Band,
    until: u32,
    schedule: Option<(u32, u32)>,
) -> Vec<Row> {
    let columns = columns_of_rows(desk, band, until);
    let chains: Vec<Chain> = (band.last_row + 1..=until)
        .filter(|row| !schedule.is_some_and(|(first, last)| (first..=last).contains(row)))
        .filter_map(|row| chain(desk, band, row, &columns))
        .filter(|chain| !is_claimed(desk, band, chain.row))
        .collect();
    let mut found: Vec<(Row, &Chain)> = Vec::new();
    for chain in &chains {
        if chain.kind.is_some() || !has_rival(chain, &chains) {
            let row = Row {
                row: chain.row,
                side: chain.side,
                kind: chain.kind.unwrap_or(ValueRow::Result),
            };
            found.push((row, chain));
        }
    }
    let blocks: BTreeSet<u32> = desk
        .labels
        .all()
        .filter(|place| matches!(place.label, Label::Items | Label::Money))
        .map(|place| place.region.first.row)
        .collect();
    // Whether the schedule or the money begins between two rows.
    let is_apart =
        |above: u32, below: u32| above < below && blocks.range(above..below).next().is_some();
    let mut rows: Vec<Row> = Vec::new();
    for (row, chain) in &found {
        let same = found.iter().filter(|(other, _)| other.is_like(row));
        let filled: Vec<u32> = same
            .filter(|(_, chain)| chain.is_filled)
            .map(|(other, _)| other.row)
            .collect();
        // A second such row without values is no row but a remark beside the form, and so is one behind
        // another block.
        let remark = match filled.first() {
            Some(first) => *first != row.row && !filled.contains(&row.row),
            None => rows.iter().any(|other| {
                other.is_like(row) || other.side == row.side && is_apart(other.row, row.row)
            }),
        };
        if remark {
            continue;
        }
        for heading in &chain.headings {
            desk.know(*heading);
        }
        if filled.len() > 1 {
            report_repeated(desk, band, *row);
        } else {
            rows.push(*row);
        }
    }
    rows
}

/// Drops rows of several bands that hold the same values for the same years: two indicators that no label
/// tells apart. Neither is read, not even for the years that one of them has alone.
pub(super) fn drop_mixed(desk: &mut Desk<'_>, bands: &[Band], rows: &mut Vec<(usize, Row)>) {
    let meets = |(one, row): (usize, Row), (other, second): (usize, Row)| {
        let years = |band: usize| bands[band].columns.iter().map(|column| column.year);
        one != other
            && row.is_like(&second)
            && years(one).any(|year| years(other).any(|also| also == year))
    };
    let filled: Vec<(usize, Row)> = rows
        .iter()
        .copied()
        .filter(|(band, row)| !written(desk, &bands[*band], row.row).is_empty())
        .collect();
    let mixed = |row: (usize, Row)| filled.iter().any(|other| meets(row, *other));
    let (dropped, kept): (Vec<_>, Vec<_>) = rows.iter().copied().partition(|row| mixed(*row));
    for (band, row) in dropped {
        if filled.contains(&(band, row)) {
            report_repeated(desk, &bands[band], row);
        }
    }
    *rows = kept;
}

/// The cells of a row that hold something under a year.
fn written(desk: &Desk<'_>, band: &Band, row: u32) -> Vec<CellPos> {
    desk.view
        .written((row, row))
        .map(|cell| cell.pos)
        .filter(|pos| band.column_of(pos.col).is_some() && !desk.view.is_covered(*pos))
        .collect()
}

/// Whether a cell of the row is where the value of a label above is expected.
fn is_claimed(desk: &Desk<'_>, band: &Band, row: u32) -> bool {
    let cells = written(desk, band, row);
    cells.into_iter().any(|pos| desk.labels.is_claimed(pos))
}

/// Whether a row without a name of its own cannot be the KPI's: another row of its side is, or has no
/// name either.
fn has_rival(chain: &Chain, chains: &[Chain]) -> bool {
    chains
        .iter()
        .filter(|other| other.row != chain.row && other.side == chain.side)
        .any(|other| match other.kind {
            Some(kind) => main_measure(kind) == Measure::Kpi,
            None => other.is_filled,
        })
}

/// Two rows of the same name with values: which one is meant cannot be told, so neither is read.
fn report_repeated(desk: &mut Desk<'_>, band: &Band, row: Row) {
    for pos in written(desk, band, row.row) {
        let Some(column) = band.column_of(pos.col) else {
            continue;
        };
        let field = field(row.side, column, main_measure(row.kind));
        let message = format!(
            "{}の行が二つあり、どちらの値か決められません",
            field.japanese()
        );
        desk.report(Code::LabelAmbiguous, pos, field, message);
        desk.know(pos);
    }
}

/// The columns in which 実績 or 実績（KPI） is a row's name and no side's: they name other rows or the
/// same row twice, and no target.
fn columns_of_rows(desk: &Desk<'_>, band: &Band, until: u32) -> BTreeSet<u32> {
    let mut rows = BTreeSet::new();
    let mut targets = BTreeSet::new();
    let mut once: HashSet<(u32, ValueRow)> = HashSet::new();
    for place in desk.labels.all() {
        let Region { first, .. } = place.region;
        if first.row <= band.last_row || first.row > until || first.col >= band.first_col() {
            continue;
        }
        match place.label {
            Label::ValueSide(ValueSide::Target) | Label::Value(ValueSide::Target, _) => {
                targets.insert(first.col);
            }
            Label::ValueRow(_) if !may_name_side(desk, first) => {
                rows.insert(first.col);
            }
            Label::ValueRow(row) if !once.insert((first.col, row)) => {
                rows.insert(first.col);
            }
            _ => {}
        }
    }
    rows.difference(&targets).copied().collect()
}

fn may_name_side(desk: &Desk<'_>, pos: CellPos) -> bool {
    desk.labels
        .at(pos)
        .any(|place| matches!(place.label, Label::ValueSide(_) | Label::Value(..)))
}

fn side_of(desk: &Desk<'_>, pos: CellPos) -> Option<ValueSide> {
    desk.labels.at(pos).find_map(|place| match place.label {
        Label::ValueSide(side) => Some(side),
        _ => None,
    })
}

fn row_of(desk: &Desk<'_>, pos: CellPos) -> Option<ValueRow> {
    desk.labels.at(pos).find_map(|place| match place.label {
        Label::ValueRow(row) => Some(row),
        _ => None,
    })
}

/// Reads the labels left of the years, from outside in. The first word that can name a side does:
/// 実績 is a side when it comes first, and a row of its own once a side is known. A row that another
/// label names, 進捗評価 say, has no values of a year.
fn chain(desk: &Desk<'_>, band: &Band, row: u32, columns: &BTreeSet<u32>) -> Option<Chain> {
    let mut side = None;
    let mut kind = None;
    let mut headings = Vec::new();
    let mut named_here = false;
    let mut hint = None;
    let mut col = desk.view.bounds.first.col;
    while col < band.first_col() {
        let region = desk.view.region(CellPos::new(row, col));
        col = region.last.col + 1;
        let Some(heading) = heading_of(desk, band, region, columns) else {
            continue;
        };
        let mut labels = desk.labels.at(heading).peekable();
        if labels.peek().is_some() && labels.all(|place| names_another(place.label)) {
            return None;
        }
        let named = name(desk, heading, side, kind, columns);
        if named != (side, kind) {
            headings.push(heading);
            named_here |= heading == region.first;
        }
        (side, kind) = named;
        hint = hint.or(hinted(desk, heading));
    }
    let side = side.filter(|_| named_here)?;
    kind = kind.or(hint);
    if kind.is_none()
        && let Some((pos, measure)) = band.measure
    {
        kind = Some(measure);
        headings.push(pos);
    }
    Some(Chain {
        row,
        is_filled: !written(desk, band, row).is_empty(),
        side,
        kind,
        headings,
    })
}

const fn names_another(label: Label) -> bool {
    matches!(
        label,
        Label::Field(_)
            | Label::Rating(_)
            | Label::Reason
            | Label::Items
            | Label::Money
            | Label::Budget
            | Label::Settlement
    )
}

/// What one more cell adds to a chain: both at once (目標値（KPI）), else the side, else the row.
fn name(
    desk: &Desk<'_>,
    heading: CellPos,
    side: Option<ValueSide>,
    kind: Option<ValueRow>,
    columns: &BTreeSet<u32>,
) -> (Option<ValueSide>, Option<ValueRow>) {
    if side.is_none() && !names_row(desk, heading, columns) {
        let both = desk.labels.at(heading).find_map(|place| match place.label {
            Label::Value(side, row) if kind.is_none() => Some((Some(side), Some(row))),
            _ => None,
        });
        let alone = side_of(desk, heading).map(|side| (Some(side), kind));
        if let Some(named) = both.or(alone) {
            return named;
        }
    }
    (side, kind.or(row_of(desk, heading)))
}

/// The cell whose label holds for a region: itself, or where a single cell is blank the next written
/// one above it in the same column. A merged cell without its text is a label wiped out.
fn heading_of(
    desk: &Desk<'_>,
    band: &Band,
    region: Region,
    columns: &BTreeSet<u32>,
) -> Option<CellPos> {
    let written = |row: u32| {
        let pos = desk.view.region(CellPos::new(row, region.first.col)).first;
        (!desk.view.sheet.content(pos).is_blank()).then_some(pos)
    };
    let own = written(region.first.row);
    if own.is_some() || region.first.row != region.last.row {
        return own;
    }
    let above = (band.first_row..region.first.row).rev().find_map(written)?;
    if above.row <= band.last_row {
        // Beside the headings of the years a block is named, not a row.
        return names_measure(desk, above).then_some(above);
    }
    (side_of(desk, above).is_some() && !names_row(desk, above, columns)).then_some(above)
}

/// Whether a cell says which measure rows are of.
fn names_measure(desk: &Desk<'_>, pos: CellPos) -> bool {
    matches!(row_of(desk, pos), Some(ValueRow::Of(_))) || hinted(desk, pos).is_some()
}

/// The measure in words that the layout does not know: 成果指標（KGI）. They may name the indicator as well, so
/// they are not used up by that.
fn hinted(desk: &Desk<'_>, pos: CellPos) -> Option<ValueRow> {
    let text = desk.labels.normalised(pos)?;
    desk.labels.at(pos).next().is_none().then_some(())?;
    match (text.contains("KPI"), text.contains("KGI")) {
        (true, false) => Some(ValueRow::Of(Measure::Kpi)),
        (false, true) => Some(ValueRow::Of(Measure::Kgi)),
        _ => None,
    }
}

/// Whether a word that could name a side names a row, as its column does.
fn names_row(desk: &Desk<'_>, pos: CellPos, columns: &BTreeSet<u32>) -> bool {
    columns.contains(&pos.col) && row_of(desk, pos).is_some()
}
