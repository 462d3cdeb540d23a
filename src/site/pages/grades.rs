//! Grades as they are shown, and what they mean.

use super::super::html::Html;
use super::super::public::{Entry, Rating, Voice};
use super::piece;
use crate::model::{Grade, Measure};
use crate::rules::Thresholds;
use askama::Template;

#[derive(Template)]
#[template(path = "site/grade.html")]
struct GradeView<'a> {
    rating: &'a Rating,
}

/// A grade with a word on whose it is, where it does not stand yet.
pub(super) fn grade(rating: &Rating) -> Result<Html, askama::Error> {
    piece(&GradeView { rating })
}

/// The three of a project.
pub(super) fn grades(entry: &Entry) -> Result<Vec<Html>, askama::Error> {
    let ratings = Measure::ALL.map(|measure| entry.ratings.get(measure));
    ratings.into_iter().map(grade).collect()
}

/// What a grade means for progress. Source: 第3章「（進）」.
pub(super) const fn progress(grade: Grade) -> &'static str {
    match grade {
        Grade::S => "計画を超えて進んでいる",
        Grade::A => "おおむね計画どおり進んでいる",
        Grade::B => "計画より遅れている",
        Grade::C => "計画したことに着手していない",
    }
}

/// What a grade means for a result, with the city's own thresholds. Source: 第3章「（実）」.
pub(super) fn result(grade: Grade, thresholds: &Thresholds) -> String {
    format!("実績が目標値の{}", thresholds.result_band(grade))
}

/// What a rating's grade means.
pub(super) fn meaning(measure: Measure, grade: Grade, thresholds: &Thresholds) -> String {
    match measure {
        Measure::Progress => progress(grade).to_owned(),
        Measure::Kpi | Measure::Kgi => result(grade, thresholds),
    }
}
