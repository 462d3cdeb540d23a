//! A list of projects told from a form: its labels head columns of many entries.

use super::Guess;
use crate::form::view::View;
use crate::layout::FieldKey;
use crate::layout::vocabulary::{BlockKey, Slot, Vocabulary};
use crate::text::label::normalise;
use crate::workbook::CellPos;
use std::collections::BTreeSet;

/// Labels that head columns stand next to each other, at least so many.
const LEAST_HEADS: usize = 3;
/// So many entries under a label make it a column's heading.
const LEAST_ENTRIES: usize = 3;
/// The labels of a form stand on at least so many rows.
const LEAST_ROWS: usize = 4;

/// Whether number, name or division of projects head columns beside the years: each row is a project.
pub(super) fn heads_projects(guesses: &[Guess], vocabulary: &Vocabulary) -> bool {
    let names = [FieldKey::Number, FieldKey::Name, FieldKey::Departments].map(Slot::Field);
    let furniture = Slot::Block(BlockKey::Furniture);
    let heads = guesses.iter().filter(|guess| guess.slot == furniture);
    let named = heads.filter(|guess| {
        let text = normalise(&guess.said);
        let mut words = vocabulary.normalised();
        words.any(|(slot, word)| {
            names.contains(&slot) && word == text && vocabulary.is_sure(slot, &word)
        })
    });
    named.count() >= 2
}

/// Drops labels of single fields that head columns of entries: a table inside a form has them. Whether what
/// is left is a form.
pub(super) fn drop_heads(view: &View<'_>, guesses: &mut Vec<Guess>) -> bool {
    let labels: BTreeSet<CellPos> = guesses.iter().map(|guess| guess.cell).collect();
    let fields = guesses.iter().filter(|guess| is_field(guess));
    let rows: BTreeSet<u32> = fields.map(|guess| guess.cell.row).collect();
    let lists: Vec<u32> = rows
        .into_iter()
        .filter(|row| {
            let on_row = guesses.iter().filter(|guess| guess.cell.row == *row);
            let heads: Vec<&Guess> = on_row.filter(|guess| is_field(guess)).collect();
            let columns = heads.iter().filter(|guess| {
                let mut region = view.region(guess.cell);
                (0..LEAST_ENTRIES).all(|_| match view.below(region) {
                    // A wide text below is another label's value.
                    Some(below) if below.first.col != region.first.col => false,
                    Some(below) if below.last.col != region.last.col => false,
                    Some(below) => {
                        region = below;
                        let blank = view.sheet.content(below.first).is_blank();
                        !blank && !labels.contains(&below.first)
                    }
                    None => false,
                })
            });
            heads.len() >= LEAST_HEADS && columns.count() >= 2
        })
        .collect();
    guesses.retain(|guess| !(is_field(guess) && lists.contains(&guess.cell.row)));
    let names = [FieldKey::Number, FieldKey::Name].map(Slot::Field);
    let named = guesses.iter().any(|guess| names.contains(&guess.slot));
    let furniture = Slot::Block(BlockKey::Furniture);
    let said = guesses.iter().filter(|guess| guess.slot != furniture);
    let rows: BTreeSet<u32> = said.map(|guess| guess.cell.row).collect();
    (lists.is_empty() || named) && rows.len() >= LEAST_ROWS
}

const fn is_field(guess: &Guess) -> bool {
    matches!(guess.slot, Slot::Field(_))
}
