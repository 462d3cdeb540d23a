//! A consolidation made in memory for the tests of all reports: seven projects that differ in
//! everything a report has to cope with.

mod projects;

pub(crate) use super::inspect::{part, sheet_texts};

use crate::finding::{Code, Finding};
use crate::model::{
    Bound, ByMeasure, Cells, Consolidation, Decided, Field, FiscalYear, Kind, Measure, Month, Part,
    Period, Project, ProjectSheet, Proposal, Responsibility, Scope, ScopeBasis, Source, Span,
    Submission, SubmissionStatus, Value,
};
use crate::workbook::CellPos;
use rust_decimal::Decimal;

/// The whole consolidation: 令和2年度上期, four evaluators and one project without any.
pub(crate) fn consolidation() -> Consolidation {
    Consolidation {
        plan: "四條畷市ICT・IoT化推進ロードマップ".to_owned(),
        period: Period::ending(FiscalYear(2020), Some(Part::H1)),
        projects: vec![
            projects::ordinary(),
            projects::copy_of_ordinary(),
            projects::long_texts(),
            projects::many_items(),
            projects::odd_characters(),
            projects::ten_years(),
            projects::nearly_blank(),
        ],
        findings: findings(),
        submissions: submissions(),
        ledger: None,
        changes: None,
    }
}

/// A decimal written as text.
pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A number with unit and bound.
pub(crate) fn number(text: &str, number: &str, unit: Option<&str>, bound: Option<Bound>) -> Value {
    Value {
        number: Some(decimal(number)),
        unit: unit.map(str::to_owned),
        bound,
        ..Value::words(text, Kind::Number)
    }
}

/// A span from month to month, both `(year, month)`.
pub(crate) fn span(from: (i32, u32), to: (i32, u32)) -> Span {
    Span {
        from: Month::new(from.0, from.1),
        to: Month::new(to.0, to.1),
    }
}

/// A project with every text blank.
pub(crate) fn blank(number: Option<&str>, name: Option<&str>) -> Project {
    let nothing = || Proposal {
        grade: None,
        achievement: None,
        basis: "目標値が空白のため判定案はありません。".to_owned(),
    };
    Project {
        decided: Decided::default(),
        sheet: ProjectSheet {
            number: number.map(str::to_owned),
            name: name.map(str::to_owned),
            fiscal_year: Some(FiscalYear(2020)),
            ..ProjectSheet::blank(Source {
                file: "総合政策部/個票.xlsx".to_owned(),
                sheet: "個票".to_owned(),
                cells: Cells::default(),
            })
        },
        responsibility: Responsibility {
            scope: Scope::Division,
            scope_basis: ScopeBasis::Inferred,
            evaluator: None,
            progress_manager: "ICT推進担当者".to_owned(),
        },
        proposals: ByMeasure::each(|_| nothing()),
    }
}

fn findings() -> Vec<Finding> {
    let at = |text: &str| Some(text.parse::<CellPos>().unwrap());
    vec![
        Finding::new(
            Code::MissingSubmission,
            "台帳の番号「8」の個票が提出されていません。",
        )
        .quoting("8"),
        Finding::new(Code::Encrypted, "パスワードが付いているため開けません。")
            .in_file("教育部/パスワード付き.xlsx"),
        Finding::new(Code::UnreadCell, "欄の外に「要調整」と書かれています。")
            .in_file("教育部/学校教育課.xlsx")
            .on_sheet("個票")
            .at(at("M7"))
            .quoting("要調整"),
        Finding::new(
            Code::NotANumber,
            "令和2年度の予算額「約百万」は金額ではありません。",
        )
        .in_file("総務部/50% 達成 #1/個票's [最終].xlsx")
        .on_sheet("個票 'A' 案")
        .at(at("F20"))
        .about(Field::Budget(FiscalYear(2020)))
        .quoting("=約百万"),
        Finding::new(
            Code::RatingDiffers,
            "実績評価KPIの評価「A」が判定案「B」と異なります。",
        )
        .in_file("総合政策部/情報政策課 個票01.xlsx")
        .on_sheet("個票")
        .at(at("B27"))
        .about(Field::Rating(Measure::Kpi))
        .quoting("A評価"),
        Finding::new(
            Code::SpanUnclear,
            format!(
                "実施項目2の矢印の終わりが分かりません。{}",
                "くわしい説明です。".repeat(40)
            ),
        )
        .in_file("総合政策部/情報政策課 個票01.xlsx")
        .on_sheet("個票")
        .at(at("D17"))
        .about(Field::ItemPlanned(2)),
        Finding::new(
            Code::ScopeInferred,
            "台帳がないため、区分を「課（室）の取組み」と推定しました。",
        )
        .in_file("総合政策部/情報政策課 個票01.xlsx")
        .on_sheet("個票")
        .about(Field::Departments),
        Finding::new(Code::ExampleSheet, "記入例のシートのため集計に含めません。")
            .in_file("総合政策部/情報政策課 個票01.xlsx")
            .on_sheet("記入例"),
    ]
}

fn submissions() -> Vec<Submission> {
    let one = |file: &str, status, projects: &[&str]| Submission {
        file: file.to_owned(),
        status,
        projects: projects.iter().map(|number| (*number).to_owned()).collect(),
        modified: None,
        issued: None,
    };
    vec![
        one(
            "教育部/パスワード付き.xlsx",
            SubmissionStatus::Rejected,
            &[],
        ),
        one("教育部/学校教育課.xlsx", SubmissionStatus::Read, &["3"]),
        one(
            "総務部/50% 達成 #1/個票's [最終].xlsx",
            SubmissionStatus::Read,
            &["4-1"],
        ),
        one("総合政策部/個票.xlsx", SubmissionStatus::Read, &["2", "10"]),
        one(
            "総合政策部/情報政策課 個票01.xlsx",
            SubmissionStatus::Read,
            &["1"],
        ),
        one(
            "総合政策部/情報政策課 個票01（修正版）.xlsx",
            SubmissionStatus::Read,
            &["1"],
        ),
        one("総合政策部/~$個票.xlsx", SubmissionStatus::Skipped, &[]),
    ]
}
