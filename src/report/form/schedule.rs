//! The schedule: two rows an item, four quarters a year. A ● in a quarter paints it.
//!
//! ```text
//!            │ 1 │ 要件整理 │ 計画 │ ● │ ● │   │   │ …
//!  実施項目   │   │          │ 実績 │ ● │   │   │   │ …
//! ```

use super::FormSheet;
use super::pen::Pen;
use crate::layout::draw::QUARTERS;
use crate::model::{FiscalYear, Item, Span};
use crate::report::formats::{SMALL, TEXT};
use crate::report::style::{ACTUAL, INPUT, PLANNED};
use crate::report::write::Area;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, Format, Formula, XlsxError, column_number_to_name,
};

/// What marks a quarter.
pub(super) const MARK: &str = "●";
/// Months of a quarter.
const MONTHS: i32 = 12 / QUARTERS as i32;

/// What cannot be carried over into quarters as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A span that begins or ends within a quarter; whole quarters are marked.
    Rounded(Span),
    /// A span that lies outside the form's years, wholly or in part.
    Outside(Span),
    /// A note of a year whose quarters are all marked, or that the form does not have.
    NoRoom(String),
}

/// The quarters of an item's two rows, from left to right.
pub(super) struct Quarters {
    /// 計画
    pub(super) plan: Vec<Option<String>>,
    /// 実績
    pub(super) actual: Vec<Option<String>>,
    /// What did not fit.
    pub(super) troubles: Vec<Trouble>,
}

impl Quarters {
    /// Lays an item out over years.
    pub(super) fn of(item: &Item, years: &[FiscalYear]) -> Self {
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

/// Draws the block.
pub(super) fn draw(pen: &mut Pen<'_>, label: &str, form: &FormSheet) -> Result<(), XlsxError> {
    let top = pen.row;
    let count = form.sheet.items.len().max(pen.draw.items as usize);
    let mut numbers: Vec<u32> = form.sheet.items.iter().map(|item| item.number).collect();
    for _ in numbers.len()..count {
        let next = numbers.iter().max().map_or(1, |last| last + 1);
        numbers.push(next);
    }
    for (index, number) in numbers.into_iter().enumerate() {
        let item = form.sheet.items.get(index);
        draw_item(pen, number, item)?;
    }
    if pen.row == top {
        return Ok(());
    }
    let area = Area {
        top,
        left: 0,
        bottom: pen.row - 1,
        right: 0,
    };
    pen.text(area, label, &pen.looks.label)?;
    paint(pen, top)
}

fn draw_item(pen: &mut Pen<'_>, number: u32, item: Option<&Item>) -> Result<(), XlsxError> {
    let looks = pen.looks;
    let (top, end) = (pen.row, pen.left_end());
    let over_both = |left: u16, right: u16| Area {
        top,
        left,
        bottom: top + 1,
        right,
    };
    let text = item
        .and_then(|item| item.text.as_deref())
        .unwrap_or_default();
    pen.typed(over_both(1, 1), &number.to_string(), &looks.base.centre)?;
    let format = looks.words.asks(text.is_empty());
    pen.text(over_both(2, end - 1), text, format)?;
    let quarters = item.map(|item| Quarters::of(item, &pen.years));
    let (plan, actual) = quarters.map_or((Vec::new(), Vec::new()), |q| (q.plan, q.actual));
    let height = pen.height(text, (2, end - 1), TEXT) / 2.0;
    row(pen, "計画", &plan, height)?;
    row(pen, "実績", &actual, height)
}

fn row(
    pen: &mut Pen<'_>,
    word: &str,
    quarters: &[Option<String>],
    height: f64,
) -> Result<(), XlsxError> {
    let looks = pen.looks;
    let is_plan = word == "計画";
    let format = if is_plan {
        &looks.planned
    } else {
        &looks.actual
    };
    let end = pen.left_end();
    pen.text(Area::row(pen.row, end, end), word, format)?;
    let first = pen.left_end() + 1;
    for index in 0..pen.years.len() as u16 * QUARTERS {
        let text = quarters
            .get(usize::from(index))
            .cloned()
            .flatten()
            .unwrap_or_default();
        let format = match text.as_str() {
            "" | MARK => &looks.quarter,
            _ => &looks.note,
        };
        let col = first + index;
        pen.text(Area::row(pen.row, col, col), &text, format)?;
    }
    pen.end_row(height.max(pen.height("", (end, end), SMALL)))
}

/// Paints marked quarters, and blank ones that are asked for, and offers the mark. The paint is
/// conditional: what a cell is filled with means a span to whoever reads the form.
fn paint(pen: &mut Pen<'_>, top: u32) -> Result<(), XlsxError> {
    let (first, last) = (pen.left_end() + 1, pen.draw.columns() - 1);
    let bottom = pen.row - 1;
    let asked = |is_plan: bool| {
        let year = pen.issue.year;
        let place = pen.years.iter().position(|other| *other == year);
        place.map(|place| {
            let (begin, end) = pen.year_columns(place);
            (begin, if is_plan { last } else { end })
        })
    };
    let asked = [asked(true), asked(false)];
    for ((row, ground), asked) in [(top, PLANNED), (top + 1, ACTUAL)].into_iter().zip(asked) {
        let marked = |cell: &str| format!("=ISNUMBER(SEARCH(\"{MARK}\",{cell}))");
        // The mark in the colour of its ground: what is seen is a bar.
        let bar = Format::new()
            .set_background_color(ground)
            .set_font_color(ground);
        conditional(pen, (row, bottom), (first, last), marked, bar)?;
        if let Some(columns) = asked {
            let blank = |cell: &str| format!("=LEN({cell})=0");
            let ask = Format::new().set_background_color(INPUT);
            conditional(pen, (row, bottom), columns, blank, ask)?;
        }
    }
    let offer = DataValidation::new()
        .allow_list_strings(&[MARK])?
        .show_error_message(false)
        .set_input_message("行う四半期に●を入れると色が付きます。上が計画、下が実績です。")?;
    pen.sheet
        .add_data_validation(top, first, bottom, last, &offer)?;
    Ok(())
}

/// A rule for every other row; `formula` says what holds for a cell.
fn conditional(
    pen: &mut Pen<'_>,
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
    pen.sheet
        .add_conditional_format(rows.0, columns.0, rows.0, columns.1, &rule)?;
    Ok(())
}
