//! The schedule: two rows an item, four quarters a year. A ● in a quarter paints it.
//!
//! ```text
//!            │ 1 │ 要件整理 │ 計画 │ ● │ ● │   │   │ …
//!  実施項目   │   │          │ 実績 │ ● │   │   │   │ …
//! ```

use super::{ON_FORM, ProjectPage};
use crate::layout::draw::QUARTERS;
use crate::model::{FiscalYear, Item, Span};
use crate::report::page_writer::{Cell, CellStyle, FormCell};
use crate::report::style::{ACTUAL, INPUT, PLANNED};
use crate::report::write::Area;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, Format, Formula, Worksheet, XlsxError,
    column_number_to_name,
};

/// What marks a quarter.
const MARK: &str = "●";
/// Months of a quarter.
const MONTHS: i32 = 12 / QUARTERS as i32;

/// What cannot be carried over into quarters as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) enum Trouble {
    /// A span that begins or ends within a quarter; whole quarters are marked.
    Rounded(Span),
    /// A span that lies outside the form's years, wholly or in part.
    Outside(Span),
    /// A note of a year whose quarters are all marked, or that the form does not have.
    NoRoom(String),
}

/// The quarters of an item's two rows, from left to right.
pub(in crate::report) struct Quarters {
    /// 計画
    pub(in crate::report) plan: Vec<Option<String>>,
    /// 実績
    pub(in crate::report) actual: Vec<Option<String>>,
    /// What did not fit.
    pub(in crate::report) troubles: Vec<Trouble>,
}

impl Quarters {
    /// Lays an item out over years.
    pub(in crate::report) fn of(item: &Item, years: &[FiscalYear]) -> Self {
        let count = years.len() * usize::from(QUARTERS);
        let mut quarters = Self {
            plan: vec![None; count],
            actual: vec![None; count],
            troubles: Vec::new(),
        };
        let Some(first) = years.first() else {
            return quarters;
        };
        mark(
            &mut quarters.plan,
            &item.planned,
            *first,
            &mut quarters.troubles,
        );
        mark(
            &mut quarters.actual,
            &item.actual,
            *first,
            &mut quarters.troubles,
        );
        for note in &item.notes {
            let place = years.iter().position(|year| *year == note.fiscal_year);
            if !place.is_some_and(|place| quarters.write(place, &note.text)) {
                quarters.troubles.push(Trouble::NoRoom(note.text.clone()));
            }
        }
        quarters
    }

    /// Writes a note into the first free quarter of a year.
    fn write(&mut self, year: usize, text: &str) -> bool {
        let cells = year * usize::from(QUARTERS)..(year + 1) * usize::from(QUARTERS);
        let free = self.plan[cells.clone()]
            .iter_mut()
            .chain(&mut self.actual[cells])
            .find(|cell| cell.is_none());
        match free {
            Some(cell) => {
                *cell = Some(text.to_owned());
                true
            }
            None => false,
        }
    }
}

fn mark(
    cells: &mut [Option<String>],
    spans: &[Span],
    first: FiscalYear,
    troubles: &mut Vec<Trouble>,
) {
    let april = first.first_month().0;
    let last = cells.len() as i32 - 1;
    for span in spans {
        let (from, to) = (span.from.0 - april, span.to.0 - april);
        let (begin, end) = (from.div_euclid(MONTHS), to.div_euclid(MONTHS));
        if begin < 0 || end > last {
            troubles.push(Trouble::Outside(*span));
        } else if from % MONTHS != 0 || (to + 1) % MONTHS != 0 {
            troubles.push(Trouble::Rounded(*span));
        }
        for quarter in begin.max(0)..=end.min(last) {
            cells[quarter as usize] = Some(MARK.to_owned());
        }
    }
}

impl ProjectPage<'_, '_> {
    /// Draws the block.
    pub(super) fn items_in_quarters(&mut self, label: &str) -> Result<(), XlsxError> {
        let top = self.writer.next_row();
        let items = &self.sheet.items;
        let count = items.len().max(self.draw.items as usize);
        let mut numbers: Vec<u32> = items.iter().map(|item| item.number).collect();
        for _ in numbers.len()..count {
            let next = numbers.iter().max().map_or(1, |last| last + 1);
            numbers.push(next);
        }
        for (index, number) in numbers.into_iter().enumerate() {
            self.item_in_quarters(number, items.get(index))?;
        }
        let bottom = self.writer.next_row();
        if bottom == top {
            return Ok(());
        }
        self.side_label((top, bottom - 1), 0, label)?;
        self.paint_quarters(top, bottom - 1)
    }

