//! The cell formats of a form.

use crate::report::formats::{Formats, SMALL};
use crate::report::style::{ACTUAL, INPUT, PLANNED, QUIET, Style};
use rust_xlsxwriter::{Color, Format, FormatAlign};

/// Formats built once for a workbook.
pub(super) struct Looks {
    /// The shared ones.
    pub base: Formats,
    /// The form's title.
    pub title: Format,
    /// A text of the form outside its frame.
    pub furniture: Format,
    /// A label.
    pub label: Format,
    /// A value that the division cannot change.
    pub fixed: Format,
    /// What is shown for reference.
    pub reference: Format,
    /// Words, to fill in and filled in before.
    pub words: Pair,
    /// A value under a year.
    pub value: Pair,
    /// An amount.
    pub amount: Pair,
    /// A quarter of the schedule.
    pub quarter: Format,
    /// A note among the quarters, which may run over its neighbours.
    pub note: Format,
    /// A grade.
    pub grade: Format,
    /// A day.
    pub day: Format,
    /// The word 計画 and months planned.
    pub planned: Format,
    /// The word 実績 and months done.
    pub actual: Format,
}

/// A cell to fill in now, and one that was filled in before; both are unlocked.
pub(super) struct Pair {
    ask: Format,
    kept: Format,
}

impl Pair {
    fn of(format: &Format) -> Self {
        let kept = format.clone().set_unlocked();
        Self {
            ask: kept.clone().set_background_color(INPUT),
            kept,
        }
    }

    /// The format of a cell that asks for a value, or of one that does not.
    pub(super) const fn asks(&self, asks: bool) -> &Format {
        if asks { &self.ask } else { &self.kept }
    }
}

impl Looks {
    pub(super) fn new(style: &Style) -> Self {
        let base = Formats::new(style);
        let small = base.centre.clone().set_font_size(SMALL);
        let words = Pair::of(&base.middle);
        let month = |ground: Color, ink: Color| {
            small
                .clone()
                .set_background_color(ground)
                .set_font_color(ink)
        };
        let quarter = small.clone().unset_text_wrap().set_unlocked();
        Self {
            title: base.title.clone().set_font_size(14),
            furniture: base.note.clone(),
            label: base.label.clone().set_align(FormatAlign::Center),
            fixed: base.middle.clone(),
            reference: base
                .middle
                .clone()
                .set_font_size(SMALL)
                .set_font_color(QUIET),
            value: Pair::of(&base.centre),
            amount: Pair::of(&base.number),
            note: quarter.clone().set_align(FormatAlign::Left),
            quarter,
            grade: base.input_centre.clone(),
            day: words.asks(true).clone().set_num_format("yyyy/m/d"),
            planned: month(PLANNED, Color::Black),
            actual: month(ACTUAL, Color::White),
            words,
            base,
        }
    }
}
