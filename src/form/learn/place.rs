//! Where the value of a label stands on a blank or filled form. A blank form's value cell is blank: what is
//! printed there (千円, 件, 2024年度 目標値) is the form's own.

use super::Guess;
use crate::form::view::View;
use crate::layout::vocabulary::{BlockKey, Slot};
use crate::layout::{FieldKey, Side};
use crate::text::label::normalise;
use crate::text::{era, grade, stated};
use crate::workbook::{CellPos, Content, Region};
use std::collections::BTreeSet;

/// Longer texts with a year in them are sentences, no headings.
const LONGEST_HEADING: usize = 16;

/// Whether somebody has filled the form in: numbers under its years, or words where project, number and
/// division are named.
pub(super) fn is_filled(
    view: &View<'_>,
    guesses: &[Guess],
    years: Option<&(Region, Vec<Region>)>,
) -> bool {
    let labels: BTreeSet<CellPos> = guesses.iter().map(|guess| guess.cell).collect();
    let named = guesses.iter().filter(|guess| {
        let keys = [FieldKey::Number, FieldKey::Name, FieldKey::Departments];
        keys.iter().any(|key| guess.slot == Slot::Field(*key))
    });
    let (mut all, mut written) = (0, 0);
    for guess in named {
        let region = view.region(guess.cell);
        let open = |next: &Region| !labels.contains(&next.first);
        let right = view.right_of(region).filter(open);
        let Some(value) = right.or_else(|| view.below(region).filter(open)) else {
            continue;
        };
        let content = view.sheet.content(value.first);
        all += 1;
        written += u32::from(!content.is_blank() && !is_printed(content.shown()));
    }
    let heads = years.map_or(&[][..], |(_, headings)| headings.as_slice());
    let under_years = heads.iter().any(|head| {
        view.written((head.last.row + 1, view.bounds.last.row))
            .any(|cell| {
                (head.first.col..=head.last.col).contains(&cell.pos.col)
                    && matches!(cell.content, Content::Number(_))
            })
    });
    under_years || 2 * written > all
}

/// Whether a text is printed on forms rather than filled in: a unit or the heading of a year.
pub(super) fn is_printed(text: &str) -> bool {
    heads_year(text) || stated::states_unit(text) || stated::names_unit(text)
}

/// Words behind a year in the heading of a column.
const BEHIND_YEAR: [&str; 12] = [
    "目標値",
    "目標",
    "実績値",
    "実績",
    "計画",
    "見込",
    "当初予算",
    "予算額",
    "予算",
    "決算額",
    "決算",
    "要求",
];

/// Whether a short text is a year with no more than the words of a heading behind it.
fn heads_year(text: &str) -> bool {
    let plain = normalise(text);
    let words = BEHIND_YEAR.iter().find_map(|word| plain.strip_suffix(word));
    let year = words.unwrap_or(&plain).trim_end_matches(['(', ')']);
    plain.chars().count() <= LONGEST_HEADING
        && era::fiscal_year(&plain).is_some()
        && year.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度'))
}

/// The side on which a cell for the value follows, the right one if both do; `None` where there is none.
fn side_of(
    view: &View<'_>,
    label: CellPos,
    labels: &BTreeSet<CellPos>,
    filled: bool,
) -> Option<Side> {
    let region = view.region(label);
    let open = |next: Option<Region>| {
        next.is_some_and(|next| {
            let content = view.sheet.content(next.first);
            let takes = content.is_blank() || filled && !is_printed(content.shown());
            takes && !labels.contains(&next.first)
        })
    };
    if open(view.right_of(region)) {
        return Some(Side::Right);
    }
    // On a blank form the row below may be blank as a whole.
    let below = CellPos::new(region.last.row + 1, region.first.col);
    let below = view.bounds.contains(below).then(|| view.region(below));
    open(below).then_some(Side::Below)
}

/// Whether the cell beside a rating takes a grade: blank, or one of them.
fn takes_grade(view: &View<'_>, label: CellPos) -> bool {
    let beside = view.right_of(view.region(label));
    beside.is_some_and(|beside| {
        let content = view.sheet.content(beside.first);
        content.is_blank() || grade::parse(content.shown()).value.is_some()
    })
}

/// Rows of the schedule say 計画 and 実績 as well, and are no targets.
pub(super) fn drop_schedule(view: &View<'_>, guesses: &mut Vec<Guess>) {
    let items = Slot::Block(BlockKey::Items);
    let blocks: Vec<Region> = guesses
        .iter()
        .filter(|guess| guess.slot == items)
        .map(|guess| view.region(guess.cell))
        .collect();
    let planned = |pos: CellPos| {
        let rows = blocks.iter().map(|block| block.first.row..=block.last.row);
        rows.into_iter()
            .any(|mut rows| rows.any(|row| row == pos.row))
    };
    guesses.retain(|guess| match guess.slot {
        Slot::Block(
            BlockKey::Target | BlockKey::Actual | BlockKey::Progress | BlockKey::Result,
        ) => !planned(guess.cell),
        _ => true,
    });
}

/// Finds the side of each field's value; a label without a cell for one is none. So is a rating whose cell
/// is taken.
pub(super) fn find_sides(view: &View<'_>, guesses: &mut Vec<Guess>, filled: bool) {
    let labels: BTreeSet<CellPos> = guesses.iter().map(|guess| guess.cell).collect();
    for guess in guesses.iter_mut() {
        if let Slot::Field(_) = guess.slot {
            guess.side = side_of(view, guess.cell, &labels, filled);
        }
    }
    guesses.retain(|guess| match guess.slot {
        Slot::Field(_) => guess.side.is_some(),
        Slot::Block(BlockKey::RatingProgress | BlockKey::RatingKpi | BlockKey::RatingKgi) => {
            filled || takes_grade(view, guess.cell)
        }
        Slot::Block(_) => true,
    });
}
