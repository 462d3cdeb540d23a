//! How a form differs from its layout (様式改変): labels reworded, missing or moved, rows and columns
//! inserted, another number of years. What could still be read without doubt is one finding per form;
//! a value whose label is in doubt is an error at the place.

use super::desk::Desk;
use super::inserted;
use super::items::Block;
use super::labels::LabelAt;
use super::likeness::{LIKE, likeness, too_different};
use super::place::value_of;
use super::rows::Row;
use super::years::Band;
use crate::finding::{Code, Finding};
use crate::layout::{Label, LayoutField, Side, ValueSide};
use crate::model::{Field, Measure};
use crate::text::money::Unit;
use crate::workbook::CellPos;
use std::collections::BTreeSet;

/// Compares the form with its layout once everything is taken.
pub(super) fn compare(
    desk: &mut Desk<'_>,
    bands: &[Band],
    rows: &[Row],
    schedule: Option<Block>,
    money_unit: Option<Unit>,
) {
    let mut differs = Vec::new();
    let layout = desk.layout;
    let mut order: Vec<(CellPos, &LayoutField)> = Vec::new();
    for field in &layout.fields {
        let place = desk.labels.places(Label::Field(field.key)).next().cloned();
        match place {
            None => missing(desk, field, &mut differs),
            Some(place) => {
                order.push((place.region.first, field));
                worded_or_placed(desk, field, &place, &mut differs);
            }
        }
    }
    moved(&order, &mut differs);
    blocks(desk, bands, rows, schedule, &mut differs);
    if let (Some(count), [band]) = (layout.years, bands)
        && band.columns.len() != count
    {
        differs.push(format!(
            "年度の列が{}年分（様式は{count}年分）",
            band.columns.len()
        ));
    }
    if let Some(unit) = money_unit.filter(|unit| *unit != layout.money_unit) {
        differs.push(format!("事業費の単位が{}", unit.japanese()));
    }
    if !layout.blank_lines {
        inserted::find(desk, bands, schedule, &mut differs);
    }
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
    let path = field.key.path();
    let known: Vec<&str> = field.normalised.iter().map(String::as_str).collect();
    if offered(desk, label, &known, Some(path)) {
        return;
    }
    if field.required {
        let message = format!("見出し「{label}」が見つかりません");
        desk.findings
            .push(Finding::new(Code::LabelMissing, message).about(path));
    } else if !field.optional {
        differs.push(format!("見出し「{label}」がない"));
    }
}

/// Reports the text that is most like a missing label, where there is one; whether there was.
fn offered(desk: &mut Desk<'_>, name: &str, known: &[&str], path: Option<Field>) -> bool {
    let like = desk
        .labels
        .unknown()
        .filter(|(pos, _)| !desk.is_taken(*pos))
        .map(|(pos, text)| {
            let known = known.iter().filter(|label| !too_different(text, label));
            let alike = known.map(|label| likeness(text, label));
            (pos, alike.fold(0.0, f64::max))
        })
        .filter(|(_, best)| *best >= LIKE)
        .max_by(|one, other| one.1.total_cmp(&other.1));
    let Some((pos, _)) = like else {
        return false;
    };
    let message = format!(
        "見出し「{name}」がなく、「{}」がそれに近い見出しです。同じ欄か決められないため値を読み取っていません",
        on_one_line(desk, pos)
    );
    desk.know(pos);
    desk.report(Code::LabelMissing, pos, path, message);
    true
}

fn on_one_line(desk: &Desk<'_>, pos: CellPos) -> String {
    desk.view.sheet.content(pos).shown().replace('\n', "")
}

