//! What a label on a form says: a single field, a row or column of a block, or nothing to be read.

use crate::model::Measure;

/// A field of the form's head and foot that has a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKey {
    /// 番号
    Number,
    /// 事業名称
    Name,
    /// 担当部課
    Departments,
    /// 部 alone, where a form has a cell of its own for it
    Bureau,
    /// 課 alone
    Division,
    /// 実施責任者
    Implementer,
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
    /// 備考
    Remarks,
    /// 提出日
    SubmittedOn,
    /// 担当者・連絡先
    Contact,
}

impl FieldKey {
    /// The key in a layout file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Departments => "departments",
            Self::Bureau => "bureau",
            Self::Division => "division",
            Self::Implementer => "implementer",
            Self::Summary => "summary",
            Self::FocusGoal => "focus_goal",
            Self::CurrentState => "current_state",
            Self::Kgi => "kgi",
            Self::Kpi => "kpi",
            Self::ExpectedEffect => "expected_effect",
            Self::Remarks => "remarks",
            Self::SubmittedOn => "submitted_on",
            Self::Contact => "contact",
        }
    }
}

/// Where a value stands in relation to its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In the next cell to the right.
    Right,
    /// In the next cell below.
    Below,
}

/// Whether a row of values holds targets or actuals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueSide {
    /// 目標値
    Target,
    /// 実績値
    Actual,
}

/// What a row of values is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueRow {
    /// One measure alone.
    Of(Measure),
    /// 実績: the KPI, or KPI and KGI labelled in one cell.
    Result,
}

/// What a label says. One text may say several things; the place decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// A single field.
    Field(FieldKey),
    /// 年度: the years stand beside it.
    Years,
    /// 目標値 or 実績値.
    ValueSide(ValueSide),
    /// 進捗, 実績, 実績（KPI） …
    ValueRow(ValueRow),
    /// Both in one cell: 目標値（KPI）.
    Value(ValueSide, ValueRow),
    /// 実施項目
    Items,
    /// 事業費見込
    Money,
    /// 予算額
    Budget,
    /// 決算額
    Settlement,
    /// 進捗評価, 実績評価KPI …
    Rating(Measure),
    /// 評価理由
    Reason,
    /// A text that belongs to the form and holds no value.
    Furniture,
    /// What stands to the right was written by whoever issued the form, for reference only.
    Reference,
}
