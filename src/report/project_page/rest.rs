//! What a project says beside the rows its layout draws: a review page leaves nothing out.

use super::cells::{LabelledField, is_for_raters};
use super::{ProjectPage, Purpose, field_text};
use crate::layout::draw::{DrawRow, Holds, Slot};
use crate::layout::{FieldKey, Label, ValueSide};
use crate::model::{Measure, TextField};
use rust_xlsxwriter::XlsxError;

impl ProjectPage<'_, '_> {
    /// Fields, values, items and amounts that the project has and the layout does not draw.
    pub(in crate::report) fn rest(&mut self) -> Result<(), XlsxError> {
        let draws = |wanted: fn(&DrawRow) -> bool| self.draw.rows.iter().any(wanted);
        let values = draws(|row| matches!(row, DrawRow::Values(_)));
        let items = draws(|row| matches!(row, DrawRow::Items { .. }));
        let money = draws(|row| matches!(row, DrawRow::Money { .. }));
        if !values {
            let rows: Vec<(ValueSide, Measure)> = self.with_filled(&[]);
            self.values(&rows)?;
        }
        if let Purpose::Review(as_of) = self.purpose
            && !items
            && !self.sheet.items.is_empty()
        {
            let label = self.word(Label::Items, "実施項目");
            self.items_in_months(&label, as_of)?;
        }
        let mut years = self.sheet.years.iter();
        let has_money = years.any(|year| year.budget.is_some() || year.settlement.is_some());
        if !money && has_money {
            let label = format!("事業費（{}）", self.layout.money_unit.japanese());
            self.money(&label, false)?;
        }
        let texts = TextField::ALL
            .iter()
            .map(|field| (FieldKey::Text(*field), field.label()));
        let departments = (FieldKey::Departments, "担当部課");
        for (key, usual) in std::iter::once(departments).chain(texts) {
            let is_blank = field_text(self.sheet, key).is_empty();
            if is_blank || !is_for_raters(key) || self.is_drawn(key) {
                continue;
            }
            let field = LabelledField {
                label: self.layout.word(Label::Field(key)).unwrap_or(usual),
                key,
                begins: 0.0,
            };
            let cells = self.side_by_side(&[field], (0, self.writer.right()));
            self.fields_row(&cells.unwrap_or_default())?;
        }
        Ok(())
    }

    /// Whether the layout draws a field; a single department also in two parts.
    fn is_drawn(&self, wanted: FieldKey) -> bool {
        let has = |wanted: FieldKey| {
            let mut cells = self.draw.rows.iter().flat_map(|row| match row {
                DrawRow::Cells(pieces, _) => pieces.as_slice(),
                _ => &[],
            });
            cells.any(|piece| piece.holds == Holds::Value(Slot::Field(wanted)))
        };
        let in_parts = wanted == FieldKey::Departments
            && self.sheet.departments.len() < 2
            && has(FieldKey::Bureau)
            && has(FieldKey::Division);
        has(wanted) || in_parts
    }
}
