//! How a form tells plan from actual: by the legend's shapes, words, colours and marks, else by what
//! stands above and below.

use super::desk::Desk;
use super::items::Block;
use crate::layout::Label;
use crate::text::label::normalise;
use crate::workbook::CellPos;
use crate::workbook::{Rgb, Shape, ShapeKind};
use std::collections::{BTreeSet, HashMap};

/// Plan or actual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Role {
    /// 計画
    Plan,
    /// 実績
    Actual,
}

/// What two shapes can differ in.
pub(super) type Style = (Option<Rgb>, bool);

/// The style of a shape.
pub(super) const fn style(shape: &Shape) -> Style {
    (shape.colour, shape.dashed)
}

/// What the form itself says about plan and actual.
#[derive(Debug, Default)]
pub(super) struct Legend {
    /// Styles of the legend's own shapes.
    pub styles: HashMap<Style, Role>,
    /// Colours of painted legend cells.
    pub fills: HashMap<Rgb, Role>,
    /// Marks named in a legend's text: `○計画 ●実績`.
    pub marks: HashMap<char, Role>,
    /// Whether the upper of two rows is the actual one (凡例 上段：実績).
    pub upper_is_actual: bool,
    /// Cells of a legend of colours.
    pub cells: Vec<CellPos>,
    /// Indices of shapes that belong to the legend.
    pub shapes: Vec<usize>,
}

impl Legend {
    /// Reads the legend in and around the schedule's label.
    pub(super) fn read(desk: &Desk<'_>, block: &Block) -> Self {
        let mut legend = Self::default();
        legend.read_shapes(desk, block);
        legend.read_fills(desk, block);
        let texts = std::iter::once(block.label.first).chain(
            desk.labels
                .places(Label::Furniture)
                .map(|place| place.region.first),
        );
        for pos in texts {
            legend.read_text(desk, pos);
        }
        legend
    }

    /// The role of the upper or lower of two rows.
    pub(super) const fn of_row(&self, upper: bool) -> Role {
        if upper == self.upper_is_actual {
            Role::Actual
        } else {
            Role::Plan
        }
    }

    /// Two shapes in the label's cell (or in a cell named 凡例): the upper is what the label names
    /// first; a shape that names itself 計画 or 実績 is that.
    fn read_shapes(&mut self, desk: &Desk<'_>, block: &Block) {
        let inside = |shape: &Shape| {
            block.label.contains(shape.under)
                || desk
                    .labels
                    .at(desk.view.region(shape.under).first)
                    .any(|place| place.label == Label::Furniture)
        };
        let mut found: Vec<(usize, &Shape)> = desk
            .shapes()
            .filter(|(_, shape)| shape.kind != ShapeKind::TextBox && inside(shape))
            .collect();
        found.sort_by_key(|(_, shape)| (shape.frame.middle(), shape.frame.left));
        let [(upper_index, upper), (lower_index, lower)] = found[..] else {
            return;
        };
        self.shapes = vec![upper_index, lower_index];
        if style(upper) == style(lower) {
            return;
        }
        let named = |shape: &Shape| role_named(desk, shape.text.as_deref().unwrap_or(&shape.name));
        let first = named(upper)
            .or_else(|| named(lower).map(Role::other))
            .or_else(|| first_named(desk, block.label.first))
            .unwrap_or(Role::Plan);
        self.styles.insert(style(upper), first);
        self.styles.insert(style(lower), first.other());
    }

