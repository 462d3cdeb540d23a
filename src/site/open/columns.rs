//! The columns of the tables, each with the field that must go out for it to be there.

use super::super::settings::PublicField;
use super::table::{Column, Kind};
use crate::model::TextField;

/// A column, and the field it shows; `None`: always there.
pub(super) type Shown = (Column, Option<PublicField>);

const STANDINGS: &[&str] = &["current", "waiting", "ended"];
const SCOPES: &[&str] = &[
    "全庁的な取組み",
    "課（室）を超えた取組み",
    "課（室）の取組み",
];
const OUTCOMES: &[&str] = &["継続", "再構築", "見直し", "撤退"];
const MEASURES: &[&str] = &["progress", "kpi", "kgi"];
const GRADES: &[&str] = &["S", "A", "B", "C"];
const VOICES: &[&str] = &["final", "declared", "proposed"];
const BOUNDS: &[&str] = &["at_least", "at_most", "above", "below"];
const SPANS: &[&str] = &["planned", "actual"];
const AS_WRITTEN: &str = "個票の記載のとおり";

const fn free(name: &'static str, title: &'static str, kind: Kind, about: &'static str) -> Shown {
    let column = Column {
        name,
        title,
        about,
        kind,
        key: false,
    };
    (column, None)
}

const fn key(name: &'static str, title: &'static str, kind: Kind, about: &'static str) -> Shown {
    let (mut column, field) = free(name, title, kind, about);
    column.key = true;
    (column, field)
}

const fn of(field: PublicField, name: &'static str, kind: Kind, about: &'static str) -> Shown {
    let (column, _) = free(name, field.japanese(), kind, about);
    (column, Some(field))
}

const ID: Shown = key(
    "id",
    "識別名",
    Kind::Text,
    "取組みを区別する名前（ページのファイル名と同じ）",
);
const NUMBER: Shown = free(
    "number",
    "番号",
    Kind::Text,
    "取組みの番号（変わったときは新しい番号）",
);
const YEAR: Shown = key(
    "fiscal_year",
    "年度",
    Kind::Integer,
    "年度の始まる年（西暦）",
);
const ROW: Shown = key("row", "行", Kind::Integer, "実施項目の並び順（1から）");
const MEASURE: Shown = key(
    "measure",
    "種類",
    Kind::Words(MEASURES),
    "progress：進捗、kpi：KPI、kgi：KGI",
);
const PERIOD: &str = "公表した期間（2026-H1は2026年度上期、2026は2026年度）";

/// What stands before the texts of a project.
const PROJECT: &[Shown] = &[
    ID,
    NUMBER,
    free("name", "事業名称", Kind::Text, "取組みの名称"),
    free(
        "page",
        "ページ",
        Kind::Text,
        "取組みのページ（データのフォルダーから見た場所）",
    ),
    free("period", "期間", Kind::Text, PERIOD),
    free("as_of", "基準日", Kind::Day, "その期間の基準日"),
    free(
        "standing",
        "状態",
        Kind::Words(STANDINGS),
        "current：今回公表、waiting：今回の分は未公表、ended：終了",
    ),
    of(
        PublicField::Scope,
        "scope",
        Kind::Words(SCOPES),
        "取組みの広がり",
    ),
    of(
        PublicField::Departments,
        "bureau",
        Kind::Text,
        "主に担当する部",
    ),
    of(
        PublicField::Departments,
        "departments",
        Kind::Text,
        "担当する部と課（、で区切る）",
    ),
];

/// What stands behind them.
const DECIDED: &[Shown] = &[
    of(
        PublicField::Decision,
        "decision",
        Kind::Words(OUTCOMES),
        "推進本部が決めた今後の扱い",
    ),
    of(
        PublicField::DecisionReason,
        "decision_reason",
        Kind::Text,
        "推進本部の決定の理由",
    ),
];

