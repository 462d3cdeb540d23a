//! What changed since the last period (前回比): ratings, indicators, projects.

use super::department::Department;
use super::field::Field;
use super::fiscal::Period;
use super::rating::{Grade, Measure};
use serde::{Deserialize, Serialize};

/// A project as lists name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedProject {
    /// 番号
    pub number: String,
    /// 事業名称
    pub name: Option<String>,
    /// 担当部課, the lead first.
    pub departments: Vec<Department>,
}

/// The projects whose rating went from one grade to another, or stayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// What is rated.
    pub measure: Measure,
    /// Last period's grade: the evaluator's, else the proposal; `None` where there was neither.
    pub before: Option<Grade>,
    /// This period's grade, told in the same way.
    pub after: Option<Grade>,
    /// The projects, in the order of number.
    pub projects: Vec<NamedProject>,
}

impl Transition {
    /// Whether the grade rose or fell; `Equal` also where either is not known.
    pub fn course(&self) -> std::cmp::Ordering {
        match (self.before, self.after) {
            // Grades are ordered best first.
            (Some(before), Some(after)) => before.cmp(&after),
            _ => std::cmp::Ordering::Equal,
        }
    }
}

/// A target or an indicator that reads otherwise than last period (指標の見直し).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The project.
    pub project: NamedProject,
    /// What was revised: KGI, KPI or a target.
    pub field: Field,
    /// As it was written; `None` where it was blank.
    pub before: Option<String>,
    /// As it is written; `None` where it is blank.
    pub after: Option<String>,
}

/// A project that was not there last period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// The project.
    pub project: NamedProject,
    /// One phrase on why, where that is known; else blank.
    pub remark: String,
}

/// Why a project of last period is not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Departure {
    /// The register says 完了.
    Completed,
    /// The register says 撤退.
    Withdrawn,
    /// The register does not know it any more.
    Unlisted,
    /// There is no register to say.
    Unknown,
    /// The register goes on with it, but nothing was sent: it has not ended.
    NotSent,
}

impl Departure {
    /// The words on paper.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Completed => "完了",
            Self::Withdrawn => "撤退",
            Self::Unlisted => "台帳にない",
            Self::Unknown => "今回の個票がない",
            Self::NotSent => "未提出",
        }
    }
}

/// A project of last period that is not there any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The project as last period had it.
    pub project: NamedProject,
    /// Why.
    pub why: Departure,
}

/// Everything that changed since the last period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The period compared with.
    pub previous: Period,
    /// How many projects were there then and are now; those without number are in neither.
    #[serde(with = "then_and_now")]
    pub counts: (usize, usize),
    /// How many are in both.
    pub both: usize,
    /// Ratings of the projects in both, by measure, then grade before and after, best first; what is
    /// not rated in both periods has none.
    pub transitions: Vec<Transition>,
    /// 指標の見直し, in the order of number, then of the form.
    pub revisions: Vec<Revision>,
    /// 新規, in the order of number.
    pub added: Vec<Added>,
    /// 終了, in the order of last period.
    pub ended: Vec<Ended>,
    /// Forms without a number, which cannot be compared.
    pub unnumbered: usize,
}

/// `{"previous": 12, "current": 14}`
mod then_and_now {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Counts {
        previous: usize,
        current: usize,
    }

    pub(super) fn serialize<S: Serializer>(
        (previous, current): &(usize, usize),
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let (previous, current) = (*previous, *current);
        Counts { previous, current }.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<(usize, usize), D::Error> {
        let counts = Counts::deserialize(deserializer)?;
        Ok((counts.previous, counts.current))
    }
}
