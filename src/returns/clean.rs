//! Takes away what a return copy holds beyond the division's own workbook: by the record of what was
//! done where no program has saved the copy since, else by kohyo's marks.

use super::book::Book;
use super::edits::Edits;
use super::package::{Changes, Package, Part};
use super::record::Record;
use super::relations::Relations;
use super::sheet::SheetPart;
use super::xml::outline;
use super::{LIST_PART, Refusal, TYPES_PART, notes};
use crate::seal;
use crate::workbook::{Limits, resolve, xlsx};
use std::collections::BTreeSet;

/// The workbook without kohyo's remarks; `None` where it holds none. A copy that no program has saved
/// since comes back to the byte, part by part.
///
/// # Errors
/// A [`Refusal`] where the package cannot be read or changed.
pub fn clean(bytes: &[u8], limits: &Limits) -> Result<Option<Vec<u8>>, Refusal> {
    let mut package = Package::open(bytes, limits)?;
    if package.has(LIST_PART) {
        let list = package.part(LIST_PART)?;
        if let Some(record) = Record::of_xml(&list.text)
            && let Some(original) = record.take_back(&mut package)?
        {
            return Ok(Some(original));
        }
    }
    let workbook = xlsx::read(bytes, limits).map_err(|problem| Refusal::new(problem.message))?;
    let remarked = workbook.sheets.iter().any(|sheet| {
        let remarks = |text: &str| seal::remark(text).is_some();
        seal::is_list(sheet) || sheet.comments.iter().any(|comment| remarks(&comment.text))
    });
    if !remarked {
        return Ok(None);
    }
    let lists: BTreeSet<&str> = workbook
        .sheets
        .iter()
        .filter(|sheet| seal::is_list(sheet))
        .map(|sheet| sheet.name.as_str())
        .collect();
    let mut strip = Strip {
        package,
        changes: Changes::default(),
    };
    strip.whole(&lists)?;
    strip.package.rewritten(&strip.changes).map(Some)
}

/// A copy being cleaned by its marks.
struct Strip<'a> {
    package: Package<'a>,
    changes: Changes,
}

impl Strip<'_> {
    fn whole(&mut self, lists: &BTreeSet<&str>) -> Result<(), Refusal> {
        let odd = || Refusal::new("ブックの部品が決まりどおりではありません");
        let root = Relations::of(&mut self.package, "")?;
        let name = root
            .targets("officeDocument")
            .next()
            .ok_or_else(odd)?
            .to_owned();
        let part = self.package.part(&name)?;
        let relations = Relations::of(&mut self.package, &name)?;
        let book = Book::of(&part.text)?;
        let mut gone = Vec::new();
        for listed in &book.sheets {
            let relation = relations.by_id(&listed.relation).ok_or_else(odd)?;
            if lists.contains(listed.name.as_str()) {
                gone.push(relation);
            } else {
                self.sheet(&relation.target)?;
            }
        }
        self.change(&name, &part, book.without(&part.text, lists)?);
        if let Some(part) = &relations.part {
            let mut edits = Edits::default();
            for relation in &gone {
                edits.replace(relation.place.clone(), "");
            }
            self.change(&relations.name, part, edits);
        }
        self.forget(
            gone.iter()
                .map(|relation| relation.target.clone())
                .collect(),
        )
    }

    fn change(&mut self, name: &str, part: &Part, edits: Edits) {
        if !edits.is_empty() {
            let (bytes, _) = part.edited(edits);
            self.changes.changed.insert(name.to_owned(), bytes);
        }
    }

    /// Takes parts away, with their relationships and content types.
    fn forget(&mut self, parts: Vec<String>) -> Result<(), Refusal> {
        let types = self.package.part(TYPES_PART)?;
        let root = outline(&types.text, 2, &[])?;
        let mut edits = Edits::default();
        for node in &root.children {
            let named = node
                .attr(&types.text, "PartName")
                .map(|name| resolve("", &name));
            if named.is_some_and(|name| parts.iter().any(|part| part.eq_ignore_ascii_case(&name))) {
                edits.replace(node.span(), "");
            }
        }
        self.change(TYPES_PART, &types, edits);
        for part in parts {
            let relations = Relations::of(&mut self.package, &part)?;
            self.changes.removed.extend([part, relations.name]);
        }
        Ok(())
    }

    /// Marks and notes of one sheet.
    fn sheet(&mut self, name: &str) -> Result<(), Refusal> {
        let part = self.package.part(name)?;
        let mut sheet = SheetPart::of(&part.text)?;
        sheet.unmark(&part.text);
        let relations = Relations::of(&mut self.package, name)?;
        let drawing = sheet.legacy_drawing(&part.text);
        let drawing = drawing
            .and_then(|id| relations.by_id(&id))
            .map(|r| r.target.clone());
        self.change(name, &part, sheet.edits);
        for name in relations.targets("comments") {
            let part = self.package.part(name)?;
            let mut edits = Edits::default();
            let cells = notes::remove(&part, &mut edits)?;
            self.change(name, &part, edits);
            if let Some(drawing) = drawing.as_ref().filter(|_| !cells.is_empty()) {
                let part = self.package.part(drawing)?;
                let mut edits = Edits::default();
                notes::erase(&part.text, &cells, &mut edits);
                self.change(drawing, &part, edits);
            }
        }
        Ok(())
    }
}
