//! Changes to the workbook part: one more sheet, before all others.

use super::Refusal;
use super::edits::Edits;
use super::relations::append;
use super::xml::{Node, escaped, outline};
use crate::workbook::address;
use std::collections::BTreeSet;

/// The relationship that leads to the list.
pub(super) const RELATION: &str = "kohyoList";
/// The name of the list's sheet, or how it begins where the workbook has such a sheet.
const NAME: &str = "確認事項";

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// Its relationship.
    pub(super) relation: String,
}

/// The workbook part.
pub(super) struct Book {
    root: Node,
    /// Its sheets in the order of tabs.
    pub(super) sheets: Vec<Listed>,
}

impl Book {
    /// Reads the part.
    ///
    /// # Errors
    /// It is no workbook of the usual kind, or two sheets have one name.
    pub(super) fn of(text: &str) -> Result<Self, Refusal> {
        let root = outline(text, 3, &[])?;
        let namespace = match root.prefix.trim_end_matches(':') {
            "" => root.attr(text, "xmlns"),
            prefix => root.attr(text, &format!("xmlns:{prefix}")),
        };
        if root.local != "workbook" || namespace.as_deref() != Some(super::SPREADSHEET) {
            return Err(Refusal::new(
                "Strict形式など、手を加えられない種類のブックです",
            ));
        }
        let list = root
            .child("sheets")
            .ok_or_else(|| Refusal::new("シートの一覧がありません"))?;
        let sheets: Vec<Listed> = list
            .children
            .iter()
            .map(|node| Listed {
                name: node.attr(text, "name").unwrap_or_default(),
                relation: node.attr_ending(text, ":id").unwrap_or_default(),
            })
            .collect();
        let names: BTreeSet<String> = sheets.iter().map(|s| s.name.to_lowercase()).collect();
        if names.len() < sheets.len() {
            return Err(Refusal::new("同じ名前のシートが二つあります"));
        }
        Ok(Self { root, sheets })
    }

    /// Puts the list before all sheets and shows it first. What counts sheets is moved on.
    pub(super) fn add_list(&self, text: &str) -> Result<Edits, Refusal> {
        let mut edits = Edits::default();
        let odd = || Refusal::new("シートの一覧が決まりどおりではありません");
        let list = self.root.child("sheets").ok_or_else(odd)?;
        let ids = list
            .children
            .iter()
            .filter_map(|node| node.attr(text, "sheetId"));
        let ids: Option<Vec<u32>> = ids.map(|id| id.trim().parse().ok()).collect();
        let id = ids.ok_or_else(odd)?.into_iter().max().unwrap_or(0);
        let name = self.free_name();
        let new = format!(
            "<{}sheet xmlns:r=\"{}\" name=\"{}\" sheetId=\"{}\" r:id=\"{RELATION}\"/>",
            list.prefix,
            super::RELATIONSHIPS,
            escaped(&name),
            id.checked_add(1).ok_or_else(odd)?,
        );
        let first = list.children.first().ok_or_else(odd)?;
        edits.insert(first.tag.start, new);
        self.repeat_headings(text, list, &name, &mut edits);
        for name in self
            .root
            .child("definedNames")
            .map_or(&[][..], |names| &names.children)
        {
            if let Some(place) = name.attr_place(text, "localSheetId") {
                let index: u32 = text[place.clone()].trim().parse().map_err(|_| odd())?;
                let next = index.checked_add(1).ok_or_else(odd)?;
                edits.replace(place, next.to_string());
            }
        }
        for view in self
            .root
            .child("bookViews")
            .map_or(&[][..], |views| &views.children)
        {
            for name in ["activeTab", "firstSheet"] {
                if let Some(place) = view.attr_place(text, name) {
                    edits.replace(place, "0");
                }
            }
        }
        Ok(edits)
    }

    /// The list's headings stand above each of its pages: one more name, among the others where there are
    /// some, else where the schema wants the names.
    fn repeat_headings(&self, text: &str, list: &Node, sheet: &str, edits: &mut Edits) {
        let row = super::list::HEAD;
        let prefix = &list.prefix;
        let area = escaped(&format!("{}!${row}:${row}", address::quoted(sheet)));
        let name = format!(
            "<{prefix}definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">{area}</{prefix}definedName>"
        );
        if let Some(names) = self.root.child("definedNames") {
            return append(edits, text, names, &name);
        }
        let before = ["externalReferences", "functionGroups"];
        let before = before.iter().find_map(|before| self.root.child(before));
        let names = format!("<{prefix}definedNames>{name}</{prefix}definedNames>");
        edits.insert(before.unwrap_or(list).span().end, names);
    }

    /// Takes sheets away. What counts sheets is moved back.
    pub(super) fn without(&self, text: &str, names: &BTreeSet<&str>) -> Result<Edits, Refusal> {
        let mut edits = Edits::default();
        let odd = || Refusal::new("シートの一覧が決まりどおりではありません");
        let list = self.root.child("sheets").ok_or_else(odd)?;
        let gone: Vec<bool> = self
            .sheets
            .iter()
            .map(|sheet| names.contains(sheet.name.as_str()))
            .collect();
        for (node, _) in list.children.iter().zip(&gone).filter(|(_, gone)| **gone) {
            edits.replace(node.span(), "");
        }
        let moved = |place: &str| -> Result<Option<usize>, Refusal> {
            let index: usize = place.trim().parse().map_err(|_| odd())?;
            let before = gone.iter().take(index).filter(|gone| **gone).count();
            Ok((gone.get(index) != Some(&true)).then(|| index - before))
        };
        if let Some(names) = self.root.child("definedNames") {
            let mut renumbered = Edits::default();
            let mut left = names.children.len();
            for name in &names.children {
                let Some(place) = name.attr_place(text, "localSheetId") else {
                    continue;
                };
                match moved(&text[place.clone()])? {
                    Some(index) => renumbered.replace(place, index.to_string()),
                    None => {
                        renumbered.replace(name.span(), "");
                        left -= 1;
                    }
                }
            }
            // A list of names may not be empty.
            match left {
                0 => edits.replace(names.span(), ""),
                _ => edits.join(renumbered),
            }
        }
        for view in self
            .root
            .child("bookViews")
            .map_or(&[][..], |views| &views.children)
        {
            for name in ["activeTab", "firstSheet"] {
                if let Some(place) = view.attr_place(text, name) {
                    let index = moved(&text[place.clone()])?.unwrap_or(0);
                    edits.replace(place, index.to_string());
                }
            }
        }
        Ok(edits)
    }

    /// A name that no sheet has.
    fn free_name(&self) -> String {
        let taken = |name: &str| {
            self.sheets
                .iter()
                .any(|s| s.name.eq_ignore_ascii_case(name))
        };
        let numbered = (2..).map(|count| format!("{NAME}({count})"));
        std::iter::once(NAME.to_owned())
            .chain(numbered)
            .find(|name| !taken(name))
            .unwrap_or_else(|| NAME.to_owned())
    }
}
