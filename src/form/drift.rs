//! How a form differs from its layout (様式改変): labels reworded, missing or moved, rows and columns
//! inserted, another number of years. What could still be read without doubt is one finding per form;
//! a value whose label is in doubt is an error at the place.

use super::desk::Desk;
use super::fields;
use super::labels::{LabelAt, Labels};
use super::likeness::{LIKE, is_dressed, likeness};
use super::values::Row;
use super::view::View;
use super::years::Band;
use crate::finding::{Code, Finding};
use crate::layout::{Label, Layout, LayoutField, Side, ValueSide};
use crate::provenance::{CellPos, Region};
use crate::text::label::normalise;
use std::collections::BTreeSet;

/// At most this many rows or columns are named in the finding.
const NAMED: usize = 5;

/// Adds labels that are plainly a known one with something around it (`１．事業概要`), for fields that
/// have no label otherwise.
pub(super) fn undress(labels: &mut Labels, view: &View<'_>, layout: &Layout) {
    for field in &layout.fields {
        if labels.places(Label::Field(field.key)).next().is_some() {
            continue;
        }
        let known: Vec<String> = field.labels.iter().map(|text| normalise(text)).collect();
        let dressed: Vec<CellPos> = labels
            .unknown()
            .filter(|(_, text)| known.iter().any(|label| is_dressed(text, label)))
            .map(|(pos, _)| pos)
            .collect();
        if let [pos] = dressed[..] {
            labels.add(LabelAt {
                region: view.region(pos),
                label: Label::Field(field.key),
                inline: None,
            });
        }
    }
}

/// Compares the form with its layout once everything is taken.
pub(super) fn compare(desk: &mut Desk<'_>, bands: &[Band], rows: &[Row]) {
    let mut differs = Vec::new();
    let layout = desk.layout;
    for field in &layout.fields {
        let places: Vec<LabelAt> = desk
            .labels
            .places(Label::Field(field.key))
            .cloned()
            .collect();
        match places.first() {
            None => missing(desk, field, &mut differs),
            Some(place) => moved(desk, field, place, &mut differs),
        }
    }
    missing_blocks(desk, bands, rows, &mut differs);
    if let (Some(count), [band]) = (layout.years, bands)
        && band.columns.len() != count
    {
        differs.push(format!(
            "年度の列が{}年分（様式は{count}年分）",
            band.columns.len()
        ));
    }
    inserted(desk, bands, &mut differs);
    if !differs.is_empty() {
        let message = format!(
            "様式「{}」と異なります：{}",
            layout.name,
            differs.join("、")
        );
        desk.findings.push(Finding::new(Code::LayoutDrift, message));
    }
}

/// A field without a label. Something like its label is an error there; a required field is an error
/// anyhow; else the form simply does without.
fn missing(desk: &mut Desk<'_>, field: &LayoutField, differs: &mut Vec<String>) {
    let Some(label) = field.labels.first() else {
        return;
    };
    let path = fields::path(field.key);
    let known: Vec<String> = field.labels.iter().map(|text| normalise(text)).collect();
    let like = desk
        .labels
        .unknown()
        .filter(|(pos, _)| !desk.is_taken(*pos))
        .map(|(pos, text)| {
            let best = known
                .iter()
                .map(|label| likeness(text, label))
                .fold(0.0, f64::max);
            (pos, best)
        })
        .filter(|(_, best)| *best >= LIKE)
        .max_by(|one, other| one.1.total_cmp(&other.1));
    if let Some((pos, _)) = like {
        let shown = desk.view.sheet.content(pos).shown().replace('\n', "");
        let message = format!(
            "見出し「{label}」がなく、「{shown}」がそれに近い見出しです。同じ欄か決められないため値を読み取っていません"
        );
        desk.know(pos);
        desk.report(Code::LabelMissing, pos, path, message);
    } else if field.required {
        let message = format!("見出し「{label}」が見つかりません");
        desk.findings
            .push(Finding::new(Code::LabelMissing, message).about(path));
    } else if !field.optional {
        differs.push(format!("見出し「{label}」がない"));
    }
}

/// A label in other words, or with its value on another side.
fn moved(desk: &Desk<'_>, field: &LayoutField, place: &LabelAt, differs: &mut Vec<String>) {
    let Some(label) = field.labels.first() else {
        return;
    };
    if place.inline.is_some() {
        differs.push(format!(
            "「{label}」の値が見出しと同じセル（{}）",
            place.region.first
        ));
        return;
    }
    if desk.labels.normalised(place.region.first) != Some(normalise(label).as_str())
        && !field.optional
    {
        let shown = desk
            .view
            .sheet
            .content(place.region.first)
            .shown()
            .replace('\n', "");
        differs.push(format!(
            "見出し「{label}」が「{shown}」（{}）",
            place.region.first
        ));
    }
    if let Some(region) = fields::value_of(desk, field.key, place) {
        let below = region.first.row > place.region.last.row;
        if below != (field.value == Side::Below) {
            let side = if below { "下" } else { "右" };
            differs.push(format!(
                "「{label}」の値が見出しの{side}（{}）",
                region.first
            ));
        }
    }
}

fn missing_blocks(desk: &mut Desk<'_>, bands: &[Band], rows: &[Row], differs: &mut Vec<String>) {
    if bands.is_empty() {
        let message = "年度の見出しが見つからないため、年度ごとの値と工程を読み取れません";
        desk.findings
            .push(Finding::new(Code::LabelMissing, message));
        return;
    }
    for (side, label) in [(ValueSide::Target, "目標値"), (ValueSide::Actual, "実績値")] {
        if !rows.iter().any(|row| row.side == side) {
            let message =
                format!("見出し「{label}」の行が見つからないため、{label}を読み取れません");
            desk.findings
                .push(Finding::new(Code::LabelMissing, message));
        }
    }
    let has = |wanted: fn(Label) -> bool| desk.labels.all().iter().any(|place| wanted(place.label));
    for (there, name) in [
        (has(|label| label == Label::Items), "実施項目"),
        (has(|label| label == Label::Budget), "予算額"),
        (has(|label| label == Label::Settlement), "決算額"),
        (has(|label| matches!(label, Label::Rating(_))), "評価"),
    ] {
        if !there {
            differs.push(format!("見出し「{name}」がない"));
        }
    }
}

/// Rows and columns inside the form that belong to nothing: somebody inserted them.
fn inserted(desk: &Desk<'_>, bands: &[Band], differs: &mut Vec<String>) {
    let known: Vec<Region> = desk
        .labels
        .all()
        .iter()
        .map(|place| place.region)
        .chain(desk.known().map(|pos| desk.view.region(pos)))
        .collect();
    let Some(frame) = frame(&known) else {
        return;
    };
    let covered = |regions: &[Region], index: u32, by_row: bool| {
        regions.iter().any(|region| {
            let (first, last) = if by_row {
                (region.first.row, region.last.row)
            } else {
                (region.first.col, region.last.col)
            };
            (first..=last).contains(&index)
        })
    };
    let rows: Vec<u32> = (frame.first.row..=frame.last.row)
        .filter(|row| !covered(&known, *row, true))
        .collect();
    let years: BTreeSet<u32> = bands
        .iter()
        .flat_map(|band| &band.columns)
        .flat_map(|column| column.cols.0..=column.cols.1)
        .collect();
    let cols: Vec<u32> = (frame.first.col..=frame.last.col)
        .filter(|col| !covered(&known, *col, false) && !years.contains(col))
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
