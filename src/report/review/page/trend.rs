//! KPI and KGI over the years: what of the values can be drawn, and why the rest cannot.

use crate::model::{Kind, Measure, Value, YearRecord};
use rust_decimal::prelude::ToPrimitive;

/// So many numbers at least are worth a chart.
const LEAST: usize = 2;
const TOO_FEW: &str = "数値が2つない";
const MIXED: &str = "単位がそろわない";

/// The numbers of a measure over the years.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trend {
    pub(super) measure: Measure,
    /// Of all numbers.
    pub(super) unit: Option<String>,
    /// One a year column; `None` is a gap.
    pub(super) targets: Vec<Option<f64>>,
    /// As the targets.
    pub(super) actuals: Vec<Option<f64>>,
}

impl Trend {
    /// Whether there is a negative number.
    pub(super) fn falls_below_zero(&self) -> bool {
        let mut numbers = self.targets.iter().chain(&self.actuals).flatten();
        numbers.any(|number| *number < 0.0)
    }
}

/// What of a project can be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trends {
    pub(super) drawn: Vec<Trend>,
    /// What cannot: the measure and why.
    pub(super) undrawn: Vec<(Measure, &'static str)>,
}

impl Trends {
    /// Of the values of all years.
    pub(super) fn of(years: &[YearRecord]) -> Self {
        let mut trends = Self::default();
        for measure in [Measure::Kpi, Measure::Kgi] {
            match trend(years, measure) {
                Ok(trend) => trends.drawn.push(trend),
                Err(why) => trends.undrawn.push((measure, why)),
            }
        }
        trends
    }

    /// Why charts are missing, in words: `KPI（数値が2つない）`.
    pub(super) fn missing(&self, no_room: bool) -> Option<String> {
        let told = |(measure, why): (Measure, &str)| format!("{}（{why}）", measure.japanese());
        let drawn = self.drawn.iter().filter(|_| no_room);
        let crowded = drawn.map(|trend| (trend.measure, "紙面に収まらない"));
        let words: Vec<String> = crowded
            .chain(self.undrawn.iter().copied())
            .map(told)
            .collect();
        (!words.is_empty()).then(|| words.join("、"))
    }
}

/// A number as given. Words, and what is said to be none or not known yet, are no numbers.
fn number(value: &Option<Value>) -> Option<&Value> {
    let value = value.as_ref()?;
    (value.kind == Kind::Number && value.number.is_some()).then_some(value)
}

fn trend(years: &[YearRecord], measure: Measure) -> Result<Trend, &'static str> {
    let targets = || years.iter().map(|year| number(year.target.get(measure)));
    let actuals = || years.iter().map(|year| number(year.actual.get(measure)));
    let values: Vec<&Value> = targets().chain(actuals()).flatten().collect();
    let [first, others @ ..] = values.as_slice() else {
        return Err(TOO_FEW);
    };
    if values.len() < LEAST {
        return Err(TOO_FEW);
    }
    // A sum of all years and a year's own number are as different as two units.
    let alike = |value: &&Value| value.unit == first.unit && value.cumulative == first.cumulative;
    if !others.iter().all(alike) {
        return Err(MIXED);
    }
    let plain = |value: Option<&Value>| value.and_then(|value| value.number?.to_f64());
    Ok(Trend {
        measure,
        unit: first.unit.clone(),
        targets: targets().map(plain).collect(),
        actuals: actuals().map(plain).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalYear;
    use crate::report::testdata::number as typed;

    /// Years of KPI: target and actual as typed, each with its unit.
    fn years(kpi: &[[Option<Value>; 2]]) -> Vec<YearRecord> {
        let year = |(at, [target, actual]): (i32, &[Option<Value>; 2])| {
            let mut year = YearRecord::blank(FiscalYear(2019 + at));
            year.target.kpi = target.clone();
            year.actual.kpi = actual.clone();
            year
        };
        (0..).zip(kpi).map(year).collect()
    }

    fn percent(text: &str) -> Option<Value> {
        Some(typed(&format!("{text}％"), text, Some("%"), None))
    }

    #[test]
    fn years_without_a_number_are_gaps() {
        let words = Some(Value::words("20件程度", Kind::Text));
        let pending = Some(Value::words("集計中", Kind::Pending));
        let years = years(&[
            [percent("10"), percent("9.5")],
            [words, None],
            [percent("30"), pending],
        ]);
        let trend = trend(&years, Measure::Kpi).unwrap();
        assert_eq!(trend.unit.as_deref(), Some("%"));
        assert_eq!(trend.targets, [Some(10.0), None, Some(30.0)]);
        assert_eq!(trend.actuals, [Some(9.5), None, None]);
    }

    #[test]
    fn what_cannot_be_compared_is_not_drawn() {
        let bare = Some(typed("0.3", "0.3", None, None));
        let sum = percent("40").map(|value| Value {
            cumulative: true,
            ..value
        });
        for (kpi, why) in [
            (vec![], TOO_FEW),
            (vec![[percent("10"), None], [None, None]], TOO_FEW),
            (vec![[percent("10"), bare]], MIXED),
            (vec![[percent("10"), None], [percent("20"), sum]], MIXED),
        ] {
            let trends = Trends::of(&years(&kpi));
            assert_eq!(trends.drawn, [], "{kpi:?}");
            assert_eq!(
                trends.undrawn,
                [(Measure::Kpi, why), (Measure::Kgi, TOO_FEW)]
            );
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        let trends = Trends::of(&years(&[[percent("10"), percent("5")]]));
        assert_eq!(trends.missing(false).unwrap(), "KGI（数値が2つない）");
        let told = "KPI（紙面に収まらない）、KGI（数値が2つない）";
        assert_eq!(trends.missing(true).unwrap(), told);
    }
}
