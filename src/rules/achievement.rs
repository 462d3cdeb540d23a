//! Result rating (実績評価) of KPI and KGI: the fiscal year's actual against its target.
//!
//! Source: 第3章「S…(実)目標値以上 A…(実)目標値の80%以上 B…(実)目標値の80%未満 C…(実)目標値の0%以下」,
//! 「実績評価頻度 半期」.

use super::figures::counted;
use super::inputs::{Pair, opening, pair};
use super::place::{cell, finding, one_line};
use super::ratio::Ratio;
use super::settings::Thresholds;
use crate::finding::{Code, Finding};
use crate::model::{
    Bound, Direction, Field, Grade, Indicator, Measure, Period, ProjectSheet, Proposal, Value,
};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Proposes the grade of one indicator.
pub(super) fn judge(
    sheet: &ProjectSheet,
    measure: Measure,
    period: &Period,
    indicator: Option<&Indicator>,
    thresholds: &Thresholds,
    findings: &mut Vec<Finding>,
) -> Proposal {
    if !period.rates_results() {
        return Proposal::none(format!(
            "実績評価は半期ごとのため、{}は{}の判定案がありません",
            period.japanese(),
            Field::Rating(measure).japanese(),
        ));
    }
    let pair = match pair(sheet, period.fiscal_year, measure) {
        Ok(pair) => pair,
        Err(why) => return Proposal::none(why),
    };
    let silent = Indicator::default();
    let indicator = indicator.unwrap_or(&silent);
    let named = indicator.direction.or_else(|| by_words(pair.target));
    let direction = named.unwrap_or(Direction::Higher);
    let opening = opening(sheet, period, measure, &pair);
    let proposal = match achieved(&pair, direction, indicator) {
        Ok(achieved) => propose(&opening, &pair, achieved, direction, thresholds),
        Err(why) => Proposal::none(format!("{opening}{why}ため判定できません")),
    };
    if named.is_none() && proposal.grade.is_some() {
        findings.push(assumed(sheet, period, measure, pair.target));
    }
    proposal
}

/// The direction that the target's own words tell.
fn by_words(target: &Value) -> Option<Direction> {
    target.bound.map(|bound| match bound {
        Bound::AtMost | Bound::Below => Direction::Lower,
        Bound::AtLeast | Bound::Above => Direction::Higher,
    })
}

/// How far the target was reached.
enum Achieved {
    /// A ratio, from the baseline where one counts.
    Ratio(Ratio, Option<Decimal>),
    /// Reached, but there is no ratio (a target of 0 or below, an actual of 0 that should be low).
    Reached,
}

/// Half a sentence (`…ため` is to follow) saying why there is no ratio.
type Why = String;

fn achieved(pair: &Pair<'_>, direction: Direction, indicator: &Indicator) -> Result<Achieved, Why> {
    match (direction, indicator.baseline) {
        (Direction::Lower, Some(baseline)) => from_baseline(
            pair,
            (baseline, pair.reached),
            (baseline, pair.goal),
            baseline,
        ),
        (Direction::Lower, None) => lower(pair),
        (Direction::Higher, Some(baseline)) if indicator.from_baseline => from_baseline(
            pair,
            (pair.reached, baseline),
            (pair.goal, baseline),
            baseline,
        ),
        (Direction::Higher, None) if indicator.from_baseline => {
            Err("、台帳が基準値からの達成率を求めているのに基準値がない".to_owned())
        }
        (Direction::Higher, _) => higher(pair),
    }
}

/// The way made from the baseline, against the way to make.
fn from_baseline(
    pair: &Pair<'_>,
    made: (Decimal, Decimal),
    to_make: (Decimal, Decimal),
    baseline: Decimal,
) -> Result<Achieved, Why> {
    let from = counted(baseline, pair.unit());
    match to_make.0.cmp(&to_make.1) {
        Ordering::Equal => Err(format!("、基準値{from}と目標が同じで達成率が定まらない")),
        // The formula would call a step away from the target an achievement.
        Ordering::Less => Err(format!("、基準値{from}から目標への向きが指標の向きと逆の")),
        Ordering::Greater => {
            let ratio = Ratio::of_differences(made, to_make).ok_or_else(too_long)?;
            Ok(Achieved::Ratio(ratio, Some(baseline)))
        }
    }
}

