//! Custom document properties.

use super::xml::{Fault, Xml};
use std::collections::BTreeMap;

/// Names and values of `docProps/custom.xml`; a broken part as far as it goes.
pub(super) fn read(text: &str, max_depth: u32) -> BTreeMap<String, String> {
    let mut properties = BTreeMap::new();
    // Properties only say who wrote a file: half of them is as good as none.
    let _ = take(&mut Xml::new(text, max_depth), &mut properties);
    properties
}

fn take(xml: &mut Xml<'_>, properties: &mut BTreeMap<String, String>) -> Result<(), Fault> {
    xml.child(0)?.ok_or(Fault::Cut)?;
    while let Some(tag) = xml.child(1)? {
        let name = tag.attr("name").unwrap_or_default();
        let mut value = String::new();
        while xml.child(2)?.is_some() {
            xml.text(&mut value)?;
        }
        properties.insert(name, value);
    }
    Ok(())
}
