//! What does not fit together on one sheet: units and scales of target and actual, the evaluator's
//! grade and the proposal.
//!
//! Source: 第3章「(実)目標値の80%以上」— target and actual are held against each other, so they must be
//! counted in the same unit; 「進捗状況及び実績値に応じて評価を…評価責任者が行います」— the grade is
//! the evaluator's, the proposal stands beside it.

use super::place::{cell, finding, one_line};
use crate::finding::{Code, Finding};
use crate::model::{
    ByMeasure, Field, FiscalYear, Kind, Measure, ProjectSheet, Proposal, Value, YearRecord,
};
use rust_decimal::Decimal;

/// Why a target and an actual cannot be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// 10件 against 80%.
    Unit,
    /// 0.8 against 80%.
    Scale,
}

/// Two numbers of one year that are to be compared.
pub(super) fn clash(target: &Value, actual: &Value) -> Option<Clash> {
    match (target.unit.as_deref(), actual.unit.as_deref()) {
        (Some(left), Some(right)) if left != right => Some(Clash::Unit),
        (Some("%"), None) if looks_like_fraction(actual, target) => Some(Clash::Scale),
        (None, Some("%")) if looks_like_fraction(target, actual) => Some(Clash::Scale),
        // A unit missing on one side is taken from the other.
        _ => None,
    }
}

/// Whether a bare 0.8 may stand for the percentage beside it.
fn looks_like_fraction(bare: &Value, percentage: &Value) -> bool {
    match (bare.number, percentage.number) {
        (Some(bare), Some(percentage)) => {
            !bare.is_zero() && bare.abs() <= Decimal::ONE && percentage.abs() > Decimal::ONE
        }
        _ => false,
    }
}

/// Checks units and scales in every year that has both values.
pub(super) fn units(sheet: &ProjectSheet, findings: &mut Vec<Finding>) {
    for record in &sheet.years {
        for measure in Measure::ALL {
            if let Some((target, actual)) = numbers(record, measure)
                && let Some(clash) = clash(target, actual)
            {
                findings.push(describe(
                    sheet,
                    record.fiscal_year,
                    measure,
                    (target, actual),
                    clash,
                ));
            }
        }
    }
}

/// Target and actual of a year, where both are numbers.
fn numbers(record: &YearRecord, measure: Measure) -> Option<(&Value, &Value)> {
    let number = |value: &Value| value.kind == Kind::Number && value.number.is_some();
    let target = record.target.get(measure).as_ref().filter(|v| number(v))?;
    let actual = record.actual.get(measure).as_ref().filter(|v| number(v))?;
    Some((target, actual))
}

fn describe(
    sheet: &ProjectSheet,
    year: FiscalYear,
    measure: Measure,
    (target, actual): (&Value, &Value),
    clash: Clash,
) -> Finding {
    let code = match clash {
        Clash::Unit => Code::UnitMismatch,
        Clash::Scale => Code::PercentScale,
    };
    let reason = reason(sheet, year, measure, (target, actual), clash);
    finding(
        sheet,
        code,
        Field::Actual(year, measure),
        format!("{reason}ため比べられません"),
    )
    .quoting(&actual.text)
}

/// Half a sentence naming both values and what is wrong; `ため…` is to follow.
pub(super) fn reason(
    sheet: &ProjectSheet,
    year: FiscalYear,
    measure: Measure,
    (target, actual): (&Value, &Value),
    clash: Clash,
) -> String {
    let quoted = |field: Field, value: &Value| {
        format!(
            "{}「{}」{}",
            field.japanese(),
            one_line(&value.text),
            cell(sheet, field)
        )
    };
    let both = format!(
        "{}と{}",
        quoted(Field::Target(year, measure), target),
        quoted(Field::Actual(year, measure), actual),
    );
    match clash {
        Clash::Unit => format!("{both}は単位が異なる"),
        Clash::Scale => format!("{both}は一方だけに％があり、百分率の桁が違う疑いがある"),
    }
}

/// Notes where the evaluator's grade differs from the proposal; neither is changed.
pub(super) fn ratings(
    sheet: &ProjectSheet,
    proposals: &ByMeasure<Proposal>,
    findings: &mut Vec<Finding>,
) {
    for measure in Measure::ALL {
        let declared = sheet.declared.get(measure);
        let proposal = proposals.get(measure);
        let (Some(given), Some(proposed)) = (declared.grade, proposal.grade) else {
            continue;
        };
        if given == proposed {
            continue;
        }
        let field = Field::Rating(measure);
        let entry = Field::RatingDeclared(measure);
        let message = format!(
            "{}は記入された{given}{}と判定案{proposed}が異なります（判定の根拠：{}）",
            field.japanese(),
            cell(sheet, entry),
            proposal.basis,
        );
        let place = sheet
            .source
            .cells
            .get(entry)
            .or(sheet.source.cells.get(field));
        let text = declared.text.clone().unwrap_or_else(|| given.to_string());
        findings.push(
            finding(sheet, Code::RatingDiffers, field, message)
                .at(place)
                .quoting(text),
        );
    }
}
