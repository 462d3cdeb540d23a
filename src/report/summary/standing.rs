//! What a rating stands at: a grade and who it comes from, out of scope (対象外), or not rated (未評価). Pure.

pub(super) use crate::model::Origin;
use crate::model::{ByMeasure, FiscalYear, Grade, Kind, Measure, Period, Project};

/// What stands in a cell for a rating out of scope.
pub(super) const OUT_OF_SCOPE: &str = "外";

/// What a rating stands at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// A grade.
    Rated(Grade, Origin),
    /// Left out on purpose: the form says so or sets no target, or results are not rated in this period.
    OutOfScope(Origin),
    /// Nobody could tell.
    #[default]
    Unrated,
}

impl Standing {
    /// Where one measure of a project stands.
    fn of(project: &Project, measure: Measure, period: &Period) -> Self {
        let declared = project.sheet.declared.get(measure);
        if let Some((grade, origin)) = project.rated(measure) {
            return Self::Rated(grade, origin);
        }
        if declared.is_out_of_scope() {
            return Self::OutOfScope(Origin::Declared);
        }
        // Progress can be told from the schedule, a target or not.
        let is_result = measure != Measure::Progress;
        let without =
            !period.rates_results() || has_no_target(project, measure, period.fiscal_year);
        if is_result && without {
            return Self::OutOfScope(Origin::Proposed);
        }
        Self::Unrated
    }

    /// Where all measures of a project stand.
    pub(super) fn all(project: &Project, period: &Period) -> ByMeasure<Self> {
        ByMeasure::each(|measure| Self::of(project, measure, period))
    }

    /// The grade, where there is one.
    pub(super) const fn grade(self) -> Option<Grade> {
        match self {
            Self::Rated(grade, _) => Some(grade),
            Self::OutOfScope(_) | Self::Unrated => None,
        }
    }

    /// `A`, `外`, or nothing, as a list shows it.
    pub(super) fn short(self) -> String {
        match self {
            Self::Rated(grade, _) => grade.to_string(),
            Self::OutOfScope(_) => OUT_OF_SCOPE.to_owned(),
            Self::Unrated => String::new(),
        }
    }

    /// In words, with who it comes from: `B（案）`, `対象外`, `未評価`.
    pub(super) fn long(self) -> String {
        match self {
            Self::Rated(grade, origin) => format!("{grade}（{}）", origin.japanese()),
            Self::OutOfScope(_) => "対象外".to_owned(),
            Self::Unrated => "未評価".to_owned(),
        }
    }
}

/// Whether the form says that a year has no target: 「設定なし」 and the like, not a blank.
fn has_no_target(project: &Project, measure: Measure, year: FiscalYear) -> bool {
    let target = project
        .sheet
        .year(year)
        .map(|year| year.target.get(measure));
    let target = target.and_then(Option::as_ref);
    target.is_some_and(|target| target.kind == Kind::None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FinalRating, Part, Value, YearRecord};
    use crate::report::testdata::blank;

    fn period(part: Part) -> Period {
        Period::ending(FiscalYear(2020), Some(part))
    }

    fn kpi(project: &Project, part: Part) -> Standing {
        Standing::all(project, &period(part)).kpi
    }

    fn final_rating(grade: Grade) -> FinalRating {
        FinalRating {
            grade,
            reason: None,
            by: None,
            source: None,
        }
    }

    #[test]
    fn final_wins_over_declared_over_proposed() {
        let mut project = blank(Some("1"), None);
        assert_eq!(kpi(&project, Part::H1), Standing::Unrated);
        project.proposals.kpi.grade = Some(Grade::C);
        assert_eq!(kpi(&project, Part::H1).long(), "C（案）");
        project.sheet.declared.kpi.grade = Some(Grade::B);
        assert_eq!(kpi(&project, Part::H1).long(), "B（自己）");
        project.decided.finals.kpi = Some(final_rating(Grade::A));
        assert_eq!(kpi(&project, Part::H1).long(), "A（確定）");
    }

    #[test]
    fn what_is_left_out_on_purpose_is_not_unrated() {
        let mut project = blank(Some("1"), None);
        assert_eq!(
            kpi(&project, Part::Q1),
            Standing::OutOfScope(Origin::Proposed)
        );
        assert_eq!(
            Standing::all(&project, &period(Part::Q1)).progress,
            Standing::Unrated
        );

        let mut year = YearRecord::blank(FiscalYear(2020));
        year.target.kpi = Some(Value::words("設定なし", Kind::None));
        project.sheet.years = vec![year];
        assert_eq!(
            kpi(&project, Part::H1),
            Standing::OutOfScope(Origin::Proposed)
        );

        project.sheet.years.clear();
        project.proposals.kpi.grade = Some(Grade::A);
        project.sheet.declared.kpi.text = Some("対象外".to_owned());
        assert_eq!(
            kpi(&project, Part::H1),
            Standing::OutOfScope(Origin::Declared)
        );
        project.decided.finals.kpi = Some(final_rating(Grade::B));
        assert_eq!(kpi(&project, Part::H1).grade(), Some(Grade::B));
    }
}
