//! Target and actual of the rated year as numbers that may be compared, or the sentence why not.

use super::consistency::{clash, reason};
use super::place::{cell, one_line, shown};
use crate::model::{Field, FiscalYear, Kind, Measure, Part, Period, ProjectSheet, Value};
use rust_decimal::Decimal;

/// Target and actual of one year, comparable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    /// 目標値
    pub(super) target: &'a Value,
    /// Its number.
    pub(super) goal: Decimal,
    /// 実績値
    pub(super) actual: &'a Value,
    /// Its number.
    pub(super) reached: Decimal,
}

impl Pair<'_> {
    /// What both are counted in; blank where neither says.
    pub(super) fn unit(&self) -> &str {
        let unit = self.target.unit.as_deref().or(self.actual.unit.as_deref());
        unit.unwrap_or("")
    }
}

/// The two numbers of a measure in a year.
///
/// # Errors
/// One Japanese sentence saying why there is nothing to compare.
pub(super) fn pair(
    sheet: &ProjectSheet,
    year: FiscalYear,
    measure: Measure,
) -> Result<Pair<'_>, String> {
    let Some(record) = sheet.year(year) else {
        return Err(format!(
            "{}の列が個票にないため判定できません",
            year.japanese()
        ));
    };
    let (goal_field, actual_field) = (Field::Target(year, measure), Field::Actual(year, measure));
    let (Some(target), Some(actual)) = (record.target.get(measure), record.actual.get(measure))
    else {
        return Err(blank([
            (goal_field, record.target.get(measure)),
            (actual_field, record.actual.get(measure)),
        ]));
    };
    let goal = number(sheet, goal_field, target)?;
    let reached = number(sheet, actual_field, actual)?;
    if let Some(clash) = clash(target, actual) {
        let reason = reason(sheet, year, measure, (target, actual), clash);
        return Err(format!("{reason}ため判定できません"));
    }
    Ok(Pair {
        target,
        goal,
        actual,
        reached,
    })
}

fn blank(cells: [(Field, &Option<Value>); 2]) -> String {
    let names: Vec<String> = cells
        .iter()
        .filter(|(_, value)| value.is_none())
        .map(|(field, _)| field.japanese())
        .collect();
    format!("{}が未記入のため判定できません", names.join("と"))
}

fn number(sheet: &ProjectSheet, field: Field, value: &Value) -> Result<Decimal, String> {
    let why = match (value.kind, value.number) {
        (Kind::Number, Some(number)) => return Ok(number),
        (Kind::Pending, _) => "",
        (Kind::None, _) => "で数値がない",
        _ => "で一つの数値として読めない",
    };
    let link = if why.is_empty() { "の" } else { "" };
    Err(format!(
        "{}が「{}」{}{why}{link}ため判定できません",
        field.japanese(),
        one_line(&value.text),
        cell(sheet, field),
    ))
}

/// The half sentence that opens a basis: `目標30％（E10）に対し実績24％（E12）で`. Within the year the
/// value so far is held against the year's target as it stands, and the sentence says so.
pub(super) fn opening(
    sheet: &ProjectSheet,
    period: &Period,
    measure: Measure,
    pair: &Pair<'_>,
) -> String {
    let year = period.fiscal_year;
    let (goal, reached) = (pair.target, pair.actual);
    // A unit missing on one side is taken from the other.
    let target = Field::Target(year, measure);
    let target = shown(sheet, target, goal, reached.unit.as_deref());
    let actual = Field::Actual(year, measure);
    let actual = shown(sheet, actual, reached, goal.unit.as_deref());
    match period.part {
        Some(part @ (Part::Q1 | Part::Q2 | Part::Q3 | Part::H1)) => format!(
            "{}時点の実績{actual}を年度目標{target}と比べて",
            part.japanese()
        ),
        Some(Part::Q4 | Part::H2) | None => format!("目標{target}に対し実績{actual}で"),
    }
}
