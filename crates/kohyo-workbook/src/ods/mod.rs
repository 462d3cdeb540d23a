//! OpenDocument spreadsheets (`.ods`), read from the package's own XML in one pass.
//!
//! ```text
//! styles.xml   office:styles ─────────────┐
//! content.xml  office:automatic-styles ───┴─ Styles ─┐
//!              office:spreadsheet ─ table:table ─────┴─ Sheet
//! meta.xml     meta:user-defined, dc:date ─ properties, last change
//! ```

mod axis;
mod controls;
mod factors;
mod length;
mod shapes;
mod styles;
mod table;
mod text;
mod value;
mod xml;

use super::package::{Buffer, Package};
use super::{Format, Limits, Problem, ProblemKind, Workbook};
use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use std::borrow::Cow;
use std::collections::BTreeMap;
use styles::Styles;
use text::Paragraphs;
use xml::{Token, Xml};

/// Reads a package that was told to be an OpenDocument spreadsheet.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    let mut package = Package::open(bytes, limits)?;
    let mut buffer = Buffer::default();
    let mut styles = Styles::default();
    if package.has("styles.xml") {
        let part = package.load_within(
            "styles.xml",
            &mut buffer,
            "styles_bytes",
            limits.styles_bytes,
        )?;
        common_styles(part.text, limits, &mut styles)?;
    }
    let mut workbook = Workbook {
        format: Format::Ods,
        sheets: Vec::new(),
        modified: None,
        properties: BTreeMap::new(),
        problems: Vec::new(),
    };
    let content = package.load("content.xml", &mut buffer)?;
    if content.damaged {
        workbook.problems.push(Problem::new(
            ProblemKind::Unreadable,
            "文字コードの壊れた文字があります。その文字は「\u{FFFD}」になっています",
        ));
    }
    body(content.text, limits, &mut styles, &mut workbook)?;
    if package.has("meta.xml") {
        // Nobody's form is lost with its document properties.
        let meta = package.load("meta.xml", &mut buffer);
        if let Ok(Meta { custom, modified }) = meta.and_then(|meta| read_meta(meta.text, limits)) {
            workbook.properties.extend(custom);
            workbook.modified = modified;
        }
    }
    Ok(workbook)
}

/// Of `styles.xml` only `office:styles` concerns cells; its automatic styles belong to page layouts.
fn common_styles(part: &str, limits: &Limits, styles: &mut Styles) -> Result<(), Problem> {
    let mut xml = Xml::new(part, limits);
    while let Some(token) = xml.next()? {
        if let Token::Open(tag) = token {
            match tag.name() {
                "office:document-styles" => {}
                "office:styles" => styles.take(&mut xml)?,
                _ => xml.skip()?,
            }
        }
    }
    Ok(())
}

fn body(
    content: &str,
    limits: &Limits,
    styles: &mut Styles,
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    let mut xml = Xml::new(content, limits);
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        match tag.name() {
            "office:document-content" | "office:body" | "office:spreadsheet" => {}
            "office:automatic-styles" => styles.take(&mut xml)?,
            "table:table" => {
                if workbook.sheets.len() >= limits.sheets as usize {
                    let count = workbook.sheets.len() + 1;
                    return Err(Problem::limit("sheets", count, limits.sheets));
                }
                let (sheet, names) = table::read(&mut xml, &tag, styles, limits)?;
                workbook.sheets.push(sheet);
                workbook.properties.extend(names);
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// What the document says about itself.
#[derive(Default)]
struct Meta {
    /// Custom properties.
    custom: BTreeMap<String, String>,
    /// When it was last changed.
    modified: Option<DateTime<Utc>>,
}

fn read_meta(part: &str, limits: &Limits) -> Result<Meta, Problem> {
    let mut meta = Meta::default();
    let mut xml = Xml::new(part, limits);
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        let name = match tag.name() {
            "office:document-meta" | "office:meta" => continue,
            "meta:user-defined" => tag.attribute("meta:name").map(Cow::into_owned),
            "dc:date" => None,
            _ => {
                xml.skip()?;
                continue;
            }
        };
        let mut text = Paragraphs::new(limits);
        text.take(&mut xml)?;
        let text = text.finish().unwrap_or_default();
        match name {
            Some(name) => _ = meta.custom.insert(name, text),
            None => meta.modified = moment(text.trim()),
        }
    }
    Ok(meta)
}

/// A moment; LibreOffice writes the local time without a zone, and the offices are in Japan.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let zoned = DateTime::parse_from_rfc3339(text).ok();
    let zoned = zoned.or_else(|| {
        let clock: NaiveDateTime = text.parse().ok()?;
        let japan = FixedOffset::east_opt(9 * 3600)?;
        clock.and_local_timezone(japan).single()
    });
    zoned.map(|moment| moment.with_timezone(&Utc))
}

#[cfg(test)]
mod tests;
