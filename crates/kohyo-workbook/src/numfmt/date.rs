//! Dates and times: serial numbers of both systems, Japanese eras and weekdays.

use super::section::{Part, Section, Token};
use super::{Epoch, Shown};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt::Write as _;

/// From 1900-01-00 to 1904-01-01.
const DAYS_TO_1904: i64 = 1_462;
/// 9999-12-31 counted from 1900.
const LAST_DAY: i64 = 2_958_465;
/// The day that never was, 1900-02-29.
const LEAP_DAY: i64 = 60;
const DAY_MS: i64 = 86_400_000;

/// First day, name, short name and letter of an era.
type Era = ((i32, u32, u32), &'static str, &'static str, &'static str);

/// Eras, latest first.
const ERAS: [Era; 5] = [
    ((2019, 5, 1), "令和", "令", "R"),
    ((1989, 1, 8), "平成", "平", "H"),
    ((1926, 12, 25), "昭和", "昭", "S"),
    ((1912, 7, 30), "大正", "大", "T"),
    ((1868, 1, 25), "明治", "明", "M"),
];
const WEEKDAYS: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
const ENGLISH_DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A serial number as days and milliseconds since 1899-12-31, in Excel's own calendar.
#[derive(Clone, Copy)]
struct Serial {
    days: i64,
    ms: i64,
}

impl Serial {
    fn new(value: Decimal, epoch: Epoch) -> Option<Self> {
        if value.is_sign_negative() && !value.is_zero() {
            return None;
        }
        let whole = value.trunc();
        let part = (value - whole) * Decimal::from(DAY_MS);
        let ms = part
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()?;
        let shift = match epoch {
            Epoch::Y1900 => 0,
            Epoch::Y1904 => DAYS_TO_1904,
        };
        let days = whole.to_i64()?.checked_add(shift)?;
        Self { days, ms }.carried()
    }

    /// Rounded to whole seconds, as shown where no fraction is asked for.
    fn to_seconds(self) -> Option<Self> {
        let ms = (self.ms + 500) / 1_000 * 1_000;
        Self { ms, ..self }.carried()
    }

    fn carried(self) -> Option<Self> {
        let days = self.days + self.ms / DAY_MS;
        let ms = self.ms % DAY_MS;
        (days <= LAST_DAY).then_some(Self { days, ms })
    }

    /// The moment in the real calendar; the day that never was is taken for the day before.
    fn moment(self) -> Option<NaiveDateTime> {
        let before_leap = i64::from(self.days < LEAP_DAY);
        let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
        let days = TimeDelta::try_days(self.days + before_leap)?;
        zero.checked_add_signed(days)?
            .checked_add_signed(TimeDelta::milliseconds(self.ms))
    }

    /// Year, month and day as Excel shows them: 1900-01-00 and 1900-02-29 are days there.
    fn shown_day(self, at: NaiveDateTime) -> (i32, u32, u32) {
        match self.days {
            0 => (1900, 1, 0),
            LEAP_DAY => (1900, 2, 29),
            _ => (at.year(), at.month(), at.day()),
        }
    }
}

/// A date or time in a section with date parts.
pub(super) fn show(section: &Section, value: Decimal, epoch: Epoch) -> Shown {
    let found = Serial::new(value, epoch).and_then(|serial| {
        let shown = if section.tokens.iter().any(is_fraction) {
            serial
        } else {
            serial.to_seconds()?
        };
        Some((serial.moment()?, shown, shown.moment()?))
    });
    let Some((at, serial, moment)) = found else {
        return Shown::NoDate;
    };
    let noon = section
        .tokens
        .iter()
        .any(|token| matches!(token, Token::Date(Part::Noon, _)));
    let mut text = String::new();
    for token in &section.tokens {
        match token {
            Token::Date(part, count) => {
                write_part(section, *part, *count, (serial, moment), noon, &mut text);
            }
            Token::Literal(literal) => text.push_str(literal),
            Token::Digit(letter) | Token::Plain(letter) => text.push(*letter),
            Token::Slash => text.push('/'),
            Token::Comma => text.push(','),
            Token::Point => text.push('.'),
            Token::Percent => text.push('%'),
            Token::Exponent(_) | Token::General | Token::Text => {}
        }
    }
    let trimmed = text.trim();
    Shown::Date {
        at,
        text: if trimmed.is_empty() {
            moment.format("%Y/%-m/%-d").to_string()
        } else {
            trimmed.to_owned()
        },
    }
}

fn is_fraction(token: &Token) -> bool {
    matches!(token, Token::Date(Part::Fraction, _))
}

/// A number of at least two digits where the code has two letters or more.
fn padded(number: i64, count: usize, text: &mut String) {
    let _ = if count >= 2 {
        write!(text, "{number:02}")
    } else {
        write!(text, "{number}")
    };
}

fn write_part(
    section: &Section,
    part: Part,
    count: usize,
    (serial, at): (Serial, NaiveDateTime),
    noon: bool,
    text: &mut String,
) {
    let (year, month, day) = serial.shown_day(at);
    // Excel counts weekdays through the day that never was, so that early ones are one off.
    let weekday = (serial.days + 6).rem_euclid(7) as usize;
    let seconds = serial.days * 86_400 + serial.ms / 1_000;
    match part {
        Part::Year => short_or_long(year, count, text),
        Part::Buddhist => short_or_long(year + 543, count.max(1) * 2 - 1, text),
        Part::Era => text.push_str(era_name(at, count)),
        Part::EraYear => match era(at).1 {
            1 if section.gannen => text.push('元'),
            number => padded(number.into(), count, text),
        },
        Part::Month => match (count, ENGLISH_MONTHS.get(month as usize - 1)) {
            (3, Some(name)) => text.push_str(&name[..3]),
            (4, Some(name)) => text.push_str(name),
            (5, Some(name)) => text.push_str(&name[..1]),
            _ => padded(month.into(), count, text),
        },
        Part::Day if count >= 4 => text.push_str(ENGLISH_DAYS[weekday]),
        Part::Day if count == 3 => text.push_str(&ENGLISH_DAYS[weekday][..3]),
        Part::Day => padded(day.into(), count, text),
        Part::Weekday => {
            text.push_str(WEEKDAYS[weekday]);
            if count >= 4 {
                text.push_str("曜日");
            }
        }
        Part::Hour if noon => padded(i64::from(at.hour12().1), count, text),
        Part::Hour => padded(at.hour().into(), count, text),
        Part::Minute => padded(at.minute().into(), count, text),
        Part::Second => padded(at.second().into(), count, text),
        Part::Fraction => {
            let digits = format!("{:03}", serial.ms % 1_000);
            text.push('.');
            text.push_str(&digits[..count.min(3)]);
        }
        Part::Hours => padded(seconds / 3_600, count, text),
        Part::Minutes => padded(seconds / 60, count, text),
        Part::Seconds => padded(seconds, count, text),
        Part::Noon => text.push_str(match (section.japanese, at.hour() < 12) {
            (true, true) => "午前",
            (true, false) => "午後",
            (false, true) if count == 3 => "A",
            (false, false) if count == 3 => "P",
            (false, true) => "AM",
            (false, false) => "PM",
        }),
    }
}

fn short_or_long(year: i32, count: usize, text: &mut String) {
    let _ = if count <= 2 {
        write!(text, "{:02}", year.rem_euclid(100))
    } else {
        write!(text, "{year:04}")
    };
}

/// The era's index and year of a day; days before the first era count in it.
fn era(at: NaiveDateTime) -> (usize, i32) {
    let day = (at.year(), at.month(), at.day());
    let index = ERAS
        .iter()
        .position(|(first, ..)| *first <= day)
        .unwrap_or(ERAS.len() - 1);
    (index, at.year() - ERAS[index].0.0 + 1)
}

fn era_name(at: NaiveDateTime, count: usize) -> &'static str {
    let (_, long, short, letter) = ERAS[era(at).0];
    match count {
        1 => letter,
        2 => short,
        _ => long,
    }
}
