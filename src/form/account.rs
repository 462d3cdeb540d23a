//! The account at the end: every non-blank cell and every shape of the form is a label, a value, or a
//! finding.

use super::desk::{Desk, tidy};
use super::letters;
use crate::finding::{Code, Finding};
use crate::layout::Label;
use crate::seal;
use crate::workbook::CellPos;
use crate::workbook::{Shape, ShapeKind, Visibility};

/// Says what was not taken.
///
/// `schedule` are the rows of the schedule's block.
pub(super) fn settle(desk: &mut Desk<'_>, schedule: Option<(u32, u32)>) {
    unread_cells(desk);
    unread_shapes(desk, schedule);
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

fn unread_shapes(desk: &mut Desk<'_>, schedule: Option<(u32, u32)>) {
    let on_schedule = |shape: &Shape| {
        schedule.is_some_and(|(top, bottom)| (top..=bottom).contains(&shape.under.row))
    };
    let left: Vec<&Shape> = desk
        .shapes()
        .filter(|(index, _)| !desk.has_taken_shape(*index))
        .map(|(_, shape)| shape)
        .collect();
    for shape in left {
        let finding = unread(shape, on_schedule(shape)).at(shape.under);
        desk.findings.push(finding);
    }
}

/// What there is to say of a shape that was not understood.
fn unread(shape: &Shape, on_schedule: bool) -> Finding {
    let name = &shape.name;
    let text = shape.text.as_deref().map(tidy);
    let (code, quoted, message) = match (&shape.kind, text) {
        (ShapeKind::Control(kind, state), text) => {
            let caption = text.unwrap_or_else(|| name.clone()).replace('\n', " ");
            let state = state.as_ref().map(|state| format!("（{state}）"));
            let quoted = format!("{caption}{}", state.unwrap_or_default());
            let message = match quoted.as_str() {
                "" => format!("{}は読み取っていません", kind.label()),
                quoted => format!("{}「{quoted}」は読み取っていません", kind.label()),
            };
            (Code::UnreadControl, quoted, message)
        }
        (ShapeKind::Embedded(program), text) => {
            let quoted = text.unwrap_or_else(|| name.clone());
            let message = format!("埋め込まれた{}は読み取っていません", embedded(program));
            (Code::UnreadControl, quoted, message)
        }
        (ShapeKind::CellPicture, text) => {
            let message = "セルの中の画像は読み取っていません".to_owned();
            (Code::UnreadControl, text.unwrap_or_default(), message)
        }
        (ShapeKind::Picture, text) => {
            let quoted = text.unwrap_or_else(|| name.clone());
            let (code, message) = if on_schedule {
                let message = format!("工程の行にある画像「{name}」は読み取っていません");
                (Code::UnreadShape, message)
            } else {
                (Code::Picture, format!("画像「{name}」があります"))
            };
            (code, quoted, message)
        }
        (_, Some(text)) => {
            let message = format!("図形「{name}」の文字「{text}」は読み取っていません");
            (Code::UnreadShape, text, message)
        }
        (_, None) => {
            let message = format!("図形「{name}」は工程の矢印として読めません");
            (Code::UnreadShape, name.clone(), message)
        }
    };
    Finding::new(code, message).quoting(quoted)
}

/// What an embedded object is, by its program's name in the file.
fn embedded(program: &str) -> &'static str {
    const KNOWN: [(&str, &str); 7] = [
        ("Word", "Wordの文書"),
        ("Excel", "Excelのブック"),
        ("PowerPoint", "PowerPointの資料"),
        ("Acro", "PDFの文書"),
        ("Equation", "数式"),
        ("Package", "ファイル"),
        ("Visio", "Visioの図面"),
    ];
    let known = KNOWN.iter().find(|(start, _)| program.starts_with(start));
    known.map_or(
        "オブジェクト（ほかのプログラムの文書など）",
        |(_, what)| what,
    )
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
