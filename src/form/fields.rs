//! The single fields of head and foot: each label's value stands beside it, below it, or behind it
//! in the same cell.

use super::desk::{Desk, tidy};
use super::figures;
use super::labels::LabelAt;
use super::place::{is_claimed, open_sides, value_of};
use crate::finding::{Code, Severity};
use crate::layout::{FieldKey, Label};
use crate::model::{Department, Field, FiscalYear, ProjectSheet, TextField};
use crate::text::{self, DoubtKind, era};
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};
use std::borrow::Cow;

/// So many labels of one name are named in the finding.
const NAMED: usize = 5;
/// Letters of the longest name of a bureau or division, and of what a message quotes of a longer text.
const LONGEST_NAME: usize = 60;

/// The value of a single field, as shown, and its cell.
struct Found {
    text: String,
    cell: CellPos,
}

/// Takes every single field of the layout into the sheet.
pub(super) fn take(desk: &mut Desk<'_>, sheet: &mut ProjectSheet, organisation: &[Department]) {
    take_title(desk, sheet);
    let fields = desk.layout.fields.iter();
    let choices: Vec<Choice> = fields.map(|field| Choice::of(desk, field.key)).collect();
    let mut bureau = None;
    let mut division = None;
    for choice in &choices {
        let found = take_choice(desk, choice, &choices);
        match choice.key {
            FieldKey::Number => take_number(desk, sheet, found),
            FieldKey::Departments => take_departments(desk, sheet, found, organisation),
            FieldKey::Bureau => bureau = found,
            FieldKey::Division => division = found,
            FieldKey::Name => sheet.name = words(found),
            FieldKey::Text(field) => sheet.texts[field] = words(found),
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
        Content::Number(number) => era::title_year(&number.shown),
        // What its format shows is what the paper says, whatever the day behind it.
        Content::Date { shown, .. } => era::title_year(shown),
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
            format!("番号「{}」を番号として読めません", beginning(&found.text)),
        );
        // As where it is blank: without a number the project cannot be told from others.
        if let Some(finding) = desk.findings.last_mut() {
            finding.severity = Severity::Error;
        }
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
                format!(
                    "「{}」は部課名として読みませんでした",
                    beginning(&doubt.text)
                )
            }
            _ => format!(
                "「{}」は組織の一覧で確かめられないため、書かれたまま使います",
                beginning(&doubt.text)
            ),
        };
        desk.report(
            Code::DepartmentUnknown,
            found.cell,
            Field::Departments,
            message,
        );
    }
    sheet.departments = short_enough(desk, parsed.value, found.cell);
}

