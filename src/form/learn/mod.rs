//! A layout proposed from a blank or filled form of another city: which text names what, how certain
//! that is, and what was not understood. A person looks it over before it is used.

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

/// Proposes a layout for the form on a sheet; `None` where the sheet is blank.
pub fn learn(sheet: &Sheet, vocabulary: &Vocabulary) -> Option<Learned> {
    let view = View::new(sheet, view::used(sheet)?, Vec::new());
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
    name_indicators(&view, years.as_ref(), &mut guesses);
    let labels: BTreeSet<CellPos> = guesses.iter().map(|guess| guess.cell).collect();
    for guess in &mut guesses {
        if let Slot::Field(_) = guess.slot {
            guess.side = Some(side_of(&view, guess.cell, &labels));
        }
    }
    let title = title(&texts, &labels);
    let not_understood = left_over(&view, &texts, &guesses, years.as_ref(), title.as_ref());
    let needed = [FieldKey::Number, FieldKey::Name, FieldKey::Departments]
        .map(Slot::Field)
        .into_iter()
        .chain([BlockKey::Years, BlockKey::Target, BlockKey::Actual].map(Slot::Block));
    let missing = needed
        .filter(|slot| guesses.iter().all(|guess| guess.slot != *slot))
        .collect();
    Some(Learned {
        missing,
        not_understood,
        years: years.map_or(0, |(_, headings)| headings.len()),
        title: title.map(|(_, text)| text),
        guesses,
    })
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
        let first = headings.first()?;
        let left = CellPos::new(row, first.first.col.checked_sub(1)?);
        let label = view.region(left);
        (headings.len() > 1 && !view.sheet.content(label.first).is_blank())
            .then_some((label, headings))
    })
}

/// What stands left of the years' own label on their row heads the table's other columns: 指標, 単位.
fn table_head(
    view: &View<'_>,
    region: Region,
    years: Option<&(Region, Vec<Region>)>,
) -> Option<Guess> {
    let (label, _) = years?;
    let heads = region.first.row == label.first.row && region.last.col < label.first.col;
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
        let found = if text == word {
            (Certainty::High, whole())
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
        region.first.row > label.first.row && region.last.col < first_col
    });
    let below_years = years.is_some_and(|(label, _)| region.first.row > label.first.row);
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
            Some(_) => {}
            None => chosen.push(guess.clone()),
        }
    }
    chosen.sort_by_key(|guess| (guess.cell, guess.slot));
    chosen
}

/// The side on which a cell that is no label follows; the right one if both do.
fn side_of(view: &View<'_>, label: CellPos, labels: &BTreeSet<CellPos>) -> Side {
    let region = view.region(label);
    let open = |next: Option<Region>| next.is_some_and(|next| !labels.contains(&next.first));
    if !open(view.right_of(region)) && open(view.below(region)) {
        Side::Below
    } else {
        Side::Right
    }
}

/// The first text that calls itself a sheet, before any label.
fn title(texts: &[(Region, String)], labels: &BTreeSet<CellPos>) -> Option<(CellPos, String)> {
    const SHEET_WORDS: [&str; 6] = ["個票", "シート", "調書", "評価表", "管理表", "票"];
    texts
        .iter()
        .filter(|(region, _)| !labels.contains(&region.first))
        .find_map(|(region, text)| {
            let word = SHEET_WORDS.iter().find(|word| text.contains(**word))?;
            Some((region.first, (*word).to_owned()))
        })
}

fn left_over(
    view: &View<'_>,
    texts: &[(Region, String)],
    guesses: &[Guess],
    years: Option<&(Region, Vec<Region>)>,
    title: Option<&(CellPos, String)>,
) -> Vec<(CellPos, String)> {
    let values: BTreeSet<CellPos> = guesses
        .iter()
        .filter(|guess| guess.side.is_some())
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
        .collect()
}
