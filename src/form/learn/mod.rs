//! A layout proposed from a blank or filled form of another city: which text names what, how certain
//! that is, and what was not understood. A person looks it over before it is used.

mod list;
mod place;
mod rest;
mod write;

use super::likeness::{cores, is_dressed, likeness};
use super::view::{self, View};
use crate::layout::vocabulary::{BlockKey, Slot, Vocabulary};
use crate::layout::{FieldKey, Side};
use crate::model::TextField;
use crate::text::era;
use crate::text::label::normalise;
use crate::workbook::{CellPos, Region};
use crate::workbook::{Content, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// Longer texts are explanations, not labels.
const LONGEST_LABEL: usize = 30;
/// From here on a text is offered as a reworded label.
const ALIKE: f64 = 0.65;

/// How certain a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The text is like a known word.
    Low,
    /// The text is a known word with a number or note around it, or its place speaks for it.
    Medium,
    /// The text is a known word.
    High,
}

impl Certainty {
    /// `高`, `中`, `低`.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::High => "高",
            Self::Medium => "中",
            Self::Low => "低",
        }
    }
}

/// One label the form was understood to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// What it names.
    pub slot: Slot,
    /// The label for the layout: the text on the form, or its beginning with a `*`.
    pub text: String,
    /// The text on the form.
    pub said: String,
    /// Its cell.
    pub cell: CellPos,
    /// How certain that is.
    pub certainty: Certainty,
    /// Where the value stands, for single fields.
    pub side: Option<Side>,
}

/// A proposed layout.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The labels found, in the order of the form.
    pub guesses: Vec<Guess>,
    /// Texts that look like labels and were not understood.
    pub not_understood: Vec<(CellPos, String)>,
    /// What a layout needs and the form does not show.
    pub missing: Vec<Slot>,
    /// How many years have columns.
    pub years: usize,
    title: Option<String>,
}

/// Why no layout can be proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlearnable {
    /// Nothing is written on the sheet.
    Blank,
    /// The labels are the headings of a list, or too few for a form.
    NoForm,
}

/// Proposes a layout for the form on a sheet.
///
/// # Errors
/// Where the sheet is blank or holds no form but a list of projects, say.
pub fn learn(sheet: &Sheet, vocabulary: &Vocabulary) -> Result<Learned, Unlearnable> {
    let view = View::whole(sheet, view::used(sheet).ok_or(Unlearnable::Blank)?);
    let texts = short_texts(&view);
    let years = year_headings(&view);
    let mut guesses = BTreeMap::new();
    if let Some((label, _)) = &years {
        let text = shown(&view, label.first);
        let known = vocabulary.words(Slot::Block(BlockKey::Years));
        let certainty = if known
            .iter()
            .take(2)
            .any(|word| normalise(word) == normalise(&text))
        {
            Certainty::High
        } else {
            Certainty::Medium
        };
        let guess = Guess {
            slot: Slot::Block(BlockKey::Years),
            said: text.clone(),
            text,
            cell: label.first,
            certainty,
            side: None,
        };
        guesses.insert((guess.slot, guess.cell), guess);
    }
    for (region, text) in &texts {
        if let Some(guess) = table_head(&view, *region, years.as_ref()) {
            guesses.insert((guess.slot, guess.cell), guess);
            continue;
        }
        for guess in guess(&view, vocabulary, *region, text, years.as_ref()) {
            guesses.insert((guess.slot, guess.cell), guess);
        }
    }
    let mut guesses = choose(guesses.into_values().collect());
    place::drop_schedule(&view, &mut guesses);
    doubt_bare_words(&mut guesses);
    name_indicators(&view, years.as_ref(), &mut guesses);
    if list::heads_projects(&guesses, vocabulary) || !list::drop_heads(&view, &mut guesses) {
        return Err(Unlearnable::NoForm);
    }
    let filled = place::is_filled(&view, &guesses, years.as_ref());
    place::find_sides(&view, &mut guesses, filled);
    let labels: BTreeSet<CellPos> = guesses.iter().map(|guess| guess.cell).collect();
    let title = rest::title(&texts, &labels);
    let mut not_understood =
        rest::left_over(&view, &texts, &guesses, years.as_ref(), title.as_ref());
    if filled {
        rest::drop_entries(&view, &mut not_understood);
    }
    let needed = [FieldKey::Number, FieldKey::Name, FieldKey::Departments]
        .map(Slot::Field)
        .into_iter()
        .chain([BlockKey::Years, BlockKey::Target, BlockKey::Actual].map(Slot::Block));
    let missing = needed
        .filter(|slot| guesses.iter().all(|guess| guess.slot != *slot))
        .collect();
    Ok(Learned {
        missing,
        not_understood,
        years: years.map_or(0, |(_, headings)| headings.len()),
        title: title.map(|(_, text)| text),
        guesses,
    })
}

