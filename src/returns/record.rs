//! What was done to a package, kept in the list so that it can be taken back to the byte as long as no
//! program has saved the file since.

use super::Refusal;
use super::edits::{Undo, undone};
use super::package::{Changes, Package};
use crate::digest::sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Begins the comment that holds the record.
const BEGIN: &str = "<!--kohyo ";
/// Ends it.
const END: &str = "-->";

/// Everything that was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Parts that were changed.
    pub(super) changed: BTreeMap<String, Changed>,
    /// Parts that were added.
    pub(super) added: Vec<String>,
}

/// One part that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Changed {
    /// Digest of what it became.
    digest: String,
    /// How to take it back.
    undo: Vec<Undo>,
}

impl Changed {
    pub(super) fn new(bytes: &[u8], undo: Vec<Undo>) -> Self {
        Self {
            digest: sha256(bytes),
            undo,
        }
    }
}

impl Record {
    /// As it stands in the list's XML.
    pub(super) fn to_xml(&self) -> String {
        // Strings and numbers always serialise; without a record the copy is cleaned by its marks.
        let json = serde_json::to_string(self).unwrap_or_default();
        // Two hyphens would end the comment; one in a string may be written as a code.
        format!("{BEGIN}{}{END}", json.replace('-', "\\u002d"))
    }

    /// The record in a list, where there is one.
    pub(super) fn of_xml(text: &str) -> Option<Self> {
        let (_, rest) = text.rsplit_once(BEGIN)?;
        let (json, _) = rest.split_once(END)?;
        serde_json::from_str(json).ok()
    }

    /// The package as it was; `None` where a part is no longer as kohyo left it.
    pub(super) fn take_back(&self, package: &mut Package<'_>) -> Result<Option<Vec<u8>>, Refusal> {
        let mut changes = Changes::default();
        for (name, changed) in &self.changed {
            if !package.has(name) || sha256(&package.bytes(name)?) != changed.digest {
                return Ok(None);
            }
            let part = package.part(name)?;
            let Some(text) = undone(&part.text, &changed.undo) else {
                return Ok(None);
            };
            changes.changed.insert(name.clone(), part.with(&text));
        }
        changes.removed.extend(self.added.iter().cloned());
        package.rewritten(&changes).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::returns::edits::Edits;

    #[test]
    fn a_record_survives_being_kept_in_a_comment() {
        let mut edits = Edits::default();
        edits.replace(0..4, "b");
        let (text, undo) = edits.apply("--><!--kohyo -");
        let record = Record {
            changed: BTreeMap::from([("xl/a--b.xml".into(), Changed::new(text.as_bytes(), undo))]),
            added: vec!["xl/c.xml".into()],
        };
        let xml = record.to_xml();
        assert_eq!(xml.matches("--").count(), 2);
        assert_eq!(
            Record::of_xml(&format!("<w><!--kohyo x-->{xml}</w>")),
            Some(record)
        );
        assert_eq!(Record::of_xml("<w/>"), None);
    }
}
