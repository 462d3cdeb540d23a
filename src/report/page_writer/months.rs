//! The cells of the schedule: planned and actual months, the lines of years and of the as-of day.

use crate::report::formats::{Formats, SMALL};
use crate::report::style::{ACTUAL, INK, LINE, PLANNED};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// What a cell of a month shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Fill {
    /// Nothing.
    #[default]
    Empty,
    /// A planned month: light, with an outline.
    Planned,
    /// An actual month: dark.
    Actual,
}

/// How the cell of one month months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) struct MonthStyle {
    pub(in crate::report) fill: Fill,
    /// First of its span, last of its span.
    pub(in crate::report) begins: bool,
    pub(in crate::report) ends: bool,
    /// Last row of its item; above the first, there is a line already.
    pub(in crate::report) bottom: bool,
    /// April, October, and the last month drawn.
    pub(in crate::report) opens_year: bool,
    pub(in crate::report) opens_half: bool,
    pub(in crate::report) edge: bool,
    /// The as-of month.
    pub(in crate::report) as_of: bool,
}

impl MonthStyle {
    /// Without the line that would cross a text on its right.
    pub(in crate::report) const fn before_text(self) -> Self {
        Self {
            as_of: false,
            ..self
        }
    }

    /// Without the line that would cross a text on its left.
    pub(in crate::report) const fn below_text(self) -> Self {
        Self {
            opens_half: false,
            ..self
        }
    }
}

/// The format of a month: in it, notes are written small from the top.
pub(in crate::report) fn format(month: MonthStyle, formats: &Formats) -> Format {
    let thin = |on: bool| {
        if on {
            FormatBorder::Thin
        } else {
            FormatBorder::None
        }
    };
    let planned = month.fill == Fill::Planned;
    let mut format = formats
        .plain
        .clone()
        .set_font_size(SMALL)
        .set_align(FormatAlign::Top)
        .set_border_top(thin(planned))
        .set_border_bottom(thin(month.bottom || planned))
        .set_border_top_color(if planned { INK } else { LINE })
        .set_border_bottom_color(if planned { INK } else { LINE });
    format = match month {
        _ if planned && month.begins => format
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(INK),
        MonthStyle {
            opens_year: true, ..
        } => format
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(LINE),
        MonthStyle {
            opens_half: true,
            fill: Fill::Empty,
            ..
        } => format
            .set_border_left(FormatBorder::Hair)
            .set_border_left_color(LINE),
        _ => format,
    };
    format = match month {
        MonthStyle { as_of: true, .. } => format
            .set_border_right(FormatBorder::MediumDashed)
            .set_border_right_color(INK),
        _ if planned && month.ends => format
            .set_border_right(FormatBorder::Thin)
            .set_border_right_color(INK),
        MonthStyle { edge: true, .. } => format
            .set_border_right(FormatBorder::Thin)
            .set_border_right_color(LINE),
        _ => format,
    };
    match month.fill {
        Fill::Empty => format,
        Fill::Planned => format.set_background_color(PLANNED),
        Fill::Actual => format.set_background_color(ACTUAL),
    }
}