/// A label in other words, or with its value on another side.
fn worded_or_placed(
    desk: &Desk<'_>,
    field: &LayoutField,
    place: &LabelAt,
    differs: &mut Vec<String>,
) {
    let Some(label) = field.labels.first() else {
        return;
    };
    let at = place.region.first;
    if place.inline.is_some() {
        differs.push(format!("「{label}」の値が見出しと同じセル（{at}）"));
        return;
    }
    if desk.labels.normalised(at) != Some(field.own_label()) && !field.optional {
        let shown = on_one_line(desk, at);
        differs.push(format!("見出し「{label}」が「{shown}」（{at}）"));
    }
    if let Some(region) = value_of(desk, place) {
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

/// Fields that stand elsewhere among the others than in the layout: those outside the longest run
/// that keeps its order.
fn moved(order: &[(CellPos, &LayoutField)], differs: &mut Vec<String>) {
    // Where a form has what the layout can do without is the form's own affair.
    let order: Vec<_> = order.iter().filter(|(_, field)| !field.optional).collect();
    // longest[i]: length of the longest ordered run that ends with field i, and the field before it.
    let mut longest: Vec<(usize, Option<usize>)> = Vec::with_capacity(order.len());
    for (index, (pos, _)) in order.iter().enumerate() {
        let before = (0..index)
            .filter(|other| order[*other].0 < *pos)
            .max_by_key(|other| longest[*other].0);
        longest.push((1 + before.map_or(0, |other| longest[other].0), before));
    }
    let mut kept = BTreeSet::new();
    let mut next = (0..order.len()).max_by_key(|index| longest[*index].0);
    while let Some(index) = next {
        kept.insert(index);
        next = longest[index].1;
    }
    for (index, (pos, field)) in order.iter().enumerate() {
        if let Some(label) = field.labels.first().filter(|_| !kept.contains(&index)) {
            differs.push(format!("「{label}」の位置（{pos}）"));
        }
    }
}

/// The labels of blocks: missing ones, dressed ones, ratings with their values below.
fn blocks(
    desk: &mut Desk<'_>,
    bands: &[Band],
    rows: &[Row],
    schedule: Option<Block>,
    differs: &mut Vec<String>,
) {
    if bands.is_empty() {
        let message = "年度の見出しが見つからないため、年度ごとの値と工程を読み取れません";
        desk.findings
            .push(Finding::new(Code::LabelMissing, message));
        return;
    }
    for (side, name) in [(ValueSide::Target, "目標値"), (ValueSide::Actual, "実績値")] {
        let there = rows.iter().any(|row| row.side == side);
        if !there && !is_offered(desk, Label::ValueSide(side), name, None) {
            let message = format!("見出し「{name}」の行が見つからないため、{name}を読み取れません");
            desk.findings
                .push(Finding::new(Code::LabelMissing, message));
        }
    }
    let has = |desk: &Desk<'_>, label| desk.labels.places(label).next().is_some();
    if schedule.is_none() && !is_offered(desk, Label::Items, "実施項目", None) {
        differs.push("見出し「実施項目」がない".to_owned());
    }
    for (label, name) in [(Label::Budget, "予算額"), (Label::Settlement, "決算額")] {
        if !has(desk, label) && !is_offered(desk, label, name, None) {
            differs.push(format!("見出し「{name}」がない"));
        }
    }
    for measure in Measure::ALL {
        let (label, path) = (Label::Rating(measure), Field::Rating(measure));
        let name = path.japanese();
        let place = desk.labels.places(label).next().cloned();
        match place {
            None if is_offered(desk, label, &name, Some(path)) => {}
            None => differs.push(format!("見出し「{name}」がない")),
            Some(place) => {
                let value = value_of(desk, &place);
                if let Some(value) = value.filter(|value| value.first.row > place.region.last.row) {
                    differs.push(format!("「{name}」の値が見出しの下（{}）", value.first));
                }
            }
        }
    }
    in_other_words(desk, differs);
    for pos in desk.labels.dressed() {
        let is_field = |place: &LabelAt| matches!(place.label, Label::Field(_));
        if !desk.labels.at(*pos).any(is_field) {
            differs.push(format!("見出しが「{}」（{pos}）", on_one_line(desk, *pos)));
        }
    }
}

/// Labels of blocks in words that the layout knows but does not write itself, each wording once.
fn in_other_words(desk: &Desk<'_>, differs: &mut Vec<String>) {
    let mut told: Vec<(&str, &str)> = Vec::new();
    for place in desk.labels.all() {
        let at = place.region.first;
        let is_open = place.inline.is_none() && desk.is_taken(at);
        let Some((word, _)) = own_word(desk, place.label).filter(|_| is_open) else {
            continue;
        };
        let Some(text) = desk.labels.normalised(at) else {
            continue;
        };
        // A label of two cells (実績評価 and KPI) says what neither says alone.
        let is_own = |other: &LabelAt| {
            // The labels of schedule and money go on with a legend and a unit.
            let goes_on = matches!(other.label, Label::Items | Label::Money);
            let own = own_word(desk, other.label);
            own.is_none_or(|(_, own)| own == text || goes_on && text.starts_with(own))
                || desk
                    .layout
                    .labels_of(text)
                    .all(|label| label != other.label)
        };
        if desk.labels.dressed().contains(&at) || desk.labels.at(at).any(is_own) {
            continue;
        }
        if !told.contains(&(word, text)) {
            told.push((word, text));
            differs.push(format!(
                "見出し「{word}」が「{}」（{at}）",
                on_one_line(desk, at)
            ));
        }
    }
}

/// What the form itself writes for a label of a block, as written and normalised. 実績 names sides and
/// rows: which of the form's own words it was is not known.
fn own_word<'a>(desk: &Desk<'a>, label: Label) -> Option<(&'a str, &'a str)> {
    match label {
        Label::Field(_) | Label::Value(..) | Label::Furniture | Label::Reference => None,
        label => desk.layout.plain_word(label),
    }
}

/// As [`offered`], with the words the layout knows for a label.
fn is_offered(desk: &mut Desk<'_>, label: Label, name: &str, path: Option<Field>) -> bool {
    let layout = desk.layout;
    let known = layout.known_texts().filter(|(_, other)| *other == label);
    let known: Vec<&str> = known.map(|(text, _)| text).collect();
    // A layout that has no word for it does without.
    known.is_empty() || offered(desk, name, &known, path)
}
