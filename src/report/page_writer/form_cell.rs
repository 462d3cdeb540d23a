//! The cells of a form that is handed out.

use crate::report::formats::{Formats, SMALL, TEXT};
use crate::report::style::{ACTUAL, INPUT, PLANNED, QUIET};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign};

/// The title's size in points.
const TITLE: f64 = 14.0;

/// A cell of a form. Those with a flag can be written into; it says whether they ask for it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum FormCell {
    /// The form's title.
    Title,
    /// A text of the form outside its frame.
    Furniture,
    /// A label.
    Label,
    /// The heading of the years.
    Heading,
    /// A number that the division cannot change.
    FixedNumber,
    /// A value that the division cannot change.
    Fixed,
    /// What is shown for reference.
    Reference,
    /// The number of an item.
    ItemNumber,
    /// Words.
    Words(bool),
    /// A value under a year.
    Value(bool),
    /// An amount with so many decimals.
    Amount(bool, u32),
    /// A quarter of the schedule.
    Quarter,
    /// A note among the quarters, which may run over its neighbours.
    Note,
    /// A grade.
    Grade,
    /// A day.
    Day,
    /// The word 計画, and 実績.
    Planned,
    Actual,
}

impl FormCell {
    /// Font size in points.
    pub(super) const fn size(self) -> f64 {
        match self {
            Self::Title => TITLE,
            Self::Furniture | Self::Label | Self::Reference => SMALL,
            Self::Quarter | Self::Note | Self::Planned | Self::Actual => SMALL,
            _ => TEXT,
        }
    }

    pub(super) fn format(self, formats: &Formats) -> Format {
        let small = || formats.centre.clone().set_font_size(SMALL);
        let quarter = || small().unset_text_wrap().set_unlocked();
        let month = |ground: Color, letters: Color| {
            small().set_background_color(ground).set_font_color(letters)
        };
        match self {
            Self::Title => formats.title.clone().set_font_size(TITLE),
            Self::Furniture => formats.note.clone(),
            Self::Label => formats.label.clone().set_align(FormatAlign::Center),
            Self::Heading => formats.heading.clone(),
            Self::FixedNumber | Self::ItemNumber => formats.centre.clone(),
            Self::Fixed => formats.middle.clone(),
            Self::Reference => {
                let quiet = formats.middle.clone().set_font_size(SMALL);
                quiet.set_font_color(QUIET)
            }
            Self::Words(asks) => entry(&formats.middle, asks),
            Self::Value(asks) => entry(&formats.centre, asks),
            Self::Amount(asks, decimals) => entry(&formats.amount(Decimal::new(1, decimals)), asks),
            Self::Quarter => quarter(),
            Self::Note => quarter().set_align(FormatAlign::Left),
            Self::Grade => formats.input_centre.clone(),
            Self::Day => entry(&formats.middle, true).set_num_format("yyyy/m/d"),
            Self::Planned => month(PLANNED, Color::Black),
            Self::Actual => month(ACTUAL, Color::White),
        }
    }
}

/// A cell that can be written into; what asks for it is yellow.
fn entry(format: &Format, asks: bool) -> Format {
    let open = format.clone().set_unlocked();
    match asks {
        true => open.set_background_color(INPUT),
        false => open,
    }
}
