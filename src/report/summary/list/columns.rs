//! The columns of 一覧: where they stand, what they are called, how wide they are.

use crate::model::Measure;
use crate::report::style::Paper;
use rust_xlsxwriter::utility::cell_range_absolute;

/// The first line below the headings.
pub(super) const FIRST: u32 = 4;

/// What a rating column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report::summary) enum Kind {
    /// The evaluator's grade.
    Declared,
    /// The proposal.
    Proposed,
    /// The one that counts.
    Effective,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Declared, Self::Proposed, Self::Effective];

    const fn heading(self) -> &'static str {
        match self {
            Self::Declared => "評価",
            Self::Proposed => "判定\n案",
            Self::Effective => "採用",
        }
    }
}

/// The columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report::summary) enum Column {
    Number,
    Name,
    Bureau,
    Divisions,
    Implementer,
    Scope,
    Evaluator,
    Focus,
    Kpi,
    Target,
    Actual,
    Achievement,
    Rating(Measure, Kind),
    Budget,
    Counted,
    Link,
}

impl Column {
    /// All columns, from left to right.
    pub(super) fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Number,
            Self::Name,
            Self::Bureau,
            Self::Divisions,
            Self::Implementer,
            Self::Scope,
            Self::Evaluator,
            Self::Focus,
            Self::Kpi,
            Self::Target,
            Self::Actual,
            Self::Achievement,
        ];
        for measure in Measure::ALL {
            all.extend(Kind::ALL.map(|kind| Self::Rating(measure, kind)));
        }
        all.extend([Self::Budget, Self::Counted, Self::Link]);
        all
    }

    /// Zero-based column of the sheet.
    pub(super) fn index(self) -> u16 {
        Self::all()
            .iter()
            .position(|column| *column == self)
            .unwrap_or_default() as u16
    }

    /// The column's cells of all lines, for a formula on another sheet.
    pub(in crate::report::summary) fn range(self, lines: usize) -> String {
        let (col, last) = (self.index(), last_row(lines));
        format!(
            "{}!{}",
            super::SHEET,
            cell_range_absolute(FIRST, col, last, col)
        )
    }

    /// Heading, width in pixels on A4, and the share of what A3 is wider.
    const fn shape(self) -> (&'static str, u32, u32) {
        match self {
            Self::Number => ("番号", 36, 4),
            Self::Name => ("事業名称", 132, 100),
            Self::Bureau => ("主担部", 68, 24),
            Self::Divisions => ("担当課（室）", 72, 40),
            Self::Implementer => ("実施責任者", 66, 24),
            Self::Scope => ("区分", 62, 20),
            Self::Evaluator => ("評価責任者", 66, 24),
            Self::Focus => ("重点目標", 76, 40),
            Self::Kpi => ("KPI", 88, 60),
            Self::Target => ("目標値\n（KPI）", 56, 16),
            Self::Actual => ("実績値\n（KPI）", 56, 16),
            Self::Achievement => ("達成率\n（％）", 48, 0),
            Self::Rating(_, kind) => (kind.heading(), 25, 3),
            Self::Budget => ("予算額\n（千円）", 60, 0),
            Self::Counted => ("集計", 32, 0),
            Self::Link => ("評価\nシート", 44, 0),
        }
    }

    pub(super) const fn heading(self) -> &'static str {
        self.shape().0
    }

    /// The width in pixels.
    pub(super) const fn width(self, paper: Paper) -> u32 {
        let (_, narrow, wider) = self.shape();
        match paper {
            Paper::A4 => narrow,
            Paper::A3 => narrow + wider,
        }
    }
}

/// The last of so many lines; where there is no project one line stays blank.
pub(super) fn last_row(lines: usize) -> u32 {
    FIRST + (lines as u32).max(1) - 1
}
