//! What went wrong in a file, as findings.
//!
//! | problem | finding |
//! | --- | --- |
//! | the file or a sheet cannot be read | `unreadable-file` |
//! | no spreadsheet at all: a web page, text, an empty file | `unreadable-file` |
//! | a password | `encrypted` |
//! | a bound was hit | `limit-exceeded` |
//! | a cell breaks the format's rules | `unread-cell` |
//! | the format hides number formats, fills or shapes | `format-unknown`, once for a sheet with forms |

use crate::finding::{Code, Finding};
use crate::model::ProjectSheet;
use crate::workbook::{Blind, Problem, ProblemKind, Sheet, Workbook};
use std::collections::HashSet;

/// The finding of a problem, without its file.
pub(super) fn of_file(problem: &Problem) -> Finding {
    let code = match &problem.kind {
        ProblemKind::Encrypted => Code::Encrypted,
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

/// The findings of a workbook that could be opened. Odd cells and hidden formats count on sheets with
/// forms, and everywhere in a workbook without any: there they may be the reason.
pub(super) fn of_workbook(workbook: &Workbook, forms: &[ProjectSheet], file: &str) -> Vec<Finding> {
    let with_forms: HashSet<&str> = forms
        .iter()
        .map(|form| form.source.sheet.as_str())
        .collect();
    let mut findings: Vec<Finding> = workbook.problems.iter().map(of_file).collect();
    for sheet in &workbook.sheets {
        let has_form = with_forms.contains(sheet.name.as_str());
        let told = |problem: &&Problem| {
            let minor = matches!(problem.kind, ProblemKind::OddCell | ProblemKind::Hidden);
            has_form || with_forms.is_empty() || !minor
        };
        let problems = sheet.problems.iter().filter(told).map(of_file);
        findings.extend(problems.map(|finding| finding.on_sheet(&sheet.name)));
        let said = |problem: &Problem| problem.kind == ProblemKind::Hidden;
        if has_form && !sheet.problems.iter().any(said) {
            findings.extend(blindness(sheet));
        }
    }
    findings
        .into_iter()
        .map(|finding| finding.in_file(file))
        .collect()
}

/// What the file format does not let us see on a sheet.
fn blindness(sheet: &Sheet) -> Option<Finding> {
    let Blind {
        formats,
        fills,
        shapes,
    } = sheet.blind;
    let hidden = [
        (formats, "数値の表示形式（％など）"),
        (fills, "セルの塗りつぶし"),
        (shapes, "図形（工程の矢印）"),
    ];
    let hidden: Vec<&str> = hidden
        .iter()
        .filter(|(blind, _)| *blind)
        .map(|(_, what)| *what)
        .collect();
    (!hidden.is_empty()).then(|| {
        let message = format!("このファイル形式では{}が読み取れません", hidden.join("、"));
        Finding::new(Code::FormatUnknown, message).on_sheet(&sheet.name)
    })
}
