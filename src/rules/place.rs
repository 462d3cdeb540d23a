//! Where a sheet's values stand, in sentences and in findings.

use super::figures::figure;
use crate::finding::{Code, Finding};
use crate::model::{Field, ProjectSheet, Value};

/// `（E10）`, or nothing where the cell is not known.
pub(super) fn cell(sheet: &ProjectSheet, field: Field) -> String {
    sheet
        .source
        .cells
        .get(field)
        .map_or_else(String::new, |cell| format!("（{cell}）"))
}

/// The figure a rule reckoned with, with its cell: `80％以上（E10）`. `unit` is the one it is counted in
/// where it names none itself.
pub(super) fn shown(
    sheet: &ProjectSheet,
    field: Field,
    value: &Value,
    unit: Option<&str>,
) -> String {
    format!("{}{}", figure(value, unit), cell(sheet, field))
}

/// A text as written, on one line, for use inside a sentence.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A finding about a field of the sheet, at the field's cell.
pub(super) fn finding(
    sheet: &ProjectSheet,
    code: Code,
    field: Field,
    message: impl Into<String>,
) -> Finding {
    Finding::new(code, message)
        .in_file(&sheet.source.file)
        .on_sheet(&sheet.source.sheet)
        .at(sheet.source.cells.get(field))
        .about(field)
}
