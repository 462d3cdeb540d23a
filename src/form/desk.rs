//! The desk on which one form is read: what is known of it so far, and what has been taken.

use super::labels::Labels;
use super::place::Neighbours;
use super::view::View;
use crate::finding::{Code, Finding};
use crate::layout::Layout;
use crate::model::{Cells, Field};
use crate::workbook::{CellPos, Region};
use crate::workbook::{Content, Shape};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The cells understood so far, and the field of those that are values.
pub(super) type Taken = BTreeMap<CellPos, Option<Field>>;

/// The state of reading one form.
pub(super) struct Desk<'a> {
    /// The form's cells.
    pub view: &'a View<'a>,
    /// The layout it is read by.
    pub layout: &'a Layout,
    /// Where the labels stand.
    pub labels: &'a Labels,
    /// What was found on the way.
    pub findings: Vec<Finding>,
    /// The cell of every value taken.
    pub cells: Cells,
    taken: Taken,
    shapes_taken: BTreeSet<usize>,
    neighbours: OnceCell<Neighbours>,
}

impl<'a> Desk<'a> {
    /// A desk for a form with what was found and understood so far.
    pub(super) fn new(
        view: &'a View<'a>,
        layout: &'a Layout,
        labels: &'a Labels,
        findings: Vec<Finding>,
        taken: Taken,
    ) -> Self {
        Self {
            view,
            layout,
            labels,
            findings,
            cells: Cells::default(),
            taken,
            shapes_taken: BTreeSet::new(),
            neighbours: OnceCell::new(),
        }
    }

    /// What the labels around a label say of its value.
    pub(super) fn neighbours(&self) -> &Neighbours {
        self.neighbours.get_or_init(|| Neighbours::of(self))
    }

    /// Takes the value of a region for a field. A cell that another field took already is
    /// `label-ambiguous` and stays with neither guess: the later field gets nothing.
    pub(super) fn take(&mut self, field: Field, region: Region) -> Option<&'a Content> {
        let pos = region.first;
        let content = self.view.sheet.content(pos);
        if content.is_blank() {
            return None;
        }
        if let Some(Some(other)) = self.taken.get(&pos)
            && *other != field
        {
            let message = format!(
                "{}と{}の値が同じセルになり、どちらのものか決められません",
                other.japanese(),
                field.japanese()
            );
            self.report(Code::LabelAmbiguous, pos, field, message);
            return None;
        }
        self.taken.insert(pos, Some(field));
        self.cells.note(field, pos);
        Some(content)
    }

    /// The field whose value a cell is.
    pub(super) fn field_of(&self, pos: CellPos) -> Option<Field> {
        self.taken.get(&pos).copied().flatten()
    }

    /// What was found and understood so far.
    pub(super) fn into_parts(self) -> (Vec<Finding>, Taken) {
        (self.findings, self.taken)
    }

    /// Marks a cell as holding a value that is read from it elsewhere.
    pub(super) fn hold(&mut self, field: Field, pos: CellPos) {
        self.taken.insert(pos, Some(field));
    }

    /// Marks a cell as understood without a value of its own (a heading, a number of an item).
    pub(super) fn know(&mut self, pos: CellPos) {
        self.taken.entry(pos).or_insert(None);
    }

    /// Whether a cell is understood.
    pub(super) fn is_taken(&self, pos: CellPos) -> bool {
        self.taken.contains_key(&pos)
    }

    /// The form's shapes with their indices.
    pub(super) fn shapes(&self) -> impl Iterator<Item = (usize, &'a Shape)> + use<'a> {
        let sheet = self.view.sheet;
        self.view
            .objects
            .shapes
            .iter()
            .map(move |index| (*index, &sheet.shapes[*index]))
    }

    /// Marks a shape as understood.
    pub(super) fn take_shape(&mut self, index: usize) {
        self.shapes_taken.insert(index);
    }

    /// Whether a shape is understood.
    pub(super) fn has_taken_shape(&self, index: usize) -> bool {
        self.shapes_taken.contains(&index)
    }

    /// Cells taken as values, with their fields.
    pub(super) fn values(&self) -> impl Iterator<Item = CellPos> + '_ {
        self.taken
            .iter()
            .filter_map(|(pos, field)| field.is_some().then_some(*pos))
    }

    /// Every cell that is understood, as value or otherwise.
    pub(super) fn known(&self) -> impl Iterator<Item = CellPos> + '_ {
        self.taken.keys().copied()
    }

    /// Notes a finding at a cell, quoting what the cell shows.
    pub(super) fn report(
        &mut self,
        code: Code,
        pos: CellPos,
        field: impl Into<Option<Field>>,
        message: impl Into<String>,
    ) {
        let shown = self.view.sheet.content(pos).shown();
        let mut finding = Finding::new(code, message).at(pos).about(field);
        if !shown.is_empty() {
            finding = finding.quoting(tidy(shown));
        }
        self.findings.push(finding);
    }
}

/// A text as written, without blanks at the ends of its lines and of the whole.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            tidied.push('\n');
        }
        tidied.push_str(line.trim_end());
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}