fn higher(pair: &Pair<'_>) -> Result<Achieved, Why> {
    if pair.goal > Decimal::ZERO {
        let ratio = Ratio::of(pair.reached, pair.goal).ok_or_else(too_long)?;
        return Ok(Achieved::Ratio(ratio, None));
    }
    if pair.reached >= pair.goal {
        Ok(Achieved::Reached)
    } else {
        Err("、0以下の目標に届かず達成率が定まらない".to_owned())
    }
}

fn lower(pair: &Pair<'_>) -> Result<Achieved, Why> {
    if pair.goal < Decimal::ZERO || pair.reached < Decimal::ZERO {
        return Err("、小さいほど良い指標で負の値があり基準値もない".to_owned());
    }
    if pair.reached.is_zero() {
        return Ok(Achieved::Reached);
    }
    if pair.goal.is_zero() {
        return Err("、小さいほど良い指標の目標が0で基準値もない".to_owned());
    }
    let ratio = Ratio::of(pair.goal, pair.reached).ok_or_else(too_long)?;
    Ok(Achieved::Ratio(ratio, None))
}

fn too_long() -> Why {
    "、桁数が多く正確に比べられない".to_owned()
}

fn propose(
    opening: &str,
    pair: &Pair<'_>,
    achieved: Achieved,
    direction: Direction,
    thresholds: &Thresholds,
) -> Proposal {
    let mut notes = Vec::new();
    if direction == Direction::Lower {
        notes.push("小さいほど良い指標");
    }
    if pair.target.bound.is_some() && pair.goal == pair.reached {
        notes.push("境界ちょうどの値は達成とみなす");
    }
    let notes = match notes.as_slice() {
        [] => String::new(),
        notes => format!("（{}）", notes.join("、")),
    };
    let (ratio, baseline) = match achieved {
        Achieved::Ratio(ratio, baseline) => (ratio, baseline),
        Achieved::Reached => {
            return Proposal {
                grade: Some(Grade::S),
                achievement: None,
                basis: format!("{opening}目標に達している{notes}ためS"),
            };
        }
    };
    let (Some(grade), Some(percent)) = (grade(ratio, thresholds), ratio.percent()) else {
        return Proposal::none(format!("{opening}{}ため判定できません", too_long()));
    };
    let from = baseline.map_or_else(String::new, |baseline| {
        format!("基準値{}からの", counted(baseline, pair.unit()))
    });
    Proposal {
        grade: Some(grade),
        achievement: Some(percent),
        basis: format!(
            "{opening}{from}達成率{percent}％{notes}のため{grade}（{}）",
            thresholds.result_band(grade)
        ),
    }
}

/// Tested in the source's order from below; `None` where there are too many digits to compare.
fn grade(ratio: Ratio, thresholds: &Thresholds) -> Option<Grade> {
    Some(if ratio.compare(Decimal::ZERO)?.is_le() {
        Grade::C
    } else if ratio.compare(thresholds.a_from())?.is_lt() {
        Grade::B
    } else if ratio.compare(thresholds.s_from())?.is_lt() {
        Grade::A
    } else {
        Grade::S
    })
}

fn assumed(sheet: &ProjectSheet, period: &Period, measure: Measure, target: &Value) -> Finding {
    let field = Field::Target(period.fiscal_year, measure);
    let message = format!(
        "{}「{}」{}に以上・以下などの語がなく台帳にも向きがないため、大きいほど良い指標として判定しました",
        field.japanese(),
        one_line(&target.text),
        cell(sheet, field),
    );
    finding(sheet, Code::DirectionAssumed, field, message).quoting(&target.text)
}
