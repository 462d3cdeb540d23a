//! 目標値 and 実績値: rows named by a chain of labels (目標値 › 進捗), one value under each year.

use super::desk::{Desk, tidy};
use super::years::{Band, YearColumn};
use crate::finding::Code;
use crate::layout::{Label, ValueRow, ValueSide};
use crate::model::{Field, Kind, Measure, ProjectSheet, Value, YearRecord};
use crate::provenance::{CellPos, Region};
use crate::text::{self, DoubtKind, Parsed};
use crate::workbook::Content;

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

/// Finds the rows of values below a band of years; those of the schedule are none.
pub(super) fn rows(
    desk: &mut Desk<'_>,
    band: &Band,
    until: u32,
    schedule: Option<(u32, u32)>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for row in band.last_row + 1..=until {
        let is_item = schedule.is_some_and(|(first, last)| (first..=last).contains(&row));
        if !is_item && let Some((side, kind, headings)) = chain(desk, band, row) {
            // A second such row without values is no row but a remark beside the form.
            let again = rows
                .iter()
                .any(|other| other.side == side && kind.is_none_or(|kind| other.kind == kind));
            if again && !has_values(desk, band, row) {
                continue;
            }
            for heading in headings {
                desk.know(heading);
            }
            let kind = kind.unwrap_or(ValueRow::Result);
            rows.push(Row { row, side, kind });
        }
    }
    rows
}

fn has_values(desk: &Desk<'_>, band: &Band, row: u32) -> bool {
    desk.view
        .written((row, row))
        .any(|cell| band.column_of(cell.pos.col).is_some())
}

/// Reads the labels left of the years, from outside in, and gives their cells. The first word that can
/// name a side does: 実績 is a side when it comes first, and a row of its own once a side is known. A row
/// that another label names, 進捗評価 say, has no values of a year.
fn chain(
    desk: &Desk<'_>,
    band: &Band,
    row: u32,
) -> Option<(ValueSide, Option<ValueRow>, Vec<CellPos>)> {
    let mut side = None;
    let mut kind = None;
    let mut headings = Vec::new();
    let mut named_here = false;
    let mut col = desk.view.bounds.first.col;
    while col < band.first_col() {
        let region = desk.view.region(CellPos::new(row, col));
        col = region.last.col + 1;
        let Some(heading) = heading_of(desk, band, region) else {
            continue;
        };
        let mut labels = desk.labels.at(heading).peekable();
        if labels.peek().is_some() && labels.all(|place| names_another(place.label)) {
            return None;
        }
        let named = name(desk, heading, side, kind);
        if named != (side, kind) {
            headings.push(heading);
            named_here |= heading == region.first;
        }
        (side, kind) = named;
    }
    named_here.then_some((side?, kind, headings))
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
) -> (Option<ValueSide>, Option<ValueRow>) {
    let labels = || desk.labels.at(heading).map(|place| place.label);
    if side.is_none() {
        let both = labels().find_map(|label| match label {
            Label::Value(side, row) if kind.is_none() => Some((Some(side), Some(row))),
            _ => None,
        });
        let alone = labels().find_map(|label| match label {
            Label::ValueSide(side) => Some((Some(side), kind)),
            _ => None,
        });
        if let Some(named) = both.or(alone) {
            return named;
        }
    }
    let row = labels().find_map(|label| match label {
        Label::ValueRow(row) => Some(row),
        _ => None,
    });
    (side, kind.or(row))
}

/// The cell whose label holds for a region: itself, or where it is blank the next written one above
/// it in the same column.
fn heading_of(desk: &Desk<'_>, band: &Band, region: Region) -> Option<CellPos> {
    let written = |row: u32| {
        let pos = desk.view.region(CellPos::new(row, region.first.col)).first;
        (!desk.view.sheet.content(pos).is_blank()).then_some(pos)
    };
    written(region.first.row).or_else(|| {
        (band.last_row + 1..region.first.row)
            .rev()
            .find_map(written)
            .filter(|pos| {
                desk.labels
                    .at(*pos)
                    .any(|place| matches!(place.label, Label::ValueSide(_)))
            })
    })
}

