//! What cells of a page look like.

use super::form_cell::FormCell;
use crate::model::Grade;
use crate::report::formats::{Formats, SMALL, TEXT};
use crate::report::style::INK;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Sizes in points: of the page's title, of the project's name, of the evaluator's grade, and of a grade
/// on the form or of the rules.
const TITLE: f64 = 13.0;
const NAME: f64 = 11.0;
const GRADE: f64 = 12.0;
const TOLD: f64 = 11.0;

/// Room on the right of a text, as amounts have it, and at least its width in pixels. An indent is lost in
/// LibreOffice in some cells.
const SPACED: &str = "@_ ";
const SPACE: f64 = 6.0;

/// What is written in a cell, which says how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum CellStyle {
    /// The page's title.
    Title,
    /// Whose page it is.
    Evaluator,
    /// Number and name of the project.
    Name,
    /// Label of a field.
    Label,
    /// Heading of columns, above what stands on this side.
    Heading(Side),
    /// The heading of the year rated.
    Rated,
    /// A half year above the schedule.
    Half,
    /// Text from the top, text in the middle, and a value among others of its column.
    Text,
    Middle,
    Value,
    /// A note below the bars of an item.
    Note,
    /// An amount with so many decimals.
    Amount(u32),
    /// A grade of the form or of the rules, if there is one.
    Grade(Option<Grade>),
    /// A grade with what else is written beside it.
    GradeText(Option<Grade>),
    /// What the evaluator fills in: a grade, a text, a text too long for the usual size.
    EntryGrade,
    EntryText,
    EntrySmall,
    /// Where all this was read.
    Source,
    /// Heads the rows below it.
    Section,
    /// A cell of a form that is handed out.
    Form(FormCell),
}

/// Where a text stands in its area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Side {
    Left,
    Centre,
    Right,
}

impl CellStyle {
    /// Font size in points.
    pub(in crate::report) const fn size(self) -> f64 {
        match self {
            Self::Form(cell) => cell.size(),
            Self::Title => TITLE,
            Self::Name => NAME,
            Self::Grade(_) => TOLD,
            Self::EntryGrade => GRADE,
            Self::Label | Self::Half | Self::Note | Self::EntrySmall | Self::Source => SMALL,
            _ => TEXT,
        }
    }

    /// Where its texts stand.
    pub(in crate::report) const fn side(self) -> Side {
        match self {
            Self::Heading(side) => side,
            Self::Evaluator | Self::Rated | Self::Value | Self::Amount(_) => Side::Right,
            Self::Grade(_) | Self::GradeText(_) | Self::EntryGrade => Side::Centre,
            _ => Side::Left,
        }
    }

    /// What its texts keep free of a cell, in pixels.
    pub(in crate::report) const fn space(self) -> f64 {
        match self {
            Self::Rated | Self::Value | Self::Heading(Side::Right) => SPACE,
            _ => 0.0,
        }
    }

    /// Whether it is one cell to those who write into it, also while it is empty. A form that is handed out
    /// has no other cells, for it is written into and read back.
    pub(in crate::report) const fn is_one_cell(self) -> bool {
        matches!(
            self,
            Self::EntryGrade | Self::EntryText | Self::EntrySmall | Self::Form(_)
        )
    }

    /// The style of the empty cells below its texts, if they look like anything: of the one with which an area
    /// begins, and of the others. It is one that a page has anyway, for a look costs as much as many cells.
    pub(in crate::report) const fn ground(self, begins: bool) -> Option<Self> {
        match self {
            Self::Title | Self::Evaluator | Self::Source | Self::Section => None,
            Self::Label | Self::Heading(_) if begins => Some(Self::Label),
            Self::Label | Self::Heading(_) => Some(Self::Heading(Side::Right)),
            // No other cell is like these.
            Self::Rated | Self::Grade(_) | Self::GradeText(_) => Some(self),
            Self::EntryGrade | Self::EntryText | Self::EntrySmall | Self::Form(_) => Some(self),
            _ if begins => Some(Self::Middle),
            _ => Some(Self::Value),
        }
    }

    /// The format of a single line, which may run over other cells.
    pub(in crate::report) fn line_format(self, formats: &Formats) -> Format {
        let format = self.format(formats).unset_text_wrap().unset_shrink();
        match self.space() > 0.0 {
            true => format.set_num_format(SPACED),
            false => format,
        }
    }

    /// The format of a cell with lines on all sides, or without any.
    pub(in crate::report) fn format(self, formats: &Formats) -> Format {
        let framed = |format: &Format| {
            format
                .clone()
                .set_border(FormatBorder::Medium)
                .set_border_color(INK)
        };
        let graded = |grade: Option<Grade>| {
            grade.map_or_else(|| formats.centre.clone(), |grade| formats.grade(grade))
        };
        let format = match self {
            Self::Form(cell) => return cell.format(formats),
            Self::Section => formats.section.clone(),
            Self::Title => formats.title.clone().set_text_wrap(),
            Self::Evaluator => formats.plain.clone().set_text_wrap(),
            Self::Name => formats.middle.clone().set_bold(),
            Self::Label => formats.label.clone(),
            Self::Heading(_) => formats.heading.clone(),
            Self::Rated => {
                let heading = formats.heading.clone().set_background_color(INK);
                // Its ground is dark enough to do without the line on its left, and with a single look.
                let heading = heading.set_border_left(FormatBorder::None);
                heading.set_font_color(Color::White)
            }
            Self::Text => formats.text.clone(),
            Self::Note => formats.text.clone().set_border_top(FormatBorder::None),
            Self::Middle | Self::Half => formats.middle.clone(),
            Self::Value => formats.centre.clone(),
            // Shrunk rather than shown as ####.
            Self::Amount(decimals) => formats.amount(Decimal::new(1, decimals)).set_shrink(),
            Self::Grade(grade) | Self::GradeText(grade) => graded(grade),
            Self::EntryGrade => framed(&formats.input_centre),
            Self::EntryText | Self::EntrySmall => framed(&formats.input),
            Self::Source => formats.note.clone().set_text_wrap(),
        };
        let format = format.set_font_size(self.size());
        match self.side() {
            Side::Left => format.set_align(FormatAlign::Left),
            Side::Centre => format.set_align(FormatAlign::Center),
            Side::Right => format.set_align(FormatAlign::Right),
        }
    }
}
