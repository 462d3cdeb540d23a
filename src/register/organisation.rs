//! Sheet 組織: every bureau and division of the city, with other names people use.

use super::fault::Faults;
use super::table::Table;
use crate::model::{Alias, Department};
use crate::text::width;
use std::collections::BTreeMap;

pub(super) fn read(table: &Table<'_>, faults: &mut Faults) -> (Vec<Department>, Vec<Alias>) {
    let mut departments: Vec<Department> = Vec::new();
    let mut aliases: Vec<(u32, Alias)> = Vec::new();
    let mut rows: BTreeMap<Department, u32> = BTreeMap::new();
    for row in table.rows() {
        let mut name = |heading: &str| table.text(row, heading, faults).map(tidy);
        let department = Department {
            bureau: name("部"),
            division: name("課・室"),
        };
        let others = name("別名");
        if department.bureau.is_none() && department.division.is_none() {
            table.fault(
                row,
                "部",
                "部も課・室も空白です。名称を入力するか行を消してください",
                faults,
            );
            continue;
        }
        if let Some(before) = rows.insert(department.clone(), row) {
            let message = format!(
                "「{}」が{}行目にもあります。一方の行を消してください",
                department.full_name(),
                before + 1
            );
            table.fault(row, "課・室", message, faults);
            continue;
        }
        for other in others.iter().flat_map(|others| pieces(others)) {
            let alias = Alias {
                written: other.to_owned(),
                department: department.clone(),
            };
            aliases.push((row, alias));
        }
        departments.push(department);
    }
    check_aliases(table, &aliases, &departments, faults);
    let aliases = aliases.into_iter().map(|(_, alias)| alias).collect();
    (departments, aliases)
}

/// Another name must mean one department, and must not be the name of one.
fn check_aliases(
    table: &Table<'_>,
    aliases: &[(u32, Alias)],
    departments: &[Department],
    faults: &mut Faults,
) {
    for (at, (row, alias)) in aliases.iter().enumerate() {
        let name = &alias.written;
        let before = aliases[..at]
            .iter()
            .find(|(_, other)| other.written == *name);
        if let Some((before, _)) = before {
            let message = format!(
                "別名「{name}」は{}行目にもあります。一方を消してください",
                before + 1
            );
            table.fault(*row, "別名", message, faults);
        } else if departments
            .iter()
            .any(|d| d.division.as_ref() == Some(name) || d.full_name() == *name)
        {
            let message =
                format!("別名「{name}」は組織にある課・室の名前です。別名から消してください");
            table.fault(*row, "別名", message, faults);
        }
    }
}

/// A name in one width, without blanks: names of departments hold none.
pub(super) fn tidy(text: &str) -> String {
    width::plain(text)
        .split(|c| width::is_blank(c) && c != '\n')
        .collect()
}

/// The pieces of a list: 、 ／ or line breaks between them.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', '/', '／', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}
