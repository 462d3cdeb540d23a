//! The single fields of head and foot: each label's value stands beside it, below it, or behind it
//! in the same cell.

use super::desk::{Desk, tidy};
use super::figures;
use super::labels::LabelAt;
use super::place::{is_claimed, value_of};
use crate::finding::{Code, Severity};
use crate::layout::{FieldKey, Label};
use crate::model::{Department, Field, FiscalYear, ProjectSheet};
use crate::text::{self, DoubtKind, era};
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};

/// The value of a single field, as shown, and its cell.
struct Found {
    text: String,
    cell: CellPos,
}

/// Takes every single field of the layout into the sheet.
pub(super) fn take(desk: &mut Desk<'_>, sheet: &mut ProjectSheet, organisation: &[Department]) {
    take_title(desk, sheet);
    let keys: Vec<FieldKey> = desk.layout.fields.iter().map(|field| field.key).collect();
    let mut bureau = None;
    let mut division = None;
    for key in keys {
        let found = find(desk, key);
        match key {
            FieldKey::Number => take_number(desk, sheet, found),
            FieldKey::Departments => take_departments(desk, sheet, found, organisation),
            FieldKey::Bureau => bureau = found,
            FieldKey::Division => division = found,
            FieldKey::Name => sheet.name = words(found),
            FieldKey::Implementer => sheet.implementer = words(found),
            FieldKey::Summary => sheet.summary = words(found),
            FieldKey::FocusGoal => sheet.focus_goal = words(found),
            FieldKey::CurrentState => sheet.current_state = words(found),
            FieldKey::Kgi => sheet.kgi = words(found),
            FieldKey::Kpi => sheet.kpi = words(found),
            FieldKey::ExpectedEffect => sheet.expected_effect = words(found),
            FieldKey::Remarks => sheet.remarks = words(found),
            FieldKey::SubmittedOn => sheet.submitted_on = words(found),
            FieldKey::Contact => sheet.contact = words(found),
        }
    }
    if sheet.departments.is_empty() && (bureau.is_some() || division.is_some()) {
        join_departments(desk, sheet, bureau, division, organisation);
    }
}

fn words(found: Option<Found>) -> Option<String> {
    found.map(|found| found.text)
}

fn take_title(desk: &mut Desk<'_>, sheet: &mut ProjectSheet) {
    let titles = desk.labels.titles();
    let year = |pos: &CellPos| title_year(desk.view.sheet.content(*pos));
    let dated = titles.iter().find(|pos| year(pos).is_some());
    let Some(&pos) = dated.or(titles.first()) else {
        return;
    };
    sheet.fiscal_year = year(&pos);
    desk.know(pos);
    if sheet.fiscal_year.is_some() {
        desk.cells.note(Field::FiscalYear, pos);
    }
}

fn title_year(content: &Content) -> Option<FiscalYear> {
    match content {
        Content::Text(text) => era::title_year(text),
        _ => None,
    }
}

fn take_number(desk: &mut Desk<'_>, sheet: &mut ProjectSheet, found: Option<Found>) {
    let Some(found) = found else {
        return;
    };
    sheet.number = text::number::parse(&found.text);
    if sheet.number.is_none() {
        desk.report(
            Code::ValueMissing,
            found.cell,
            Field::Number,
            format!("番号「{}」を番号として読めません", found.text),
        );
    }
}

fn take_departments(
    desk: &mut Desk<'_>,
    sheet: &mut ProjectSheet,
    found: Option<Found>,
    organisation: &[Department],
) {
    let Some(found) = found else {
        return;
    };
    let parsed = text::department::parse(&found.text, organisation);
    for doubt in parsed.doubts {
        let message = match doubt.kind {
            DoubtKind::DroppedBracket => {
                format!("「{}」は部課名として読みませんでした", doubt.text)
            }
            _ => format!(
                "「{}」は組織の一覧で確かめられないため、書かれたまま使います",
                doubt.text
            ),
        };
        desk.report(
            Code::DepartmentUnknown,
            found.cell,
            Field::Departments,
            message,
        );
    }
    sheet.departments = parsed.value;
}

/// A form with cells of their own for 部 and 課.
fn join_departments(
    desk: &mut Desk<'_>,
    sheet: &mut ProjectSheet,
    bureau: Option<Found>,
    division: Option<Found>,
    organisation: &[Department],
) {
    let cell = division
        .as_ref()
        .or(bureau.as_ref())
        .map(|found| found.cell);
    let text = [bureau, division]
        .into_iter()
        .flatten()
        .map(|found| found.text)
        .collect::<Vec<_>>()
        .join("\n");
    if let Some(cell) = cell {
        desk.cells.note(Field::Departments, cell);
        take_departments(desk, sheet, Some(Found { text, cell }), organisation);
    }
}

/// What stands beside a reference label was written by whoever issued the form.
pub(super) fn know_references(desk: &mut Desk<'_>) {
    let labels: Vec<Region> = desk
        .labels
        .places(Label::Reference)
        .map(|place| place.region)
        .collect();
    for label in labels {
        desk.know(label.first);
        if let Some(beside) = desk.view.right_of(label) {
            desk.know(beside.first);
        }
    }
}