    fn item_in_quarters(&mut self, number: u32, item: Option<&Item>) -> Result<(), XlsxError> {
        let (end, number) = (self.writer.grid.left_end(), number.to_string());
        let text = item
            .and_then(|item| item.text.as_deref())
            .unwrap_or_default();
        let number = Cell::typed((1, 1), number, CellStyle::Form(FormCell::ItemNumber));
        let words = FormCell::Words(text.is_empty());
        let words = Cell::new((2, end - 1), text, CellStyle::Form(words));
        let height = self.writer.height_of(std::slice::from_ref(&words)) / 2.0;
        let quarters = item.map(|item| Quarters::of(item, &self.years));
        let (plan, actual) = quarters.map_or((Vec::new(), Vec::new()), |q| (q.plan, q.actual));
        let rows = [
            ("計画", FormCell::Planned, plan),
            ("実績", FormCell::Actual, actual),
        ];
        let top = self.writer.next_row();
        for (word, cell, quarters) in rows {
            let mut cells = vec![Cell::new((end, end), word, CellStyle::Form(cell))];
            for col in end + 1..=self.writer.right() {
                let text = quarters.get(usize::from(col - end - 1)).cloned().flatten();
                let text = text.unwrap_or_default();
                let cell = match text.as_str() {
                    "" | MARK => FormCell::Quarter,
                    _ => FormCell::Note,
                };
                cells.push(Cell::new((col, col), text, CellStyle::Form(cell)));
            }
            self.writer.place(&cells, height.max(ON_FORM))?;
        }
        for cell in [&number, &words] {
            let area = Area {
                top,
                left: cell.left,
                bottom: top + 1,
                right: cell.right,
            };
            self.writer.write(area, cell)?;
        }
        Ok(())
    }

    /// Paints marked quarters, and blank ones that are asked for, and offers the mark. The colours are
    /// conditional: what a cell is filled with means a span to whoever reads the form.
    fn paint_quarters(&mut self, top: u32, bottom: u32) -> Result<(), XlsxError> {
        let columns = (self.writer.grid.left_end() + 1, self.writer.right());
        let current = self.year_columns().find(|(year, _)| *year == self.current);
        let current = current.map(|(_, columns)| columns);
        let to_plan = current.map(|(first, _)| (first, columns.1));
        let rules = [(top, PLANNED, to_plan), (top + 1, ACTUAL, current)];
        self.writer.put(|sheet| {
            for (row, ground, asked) in rules {
                let marked = |cell: &str| format!("=ISNUMBER(SEARCH(\"{MARK}\",{cell}))");
                // The mark in the colour of its ground: what is seen is a bar.
                let bar = Format::new()
                    .set_background_color(ground)
                    .set_font_color(ground);
                conditional(sheet, (row, bottom), columns, marked, bar)?;
                if let Some(asked) = asked {
                    let blank = |cell: &str| format!("=LEN({cell})=0");
                    let ask = Format::new().set_background_color(INPUT);
                    conditional(sheet, (row, bottom), asked, blank, ask)?;
                }
            }
            let offer = DataValidation::new()
                .allow_list_strings(&[MARK])?
                .show_error_message(false)
                .set_input_message(
                    "行う四半期に●を入れると色が付きます。上が計画、下が実績です。",
                )?;
            sheet.add_data_validation(top, columns.0, bottom, columns.1, &offer)
        })
    }
}

/// A rule for every other row; `formula` says what holds for a cell.
fn conditional(
    sheet: &mut Worksheet,
    rows: (u32, u32),
    columns: (u16, u16),
    formula: impl Fn(&str) -> String,
    format: Format,
) -> Result<(), XlsxError> {
    let [left, right] = [columns.0, columns.1].map(column_number_to_name);
    let ranges: Vec<String> = (rows.0..=rows.1)
        .step_by(2)
        .map(|row| format!("{left}{}:{right}{}", row + 1, row + 1))
        .collect();
    let first = format!("{left}{}", rows.0 + 1);
    let rule = ConditionalFormatFormula::new()
        .set_rule(Formula::new(formula(&first)))
        .set_multi_range(ranges.join(" "))
        .set_format(format);
    sheet.add_conditional_format(rows.0, columns.0, rows.0, columns.1, &rule)?;
    Ok(())
}
