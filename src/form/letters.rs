//! What the look of letters says of the cells of a form: struck out, raised, not to be seen.
//!
//! Of a cell that is struck out in part, what stands is read like any other content; the account says what
//! was left out. Of cells that are struck out as a whole nothing is read; [`super::withdrawn`] tells them.

use super::desk::{Desk, tidy};
use crate::finding::{Code, Severity};
use crate::model::Field;
use crate::workbook::{CellPos, Hiding, Marked};

/// Cells named one by one in a message; the others are counted.
const MOST_NAMED: usize = 10;

/// Says what was left out of contents, and which values cannot be seen.
pub(super) fn settle(desk: &mut Desk<'_>) {
    let (sheet, bounds) = (desk.view.sheet, desk.view.bounds);
    let stands =
        |marked: &&Marked| bounds.contains(marked.pos) && !sheet.content(marked.pos).is_blank();
    for marked in sheet.marked.iter().filter(stands) {
        if let Some(struck) = &marked.struck {
            partly_struck(desk, marked.pos, struck);
        }
        if let Some(raised) = &marked.raised {
            raised_notes(desk, marked.pos, &raised.notes, &raised.figure);
        }
    }
    for (hiding, why) in [
        (Hiding::Colour, "文字の色が地の色と同じで見えない"),
        (Hiding::Size, "文字が小さすぎて見えない"),
        (Hiding::Format, "表示形式のために見えない"),
    ] {
        unseen(desk, hiding, why);
    }
}

fn partly_struck(desk: &mut Desk<'_>, pos: CellPos, struck: &str) {
    let stands = tidy(desk.view.sheet.content(pos).shown());
    let struck = tidy(struck);
    let field = desk.field_of(pos);
    let message =
        format!("取り消し線で消された「{struck}」を除き、残った「{stands}」を読み取りました");
    desk.report(Code::StruckOut, pos, field, message);
    // What a label said before concerns no value.
    if field.is_none()
        && desk.is_taken(pos)
        && let Some(finding) = desk.findings.last_mut()
    {
        finding.severity = Severity::Info;
    }
}

/// A raised letter is worth a word where a figure is read, which it might have been joined to.
fn raised_notes(desk: &mut Desk<'_>, pos: CellPos, notes: &str, figure: &str) {
    let field = desk.field_of(pos);
    let inline = desk.labels.at(pos).any(|place| place.inline.is_some());
    if !(field.is_some_and(is_figure) || inline) {
        return;
    }
    let message = format!(
        "上付き・下付きの文字「{}」は注とみなし、「{}」を読み取りました",
        tidy(notes),
        tidy(figure)
    );
    desk.report(Code::AmbiguousNumber, pos, field, message);
}

const fn is_figure(field: Field) -> bool {
    matches!(
        field,
        Field::Number
            | Field::Target(..)
            | Field::Actual(..)
            | Field::Budget(_)
            | Field::Settlement(_)
            | Field::RatingDeclared(_)
    )
}

/// One finding for all values that cannot be seen for the same reason.
fn unseen(desk: &mut Desk<'_>, hiding: Hiding, why: &str) {
    let sheet = desk.view.sheet;
    let unseen = sheet.marked.iter().filter(|marked| {
        marked.hiding == Some(hiding)
            && !sheet.content(marked.pos).is_blank()
            && desk.field_of(marked.pos).is_some()
    });
    let cells: Vec<CellPos> = unseen.map(|marked| marked.pos).collect();
    let Some(first) = cells.first() else {
        return;
    };
    let message = format!("{why}値（{}）を読み取りました", named(&cells));
    let field = match cells[..] {
        [only] => desk.field_of(only),
        _ => None,
    };
    desk.report(Code::HiddenContent, *first, field, message);
}

/// A list of cells, the first of many.
pub(super) fn named(cells: &[CellPos]) -> String {
    let list: Vec<String> = cells
        .iter()
        .take(MOST_NAMED)
        .map(CellPos::to_string)
        .collect();
    let more = match cells.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" ほか{more}か所"),
    };
    format!("{}{more}", list.join("、"))
}
