//! What a cell shows: number formats applied to exact decimals, as a Japanese Excel does.
//!
//! ```text
//! code ─ parse ─ sections of tokens ─ pick by value ─┬─ digits   exact, half away from zero
//!                                                    ├─ date     eras, weekdays, both date systems
//!                                                    └─ fraction, scientific  left to `ssfmt`
//! ```
//! A format never hides a value: where it would show nothing, `General` is shown and that it is hidden
//! is said. What the shown text leaves out of the number is found by [`exact`].

mod builtin;
mod date;
mod digits;
mod exact;
mod general;
mod parse;
mod section;

pub(crate) use builtin::builtin;
pub(crate) use exact::{formatted, general_number};
pub(crate) use general::general;
pub(crate) use section::Condition;

use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use section::{Kind, Section};

/// Which day is serial number 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Epoch {
    /// 1900-01-01 is 1, and 1900-02-29 is counted though it never was.
    #[default]
    Y1900,
    /// 1904-01-01 is 0.
    Y1904,
}

/// What a format writes itself among the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// Nothing, as far as one can tell.
    Nothing,
    /// The point between whole digits: `0!.0,`.
    Point,
    /// Digits that touch the number's own: `0,",000"`.
    Digits,
}

/// What a number looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A number; `scale` is the power of ten from the stored to the shown one.
    Number {
        /// 2 for `0%`, -3 for `#,##0,`.
        scale: i8,
        /// What the cell shows.
        text: String,
        /// Whether it shows nothing, and the text is what `General` would show.
        hidden: bool,
        /// What the format writes among the digits.
        written: Written,
    },
    /// A date or time.
    Date {
        /// The moment.
        at: NaiveDateTime,
        /// What the cell shows.
        text: String,
    },
    /// A date before the epoch or after 9999: Excel shows `#####`.
    NoDate,
}

/// A number format, parsed once and used for many cells.
#[derive(Clone, Debug)]
pub(crate) struct Format {
    /// Sections for numbers.
    sections: Vec<Section>,
    /// The section for texts, if there is one.
    text: Option<Section>,
}

impl Format {
    /// Reads a format code; what cannot be understood is literal text, never an error.
    pub(crate) fn parse(code: &str) -> Self {
        let (sections, text) = parse::sections(code);
        Self { sections, text }
    }

    /// The text and meaning of a number in this format.
    pub(crate) fn show(&self, value: Decimal, epoch: Epoch) -> Shown {
        let plain = |hidden| Shown::Number {
            scale: 0,
            text: general(value),
            hidden,
            written: Written::Nothing,
        };
        let Some((section, signed)) = self.pick(value) else {
            return plain(false);
        };
        match section.kind {
            Kind::General => plain(false),
            Kind::Hidden => plain(true),
            Kind::Text => Shown::Number {
                scale: 0,
                text: section.around(&value.normalize().to_string()),
                hidden: false,
                written: Written::Nothing,
            },
            Kind::Date => date::show(section, value, epoch),
            Kind::Digits | Kind::Outside => match digits::show(section, value, signed) {
                Some(text) => Shown::Number {
                    scale: section.scale,
                    text,
                    hidden: false,
                    written: section.written(),
                },
                None => plain(true),
            },
        }
    }

    /// What a cell with this text shows, where that is not the text itself.
    pub(crate) fn show_text(&self, text: &str) -> Option<String> {
        let section = self.text.as_ref()?;
        Some(section.around(text)).filter(|shown| shown != text && !shown.is_empty())
    }

    /// The section for a value, and whether a minus sign is still to be written.
    fn pick(&self, value: Decimal) -> Option<(&Section, bool)> {
        let negative = value.is_sign_negative() && !value.is_zero();
        let conditional = self.sections.iter().any(|s| s.condition.is_some());
        if conditional {
            let last = self.sections.len() - 1;
            let section = self
                .sections
                .iter()
                .enumerate()
                .find(|(index, section)| match section.condition {
                    Some(condition) => condition.holds(value),
                    None if *index == last => true,
                    None => *index == 1 && negative || *index == 0 && value > Decimal::ZERO,
                })?
                .1;
            let own_sign = section.condition.is_some_and(|c| c.only_negative());
            return Some((section, negative && !own_sign));
        }
        let index = match self.sections.len() {
            0 | 1 => 0,
            2 => usize::from(negative),
            _ if value.is_zero() => 2,
            _ => usize::from(negative),
        };
        Some((self.sections.get(index)?, negative && index == 0))
    }
}

#[cfg(test)]
mod tests;
