//! What goes out: the `[publish]` settings of `kohyo.toml`.

use serde::{Deserialize, Deserializer};
use std::collections::BTreeSet;

/// Something of a project that may be published. Number and name always are; whatever is not here
/// (files, sheets, cells, findings, the day a form was sent, sentences with cells in them) never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 区分
    Scope,
    /// 担当部課
    Departments,
    /// 実施責任者 as written: may name a person.
    Implementer,
    /// 実績評価責任者, and who gave a rating.
    Evaluator,
    /// 担当者・連絡先 as written: may name a person.
    Contact,
    /// 事業概要
    Summary,
    /// 指針の重点目標
    FocusGoal,
    /// 現状
    CurrentState,
    /// 重要目標達成指標
    Kgi,
    /// 重要業績評価指標
    Kpi,
    /// 期待される効果
    ExpectedEffect,
    /// 備考 as written: often for colleagues only.
    Remarks,
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

impl Field {
    /// All, in the order of the form.
    pub const ALL: [Self; 24] = [
        Self::Scope,
        Self::Departments,
        Self::Implementer,
        Self::Evaluator,
        Self::Contact,
        Self::Summary,
        Self::FocusGoal,
        Self::CurrentState,
        Self::Kgi,
        Self::Kpi,
        Self::ExpectedEffect,
        Self::Remarks,
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
    ];

    /// What goes out unless the settings say otherwise. Left out is what may name a person, what was
    /// written for colleagues, and what the rules merely propose.
    const DEFAULT: [Self; 17] = [
        Self::Scope,
        Self::Departments,
        Self::Summary,
        Self::FocusGoal,
        Self::CurrentState,
        Self::Kgi,
        Self::Kpi,
        Self::ExpectedEffect,
        Self::Targets,
        Self::Actuals,
        Self::Budget,
        Self::Settlement,
        Self::Items,
        Self::ItemNotes,
        Self::Ratings,
        Self::RatingReasons,
        Self::Decision,
    ];

    /// The word in the settings.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Departments => "departments",
            Self::Implementer => "implementer",
            Self::Evaluator => "evaluator",
            Self::Contact => "contact",
            Self::Summary => "summary",
            Self::FocusGoal => "focus_goal",
            Self::CurrentState => "current_state",
            Self::Kgi => "kgi",
            Self::Kpi => "kpi",
            Self::ExpectedEffect => "expected_effect",
            Self::Remarks => "remarks",
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

    /// The name of the form.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Scope => "区分",
            Self::Departments => "担当部課",
            Self::Implementer => "実施責任者",
            Self::Evaluator => "実績評価責任者",
            Self::Contact => "担当者・連絡先",
            Self::Summary => "事業概要",
            Self::FocusGoal => "重点目標",
            Self::CurrentState => "現状",
            Self::Kgi => "重要目標達成指標（KGI）",
            Self::Kpi => "重要業績評価指標（KPI）",
            Self::ExpectedEffect => "期待される効果",
            Self::Remarks => "備考",
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

/// The `[publish]` settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What goes out.
    pub fields: BTreeSet<Field>,
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
            fields: Field::DEFAULT.into_iter().collect(),
            publisher: None,
            inquiries: None,
            license: None,
        }
    }
}

impl Settings {
    /// Whether something goes out.
    pub fn shows(&self, field: Field) -> bool {
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
