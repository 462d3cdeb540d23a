//! A row of single cells: labels, fields, ratings with their reasons, what stood there last time.

use super::FormSheet;
use super::pen::Pen;
use crate::layout::FieldKey;
use crate::layout::draw::{Holds, Piece, Slot};
use crate::model::{Department, ProjectSheet, TextField};
use crate::report::formats::{SMALL, TEXT};
use crate::report::write::Area;
use rust_xlsxwriter::{DataValidation, Format, XlsxError};
use std::borrow::Cow;

/// A longer title is not known as one.
const LONGEST_TITLE: usize = 60;
/// The title's size in points.
const TITLE: f64 = 14.0;

/// Draws a row.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    pieces: &[Piece],
    lines: usize,
    form: &FormSheet,
) -> Result<(), XlsxError> {
    let mut height = pen.lines(lines);
    for piece in pieces {
        let area = Area::row(pen.row, piece.first, piece.last);
        let (text, size) = match &piece.holds {
            Holds::Nothing => continue,
            Holds::Text(text) => {
                let format = text_format(pen, text);
                pen.text(area, text, format)?;
                (Cow::Borrowed(text.as_str()), SMALL)
            }
            Holds::Value(slot) => value(pen, *slot, area, form)?,
        };
        height = height.max(pen.height(&text, (piece.first, piece.last), size));
    }
    pen.end_row(height)
}

/// A label has a frame; a text of the form's margin has none.
fn text_format<'a>(pen: &Pen<'a>, text: &str) -> &'a Format {
    use crate::layout::Label;
    use crate::text::label::normalise;
    let mut labels = pen.issue.layout.labels_of(&normalise(text));
    if labels.any(|label| label == Label::Furniture) {
        &pen.looks.furniture
    } else {
        &pen.looks.label
    }
}

/// Writes a value; its text and font size.
fn value<'f>(
    pen: &mut Pen<'_>,
    slot: Slot,
    area: Area,
    form: &'f FormSheet,
) -> Result<(Cow<'f, str>, f64), XlsxError> {
    let looks = pen.looks;
    let (text, format, size): (Cow<'f, str>, &Format, f64) = match slot {
        Slot::Title => (title(pen).into(), &looks.title, TITLE),
        Slot::Due => {
            let due = form.due.map(|due| due.format("%Y/%-m/%-d").to_string());
            (due.unwrap_or_default().into(), &looks.fixed, TEXT)
        }
        Slot::Field(key) => {
            let text = field(&form.sheet, key);
            let format = match key {
                FieldKey::Number if form.fixed.contains(&key) => &looks.base.centre,
                _ if form.fixed.contains(&key) => &looks.fixed,
                FieldKey::Text(TextField::SubmittedOn) => &looks.day,
                _ => looks.words.asks(text.is_empty()),
            };
            (text, format, TEXT)
        }
        Slot::Rating(measure) => {
            let text = form.sheet.declared.get(measure).text.as_deref();
            (text.unwrap_or_default().into(), &looks.grade, TEXT)
        }
        Slot::Reason(measure) => {
            let text = form.sheet.declared.get(measure).reason.as_deref();
            (
                text.unwrap_or_default().into(),
                looks.words.asks(true),
                TEXT,
            )
        }
        Slot::Previous(measure) => {
            let text = form.previous.get(measure).as_deref();
            (text.unwrap_or_default().into(), &looks.reference, SMALL)
        }
    };
    pen.text(area, &text, format)?;
    if let Some(check) = check(slot)? {
        pen.sheet
            .add_data_validation(area.top, area.left, area.top, area.left, &check)?;
    }
    Ok((text, size))
}

/// What Excel says and allows in a cell.
fn check(slot: Slot) -> Result<Option<DataValidation>, XlsxError> {
    let say = |text: &str| {
        DataValidation::new()
            .allow_any_value()
            .set_input_message(text)
    };
    Ok(match slot {
        Slot::Rating(_) => Some(
            DataValidation::new()
                .allow_list_strings(&["S", "A", "B", "C"])?
                .set_input_message("S・A・B・C から一つを選びます。")?
                .set_error_message("S・A・B・C のいずれか一つを選んでください。")?,
        ),
        Slot::Reason(_) => Some(say("評価の理由を書きます。評価は左の欄で選びます。")?),
        Slot::Field(FieldKey::Text(TextField::SubmittedOn)) => {
            Some(say("提出する日を 2020/10/9 のように書きます。")?)
        }
        Slot::Field(FieldKey::Text(TextField::Contact)) => {
            Some(say("記入した人の氏名と内線を書きます。")?)
        }
        Slot::Field(FieldKey::Text(TextField::Implementer)) => {
            Some(say("実施責任者の職名を書きます（情報政策課長 など）。")?)
        }
        _ => None,
    })
}

/// `令和9年度　四條畷市ICT・IoT化推進ロードマップ　個票`, without the plan where that is too long.
fn title(pen: &Pen<'_>) -> String {
    let year = pen.issue.year.japanese();
    let words = pen.issue.layout.title.join("　");
    let whole = format!("{year}　{}　{words}", pen.issue.style.plan);
    if whole.chars().count() <= LONGEST_TITLE {
        whole
    } else {
        format!("{year}　{words}")
    }
}

/// The text of a single field.
fn field(sheet: &ProjectSheet, key: FieldKey) -> Cow<'_, str> {
    let first = sheet.departments.first();
    let text = match key {
        FieldKey::Number => &sheet.number,
        FieldKey::Name => &sheet.name,
        FieldKey::Departments => return departments(&sheet.departments).into(),
        FieldKey::Bureau => return part(first.and_then(|d| d.bureau.as_deref())),
        FieldKey::Division => return part(first.and_then(|d| d.division.as_deref())),
        FieldKey::Text(field) => &sheet.texts[field],
    };
    part(text.as_deref())
}

fn part(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

/// A department a line: `総合政策部 情報政策課`.
fn departments(departments: &[Department]) -> String {
    let name = |d: &Department| {
        let parts = [d.bureau.as_deref(), d.division.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    departments.iter().map(name).collect::<Vec<_>>().join("\n")
}
