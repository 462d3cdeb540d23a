//! The account at the end: every non-blank cell and every shape of the form is a label, a value, or a
//! finding.

use super::desk::{Desk, tidy};
use super::letters;
use crate::finding::{Code, Finding};
use crate::layout::Label;
use crate::seal;
use crate::workbook::CellPos;
use crate::workbook::{Shape, Visibility};

/// Says what was not taken.
pub(super) fn settle(desk: &mut Desk<'_>) {
    unread_cells(desk);
    unread_shapes(desk);
    unread_notes(desk);
    hidden(desk);
    letters::settle(desk);
}

fn unread_cells(desk: &mut Desk<'_>) {
    let left: Vec<CellPos> = desk
        .view
        .all_to_account_for()
        .map(|cell| cell.pos)
        .filter(|pos| !desk.is_taken(*pos))
        .filter(|pos| desk.view.is_covered(*pos) || !is_furniture(desk, *pos))
        .collect();
    for pos in left {
        let shown = tidy(desk.view.sheet.content(pos).shown());
        let message = if desk.view.is_covered(pos) {
            let region = desk.view.region(pos);
            format!("結合セル {region} に隠れている「{shown}」は読み取っていません")
        } else {
            format!("「{shown}」は様式のどの欄にも当たらないため読み取っていません")
        };
        desk.report(Code::UnreadCell, pos, None, message);
    }
}

/// Labels count as read only where something was read by them; furniture stands for itself.
fn is_furniture(desk: &Desk<'_>, pos: CellPos) -> bool {
    desk.labels
        .at(pos)
        .any(|place| place.label == Label::Furniture)
}

fn unread_shapes(desk: &mut Desk<'_>) {
    let left: Vec<&Shape> = desk
        .shapes()
        .filter(|(index, _)| !desk.has_taken_shape(*index))
        .map(|(_, shape)| shape)
        .collect();
    for shape in left {
        let (quoted, message) = match shape.text.as_deref().map(tidy) {
            Some(text) => {
                let message = format!("図形「{}」の文字「{text}」は読み取っていません", shape.name);
                (text, message)
            }
            None => (
                shape.name.clone(),
                format!("図形「{}」は工程の矢印として読めません", shape.name),
            ),
        };
        let finding = Finding::new(Code::UnreadShape, message)
            .at(shape.under)
            .quoting(quoted);
        desk.findings.push(finding);
    }
}

fn unread_notes(desk: &mut Desk<'_>) {
    let sheet = desk.view.sheet;
    let comments = desk.view.objects.comments.iter();
    for comment in comments.map(|index| &sheet.comments[*index]) {
        // A remark that kohyo itself put there when it returned the form is no news.
        let own = seal::without_remark(&comment.text);
        if !own.trim().is_empty() {
            let text = tidy(&own);
            let message = format!("コメント「{text}」は読み取っていません");
            let finding = Finding::new(Code::UnreadNote, message)
                .at(comment.pos)
                .quoting(text);
            desk.findings.push(finding);
        }
    }
}

/// One finding for a hidden sheet, one for all values in hidden rows and columns.
fn hidden(desk: &mut Desk<'_>) {
    let sheet = desk.view.sheet;
    if sheet.visibility != Visibility::Visible {
        let message = "非表示のシートにある個票を読み取りました";
        desk.findings
            .push(Finding::new(Code::HiddenContent, message));
    }
    let mut cells: Vec<CellPos> = desk
        .values()
        .filter(|pos| sheet.rows.is_hidden(pos.row) || sheet.columns.is_hidden(pos.col))
        .collect();
    cells.sort_unstable();
    if let Some(first) = cells.first() {
        let list: Vec<String> = cells.iter().take(10).map(CellPos::to_string).collect();
        let more = if cells.len() > list.len() {
            " ほか"
        } else {
            ""
        };
        let message = format!(
            "非表示の行または列にある値（{}{more}）を読み取りました",
            list.join("、")
        );
        desk.report(Code::HiddenContent, *first, None, message);
    }
}
