//! Shared and inline strings: runs joined, furigana left out, escapes decoded.

mod binary;

use super::fast_path;
use super::fonts::Written;
use super::xml::{Fault, Xml};
use crate::{Limits, Problem};
use std::collections::HashMap;
use std::sync::Arc;

/// More shared strings than this many times the cells of a sheet are not of this world.
const STRINGS_PER_CELL: u64 = 8;

/// One shared string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shared {
    /// Its text.
    Text(Arc<str>),
    /// Longer than allowed: only its length in characters is kept.
    TooLong(usize),
}

/// A run of a text, up to the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    /// The byte behind its last letter.
    pub(super) end: usize,
    /// Its own font; `None` where it has the cell's.
    pub(super) font: Option<Written>,
}

/// The shared strings of a workbook.
#[derive(Debug, Default)]
pub(super) struct Strings {
    list: Vec<Shared>,
    /// Runs with a font of their own, by the number of their string.
    runs: HashMap<usize, Vec<Run>>,
    /// Why the list ends early.
    pub(super) fault: Option<Fault>,
}

impl Strings {
    /// Reads the part; a broken one as far as it goes. Counts it declares are not believed.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Self, Problem> {
        let mut strings = Self::default();
        let mut xml = Xml::new(text, limits.depth);
        match strings.take(&mut xml, limits) {
            Ok(()) => Ok(strings),
            Err(Stop::TooMany) => {
                let allowed = most(limits);
                Err(Problem::limit("cells", "共有文字列が多すぎます", allowed))
            }
            Err(Stop::Fault(fault)) => {
                strings.fault = Some(fault);
                Ok(strings)
            }
        }
    }

    fn take(&mut self, xml: &mut Xml<'_>, limits: &Limits) -> Result<(), Stop> {
        if xml.child(0)?.is_none() {
            return Err(Fault::Cut.into());
        }
        let empty: Arc<str> = Arc::from("");
        let mut buffer = String::new();
        let mut runs = Vec::new();
        loop {
            xml.take_ahead(1, 3, |rest| {
                let text = fast_path::string(rest);
                text.map(|text| self.push(text, limits, &empty)).transpose()
            })?;
            match xml.child(1)? {
                Some(tag) if tag.local() == "si" => {
                    buffer.clear();
                    rich_text(xml, &mut buffer, &mut runs)?;
                    if !runs.is_empty() {
                        self.runs.insert(self.list.len(), std::mem::take(&mut runs));
                    }
                    self.push(&buffer, limits, &empty)?;
                }
                Some(_) => {}
                None => return Ok(()),
            }
        }
    }

    fn push(&mut self, text: &str, limits: &Limits, empty: &Arc<str>) -> Result<(), Stop> {
        if self.list.len() as u64 >= most(limits) {
            return Err(Stop::TooMany);
        }
        self.list.push(if text.is_empty() {
            Shared::Text(Arc::clone(empty))
        } else {
            match too_long(text, limits) {
                Some(length) => Shared::TooLong(length),
                None => Shared::Text(Arc::from(text)),
            }
        });
        Ok(())
    }

    /// The string of an index.
    pub(super) fn get(&self, index: usize) -> Option<&Shared> {
        self.list.get(index)
    }

    /// Whether any string has runs with a font of their own.
    pub(super) fn has_runs(&self) -> bool {
        !self.runs.is_empty()
    }

    /// The runs of a string that has any with a font of its own.
    pub(super) fn runs(&self, index: usize) -> Option<&[Run]> {
        self.runs.get(&index).map(Vec::as_slice)
    }
}

