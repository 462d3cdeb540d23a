//! Rows of single cells: labels, fields, ratings with their reasons, what stood there last time.
//!
//! A form has them where the layout draws them. A review page has the fields alone, for its ratings stand in
//! a table of their own; each row shares its width by what the texts need, but for values that stand below
//! their labels.

use super::{FormSheet, ON_FORM, ON_PAGE, ProjectPage, Purpose, field_text, joined};
use crate::layout::draw::{Holds, Piece, Slot};
use crate::layout::{FieldKey, Side};
use crate::model::TextField;
use crate::report::formats::{SMALL, TEXT};
use crate::report::page_writer::{Cell, CellStyle, FormCell, Pair, Wish};
use rust_xlsxwriter::{DataValidation, XlsxError};
use std::borrow::Cow;

/// The widest label beside a value, and the narrowest value, in pixels.
const WIDEST_LABEL: f64 = 112.0;
const NARROWEST_VALUE: f64 = 60.0;
/// The least height of the row with the project's name on a review page, in points.
const NAME: f64 = 20.0;

/// A field of a review page with its label.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct LabelledField<'a> {
    pub(in crate::report) label: &'a str,
    pub(in crate::report) key: FieldKey,
    /// Where the layout has it begin, as a share of the width.
    pub(in crate::report) begins: f64,
}

impl<'a> ProjectPage<'a, '_> {
    pub(super) fn cells(&mut self, pieces: &'a [Piece], lines: usize) -> Result<(), XlsxError> {
        match &self.purpose {
            Purpose::Form(form, title) => {
                let (form, title) = (*form, title.clone());
                self.form_cells(pieces, lines, (form, &title))
            }
            Purpose::Review(_) => self.review_cells(pieces),
        }
    }

    fn form_cells(
        &mut self,
        pieces: &[Piece],
        lines: usize,
        (form, title): (&FormSheet, &str),
    ) -> Result<(), XlsxError> {
        let cells: Vec<Cell<'_>> = pieces
            .iter()
            .filter_map(|piece| {
                let (text, style) = match &piece.holds {
                    Holds::Nothing => return None,
                    Holds::Text(text) | Holds::Label(Slot::Title, text) => {
                        (text.into(), FormCell::Furniture)
                    }
                    Holds::Label(_, text) => (text.into(), FormCell::Label),
                    Holds::Value(slot) => form_value(*slot, form, title),
                };
                let columns = (piece.first, piece.last);
                Some(Cell::new(columns, text, CellStyle::Form(style)))
            })
            .collect();
        let least = self.writer.measure.measure().height(lines, TEXT);
        let (row, _) = self.writer.row(&cells, least.max(ON_FORM))?;
        for piece in pieces {
            if let Holds::Value(slot) = piece.holds
                && let Some(check) = check(slot)?
            {
                let (first, last) = (piece.first, piece.first);
                self.writer
                    .put(|sheet| sheet.add_data_validation(row, first, row, last, &check))?;
            }
        }
        Ok(())
    }

    fn review_cells(&mut self, pieces: &'a [Piece]) -> Result<(), XlsxError> {
        if let Some(text) = section(pieces) {
            let cells = [Cell::new(
                (0, self.writer.right()),
                text,
                CellStyle::Section,
            )];
            return self.writer.row(&cells, ON_PAGE).map(drop);
        }
        let shown: Vec<&Piece> = pieces.iter().filter(|piece| self.is_shown(piece)).collect();
        if shown.iter().any(|piece| self.is_above_or_below(piece))
            && let Some(cells) = self.as_drawn(&shown)
        {
            return self.fields_row(&cells);
        }
        let fields = self.labelled(pieces);
        let all = (0, self.writer.right());
        match self.side_by_side(&fields, all) {
            Some(cells) => self.fields_row(&cells),
            None => fields.iter().try_for_each(|field| {
                let cells = self.side_by_side(&[*field], all);
                self.fields_row(&cells.unwrap_or_default())
            }),
        }
    }

    /// A row of fields, which is none where there are no cells.
    pub(in crate::report) fn fields_row(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        if cells.is_empty() {
            return Ok(());
        }
        let has_name = cells.iter().any(|cell| cell.style == CellStyle::Name);
        let least = if has_name { NAME } else { ON_PAGE };
        self.writer.row(cells, least).map(drop)
    }

    /// The fields of a row that a review page shows, with their labels.
    pub(in crate::report) fn labelled(&self, pieces: &'a [Piece]) -> Vec<LabelledField<'a>> {
        let labels = pieces.iter().filter(|piece| self.is_shown(piece));
        labels
            .filter_map(|piece| match &piece.holds {
                Holds::Label(Slot::Field(key), label) => Some(LabelledField {
                    label,
                    key: *key,
                    begins: self.draw.share(piece.first),
                }),
                _ => None,
            })
            .collect()
    }

    /// Fields beside each other within columns, the longer text in the wider cell; none where they have no
    /// room.
    pub(in crate::report) fn side_by_side(
        &self,
        fields: &[LabelledField<'a>],
        within: (u16, u16),
    ) -> Option<Vec<Cell<'a>>> {
        let measure = self.writer.measure.measure();
        let pairs = fields.iter().map(|field| Pair {
            label: measure.width(field.label, SMALL).min(WIDEST_LABEL),
            value: Wish::new(
                &self.field(field.key),
                value_style(field.key),
                NARROWEST_VALUE,
            ),
            begins: field.begins,
        });
        let pairs: Vec<Pair> = pairs.collect();
        let columns = self.writer.grid.share(&pairs, within)?;
        let ends = columns.iter().skip(1).map(|(next, _)| next - 1);
        let ends = ends.chain([within.1]);
        let mut cells = Vec::with_capacity(2 * fields.len());
        for ((field, (label, value)), end) in fields.iter().zip(&columns).zip(ends) {
            cells.push(self.label((*label, value - 1), field.label));
            cells.push(self.field_cell(field.key, (*value, end)));
        }
        Some(cells)
    }

    /// The cells of a row where the layout draws them, each up to the next; none where they have no room.
    fn as_drawn(&self, shown: &[&'a Piece]) -> Option<Vec<Cell<'a>>> {
        let mut lefts: Vec<u16> = Vec::with_capacity(shown.len() + 1);
        for piece in shown {
            let left = match lefts.last() {
                None => 0,
                Some(before) => {
                    let drawn = self.writer.grid.at_share(self.draw.share(piece.first));
                    drawn.max(before + 1)
                }
            };
            lefts.push(left);
        }
        lefts.push(self.writer.right() + 1);
        let areas = lefts
            .windows(2)
            .map(|pair| (pair[0], pair[1].wrapping_sub(1)));
        let cells = shown.iter().zip(areas).map(|(piece, (left, right))| {
            let cell = match &piece.holds {
                Holds::Label(_, text) => self.label((left, right), text),
                Holds::Value(Slot::Field(key)) => self.field_cell(*key, (left, right)),
                _ => return None,
            };
            (left <= right && right <= self.writer.right()).then_some(cell)
        });
        cells.collect()
    }

    /// Whether a review page shows a cell. For the ratings there is a table of their own, and what only some
    /// forms have is left out where this one has nothing.
    fn is_shown(&self, piece: &Piece) -> bool {
        let (Holds::Label(Slot::Field(key), _) | Holds::Value(Slot::Field(key))) = piece.holds
        else {
            return false;
        };
        let field = self.layout.field(key);
        let is_optional = field.is_some_and(|field| field.optional);
        is_for_raters(key) && !(is_optional && field_text(self.sheet, key).is_empty())
    }

    /// Whether a cell is a label above its value, or such a value.
    fn is_above_or_below(&self, piece: &Piece) -> bool {
        let (Holds::Label(Slot::Field(key), _) | Holds::Value(Slot::Field(key))) = piece.holds
        else {
            return false;
        };
        self.layout
            .field(key)
            .is_some_and(|field| field.value == Side::Below)
    }

    fn field_cell(&self, key: FieldKey, columns: (u16, u16)) -> Cell<'a> {
        match value_style(key) {
            CellStyle::Name => Cell::new(columns, self.field(key), CellStyle::Name),
            _ => self.text(columns, self.field(key)),
        }
    }

    /// The text of a field on a review page.
    fn field(&self, key: FieldKey) -> Cow<'a, str> {
        match key {
            FieldKey::Departments => joined(&self.sheet.departments, "、").into(),
            FieldKey::Number | FieldKey::Name => match field_text(self.sheet, key) {
                blank if blank.is_empty() => "－".into(),
                text => text,
            },
            _ => field_text(self.sheet, key),
        }
    }
}

