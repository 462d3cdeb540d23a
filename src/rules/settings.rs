//! What a city may set about the rules: thresholds of the grades and the names of offices.

use crate::model::Grade;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From here a result is an A. Source: 第3章「A…(実)目標値の80%以上」「B…(実)目標値の80%未満」.
pub const A_FROM: Decimal = Decimal::from_parts(80, 0, 0, false, 2);

/// From here a result is an S. Source: 第3章「S…(実)目標値以上」.
pub const S_FROM: Decimal = Decimal::from_parts(100, 0, 0, false, 2);

/// Everything the rules can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where the grades begin.
    pub thresholds: Thresholds,
    /// Who holds which office.
    pub offices: Offices,
}

/// Where the grades begin, as ratios of actual to target. C (0 and below) is not for setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawThresholds")]
pub struct Thresholds {
    a_from: Decimal,
    s_from: Decimal,
}

impl Thresholds {
    /// Thresholds with 0 < `a_from` ≤ `s_from`.
    ///
    /// # Errors
    /// When the two are not in that order.
    pub fn new(a_from: Decimal, s_from: Decimal) -> Result<Self, ThresholdError> {
        let (a_from, s_from) = (a_from.normalize(), s_from.normalize());
        if Decimal::ZERO < a_from && a_from <= s_from {
            Ok(Self { a_from, s_from })
        } else {
            Err(ThresholdError { a_from, s_from })
        }
    }

    /// The ratio from which a result is an A.
    pub const fn a_from(&self) -> Decimal {
        self.a_from
    }

    /// The ratio from which a result is an S.
    pub const fn s_from(&self) -> Decimal {
        self.s_from
    }

    /// The band of a result's grade, in words: `80％以上`.
    pub fn result_band(&self, grade: Grade) -> String {
        match grade {
            Grade::S => format!("{}以上", percent(self.s_from)),
            Grade::A => format!("{}以上", percent(self.a_from)),
            Grade::B => format!("{}未満", percent(self.a_from)),
            Grade::C => "0％以下".to_owned(),
        }
    }

    /// The band of a progress grade told from numbers: S lies beyond the plan.
    pub fn progress_band(&self, grade: Grade) -> String {
        match grade {
            Grade::S => format!("{}超", percent(self.s_from)),
            _ => self.result_band(grade),
        }
    }
}

fn percent(ratio: Decimal) -> String {
    match ratio.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{}％", percent.normalize()),
        None => ratio.to_string(),
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            a_from: A_FROM.normalize(),
            s_from: S_FROM.normalize(),
        }
    }
}

/// Thresholds that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("評価の境界は 0 < a_from ≤ s_from にしてください（a_from = {a_from}、s_from = {s_from}）")]
pub struct ThresholdError {
    a_from: Decimal,
    s_from: Decimal,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawThresholds {
    a_from: Decimal,
    s_from: Decimal,
}

impl Default for RawThresholds {
    fn default() -> Self {
        Self {
            a_from: A_FROM,
            s_from: S_FROM,
        }
    }
}

impl TryFrom<RawThresholds> for Thresholds {
    type Error = ThresholdError;

    fn try_from(raw: RawThresholds) -> Result<Self, ThresholdError> {
        Self::new(raw.a_from, raw.s_from)
    }
}

/// The names of offices. Source: 第3章, the table of 実施責任者 and 評価責任者.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Offices {
    /// Carries out what is city-wide, rates what crosses divisions.
    pub ict_head: String,
    /// The bureau whose head is [`Self::ict_head`]; that head's own projects go to the vice mayor.
    pub ict_head_bureau: Option<String>,
    /// Rates what is city-wide.
    pub vice_mayor: String,
    /// Manages the progress of every project.
    pub ict_officer: String,
    /// Heads whose title is not the bureau's name + 長: `教育委員会事務局` → `教育長`. A division
    /// without a bureau may stand here too.
    pub heads: BTreeMap<String, String>,
}

impl Default for Offices {
    fn default() -> Self {
        Self {
            ict_head: "ICT推進担当部長".to_owned(),
            ict_head_bureau: None,
            vice_mayor: "副市長".to_owned(),
            ict_officer: "ICT推進担当者".to_owned(),
            heads: BTreeMap::new(),
        }
    }
}

impl Offices {
    /// The title of a bureau's head: `総合政策部長`, or what [`Self::heads`] says.
    pub fn head(&self, bureau: &str) -> String {
        self.heads
            .get(bureau)
            .cloned()
            .unwrap_or_else(|| format!("{bureau}長"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn nothing_set_is_the_source() {
        let settings = parse("").unwrap();
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.thresholds.a_from().to_string(), "0.8");
        assert_eq!(settings.thresholds.s_from().to_string(), "1");
        assert_eq!(settings.offices.head("総合政策部"), "総合政策部長");
    }

    #[test]
    fn numbers_of_a_config_file_are_exact() {
        for text in ["a_from = 0.85", "a_from = \"0.85\""] {
            let settings = parse(&format!("[thresholds]\n{text}")).unwrap();
            assert_eq!(settings.thresholds.a_from(), Decimal::new(85, 2));
            assert_eq!(settings.thresholds.s_from(), S_FROM);
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for text in [
            "[thresholds]\na_from = 1.2",
            "[thresholds]\na_from = 0",
            "[thresholds]\na_from = -0.8",
            "[thresholds]\na_from = nan",
            "[thresholds]\ns_from = inf",
            "[thresholds]\nb_from = 0.5",
            "[offices]\nmayor = \"市長\"",
            "[office]",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
