//! Texts that a line of 要審議 has no room for; they stand whole on 別記.

use super::reasons::{self, Case, cases};
use super::{FIRST, HIGHEST, REASON, Roomy, WHY, WORDS};
use crate::report::formats::SMALL;
use crate::report::summary::Book;

/// Stands before the reasons of a line whose decision's reason cannot be seen whole: what comes back must not
/// be cut, and takes no mark.
const ELSEWHERE: &str = "※ 決定の理由の全文は別記";

/// The long texts of a line, as they are to be shown.
pub(super) struct Texts {
    pub(super) why: String,
    pub(super) words: String,
    pub(super) reason: String,
}

impl Texts {
    pub(super) fn of(book: &Book<'_>, case: &Case<'_>) -> Self {
        let decision = case.line.project.decided.decision.as_ref();
        let reason = decision.and_then(|decision| decision.reason.clone());
        let reason = reason.unwrap_or_default();
        let why = match is_too_long(book, REASON, &reason) {
            true => format!("{ELSEWHERE}\n{}", case.why).trim_end().to_owned(),
            false => case.why.clone(),
        };
        Self {
            why,
            words: reasons::evaluator(case.line),
            reason,
        }
    }
}

/// Whether a column has no room for a text.
pub(super) fn is_too_long(book: &Book<'_>, (_, width): Roomy, text: &str) -> bool {
    let wide = f64::from(width.pixels(book.style.paper));
    book.measure.text_height(text, wide, SMALL) > HIGHEST
}

/// A text that has no room on its line.
pub(in crate::report::summary) struct Overlong {
    /// The project's place in the list.
    pub(in crate::report::summary) at: usize,
    /// The row of its line.
    pub(in crate::report::summary) row: u32,
    /// The heading of its column.
    pub(in crate::report::summary) heading: &'static str,
    pub(in crate::report::summary) text: String,
}

/// All of them, in the order of the lines.
pub(in crate::report::summary) fn overlong(book: &Book<'_>) -> Vec<Overlong> {
    let mut found = Vec::new();
    for (case, row) in cases(book).iter().zip(FIRST..) {
        let Texts { why, words, reason } = Texts::of(book, case);
        for (column, text) in [(WHY, why), (WORDS, words), (REASON, reason)] {
            if is_too_long(book, column, &text) {
                found.push(Overlong {
                    at: case.at,
                    row,
                    heading: column.0,
                    text,
                });
            }
        }
    }
    found
}
