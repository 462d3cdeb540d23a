//! One cell: from type, value, formula and style to its content.

use super::number::decimal;
use super::strings::{Run, Shared, Strings, too_long};
use crate::address::CellPos;
use crate::numfmt::{Epoch, Format, Shown, builtin, formatted, general_number};
use crate::{Cell, Content, Limits, Number, Problem};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A text that may be there or not; its memory is used again for the next cell.
#[derive(Default)]
pub(super) struct Slot {
    text: String,
    there: bool,
}

impl Slot {
    /// Marks the text as there and empties it for writing.
    pub(super) fn open(&mut self) -> &mut String {
        self.text.clear();
        self.there = true;
        &mut self.text
    }

    /// The text, if it is there.
    pub(super) fn get(&self) -> Option<&str> {
        self.there.then_some(self.text.as_str())
    }
}

/// What a cell element says.
#[derive(Default)]
pub(super) struct Raw {
    /// The attribute `t`.
    pub(super) kind: Slot,
    /// The text of `v`.
    pub(super) value: Slot,
    /// The text of `f`.
    pub(super) formula: Slot,
    /// The number of the formula it shares with others.
    pub(super) shared: Option<u32>,
    /// The text of `is`.
    pub(super) inline: Slot,
    /// The runs of `is`.
    pub(super) runs: Vec<Run>,
}

impl Raw {
    /// Forgets the cell before.
    pub(super) fn clear(&mut self) {
        for slot in [
            &mut self.kind,
            &mut self.value,
            &mut self.formula,
            &mut self.inline,
        ] {
            slot.there = false;
        }
        self.shared = None;
        self.runs.clear();
    }

    /// Whether what the cell means depends on its formula: it has no result, or one of zero.
    pub(super) fn needs_formula(&self) -> bool {
        let value = self.value.get().map_or("", str::trim);
        value.is_empty() || decimal(value).is_some_and(|number| number.is_zero())
    }
}

/// Where a cell says it stands, and how it looks.
pub(super) struct Place {
    /// Its own address, or the one that follows the cell before.
    pub(super) pos: Option<CellPos>,
    /// An address that is none.
    pub(super) wrong: Option<String>,
    /// The number of its style.
    pub(super) style: usize,
    /// Whether its value is told in full elsewhere, as pictures in cells are.
    pub(super) is_rich: bool,
}

impl Place {
    /// The place of a cell that does not say its own.
    pub(super) fn next(row: Option<u32>, col: u32) -> Self {
        Self {
            pos: row.map(|row| CellPos::new(row, col)),
            wrong: None,
            style: 0,
            is_rich: false,
        }
    }

    /// Takes an attribute; the type goes to `kind`.
    pub(super) fn take(&mut self, kind: &mut Slot, name: &str, value: &str) {
        match name {
            "r" => match value.trim().parse() {
                Ok(own) => self.pos = Some(own),
                Err(_) => self.wrong = Some(value.to_owned()),
            },
            "s" => self.style = value.trim().parse().unwrap_or(usize::MAX),
            "vm" => self.is_rich = true,
            "t" => kind.open().push_str(value),
            _ => {}
        }
    }
}

/// Cells in order, one for each position: of two at one position the first with content. The others with
/// something else in them come second.
pub(super) fn in_order(mut cells: Vec<Cell>) -> (Vec<Cell>, Vec<Cell>) {
    if cells.is_sorted_by(|one, other| one.pos < other.pos) {
        return (cells, Vec::new());
    }
    cells.sort_by_key(|cell| cell.pos);
    let mut kept: Vec<Cell> = Vec::with_capacity(cells.len());
    let mut others = Vec::new();
    for mut cell in cells {
        let Some(before) = kept.last_mut().filter(|before| before.pos == cell.pos) else {
            kept.push(cell);
            continue;
        };
        if before.content == Content::Blank {
            std::mem::swap(before, &mut cell);
        }
        if cell.content != Content::Blank && cell.content != before.content {
            others.push(cell);
        }
    }
    (kept, others)
}

/// A cell's content, and what was odd about it: its raw text and a sentence.
pub(crate) struct Taken {
    /// What is kept.
    pub(crate) content: Content,
    /// What does not obey the format's rules.
    pub(crate) odd: Option<(String, &'static str)>,
}

impl Taken {
    fn plain(content: Content) -> Self {
        Self { content, odd: None }
    }

