//! What the sheets hold: headings, widths, hints, and the cells of a line.

use crate::model::Department;
use crate::register::Column;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// One cell of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Text, blank where empty.
    Text(String),
    /// An exact number.
    Number(Decimal),
    /// A day.
    Day(NaiveDate),
}

impl Typed {
    pub(super) fn text(text: Option<&str>) -> Self {
        Self::Text(text.unwrap_or_default().to_owned())
    }
}

/// How a column is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text.
    Free,
    /// An identifier: kept as text, and no two alike.
    Number,
    /// An identifier that may stand in several lines: kept as text.
    Reference,
    /// A number.
    Amount,
    /// A day.
    Day,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A name of a column of the sheet 組織, or several of them typed.
    Names(char),
}

/// How a column looks and what is said about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Width in pixels.
    pub width: u32,
    /// How it is filled in.
    pub kind: Kind,
    /// The note on the heading, also shown beside the cell.
    pub hint: &'static str,
}

const fn look(width: u32, kind: Kind, hint: &'static str) -> Look {
    Look { width, kind, hint }
}

/// A sheet.
pub(super) struct Layout {
    /// Its name.
    pub name: &'static str,
    /// Its columns as they are read.
    pub columns: &'static [Column],
    /// Their looks, in the same order.
    pub looks: &'static [Look],
    /// Blank lines ready for use.
    pub spare: usize,
    /// Columns that stay in view.
    pub frozen: u16,
}

/// Sheet 台帳.
pub(super) mod projects {
    use super::{Decimal, Kind, Layout, Look, Typed, look};
    use crate::model::{FiscalYear, Indicator, Register, RegisterEntry, Scope, Status};
    use crate::register::{PROJECTS, bureaus_text, direction_word, divisions_text};

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
    const WAY: &str = "空欄なら、目標値の言葉（以下・以上など）から決めます。「基準値から」は右の基準値が要ります。";
    const BASELINE: &str =
        "数値だけを入力します。小さいほど良い指標では、取組みを始める前の値です。";

    const LOOKS: &[Look] = &[
        look(
            46,
            Kind::Number,
            "取組みの番号です（3、4-1 など）。同じ番号は二つ使えません。",
        ),
        look(
            180,
            Kind::Free,
            "取組みの名称です。個票にもこの名称が印刷されます。",
        ),
        look(
            96,
            Kind::Words(SCOPES),
            "推進本部が決めた区分です。実施責任者と評価責任者がこれで決まります。",
        ),
        look(
            92,
            Kind::Names('A'),
            "担当する部です。複数なら「、」でつなぎます（総務部、市民部）。",
        ),
        look(
            110,
            Kind::Names('B'),
            "担当する課・室です。複数なら「、」でつなぎます。初めの課に個票を配ります。",
        ),
        look(
            84,
            Kind::Names('A'),
            "複数の部で行うときの主担の部です。一つの部なら空欄でかまいません。",
        ),
        look(
            90,
            Kind::Free,
            "実施責任者の職名です（情報政策課長 など）。",
        ),
        look(
            110,
            Kind::Free,
            "指針の重点目標です。個票にも印刷されます。",
        ),
        look(44, Kind::Free, "優先順位です。"),
        look(48, Kind::Free, "採択した年度です（R8、令和8年度 など）。"),
        look(84, Kind::Words(DIRECTIONS), WAY),
        look(58, Kind::Amount, BASELINE),
        look(84, Kind::Words(DIRECTIONS), WAY),
        look(58, Kind::Amount, BASELINE),
        look(
            76,
            Kind::Day,
            "個票の提出期限です（2026/10/9 のように）。個票にも印刷されます。",
        ),
        look(
            44,
            Kind::Words(STATUS),
            "空欄は「継続」です。完了・撤退の取組みには個票を配らず、未提出にも数えません。",
        ),
        look(120, Kind::Free, "控えです。集計には使いません。"),
    ];

    pub(in crate::report::register) const SHEET: Layout = Layout {
        name: "台帳",
        columns: PROJECTS,
        looks: LOOKS,
        spare: 20,
        frozen: 2,
    };

    /// The cells of an entry, in the order of [`PROJECTS`].
    pub(in crate::report::register) fn line(e: &RegisterEntry, register: &Register) -> Vec<Typed> {
        let bureaus = bureaus_text(&e.departments);
        let lead = e.departments.first().and_then(|d| d.bureau.as_deref());
        let lead = lead.filter(|_| bureaus.contains('、'));
        let [kpi, kgi] = [&e.indicators.kpi, &e.indicators.kgi].map(indicator);
        let mut cells = vec![
            Typed::Text(e.number.clone()),
            Typed::text(e.name.as_deref()),
            Typed::text(e.scope.map(Scope::japanese)),
            Typed::Text(bureaus),
            Typed::Text(divisions_text(&e.departments, &register.organisation)),
            Typed::text(lead),
            Typed::text(e.implementer.as_deref()),
            Typed::text(e.focus_goal.as_deref()),
            Typed::text(e.priority.as_deref()),
            Typed::Text(e.adopted.map_or_else(String::new, FiscalYear::short)),
        ];
        cells.extend(kpi.into_iter().chain(kgi));
        cells.extend([
            e.due.map_or_else(|| Typed::text(None), Typed::Day),
            Typed::text(Some(e.status.japanese())),
            Typed::text(e.remarks.as_deref()),
        ]);
        cells
    }

