//! The cell formats shared by all workbooks, in the font of the [`Style`].

use super::style::{INK, INPUT, LABEL, LINE, QUIET, Style, grade_look, severity_colours};
use crate::finding::Severity;
use crate::model::Grade;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Size of ordinary text in points; nothing in a report is smaller than [`SMALL`].
pub const TEXT: f64 = 9.0;
/// Size of notes and narrow cells in points.
pub const SMALL: f64 = 8.0;

/// Formats built once for a workbook.
#[derive(Clone, Debug)]
pub struct Formats {
    /// No border: the starting point of all others.
    pub plain: Format,
    /// The title of a sheet.
    pub title: Format,
    /// A line below the title.
    pub subtitle: Format,
    /// The title of a table.
    pub section: Format,
    /// A quiet remark.
    pub note: Format,
    /// Heading of a column or group, centred.
    pub heading: Format,
    /// Label of a field, left, small.
    pub label: Format,
    /// Wrapped text, upper left.
    pub text: Format,
    /// Wrapped text, left, in the vertical middle.
    pub middle: Format,
    /// Short text, centred.
    pub centre: Format,
    /// Whole numbers with separators, right.
    pub number: Format,
    /// A link within or out of the workbook.
    pub link: Format,
    /// A cell a person fills in: text.
    pub input: Format,
    /// A cell a person fills in: one word, centred.
    pub input_centre: Format,
}

impl Formats {
    /// Builds the formats of a style.
    pub fn new(style: &Style) -> Self {
        let plain = Format::new()
            .set_font_name(&style.font)
            .set_font_size(TEXT)
            .set_align(FormatAlign::VerticalCenter);
        let boxed = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let text = boxed.clone().set_text_wrap().set_align(FormatAlign::Top);
        let centre = boxed.clone().set_text_wrap().set_align(FormatAlign::Center);
        Self {
            title: plain
                .clone()
                .set_bold()
                .set_font_size(16)
                .set_font_color(INK),
            subtitle: plain.clone().set_font_size(10),
            section: plain
                .clone()
                .set_bold()
                .set_font_size(11)
                .set_font_color(INK),
            note: plain.clone().set_font_size(SMALL).set_font_color(QUIET),
            middle: boxed.clone().set_text_wrap(),
            heading: centre.clone().set_bold().set_background_color(LABEL),
            label: boxed
                .clone()
                .set_font_size(SMALL)
                .set_text_wrap()
                .set_bold()
                .set_background_color(LABEL),
            number: boxed
                .clone()
                .set_num_format(number_format(0))
                .set_align(FormatAlign::Right),
            link: text
                .clone()
                .set_font_color(Color::RGB(0x0B_57_A4))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            input: text.clone().set_background_color(INPUT).set_unlocked(),
            input_centre: centre
                .clone()
                .set_background_color(INPUT)
                .set_font_size(12)
                .set_bold()
                .set_unlocked(),
            text,
            centre,
            plain,
        }
    }

    /// The format of a cell that holds a grade.
    pub fn grade(&self, grade: Grade) -> Format {
        let look = grade_look(grade);
        self.centre
            .clone()
            .set_bold()
            .set_background_color(look.ground)
            .set_font_color(look.ink)
    }

    /// The format of a cell that names a severity.
    pub fn severity(&self, severity: Severity) -> Format {
        let (ground, ink) = severity_colours(severity);
        self.centre
            .clone()
            .set_bold()
            .set_background_color(ground)
            .set_font_color(ink)
    }

    /// [`Formats::number`] with as many decimals as the amount has.
    pub fn amount(&self, amount: Decimal) -> Format {
        let format = self.number.clone();
        format.set_num_format(number_format(amount.normalize().scale()))
    }
}

/// A number format with so many decimals that marks negative amounts as public accounts do, with room at
/// the right.
pub(super) fn number_format(decimals: u32) -> String {
    let digits = match decimals {
        0 => "#,##0".to_owned(),
        decimals => format!("#,##0.{}", "0".repeat(decimals as usize)),
    };
    format!("{digits}_ ;\"▲\"{digits}_ ")
}