/// The texts of a project in the order of their columns, which is older than the form's.
pub(super) fn texts() -> impl Iterator<Item = PublicField> {
    let first = [TextField::FocusGoal, TextField::Summary].map(PublicField::Text);
    let others = PublicField::about().filter(move |field| !first.contains(field));
    PublicField::who().chain(first).chain(others)
}

pub(super) fn projects() -> Vec<Shown> {
    let texts = texts().map(|field| of(field, field.key(), Kind::Text, AS_WRITTEN));
    let project = PROJECT.iter().copied();
    project
        .chain(texts)
        .chain(DECIDED.iter().copied())
        .collect()
}

pub(super) const INDICATORS: &[Shown] = &[
    ID,
    NUMBER,
    YEAR,
    MEASURE,
    of(PublicField::Targets, "target_text", Kind::Text, AS_WRITTEN),
    of(
        PublicField::Targets,
        "target_number",
        Kind::Number,
        "数値として読めるときの値",
    ),
    of(
        PublicField::Targets,
        "target_unit",
        Kind::Text,
        "数値の単位",
    ),
    of(
        PublicField::Targets,
        "target_bound",
        Kind::Words(BOUNDS),
        "at_least：以上、at_most：以下、above：超、below：未満",
    ),
    of(PublicField::Actuals, "actual_text", Kind::Text, AS_WRITTEN),
    of(
        PublicField::Actuals,
        "actual_number",
        Kind::Number,
        "数値として読めるときの値",
    ),
    of(
        PublicField::Actuals,
        "actual_unit",
        Kind::Text,
        "数値の単位",
    ),
];

pub(super) const MONEY: &[Shown] = &[
    ID,
    NUMBER,
    YEAR,
    of(
        PublicField::Budget,
        "budget_thousand_yen",
        Kind::Number,
        "千円",
    ),
    of(
        PublicField::Settlement,
        "settlement_thousand_yen",
        Kind::Number,
        "千円",
    ),
];

pub(super) const ITEMS: &[Shown] = &[
    ID,
    NUMBER,
    ROW,
    free("item_number", "項目番号", Kind::Integer, AS_WRITTEN),
    free("text", "実施項目", Kind::Text, AS_WRITTEN),
];

pub(super) const SPANS_OF_ITEMS: &[Shown] = &[
    ID,
    NUMBER,
    ROW,
    key(
        "kind",
        "計画・実績",
        Kind::Words(SPANS),
        "planned：計画、actual：実績",
    ),
    key("from", "始まり", Kind::Month, "最初の月"),
    key("to", "終わり", Kind::Month, "最後の月"),
];

pub(super) const NOTES: &[Shown] = &[
    ID,
    NUMBER,
    ROW,
    key("place", "順", Kind::Integer, "実施項目の中での順（1から）"),
    free(
        "fiscal_year",
        "年度",
        Kind::Integer,
        "記載のある年度（西暦）",
    ),
    free("text", "記載", Kind::Text, AS_WRITTEN),
];

pub(super) const RATINGS: &[Shown] = &[
    ID,
    key("period", "期間", Kind::Text, PERIOD),
    free("number", "番号", Kind::Text, "その期間の番号"),
    free("name", "事業名称", Kind::Text, "その期間の名称"),
    MEASURE,
    free(
        "grade",
        "評価",
        Kind::Words(GRADES),
        "S、A、B、C（評価がないときは空欄）",
    ),
    free(
        "voice",
        "評価の主体",
        Kind::Words(VOICES),
        "final：確定、declared：所管課の自己評価、proposed：規則による判定案",
    ),
    of(PublicField::Evaluator, "by", Kind::Text, "確定した人の職名"),
    of(PublicField::RatingReasons, "reason", Kind::Text, AS_WRITTEN),
    of(
        PublicField::Achievement,
        "achievement_percent",
        Kind::Number,
        "目標に対する実績の割合（％、小数第2位以下切捨て）",
    ),
];
