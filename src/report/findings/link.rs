//! Relative links out of the workbook to a cell of a department's file.

use crate::finding::Finding;
use rust_xlsxwriter::Url;

/// Excel follows no longer link than this; one for the path, one for the place in the file.
const LONGEST: usize = 2_080;

/// The link that opens the finding's file at its cell; `None` where Excel could not follow it.
pub(super) fn to_cell(finding: &Finding, input_root: &str) -> Option<Url> {
    // Office programs take `#` in a file name for the start of a place inside the file.
    if finding.file.is_empty() || finding.file.contains('#') || input_root.contains('#') {
        return None;
    }
    let root = input_root.trim_end_matches('/');
    let path = match root {
        "" | "." => escaped(&finding.file),
        root => escaped(&format!("{root}/{}", finding.file)),
    };
    let place = match (&finding.sheet, finding.cell) {
        (Some(sheet), Some(cell)) => format!("#'{}'!{cell}", sheet.replace('\'', "''")),
        (Some(sheet), None) => format!("#'{}'!A1", sheet.replace('\'', "''")),
        (None, _) => String::new(),
    };
    let fits = |text: &str| text.encode_utf16().count() <= LONGEST;
    (fits(&path) && fits(&place)).then(|| {
        Url::new(format!("file://{path}{place}"))
            .set_tip("クリックすると元のファイルのセルを開きます")
    })
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
