//! Comments on cells: notes, and threaded ones with their replies.

mod binary;

use super::merges;
use super::strings::rich_text;
use super::xml::{Fault, Xml};
use crate::Comment;
use crate::address::CellPos;
use std::collections::BTreeMap;

/// Texts by cell.
#[derive(Default)]
pub(super) struct Comments {
    notes: BTreeMap<CellPos, String>,
    threads: BTreeMap<CellPos, String>,
}

impl Comments {
    /// Takes a part of notes (`comments1.xml`).
    pub(super) fn take_notes(&mut self, text: &str, max_depth: u32) -> Result<(), Fault> {
        let mut xml = Xml::new(text, max_depth);
        xml.child(0)?.ok_or(Fault::Cut)?;
        let mut runs = Vec::new();
        while let Some(list) = xml.child(1)? {
            if list.local() != "commentList" {
                continue;
            }
            while let Some(tag) = xml.child(2)? {
                let pos = tag.attr("ref").and_then(|place| position(&place));
                let mut body = String::new();
                while let Some(tag) = xml.child(3)? {
                    if tag.local() == "text" {
                        rich_text(&mut xml, &mut body, &mut runs)?;
                    }
                }
                if let Some(pos) = pos {
                    add(&mut self.notes, pos, &body);
                }
            }
        }
        Ok(())
    }

    /// Takes a part of threaded comments; replies follow what they reply to.
    pub(super) fn take_threads(&mut self, text: &str, max_depth: u32) -> Result<(), Fault> {
        let mut xml = Xml::new(text, max_depth);
        xml.child(0)?.ok_or(Fault::Cut)?;
        while let Some(tag) = xml.child(1)? {
            let pos = tag.attr("ref").and_then(|place| position(&place));
            let mut body = String::new();
            while let Some(tag) = xml.child(2)? {
                if tag.local() == "text" {
                    xml.text(&mut body)?;
                }
            }
            if let Some(pos) = pos {
                add(&mut self.threads, pos, &body);
            }
        }
        Ok(())
    }

    /// All comments in the order of cells. The note that Excel keeps beside a thread for older
    /// programs repeats it, and is left out.
    pub(super) fn finish(mut self) -> Vec<Comment> {
        let mut texts = std::mem::take(&mut self.notes);
        texts.append(&mut self.threads);
        texts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(pos, text)| Comment { pos, text })
            .collect()
    }
}

fn position(place: &str) -> Option<CellPos> {
    merges::region(place).map(|region| region.first)
}

/// Adds a text; several on one cell are joined by line breaks.
fn add(texts: &mut BTreeMap<CellPos, String>, pos: CellPos, body: &str) {
    let text = texts.entry(pos).or_default();
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(body.trim_end());
}
