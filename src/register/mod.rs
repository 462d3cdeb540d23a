//! The register (台帳.xlsx): what the officer keeps of every project.
//!
//! ```text
//! 台帳   番号 事業名称 区分 部 課 主担部 … 状態 備考     one line a project
//! 組織   部 課・室 別名                                 every department of the city
//! 役職   役割 職名                                     who is ICT推進担当部長, who is 副市長
//! 番号の変更   旧番号 新番号 年度                       the same project under another number
//! ```
//! Sheets are told by their headings, columns by theirs, both in any order. The register decides for
//! everybody, so nothing in it is guessed: every fault is collected, with its cell and what to do.

mod columns;
mod departments;
mod derive;
mod fault;
mod offices;
mod organisation;
mod projects;
mod renumbered;
mod table;
mod withdrawn;
mod words;

pub use columns::{Column, OFFICES, ORGANISATION, PROJECTS, RENUMBERED};
pub use departments::{bureaus_text, divisions_text};
pub use derive::{Derived, derive};
pub use fault::{Fault, RegisterError};
pub use words::direction_word;

use crate::model::Register;
use crate::workbook::Workbook;
use fault::Faults;
use table::Table;

/// Reads the register.
///
/// # Errors
/// Every fault of the workbook at once; a register is taken whole or not at all.
pub fn read(workbook: &Workbook) -> Result<Register, RegisterError> {
    let mut faults = Faults::default();
    let mut register = Register::default();
    let projects = table::find(workbook, "台帳", PROJECTS, None);
    let mut open = |name: &str, columns: &[Column]| {
        let sheet = table::find(workbook, name, columns, projects)?;
        Table::open(sheet, columns, &mut faults)
    };
    let (organisation, offices) = (open("組織", ORGANISATION), open("役職", OFFICES));
    let renumbered = open("番号の変更", RENUMBERED);
    let beside = [&organisation, &offices, &renumbered].into_iter().flatten();
    register.withdrawn = beside.flat_map(withdrawn::all).collect();
    if let Some(table) = organisation {
        (register.organisation, register.aliases) = organisation::read(&table, &mut faults);
    }
    if let Some(table) = offices {
        register.offices = offices::read(&table, &mut faults);
    }
    if let Some(table) = renumbered {
        register.renumbered = renumbered::read(&table, &mut faults);
    }
    match projects {
        Some(sheet) => {
            if let Some(table) = Table::open(sheet, PROJECTS, &mut faults) {
                register.entries = projects::read(&table, &register, &mut faults);
                register.withdrawn.extend(withdrawn::all(&table));
            }
        }
        None => faults.whole(
            "「番号」「事業名称」「区分」「部」「課」の見出しのあるシートがありません。台帳のファイルか確認してください",
        ),
    }
    register
        .withdrawn
        .sort_by(|a, b| (&a.sheet, a.cell).cmp(&(&b.sheet, b.cell)));
    faults.into_result(register)
}
