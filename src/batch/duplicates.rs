//! A project number sent more than once: each place is told of the others.

use super::order::natural;
use crate::finding::{Code, Finding};
use crate::model::{Field, ProjectSheet};
use rayon::prelude::*;
use std::collections::HashMap;

/// One finding for each form whose number stands on another form too.
pub(super) fn find(sheets: &[ProjectSheet]) -> Vec<Finding> {
    let mut places: HashMap<&str, Vec<&ProjectSheet>> = HashMap::new();
    for sheet in sheets {
        if let Some(number) = &sheet.number {
            places.entry(number).or_default().push(sheet);
        }
    }
    let mut twice: Vec<_> = places.into_iter().filter(|(_, p)| p.len() > 1).collect();
    twice.sort_by(|a, b| natural(a.0, b.0));
    twice
        .par_iter()
        .flat_map_iter(|(number, places)| {
            places
                .iter()
                .enumerate()
                .map(|(own, _)| finding(number, places, own))
        })
        .collect()
}

fn finding(number: &str, places: &[&ProjectSheet], own: usize) -> Finding {
    let others: Vec<String> = places
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != own)
        .map(|(_, sheet)| format!("{} のシート「{}」", sheet.source.file, sheet.source.sheet))
        .collect();
    let message = format!("番号{number}の個票が{}にもあります", others.join("、"));
    let source = &places[own].source;
    Finding::new(Code::DuplicateProject, message)
        .in_file(&source.file)
        .on_sheet(&source.sheet)
        .at(source.cells.get(Field::Number))
        .about(Field::Number)
        .quoting(number)
}
