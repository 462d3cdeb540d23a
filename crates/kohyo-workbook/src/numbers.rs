//! Numbers and moments whose format is not known.

use super::xlsx::rounded;
use super::{Content, Number};
use chrono::{NaiveDateTime, Timelike};

/// A number whose format is not known, shown as it is; one that no decimal holds is text.
pub(super) fn content(number: f64) -> Content {
    match rounded(number) {
        Some(stored) => Content::Number(Number {
            stored,
            scale: 0,
            shown: stored.to_string().into(),
        }),
        None => Content::Text(number.to_string().into()),
    }
}

/// A moment whose format is not known: `2020/9/30`, with the time where there is one.
pub(super) fn shown_moment(at: NaiveDateTime) -> String {
    if at.num_seconds_from_midnight() == 0 {
        at.format("%Y/%-m/%-d").to_string()
    } else {
        at.format("%Y/%-m/%-d %-H:%M:%S").to_string()
    }
}
