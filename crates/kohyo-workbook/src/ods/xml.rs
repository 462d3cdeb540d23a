//! A bounded walk over one XML part: opening tags, text, closing tags.

use crate::{Limits, Problem, ProblemKind};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;

/// What comes next in a part.
pub(super) enum Token<'a> {
    /// An element begins; its `Close` will come.
    Open(Tag<'a>),
    /// Character data, entities resolved.
    Text(Cow<'a, str>),
    /// The innermost open element ends.
    Close,
}

/// An opening tag. Names are those with the usual prefixes of OpenDocument.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl<'a> Tag<'a> {
    /// The element's name: `table:table-cell`.
    pub(super) fn name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// An attribute's value, entities resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        // Looking for duplicates costs the square of the number of attributes.
        attributes.with_checks(false);
        let found = attributes
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// A number of repetitions or spanned cells: at least 1, at most `most`.
    pub(super) fn count(&self, name: &str, most: u32) -> u32 {
        self.attribute(name).map_or(1, |text| {
            // A number too large for the type still means many.
            let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty();
            let number = text.parse::<u32>().unwrap_or(if digits { most } else { 1 });
            number.clamp(1, most)
        })
    }
}

/// The walk.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: u32,
    most_depth: u32,
}

impl<'a> Xml<'a> {
    /// At the beginning of a part.
    pub(super) fn new(text: &'a str, limits: &Limits) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            depth: 0,
            most_depth: limits.depth,
        }
    }

    /// The next token; `None` at the end of the part.
    ///
    /// # Errors
    /// When the part is not well-formed, ends within an element, or is nested too deeply.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Problem> {
        loop {
            let token = match self.reader.read_event().map_err(|_| broken())? {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > self.most_depth {
                        return Err(Problem::limit("depth", self.depth, self.most_depth));
                    }
                    Token::Open(Tag(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(entity) => Token::Text(match entity.resolve_char_ref() {
                    Ok(Some(character)) => Cow::Owned(character.to_string()),
                    Ok(None) => named(&entity).ok_or_else(broken)?.into(),
                    Err(_) => return Err(broken()),
                }),
                Event::Eof if self.depth > 0 => return Err(broken()),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            return Ok(Some(token));
        }
    }

    /// The next token within an open element; `None` where it ends.
    pub(super) fn inner(&mut self) -> Result<Option<Token<'a>>, Problem> {
        Ok(match self.next()? {
            Some(Token::Close) | None => None,
            token => token,
        })
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Passes over what is left of the innermost open element.
    pub(super) fn skip(&mut self) -> Result<(), Problem> {
        self.leave(self.depth)
    }

    /// Passes over what is left of the element that was opened at a depth.
    pub(super) fn leave(&mut self, depth: u32) -> Result<(), Problem> {
        while self.depth >= depth {
            if self.next()?.is_none() {
                return Err(broken());
            }
        }
        Ok(())
    }
}

fn named(entity: &str) -> Option<&'static str> {
    Some(match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

/// The part is cut short or not well-formed.
pub(super) fn broken() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "中身（XML）が壊れているか、途中で切れています。開けるプログラムで .xlsx に保存し直してください",
    )
}
