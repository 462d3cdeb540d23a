//! What the table of ratings says of one measure: what the form says, and what the rules propose.

use super::Page;
use crate::model::{Declared, Grade, Measure, Proposal};
use crate::report::formats::TEXT;
use crate::report::page_writer::{Cell, CellStyle};
use crate::report::style::grade_look;
use unicode_normalization::UnicodeNormalization;

/// A grade with its mark; anything longer is set as ordinary text.
const GRADE_LENGTH: usize = 3;
/// Texts higher than this in points stand in a row of their own below the table: the row of an entry
/// stays on one page.
pub(super) const LONG: f64 = 130.0;
const BELOW: &str = "（下の行に記載）";

/// What the table says of one measure.
pub(super) struct RatingSummary {
    declared: String,
    declared_style: CellStyle,
    reason: String,
    proposed: String,
    proposed_style: CellStyle,
    achievement: String,
    basis: String,
    /// What is too long for the table, in rows across the page.
    pub(super) below: Vec<(&'static str, String)>,
}

impl Page<'_, '_> {
    pub(super) fn summary(&self, measure: Measure) -> RatingSummary {
        let declared = self.project.sheet.declared.get(measure);
        let proposal = self.project.proposals.get(measure);
        let mut summary = RatingSummary::new(declared, proposal);
        let columns = &self.columns;
        for (what, text, (left, right)) in [
            ("個票の評価", &mut summary.declared, columns.declared),
            ("個票の評価理由", &mut summary.reason, columns.reason),
            ("判定案の根拠", &mut summary.basis, columns.basis),
        ] {
            let width = self.page.writer.width(left, right);
            if self.page.writer.measure.text_height(text, width, TEXT) > LONG {
                let long = std::mem::replace(text, BELOW.to_owned());
                summary.below.push((what, long));
            }
        }
        summary
    }

    /// The cells that say something: all but the label and the entries.
    pub(super) fn summary_cells<'t>(&self, summary: &'t RatingSummary) -> [Cell<'t>; 5] {
        let columns = &self.columns;
        [
            Cell::new(columns.declared, &summary.declared, summary.declared_style),
            self.page.text(columns.reason, &summary.reason),
            Cell::new(columns.proposed, &summary.proposed, summary.proposed_style),
            Cell::new(columns.achievement, &summary.achievement, CellStyle::Value),
            self.page.text(columns.basis, &summary.basis),
        ]
    }
}

impl RatingSummary {
    fn new(declared: &Declared, proposal: &Proposal) -> Self {
        let written = declared_text(declared);
        let long = written.chars().count() > GRADE_LENGTH;
        let differs = matches!((declared.grade, proposal.grade), (Some(a), Some(b)) if a != b);
        let remark = if differs {
            "※ 個票の評価と異なります。\n"
        } else {
            ""
        };
        Self {
            declared: written,
            declared_style: match long {
                true => CellStyle::GradeText(declared.grade),
                false => CellStyle::Grade(declared.grade),
            },
            reason: declared.reason.clone().unwrap_or_default(),
            proposed: proposal.grade.map_or_else(|| "－".to_owned(), with_mark),
            proposed_style: CellStyle::Grade(proposal.grade),
            achievement: proposal
                .achievement
                .map_or_else(|| "－".to_owned(), |percent| format!("{percent:.1}％")),
            basis: format!("{remark}{}", proposal.basis),
            below: Vec::new(),
        }
    }
}

/// `A ○`
fn with_mark(grade: Grade) -> String {
    format!("{grade} {}", grade_look(grade).mark)
}

/// The grade on the form, and the cell as written where that is not the letter alone.
fn declared_text(declared: &Declared) -> String {
    match (declared.grade, declared.text.as_deref()) {
        (None, None) => "－".to_owned(),
        (None, Some(text)) => text.to_owned(),
        (Some(grade), Some(text))
            if text.nfkc().collect::<String>().trim().to_uppercase() != grade.to_string() =>
        {
            format!("{}\n記載：{text}", with_mark(grade))
        }
        (Some(grade), _) => with_mark(grade),
    }
}
