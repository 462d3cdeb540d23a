//! Document properties: custom ones, and when the workbook was last changed.

use super::xml::{Fault, Xml};
use chrono::{DateTime, Utc};
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

/// `dcterms:modified` of `docProps/core.xml`; `None` where it is missing or no moment.
pub(super) fn modified(text: &str, max_depth: u32) -> Option<DateTime<Utc>> {
    let mut xml = Xml::new(text, max_depth);
    xml.child(0).ok()??;
    while let Some(tag) = xml.child(1).ok()? {
        if tag.local() == "modified" {
            let mut moment = String::new();
            xml.text(&mut moment).ok()?;
            let moment = DateTime::parse_from_rfc3339(moment.trim()).ok()?;
            return Some(moment.with_timezone(&Utc));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_change_is_a_moment_or_nothing() {
        let read = |moment: &str| {
            let text = format!(
                "<p><created>2019-01-01T00:00:00Z</created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified></p>"
            );
            modified(&text, 8).map(|moment| moment.to_rfc3339())
        };
        assert_eq!(
            read("2020-10-09T01:02:03Z").as_deref(),
            Some("2020-10-09T01:02:03+00:00")
        );
        assert_eq!(
            read("2020-10-09T10:02:03+09:00").as_deref(),
            Some("2020-10-09T01:02:03+00:00")
        );
        assert_eq!(read("きのう"), None);
        assert_eq!(modified("<p/>", 8), None);
        assert_eq!(modified("<p", 8), None);
    }
}