/// Why the list is not read any further.
enum Stop {
    Fault(Fault),
    TooMany,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// How many strings a workbook may have.
fn most(limits: &Limits) -> u64 {
    u64::from(limits.cells).saturating_mul(STRINGS_PER_CELL)
}

/// The length in characters of a text that is longer than allowed.
pub(super) fn too_long(text: &str, limits: &Limits) -> Option<usize> {
    let allowed = limits.text_chars as usize;
    // A character has at least one byte, so most texts need no counting.
    (text.len() > allowed)
        .then(|| text.chars().count())
        .filter(|length| *length > allowed)
}

/// Appends the text of the `si` or `is` opened last: its `t` and the `t` of its runs, no furigana. Where a
/// run has a font of its own, `runs` has them all, else none.
pub(super) fn rich_text(
    xml: &mut Xml<'_>,
    into: &mut String,
    runs: &mut Vec<Run>,
) -> Result<(), Fault> {
    let level = xml.level();
    runs.clear();
    while let Some(tag) = xml.child(level)? {
        let start = into.len();
        let font = match tag.local() {
            "t" => {
                xml.text(into)?;
                None
            }
            "r" => run(xml, into)?,
            // Furigana is most of what Japanese texts are stored as.
            "rPh" => {
                xml.leap(&tag);
                continue;
            }
            _ => continue,
        };
        clean(into, start);
        let end = into.len();
        runs.push(Run { end, font });
    }
    if runs.iter().all(|run| run.font.is_none()) {
        runs.clear();
    }
    Ok(())
}

/// Appends the text of the run opened last, and gives its font.
fn run(xml: &mut Xml<'_>, into: &mut String) -> Result<Option<Written>, Fault> {
    let level = xml.level();
    let mut font = None;
    while let Some(tag) = xml.child(level)? {
        match tag.local() {
            "t" => xml.text(into)?,
            "rPr" => font = Some(Written::read(xml)?),
            _ => {}
        }
    }
    Ok(font)
}

/// Decodes `_x000D_` and makes every line break `\n`, from a place on.
pub(super) fn clean(text: &mut String, start: usize) {
    let raw = &text[start..];
    if !raw.contains("_x") && !raw.contains('\r') {
        return;
    }
    let mut plain = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        match letter(&rest[at..]) {
            Some((letter, length)) => {
                plain.push(letter);
                rest = &rest[at + length..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    text.truncate(start);
    text.push_str(&plain.replace("\r\n", "\n").replace('\r', "\n"));
}

/// The character at the start of a text that `_xHHHH_`, or a pair of them, stands for, and how many bytes
/// it is written in. Half a pair, and what no part of a workbook may hold, stays as it is written.
fn letter(text: &str) -> Option<(char, usize)> {
    let first = unit(text)?;
    let second = text.get(ESCAPE_BYTES..).and_then(unit).unwrap_or(0);
    let letter = char::decode_utf16([first, second]).next()?.ok()?;
    let is_held = !matches!(letter, '\u{fffe}' | '\u{ffff}');
    is_held.then_some((letter, letter.len_utf16() * ESCAPE_BYTES))
}

/// The bytes of `_xHHHH_`.
const ESCAPE_BYTES: usize = 7;

/// The number in `_xHHHH_` at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let whole = text.as_bytes().get(6) == Some(&b'_')
        && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    whole.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, limits: &Limits) -> Vec<Shared> {
        Strings::read(text, limits).expect("strings").list
    }

    #[test]
    fn runs_are_joined_and_furigana_left_out() {
        let list = read(
            r#"<sst count="4000000000" uniqueCount="1000000000000000000">
            <si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>
            <si><r><rPr><b/></rPr><t xml:space="preserve"> 四條 </t></r><r><t>畷</t></r></si>
            <si><t>a_x000D_
b_x000d_c&#13;d_x005F_x0041__xZZZZ_</t></si><si/></sst>"#,
            &Limits::default(),
        );
        let texts: Vec<&str> = list
            .iter()
            .map(|shared| match shared {
                Shared::Text(text) => text,
                Shared::TooLong(_) => "too long",
            })
            .collect();
        assert_eq!(texts, ["東京", " 四條 畷", "a\nb\nc\nd_x0041__xZZZZ_", ""]);
    }

    #[test]
    fn escapes_of_what_is_no_letter_stay_as_written() {
        for (written, read) in [
            ("_xFFFF_棚_xFFFE_", "_xFFFF_棚_xFFFE_"),
            ("_xD83D__xDE00_", "\u{1f600}"),
            ("_xD83D_a_xDE00_", "_xD83D_a_xDE00_"),
            ("_x0041__x00", "A_x00"),
        ] {
            let mut text = written.to_owned();
            clean(&mut text, 0);
            assert_eq!(text, read);
        }
    }

    #[test]
    fn a_cut_list_keeps_what_was_there() {
        let strings = Strings::read("<sst><si><t>a</t></si><si><t>b", &Limits::default());
        let strings = strings.expect("strings");
        assert_eq!(strings.fault, Some(Fault::Cut));
        assert_eq!(strings.list.len(), 1);
    }

    #[test]
    fn long_texts_are_only_counted() {
        let limits = Limits {
            text_chars: 2,
            ..Limits::default()
        };
        assert_eq!(
            read(
                "<sst><si><t>あい</t></si><si><t>あいう</t></si></sst>",
                &limits
            ),
            [Shared::Text("あい".into()), Shared::TooLong(3)]
        );
    }
}
