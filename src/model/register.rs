//! The register (台帳): the projects that should exist, and what only the officer knows of them.

use super::department::Department;
use super::project::Scope;
use super::rating::ByMeasure;
use rust_decimal::Decimal;

/// Which way an indicator should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
}

/// What the register says about one indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// 指標の向き; `None` where the register is silent.
    pub direction: Option<Direction>,
    /// 基準値
    pub baseline: Option<Decimal>,
    /// Whether a higher-is-better ratio is measured from the baseline.
    pub from_baseline: bool,
}

/// One line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// 番号, normalised.
    pub number: String,
    /// 事業名称
    pub name: Option<String>,
    /// 区分
    pub scope: Option<Scope>,
    /// 担当部課, the lead first.
    pub departments: Vec<Department>,
    /// Indicators; `progress` is unused.
    pub indicators: ByMeasure<Indicator>,
}

/// The whole register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// One line a project, in the register's order.
    pub entries: Vec<RegisterEntry>,
    /// Every bureau and division of the city; empty where no list is kept.
    pub organisation: Vec<Department>,
}

impl Register {
    /// The line of a project number.
    pub fn entry(&self, number: &str) -> Option<&RegisterEntry> {
        self.entries.iter().find(|entry| entry.number == number)
    }
}
