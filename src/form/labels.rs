//! Where the layout's labels stand on a form.

use super::view::View;
use crate::layout::{Label, Layout};
use crate::provenance::{CellPos, Region};
use crate::text::label::normalise;
use crate::workbook::Content;
use std::collections::HashMap;

/// Longer texts are never labels.
const LONGEST_LABEL: usize = 60;

/// One label on the form.
#[derive(Clone, Debug)]
pub(super) struct LabelAt {
    /// The cells it covers.
    pub region: Region,
    /// What it says.
    pub label: Label,
    /// The value written behind it in the same cell: `担当課：情報政策課`.
    pub inline: Option<String>,
}

/// All labels of a form.
pub(super) struct Labels {
    all: Vec<LabelAt>,
    at: HashMap<CellPos, Vec<usize>>,
    normalised: HashMap<CellPos, String>,
    titles: Vec<CellPos>,
}

impl Labels {
    /// Looks at every short text of the form.
    pub(super) fn find(view: &View<'_>, layout: &Layout) -> Self {
        let mut labels = Self {
            all: Vec::new(),
            at: HashMap::new(),
            normalised: HashMap::new(),
            titles: Vec::new(),
        };
        for cell in view.all_written() {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            if view.is_covered(cell.pos) {
                continue;
            }
            if text.chars().count() > LONGEST_LABEL && !text.contains('\n') && !text.contains('：')
            {
                continue;
            }
            labels.look_at(view, layout, cell.pos, text);
        }
        labels
    }

    fn look_at(&mut self, view: &View<'_>, layout: &Layout, pos: CellPos, text: &str) {
        let region = view.region(pos);
        if text.chars().count() <= LONGEST_LABEL {
            let normalised = normalise(text);
            let joined = self.left_text(view, region).map(|left| left + &normalised);
            let mut found: Vec<Label> = layout.labels_of(&normalised).collect();
            if let Some(joined) = joined {
                found.extend(
                    layout
                        .labels_of(&joined)
                        .filter(|label| matches!(label, Label::Rating(_))),
                );
            }
            if found.is_empty() && layout.is_title(&normalised) {
                self.titles.push(pos);
            }
            self.normalised.insert(pos, normalised);
            for label in found {
                self.add(LabelAt {
                    region,
                    label,
                    inline: None,
                });
            }
        }
        if !self.at.contains_key(&pos)
            && let Some((label, value)) = inline_label(layout, text)
        {
            self.add(LabelAt {
                region,
                label,
                inline: Some(value),
            });
        }
    }

    /// The normalised text of the region to the left, for labels split over two cells
    /// (実績評価 | KPI).
    fn left_text(&self, view: &View<'_>, region: Region) -> Option<String> {
        let left = CellPos::new(region.first.row, region.first.col.checked_sub(1)?);
        self.normalised.get(&view.region(left).first).cloned()
    }

    /// Adds a label that the texts alone did not show.
    pub(super) fn add(&mut self, label: LabelAt) {
        self.at
            .entry(label.region.first)
            .or_default()
            .push(self.all.len());
        self.all.push(label);
    }

    /// The title cells, from above.
    pub(super) fn titles(&self) -> &[CellPos] {
        &self.titles
    }

    /// Every label, by row and column.
    pub(super) fn all(&self) -> &[LabelAt] {
        &self.all
    }

    /// Every place of a label.
    pub(super) fn places(&self, label: Label) -> impl Iterator<Item = &LabelAt> + '_ {
        self.all.iter().filter(move |place| place.label == label)
    }

    /// What the cell says as a label.
    pub(super) fn at(&self, pos: CellPos) -> impl Iterator<Item = &LabelAt> + '_ {
        self.at
            .get(&pos)
            .into_iter()
            .flatten()
            .map(|index| &self.all[*index])
    }

    /// Short texts that are no label, in no particular order of meaning but by place.
    pub(super) fn unknown(&self) -> impl Iterator<Item = (CellPos, &str)> {
        let mut unknown: Vec<(CellPos, &str)> = self
            .normalised
            .iter()
            .filter(|(pos, _)| !self.at.contains_key(*pos) && !self.titles.contains(pos))
            .map(|(pos, text)| (*pos, text.as_str()))
            .collect();
        unknown.sort_unstable_by_key(|(pos, _)| *pos);
        unknown.into_iter()
    }

    /// Whether a cell is a label without a value of its own.
    pub(super) fn is_label(&self, pos: CellPos) -> bool {
        self.titles.contains(&pos) || self.at(pos).any(|place| place.inline.is_none())
    }

    /// The normalised text of a short text cell.
    pub(super) fn normalised(&self, pos: CellPos) -> Option<&str> {
        self.normalised.get(&pos).map(String::as_str)
    }
}

/// A label and the value behind it: after a colon, or on the lines below the label.
fn inline_label(layout: &Layout, text: &str) -> Option<(Label, String)> {
    let at = text.find(['：', ':', '\n'])?;
    let separator = text[at..].chars().next()?;
    let value = text[at + separator.len_utf8()..].trim();
    if value.is_empty() {
        return None;
    }
    let head = normalise(&text[..at]);
    let label = layout
        .labels_of(&head)
        .find(|label| matches!(label, Label::Field(_) | Label::Rating(_) | Label::Reason))?;
    Some((label, value.to_owned()))
}
