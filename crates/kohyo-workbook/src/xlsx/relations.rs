//! What leads from one part of an OOXML package to another: relationships and content types.

use super::xml::Xml;
use crate::Problem;
use crate::memory::Memory;
use crate::package::{Buffer, Package, resolve};
use std::rc::Rc;

impl Package<'_> {
    /// The relationships of a part; none where it has none.
    pub(in crate::xlsx) fn relations(
        &mut self,
        part: &str,
        buffer: &mut Buffer,
    ) -> Result<Relations, Problem> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = resolve(folder, &format!("_rels/{file}.rels"));
        if !self.has(&name) {
            return Ok(Relations(Rc::default()));
        }
        let depth = self.limits.depth;
        let mut listed = self.load_known(&name, buffer, &LISTS, |part_text| {
            listed(folder, part_text.text, depth).into()
        })?;
        for place in 0..listed.len() {
            let Relation {
                target, from_root, ..
            } = &listed[place];
            if target != from_root && !self.has(target) && self.has(from_root) {
                let from_root = from_root.clone();
                Rc::make_mut(&mut listed)[place].target = from_root;
            }
        }
        Ok(Relations(listed))
    }

    /// The first part that `[Content_Types].xml` gives a type containing `kind`.
    pub(in crate::xlsx) fn part_of_type(
        &mut self,
        kind: &str,
        buffer: &mut Buffer,
    ) -> Option<String> {
        let depth = self.limits.depth;
        let part_text = self.load("[Content_Types].xml", buffer).ok()?;
        let mut xml = Xml::new(part_text.text, depth);
        xml.child(0).ok()??;
        while let Ok(Some(tag)) = xml.child(1) {
            if tag.attr("ContentType").is_some_and(|t| t.contains(kind))
                && let Some(name) = tag.attr("PartName")
            {
                return Some(resolve("", &name));
            }
        }
        None
    }
}

thread_local! {
    /// What the lists of relationships read last said.
    static LISTS: Memory<Rc<[Relation]>> = const { Memory::new() };
}

/// What a list says of the parts below a folder.
fn listed(folder: &str, text: &str, depth: u32) -> Vec<Relation> {
    let mut found = Vec::new();
    let mut xml = Xml::new(text, depth);
    // A broken list is used as far as it goes: what it does not name is missed where it is needed.
    if matches!(xml.child(0), Ok(Some(_))) {
        while let Ok(Some(tag)) = xml.child(1) {
            let external = tag.attr("TargetMode").is_some_and(|m| m == "External");
            if let (Some(id), Some(kind), Some(target), false) = (
                tag.attr("Id"),
                tag.attr("Type"),
                tag.attr("Target"),
                external,
            ) {
                found.push(Relation {
                    id,
                    kind,
                    target: resolve(folder, &target),
                    from_root: resolve("", &target),
                });
            }
        }
    }
    found
}

/// One relationship; its target is a part's name inside the package.
#[derive(Clone)]
pub(super) struct Relation {
    id: String,
    kind: String,
    /// The part it leads to.
    pub(super) target: String,
    /// The same from the root: some writers give a target so without saying so.
    from_root: String,
}

impl Relation {
    /// Whether its type ends in a name: `styles` of `…/relationships/styles`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.kind.rsplit('/').next() == Some(name)
    }
}

/// The relationships of one part.
pub(super) struct Relations(Rc<[Relation]>);

impl Relations {
    /// The one with an id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|relation| relation.id == id)
    }

    /// Targets of a type.
    pub(super) fn targets<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.0
            .iter()
            .filter(move |relation| relation.is(name))
            .map(|relation| relation.target.as_str())
    }
}
