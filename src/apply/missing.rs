//! What stood in the data of a former run and does not stand in those of this one.

use crate::model::{Consolidation, Measure, Project};
use crate::tag::RowKind;
use std::collections::{BTreeMap, BTreeSet};

/// What makes a project the same in both: its number, or where it has none, its form.
fn key(project: &Project) -> (Option<&str>, [&str; 2]) {
    let sheet = &project.sheet;
    match &sheet.number {
        Some(number) => (Some(number.as_str()), ["", ""]),
        None => (None, [&sheet.source.file, &sheet.source.sheet]),
    }
}

/// The ratings, opinion and decision that a project was given.
fn given(project: &Project) -> BTreeSet<RowKind> {
    let decided = &project.decided;
    let ratings = Measure::ALL.into_iter();
    let ratings = ratings.filter(|measure| decided.finals.get(*measure).is_some());
    let opinion = decided.opinion.as_ref().map(|_| RowKind::Opinion);
    let decision = decided.decision.as_ref().map(|_| RowKind::Decision);
    ratings
        .map(RowKind::of)
        .chain(opinion)
        .chain(decision)
        .collect()
}

/// How many ratings, opinions and decisions of `former` are not in `now`, whatever they say there.
pub fn missing(former: &Consolidation, now: &Consolidation) -> usize {
    let mut standing: BTreeMap<_, BTreeSet<RowKind>> = BTreeMap::new();
    for project in &now.projects {
        standing
            .entry(key(project))
            .or_default()
            .extend(given(project));
    }
    let lost = former.projects.iter().map(|project| {
        let mut given = given(project);
        if let Some(standing) = standing.get(&key(project)) {
            given.retain(|kind| !standing.contains(kind));
        }
        given.len()
    });
    lost.sum()
}