    /// Keeps the raw text as an error, so that it is neither blank nor a value.
    fn odd(raw: &str, message: &'static str) -> Self {
        Self {
            content: Content::Error(Arc::from(raw)),
            odd: Some((raw.to_owned(), message)),
        }
    }
}

/// What is needed to understand a cell.
pub(super) struct Ground<'g> {
    /// The shared strings.
    pub(super) strings: &'g Strings,
    /// The date system.
    pub(super) epoch: Epoch,
    /// Bounds.
    pub(super) limits: &'g Limits,
}

impl Ground<'_> {
    /// The runs of a cell's text, where one has a font of its own.
    pub(super) fn runs<'r>(&'r self, raw: &'r Raw) -> Option<&'r [Run]> {
        match raw.kind.get() {
            Some("s") if !self.strings.has_runs() => None,
            Some("s") => self.strings.runs(index(raw.value.get()?)?),
            _ => Some(raw.runs.as_slice()).filter(|runs| !runs.is_empty()),
        }
    }

    /// The content of a cell; an error where its text is longer than allowed.
    pub(super) fn content(&self, raw: &Raw, format: Option<&Format>) -> Result<Taken, Problem> {
        let kind = raw.kind.get().unwrap_or("");
        let value = raw.value.get();
        let typed = value.is_some_and(|value| !value.trim().is_empty());
        let is_text = kind == "str" && value.is_some() || kind == "inlineStr";
        if let Some(formula) = raw.formula.get()
            && !typed
            && !is_text
        {
            return Ok(Taken::plain(Content::Uncomputed(
                format!("={formula}").into(),
            )));
        }
        match kind {
            "inlineStr" => self.text(raw.inline.get().or(value).unwrap_or("")),
            "str" => self.text(value.unwrap_or("")),
            _ if !typed => match raw.inline.get() {
                Some(inline) => self.text(inline),
                None => Ok(Taken::plain(Content::Blank)),
            },
            "s" => self.shared(value.unwrap_or("")),
            "" | "n" => Ok(self.number(value.unwrap_or(""), raw.formula.get(), format)),
            "b" => Ok(boolean(value.unwrap_or(""))),
            "e" => Ok(Taken::plain(Content::Error(
                value.unwrap_or("").trim().into(),
            ))),
            "d" => Ok(self.date(value.unwrap_or(""), format)),
            _ => Ok(Taken::odd(
                value.unwrap_or(""),
                "セルの種類が Excel の形式にないものです",
            )),
        }
    }

    fn text(&self, text: &str) -> Result<Taken, Problem> {
        if let Some(length) = too_long(text, self.limits) {
            return Err(self.limit(length));
        }
        Ok(Taken::plain(if text.is_empty() {
            Content::Blank
        } else {
            Content::Text(text.into())
        }))
    }

    fn limit(&self, length: usize) -> Problem {
        Problem::limit("text_chars", length, self.limits.text_chars)
    }

    fn shared(&self, raw: &str) -> Result<Taken, Problem> {
        let Some(index) = index(raw) else {
            return Ok(Taken::odd(raw, "文字列の番号が数字ではありません"));
        };
        match self.strings.get(index) {
            Some(Shared::Text(text)) if text.is_empty() => Ok(Taken::plain(Content::Blank)),
            Some(Shared::Text(text)) => Ok(Taken::plain(Content::Text(Arc::clone(text)))),
            Some(Shared::TooLong(length)) => Err(self.limit(*length)),
            None => Ok(Taken::odd(raw, "番号の文字列がブックの中にありません")),
        }
    }

    fn number(&self, raw: &str, formula: Option<&str>, format: Option<&Format>) -> Taken {
        let Some(stored) = decimal(raw) else {
            return Taken {
                content: Content::Text(raw.into()),
                odd: Some((raw.to_owned(), "数値として扱えない値です")),
            };
        };
        let mut taken = match format {
            Some(format) => shown_content(stored, format.show(stored, self.epoch), raw),
            None => Taken::plain(Content::Number(general_number(stored))),
        };
        if let (Content::Number(number), Some(formula)) = (&mut taken.content, formula)
            && stored.is_zero()
        {
            number.detail_mut().formula = Some(formula.into());
        }
        taken
    }

    fn date(&self, raw: &str, format: Option<&Format>) -> Taken {
        let Some((at, serial)) = iso(raw).and_then(|at| Some((at, serial(at, self.epoch)?))) else {
            return Taken {
                content: Content::Text(raw.into()),
                odd: Some((raw.to_owned(), "日付として読めない値です")),
            };
        };
        let shown = format.map(|format| format.show(serial, self.epoch));
        let shown = match shown {
            Some(date @ Shown::Date { .. }) => date,
            // Without a date format the date is shown as Excel would on typing it.
            _ => {
                let id = if at.num_seconds_from_midnight() == 0 {
                    14
                } else {
                    22
                };
                Format::parse(builtin(id).unwrap_or("yyyy/m/d")).show(serial, self.epoch)
            }
        };
        shown_content(serial, shown, raw)
    }
}

