//! Progress rating (進捗評価), as of the period's last day: from the 進捗 numbers of the fiscal year,
//! else from the schedule.
//!
//! Source: 第3章「S…(進)計画した実施項目を超えて達成している場合 A…(進)概ね計画した通り実施項目が進捗している
//! 場合 B…(進)計画した実施項目に遅れが生じている場合 C…(進)計画した実施項目に対して未着手の場合」.

use super::inputs::{Pair, opening, pair};
use super::ratio::Ratio;
use super::schedule;
use super::settings::Thresholds;
use crate::finding::Finding;
use crate::model::{Grade, Measure, Period, ProjectSheet, Proposal};
use rust_decimal::Decimal;

/// Proposes the grade of progress.
pub(super) fn judge(
    sheet: &ProjectSheet,
    period: &Period,
    thresholds: &Thresholds,
    findings: &mut Vec<Finding>,
) -> Proposal {
    let standings = schedule::standings(sheet, period, findings);
    match pair(sheet, period.fiscal_year, Measure::Progress) {
        Ok(pair) if pair.goal > Decimal::ZERO => by_numbers(sheet, period, &pair, thresholds),
        // Two numbers that do not fit together are not replaced by the schedule.
        Err(why) if both_numbers(sheet, period) => Proposal::none(why),
        _ => schedule::judge(sheet, period, &standings),
    }
}

fn both_numbers(sheet: &ProjectSheet, period: &Period) -> bool {
    let is_number = |value: &Option<crate::model::Value>| {
        value.as_ref().is_some_and(|value| value.number.is_some())
    };
    sheet
        .year(period.fiscal_year)
        .is_some_and(|year| is_number(&year.target.progress) && is_number(&year.actual.progress))
}

fn by_numbers(
    sheet: &ProjectSheet,
    period: &Period,
    pair: &Pair<'_>,
    thresholds: &Thresholds,
) -> Proposal {
    let opening = opening(sheet, period, Measure::Progress, pair);
    let rated = Ratio::of(pair.reached, pair.goal)
        .and_then(|ratio| Some((grade(ratio, thresholds)?, ratio.percent()?)));
    let Some((grade, percent)) = rated else {
        return Proposal::none(format!(
            "進捗の{opening}、桁数が多く正確に比べられないため判定できません"
        ));
    };
    Proposal {
        grade: Some(grade),
        achievement: Some(percent),
        basis: format!(
            "進捗の{opening}達成率{percent}％のため{grade}（{}）",
            thresholds.progress_band(grade)
        ),
    }
}

/// As for results, but S lies beyond the plan: reaching it is A.
fn grade(ratio: Ratio, thresholds: &Thresholds) -> Option<Grade> {
    Some(if ratio.compare(thresholds.s_from())?.is_gt() {
        Grade::S
    } else if ratio.compare(thresholds.a_from())?.is_ge() {
        Grade::A
    } else if ratio.compare(Decimal::ZERO)?.is_gt() {
        Grade::B
    } else {
        Grade::C
    })
}
