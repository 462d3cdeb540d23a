//! 部, 課 and 主担部 of a line, checked against the sheet 組織.

use super::organisation::{pieces, tidy};
use super::projects::Line;
use crate::model::{Department, Register};

/// The departments of a line, the lead bureau's first.
pub(super) fn read(line: &mut Line<'_, '_>, register: &Register) -> Vec<Department> {
    let bureaus = names(line, "部");
    let divisions = names(line, "課");
    if line.is_blank("部") && line.is_blank("課") {
        line.fault("課", "部も課も空白です。担当する部と課を入力してください");
    }
    let mut departments = Vec::new();
    for (at, division) in divisions.iter().enumerate() {
        let found = if register.organisation.is_empty() {
            unlisted(at, division, &bureaus, divisions.len())
        } else {
            listed(division, &bureaus, register)
        };
        match found {
            Ok(department) => departments.push(department),
            Err(message) => line.fault("課", message),
        }
    }
    for bureau in &bureaus {
        let of_bureau = |d: &Department| d.bureau.as_ref() == Some(bureau);
        if !register.organisation.is_empty() && !register.organisation.iter().any(of_bureau) {
            let message = format!(
                "部「{bureau}」は組織のシートにありません。部の名前を直すか、組織に加えてください"
            );
            line.fault("部", message);
        } else if divisions.is_empty() {
            departments.push(Department {
                bureau: Some(bureau.clone()),
                division: None,
            });
        }
    }
    lead_first(line, departments)
}

fn names(line: &mut Line<'_, '_>, heading: &str) -> Vec<String> {
    let text = line.text(heading).unwrap_or_default();
    pieces(text).map(tidy).collect()
}

/// What the register writes under 部 for departments: each bureau once.
pub fn bureaus_text(departments: &[Department]) -> String {
    let mut bureaus: Vec<&str> = Vec::new();
    for bureau in departments.iter().filter_map(|d| d.bureau.as_deref()) {
        if !bureaus.contains(&bureau) {
            bureaus.push(bureau);
        }
    }
    bureaus.join("、")
}

/// What the register writes under 課 for departments: a division that several bureaus have with its
/// bureau, and a bureau among divisions by its own name.
pub fn divisions_text(departments: &[Department], organisation: &[Department]) -> String {
    if departments.iter().all(|d| d.division.is_none()) {
        return String::new();
    }
    let is_double = |division: &str| {
        let named = organisation
            .iter()
            .filter(|d| d.division.as_deref() == Some(division));
        named.count() > 1
    };
    let names: Vec<String> = departments
        .iter()
        .map(|d| match &d.division {
            Some(division) if !is_double(division) => division.clone(),
            _ => d.full_name(),
        })
        .collect();
    names.join("、")
}

/// A division by the organisation's list, its aliases too.
fn listed(division: &str, bureaus: &[String], register: &Register) -> Result<Department, String> {
    if let Some(department) = register.by_alias(division) {
        return Ok(department.clone());
    }
    let named: Vec<&Department> = register
        .organisation
        .iter()
        .filter(|d| d.division.as_deref() == Some(division) || d.full_name() == division)
        .collect();
    let ours: Vec<&Department> = named
        .iter()
        .copied()
        .filter(|d| bureaus.is_empty() || d.bureau.as_ref().is_none_or(|b| bureaus.contains(b)))
        .collect();
    match (ours.as_slice(), named.as_slice()) {
        ([one], _) => Ok((*one).clone()),
        ([], []) => Err(format!(
            "課「{division}」は組織のシートにありません。課の名前を直すか、組織に加えてください"
        )),
        ([], elsewhere) => Err(format!(
            "課「{division}」は組織では「{}」です。部か課を直してください",
            join(elsewhere)
        )),
        (several, _) => Err(format!(
            "課「{division}」がどの部のものか決められません（{}）。部に一つだけ書いてください",
            join(several)
        )),
    }
}

fn join(departments: &[&Department]) -> String {
    let names: Vec<String> = departments.iter().map(|d| d.full_name()).collect();
    names.join("、")
}

/// Without a list: one bureau for all divisions, or one for each.
fn unlisted(
    at: usize,
    division: &str,
    bureaus: &[String],
    divisions: usize,
) -> Result<Department, String> {
    let bureau = match bureaus {
        [] => None,
        [one] => Some(one.clone()),
        each if each.len() == divisions => Some(each[at].clone()),
        _ => {
            return Err(format!(
                "課「{division}」がどの部のものか決められません。組織のシートを作るか、部と課を同じ数だけ並べてください"
            ));
        }
    };
    Ok(Department {
        bureau,
        division: Some(division.to_owned()),
    })
}

/// Puts the 主担部 first; the others keep their order.
fn lead_first(line: &mut Line<'_, '_>, departments: Vec<Department>) -> Vec<Department> {
    let Some(lead) = line.text("主担部").map(tidy) else {
        return departments;
    };
    let (mut first, others): (Vec<Department>, Vec<Department>) = departments
        .into_iter()
        .partition(|d| d.bureau.as_ref() == Some(&lead));
    if first.is_empty() && !others.is_empty() {
        let message =
            format!("主担部「{lead}」が担当する部にありません。担当する部のいずれかにしてください");
        line.fault("主担部", message);
    }
    first.extend(others);
    first
}
