//! Changes to a worksheet part: marks on its cells, the drawing that holds the notes, and which sheet
//! is shown first. Cells are never touched.

use super::Refusal;
use super::edits::Edits;
use super::styles::{Mark, Numbers};
use super::xml::{Node, outline};
use crate::workbook::Region;
use std::collections::BTreeMap;

/// The children of a worksheet in the order of its schema, as far as it matters here.
const ORDER: [&str; 36] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "extLst",
];

/// A condition that always holds, and by which kohyo knows its marks again.
pub(super) const CONDITION: &str = "N(\"kohyo\")=0";

/// Ranges that one mark names; Excel takes a few thousand.
const RANGES: usize = 500;

/// A worksheet part that is to be changed.
pub(super) struct SheetPart {
    root: Node,
    /// What changes.
    pub(super) edits: Edits,
}

impl SheetPart {
    /// Looks at a part.
    pub(super) fn of(text: &str) -> Result<Self, Refusal> {
        Ok(Self {
            root: outline(text, 3, &["sheetData"])?,
            edits: Edits::default(),
        })
    }

    /// The relationship of the drawing that holds notes, where the sheet has one.
    pub(super) fn legacy_drawing(&self, text: &str) -> Option<String> {
        self.root.child("legacyDrawing")?.attr_ending(text, ":id")
    }

    /// Lets the sheet go out of sight: the list is shown first.
    pub(super) fn unselect(&mut self, text: &str) {
        let Some(views) = self.root.child("sheetViews") else {
            return;
        };
        for view in &views.children {
            if let Some(place) = view.attr_place(text, "tabSelected")
                && matches!(&text[place.clone()], "1" | "true")
            {
                self.edits.replace(place, "0");
            }
        }
    }

    /// Takes kohyo's marks away.
    pub(super) fn unmark(&mut self, text: &str) {
        let ours = |node: &Node| text[node.span()].contains("kohyo");
        let formats = self.root.children.iter();
        for format in formats.filter(|child| child.local == "conditionalFormatting") {
            let left = format.children.iter().filter(|rule| !ours(rule)).count();
            if left == 0 {
                self.edits.replace(format.span(), "");
                continue;
            }
            for rule in format.children.iter().filter(|rule| ours(rule)) {
                self.edits.replace(rule.span(), "");
            }
        }
    }

    /// Marks regions by conditional formatting, below every rule the sheet has.
    pub(super) fn mark(
        &mut self,
        text: &str,
        regions: &BTreeMap<Mark, Vec<Region>>,
        numbers: Numbers,
    ) {
        let prefix = self.root.prefix.as_str();
        let mut priority = self.last_priority(text);
        let mut new = String::new();
        for (mark, regions) in regions {
            for regions in regions.chunks(RANGES) {
                priority = priority.saturating_add(1);
                let places: Vec<String> = regions.iter().map(Region::to_string).collect();
                new.push_str(&format!(
                    "<{prefix}conditionalFormatting sqref=\"{}\"><{prefix}cfRule type=\"expression\" dxfId=\"{}\" priority=\"{priority}\"><{prefix}formula>{}</{prefix}formula></{prefix}cfRule></{prefix}conditionalFormatting>",
                    places.join(" "),
                    numbers.mark(*mark),
                    super::xml::escaped(CONDITION),
                ));
            }
        }
        let place = self.place_of("conditionalFormatting");
        self.edits.insert(place, new);
    }

    /// Names the drawing that holds the notes.
    pub(super) fn name_drawing(&mut self, relation: &str) {
        let new = format!(
            "<{}legacyDrawing xmlns:r=\"{}\" r:id=\"{relation}\"/>",
            self.root.prefix,
            super::RELATIONSHIPS,
        );
        let place = self.place_of("legacyDrawing");
        self.edits.insert(place, new);
    }

    /// The highest number among the sheet's conditions, those of newer Excels too.
    fn last_priority(&self, text: &str) -> u32 {
        let ours = self.root.children.iter();
        let ours = ours.filter(|child| child.local == "conditionalFormatting");
        let ours = ours.flat_map(|format| &format.children);
        let ours = ours.filter_map(|rule| rule.attr(text, "priority"));
        let extended = self
            .root
            .child("extLst")
            .map_or("", |list| &text[list.span()]);
        let extended = extended.split("priority=\"").skip(1);
        let extended = extended.filter_map(|rest| rest.split('"').next().map(str::to_owned));
        ours.chain(extended)
            .filter_map(|number| number.trim().parse().ok())
            .max()
            .unwrap_or(0)
    }

    /// Where a new child belongs: after everything that comes before it.
    fn place_of(&self, name: &str) -> usize {
        let rank = |name: &str| ORDER.iter().position(|known| *known == name);
        let before = self
            .root
            .children
            .iter()
            .filter(|child| rank(&child.local).is_some_and(|own| Some(own) <= rank(name)));
        before
            .map(|child| child.span().end)
            .max()
            .unwrap_or(self.root.tag.end)
    }
}