/// 計画 and 実績 alone name the rows of a schedule as well as those of values.
fn doubt_bare_words(guesses: &mut [Guess]) {
    let target = Slot::Block(BlockKey::Target);
    let mut targets = guesses.iter().filter(|guess| guess.slot == target);
    if targets.any(|guess| guess.certainty == Certainty::High) {
        return;
    }
    let rows = [BlockKey::Actual, BlockKey::Result].map(Slot::Block);
    for guess in guesses
        .iter_mut()
        .filter(|guess| rows.contains(&guess.slot))
    {
        guess.certainty = guess.certainty.min(Certainty::Medium);
    }
}

fn shown(view: &View<'_>, pos: CellPos) -> String {
    view.sheet
        .content(pos)
        .shown()
        .replace('\n', " ")
        .trim()
        .to_owned()
}

fn short_texts(view: &View<'_>) -> Vec<(Region, String)> {
    view.all_written()
        .filter(|cell| matches!(cell.content, Content::Text(_)) && !view.is_covered(cell.pos))
        .map(|cell| (view.region(cell.pos), normalise(cell.content.shown())))
        .filter(|(_, text)| !text.is_empty() && text.chars().count() <= LONGEST_LABEL)
        .collect()
}

/// The first row with at least two years side by side: what stands left of them, and their regions.
fn year_headings(view: &View<'_>) -> Option<(Region, Vec<Region>)> {
    (view.bounds.first.row..=view.bounds.last.row).find_map(|row| {
        let headings: Vec<Region> = view
            .written((row, row))
            .filter(|cell| !view.is_covered(cell.pos))
            .filter(|cell| {
                let text = cell.content.shown();
                text.chars().count() <= 16 && era::fiscal_year(text).is_some()
            })
            .map(|cell| view.region(cell.pos))
            .collect();
        let first = headings.first().filter(|_| headings.len() > 1)?;
        let left: Vec<CellPos> = view
            .written((row, row))
            .map(|cell| cell.pos)
            .filter(|pos| pos.col < first.first.col && !view.is_covered(*pos))
            .collect();
        let says_year = |pos: &&CellPos| {
            let text = normalise(view.sheet.content(**pos).shown());
            matches!(text.as_str(), "年度" | "会計年度")
        };
        let label = left.iter().find(says_year).or(left.last())?;
        Some((view.region(*label), headings))
    })
}

/// What stands beside the years' own label on their row heads the table's other columns: 指標, 単位. A label
/// that reaches below the headings names the block.
fn table_head(
    view: &View<'_>,
    region: Region,
    years: Option<&(Region, Vec<Region>)>,
) -> Option<Guess> {
    let (label, headings) = years?;
    let heads = region.first.row == label.first.row
        && region.last.row <= label.last.row
        && region != *label
        && region.last.col < headings.first()?.first.col;
    heads.then(|| Guess {
        slot: Slot::Block(BlockKey::Furniture),
        text: shown(view, region.first),
        said: shown(view, region.first),
        cell: region.first,
        certainty: Certainty::Medium,
        side: None,
    })
}

/// The label of an indicator's row also names the indicator, where the cell beside it is left open for
/// its name: 活動指標 │ 講座の開催回数 │ 計画.
fn name_indicators(
    view: &View<'_>,
    years: Option<&(Region, Vec<Region>)>,
    guesses: &mut Vec<Guess>,
) {
    let first_year = years.and_then(|(_, headings)| headings.first());
    for (row, key) in [
        (BlockKey::Kpi, FieldKey::Text(TextField::Kpi)),
        (BlockKey::Kgi, FieldKey::Text(TextField::Kgi)),
    ] {
        let field = Slot::Field(key);
        if guesses.iter().any(|guess| guess.slot == field) {
            continue;
        }
        let rows = guesses
            .iter()
            .filter(|guess| guess.slot == Slot::Block(row));
        let mut rows = rows;
        let named = rows
            .find(|guess| {
                let beside = view.right_of(view.region(guess.cell));
                beside.is_some_and(|beside| {
                    guesses.iter().all(|other| other.cell != beside.first)
                        && first_year.is_some_and(|year| beside.last.col < year.first.col)
                })
            })
            .cloned();
        guesses.extend(named.map(|guess| Guess {
            slot: field,
            certainty: guess.certainty.min(Certainty::Medium),
            ..guess
        }));
    }
    guesses.sort_by_key(|guess| (guess.cell, guess.slot));
}

