//! The cells of the schedule: planned and actual months, the lines of years and of the as-of day.

use crate::report::formats::{Formats, SMALL};
use crate::report::style::{ACTUAL, INK, LINE, PLANNED};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// What a cell of a month shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fill {
    /// Nothing.
    #[default]
    Empty,
    /// A planned month: light, with an outline.
    Planned,
    /// An actual month: dark.
    Actual,
}

/// How the cell of one month looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    pub(super) fill: Fill,
    /// First of its span, last of its span.
    pub(super) begins: bool,
    pub(super) ends: bool,
    /// Last row of its item; above the first, there is a line already.
    pub(super) bottom: bool,
    /// April, October, and the last month drawn.
    pub(super) opens_year: bool,
    pub(super) opens_half: bool,
    pub(super) edge: bool,
    /// The as-of month.
    pub(super) as_of: bool,
}

impl Look {
    /// Without the line that would cross a text on its right.
    pub(super) const fn before_text(self) -> Self {
        Self {
            as_of: false,
            ..self
        }
    }

    /// Without the line that would cross a text on its left.
    pub(super) const fn below_text(self) -> Self {
        Self {
            opens_half: false,
            ..self
        }
    }
}

/// The format of a month: in it, notes are written small from the top.
pub(super) fn format(look: Look, formats: &Formats) -> Format {
    let thin = |on: bool| {
        if on {
            FormatBorder::Thin
        } else {
            FormatBorder::None
        }
    };
    let planned = look.fill == Fill::Planned;
    let mut format = formats
        .plain
        .clone()
        .set_font_size(SMALL)
        .set_align(FormatAlign::Top)
        .set_border_top(thin(planned))
        .set_border_bottom(thin(look.bottom || planned))
        .set_border_top_color(if planned { INK } else { LINE })
        .set_border_bottom_color(if planned { INK } else { LINE });
    format = match look {
        _ if planned && look.begins => format
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(INK),
        Look {
            opens_year: true, ..
        } => format
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(LINE),
        Look {
            opens_half: true,
            fill: Fill::Empty,
            ..
        } => format
            .set_border_left(FormatBorder::Hair)
            .set_border_left_color(LINE),
        _ => format,
    };
    format = match look {
        Look { as_of: true, .. } => format
            .set_border_right(FormatBorder::MediumDashed)
            .set_border_right_color(INK),
        _ if planned && look.ends => format
            .set_border_right(FormatBorder::Thin)
            .set_border_right_color(INK),
        Look { edge: true, .. } => format
            .set_border_right(FormatBorder::Thin)
            .set_border_right_color(LINE),
        _ => format,
    };
    match look.fill {
        Fill::Empty => format,
        Fill::Planned => format.set_background_color(PLANNED),
        Fill::Actual => format.set_background_color(ACTUAL),
    }
}