/// A content with what its format writes around a text.
pub(super) fn with_literals(content: Content, format: Option<&Format>) -> Content {
    match (&content, format) {
        (Content::Text(text), Some(format)) => match format.show_text(text) {
            Some(shown) => Content::Text(shown.into()),
            None => content,
        },
        _ => content,
    }
}

/// What a number in its format amounts to.
pub(crate) fn shown_content(stored: Decimal, shown: Shown, raw: &str) -> Taken {
    match shown {
        Shown::Number {
            scale,
            text,
            hidden,
            written,
        } => Taken::plain(Content::Number(formatted(
            stored,
            scale,
            text.into(),
            hidden,
            written,
        ))),
        // No date at all: nothing, as a date.
        Shown::Date { at, text } if stored.is_zero() && at.year() < 1900 && !text.contains(':') => {
            let mut number = Number::plain(stored, text);
            number.detail_mut().disguised = true;
            Taken::plain(Content::Number(number))
        }
        Shown::Date { at, text } => Taken::plain(Content::Date {
            at,
            shown: text.into(),
        }),
        Shown::NoDate => Taken {
            content: Content::Error("########".into()),
            odd: Some((raw.to_owned(), "日付にできない値に日付の書式が付いています")),
        },
    }
}

/// The index of a shared string: also ` 1 ` and `1.0`.
fn index(raw: &str) -> Option<usize> {
    let raw = raw.trim();
    let whole = match raw.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => whole,
        Some(_) => return None,
        None => raw,
    };
    whole.parse().ok()
}

fn boolean(raw: &str) -> Taken {
    match raw.trim() {
        "1" | "true" | "TRUE" => Taken::plain(Content::Bool(true)),
        "0" | "false" | "FALSE" => Taken::plain(Content::Bool(false)),
        _ => Taken::odd(raw, "TRUE・FALSE のどちらでもない値です"),
    }
}

/// An ISO 8601 date, time or both.
fn iso(raw: &str) -> Option<NaiveDateTime> {
    let raw = raw.trim().trim_end_matches('Z');
    let zero = NaiveDate::from_ymd_opt(1899, 12, 31)?;
    NaiveDateTime::parse_from_str(raw, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(raw, "%Y-%m-%dT%H:%M"))
        .ok()
        .or_else(|| {
            NaiveDate::parse_from_str(raw, "%Y-%m-%d")
                .ok()?
                .and_hms_opt(0, 0, 0)
        })
        .or_else(|| {
            let time = raw.trim_start_matches('T');
            let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f").ok()?;
            Some(zero.and_time(time))
        })
}

/// The serial number of a moment.
fn serial(at: NaiveDateTime, epoch: Epoch) -> Option<Decimal> {
    let first = match epoch {
        Epoch::Y1904 => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        Epoch::Y1900 if at.date() < NaiveDate::from_ymd_opt(1900, 3, 1)? => {
            NaiveDate::from_ymd_opt(1899, 12, 31)?
        }
        Epoch::Y1900 => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let days = at.date().signed_duration_since(first).num_days();
    let ms =
        i64::from(at.num_seconds_from_midnight()) * 1_000 + i64::from(at.nanosecond() / 1_000_000);
    Decimal::from(ms)
        .checked_div(Decimal::from(86_400_000))?
        .checked_add(Decimal::from(days))
}
