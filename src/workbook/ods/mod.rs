//! OpenDocument spreadsheets (`.ods`), read from the package's own XML in one pass.
//!
//! ```text
//! styles.xml   office:styles ─────────────┐
//! content.xml  office:automatic-styles ───┴─ Styles ─┐
//!              office:spreadsheet ─ table:table ─────┴─ Sheet
//! meta.xml     meta:user-defined ─ properties
//! ```

mod axis;
mod length;
mod shapes;
mod styles;
mod table;
mod text;
mod value;
mod xml;

use super::package::{Buffer, Package};
use super::{Format, Limits, Problem, ProblemKind, Workbook};
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
        workbook.properties = meta
            .and_then(|meta| properties(meta.text, limits))
            .unwrap_or_default();
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
                workbook
                    .sheets
                    .push(table::read(&mut xml, &tag, styles, limits)?);
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn properties(meta: &str, limits: &Limits) -> Result<BTreeMap<String, String>, Problem> {
    let mut found = BTreeMap::new();
    let mut xml = Xml::new(meta, limits);
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        match tag.name() {
            "office:document-meta" | "office:meta" => {}
            "meta:user-defined" => {
                let mut text = Paragraphs::new(limits);
                text.take(&mut xml)?;
                if let Some(name) = tag.attribute("meta:name") {
                    found.insert(name.into_owned(), text.finish().unwrap_or_default());
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
