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
    /// A text under a year, and one that is a single line.
    pub(super) note: Format,
    pub(super) note_line: Format,
    /// A line of words across the table.
    pub(super) remark: Format,
    /// A line across the table.
    pub(super) rule: Format,
    /// A cell of the time line without its left and right borders.
    pub(super) cell: Format,
    /// The cells of each mark: those within its bar, and the one of the as-of month.
    pub(super) bars: [[Format; 2]; 2],
}

impl Looks {
    pub(super) fn new(book: &Book<'_>) -> Self {
        let formats = &book.formats;
        let text = formats
            .text
            .clone()
            .set_font_size(SMALL)
            .set_align(FormatAlign::VerticalCenter)
            .set_border_top(FormatBorder::None);
        let cell = formats
            .plain
            .clone()
            .set_font_size(SMALL)
            .set_border_color(LINE);
        let line_below = |format: &Format| {
            format
                .clone()
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(LINE)
        };
        let bars = [Mark::Planned, Mark::Actual].map(|mark| {
            let within = Self::fill(cell.clone(), mark);
            let last = Self::as_of(within.clone());
            [within, last]
        });
        Self {
            heading: formats.heading.clone().set_font_size(SMALL),
            bureau: formats
                .plain
                .clone()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(INK),
            project: formats.label.clone().set_font_size(TEXT),
            project_line: line_below(&formats.plain)
                .set_bold()
                .set_background_color(LABEL),
            centre: formats
                .centre
                .clone()
                .set_font_size(SMALL)
                .set_border_top(FormatBorder::None),
            note: text
                .clone()
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::None),
            text,
            note_line: cell.clone().set_align(FormatAlign::Top),
            remark: line_below(&cell),
            rule: cell
                .clone()
                .set_border_top(FormatBorder::Thin)
                .set_border_top_color(LINE),
            cell,
            bars,
        }
    }

    /// The strong line after the as-of month.
    pub(super) fn as_of(format: Format) -> Format {
        format
            .set_border_right(FormatBorder::Medium)
            .set_border_right_color(Color::Black)
    }

    /// The fill of a mark: light stripes or dark ground, which stay apart in monochrome.
    fn fill(format: Format, mark: Mark) -> Format {
        match mark {
            Mark::Planned => format
                .set_pattern(FormatPattern::LightUp)
                .set_foreground_color(INK)
                .set_background_color(PLANNED),
            Mark::Actual => format.set_background_color(ACTUAL),
        }
    }
}
