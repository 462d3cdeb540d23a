//! What a cell shows: number formats applied to exact decimals, as a Japanese Excel does.
//!
//! ```text
//! code ─ parse ─ sections of tokens ─ pick by value ─┬─ digits   exact, half away from zero
//!                                                    ├─ date     eras, weekdays, both date systems
//!                                                    └─ fraction, scientific  left to `ssfmt`
//! ```
//! A format never hides a value: where it would show nothing, `General` is shown.

mod builtin;
mod date;
mod digits;
mod general;
mod parse;
mod section;

pub(crate) use builtin::builtin;
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

/// What a number looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A number; `scale` is the power of ten from the stored to the shown one.
    Number {
        /// 2 for `0%`, -3 for `#,##0,`.
        scale: i8,
        /// What the cell shows.
        text: String,
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
    /// Sections for numbers; the one for text is left out.
    sections: Vec<Section>,
}

impl Format {
    /// Reads a format code; what cannot be understood is literal text, never an error.
    pub(crate) fn parse(code: &str) -> Self {
        Self {
            sections: parse::sections(code),
        }
    }

    /// The text and meaning of a number in this format.
    pub(crate) fn show(&self, value: Decimal, epoch: Epoch) -> Shown {
        let plain = || Shown::Number {
            scale: 0,
            text: general(value),
        };
        let Some((section, signed)) = self.pick(value) else {
            return plain();
        };
        match section.kind {
            Kind::General => plain(),
            Kind::Text => Shown::Number {
                scale: 0,
                text: value.normalize().to_string(),
            },
            Kind::Date => date::show(section, value, epoch),
            Kind::Digits | Kind::Outside => {
                let Some(text) = digits::show(section, value, signed) else {
                    return plain();
                };
                Shown::Number {
                    scale: section.scale,
                    text,
                }
            }
        }
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
