//! One project on a sheet, row by row as the `[draw]` of a layout has it: as a form that is handed out, or as
//! what an evaluator is shown.
//!
//! ```text
//!                  form that is handed out            review page
//! cells            as drawn, to be written into       the fields alone, widths by their texts
//! years, values    as drawn                           the same, and what else has a value
//! items            ● in quarters                      bars of months
//! money            as drawn                           the same
//! ```

mod cells;
mod fields;
mod money;
mod months;
mod quarters;
mod rest;
mod values;
mod years;

pub(super) use cells::{LabelledField, section};
pub(super) use fields::joined;
pub(super) use months::marks as months_of;
pub(super) use quarters::{Quarters, Trouble};

use fields::field_text;

use super::page_writer::{Cell, CellStyle, FormCell, PageWriter};
use crate::layout::draw::{Draw, DrawRow};
use crate::layout::{FieldKey, Label, Layout};
use crate::model::{ByMeasure, FiscalYear, Month, ProjectSheet, YearRecord};
use chrono::NaiveDate;
use rust_xlsxwriter::XlsxError;
use std::borrow::Cow;

/// The least height of a row in points: on a form easy to hit with a mouse.
const ON_FORM: f64 = 16.0;
const ON_PAGE: f64 = 13.5;
/// Texts of so many lines stand in the middle of their cell, longer ones at the top.
const SHORT: usize = 3;

/// One form and what is filled in already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormSheet {
    /// Every value that is written into the form.
    pub sheet: ProjectSheet,
    /// 提出期限
    pub due: Option<NaiveDate>,
    /// What is shown beside each rating, for reference.
    pub previous: ByMeasure<Option<String>>,
    /// Fields that the register decides; they are locked.
    pub fixed: Vec<FieldKey>,
}

/// What a page is drawn for.
pub(super) enum Purpose<'a> {
    /// To be filled in, below this title.
    Form(&'a FormSheet, String),
    /// To be rated as of a month.
    Review(Month),
}

/// A page under way.
pub(super) struct ProjectPage<'a, 's> {
    pub(super) writer: PageWriter<'s>,
    pub(super) layout: &'a Layout,
    pub(super) draw: &'a Draw,
    pub(super) purpose: Purpose<'a>,
    pub(super) sheet: &'a ProjectSheet,
    /// The years from left to right, at least one.
    pub(super) years: Vec<FiscalYear>,
    /// The year reported on.
    pub(super) current: FiscalYear,
    /// The sheet of paper on which the years were written last.
    years_on: usize,
}

impl<'a, 's> ProjectPage<'a, 's> {
    pub(super) const fn new(
        writer: PageWriter<'s>,
        (layout, draw): (&'a Layout, &'a Draw),
        purpose: Purpose<'a>,
        sheet: &'a ProjectSheet,
        years: Vec<FiscalYear>,
        current: FiscalYear,
    ) -> Self {
        Self {
            writer,
            layout,
            draw,
            purpose,
            sheet,
            years,
            current,
            years_on: 0,
        }
    }

    /// Draws a row of the layout.
    pub(super) fn row(&mut self, row: &'a DrawRow) -> Result<(), XlsxError> {
        match row {
            DrawRow::Cells(pieces, lines) => self.cells(pieces, *lines),
            DrawRow::Years { label, quarters } => self.years(label, quarters),
            DrawRow::Values(rows) => self.values(rows),
            DrawRow::Items { label } => match self.purpose {
                Purpose::Form(..) => self.items_in_quarters(label),
                Purpose::Review(as_of) => self.items_in_months(label, as_of),
            },
            DrawRow::Money { label, beside } => self.money(label, *beside),
        }
    }

    const fn is_form(&self) -> bool {
        matches!(self.purpose, Purpose::Form(..))
    }

    /// One style on a form, another on a review page.
    const fn style(&self, form: FormCell, review: CellStyle) -> CellStyle {
        match self.purpose {
            Purpose::Form(..) => CellStyle::Form(form),
            Purpose::Review(_) => review,
        }
    }

    /// The least height of a row of the tables by year, in points.
    const fn least(&self) -> f64 {
        match self.purpose {
            Purpose::Form(..) => ON_FORM,
            Purpose::Review(_) => ON_PAGE,
        }
    }

    /// The layout's word for a label, else the usual one.
    fn word(&self, label: Label, usual: &'static str) -> Cow<'a, str> {
        self.layout.word(label).unwrap_or(usual).into()
    }

    /// Whether a value of a year is asked for: of the year reported on and those to come.
    fn asks(&self, year: FiscalYear) -> bool {
        year >= self.current
    }

    /// What the sheet says of a year.
    fn record(&self, year: FiscalYear) -> Option<&'a YearRecord> {
        self.sheet.year(year)
    }

    /// The years with their columns.
    fn year_columns(&self) -> impl Iterator<Item = (FiscalYear, (u16, u16))> + use<'a, 's> {
        let columns: Vec<(FiscalYear, (u16, u16))> = (0..)
            .zip(&self.years)
            .map(|(n, year)| (*year, self.writer.grid.year(n)))
            .collect();
        columns.into_iter()
    }

    /// A label over columns.
    pub(super) fn label<'t>(&self, columns: (u16, u16), text: impl Into<Cow<'t, str>>) -> Cell<'t> {
        Cell::new(columns, text, self.style(FormCell::Label, CellStyle::Label))
    }

    /// A text of a review page as written, over columns.
    pub(super) fn text<'t>(&self, columns: (u16, u16), text: impl Into<Cow<'t, str>>) -> Cell<'t> {
        let cell = Cell::new(columns, text, CellStyle::Middle);
        let width = self.writer.width(columns.0, columns.1);
        match cell.lines(&self.writer.measure, width) <= SHORT {
            true => cell,
            false => cell.at_top(),
        }
    }

    /// A line across the whole page.
    pub(super) fn remark(&mut self, text: &str) -> Result<(), XlsxError> {
        let cells = [self.text((0, self.writer.right()), text)];
        self.writer.row(&cells, ON_PAGE)?;
        Ok(())
    }
}
