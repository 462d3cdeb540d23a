//! The grades S, A, B, C and the three things that are rated.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A grade, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Beyond the plan; the target reached.
    S,
    /// Mostly as planned; at least 80 % of the target.
    A,
    /// Behind the plan; below 80 % of the target.
    B,
    /// Not begun; 0 % of the target or less.
    C,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 4] = [Self::S, Self::A, Self::B, Self::C];
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::S => "S",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        })
    }
}

/// What is rated: progress (進捗評価) and the two results (実績評価).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// 進捗
    Progress,
    /// KPI, 重要業績評価指標
    Kpi,
    /// KGI, 重要目標達成指標
    Kgi,
}

impl Measure {
    /// All three, in the form's order.
    pub const ALL: [Self; 3] = [Self::Progress, Self::Kpi, Self::Kgi];

    /// The key used in paths and data: `progress`, `kpi`, `kgi`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Kpi => "kpi",
            Self::Kgi => "kgi",
        }
    }

    /// The measure of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == key)
    }

    /// The name on paper: `進捗`, `KPI`, `KGI`.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Progress => "進捗",
            Self::Kpi => "KPI",
            Self::Kgi => "KGI",
        }
    }
}

/// One thing for each measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByMeasure<T> {
    /// 進捗
    pub progress: T,
    /// KPI
    pub kpi: T,
    /// KGI
    pub kgi: T,
}

impl<T> ByMeasure<T> {
    /// What `make` makes for each measure.
    pub fn each(mut make: impl FnMut(Measure) -> T) -> Self {
        Self {
            progress: make(Measure::Progress),
            kpi: make(Measure::Kpi),
            kgi: make(Measure::Kgi),
        }
    }

    /// Hands out each thing with its measure.
    pub fn into_each(self, mut take: impl FnMut(Measure, T)) {
        take(Measure::Progress, self.progress);
        take(Measure::Kpi, self.kpi);
        take(Measure::Kgi, self.kgi);
    }

    /// The one of a measure.
    pub const fn get(&self, measure: Measure) -> &T {
        match measure {
            Measure::Progress => &self.progress,
            Measure::Kpi => &self.kpi,
            Measure::Kgi => &self.kgi,
        }
    }

    /// The one of a measure, to change it.
    pub const fn get_mut(&mut self, measure: Measure) -> &mut T {
        match measure {
            Measure::Progress => &mut self.progress,
            Measure::Kpi => &mut self.kpi,
            Measure::Kgi => &mut self.kgi,
        }
    }
}
