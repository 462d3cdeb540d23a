//! What people type, read as what they mean: Japanese text in, words of the model out.
//!
//! ```text
//! typed text ─ width::plain ─┬─ value ──── Value      「1,043人以上」
//!    (never changed)         ├─ money ──── Decimal    「1.2百万円」      numeral, unit: shared
//!                            ├─ era ────── FiscalYear 「R1 (2019)」      scan: a cursor over text
//!                            ├─ period ─── rated part 「R2-H1」
//!                            ├─ grade ──── Grade      「A評価」
//!                            ├─ outcome ── Outcome    「見直し」
//!                            ├─ number ─── identifier 「第７号」
//!                            ├─ department Department 「総務部・情報政策課」
//!                            ├─ label ──── comparable 「【ＫＰＩ】」
//!                            └─ stated ─── a unit     「（単位：百万円）」
//! ```
//! Every reader takes the whole text or nothing: a piece that is left over makes the text words,
//! never a number that happens to stand in front of it. What could be read only with a question
//! mark carries a [`Doubt`]; the room that knows the cell turns it into a finding.

pub mod department;
pub mod era;
pub mod grade;
pub mod label;
pub mod money;
pub mod number;
pub mod outcome;
pub mod period;
pub mod stated;
pub mod value;
pub mod width;
pub mod xml;

mod numeral;
#[cfg(test)]
mod properties;
mod scan;
mod stray;
mod unit;
mod words;

/// Something read from text, with what remains doubtful about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What was read.
    pub value: T,
    /// What should be looked at, in the order it stands in the text.
    pub doubts: Vec<Doubt>,
}

impl<T> Parsed<T> {
    /// Read without doubt.
    pub const fn sure(value: T) -> Self {
        Self {
            value,
            doubts: Vec::new(),
        }
    }

    /// Read with one doubt about `text`.
    pub fn doubted(value: T, kind: DoubtKind, text: impl Into<String>) -> Self {
        Self {
            value,
            doubts: vec![Doubt::new(kind, text)],
        }
    }
}

/// One question about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What kind of question.
    pub kind: DoubtKind,
    /// The piece of text in doubt.
    pub text: String,
}

impl Doubt {
    /// A doubt about a piece of text.
    pub fn new(kind: DoubtKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }
}

/// The kinds of questions a text can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DoubtKind {
    /// Several numbers compete, or the number cannot be told from its words; none was taken.
    AmbiguousNumber,
    /// An amount in brackets, which may mean a negative one.
    BracketedAmount,
    /// A remark, mostly in brackets, was left out beside a department's name.
    DroppedBracket,
    /// An error value such as `#DIV/0!`.
    ErrorText,
    /// Words where an amount belongs.
    NotANumber,
    /// Neither a grade nor a word for "no grade".
    UnknownRating,
    /// A department that the organisation list, or the shape of its name, does not confirm.
    UnknownDepartment,
}
