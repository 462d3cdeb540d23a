//! The single fields of a project as text.

use crate::layout::FieldKey;
use crate::model::{Department, ProjectSheet};
use std::borrow::Cow;

/// The text of a single field; departments stand one a line.
pub(in crate::report) fn field_text(sheet: &ProjectSheet, key: FieldKey) -> Cow<'_, str> {
    let first = sheet.departments.first();
    let text = match key {
        FieldKey::Number => &sheet.number,
        FieldKey::Name => &sheet.name,
        FieldKey::Departments => return joined(&sheet.departments, "\n").into(),
        FieldKey::Bureau => return part(first.and_then(|d| d.bureau.as_deref())),
        FieldKey::Division => return part(first.and_then(|d| d.division.as_deref())),
        FieldKey::Text(field) => &sheet.texts[field],
    };
    part(text.as_deref())
}

fn part(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

/// `総合政策部 情報政策課`, with something between two departments.
pub(in crate::report) fn joined(departments: &[Department], between: &str) -> String {
    let name = |d: &Department| {
        let parts = [d.bureau.as_deref(), d.division.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    departments
        .iter()
        .map(name)
        .collect::<Vec<_>>()
        .join(between)
}
