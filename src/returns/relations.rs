//! The relationships of a part, and new ones at their end.

use super::Refusal;
use super::edits::Edits;
use super::package::{Package, Part};
use super::xml::{Node, escaped, outline};
use crate::workbook::resolve;

/// Begins the type of every relationship between parts of a workbook.
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespace of a list of relationships.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// One relationship to another part of the package.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// Its id.
    pub(super) id: String,
    kind: String,
    /// The name of the part it leads to.
    pub(super) target: String,
    /// Where it stands.
    pub(super) place: std::ops::Range<usize>,
}

/// The relationships of one part.
#[derive(Debug)]
pub(super) struct Relations {
    /// The name of the part that lists them.
    pub(super) name: String,
    /// That part, where there is one.
    pub(super) part: Option<Part>,
    /// Its list.
    root: Option<Node>,
    /// What it lists.
    pub(super) all: Vec<Relation>,
    new: String,
}

impl Relations {
    /// Reads the relationships of a part; the package's own for an empty name.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = resolve(folder, &format!("_rels/{file}.rels"));
        if !package.has(&name) {
            return Ok(Self {
                name,
                part: None,
                root: None,
                all: Vec::new(),
                new: String::new(),
            });
        }
        let part = package.part(&name)?;
        let root = outline(&part.text, 2, &[])?;
        let text = &part.text;
        let mut all = Vec::new();
        for node in &root.children {
            let outside = node
                .attr(text, "TargetMode")
                .is_some_and(|mode| mode == "External");
            if let (Some(id), Some(kind), Some(target), false) = (
                node.attr(text, "Id"),
                node.attr(text, "Type"),
                node.attr(text, "Target"),
                outside,
            ) {
                let target = resolve(folder, &target);
                let place = node.span();
                all.push(Relation {
                    id,
                    kind,
                    target,
                    place,
                });
            }
        }
        Ok(Self {
            name,
            part: Some(part),
            root: Some(root),
            all,
            new: String::new(),
        })
    }

    /// The one with an id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Relation> {
        self.all.iter().find(|relation| relation.id == id)
    }

    /// The parts that relationships of a kind lead to; Microsoft's own kinds too.
    pub(super) fn targets<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        self.all
            .iter()
            .filter(move |relation| relation.kind.rsplit('/').next() == Some(kind))
            .map(|relation| relation.target.as_str())
    }

    /// Adds a relationship to a part.
    ///
    /// # Errors
    /// The id is taken.
    pub(super) fn add(&mut self, id: &str, kind: &str, target: &str) -> Result<(), Refusal> {
        if self.by_id(id).is_some() {
            return Err(Refusal::new("以前の差戻しの部品が残っています"));
        }
        let prefix = self.root.as_ref().map_or("", |root| &root.prefix);
        self.new.push_str(&format!(
            "<{prefix}Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"/{}\"/>",
            escaped(target)
        ));
        Ok(())
    }

    /// The changes to the list, or the whole of a new one; `None` where nothing was added.
    pub(super) fn finish(self) -> Option<Finished> {
        if self.new.is_empty() {
            return None;
        }
        let (Some(part), Some(root)) = (self.part, self.root) else {
            let text = format!(
                "{}<Relationships xmlns=\"{NAMESPACE}\">{}</Relationships>",
                super::DECLARATION,
                self.new
            );
            return Some(Finished::New(self.name, text.into_bytes()));
        };
        let mut edits = Edits::default();
        append(&mut edits, &part.text, &root, &self.new);
        Some(Finished::Changed(self.name, part, edits))
    }
}

/// A list of relationships with what was added.
pub(super) enum Finished {
    /// A new part.
    New(String, Vec<u8>),
    /// A part and its changes.
    Changed(String, Part, Edits),
}

/// Puts text in before the end tag of an element; an empty element is opened for it.
pub(super) fn append(edits: &mut Edits, text: &str, node: &Node, new: &str) {
    match &node.close {
        Some(close) => edits.insert(close.start, new),
        None => {
            let tag = text[node.tag.clone()]
                .trim_end_matches('>')
                .trim_end_matches('/');
            let name = format!("{}{}", node.prefix, node.local);
            edits.replace(
                node.tag.start + tag.len()..node.tag.end,
                format!(">{new}</{name}>"),
            );
        }
    }
}
