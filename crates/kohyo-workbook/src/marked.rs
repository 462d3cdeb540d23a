//! What the look of letters says beside the letters: struck out, raised, not to be seen.
//!
//! ```text
//! 2̶4̶0̶0̶3600   struck-out runs are withdrawn: 3600 is the content, 2400 is kept beside it
//! 25²        raised and lowered runs are notes: 25² is the content, 25 its figure
//! ```
//! Hardly any cell has a mark, so marks stand in a list of their own beside the cells.

mod text;

use super::shape::Rgb;
use super::{CellPos, Content, Sheet};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Letters up to this size in points are dots on paper.
const SMALLEST: f64 = 2.0;
/// Colours that differ no more than this in red, green and blue are one to the eye.
const ALIKE: u8 = 16;

/// Why a text cannot be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hiding {
    /// It has the colour of its ground.
    Colour,
    /// It is as small as a dot.
    Size,
    /// Its number format shows nothing.
    Format,
}

/// What the look of one cell's letters says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The cell; its content is what stands.
    pub pos: CellPos,
    /// The text that is struck out, runs parted by `、`.
    pub struck: Option<Arc<str>>,
    /// Raised and lowered runs beside others.
    pub raised: Option<Raised>,
    /// Why some of the content cannot be seen.
    pub hiding: Option<Hiding>,
}

/// Raised and lowered runs: footnote marks, exponents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// What is raised or lowered, runs parted by `、`.
    pub notes: Arc<str>,
    /// The content without them, but for exponents of units: m² stays `m2`.
    pub figure: Arc<str>,
}

/// How the letters of a run look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Letters {
    /// Struck out once or twice.
    pub(crate) struck: bool,
    /// Above or below the line.
    pub(crate) shift: Shift,
    /// Why they cannot be seen.
    pub(crate) hiding: Option<Hiding>,
}

/// Where letters stand on their line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shift {
    #[default]
    None,
    Up,
    Down,
}

impl Letters {
    /// Whether they are like any others.
    pub(crate) const fn is_plain(&self) -> bool {
        !self.struck && matches!(self.shift, Shift::None) && self.hiding.is_none()
    }
}

/// Why letters of a size in points and a colour cannot be seen on a fill; without one the ground is white.
pub(crate) fn hiding(points: Option<f64>, ink: Option<Rgb>, fill: Option<Rgb>) -> Option<Hiding> {
    let ground = fill.unwrap_or(Rgb(255, 255, 255));
    if points.is_some_and(|points| points <= SMALLEST) {
        return Some(Hiding::Size);
    }
    ink.filter(|ink| alike(*ink, ground))
        .map(|_| Hiding::Colour)
}

fn alike(one: Rgb, other: Rgb) -> bool {
    one.0.abs_diff(other.0) <= ALIKE
        && one.1.abs_diff(other.1) <= ALIKE
        && one.2.abs_diff(other.2) <= ALIKE
}

/// Parts a content whose letters all look alike into what stands and its mark.
pub(crate) fn whole(pos: CellPos, content: Content, letters: Letters) -> (Content, Option<Marked>) {
    if letters.is_plain() || content.is_blank() {
        return (content, None);
    }
    if letters.struck {
        let struck = Some(Arc::from(content.shown()));
        let mark = Marked {
            pos,
            struck,
            raised: None,
            hiding: None,
        };
        return (Content::Blank, Some(mark));
    }
    // A content that is raised as a whole joins nothing.
    let mark = letters.hiding.map(|hiding| Marked {
        pos,
        struck: None,
        raised: None,
        hiding: Some(hiding),
    });
    (content, mark)
}

/// As [`whole`], for a content whose text is put together from runs.
pub(crate) fn runs<'r>(
    pos: CellPos,
    content: Content,
    runs: impl IntoIterator<Item = (&'r str, Letters)>,
) -> (Content, Option<Marked>) {
    let runs = text::alike(runs);
    match runs[..] {
        [] => return (content, None),
        [(_, letters)] => return whole(pos, content, letters),
        _ => {}
    }
    let stands = |(text, letters): &&(String, Letters)| !letters.struck && !text.trim().is_empty();
    let is_shifted = |letters: &Letters| letters.shift != Shift::None;
    let standing = || runs.iter().filter(stands);
    let beside_others = standing().any(|(_, letters)| !is_shifted(letters));
    let notes =
        |(_, letters): &(String, Letters)| beside_others && !letters.struck && is_shifted(letters);
    let named = |of: &dyn Fn(&(String, Letters)) -> bool| {
        let texts = runs.iter().filter(|run| of(run));
        text::list(texts.map(|(text, _)| text.as_str()))
    };
    let struck = named(&|run| run.1.struck);
    let text = text::standing(&runs, text::Notes::Kept);
    let figure = text::standing(&runs, text::Notes::LeftOut);
    // Where nothing is left out, what is raised is the exponent of a unit.
    let notes = named(&notes).filter(|_| figure != text);
    let mark = Marked {
        pos,
        raised: notes.map(|notes| Raised {
            notes,
            figure: figure.into(),
        }),
        hiding: standing().find_map(|(_, letters)| letters.hiding),
        struck,
    };
    if mark.struck.is_none() && mark.raised.is_none() {
        return (content, mark.hiding.map(|_| mark));
    }
    let content = if text.trim().is_empty() {
        Content::Blank
    } else {
        Content::Text(text.into())
    };
    (content, Some(mark))
}

