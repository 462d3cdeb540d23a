//! What leads from one part of an OOXML package to another: relationships and content types.

use super::xml::Xml;
use crate::workbook::Problem;
use crate::workbook::package::{Buffer, Package, resolve};

impl Package<'_> {
    /// The relationships of a part; none where it has none.
    pub(in crate::workbook::xlsx) fn relations(
        &mut self,
        part: &str,
        buffer: &mut Buffer,
    ) -> Result<Relations, Problem> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = resolve(folder, &format!("_rels/{file}.rels"));
        let mut found = Relations(Vec::new());
        if !self.has(&name) {
            return Ok(found);
        }
        let depth = self.limits.depth;
        let part_text = self.load(&name, buffer)?;
        let mut xml = Xml::new(part_text.text, depth);
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
                    found.0.push(Relation { id, kind, target });
                }
            }
        }
        for relation in &mut found.0 {
            let inside = resolve(folder, &relation.target);
            // Some writers give a target from the root without saying so.
            let from_root = resolve("", &relation.target);
            relation.target = if !self.has(&inside) && self.has(&from_root) {
                from_root
            } else {
                inside
            };
        }
        Ok(found)
    }

    /// The first part that `[Content_Types].xml` gives a type containing `kind`.
    pub(in crate::workbook::xlsx) fn part_of_type(
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

/// One relationship; its target is a part's name inside the package.
pub(super) struct Relation {
    id: String,
    kind: String,
    /// The part it leads to.
    pub(super) target: String,
}

impl Relation {
    /// Whether its type ends in a name: `styles` of `…/relationships/styles`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.kind.rsplit('/').next() == Some(name)
    }
}

/// The relationships of one part.
pub(super) struct Relations(Vec<Relation>);

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
