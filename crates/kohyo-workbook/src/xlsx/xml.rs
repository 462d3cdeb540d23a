//! A walk over the elements of one part: local names only, alternates resolved, depth bounded.
//!
//! Whoever opens an element asks for its children by level; what nobody looks into is passed over.
//! `mc:AlternateContent` is unseen from outside: the first `Choice` with content, else the `Fallback`.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// Why a part cannot be walked any further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not well-formed from here on.
    Syntax,
    /// The part ends inside an element.
    Cut,
    /// Elements nested deeper than allowed.
    Depth,
}

/// The start of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl<'a> Tag<'a> {
    /// The name without prefix.
    pub(super) fn local(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Attributes as written, names with their prefix; values still escaped.
    fn raw(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes
            .filter_map(Result::ok)
            .map(|attribute| (attribute.key.into_inner(), attribute.value))
    }

    /// Calls `take` with each attribute's name and plain value.
    pub(super) fn each(&self, mut take: impl FnMut(&str, &str)) {
        for (name, value) in self.raw() {
            take(name, &plain(value));
        }
    }

    /// The value of an attribute without prefix.
    pub(super) fn attr(&self, name: &str) -> Option<String> {
        self.raw()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| plain(value).into_owned())
    }

    /// A numeric attribute.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        let (_, value) = self.raw().find(|(key, _)| *key == name)?;
        value.trim().parse().ok()
    }

    /// Whether an attribute is there and says yes.
    pub(super) fn yes(&self, name: &str) -> bool {
        self.raw()
            .find(|(key, _)| *key == name)
            .is_some_and(|(_, value)| is_yes(&value))
    }

    /// The relationship an element names: `id` under any prefix.
    pub(super) fn relation(&self) -> Option<String> {
        self.raw()
            .find(|(key, _)| key.ends_with(":id"))
            .map(|(_, value)| plain(value).into_owned())
    }
}

/// Whether a boolean attribute says yes.
pub(super) fn is_yes(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    reader
}

fn plain(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.as_bytes().contains(&b'&') {
        return value;
    }
    match quick_xml::escape::unescape(&value) {
        Ok(text) => Cow::Owned(text.into_owned()),
        Err(_) => value,
    }
}

/// One `mc:AlternateContent` being walked.
struct Alternate {
    /// Real depth of the element itself.
    depth: u32,
    /// Whether a branch with content was met.
    taken: bool,
}

#[cfg(test)]
thread_local! {
    /// Whether nothing is taken ahead, for comparing.
    pub(super) static WALKING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// The walk itself.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// What the reader was begun with.
    text: &'a str,
    /// Open elements as callers see them.
    level: u32,
    /// Open elements that callers do not see: alternates and their branch.
    unseen: u32,
    alternates: Vec<Alternate>,
    max_depth: u32,
    /// Whether the last event was a start: of an element, or of an empty one whose end is still to come.
    opened: bool,
}

impl<'a> Xml<'a> {
    /// Starts before the root element.
    pub(super) fn new(text: &'a str, max_depth: u32) -> Self {
        Self {
            reader: reader(text),
            text,
            level: 0,
            unseen: 0,
            alternates: Vec::new(),
            max_depth,
            opened: false,
        }
    }

    /// The level of the element opened last; 0 before the root.
    pub(super) fn level(&self) -> u32 {
        self.level
    }

