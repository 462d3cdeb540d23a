//! What went wrong in a file, as findings.
//!
//! | problem | finding |
//! | --- | --- |
//! | the file or a sheet cannot be read | `unreadable-file` |
//! | no spreadsheet at all: a web page, text, an empty file | `unreadable-file` |
//! | a password | `encrypted` |
//! | encrypted, with a password that Excel knows | `book-protected` |
//! | a bound was hit | `limit-exceeded` |
//! | a cell breaks the format's rules | `unread-cell` |
//! | the format hides number formats, fills or shapes | `format-unknown`, once for a sheet with forms |

use crate::finding::{Code, Finding, join};
use crate::workbook::{MissingInfo, Problem, ProblemKind, Sheet, Workbook};
use std::collections::HashSet;

/// The finding of a problem, without its file.
pub(super) fn of_file(problem: &Problem) -> Finding {
    let code = match &problem.kind {
        ProblemKind::Encrypted => Code::Encrypted,
        ProblemKind::RightsManaged => Code::RightsManaged,
        ProblemKind::BookProtected => Code::BookProtected,
        ProblemKind::Limit(_) => Code::LimitExceeded,
        ProblemKind::OddCell => Code::UnreadCell,
        ProblemKind::Hidden => Code::FormatUnknown,
        _ => Code::UnreadableFile,
    };
    let mut finding = Finding::new(code, &problem.message).at(problem.cell);
    finding.sheet.clone_from(&problem.sheet);
    finding.text.clone_from(&problem.text);
    finding
}

/// The findings of a workbook that could be opened, given the names of its sheets with forms. Odd cells
/// and hidden formats count on those sheets, and everywhere in a workbook without any form: there they
/// may be the reason. An odd cell at which `told` of the forms says what it lacks is not told again.
pub(super) fn of_workbook(
    workbook: &Workbook,
    with_forms: &HashSet<&str>,
    told: &[Finding],
    file: &str,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = workbook.problems.iter().map(of_file).collect();
    for sheet in &workbook.sheets {
        let has_form = with_forms.contains(sheet.name.as_str());
        let counts = |problem: &&Problem| {
            let minor = matches!(problem.kind, ProblemKind::OddCell | ProblemKind::Hidden);
            has_form || with_forms.is_empty() || !minor
        };
        let is_news = |problem: &&Problem| {
            problem.kind != ProblemKind::OddCell
                || !told.iter().any(|finding| {
                    finding.sheet.as_deref() == Some(sheet.name.as_str())
                        && is_at(finding, problem)
                        && says_it_is_odd(finding.code)
                })
        };
        let problems = sheet.problems.iter().filter(counts).filter(is_news);
        let problems = problems.map(of_file);
        findings.extend(problems.map(|finding| finding.on_sheet(&sheet.name)));
        let said = |problem: &Problem| problem.kind == ProblemKind::Hidden;
        if has_form && !sheet.problems.iter().any(said) {
            findings.extend(blindness(sheet));
        }
    }
    join::neighbours(findings)
        .into_iter()
        .map(|finding| finding.in_file(file))
        .collect()
}

/// Whether a finding speaks of the cell of a problem, alone or among others.
fn is_at(finding: &Finding, problem: &Problem) -> bool {
    match (finding.cell, problem.cell) {
        (Some(cells), Some(cell)) => cells.contains(cell),
        (cells, cell) => cells.is_none() && cell.is_none(),
    }
}

/// The findings of a form that an odd cell gives, as the field it stands for or as none.
const fn says_it_is_odd(code: Code) -> bool {
    matches!(
        code,
        Code::ErrorCell | Code::UnreadCell | Code::RatingUnknown
    )
}

