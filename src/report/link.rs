//! Relative links out of a workbook to a cell of another file.

use crate::workbook::{CellPos, Region, address};
use rust_xlsxwriter::Url;

/// Excel follows no longer link than this; one for the path, one for the place in the file.
const LONGEST: usize = 2_080;

/// The link that opens a file (path from the workbook's folder, `/` separated) at cells of a sheet;
/// without them at the sheet's beginning. `None` where Excel could not follow it.
pub(crate) fn to_cell(path: &str, sheet: Option<&str>, cells: Option<Region>) -> Option<Url> {
    // Office programs take `#` in a file name for the start of a place inside the file.
    if path.is_empty() || path.contains('#') {
        return None;
    }
    let path = escaped(path);
    let place = sheet.map_or_else(String::new, |sheet| {
        let cell = cells.unwrap_or(Region::cell(CellPos::new(0, 0)));
        format!("#{}!{cell}", address::quoted(sheet))
    });
    let fits = |text: &str| text.encode_utf16().count() <= LONGEST;
    (fits(&path) && fits(&place)).then(|| Url::new(format!("file://{path}{place}")))
}

/// The path as Excel itself writes it: these characters as `%` codes, Japanese as it is. Done here
/// because the writer leaves a path alone that happens to contain such a code (`50%20案.xlsx`).
fn escaped(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' | '"' | ' ' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' => {
                escaped.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// [`to_cell`] of a file below a folder, which is `root` seen from the workbook's folder.
pub(crate) fn below(
    root: &str,
    file: &str,
    sheet: Option<&str>,
    cells: Option<Region>,
) -> Option<Url> {
    match (file, root.trim_end_matches('/')) {
        ("", _) => None,
        (file, "" | ".") => to_cell(file, sheet, cells),
        (file, root) => to_cell(&format!("{root}/{file}"), sheet, cells),
    }
}
