//! The evaluator's own entries: a grade beside its label, and 評価理由 on the same row or right below.

use super::desk::{Desk, tidy};
use super::labels::LabelAt;
use super::place::value_of;
use crate::finding::Code;
use crate::layout::Label;
use crate::model::{Declared, Field, Measure, ProjectSheet};
use crate::text::grade;
use crate::workbook::Content;
use crate::workbook::Region;

/// Takes the three ratings with their reasons.
pub(super) fn take(desk: &mut Desk<'_>, sheet: &mut ProjectSheet) {
    for measure in Measure::ALL {
        let places = desk.labels.best_places(Label::Rating(measure));
        for place in &places {
            desk.know(place.region.first);
        }
        // The same words elsewhere on the sheet are no second label unless something stands beside them.
        let has_value = |place: &&LabelAt| {
            place.inline.is_some()
                || value_of(desk, place)
                    .is_some_and(|region| !desk.view.sheet.content(region.first).is_blank())
        };
        let mut with_value = places.iter().filter(has_value);
        let (first, second) = (with_value.next(), with_value.next());
        if second.is_some() {
            report_several(desk, measure, &places);
            continue;
        }
        if let Some(place) = first.or(places.first()) {
            *sheet.declared.get_mut(measure) = declared(desk, measure, place);
        }
    }
}

fn report_several(desk: &mut Desk<'_>, measure: Measure, places: &[LabelAt]) {
    for place in places {
        let message = format!(
            "見出し「{}」が{}か所にあり、どの評価か決められません",
            Field::Rating(measure).japanese(),
            places.len()
        );
        desk.report(
            Code::LabelAmbiguous,
            place.region.first,
            Field::Rating(measure),
            message,
        );
    }
}

fn declared(desk: &mut Desk<'_>, measure: Measure, place: &LabelAt) -> Declared {
    let mut declared = Declared::default();
    if let Some(text) = &place.inline {
        let cell = Region::cell(place.region.first);
        desk.know(cell.first);
        desk.cells.note(Field::RatingDeclared(measure), cell.first);
        read_grade(desk, measure, cell, text, &mut declared);
    } else if let Some(region) = value_of(desk, place)
        && let Some(content) = desk.take(Field::RatingDeclared(measure), region)
    {
        match content {
            Content::Uncomputed(_) => desk.report(
                Code::FormulaWithoutValue,
                region.first,
                Field::Rating(measure),
                format!(
                    "{}の数式に計算結果がありません",
                    Field::Rating(measure).japanese()
                ),
            ),
            _ => {
                let text = desk.view.figure(region.first);
                read_grade(desk, measure, region, text, &mut declared);
            }
        }
    }
    declared.reason = reason(desk, measure, place.region);
    declared
}

fn read_grade(
    desk: &mut Desk<'_>,
    measure: Measure,
    cell: Region,
    text: &str,
    declared: &mut Declared,
) {
    let parsed = grade::parse(text);
    declared.grade = parsed.value;
    declared.text = Some(tidy(text));
    if !parsed.doubts.is_empty() {
        let message = format!(
            "{}「{}」を S・A・B・C のどれとも読めません",
            Field::Rating(measure).japanese(),
            tidy(text)
        );
        desk.report(
            Code::RatingUnknown,
            cell.first,
            Field::Rating(measure),
            message,
        );
    }
}

/// The text of a rating's 評価理由.
fn reason(desk: &mut Desk<'_>, measure: Measure, label: Region) -> Option<String> {
    let place = reason_beside(desk, label).or_else(|| reason_below(desk, label))?;
    desk.know(place.region.first);
    if let Some(text) = place.inline {
        desk.know(place.region.first);
        desk.cells
            .note(Field::RatingReason(measure), place.region.first);
        return Some(tidy(&text));
    }
    let region = value_of(desk, &place)?;
    match desk.take(Field::RatingReason(measure), region)? {
        Content::Uncomputed(_) => {
            let message = format!(
                "{}の数式に計算結果がありません",
                Field::RatingReason(measure).japanese()
            );
            desk.report(
                Code::FormulaWithoutValue,
                region.first,
                Field::RatingReason(measure),
                message,
            );
            None
        }
        content => Some(tidy(content.shown())),
    }
}

/// The first 評価理由 to the right of a rating's label, before the next rating.
fn reason_beside(desk: &Desk<'_>, label: Region) -> Option<LabelAt> {
    let beside = |place: &&LabelAt| {
        place.region.first.row <= label.last.row
            && label.first.row <= place.region.last.row
            && place.region.first.col > label.last.col
    };
    let next_rating = ratings(desk)
        .filter(beside)
        .map(|place| place.region.first.col);
    let next_rating = next_rating.min();
    let places = desk.labels.places(Label::Reason).filter(beside);
    places
        .filter(|place| next_rating.is_none_or(|next| place.region.first.col < next))
        .min_by_key(|place| place.region.first.col)
        .cloned()
}

/// The 評価理由 on the rows right below a rating, in its label's column: above the next rating, and with as
/// many reasons as ratings, for one reason below several ratings may be any one's.
fn reason_below(desk: &Desk<'_>, label: Region) -> Option<LabelAt> {
    let below = |place: &&LabelAt| {
        place.region.first.row == label.last.row + 1
            && (label.first.col..=label.last.col).contains(&place.region.first.col)
    };
    let reasons = desk.labels.places(Label::Reason).count();
    (ratings(desk).count() <= reasons)
        .then(|| desk.labels.places(Label::Reason).find(below))
        .flatten()
        .cloned()
}

fn ratings<'a>(desk: &'a Desk<'_>) -> impl Iterator<Item = &'a LabelAt> {
    let labels = desk.labels.all();
    labels.filter(|place| matches!(place.label, Label::Rating(_)))
}