/// The path a field is kept under.
pub(super) const fn path(key: FieldKey) -> Field {
    match key {
        FieldKey::Number => Field::Number,
        FieldKey::Name => Field::Name,
        FieldKey::Departments | FieldKey::Bureau | FieldKey::Division => Field::Departments,
        FieldKey::Implementer => Field::Implementer,
        FieldKey::Summary => Field::Summary,
        FieldKey::FocusGoal => Field::FocusGoal,
        FieldKey::CurrentState => Field::CurrentState,
        FieldKey::Kgi => Field::Kgi,
        FieldKey::Kpi => Field::Kpi,
        FieldKey::ExpectedEffect => Field::ExpectedEffect,
        FieldKey::Remarks => Field::Remarks,
        FieldKey::SubmittedOn => Field::SubmittedOn,
        FieldKey::Contact => Field::Contact,
    }
}

/// Finds the one value of a field. Several labels with different values are `label-ambiguous`.
fn find(desk: &mut Desk<'_>, key: FieldKey) -> Option<Found> {
    let mut places = desk.labels.best_places(Label::Field(key));
    // A value that begins like another field's label (備考's 効果：高い) is that value and no label.
    places.retain(|place| {
        place.inline.is_none()
            || !(desk.is_taken(place.region.first) || is_claimed(desk, place.region, place))
    });
    if let [place] = &places[..]
        && let Some(text) = &place.inline
    {
        desk.hold(path(key), place.region.first);
        desk.cells.note(path(key), place.region.first);
        return Some(Found {
            text: tidy(text),
            cell: place.region.first,
        });
    }
    let mut values: Vec<Region> = Vec::new();
    for place in &places {
        let value = match &place.inline {
            Some(_) => Some(place.region),
            None => value_of(desk, place)
                .filter(|region| !desk.view.sheet.content(region.first).is_blank()),
        };
        // The second label of a name without a value may as well be a value of another field.
        if value.is_some() || places.len() == 1 {
            desk.know(place.region.first);
        }
        values.extend(value.filter(|region| !values.contains(region)));
    }
    match values[..] {
        [region] => shown(desk, key, region),
        [] => {
            let place = places.first()?;
            desk.know(place.region.first);
            if desk.layout.field(key).is_some_and(|field| field.required) {
                report_blank(desk, key, place);
            }
            None
        }
        _ => {
            let shown = |place: &LabelAt| {
                let text = desk.view.sheet.content(place.region.first).shown();
                format!("{}「{}」", place.region.first, text.replace('\n', ""))
            };
            let labels: Vec<String> = places.iter().map(shown).collect();
            for region in &values {
                let message = format!(
                    "{}の見出しが{}か所（{}）にあり、どの値か決められません",
                    path(key).japanese(),
                    places.len(),
                    labels.join("、")
                );
                desk.report(Code::LabelAmbiguous, region.first, path(key), message);
                desk.know(region.first);
            }
            None
        }
    }
}

/// A required field whose label is there and whose cell is blank. Without a number the project
/// cannot be told from others.
fn report_blank(desk: &mut Desk<'_>, key: FieldKey, place: &LabelAt) {
    let message = format!("{}が書かれていません", path(key).japanese());
    let cell = value_of(desk, place).unwrap_or(place.region);
    desk.report(Code::ValueMissing, cell.first, path(key), message);
    if key == FieldKey::Number
        && let Some(finding) = desk.findings.last_mut()
    {
        finding.severity = Severity::Error;
    }
}

fn shown(desk: &mut Desk<'_>, key: FieldKey, region: Region) -> Option<Found> {
    let content = desk.take(path(key), region)?;
    let cell = region.first;
    if figures::is_no_text(desk, content, cell, path(key)) {
        return None;
    }
    match content {
        content if key == FieldKey::Number && !is_number(desk, content, cell) => None,
        Content::Date { .. } if DATES.contains(&key) => shown_as(content, cell),
        Content::Error(text) => {
            let message = format!("{}のセルがエラー値「{text}」です", path(key).japanese());
            desk.report(Code::ErrorCell, cell, path(key), message);
            None
        }
        Content::Uncomputed(_) => {
            let message = format!("{}のセルの数式に計算結果がありません", path(key).japanese());
            desk.report(Code::FormulaWithoutValue, cell, path(key), message);
            None
        }
        content => {
            figures::report_day(desk, content, cell, path(key));
            shown_as(content, cell)
        }
    }
}

/// Fields that dates belong in.
const DATES: &[FieldKey] = &[FieldKey::SubmittedOn];

fn shown_as(content: &Content, cell: CellPos) -> Option<Found> {
    let text = tidy(content.shown());
    Some(Found { text, cell })
}

/// Whether a cell can hold a project's number: not what a program made a date or a power of ten of, nor
/// a number of which only a part is shown.
fn is_number(desk: &mut Desk<'_>, content: &Content, cell: CellPos) -> bool {
    let what = match content {
        Content::Date { shown, .. } => format!("日付「{shown}」"),
        Content::Number(number) if number.shown.contains(['E', 'e']) => {
            format!("指数の表示「{}」", number.shown)
        }
        Content::Number(number) if number.exact() != &*number.shown => {
            format!("「{}」を「{}」と表示する書式", number.stored, number.shown)
        }
        _ => return true,
    };
    let message = format!(
        "番号のセルが{what}になっています。入力したものが分からないため、番号として読みませんでした"
    );
    desk.report(Code::AutoConverted, cell, Field::Number, message);
    false
}
