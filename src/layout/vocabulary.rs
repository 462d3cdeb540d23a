//! Words by which forms of other cities name what a layout needs, for learning a layout from a form.

use super::{FieldKey, LayoutError};
use crate::text::label::normalise;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A block's list of labels in a layout file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKey {
    /// `years.labels`
    Years,
    /// `values.target`
    Target,
    /// `values.actual`
    Actual,
    /// `values.progress`
    Progress,
    /// `values.result`
    Result,
    /// `values.kpi`
    Kpi,
    /// `values.kgi`
    Kgi,
    /// `items.labels`
    Items,
    /// `money.labels`
    Money,
    /// `money.budget`
    Budget,
    /// `money.settlement`
    Settlement,
    /// `ratings.progress`
    RatingProgress,
    /// `ratings.kpi`
    RatingKpi,
    /// `ratings.kgi`
    RatingKgi,
    /// `ratings.reason`
    Reason,
    /// `furniture.labels`
    Furniture,
}

/// What a word may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// A single field.
    Field(FieldKey),
    /// A list of a block.
    Block(BlockKey),
}

impl BlockKey {
    /// The list in a layout file: `values.target`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Years => "years.labels",
            Self::Target => "values.target",
            Self::Actual => "values.actual",
            Self::Progress => "values.progress",
            Self::Result => "values.result",
            Self::Kpi => "values.kpi",
            Self::Kgi => "values.kgi",
            Self::Items => "items.labels",
            Self::Money => "money.labels",
            Self::Budget => "money.budget",
            Self::Settlement => "money.settlement",
            Self::RatingProgress => "ratings.progress",
            Self::RatingKpi => "ratings.kpi",
            Self::RatingKgi => "ratings.kgi",
            Self::Reason => "ratings.reason",
            Self::Furniture => "furniture.labels",
        }
    }
}

impl Slot {
    /// What it names, in the words of the form.
    pub fn japanese(self) -> String {
        match self {
            Self::Field(key) => key.label(),
            Self::Block(key) => match key {
                BlockKey::Years => "年度",
                BlockKey::Target => "目標値の行",
                BlockKey::Actual => "実績値の行",
                BlockKey::Progress => "進捗の行",
                BlockKey::Result => "実績の行",
                BlockKey::Kpi => "KPIの行",
                BlockKey::Kgi => "KGIの行",
                BlockKey::Items => "実施項目",
                BlockKey::Money => "事業費",
                BlockKey::Budget => "予算額",
                BlockKey::Settlement => "決算額",
                BlockKey::RatingProgress => "進捗評価",
                BlockKey::RatingKpi => "実績評価KPI",
                BlockKey::RatingKgi => "実績評価KGI",
                BlockKey::Reason => "評価理由",
                BlockKey::Furniture => "値のない文字",
            }
            .to_owned(),
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(key) => f.pad(key.as_str()),
            Self::Block(key) => f.pad(key.as_str()),
        }
    }
}

/// The words of every slot.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    words: BTreeMap<Slot, Vec<String>>,
    /// Words that mean something else on other forms, marked with ? in the file.
    doubtful: BTreeSet<(Slot, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fields: BTreeMap<FieldKey, Vec<String>>,
    blocks: BTreeMap<BlockKey, Vec<String>>,
}

impl Vocabulary {
    /// The vocabulary kohyo brings along.
    ///
    /// # Errors
    /// Only if the built-in file is broken, which a test rules out.
    pub fn builtin() -> Result<Self, LayoutError> {
        let file: File =
            toml::from_str(include_str!("../../templates/vocabulary.toml")).map_err(Box::new)?;
        let fields = file
            .fields
            .into_iter()
            .map(|(key, words)| (Slot::Field(key), words));
        let blocks = file
            .blocks
            .into_iter()
            .map(|(key, words)| (Slot::Block(key), words));
        let mut vocabulary = Self {
            words: BTreeMap::new(),
            doubtful: BTreeSet::new(),
        };
        for (slot, words) in fields.chain(blocks) {
            for word in words {
                vocabulary.add(slot, &word);
            }
        }
        Ok(vocabulary)
    }

    fn add(&mut self, slot: Slot, word: &str) {
        let bare = word.trim_end_matches('?');
        if bare != word {
            self.doubtful.insert((slot, normalise(bare)));
        }
        self.words.entry(slot).or_default().push(bare.to_owned());
    }

    /// Whether a normalised word names nothing else on any form.
    pub fn is_sure(&self, slot: Slot, word: &str) -> bool {
        !self.doubtful.contains(&(slot, word.to_owned()))
    }

    /// The words of a slot as written, the most usual first.
    pub fn words(&self, slot: Slot) -> &[String] {
        self.words.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// Every slot with its normalised words.
    pub fn normalised(&self) -> impl Iterator<Item = (Slot, String)> + '_ {
        self.words
            .iter()
            .flat_map(|(slot, words)| words.iter().map(|word| (*slot, normalise(word))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_has_words() {
        let vocabulary = Vocabulary::builtin().unwrap();
        assert!(vocabulary.words.values().all(|words| !words.is_empty()));
        assert!(!vocabulary.words(Slot::Block(BlockKey::Years)).is_empty());
        assert!(!vocabulary.words(Slot::Field(FieldKey::Number)).is_empty());
    }
}
