//! What goes out: the `[publish]` settings of `kohyo.toml`.

use crate::model::{Publicity, TextField, key};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeSet;

/// Something of a project that may be published. Number and name always are; whatever is not here
/// (files, sheets, cells, findings, the day a form was sent, sentences with cells in them) never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PublicField {
    /// 区分
    Scope,
    /// 担当部課
    Departments,
    /// 実績評価責任者, and who gave a rating
    Evaluator,
    /// A text of the form
    Text(TextField),
    /// 目標値
    Targets,
    /// 実績値
    Actuals,
    /// 予算額
    Budget,
    /// 決算額
    Settlement,
    /// 実施項目 with planned and actual months
    Items,
    /// Texts in the schedule
    ItemNotes,
    /// Grades that stand, else those the division gave itself
    Ratings,
    /// 評価理由
    RatingReasons,
    /// 達成率 as the rules reckon it
    Achievement,
    /// The grade the rules propose, where there is no other
    Proposals,
    /// What the headquarters decided
    Decision,
    /// Why it did
    DecisionReason,
}

impl PublicField {
    /// All, in the order of the form.
    pub fn all() -> impl Iterator<Item = Self> {
        let heads = [Self::Scope, Self::Departments].into_iter();
        heads.chain(Self::who()).chain(Self::about()).chain([
            Self::Targets,
            Self::Actuals,
            Self::Budget,
            Self::Settlement,
            Self::Items,
            Self::ItemNotes,
            Self::Ratings,
            Self::RatingReasons,
            Self::Achievement,
            Self::Proposals,
            Self::Decision,
            Self::DecisionReason,
        ])
    }

    /// Who answers for a project: texts that may name a person, 実績評価責任者 behind 実施責任者.
    pub(super) fn who() -> impl Iterator<Item = Self> {
        let people = texts().filter(|field| field.publicity() == Publicity::Personal);
        people.flat_map(|field| {
            let evaluator = (field == TextField::Implementer).then_some(Self::Evaluator);
            std::iter::once(Self::Text(field)).chain(evaluator)
        })
    }

    /// What a project is about: the other texts of the form.
    pub(super) fn about() -> impl Iterator<Item = Self> {
        let texts = texts().filter(|field| field.publicity() != Publicity::Personal);
        texts.map(Self::Text)
    }

    /// Whether it goes out unless the settings say otherwise. What may name a person does not, nor what
    /// was written for colleagues, nor what the rules merely reckon or propose.
    pub fn is_default(self) -> bool {
        match self {
            Self::Text(field) => field.publicity() == Publicity::Open,
            Self::Evaluator | Self::Achievement | Self::Proposals | Self::DecisionReason => false,
            _ => true,
        }
    }

    /// Whether its change is a change of what was promised.
    pub(super) const fn is_promise(self) -> bool {
        matches!(self, Self::Text(field) if field.is_promise())
    }

    /// What a citizen asks: the heading over a text on a page.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Text(field) => field.heading(),
            field => field.japanese(),
        }
    }

    /// The word in the settings.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Departments => "departments",
            Self::Evaluator => "evaluator",
            Self::Text(field) => field.key(),
            Self::Targets => "targets",
            Self::Actuals => "actuals",
            Self::Budget => "budget",
            Self::Settlement => "settlement",
            Self::Items => "items",
            Self::ItemNotes => "item_notes",
            Self::Ratings => "ratings",
            Self::RatingReasons => "rating_reasons",
            Self::Achievement => "achievement",
            Self::Proposals => "proposals",
            Self::Decision => "decision",
            Self::DecisionReason => "decision_reason",
        }
    }

    /// The name on pages and in open data.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Scope => "区分",
            Self::Departments => "担当部課",
            Self::Evaluator => "実績評価責任者",
            Self::Text(field) => field.public_label(),
            Self::Targets => "目標値",
            Self::Actuals => "実績値",
            Self::Budget => "予算額",
            Self::Settlement => "決算額",
            Self::Items => "実施項目",
            Self::ItemNotes => "スケジュールの記載",
            Self::Ratings => "評価",
            Self::RatingReasons => "評価理由",
            Self::Achievement => "達成率",
            Self::Proposals => "規則による判定案",
            Self::Decision => "推進本部の決定",
            Self::DecisionReason => "決定の理由",
        }
    }
}

impl<'de> Deserialize<'de> for PublicField {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        key::one_of(from, Self::all(), Self::key)
    }
}

/// The texts that may go out.
fn texts() -> impl Iterator<Item = TextField> {
    let texts = TextField::ALL.iter().copied();
    texts.filter(|field| field.publicity() != Publicity::Secret)
}

/// The `[publish]` settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What goes out.
    pub fields: BTreeSet<PublicField>,
    /// Who publishes: `みどり野市`.
    pub publisher: Option<String>,
    /// Where citizens ask, for the foot of every page.
    pub inquiries: Option<String>,
    /// The licence of the open data, by its usual abbreviation: `CC-BY-4.0`.
    #[serde(deserialize_with = "licence")]
    pub license: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            fields: PublicField::all()
                .filter(|field| field.is_default())
                .collect(),
            publisher: None,
            inquiries: None,
            license: None,
        }
    }
}

impl Settings {
    /// Whether something goes out.
    pub fn shows(&self, field: PublicField) -> bool {
        self.fields.contains(&field)
    }
}

/// The data package wants the abbreviation, not a sentence.
fn licence<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let written = String::deserialize(from)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    if written.is_empty() || !written.chars().all(plain) {
        return Err(serde::de::Error::custom(format!(
            "「{written}」は使えません。CC-BY-4.0 のような略称を半角で書いてください。"
        )));
    }
    Ok(Some(written))
}