/// What the file format does not let us see on a sheet.
fn blindness(sheet: &Sheet) -> Option<Finding> {
    let MissingInfo {
        formats,
        fills,
        shapes,
    } = sheet.missing_info;
    let hidden = [
        (formats, "数値の表示形式（％など）"),
        (fills, "セルの塗りつぶし"),
        (shapes, "図形（工程の矢印）"),
    ];
    let hidden: Vec<&str> = hidden
        .iter()
        .filter(|(missing_info, _)| *missing_info)
        .map(|(_, what)| *what)
        .collect();
    (!hidden.is_empty()).then(|| {
        let message = format!("このファイルからは{}が読み取れません", hidden.join("、"));
        Finding::new(Code::FormatUnknown, message).on_sheet(&sheet.name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::CellPos;
    use crate::workbook::{Axis, Format, Visibility};
    use rstest::rstest;
    use std::collections::BTreeMap;

    #[rstest]
    #[case(ProblemKind::Unreadable, Code::UnreadableFile)]
    #[case(ProblemKind::NotASpreadsheet, Code::UnreadableFile)]
    #[case(ProblemKind::Encrypted, Code::Encrypted)]
    #[case(ProblemKind::RightsManaged, Code::RightsManaged)]
    #[case(ProblemKind::BookProtected, Code::BookProtected)]
    #[case(ProblemKind::Limit("cells".into()), Code::LimitExceeded)]
    #[case(ProblemKind::OddCell, Code::UnreadCell)]
    #[case(ProblemKind::Hidden, Code::FormatUnknown)]
    fn every_problem_has_its_code(#[case] kind: ProblemKind, #[case] code: Code) {
        let mut problem = Problem::new(kind, "説明");
        problem.sheet = Some("個票".into());
        problem.cell = Some(CellPos::new(2, 1));
        problem.text = Some("原文".into());
        let expected = Finding::new(code, "説明")
            .on_sheet("個票")
            .at(CellPos::new(2, 1))
            .quoting("原文");
        assert_eq!(of_file(&problem), expected);
    }

    fn sheet(name: &str, problems: &[ProblemKind], missing_info: MissingInfo) -> Sheet {
        let axis = Axis {
            default: 1,
            sizes: BTreeMap::new(),
            hidden: Vec::new(),
        };
        Sheet {
            marks: crate::workbook::Marks::default(),
            name: name.into(),
            visibility: Visibility::Visible,
            cells: Vec::new(),
            marked: Vec::new(),
            merges: Vec::new(),
            columns: axis.clone(),
            rows: axis,
            shapes: Vec::new(),
            comments: Vec::new(),
            missing_info,
            problems: problems
                .iter()
                .map(|kind| Problem::new(kind.clone(), ""))
                .collect(),
        }
    }

    #[test]
    fn minor_problems_count_where_they_can_matter() {
        const BLIND: MissingInfo = MissingInfo {
            formats: true,
            fills: true,
            shapes: true,
        };
        let workbook = Workbook {
            format: Format::Xls,
            sheets: vec![
                sheet("個票", &[ProblemKind::OddCell], BLIND),
                sheet(
                    "一覧",
                    &[ProblemKind::OddCell, ProblemKind::Unreadable],
                    BLIND,
                ),
                sheet("個票2", &[ProblemKind::Hidden], BLIND),
            ],
            modified: None,
            properties: BTreeMap::new(),
            problems: Vec::new(),
        };
        let codes = |forms: &[&str]| -> Vec<(String, Code)> {
            of_workbook(&workbook, &forms.iter().copied().collect(), &[], "a.xls")
                .into_iter()
                .map(|finding| (finding.sheet.unwrap(), finding.code))
                .collect()
        };
        let told = [
            ("個票", Code::UnreadCell),
            ("個票", Code::FormatUnknown),
            ("一覧", Code::UnreadableFile),
            ("個票2", Code::FormatUnknown),
        ];
        let told = told.map(|(sheet, code)| (sheet.to_owned(), code));
        assert_eq!(codes(&["個票", "個票2"]), told);
        assert_eq!(codes(&[]).len(), 4);
    }
}