    /// Painted cells that say 計画 or 実績, themselves or in the cell beside them.
    /// The colour of the form's own labels is none of a legend, and what is painted in the schedule
    /// itself is a span.
    fn read_fills(&mut self, desk: &Desk<'_>, block: &Block) {
        let of_labels: BTreeSet<Rgb> = desk
            .view
            .cells()
            .filter(|cell| desk.labels.is_label(cell.pos) && exactly(desk, cell.pos).is_none())
            .filter_map(|cell| cell.fill)
            .collect();
        for cell in desk.view.cells() {
            let Some(fill) = cell.fill else {
                continue;
            };
            let in_schedule = (block.rows.0..=block.rows.1).contains(&cell.pos.row)
                && cell.pos.col > block.label.last.col;
            if in_schedule || of_labels.contains(&fill) {
                continue;
            }
            let own = desk.view.region(cell.pos);
            let named = if desk.view.sheet.content(own.first).is_blank() {
                desk.view.right_of(own)
            } else {
                Some(own)
            };
            if let Some(named) = named
                && let Some(role) = exactly(desk, named.first)
            {
                self.fills.entry(fill).or_insert(role);
                self.cells.push(named.first);
            }
        }
        // One colour for both says nothing.
        let roles: BTreeSet<Role> = self.fills.values().copied().collect();
        if roles.len() < 2 {
            self.fills.clear();
            self.cells.clear();
        }
    }

    fn read_text(&mut self, desk: &Desk<'_>, pos: CellPos) {
        let Some(text) = desk.labels.normalised(pos) else {
            return;
        };
        if let Some(after) = text.split("上段").nth(1) {
            self.upper_is_actual = first_role(desk, after) == Some(Role::Actual);
        }
        let mut marks = HashMap::new();
        for (role, words) in [
            (Role::Plan, &desk.layout.plan_words),
            (Role::Actual, &desk.layout.actual_words),
        ] {
            for word in words {
                for (at, _) in text.match_indices(word.as_str()) {
                    let before = text[..at].trim_end_matches([':', '=', '…', '(']);
                    if let Some(mark) = before
                        .chars()
                        .next_back()
                        .filter(|c| super::spans::is_mark(*c))
                    {
                        marks.entry(mark).or_insert_with(Vec::new).push(role);
                    }
                }
            }
        }
        for (mark, roles) in marks {
            if let [role] = roles[..] {
                self.marks.insert(mark, role);
            }
        }
    }
}

impl Role {
    /// The other one.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Plan => Self::Actual,
            Self::Actual => Self::Plan,
        }
    }
}

/// The role that is all a cell says.
pub(super) fn exactly(desk: &Desk<'_>, pos: CellPos) -> Option<Role> {
    let text = desk.labels.normalised(pos)?;
    let is = |words: &[String]| words.iter().any(|word| word == text);
    if is(&desk.layout.plan_words) {
        Some(Role::Plan)
    } else if is(&desk.layout.actual_words) {
        Some(Role::Actual)
    } else {
        None
    }
}

fn role_named(desk: &Desk<'_>, text: &str) -> Option<Role> {
    first_role(desk, &normalise(text))
}

/// What the label's cell names first, where it names both: 実施内容 alone begins with a word for actual.
fn first_named(desk: &Desk<'_>, pos: CellPos) -> Option<Role> {
    let text = desk.labels.normalised(pos)?;
    let both = matches!(mentions(desk, text), (Some(_), Some(_)));
    first_role(desk, text).filter(|_| both)
}

/// The last mention of plan and of actual: before its legend the label's cell holds the label itself,
/// and 実施項目 begins with a word for actual.
fn mentions(desk: &Desk<'_>, text: &str) -> (Option<usize>, Option<usize>) {
    let place = |words: &[String]| {
        words
            .iter()
            .filter_map(|word| text.rfind(word.as_str()))
            .max()
    };
    (
        place(&desk.layout.plan_words),
        place(&desk.layout.actual_words),
    )
}

/// Which of the two a text names first.
fn first_role(desk: &Desk<'_>, text: &str) -> Option<Role> {
    match mentions(desk, text) {
        (Some(plan), Some(actual)) => Some(if plan < actual {
            Role::Plan
        } else {
            Role::Actual
        }),
        (Some(_), None) => Some(Role::Plan),
        (None, Some(_)) => Some(Role::Actual),
        (None, None) => None,
    }
}