/// The beginning of a text, for a message.
fn beginning(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// Departments without those whose names are too long to be any: names go into those of files, sheets and
/// people.
fn short_enough(
    desk: &mut Desk<'_>,
    departments: Vec<Department>,
    cell: CellPos,
) -> Vec<Department> {
    let is_long = |name: &&String| name.chars().nth(LONGEST_NAME).is_some();
    let mut kept = Vec::with_capacity(departments.len());
    for department in departments {
        let names = [&department.bureau, &department.division];
        let long = names.into_iter().flatten().find(is_long);
        match long.map(|name| beginning(name).into_owned()) {
            Some(name) => {
                let message = format!("「{name}」は部課名としては長すぎるため、読み取っていません");
                desk.report(Code::DepartmentUnknown, cell, Field::Departments, message);
            }
            None => kept.push(department),
        }
    }
    kept
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

/// Where the value of a field stands, and the labels that name it.
struct Choice {
    key: FieldKey,
    places: Vec<LabelAt>,
    /// Written cells that may be the value.
    values: Vec<Region>,
    /// The two sides of its only label, where either may hold the value.
    open: Option<[Region; 2]>,
}

impl Choice {
    /// Finds the labels of a field and the cells that may hold its value.
    fn of(desk: &Desk<'_>, key: FieldKey) -> Self {
        let mut places = desk.labels.best_places(Label::Field(key));
        // A value that begins like another field's label (備考's 効果：高い) is that value and no label.
        places.retain(|place| {
            place.inline.is_none()
                || !(desk.is_taken(place.region.first) || is_claimed(desk, place.region, place))
        });
        let mut values: Vec<Region> = Vec::new();
        for place in &places {
            let value = value_at(desk, place);
            values.extend(value.filter(|region| !values.contains(region)));
        }
        let open = match &places[..] {
            [place] if place.inline.is_none() => open_sides(desk, place),
            _ => None,
        };
        Self {
            key,
            places,
            values,
            open,
        }
    }

    /// The value written behind the only label in the same cell.
    fn inline(&self) -> Option<(&str, CellPos)> {
        match &self.places[..] {
            [place] => Some((place.inline.as_deref()?, place.region.first)),
            _ => None,
        }
    }
}

/// The written cell that a label has its value in.
fn value_at(desk: &Desk<'_>, place: &LabelAt) -> Option<Region> {
    match &place.inline {
        Some(_) => Some(place.region),
        None => {
            value_of(desk, place).filter(|region| !desk.view.sheet.content(region.first).is_blank())
        }
    }
}

/// Takes the one value of a field. Several labels with different values are `label-ambiguous`, and so
/// is a cell that another field would have as well: it is neither's.
fn take_choice(desk: &mut Desk<'_>, choice: &Choice, all: &[Choice]) -> Option<Found> {
    let Choice { places, values, .. } = choice;
    let key = choice.key;
    if let Some((text, cell)) = choice.inline() {
        desk.hold(key.path(), cell);
        desk.cells.note(key.path(), cell);
        return Some(Found {
            text: tidy(text),
            cell,
        });
    }
    for place in places {
        // The second label of a name without a value may as well be a value of another field.
        if places.len() == 1 || value_at(desk, place).is_some() {
            desk.know(place.region.first);
        }
    }
    if let Some(sides) = choice.open {
        report_open(desk, key, sides);
        return None;
    }
    match values[..] {
        [region] => match rival(choice, region, all) {
            Some(other) => {
                report_contested(desk, region, key, other);
                None
            }
            None => shown(desk, key, region),
        },
        [] => {
            let place = places.first()?;
            desk.know(place.region.first);
            if desk.layout.field(key).is_some_and(|field| field.required) {
                report_blank(desk, key, place);
            }
            None
        }
        _ => {
            report_several(desk, choice);
            None
        }
    }
}

/// Another field that would have its one value in the same cell.
fn rival(choice: &Choice, region: Region, all: &[Choice]) -> Option<FieldKey> {
    let mut others = all
        .iter()
        .filter(|other| other.key.path() != choice.key.path());
    others
        .find(|other| other.values == [region])
        .map(|other| other.key)
}

fn report_open(desk: &mut Desk<'_>, key: FieldKey, sides: [Region; 2]) {
    let [below, beside] = sides.map(|region| region.first);
    let message = format!(
        "{}の値が見出しの下（{below}）か右（{beside}）か決められません",
        key.path().japanese()
    );
    for pos in [below, beside] {
        desk.report(Code::LabelAmbiguous, pos, key.path(), message.clone());
        desk.know(pos);
    }
}

fn report_contested(desk: &mut Desk<'_>, region: Region, key: FieldKey, other: FieldKey) {
    let message = format!(
        "{}と{}の値が同じセルになり、どちらのものか決められません",
        key.path().japanese(),
        other.path().japanese()
    );
    desk.report(Code::LabelAmbiguous, region.first, key.path(), message);
    desk.know(region.first);
}

fn report_several(desk: &mut Desk<'_>, choice: &Choice) {
    let shown = |place: &LabelAt| {
        let text = desk.view.sheet.content(place.region.first).shown();
        format!("{}「{}」", place.region.first, text.replace('\n', ""))
    };
    let labels: Vec<String> = choice.places.iter().take(NAMED).map(shown).collect();
    let more = if choice.places.len() > NAMED {
        " ほか"
    } else {
        ""
    };
    for region in &choice.values {
        let message = format!(
            "{}の見出しが{}か所（{}{more}）にあり、どの値か決められません",
            choice.key.path().japanese(),
            choice.places.len(),
            labels.join("、")
        );
        desk.report(
            Code::LabelAmbiguous,
            region.first,
            choice.key.path(),
            message,
        );
        desk.know(region.first);
    }
}

/// A required field whose label is there and whose cell is blank. Without a number the project
/// cannot be told from others.
fn report_blank(desk: &mut Desk<'_>, key: FieldKey, place: &LabelAt) {
    let message = format!("{}が書かれていません", key.path().japanese());
    let cell = value_of(desk, place).unwrap_or(place.region);
    desk.report(Code::ValueMissing, cell.first, key.path(), message);
    if key == FieldKey::Number
        && let Some(finding) = desk.findings.last_mut()
    {
        finding.severity = Severity::Error;
    }
}

fn shown(desk: &mut Desk<'_>, key: FieldKey, region: Region) -> Option<Found> {
    let content = desk.take(key.path(), region)?;
    let cell = region.first;
    if figures::is_no_text(desk, content, cell, key.path()) {
        return None;
    }
    match content {
        content if key == FieldKey::Number && !is_number(desk, content, cell) => None,
        Content::Date { .. } if DATES.contains(&key) => shown_as(content, cell),
        Content::Error(text) => {
            let message = format!("{}のセルがエラー値「{text}」です", key.path().japanese());
            desk.report(Code::ErrorCell, cell, key.path(), message);
            None
        }
        Content::Uncomputed(_) => {
            let message = format!(
                "{}のセルの数式に計算結果がありません",
                key.path().japanese()
            );
            desk.report(Code::FormulaWithoutValue, cell, key.path(), message);
            None
        }
        content => {
            figures::report_day(desk, content, cell, key.path());
            match key {
                FieldKey::Number => Some(Found {
                    text: tidy(desk.view.figure(cell)),
                    cell,
                }),
                _ => shown_as(content, cell),
            }
        }
    }
}

/// Fields that dates belong in.
const DATES: &[FieldKey] = &[FieldKey::Text(TextField::SubmittedOn)];

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