/// Which numbers and texts a format code shows as nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unshown {
    positive: bool,
    negative: bool,
    text: bool,
}

impl Unshown {
    /// Of a code: an empty section shows nothing. Zeros are the format's own affair.
    pub(crate) fn of(code: &str) -> Self {
        // What is in quotes or behind a backslash or an exclamation mark parts no sections.
        let (mut quoted, mut escaped) = (false, false);
        let parts = |c: char| {
            let parts = c == ';' && !quoted && !escaped;
            quoted ^= c == '"' && !escaped;
            escaped = matches!(c, '\\' | '!') && !quoted && !escaped;
            parts
        };
        let sections: Vec<&str> = code.split(parts).collect();
        if sections.len() == 1 {
            return Self::default();
        }
        let is_empty = |index: usize| sections.get(index).is_some_and(|one| one.trim().is_empty());
        Self {
            positive: is_empty(0),
            negative: is_empty(1),
            text: is_empty(3),
        }
    }

    /// Whether a content is not shown.
    pub(crate) fn hides(self, content: &Content) -> bool {
        match content {
            Content::Number(number) if number.stored.is_zero() => false,
            Content::Number(number) if number.stored.is_sign_negative() => self.negative,
            Content::Number(_) | Content::Date { .. } => self.positive,
            Content::Text(_) => self.text,
            _ => false,
        }
    }
}

impl Sheet {
    /// What the look of a cell's letters says beside its content.
    pub fn marked(&self, pos: CellPos) -> Option<&Marked> {
        let place = self.marked.binary_search_by_key(&pos, |marked| marked.pos);
        place.ok().map(|place| &self.marked[place])
    }

    /// The text that was struck out of a cell, wholly or in part.
    pub fn struck(&self, pos: CellPos) -> Option<&str> {
        self.marked(pos)?.struck.as_deref()
    }

    /// Whether all that a cell holds is struck out.
    pub fn is_withdrawn(&self, pos: CellPos) -> bool {
        !self.marked.is_empty() && self.struck(pos).is_some() && self.content(pos).is_blank()
    }

    /// The cells of which all that they hold is struck out, in order.
    pub fn withdrawn(&self) -> impl Iterator<Item = &Marked> {
        let struck = self.marked.iter().filter(|marked| marked.struck.is_some());
        struck.filter(|marked| self.content(marked.pos).is_blank())
    }

    /// As [`Sheet::withdrawn`], between two rows, both included.
    pub fn withdrawn_in(&self, rows: (u32, u32)) -> impl Iterator<Item = &Marked> {
        let from = self
            .marked
            .partition_point(|marked| marked.pos.row < rows.0);
        let marked = self.marked[from..].iter();
        let marked = marked.take_while(move |marked| marked.pos.row <= rows.1);
        marked.filter(|marked| marked.struck.is_some() && self.content(marked.pos).is_blank())
    }

    /// What a cell shows, as a figure: without raised and lowered notes.
    pub fn figure(&self, pos: CellPos) -> &str {
        let raised = self.marked(pos).and_then(|marked| marked.raised.as_ref());
        raised.map_or_else(|| self.content(pos).shown(), |raised| &raised.figure)
    }

    /// The sheet with what is withdrawn from whole cells back in its place; `None` where nothing is.
    #[must_use]
    pub fn restored(&self) -> Option<Self> {
        self.withdrawn().next()?;
        let mut sheet = self.clone();
        sheet.marked = Vec::new();
        for marked in self.withdrawn() {
            let place = sheet
                .cells
                .binary_search_by_key(&marked.pos, |cell| cell.pos);
            if let (Ok(place), Some(struck)) = (place, &marked.struck) {
                sheet.cells[place].content = Content::Text(Arc::clone(struck));
            }
        }
        Some(sheet)
    }
}

#[cfg(test)]
mod tests;
