//! 目標値 and 実績値: one value under each year, taken from the rows that [`rows`](super::rows) finds.

use super::desk::{Desk, tidy};
use super::rows::{Row, main_measure};
use super::units::{Stated, Units};
use super::years::{Band, YearColumn};
use crate::finding::Code;
use crate::layout::{ValueRow, ValueSide};
use crate::model::{Field, Kind, Measure, ProjectSheet, Value, YearRecord};
use crate::text::stated::Scaled;
use crate::text::{self, DoubtKind, Parsed};
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Takes the values of all rows into the years of the sheet. A value that stands in two places is
/// neither's.
pub(super) fn take_all(
    desk: &mut Desk<'_>,
    bands: &[Band],
    rows: &[(usize, Row)],
    units: &mut Units,
    sheet: &mut ProjectSheet,
) {
    let mut contested = BTreeSet::new();
    for (band, row) in rows {
        let stated = units.of_row(desk, bands, *band, *row);
        take(desk, &bands[*band], *row, &stated, &mut contested, sheet);
    }
}

/// Takes the values of a row.
fn take(
    desk: &mut Desk<'_>,
    band: &Band,
    row: Row,
    stated: &Stated,
    contested: &mut BTreeSet<Field>,
    sheet: &mut ProjectSheet,
) {
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
        if *stated == Stated::Unread {
            desk.hold(
                field(row.side, column, main_measure(row.kind)),
                region.first,
            );
            continue;
        }
        for (measure, mut value) in read(desk, region, row, column) {
            let at = field(row.side, column, measure);
            if let Stated::Unit(unit) = stated {
                counted_in(desk, region.first, at, unit, &mut value);
            }
            let slot = match row.side {
                ValueSide::Target => record.target.get_mut(measure),
                ValueSide::Actual => record.actual.get_mut(measure),
            };
            let before = desk.cells.get(at).filter(|_| slot.is_some());
            if before.is_none() && !contested.contains(&at) {
                *slot = Some(value);
                desk.cells.note(at, region.first);
                continue;
            }
            *slot = None;
            desk.cells.forget(at);
            contested.insert(at);
            let message = format!(
                "{}が二か所に書かれていて、どちらか決められません",
                at.japanese()
            );
            let before = before.filter(|pos| *pos != region.first);
            for pos in before.into_iter().chain([region.first]) {
                desk.report(Code::LabelAmbiguous, pos, at, message.clone());
            }
        }
    }
}

/// Gives a bare number the unit stated for its row. A unit typed with the number counts before it; where
/// the two differ somebody has to look.
fn counted_in(desk: &mut Desk<'_>, cell: CellPos, at: Field, unit: &Scaled, value: &mut Value) {
    let Some(number) = value.number.filter(|_| value.kind == Kind::Number) else {
        return;
    };
    match &value.unit {
        // 0.8 under % may be 80 %: left bare, it is held against the other side's scale.
        None if unit.unit == "%" && !number.is_zero() && number.abs() <= Decimal::ONE => {}
        None => {
            value.number = number.checked_mul(unit.factor).map(|n| n.normalize());
            value.unit = Some(unit.unit.clone());
        }
        Some(typed) if *typed != unit.unit => {
            let message = format!(
                "{}「{}」の単位が、この行の単位「{}」と異なります。書かれた単位のまま読みました",
                at.japanese(),
                value.text,
                unit.unit
            );
            desk.report(Code::UnitMismatch, cell, at, message);
        }
        Some(_) => {}
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

/// The field of a value.
pub(super) const fn field(side: ValueSide, column: &YearColumn, measure: Measure) -> Field {
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
    let figure = desk.view.figure(region.first);
    let mut pieces = match content {
        Content::Text(_) if row.kind == ValueRow::Result => text::value::split_indicators(figure),
        _ => vec![(None, figure)],
    };
    // KPI alone is a word that somebody typed, not a label with its value.
    if pieces.iter().all(|(_, piece)| piece.is_empty()) {
        pieces = vec![(None, figure)];
    }
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
