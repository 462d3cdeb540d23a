//! The columns of 一覧: where they stand, what they are called, how wide they are.

use crate::model::Measure;
use crate::report::style::Paper;
use crate::report::summary::standing::Origin;
use rust_xlsxwriter::utility::cell_range_absolute;

/// The first line below the headings.
pub(super) const FIRST: u32 = 4;

/// What a rating column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report::summary) enum Kind {
    /// The grade that stands in the end.
    Final,
    /// The grade on the form.
    Declared,
    /// The proposal.
    Proposed,
    /// The one that counts.
    Effective,
}

impl Kind {
    pub(super) const ALL: [Self; 4] =
        [Self::Final, Self::Declared, Self::Proposed, Self::Effective];

    const fn heading(self) -> &'static str {
        match self {
            Self::Final => Origin::Final.japanese(),
            Self::Declared => Origin::Declared.japanese(),
            Self::Proposed => Origin::Proposed.japanese(),
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
    Scope,
    Evaluator,
    Focus,
    Kpi,
    Target,
    Actual,
    KpiAchievement,
    KgiAchievement,
    Rating(Measure, Kind),
    Budget,
    Counted,
    Link,
    Schedule,
}

/// The columns before the ratings, and after them.
const BEFORE: [Column; 12] = [
    Column::Number,
    Column::Name,
    Column::Bureau,
    Column::Divisions,
    Column::Scope,
    Column::Evaluator,
    Column::Focus,
    Column::Kpi,
    Column::Target,
    Column::Actual,
    Column::KpiAchievement,
    Column::KgiAchievement,
];
const AFTER: [Column; 4] = [
    Column::Budget,
    Column::Counted,
    Column::Link,
    Column::Schedule,
];

impl Column {
    /// All columns, from left to right.
    pub(super) fn all() -> Vec<Self> {
        let mut all = BEFORE.to_vec();
        for measure in Measure::ALL {
            all.extend(Kind::ALL.map(|kind| Self::Rating(measure, kind)));
        }
        all.extend(AFTER);
        all
    }

    /// Zero-based column of the sheet.
    pub(super) fn index(self) -> u16 {
        let among = |columns: &[Self]| columns.iter().position(|column| *column == self);
        let kinds = Kind::ALL.len();
        let at = match self {
            Self::Rating(measure, kind) => BEFORE.len() + kinds * measure as usize + kind as usize,
            _ => among(&BEFORE).unwrap_or_else(|| {
                let ratings = kinds * Measure::ALL.len();
                BEFORE.len() + ratings + among(&AFTER).unwrap_or_default()
            }),
        };
        at as u16
    }

    /// The column of a result's achievement; progress has none.
    pub(in crate::report::summary) const fn achievement(measure: Measure) -> Option<Self> {
        match measure {
            Measure::Progress => None,
            Measure::Kpi => Some(Self::KpiAchievement),
            Measure::Kgi => Some(Self::KgiAchievement),
        }
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

    /// The heading: unlike every other, as a table needs it.
    pub(super) fn heading(self) -> String {
        let heading = match self {
            Self::Number => "番号",
            Self::Name => "事業名称",
            Self::Bureau => "主担部",
            Self::Divisions => "担当課（室）",
            Self::Scope => "区分",
            Self::Evaluator => "評価責任者",
            Self::Focus => "重点目標",
            Self::Kpi => "KPI",
            Self::Target => "目標値（KPI）",
            Self::Actual => "実績値（KPI）",
            Self::KpiAchievement => "達成率KPI",
            Self::KgiAchievement => "達成率KGI",
            Self::Rating(measure, kind) => {
                return format!("{}{}", measure.japanese(), kind.heading());
            }
            Self::Budget => "予算額",
            Self::Counted => "集計",
            Self::Link => "シート",
            Self::Schedule => "工程",
        };
        heading.to_owned()
    }

    /// Width in pixels on A4, and the share of what A3 is wider.
    const fn shape(self) -> (u32, u32) {
        match self {
            Self::Number => (38, 6),
            Self::Name => (132, 100),
            Self::Bureau => (62, 30),
            Self::Divisions => (68, 44),
            Self::Scope => (54, 28),
            Self::Evaluator => (62, 28),
            Self::Focus => (72, 44),
            Self::Kpi => (84, 64),
            Self::Target | Self::Actual => (54, 20),
            Self::KpiAchievement | Self::KgiAchievement => (44, 0),
            Self::Rating(..) => (28, 4),
            Self::Budget => (56, 4),
            Self::Counted | Self::Link | Self::Schedule => (36, 0),
        }
    }

    /// The width in pixels.
    pub(super) const fn width(self, paper: Paper) -> u32 {
        let (narrow, wider) = self.shape();
        match paper {
            Paper::A4 => narrow,
            Paper::A3 => narrow + wider,
        }
    }
}

/// The row of a line, counted from 0.
pub(in crate::report::summary) const fn row(at: usize) -> u32 {
    FIRST + at as u32
}

/// The last of so many lines; where there is no project one line stays blank.
pub(super) fn last_row(lines: usize) -> u32 {
    FIRST + (lines as u32).max(1) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_knows_its_place() {
        for (at, column) in Column::all().into_iter().enumerate() {
            assert_eq!(usize::from(column.index()), at, "{column:?}");
        }
    }
}