/// The text of a row that holds nothing else, and so says what follows.
pub(in crate::report) fn section(pieces: &[Piece]) -> Option<&str> {
    let [piece] = pieces else {
        return None;
    };
    match &piece.holds {
        Holds::Text(text) => Some(text),
        _ => None,
    }
}

const fn value_style(key: FieldKey) -> CellStyle {
    match key {
        FieldKey::Number | FieldKey::Name => CellStyle::Name,
        _ => CellStyle::Middle,
    }
}

/// Whether a field is for those who rate: who sent the form and when is not.
pub(super) const fn is_for_raters(key: FieldKey) -> bool {
    !matches!(
        key,
        FieldKey::Text(TextField::SubmittedOn | TextField::Contact)
    )
}

/// What a form holds already in the place of a value, and how that looks.
fn form_value<'f>(slot: Slot, form: &'f FormSheet, title: &'f str) -> (Cow<'f, str>, FormCell) {
    let or_blank = |text: Option<&'f str>| Cow::Borrowed(text.unwrap_or_default());
    match slot {
        Slot::Title => (title.into(), FormCell::Title),
        Slot::Due => {
            let due = form.due.map(|due| due.format("%Y/%-m/%-d").to_string());
            (due.unwrap_or_default().into(), FormCell::Fixed)
        }
        Slot::Field(key) => {
            let text = field_text(&form.sheet, key);
            let cell = match key {
                FieldKey::Number if form.fixed.contains(&key) => FormCell::FixedNumber,
                _ if form.fixed.contains(&key) => FormCell::Fixed,
                FieldKey::Text(TextField::SubmittedOn) => FormCell::Day,
                _ => FormCell::Words(text.is_empty()),
            };
            (text, cell)
        }
        Slot::Rating(measure) => {
            let declared = form.sheet.declared.get(measure);
            (or_blank(declared.text.as_deref()), FormCell::Grade)
        }
        Slot::Reason(measure) => {
            let declared = form.sheet.declared.get(measure);
            (or_blank(declared.reason.as_deref()), FormCell::Words(true))
        }
        Slot::Previous(measure) => {
            let previous = form.previous.get(measure).as_deref();
            (or_blank(previous), FormCell::Reference)
        }
    }
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
