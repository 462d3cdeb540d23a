//! The columns of the table of ratings: the longer a reason, the wider its column.

use super::summary::LONG;
use crate::model::{Measure, Project};
use crate::report::page_writer::{CellStyle, ColumnGrid, Wish};

/// Least widths in pixels: of a grade with its mark, of an achievement, of texts that may be blank, of the
/// evaluator's reason, and of grade and reason together, below the heading of both.
const GRADE: f64 = 46.0;
const ACHIEVEMENT: f64 = 58.0;
const TEXT: f64 = 50.0;
const ENTRY: f64 = 150.0;
const ENTRIES: f64 = 222.0;
/// About the least height of a row in points, without what is kept free between its lines.
const ROW: f64 = 18.0;

/// First and last column of everything beside the label of a measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct RatingColumns {
    /// The division's grade and reason.
    pub(super) declared: (u16, u16),
    pub(super) reason: (u16, u16),
    /// What the rules propose, and why.
    pub(super) proposed: (u16, u16),
    pub(super) achievement: (u16, u16),
    pub(super) basis: (u16, u16),
    /// What the evaluator enters.
    pub(super) grade: (u16, u16),
    pub(super) entry: (u16, u16),
}

/// The texts of a measure that share the width.
struct Texts {
    reason: Wish,
    basis: Wish,
    entry: Wish,
}

impl RatingColumns {
    /// The columns with which the table of a project is as low as it can be, and then its texts.
    pub(super) fn of(project: &Project, grid: &ColumnGrid) -> Self {
        let texts = Measure::ALL.map(|measure| Texts::of(project, measure));
        let right = grid.right();
        let reason = grid.after(1, GRADE);
        let mut best = None;
        for proposed in reason + 1..right {
            let achievement = grid.after(proposed, GRADE);
            let basis = grid.after(achievement, ACHIEVEMENT);
            for grade in basis + 1..right {
                let columns = Self {
                    declared: (1, reason - 1),
                    reason: (reason, proposed - 1),
                    proposed: (proposed, achievement - 1),
                    achievement: (achievement, basis - 1),
                    basis: (basis, grade - 1),
                    grade: (grade, grid.after(grade, GRADE) - 1),
                    entry: (grid.after(grade, GRADE), right),
                };
                let Some(height) = columns.height(&texts, grid) else {
                    continue;
                };
                if best.is_none_or(|(least, _)| height < least) {
                    best = Some((height, columns));
                }
            }
        }
        best.map_or_else(|| Self::one_each(right), |(_, columns)| columns)
    }

    /// A column each, on a page that has no better ones.
    const fn one_each(right: u16) -> Self {
        Self {
            declared: (1, 1),
            reason: (2, 2),
            proposed: (3, 3),
            achievement: (4, 4),
            basis: (5, 5),
            grade: (6, 6),
            entry: (7, right),
        }
    }

    /// About the height of the table, and that of all its texts together, if there is room for all of it.
    fn height(&self, texts: &[Texts], grid: &ColumnGrid) -> Option<(f64, f64)> {
        let width = |(left, right): (u16, u16)| (left <= right).then(|| grid.width(left, right));
        let (reason, basis, entry) = (width(self.reason)?, width(self.basis)?, width(self.entry)?);
        if width((self.grade.0, self.entry.1))? < ENTRIES {
            return None;
        }
        let (mut rows, mut all) = (0.0, 0.0);
        for texts in texts {
            let reason = texts.reason.height(reason)?;
            let basis = texts.basis.height(basis)?;
            // What is too long goes below the table, but for the evaluator's own words.
            let (reason, basis) = (reason.min(LONG), basis.min(LONG));
            let entry = texts.entry.height(entry)?;
            rows += reason.max(basis).max(entry).max(ROW);
            all += reason + basis + entry;
        }
        Some((rows, all))
    }
}

impl Texts {
    fn of(project: &Project, measure: Measure) -> Self {
        let declared = project.sheet.declared.get(measure).reason.as_deref();
        let proposal = project.proposals.get(measure);
        let final_rating = project.decided.finals.get(measure).as_ref();
        let entry = final_rating.and_then(|rating| rating.reason.as_deref());
        let wish = |text: Option<&str>, least: f64| {
            Wish::new(text.unwrap_or_default(), CellStyle::Text, least)
        };
        Self {
            reason: wish(declared, TEXT),
            basis: wish(Some(&proposal.basis), TEXT),
            entry: wish(entry, ENTRY),
        }
    }
}