    fn indicator(indicator: &Indicator) -> [Typed; 2] {
        let way = indicator
            .direction
            .map(|way| direction_word(way, indicator.from_baseline));
        let number = |baseline: Decimal| Typed::Number(baseline);
        [
            Typed::text(way),
            indicator.baseline.map_or_else(|| Typed::text(None), number),
        ]
    }
}

/// Sheet 組織.
pub(super) mod organisation {
    use super::{Department, Kind, Layout, Look, Typed, look};
    use crate::model::Register;
    use crate::register::ORGANISATION;

    const LOOKS: &[Look] = &[
        look(
            180,
            Kind::Free,
            "部・局の名称です。一行に一つの課を書きます。",
        ),
        look(
            200,
            Kind::Free,
            "課・室の名称です。部だけの行では空欄にします。",
        ),
        look(
            260,
            Kind::Free,
            "略称や旧称です。複数なら「、」でつなぎます。個票にこの名で書かれていても同じ課とみなします。",
        ),
    ];

    pub(in crate::report::register) const SHEET: Layout = Layout {
        name: "組織",
        columns: ORGANISATION,
        looks: LOOKS,
        spare: 20,
        frozen: 0,
    };

    /// A line for each department.
    pub(in crate::report::register) fn lines(register: &Register) -> Vec<Vec<Typed>> {
        let aliases = |department: &Department| {
            let names = register
                .aliases
                .iter()
                .filter(|a| a.department == *department);
            names
                .map(|a| a.written.as_str())
                .collect::<Vec<_>>()
                .join("、")
        };
        register
            .organisation
            .iter()
            .map(|department| {
                vec![
                    Typed::text(department.bureau.as_deref()),
                    Typed::text(department.division.as_deref()),
                    Typed::Text(aliases(department)),
                ]
            })
            .collect()
    }
}

/// Sheet 役職.
pub(super) mod offices {
    use super::{Kind, Layout, Look, Typed, look};
    use crate::model::Register;
    use crate::register::OFFICES;

    const ROLES: &[&str] = &["ICT推進担当部長", "副市長"];
    const LOOKS: &[Look] = &[
        look(
            200,
            Kind::Words(ROLES),
            "「ICT推進担当部長」か「副市長」です。",
        ),
        look(
            260,
            Kind::Free,
            "その役割を務める人の職名です（総合政策部長、副市長 など）。氏名は書きません。",
        ),
    ];

    pub(in crate::report::register) const SHEET: Layout = Layout {
        name: "役職",
        columns: OFFICES,
        looks: LOOKS,
        spare: 0,
        frozen: 0,
    };

    /// A line for each office.
    pub(in crate::report::register) fn lines(register: &Register) -> Vec<Vec<Typed>> {
        let holders = [&register.offices.ict_head, &register.offices.vice_mayor];
        let line = |(role, title): (&&str, &Option<String>)| {
            vec![Typed::text(Some(*role)), Typed::text(title.as_deref())]
        };
        ROLES.iter().zip(holders).map(line).collect()
    }
}

/// Sheet 番号の変更.
pub(super) mod renumbered {
    use super::{Kind, Layout, Look, Typed, look};
    use crate::model::Register;
    use crate::register::RENUMBERED;

    const LOOKS: &[Look] = &[
        look(100, Kind::Reference, "前の年度までの番号です。"),
        look(100, Kind::Reference, "新しい番号です。"),
        look(
            140,
            Kind::Free,
            "新しい番号になった年度です（R2、令和2年度 など）。公表のとき、取組みを年度を越えてつなぎます。",
        ),
    ];

    pub(in crate::report::register) const SHEET: Layout = Layout {
        name: "番号の変更",
        columns: RENUMBERED,
        looks: LOOKS,
        spare: 10,
        frozen: 0,
    };

    /// A line for each change.
    pub(in crate::report::register) fn lines(register: &Register) -> Vec<Vec<Typed>> {
        let line = |change: &crate::model::Renumbering| {
            vec![
                Typed::text(Some(&change.from)),
                Typed::text(Some(&change.to)),
                Typed::Text(change.fiscal_year.japanese()),
            ]
        };
        register.renumbered.iter().map(line).collect()
    }
}