/// Takes the values of a row into the years of the sheet.
pub(super) fn take(desk: &mut Desk<'_>, band: &Band, row: Row, sheet: &mut ProjectSheet) {
    for column in &band.columns {
        let Some(region) = the_cell(
            desk,
            row.row,
            column,
            field(row.side, column, main_measure(row.kind)),
        ) else {
            continue;
        };
        let Some(record) = sheet
            .years
            .iter_mut()
            .find(|record| record.fiscal_year == column.year)
        else {
            continue;
        };
        for (measure, value) in read(desk, region, row, column) {
            let slot = match row.side {
                ValueSide::Target => record.target.get_mut(measure),
                ValueSide::Actual => record.actual.get_mut(measure),
            };
            if slot.is_none() {
                *slot = Some(value);
                desk.cells
                    .note(field(row.side, column, measure), region.first);
            } else {
                desk.report(
                    Code::LabelAmbiguous,
                    region.first,
                    field(row.side, column, measure),
                    format!(
                        "{}が二か所に書かれています。先に書かれた値を残しました",
                        field(row.side, column, measure).japanese()
                    ),
                );
            }
        }
    }
}

/// The only written cell of a row within a year's columns. Several are never chosen from.
pub(super) fn the_cell(
    desk: &mut Desk<'_>,
    row: u32,
    column: &YearColumn,
    field: Field,
) -> Option<Region> {
    let mut written = Vec::new();
    let mut col = column.cols.0;
    while col <= column.cols.1 {
        let region = desk.view.region(CellPos::new(row, col));
        let inside = region.first.col >= column.cols.0 && region.last.col <= column.cols.1;
        if inside
            && !desk.view.sheet.content(region.first).is_blank()
            && !desk.labels.is_label(region.first)
        {
            written.push(region);
        }
        col = region.last.col + 1;
    }
    match written[..] {
        [region] => Some(region),
        [] => None,
        _ => {
            for region in &written {
                desk.know(region.first);
                let message = format!(
                    "{}の欄に値が{}つあり、どれか決められません",
                    field.japanese(),
                    written.len()
                );
                desk.report(Code::AmbiguousNumber, region.first, field, message);
            }
            None
        }
    }
}

const fn main_measure(kind: ValueRow) -> Measure {
    match kind {
        ValueRow::Of(measure) => measure,
        ValueRow::Result => Measure::Kpi,
    }
}

const fn field(side: ValueSide, column: &YearColumn, measure: Measure) -> Field {
    match side {
        ValueSide::Target => Field::Target(column.year, measure),
        ValueSide::Actual => Field::Actual(column.year, measure),
    }
}

/// The values of one cell: one, or KPI and KGI each behind its label.
fn read(
    desk: &mut Desk<'_>,
    region: Region,
    row: Row,
    column: &YearColumn,
) -> Vec<(Measure, Value)> {
    let main = main_measure(row.kind);
    desk.hold(field(row.side, column, main), region.first);
    let content = desk.view.sheet.content(region.first);
    let pieces = match content {
        Content::Text(text) if row.kind == ValueRow::Result => text::value::split_indicators(text),
        content => vec![(None, content.shown())],
    };
    let mut values = Vec::with_capacity(pieces.len());
    for (measure, piece) in pieces {
        let measure = measure.unwrap_or(main);
        let at = field(row.side, column, measure);
        let parsed = match content {
            Content::Text(_) => text::value::parse(piece),
            Content::Number(number) => text::value::from_number(&number.shown, number.displayed()),
            Content::Error(error) => Parsed {
                value: Value::words(error.to_string(), Kind::Text),
                doubts: vec![text::Doubt {
                    kind: DoubtKind::ErrorText,
                    text: error.to_string(),
                }],
            },
            Content::Uncomputed(_) => {
                let message = format!("{}の数式に計算結果がありません", at.japanese());
                desk.report(Code::FormulaWithoutValue, region.first, at, message);
                continue;
            }
            content => Parsed {
                value: Value::words(tidy(content.shown()), Kind::Text),
                doubts: Vec::new(),
            },
        };
        report_doubts(desk, region.first, at, &parsed.doubts);
        values.push((measure, parsed.value));
    }
    values
}

fn report_doubts(desk: &mut Desk<'_>, cell: CellPos, field: Field, doubts: &[text::Doubt]) {
    for doubt in doubts {
        let (code, message) = match doubt.kind {
            DoubtKind::ErrorText => (
                Code::ErrorCell,
                format!("{}のセルがエラー値「{}」です", field.japanese(), doubt.text),
            ),
            _ => (
                Code::AmbiguousNumber,
                format!(
                    "{}「{}」から一つの数値を決められません",
                    field.japanese(),
                    doubt.text
                ),
            ),
        };
        desk.report(code, cell, field, message);
    }
}

/// A blank record for every year of the bands, in order.
pub(super) fn blank_years(bands: &[Band]) -> Vec<YearRecord> {
    let mut years: Vec<_> = bands
        .iter()
        .flat_map(|band| band.columns.iter().map(|column| column.year))
        .collect();
    years.sort_unstable();
    years.dedup();
    years.into_iter().map(YearRecord::blank).collect()
}
