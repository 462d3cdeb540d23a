//! Paragraphs as people see them: white space collapsed, breaks kept, furigana left out.

use super::xml::{Tag, Token, Xml};
use crate::{Limits, Problem};

/// Text gathered from paragraphs, joined by line breaks.
pub(super) struct Paragraphs {
    text: String,
    started: bool,
    most: usize,
    chars: usize,
    spans: Vec<Span>,
}

/// A part of the text with a style of its own; the outer of two comes first.
pub(super) struct Span {
    start: usize,
    end: usize,
    style: String,
}

/// A text with the styles of its parts.
pub(super) struct Styled {
    /// The text.
    pub(super) text: String,
    spans: Vec<Span>,
}

impl Styled {
    /// Whether any part has a style of its own.
    pub(super) fn has_parts(&self) -> bool {
        !self.spans.is_empty()
    }

    /// The parts with the names of their styles, the outermost first.
    pub(super) fn parts(&self) -> Vec<(&str, Vec<&str>)> {
        let mut cuts: Vec<usize> = self
            .spans
            .iter()
            .flat_map(|span| [span.start, span.end])
            .collect();
        cuts.extend([0, self.text.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut open: Vec<&Span> = Vec::new();
        let mut next = 0;
        let mut parts = Vec::with_capacity(cuts.len());
        for pair in cuts.windows(2) {
            open.retain(|span| span.end > pair[0]);
            while let Some(span) = self.spans.get(next).filter(|span| span.start <= pair[0]) {
                next += 1;
                if span.end > pair[0] {
                    open.push(span);
                }
            }
            let text = self.text.get(pair[0]..pair[1]).unwrap_or_default();
            parts.push((text, open.iter().map(|span| span.style.as_str()).collect()));
        }
        parts
    }
}

impl Paragraphs {
    /// Nothing yet.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            text: String::new(),
            started: false,
            most: limits.text_chars as usize,
            chars: 0,
            spans: Vec::new(),
        }
    }

    /// Takes an opened `text:p` (or `text:h`) with all it holds.
    pub(super) fn take(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        if self.started {
            self.push_str("\n")?;
        }
        self.started = true;
        let mut after_blank = true;
        self.runs(xml, &mut after_blank)
    }

    /// The text; `None` where there was no paragraph or nothing in it.
    pub(super) fn finish(self) -> Option<String> {
        (!self.text.is_empty()).then_some(self.text)
    }

    /// As [`Paragraphs::finish`], with the styles of its parts.
    pub(super) fn finish_styled(self) -> Option<Styled> {
        (!self.text.is_empty()).then_some(Styled {
            text: self.text,
            spans: self.spans,
        })
    }

    fn runs(&mut self, xml: &mut Xml<'_>, after_blank: &mut bool) -> Result<(), Problem> {
        while let Some(token) = xml.inner()? {
            match token {
                Token::Text(text) => self.collapse(&text, after_blank)?,
                Token::Open(tag) => self.run(xml, &tag, after_blank)?,
                Token::Close => {}
            }
        }
        Ok(())
    }

    fn run(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        after_blank: &mut bool,
    ) -> Result<(), Problem> {
        let (piece, times) = match tag.name() {
            "text:s" => (" ", tag.count("text:c", u32::MAX)),
            "text:tab" => ("\t", 1),
            "text:line-break" => ("\n", 1),
            // What reads along with the text, or stands beside it, is not the text.
            "text:ruby-text" | "office:annotation" | "text:note" => return xml.skip(),
            _ => match tag.attribute("text:style-name") {
                Some(style) => return self.span(xml, style.into_owned(), after_blank),
                None => return self.runs(xml, after_blank),
            },
        };
        *after_blank = false;
        self.room(times as usize)?;
        for _ in 0..times {
            self.text.push_str(piece);
        }
        xml.skip()
    }

    fn span(
        &mut self,
        xml: &mut Xml<'_>,
        style: String,
        after_blank: &mut bool,
    ) -> Result<(), Problem> {
        let (start, place) = (self.text.len(), self.spans.len());
        self.spans.push(Span {
            start,
            end: start,
            style,
        });
        self.runs(xml, after_blank)?;
        self.spans[place].end = self.text.len();
        Ok(())
    }

    /// Blanks and line ends in the XML count as one blank, at a paragraph's beginning as none.
    fn collapse(&mut self, text: &str, after_blank: &mut bool) -> Result<(), Problem> {
        self.room(text.chars().count())?;
        for character in text.chars() {
            let blank = matches!(character, ' ' | '\t' | '\n' | '\r');
            if !blank {
                self.text.push(character);
            } else if !*after_blank {
                self.text.push(' ');
            }
            *after_blank = blank;
        }
        Ok(())
    }

    fn push_str(&mut self, text: &str) -> Result<(), Problem> {
        self.room(text.chars().count())?;
        self.text.push_str(text);
        Ok(())
    }

    fn room(&mut self, chars: usize) -> Result<(), Problem> {
        self.chars = self.chars.saturating_add(chars);
        if self.chars > self.most {
            return Err(Problem::limit("text_chars", self.chars, self.most));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str, limits: &Limits) -> Result<Option<String>, Problem> {
        let part = format!("<c>{inside}</c>");
        let mut xml = Xml::new(&part, limits);
        let mut paragraphs = Paragraphs::new(limits);
        xml.next()?;
        while let Some(token) = xml.inner()? {
            if let Token::Open(_) = token {
                paragraphs.take(&mut xml)?;
            }
        }
        Ok(paragraphs.finish())
    }

    #[test]
    fn paragraphs_are_read_as_shown() {
        for (inside, text) in [
            ("<text:p>a</text:p><text:p>b</text:p>", Some("a\nb")),
            ("<text:p/>", None),
            (
                "<text:p>a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d</text:p>",
                Some("a  b\tc\nd"),
            ),
            (
                "<text:p>\n  a\n  <text:span>b  c</text:span></text:p>",
                Some("a b c"),
            ),
            (
                "<text:p><text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう</text:ruby-text></text:ruby>都</text:p>",
                Some("東京都"),
            ),
            ("<text:p>&amp;&#x31;&lt;</text:p>", Some("&1<")),
            (
                "<text:p><text:a>x</text:a></text:p><text:p/><text:p>y</text:p>",
                Some("x\n\ny"),
            ),
        ] {
            assert_eq!(
                read(inside, &Limits::default()).unwrap().as_deref(),
                text,
                "{inside}"
            );
        }
    }

    #[test]
    fn a_text_longer_than_allowed_is_a_limit() {
        for inside in [
            "<text:p>a<text:s text:c=\"2000000000\"/>b</text:p>",
            "<text:p>a<text:s text:c=\"99999999999999\"/>b</text:p>",
        ] {
            let problem = read(inside, &Limits::default()).unwrap_err();
            assert!(
                problem.message.contains("text_chars"),
                "{}",
                problem.message
            );
        }
    }
}
