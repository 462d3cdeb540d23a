//! Where the elements of a part stand in its text, so that single places can be changed and everything
//! else stays as it was written.

use super::Refusal;
use crate::text::xml::can_hold;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::ops::Range;

/// Elements nested deeper are no part of an honest workbook.
const DEEPEST: usize = 256;

/// One element: its tags' places in the text, and its children as far as they were asked for.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The name without prefix.
    pub(super) local: String,
    /// The prefix with its colon; empty where there is none.
    pub(super) prefix: String,
    /// The start tag, or the whole of an empty element.
    pub(super) tag: Range<usize>,
    /// The end tag; `None` for an empty element.
    pub(super) close: Option<Range<usize>>,
    /// Children above the depth asked for.
    pub(super) children: Vec<Self>,
}

impl Node {
    /// The whole element.
    pub(super) fn span(&self) -> Range<usize> {
        let end = self.close.as_ref().map_or(self.tag.end, |close| close.end);
        self.tag.start..end
    }

    /// The first child with a name.
    pub(super) fn child(&self, local: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.local == local)
    }

    /// The place of an attribute's value, as written between its quotes. The name carries its prefix.
    pub(super) fn attr_place(&self, text: &str, name: &str) -> Option<Range<usize>> {
        let (_, value) =
            attributes(text, self.tag.clone()).find(|(key, _)| &text[key.clone()] == name)?;
        Some(value)
    }

    /// The plain value of an attribute.
    pub(super) fn attr(&self, text: &str, name: &str) -> Option<String> {
        self.attr_place(text, name).map(|place| plain(&text[place]))
    }

    /// The plain value of the attribute whose name ends so: `id` of `r:id`, whatever the prefix.
    pub(super) fn attr_ending(&self, text: &str, ending: &str) -> Option<String> {
        let (_, value) = attributes(text, self.tag.clone())
            .find(|(key, _)| text[key.clone()].ends_with(ending))?;
        Some(plain(&text[value]))
    }
}

fn plain(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |text| text.into_owned())
}

/// The attributes of a tag that quick-xml has accepted: places of name and value.
fn attributes(text: &str, tag: Range<usize>) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let bytes = text.as_bytes();
    let is_blank = |at: usize| bytes[at].is_ascii_whitespace();
    let ends_name = move |at: usize| is_blank(at) || matches!(bytes[at], b'=' | b'>' | b'/');
    let mut at = tag.start;
    while at < tag.end && !is_blank(at) {
        at += 1;
    }
    std::iter::from_fn(move || {
        while at < tag.end && is_blank(at) {
            at += 1;
        }
        let name = at;
        while at < tag.end && !ends_name(at) {
            at += 1;
        }
        let name = name..at;
        while at < tag.end && (is_blank(at) || bytes[at] == b'=') {
            at += 1;
        }
        let quote = *bytes.get(at).filter(|_| at < tag.end)?;
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let first = at + 1;
        at = first;
        while at < tag.end && bytes[at] != quote {
            at += 1;
        }
        let value = first..at;
        at += 1;
        Some((name, value))
    })
}

/// The elements of a part down to `depth` (1: the root alone). Of elements named in `closed` the
/// children are passed over.
///
/// # Errors
/// The part is not well-formed, or has a document type, which no office program writes.
pub(super) fn outline(text: &str, depth: usize, closed: &[&str]) -> Result<Node, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = Vec::new();
    // Elements open below those that are kept.
    let mut below = 0_usize;
    let mut root = None;
    loop {
        let start = place(&reader);
        let event = reader.read_event().map_err(|_| broken())?;
        let end = place(&reader);
        match event {
            Event::Start(_) | Event::Empty(_) if root.is_some() => return Err(broken()),
            Event::Start(tag) => {
                let passed = open
                    .last()
                    .is_some_and(|node| closed.contains(&node.local.as_str()));
                if below > 0 || open.len() >= depth || passed {
                    below += 1;
                } else {
                    open.push(node(tag.name().into_inner(), start..end));
                }
                if open.len() + below > DEEPEST {
                    return Err(broken());
                }
            }
            Event::Empty(tag) => {
                let passed = open
                    .last()
                    .is_some_and(|node| closed.contains(&node.local.as_str()));
                if below > 0 || open.len() >= depth || passed {
                    continue;
                }
                let node = node(tag.name().into_inner(), start..end);
                match open.last_mut() {
                    Some(parent) => parent.children.push(node),
                    None => root = Some(node),
                }
            }
            Event::End(_) if below > 0 => below -= 1,
            Event::End(_) => {
                let mut node = open.pop().ok_or_else(broken)?;
                node.close = Some(start..end);
                match open.last_mut() {
                    Some(parent) => parent.children.push(node),
                    None => root = Some(node),
                }
            }
            Event::DocType(_) => return Err(broken()),
            Event::Eof => break,
            _ => {}
        }
    }
    match (root, open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err(broken()),
    }
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn node(name: &str, tag: Range<usize>) -> Node {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (format!("{prefix}:"), local),
        None => (String::new(), name),
    };
    Node {
        local: local.to_owned(),
        prefix,
        tag,
        close: None,
        children: Vec::new(),
    }
}

fn broken() -> Refusal {
    Refusal::new("ブックの中の部品が壊れています")
}

/// Text for an element or attribute: markup escaped, and what a workbook cannot hold left out.
pub(super) fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| can_hold(*c)).collect();
    // `_x000D_` typed by a person would be read as the character it names.
    let text = text.replace("_x", "_x005F_x");
    quick_xml::escape::escape(&text)
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_text() {
        let text = "<?xml version=\"1.0\"?>\n<!-- c --><x:w a='1'  b = \"&lt;2\"><x:d><r><c/></r></x:d><e f=\"3\"/></x:w>\n";
        let root = outline(text, 2, &[]).unwrap();
        assert_eq!((root.prefix.as_str(), root.local.as_str()), ("x:", "w"));
        assert_eq!(&text[root.tag.clone()], "<x:w a='1'  b = \"&lt;2\">");
        assert_eq!(root.attr(text, "b").as_deref(), Some("<2"));
        assert_eq!(root.attr(text, "c"), None);
        let names: Vec<&str> = root.children.iter().map(|c| c.local.as_str()).collect();
        assert_eq!(names, ["d", "e"]);
        assert_eq!(&text[root.children[0].span()], "<x:d><r><c/></r></x:d>");
        assert!(root.children[0].children.is_empty());
        assert_eq!(&text[root.children[1].attr_place(text, "f").unwrap()], "3");
    }

    #[test]
    fn children_of_closed_elements_are_passed_over() {
        let text = "<w><d><r><c/></r><r/></d><e><f/></e></w>";
        let root = outline(text, 3, &["d"]).unwrap();
        assert_eq!(root.children[0].children.len(), 0);
        assert_eq!(root.children[1].children.len(), 1);
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for text in [
            "",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "</a>",
            "<!DOCTYPE a><a/>",
            "<a b></c>",
        ] {
            assert!(outline(text, 3, &[]).is_err(), "{text}");
        }
        assert!(outline(&"<a>".repeat(300), 3, &[]).is_err());
    }

    #[test]
    fn text_a_workbook_cannot_hold_is_left_out() {
        assert_eq!(
            escaped("a<&\"\u{1}\u{ffff}\u{fffe}\nb_x000D_"),
            "a&lt;&amp;&quot;&#10;b_x005F_x000D_"
        );
    }
}
