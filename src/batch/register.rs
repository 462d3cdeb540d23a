//! The register as a file, and what it knows that nobody sent.

use super::order::natural;
use crate::finding::{Code, Finding};
use crate::model::{Department, Field, Period, ProjectSheet, Register, RegisterEntry, Status};
use crate::register::{self, RegisterError};
use crate::workbook::{Problem, Reader};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A register that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterFileError {
    /// The file cannot be opened.
    #[error("台帳「{}」を開けません。--register のファイル名を確認し、Excelで開けるか確かめてください。", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        source: Box<Problem>,
    },
    /// The content is wrong.
    #[error("台帳「{}」を使えません。次の箇所を直してからもう一度実行してください。", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// Every fault with its cell.
        source: RegisterError,
    },
}

/// Reads a register file.
///
/// # Errors
/// When it cannot be opened or has faults.
pub fn read(reader: &Reader, path: &Path) -> Result<Register, RegisterFileError> {
    let workbook = reader
        .open(path)
        .map_err(|source| RegisterFileError::Unreadable {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
    register::read(&workbook).map_err(|source| RegisterFileError::Content {
        path: path.to_owned(),
        source,
    })
}

/// What is struck out in the register, which is beside the forms: its place stands in the message.
pub(super) fn withdrawn(register: &Register) -> impl Iterator<Item = Finding> + '_ {
    register.withdrawn.iter().map(|withdrawn| {
        let message = format!("台帳の {withdrawn}");
        Finding::new(Code::StruckOut, message).quoting(withdrawn.text.trim())
    })
}

/// Projects that the register knows and nobody sent, and forms whose number it does not know.
/// Completed and withdrawn projects, and those adopted in a later year, need no form.
pub(super) fn compare(
    register: &Register,
    sheets: &[ProjectSheet],
    period: &Period,
) -> Vec<Finding> {
    let is_due = |entry: &RegisterEntry| {
        let adopted = entry.adopted.is_none_or(|year| year <= period.fiscal_year);
        entry.status == Status::Continuing && adopted
    };
    let sent: HashSet<&str> = sheets
        .iter()
        .filter_map(|sheet| sheet.number.as_deref())
        .collect();
    let mut missing: Vec<&RegisterEntry> = register
        .entries
        .iter()
        .filter(|entry| is_due(entry) && !sent.contains(entry.number.as_str()))
        .collect();
    missing.sort_by(|a, b| natural(&a.number, &b.number));
    let unknown = sheets.iter().filter_map(|sheet| {
        let number = sheet.number.as_deref()?;
        register
            .entry(number)
            .is_none()
            .then(|| unknown(sheet, number))
    });
    missing.into_iter().map(missed).chain(unknown).collect()
}

fn missed(entry: &RegisterEntry) -> Finding {
    let name = entry.name.as_deref().unwrap_or("名称なし");
    let owners: Vec<String> = entry.departments.iter().map(full_name).collect();
    let owners = if owners.is_empty() {
        String::new()
    } else {
        format!("（{}）", owners.join("、"))
    };
    let due = entry
        .due
        .map_or_else(String::new, |due| format!("。提出期限は {due} です"));
    let message = format!(
        "番号{}「{name}」{owners}の個票が提出されていません{due}",
        entry.number
    );
    Finding::new(Code::MissingSubmission, message)
        .about(Field::Number)
        .quoting(&entry.number)
}

fn full_name(department: &Department) -> String {
    let parts = [&department.bureau, &department.division];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" ")
}

fn unknown(sheet: &ProjectSheet, number: &str) -> Finding {
    let message = format!("番号{number}は台帳にありません");
    let source = &sheet.source;
    Finding::new(Code::UnknownProject, message)
        .in_file(&source.file)
        .on_sheet(&source.sheet)
        .at(source.cells.get(Field::Number))
        .about(Field::Number)
        .quoting(number)
}
