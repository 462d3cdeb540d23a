//! 事業費: budget and settlement of each year, in thousand yen. The headings 予算額 and 決算額 stand
//! under each year above their values, or name a row each.

use super::desk::Desk;
use super::units::Units;
use super::values::the_cell;
use super::years::Band;
use crate::finding::Code;
use crate::layout::Label;
use crate::model::{Field, FiscalYear, ProjectSheet};
use crate::text::label::normalise;
use crate::text::money::{self, Unit};
use crate::text::{DoubtKind, Parsed};
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};
use rust_decimal::Decimal;

/// Takes every amount of the block into the years of the sheet.
pub(super) fn take(
    desk: &mut Desk<'_>,
    bands: &[Band],
    units: &mut Units,
    sheet: &mut ProjectSheet,
) {
    let headings: Vec<(Label, Region)> = desk
        .labels
        .all()
        .filter(|place| is_heading(place.label))
        .map(|place| (place.label, place.region))
        .collect();
    let names = names(desk, bands);
    for name in &names {
        desk.know(name.first);
    }
    let mut amounts: Vec<(Field, Region, Option<Unit>)> = Vec::new();
    for (label, heading) in headings {
        let Some(band) = bands.iter().rfind(|band| band.last_row < heading.first.row) else {
            continue;
        };
        let left = heading.last.col < band.first_col();
        let placed = left || heading.first.col <= band.last_col();
        let named = names.is_empty() || names.iter().any(|name| beside(*name, heading));
        if !named {
            continue;
        }
        if placed {
            desk.know(heading.first);
        }
        let block = names.iter().find(|name| beside(**name, heading)).copied();
        if let Some(column) = band.column_of(heading.first.col) {
            let below = desk.view.below(heading);
            let below = below.filter(|region| !desk.labels.is_label(region.first));
            let unit = units.of_money(desk, bands, heading, block, column);
            amounts.extend(below.map(|region| (field(label, column.year), region, unit)));
        } else if left {
            for column in &band.columns {
                let field = field(label, column.year);
                let unit = units.of_money(desk, bands, heading, block, column);
                let cell = the_cell(desk, heading.first.row, column, field);
                amounts.extend(cell.map(|region| (field, region, unit)));
            }
        }
    }
    amounts.retain(|(_, region, _)| !desk.view.sheet.content(region.first).is_blank());
    for (field, region, unit) in &amounts {
        if amounts.iter().filter(|(other, ..)| other == field).count() > 1 {
            let message = format!("{}が二か所にあり、どちらか決められません", field.japanese());
            desk.report(Code::LabelAmbiguous, region.first, *field, message);
            desk.know(region.first);
        } else if let Some(unit) = unit {
            take_amount(desk, *region, *field, *unit, sheet);
        } else {
            // What it counts in could not be read, which is said where it stands.
            desk.hold(*field, region.first);
        }
    }
}

const fn is_heading(label: Label) -> bool {
    matches!(label, Label::Budget | Label::Settlement)
}

/// The labels 事業費 that stand beside headings of amounts; a text that only begins so is none. One beside
/// the years without a merge names the rows below it down to the next text in its column.
fn names(desk: &Desk<'_>, bands: &[Band]) -> Vec<Region> {
    let names = desk.labels.places(Label::Money).map(|place| place.region);
    names
        .map(|name| {
            let row = name.first.row;
            let heads = |band: &Band| (band.first_row..=band.last_row).contains(&row);
            match bands.iter().any(heads) && row == name.last.row {
                true => down_to_next(desk, name),
                false => name,
            }
        })
        .filter(|name| {
            let mut labels = desk.labels.all();
            labels.any(|place| is_heading(place.label) && beside(*name, place.region))
        })
        .collect()
}

fn down_to_next(desk: &Desk<'_>, mut name: Region) -> Region {
    let below = desk
        .view
        .written((name.last.row + 1, desk.view.bounds.last.row));
    let mut rows = below
        .map(|cell| desk.view.region(cell.pos))
        .filter(|region| (region.first.col..=region.last.col).contains(&name.first.col));
    let next = rows.next().map(|region| region.first.row);
    name.last.row = next.map_or(desk.view.bounds.last.row, |next| next - 1);
    name
}

