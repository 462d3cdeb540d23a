//! Who carries a project out, who manages its progress and who rates it.
//!
//! Source: 第3章's table, 全庁的な取組み: ICT推進担当部長 / 副市長; 課（室）を超えた取組み: 主担部長 /
//! ICT推進担当部長; 課（室）の取組み: 課長 / 部長; 進捗管理責任者 always ICT推進担当者. ※2「部を超える、
//! 超えないに関わらず、複数の課で行う取組み」 ※3「部を超えた場合の「主担部長」は…実施主体課（室）となった部の部長、
//! 「主担部長」がICT推進担当部長となった場合の実績評価責任者は副市長」.

use super::implementer::{self, Team};
use super::office::Office;
use super::place::{cell, finding, one_line};
use super::titles::Written;
use crate::finding::{Code, Finding};
use crate::model::{
    Department, Field, ProjectSheet, Register, RegisterEntry, Responsibility, Scope, ScopeBasis,
    TextField,
};

/// Tells who is responsible, and notes an inferred scope and an implementer who does not fit.
pub(super) fn judge(
    sheet: &ProjectSheet,
    register: Option<&Register>,
    entry: Option<&RegisterEntry>,
    office: Office<'_>,
    findings: &mut Vec<Finding>,
) -> Responsibility {
    let departments = departments(sheet, entry);
    findings.extend(differs(sheet, departments));
    let lead = lead(departments, register);
    let written = sheet.text(TextField::Implementer).map(Written::new);
    let by_ict_head = written
        .as_ref()
        .is_some_and(|written| written.names(office.ict_head()));
    let (scope, scope_basis) = match entry.and_then(|entry| entry.scope) {
        Some(scope) => (scope, ScopeBasis::Register),
        None => {
            let (scope, finding) = inferred(sheet, departments, by_ict_head, office);
            findings.push(finding);
            (scope, ScopeBasis::Inferred)
        }
    };
    let team = Team {
        scope,
        departments,
        lead: lead.as_deref(),
        organisation: register.map_or(&[], |register| &register.organisation),
        office,
    };
    if let Some(written) = &written {
        findings.extend(implementer::judge(sheet, written, &team));
    }
    let led_by_ict_head = by_ict_head
        || lead
            .as_deref()
            .is_some_and(|bureau| office.leads_ict(bureau) == Some(true));
    let evaluator = match scope {
        Scope::CityWide => Some(office.vice_mayor().to_owned()),
        Scope::CrossDivision if led_by_ict_head => Some(office.vice_mayor().to_owned()),
        Scope::CrossDivision => Some(office.ict_head().to_owned()),
        Scope::Division => head(lead.as_deref(), departments, office),
    };
    Responsibility {
        scope,
        scope_basis,
        evaluator,
        progress_manager: office.ict_officer().to_owned(),
    }
}

/// The register's departments, since the headquarters decides whose a project is; else the sheet's.
fn departments<'a>(sheet: &'a ProjectSheet, entry: Option<&'a RegisterEntry>) -> &'a [Department] {
    entry
        .map(|entry| entry.departments.as_slice())
        .filter(|departments| !departments.is_empty())
        .unwrap_or(&sheet.departments)
}

/// The sheet names a department that is none of those the register gives the project to.
fn differs(sheet: &ProjectSheet, departments: &[Department]) -> Option<Finding> {
    let fits = |written: &Option<String>, known: &Option<String>| {
        written.is_none() || known.is_none() || written == known
    };
    let is_known = |written: &Department| {
        departments.iter().any(|known| {
            fits(&written.bureau, &known.bureau) && fits(&written.division, &known.division)
        })
    };
    let others: Vec<String> = sheet
        .departments
        .iter()
        .filter(|written| !is_known(written))
        .map(name)
        .collect();
    if others.is_empty() {
        return None;
    }
    let field = Field::Departments;
    let known: Vec<String> = departments.iter().map(name).collect();
    let message = format!(
        "担当部課の「{}」{}は台帳の「{}」にありません",
        others.join("、"),
        cell(sheet, field),
        known.join("、"),
    );
    Some(finding(sheet, Code::DepartmentUnknown, field, message).quoting(others.join("、")))
}

/// A department as one name: 総務部総務課.
fn name(department: &Department) -> String {
    [&department.bureau, &department.division]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect()
}

/// The lead bureau (主担部): the first one named, else the one bureau to which the organisation's list
/// puts the first division.
fn lead(departments: &[Department], register: Option<&Register>) -> Option<String> {
    if let Some(bureau) = departments.iter().find_map(|d| d.bureau.clone()) {
        return Some(bureau);
    }
    let division = departments.iter().find_map(|d| d.division.as_deref())?;
    let mut bureaus = register?
        .organisation
        .iter()
        .filter(|d| d.division.as_deref() == Some(division))
        .filter_map(|d| d.bureau.as_ref());
    let bureau = bureaus.next()?;
    bureaus.all(|other| other == bureau).then(|| bureau.clone())
}

/// The head who rates a division's project.
fn head(lead: Option<&str>, departments: &[Department], office: Office<'_>) -> Option<String> {
    match lead {
        Some(bureau) => Some(office.head(bureau)),
        None => departments
            .iter()
            .find_map(|d| office.own_head(d.division.as_deref()?))
            .cloned(),
    }
}

fn inferred(
    sheet: &ProjectSheet,
    departments: &[Department],
    by_ict_head: bool,
    office: Office<'_>,
) -> (Scope, Finding) {
    let divisions = implementer::divisions(departments).count();
    let (scope, field, why) = if divisions > 1 {
        let why = format!("担当部課に{divisions}つの課（室）がある");
        (Scope::CrossDivision, Field::Departments, why)
    } else if by_ict_head {
        let why = format!("実施責任者が{}である", office.ict_head());
        (Scope::CityWide, Field::Text(TextField::Implementer), why)
    } else {
        let why = "担当する課（室）が複数ではない".to_owned();
        (Scope::Division, Field::Departments, why)
    };
    let message = format!(
        "台帳に区分がないため、{why}{}ことから区分を「{}」と推定しました",
        cell(sheet, field),
        scope.japanese(),
    );
    let found = finding(sheet, Code::ScopeInferred, field, message);
    let found = match (&sheet.texts[TextField::Implementer], field) {
        (Some(text), Field::Text(TextField::Implementer)) => found.quoting(one_line(text)),
        _ => found,
    };
    (scope, found)
}
