//! Which sheets show no zeros: a setting of the view, in `settings.xml`.

use super::xml::{Token, Xml};
use crate::{Limits, Problem, Workbook, grid};
use std::collections::HashMap;

/// What the settings say of showing zeros.
#[derive(Default)]
struct Zeros {
    /// Of the document, where a sheet says nothing itself.
    everywhere: Option<bool>,
    /// Of single sheets.
    sheets: HashMap<String, bool>,
}

/// Hides the zeros of sheets that show none.
pub(super) fn apply(part: &str, limits: &Limits, workbook: &mut Workbook) -> Result<(), Problem> {
    let zeros = read(part, limits)?;
    for sheet in &mut workbook.sheets {
        let shown = zeros.sheets.get(&sheet.name).copied().or(zeros.everywhere);
        if shown == Some(false) {
            grid::hide_zeros(&mut sheet.cells);
        }
    }
    Ok(())
}

fn read(part: &str, limits: &Limits) -> Result<Zeros, Problem> {
    let mut zeros = Zeros::default();
    let mut xml = Xml::new(part, limits);
    // Of every open element the name, where it is an entry of a sheet.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut awaited = false;
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(tag) => {
                let name = tag.attribute("config:name").map(|name| name.into_owned());
                let is_item = tag.name() == "config:config-item";
                awaited = is_item && name.as_deref() == Some("ShowZeroValues");
                let is_entry = tag.name() == "config:config-item-map-entry";
                open.push(name.filter(|_| is_entry));
            }
            Token::Text(text) if awaited => {
                awaited = false;
                let shown = text.trim() != "false";
                match open.iter().rev().flatten().next() {
                    Some(sheet) => _ = zeros.sheets.insert(sheet.clone(), shown),
                    None => _ = zeros.everywhere.get_or_insert(shown),
                }
            }
            Token::Text(_) => {}
            Token::Close => _ = open.pop(),
        }
    }
    Ok(zeros)
}