/// Whether a heading stands on the rows of the block's label or on the one below them.
const fn beside(name: Region, heading: Region) -> bool {
    name.first.row <= heading.first.row && heading.first.row <= name.last.row + 1
}

const fn field(label: Label, year: FiscalYear) -> Field {
    match label {
        Label::Settlement => Field::Settlement(year),
        _ => Field::Budget(year),
    }
}

/// Takes an amount into its year.
fn take_amount(
    desk: &mut Desk<'_>,
    region: Region,
    field: Field,
    unit: Unit,
    sheet: &mut ProjectSheet,
) {
    let Some(content) = desk.take(field, region) else {
        return;
    };
    let cell = region.first;
    let parsed = match content {
        Content::Text(_) => money::parse(desk.view.figure(cell), unit),
        Content::Number(number) if number.scale <= 0 => {
            of_number(&number.shown, number.displayed(), unit)
        }
        Content::Error(text) => {
            let message = format!("{}のセルがエラー値「{text}」です", field.japanese());
            desk.report(Code::ErrorCell, cell, field, message);
            return;
        }
        Content::Uncomputed(_) => {
            let message = format!("{}の数式に計算結果がありません", field.japanese());
            desk.report(Code::FormulaWithoutValue, cell, field, message);
            return;
        }
        content => {
            report_no_amount(desk, cell, field, content.shown());
            return;
        }
    };
    report_doubts(desk, cell, field, &parsed);
    store(sheet, field, parsed.value);
}

/// A numeric cell: its exact number counts; what the cell shows tells the unit (`1,200千円`).
fn of_number(shown: &str, displayed: Decimal, unit: Unit) -> Parsed<Option<Decimal>> {
    let shown = normalise(shown);
    let named = [
        ("百万円", Unit::Million),
        ("千円", Unit::Thousand),
        ("円", Unit::Yen),
    ]
    .into_iter()
    .find(|(word, _)| shown.ends_with(word))
    .map_or(unit, |(_, named)| named);
    money::parse(&displayed.to_string(), named)
}

fn report_doubts(
    desk: &mut Desk<'_>,
    cell: CellPos,
    field: Field,
    parsed: &Parsed<Option<Decimal>>,
) {
    for doubt in &parsed.doubts {
        match doubt.kind {
            DoubtKind::NotANumber => report_no_amount(desk, cell, field, &doubt.text),
            DoubtKind::ErrorText => {
                let message = format!("{}がエラー表示「{}」です", field.japanese(), doubt.text);
                desk.report(Code::ErrorCell, cell, field, message);
            }
            DoubtKind::BracketedAmount => {
                let message = format!(
                    "{}の括弧付きの金額「{}」は正の数として読みました。マイナスの意味か確認してください",
                    field.japanese(),
                    doubt.text
                );
                desk.report(Code::AmbiguousNumber, cell, field, message);
            }
            _ => {
                let message = format!(
                    "{}「{}」から一つの金額を決められません",
                    field.japanese(),
                    doubt.text
                );
                desk.report(Code::AmbiguousNumber, cell, field, message);
            }
        }
    }
}

fn report_no_amount(desk: &mut Desk<'_>, cell: CellPos, field: Field, text: &str) {
    let message = format!("{}「{text}」を金額として読めません", field.japanese());
    desk.report(Code::NotANumber, cell, field, message);
}

fn store(sheet: &mut ProjectSheet, field: Field, amount: Option<Decimal>) {
    let (year, settlement) = match field {
        Field::Budget(year) => (year, false),
        Field::Settlement(year) => (year, true),
        _ => return,
    };
    if let Some(record) = sheet
        .years
        .iter_mut()
        .find(|record| record.fiscal_year == year)
    {
        if settlement {
            record.settlement = amount;
        } else {
            record.budget = amount;
        }
    }
}
