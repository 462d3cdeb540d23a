//! The sheets of the register: their columns, and how each is filled in.

use super::entries::{Filled, Kind, exact};
use crate::model::{
    Department, FiscalYear, Indicator, Register, RegisterEntry, Renumbering, Scope, Status,
};
use crate::register::{bureaus_text, direction_word, divisions_text};
use crate::report::table;

const SCOPES: &[&str] = &[
    Scope::CityWide.japanese(),
    Scope::CrossDivision.japanese(),
    Scope::Division.japanese(),
];
const DIRECTIONS: &[&str] = &[
    "大きいほど良い",
    "小さいほど良い",
    "大きいほど良い（基準値から）",
];
const STATUS: &[&str] = &[
    Status::Continuing.japanese(),
    Status::Completed.japanese(),
    Status::Withdrawn.japanese(),
];
const ROLES: &[&str] = &["ICT推進担当部長", "副市長"];
const WAY: &str =
    "空欄なら、目標値の言葉（以下・以上など）から決めます。「基準値から」は右の基準値が要ります。";
const BASELINE: &str = "数値だけを入力します。小さいほど良い指標では、取組みを始める前の値です。";

/// Sheet 台帳: a line for each project.
pub(super) fn projects(register: &Register) -> Vec<table::Column<'_, RegisterEntry>> {
    type Column<'a> = table::Column<'a, RegisterEntry>;
    vec![
        Column::text("番号", 46, |e| e.number.clone()).filled(
            Kind::Number,
            "取組みの番号です（3、4-1 など）。同じ番号は二つ使えません。",
        ),
        Column::text("事業名称", 180, |e| e.name.clone()).filled(
            Kind::Free,
            "取組みの名称です。個票にもこの名称が印刷されます。",
        ),
        Column::text("区分", 96, |e| e.scope.map(Scope::japanese)).filled(
            Kind::Words(SCOPES),
            "推進本部が決めた区分です。実施責任者と評価責任者がこれで決まります。",
        ),
        Column::text("部", 92, |e| bureaus_text(&e.departments)).filled(
            Kind::Names('A'),
            "担当する部です。複数なら「、」でつなぎます（総務部、市民部）。",
        ),
        Column::text("課", 110, |e| {
            divisions_text(&e.departments, &register.organisation)
        })
        .filled(
            Kind::Names('B'),
            "担当する課・室です。複数なら「、」でつなぎます。初めの課に個票を配ります。",
        ),
        Column::text("主担部", 84, lead).filled(
            Kind::Names('A'),
            "複数の部で行うときの主担の部です。一つの部なら空欄でかまいません。",
        ),
        Column::text("実施責任者", 90, |e| e.implementer.clone())
            .filled(Kind::Free, "実施責任者の職名です（情報政策課長 など）。"),
        Column::text("重点目標", 110, |e| e.focus_goal.clone())
            .filled(Kind::Free, "指針の重点目標です。個票にも印刷されます。"),
        Column::text("優先順位", 44, |e| e.priority.clone()).filled(Kind::Free, "優先順位です。"),
        Column::text("採択年度", 48, |e| e.adopted.map(FiscalYear::short))
            .filled(Kind::Free, "採択した年度です（R8、令和8年度 など）。"),
        Column::text("KPIの向き", 84, |e| direction(&e.indicators.kpi))
            .filled(Kind::Words(DIRECTIONS), WAY),
        Column::text("KPIの基準値", 58, |e| {
            e.indicators.kpi.baseline.map(exact)
        })
        .filled(Kind::Amount, BASELINE),
        Column::text("KGIの向き", 84, |e| direction(&e.indicators.kgi))
            .filled(Kind::Words(DIRECTIONS), WAY),
        Column::text("KGIの基準値", 58, |e| {
            e.indicators.kgi.baseline.map(exact)
        })
        .filled(Kind::Amount, BASELINE),
        Column::text("提出期限", 76, |e| e.due).filled(
            Kind::Day,
            "個票の提出期限です（2026/10/9 のように）。個票にも印刷されます。",
        ),
        Column::text("状態", 44, |e| e.status.japanese()).filled(
            Kind::Words(STATUS),
            "空欄は「継続」です。完了・撤退の取組みには個票を配らず、未提出にも数えません。",
        ),
        Column::text("備考", 120, |e| e.remarks.clone())
            .filled(Kind::Free, "控えです。集計には使いません。"),
    ]
}

/// The lead bureau, where there are several.
fn lead(entry: &RegisterEntry) -> Option<String> {
    let lead = entry.departments.first().and_then(|d| d.bureau.clone());
    lead.filter(|_| bureaus_text(&entry.departments).contains('、'))
}

fn direction(indicator: &Indicator) -> Option<&'static str> {
    let way = indicator.direction;
    way.map(|way| direction_word(way, indicator.from_baseline))
}

/// Sheet 組織: a line for each department.
pub(super) fn organisation(register: &Register) -> Vec<table::Column<'_, Department>> {
    type Column<'a> = table::Column<'a, Department>;
    let aliases = |department: &Department| {
        let aliases = register.aliases.iter();
        let of = aliases.filter(|alias| alias.department == *department);
        let names: Vec<&str> = of.map(|alias| alias.written.as_str()).collect();
        names.join("、")
    };
    vec![
        Column::text("部", 180, |d| d.bureau.clone()).filled(Kind::Free, "部・局の名称です。一行に一つの課を書きます。"),
        Column::text("課・室", 200, |d| d.division.clone()).filled(Kind::Free, "課・室の名称です。部だけの行では空欄にします。"),
        Column::text("別名", 260, aliases).filled(Kind::Free, "略称や旧称です。複数なら「、」でつなぎます。個票にこの名で書かれていても同じ課とみなします。"),
    ]
}

/// An office and the title of who holds it.
pub(super) type Office<'a> = (&'static str, Option<&'a str>);

/// Sheet 役職: a line for each office.
pub(super) fn offices<'a>() -> Vec<table::Column<'a, Office<'a>>> {
    type Column<'a> = table::Column<'a, Office<'a>>;
    vec![
        Column::text("役割", 200, |(role, _)| *role)
            .filled(Kind::Words(ROLES), "「ICT推進担当部長」か「副市長」です。"),
        Column::text("職名", 260, |(_, title)| *title).filled(
            Kind::Free,
            "その役割を務める人の職名です（総合政策部長、副市長 など）。氏名は書きません。",
        ),
    ]
}

/// The lines of [`offices`].
pub(super) fn office_lines(register: &Register) -> Vec<Office<'_>> {
    let holders = [&register.offices.ict_head, &register.offices.vice_mayor];
    let lines = ROLES.iter().zip(holders);
    lines
        .map(|(role, title)| (*role, title.as_deref()))
        .collect()
}

/// Sheet 番号の変更: a line for each change.
pub(super) fn renumbered<'a>() -> Vec<table::Column<'a, Renumbering>> {
    type Column<'a> = table::Column<'a, Renumbering>;
    vec![
        Column::text("旧番号", 100, |change| change.from.clone()).filled(Kind::Reference, "前の年度までの番号です。"),
        Column::text("新番号", 100, |change| change.to.clone()).filled(Kind::Reference, "新しい番号です。"),
        Column::text("年度", 140, |change| change.fiscal_year.japanese()).filled(Kind::Free, "新しい番号になった年度です（R2、令和2年度 など）。公表のとき、取組みを年度を越えてつなぎます。"),
    ]
}
