//! How the sheet 工程 looks.

use crate::report::formats::{SMALL, TEXT};
use crate::report::style::{ACTUAL, INK, LABEL, LINE, PLANNED};
use crate::report::summary::Book;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern};

/// What a row of an item shows in the cells of the time line.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Planned,
    Actual,
}

/// The formats of the sheet.
pub(super) struct Looks {
    pub(super) heading: Format,
    pub(super) bureau: Format,
    pub(super) project: Format,
    /// The same for one line that is not merged.
    pub(super) project_line: Format,
    pub(super) text: Format,
    pub(super) centre: Format,
    pub(super) note: Format,
    /// A cell of the time line without its left and right borders.
    pub(super) cell: Format,
}

impl Looks {
    pub(super) fn new(book: &Book<'_>) -> Self {
        let formats = &book.formats;
        let text = formats
            .text
            .clone()
            .set_font_size(SMALL)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            heading: formats.heading.clone().set_font_size(SMALL),
            bureau: formats
                .plain
                .clone()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(INK),
            project: formats.label.clone().set_font_size(TEXT),
            project_line: formats
                .plain
                .clone()
                .set_bold()
                .set_background_color(LABEL)
                .set_border_top(FormatBorder::Thin)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_top_color(LINE)
                .set_border_bottom_color(LINE),
            centre: formats.centre.clone().set_font_size(SMALL),
            note: text.clone().set_align(FormatAlign::Top),
            text,
            cell: formats
                .plain
                .clone()
                .set_font_size(SMALL)
                .set_border_color(LINE),
        }
    }

    /// The fill of a mark: light stripes or dark ground, which stay apart in monochrome.
    pub(super) fn fill(format: Format, mark: Mark) -> Format {
        match mark {
            Mark::Planned => format
                .set_pattern(FormatPattern::LightUp)
                .set_foreground_color(INK)
                .set_background_color(PLANNED),
            Mark::Actual => format.set_background_color(ACTUAL),
        }
    }
}
