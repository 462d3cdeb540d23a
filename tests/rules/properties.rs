//! What must hold whatever is written on a sheet.

use super::sheet::{add_item, blank, put};
use kohyo::model::{
    Bound, Direction, FiscalYear, Grade, Indicator, Kind, Measure, Month, Part, Period, Proposal,
    Register, RegisterEntry, Span, TextField, Value,
};
use kohyo::rules::{Settings, judge};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn number(mantissa: i64, scale: u32) -> Value {
    let number = Decimal::new(mantissa, scale);
    Value {
        text: number.to_string(),
        kind: Kind::Number,
        number: Some(number),
        unit: None,
        bound: None,
        cumulative: false,
    }
}

fn kpi(target: Value, actual: Value, register: Option<&Register>) -> Proposal {
    let mut sheet = blank(&[2020]);
    put(&mut sheet, 2020, Measure::Kpi, [Some(target), Some(actual)]);
    let period = Period::ending(FiscalYear(2020), None);
    judge(sheet, &period, register, &Settings::default())
        .0
        .proposals
        .kpi
}

fn register(indicator: Indicator) -> Register {
    let mut entry = RegisterEntry {
        number: "1".to_owned(),
        ..RegisterEntry::default()
    };
    entry.indicators.kpi = indicator;
    Register {
        entries: vec![entry],
        ..Register::default()
    }
}

fn any_decimal() -> impl Strategy<Value = Decimal> {
    (any::<i128>(), 0_u32..=28).prop_map(|(mantissa, scale)| {
        Decimal::try_from_i128_with_scale(mantissa >> 32, scale).unwrap_or_default()
    })
}

fn any_value() -> impl Strategy<Value = Option<Value>> {
    let number = (any_decimal(), 0_usize..4, 0_usize..5).prop_map(|(number, unit, bound)| Value {
        text: number.to_string(),
        kind: Kind::Number,
        number: Some(number),
        unit: [None, Some("%"), Some("件"), Some("人")][unit].map(str::to_owned),
        bound: [
            None,
            Some(Bound::AtLeast),
            Some(Bound::AtMost),
            Some(Bound::Above),
            Some(Bound::Below),
        ][bound],
        cumulative: false,
    });
    let words = (0_usize..3)
        .prop_map(|kind| Value::words("集計中", [Kind::Pending, Kind::None, Kind::Text][kind]));
    prop_oneof![number.prop_map(Some), words.prop_map(Some), Just(None)]
}

fn any_indicator() -> impl Strategy<Value = Indicator> {
    (
        0_usize..3,
        proptest::option::of(any_decimal()),
        any::<bool>(),
    )
        .prop_map(|(direction, baseline, from_baseline)| Indicator {
            direction: [None, Some(Direction::Higher), Some(Direction::Lower)][direction],
            baseline,
            from_baseline,
        })
}

fn any_spans() -> impl Strategy<Value = Vec<Span>> {
    proptest::collection::vec((24_200_i32..24_300, -3_i32..30), 0..4).prop_map(|spans| {
        spans
            .into_iter()
            .map(|(from, length)| Span {
                from: Month(from),
                to: Month(from + length),
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn nothing_makes_the_rules_panic(
        values in proptest::collection::vec(any_value(), 6),
        indicator in any_indicator(),
        items in proptest::collection::vec((any_spans(), any_spans()), 0..5),
        implementer in "\\PC{0,12}",
        part in 0_usize..7,
        unclear in any::<bool>(),
    ) {
        let mut sheet = blank(&[2020]);
        for (pair, measure) in values.chunks(2).zip(Measure::ALL) {
            put(&mut sheet, 2020, measure, [pair[0].clone(), pair[1].clone()]);
        }
        for (planned, actual) in items {
            add_item(&mut sheet, "", "");
            let item = sheet.items.last_mut().unwrap();
            (item.planned, item.actual) = (planned, actual);
        }
        sheet.texts[TextField::Implementer] = Some(implementer);
        sheet.schedule_unclear = unclear;
        let parts = [None, Some(Part::Q1), Some(Part::Q2), Some(Part::Q3), Some(Part::Q4), Some(Part::H1), Some(Part::H2)];
        let period = Period::ending(FiscalYear(2020), parts[part]);
        let (project, _) = judge(sheet, &period, Some(&register(indicator)), &Settings::default());
        for measure in Measure::ALL {
            prop_assert!(!project.proposals.get(measure).basis.is_empty());
        }
    }

    #[test]
    fn more_is_never_worse(
        target in 1_i64..1_000_000, low in -1_000_000_i64..2_000_000, more in 0_i64..1_000_000, scale in 0_u32..5,
    ) {
        let worse = kpi(number(target, scale), number(low, scale), None);
        let better = kpi(number(target, scale), number(low + more, scale), None);
        prop_assert!(better.grade.unwrap() <= worse.grade.unwrap());
        prop_assert!(better.achievement >= worse.achievement);
    }

    #[test]
    fn less_is_never_worse_where_lower_is_better(
        target in 0_i64..1_000_000, low in 0_i64..2_000_000, more in 0_i64..1_000_000,
    ) {
        let register = register(Indicator { direction: Some(Direction::Lower), ..Indicator::default() });
        let better = kpi(number(target, 0), number(low, 0), Some(&register));
        let worse = kpi(number(target, 0), number(low + more, 0), Some(&register));
        if let (Some(better), Some(worse)) = (better.grade, worse.grade) {
            prop_assert!(better <= worse);
        }
    }

    #[test]
    fn the_thresholds_are_exact(unit in 1_i64..1_000_000_000_000, scale in 0_u32..13) {
        let grade = |actual: i64| kpi(number(unit * 10, scale), number(actual, scale), None).grade;
        prop_assert_eq!(grade(unit * 8), Some(Grade::A));
        prop_assert_eq!(grade(unit * 8 - 1), Some(Grade::B));
        prop_assert_eq!(grade(unit * 10), Some(Grade::S));
        prop_assert_eq!(grade(unit * 10 - 1), Some(Grade::A));
        prop_assert_eq!(grade(1), Some(Grade::B));
        prop_assert_eq!(grade(0), Some(Grade::C));
    }

    #[test]
    fn the_achievement_shown_is_cut_towards_zero(target in 1_i64..100_000, actual in -100_000_i64..100_000) {
        let shown = kpi(number(target, 0), number(actual, 0), None).achievement.unwrap();
        // Whole numbers: shown/100 × target lies between 0 and the actual, less than 0.1 % away.
        let reached = shown * Decimal::from(target);
        let exact = Decimal::from(actual) * Decimal::ONE_HUNDRED;
        prop_assert!(reached.abs() <= exact.abs());
        prop_assert!((exact - reached).abs() < Decimal::new(1, 1) * Decimal::from(target));
    }
}