/// What a text may name. Words of rows count only left of the years and below their headings; the
/// words of money under a year count there too.
fn guess(
    view: &View<'_>,
    vocabulary: &Vocabulary,
    region: Region,
    text: &str,
    years: Option<&(Region, Vec<Region>)>,
) -> Vec<Guess> {
    let mut best: BTreeMap<Slot, (Certainty, String)> = BTreeMap::new();
    for (slot, word) in vocabulary.normalised() {
        let whole = || shown(view, region.first);
        let found = if text == word && vocabulary.is_sure(slot, &word) {
            (Certainty::High, whole())
        } else if text == word {
            (Certainty::Medium, whole())
        } else if takes_ending(slot) && text.starts_with(&word) {
            (Certainty::Medium, format!("{word}*"))
        } else if is_dressed(text, &word) {
            (Certainty::Medium, whole())
        } else if alike(text, &word) {
            (Certainty::Low, whole())
        } else {
            continue;
        };
        if slot != Slot::Block(BlockKey::Years) && in_place(slot, region, years) {
            match best.get(&slot) {
                Some((certainty, _)) if *certainty >= found.0 => {}
                _ => _ = best.insert(slot, found),
            }
        }
    }
    best.into_iter()
        .map(|(slot, (certainty, text))| Guess {
            slot,
            text,
            said: shown(view, region.first),
            cell: region.first,
            certainty,
            side: None,
        })
        .collect()
}

fn alike(text: &str, word: &str) -> bool {
    std::iter::once(text)
        .chain(cores(text))
        .any(|core| likeness(core, word) >= ALIKE)
}

/// Labels of blocks whose cell goes on with a legend or a unit: 実施項目 ←→ 計画, 事業費（千円）.
const fn takes_ending(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::Block(BlockKey::Items | BlockKey::Money | BlockKey::Furniture)
    )
}

fn in_place(slot: Slot, region: Region, years: Option<&(Region, Vec<Region>)>) -> bool {
    let beside_years = years.is_some_and(|(label, headings)| {
        let first_col = headings
            .first()
            .map_or(u32::MAX, |heading| heading.first.col);
        let below = region.first.row > label.first.row || region.last.row > label.last.row;
        region.first.row >= label.first.row && below && region.last.col < first_col
    });
    let below_years = years.is_some_and(|(label, _)| {
        let merged = region.first.row == label.first.row && region.last.row > label.last.row;
        region.first.row > label.first.row || merged
    });
    match slot {
        Slot::Field(_) => true,
        Slot::Block(
            BlockKey::Target
            | BlockKey::Actual
            | BlockKey::Progress
            | BlockKey::Result
            | BlockKey::Kpi
            | BlockKey::Kgi
            | BlockKey::Items,
        ) => beside_years,
        Slot::Block(BlockKey::Money | BlockKey::Budget | BlockKey::Settlement) => below_years,
        Slot::Block(_) => true,
    }
}

/// One label for a single field: the most certain, then the first. A text that is surely one thing is
/// not also an uncertain other.
fn choose(guesses: Vec<Guess>) -> Vec<Guess> {
    let mut chosen: Vec<Guess> = Vec::new();
    let surest = |cell: CellPos| {
        guesses
            .iter()
            .filter(|guess| guess.cell == cell)
            .map(|guess| guess.certainty)
            .max()
    };
    for guess in &guesses {
        let outdone = surest(guess.cell) > Some(guess.certainty);
        let is_row = guesses.iter().any(|other| {
            other.cell == guess.cell
                && matches!(other.slot, Slot::Block(_))
                && other.certainty >= guess.certainty
        });
        if outdone || (matches!(guess.slot, Slot::Field(_)) && is_row) {
            continue;
        }
        let other = matches!(guess.slot, Slot::Field(_))
            .then(|| chosen.iter().position(|other| other.slot == guess.slot))
            .flatten();
        match other {
            Some(at) if chosen[at].certainty < guess.certainty => chosen[at] = guess.clone(),
            // Two labels alike: it is one of them, but which?
            Some(at) if chosen[at].certainty == guess.certainty => {
                chosen[at].certainty = chosen[at].certainty.min(Certainty::Medium);
            }
            Some(_) => {}
            None => chosen.push(guess.clone()),
        }
    }
    chosen.sort_by_key(|guess| (guess.cell, guess.slot));
    chosen
}
