//! This period held against the last one: what was copied (前年コピペ), what was revised, who came
//! and who went. Pure.
//!
//! ```text
//! dataset.json of last period ─┬─ copies   ─ findings at the cell
//!   + projects of this period  └─ changes  ─ ratings before and after · 指標の見直し · 新規 · 終了
//! ```
//! Projects are told by their number alone. Of a number that stands on several forms the first in order
//! counts, as in every other figure.

mod changes;
mod copies;
mod words;

pub use changes::{changes, follow};
pub use copies::copies;

use crate::dataset::Dataset;
use crate::model::{Period, Project};
use std::collections::BTreeSet;

/// Last period's data that cannot be compared with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "前回のデータは{previous}のもので、今回の{current}より前ではありません。一つ前の期間の dataset.json を指定してください。"
)]
pub struct NotBefore {
    previous: String,
    current: String,
}

/// Makes sure that the data are of an earlier period: one that ends before this one does.
///
/// # Errors
/// When they are of the same period or a later one.
pub fn check_order(previous: &Dataset, current: &Period) -> Result<(), NotBefore> {
    let last = period_of(previous);
    if last.as_of < Period::ending(current.fiscal_year, current.part).as_of {
        return Ok(());
    }
    Err(NotBefore {
        previous: last.japanese(),
        current: current.japanese(),
    })
}

/// The period of last period's data, as if looked at on its last day.
pub fn period_of(previous: &Dataset) -> Period {
    let (year, part) = previous.period;
    Period::ending(year, part)
}

/// The projects that have a number, each number once.
fn counted(projects: &[Project]) -> Vec<(&str, &Project)> {
    let mut seen = BTreeSet::new();
    projects
        .iter()
        .filter_map(|project| Some((project.sheet.number.as_deref()?, project)))
        .filter(|(number, _)| seen.insert(*number))
        .collect()
}

#[cfg(test)]
mod tests;
