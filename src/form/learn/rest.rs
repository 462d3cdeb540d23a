//! What is left of a form: its title, and texts that were not understood.

use super::{Guess, place, shown};
use crate::form::view::View;
use crate::layout::Side;
use crate::layout::vocabulary::{BlockKey, Slot};
use crate::workbook::{CellPos, Region};
use std::collections::BTreeSet;

/// The first text that calls itself a sheet, before any label.
pub(super) fn title(
    texts: &[(Region, String)],
    labels: &BTreeSet<CellPos>,
) -> Option<(CellPos, String)> {
    const SHEET_WORDS: [&str; 6] = ["個票", "シート", "調書", "評価表", "管理表", "票"];
    texts
        .iter()
        .filter(|(region, _)| !labels.contains(&region.first))
        .find_map(|(region, text)| {
            let word = SHEET_WORDS.iter().find(|word| text.contains(**word))?;
            Some((region.first, (*word).to_owned()))
        })
}

pub(super) fn left_over(
    view: &View<'_>,
    texts: &[(Region, String)],
    guesses: &[Guess],
    years: Option<&(Region, Vec<Region>)>,
    title: Option<&(CellPos, String)>,
) -> Vec<(CellPos, String)> {
    let grades = [
        BlockKey::RatingProgress,
        BlockKey::RatingKpi,
        BlockKey::RatingKgi,
        BlockKey::Reason,
    ];
    let grades = grades.map(Slot::Block);
    let values: BTreeSet<CellPos> = guesses
        .iter()
        .filter(|guess| guess.side.is_some() || grades.contains(&guess.slot))
        .filter_map(|guess| {
            let region = view.region(guess.cell);
            match guess.side {
                Some(Side::Below) => view.below(region),
                _ => view.right_of(region),
            }
        })
        .map(|region| region.first)
        .collect();
    let headings = years.map_or(&[][..], |(_, headings)| headings.as_slice());
    let first_year = headings.first().map(|heading| heading.first);
    texts
        .iter()
        .map(|(region, _)| region.first)
        .filter(|pos| guesses.iter().all(|guess| guess.cell != *pos) && !values.contains(pos))
        .filter(|pos| headings.iter().all(|heading| heading.first != *pos))
        .filter(|pos| title.is_none_or(|(title, _)| title != pos))
        // What stands under the years is filled in, not printed.
        .filter(|pos| first_year.is_none_or(|first| pos.row <= first.row || pos.col < first.col))
        .map(|pos| (pos, shown(view, pos)))
        .filter(|(_, text)| !place::is_printed(text))
        .collect()
}

/// What a division filled in beside a text that was not understood is none of the form's: names and
/// telephone numbers have no place in a layout.
pub(super) fn drop_entries(view: &View<'_>, texts: &mut Vec<(CellPos, String)>) {
    let mut kept: BTreeSet<CellPos> = BTreeSet::new();
    texts.retain(|(pos, text)| {
        let left = pos.col.checked_sub(1);
        let left = left.map(|col| view.region(CellPos::new(pos.row, col)).first);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let personal = digits > 5 || text.contains(['@', '＠']);
        let label = !personal && left.is_none_or(|left| !kept.contains(&left));
        if label {
            kept.insert(*pos);
        }
        label
    });
}