    /// The next child of the element at `level`, or `None` at its end.
    pub(super) fn child(&mut self, level: u32) -> Result<Option<Tag<'a>>, Fault> {
        loop {
            match self.event()? {
                Event::Start(start) => {
                    let seen = self.open(&start)?;
                    if seen && self.level == level + 1 {
                        return Ok(Some(Tag(start)));
                    }
                }
                Event::End(_) => {
                    let seen = self.close();
                    if seen && self.level < level {
                        return Ok(None);
                    }
                }
                Event::Eof if self.level == 0 => return Ok(None),
                Event::Eof => return Err(Fault::Cut),
                _ => {}
            }
        }
    }

    /// Appends the text of the element opened last, and closes it.
    pub(super) fn text(&mut self, into: &mut String) -> Result<(), Fault> {
        let level = self.level;
        loop {
            match self.event()? {
                Event::Start(start) => {
                    self.open(&start)?;
                }
                Event::End(_) => {
                    let seen = self.close();
                    if seen && self.level < level {
                        return Ok(());
                    }
                }
                Event::Text(text) if self.level == level => into.push_str(&text.xml10_content()),
                Event::CData(text) if self.level == level => into.push_str(&text.xml10_content()),
                Event::GeneralRef(name) if self.level == level => push_reference(&name, into),
                Event::Eof => return Err(Fault::Cut),
                _ => {}
            }
        }
    }

    /// Appends all text within the element opened last, that of its children too, and closes it; `breaks`
    /// names the elements that are line breaks.
    pub(super) fn all_text(&mut self, breaks: &str, into: &mut String) -> Result<(), Fault> {
        let level = self.level;
        loop {
            match self.event()? {
                Event::Start(start) => {
                    if start.local_name().into_inner() == breaks {
                        into.push('\n');
                    }
                    self.open(&start)?;
                }
                Event::End(_) => {
                    let seen = self.close();
                    if seen && self.level < level {
                        return Ok(());
                    }
                }
                Event::Text(text) => into.push_str(&text.xml10_content()),
                Event::CData(text) => into.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => push_reference(&name, into),
                Event::Eof => return Err(Fault::Cut),
                _ => {}
            }
        }
    }

    /// Passes over the element opened last, which holds none of its kind, without looking at what is in
    /// it. Where that would take more than finding its end, nothing happens: its parent's next child does it.
    pub(super) fn leap(&mut self, opened: &Tag<'_>) {
        let Some(rest) = self.ahead(0) else {
            return;
        };
        let end = format!("</{}>", opened.0.name().into_inner());
        let Some((inside, after)) = rest.split_once(&end) else {
            return;
        };
        // Comments may hold anything.
        let own = format!("<{}", opened.0.name().into_inner());
        if !inside.contains("<!") && !inside.contains(&own) {
            self.jump(after);
            self.level -= 1;
        }
    }

    /// What follows the element opened or closed last, where whole elements can be taken off its start that
    /// are no more than `levels` deep.
    fn ahead(&self, levels: u32) -> Option<&'a str> {
        let from = usize::try_from(self.reader.buffer_position()).ok()?;
        let (before, rest) = self.text.split_at_checked(from)?;
        // An empty element has no end of its own.
        let empty = self.opened && before.ends_with("/>");
        let deep = self.level + levels > self.max_depth;
        (self.alternates.is_empty() && !empty && !deep).then_some(rest)
    }

    /// Lets `take` take children of the element at `level` off the start of what follows, as many as it can,
    /// and goes on behind them. They are whole and no more than `levels` deep. Does nothing where the
    /// element opened last is another: what follows is in that one.
    pub(super) fn take_ahead<E>(
        &mut self,
        level: u32,
        levels: u32,
        mut take: impl FnMut(&mut &'a str) -> Result<Option<()>, E>,
    ) -> Result<(), E> {
        #[cfg(test)]
        if WALKING.get() {
            return Ok(());
        }
        let Some(ahead) = self.ahead(levels).filter(|_| self.level == level) else {
            return Ok(());
        };
        let mut rest = ahead;
        while take(&mut rest)?.is_some() {}
        if rest.len() < ahead.len() {
            self.jump(rest);
        }
        Ok(())
    }

    /// Goes on at the start of `rest`, the end of what [`Xml::ahead`] gave.
    fn jump(&mut self, rest: &'a str) {
        self.text = rest;
        self.reader = reader(rest);
        // The elements around it were opened before this reader began.
        self.reader.config_mut().allow_unmatched_ends = true;
        self.opened = false;
    }

    fn event(&mut self) -> Result<Event<'a>, Fault> {
        let event = self.reader.read_event().map_err(|_| Fault::Syntax)?;
        self.opened = matches!(event, Event::Start(_));
        Ok(event)
    }

    /// Counts an opened element; whether callers may see it.
    fn open(&mut self, start: &BytesStart<'a>) -> Result<bool, Fault> {
        let depth = self.level + self.unseen + 1;
        if depth > self.max_depth {
            return Err(Fault::Depth);
        }
        let name = start.name().into_inner();
        if name.ends_with("AlternateContent") {
            self.unseen += 1;
            self.alternates.push(Alternate {
                depth,
                taken: false,
            });
            return Ok(false);
        }
        let Some(alternate) = self.alternates.last_mut() else {
            self.level += 1;
            return Ok(true);
        };
        if alternate.depth + 1 < depth {
            alternate.taken = true;
            self.level += 1;
            return Ok(true);
        }
        if alternate.taken {
            self.skip()?;
        } else {
            self.unseen += 1;
        }
        Ok(false)
    }

    /// Counts a closed element; whether callers saw it.
    fn close(&mut self) -> bool {
        let depth = self.level + self.unseen;
        if let Some(alternate) = self.alternates.last()
            && depth <= alternate.depth + 1
        {
            self.unseen = self.unseen.saturating_sub(1);
            if depth == alternate.depth {
                let taken = alternate.taken;
                self.alternates.pop();
                if let Some(outer) = self.alternates.last_mut() {
                    outer.taken |= taken;
                }
            }
            return false;
        }
        self.level = self.level.saturating_sub(1);
        true
    }

    /// Passes over the element just met, without counting it.
    fn skip(&mut self) -> Result<(), Fault> {
        let mut open = 1_u32;
        while open > 0 {
            match self.event()? {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Eof => return Err(Fault::Cut),
                _ => {}
            }
            if open > self.max_depth {
                return Err(Fault::Depth);
            }
        }
        Ok(())
    }
}

/// Resolves `&amp;` and `&#12354;`; an entity we do not know stays as written.
fn push_reference(name: &quick_xml::events::BytesRef<'_>, into: &mut String) {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        into.push(letter);
    } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(name) {
        into.push_str(text);
    } else {
        into.push('&');
        into.push_str(name);
        into.push(';');
    }
}

#[cfg(test)]
mod tests;
