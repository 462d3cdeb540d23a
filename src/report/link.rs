//! Links to a cell of the same workbook or of another file.

use crate::workbook::{CellPos, Region, address};
use rust_xlsxwriter::Url;

/// Excel follows no longer link than this; one for the path, one for the place in the file.
const LONGEST: usize = 2_080;

/// Where a cell leads, and what is said when a pointer rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Path of another file as Excel writes it; `None`: this workbook.
    path: Option<String>,
    /// `'sheet'!A1`; blank for a file as a whole.
    place: String,
    tip: Option<String>,
}

impl Link {
    /// To a cell of this workbook.
    pub(crate) fn inside(sheet: &str, cell: CellPos) -> Self {
        Self {
            path: None,
            place: place(sheet, Region::cell(cell)),
            tip: None,
        }
    }

    /// To a file (path from the workbook's folder, `/` separated) at cells of a sheet; without them at the
    /// sheet's beginning. `None` where Excel could not follow it.
    pub(crate) fn file(path: &str, sheet: Option<&str>, cells: Option<Region>) -> Option<Self> {
        // Office programs take `#` in a file name for the start of a place inside the file.
        if path.is_empty() || path.contains('#') {
            return None;
        }
        let path = escaped(path);
        let cells = cells.unwrap_or(Region::cell(CellPos::new(0, 0)));
        let place = sheet.map_or_else(String::new, |sheet| place(sheet, cells));
        let fits = |text: &str| text.encode_utf16().count() <= LONGEST;
        (fits(&path) && fits(&place)).then_some(Self {
            path: Some(path),
            place,
            tip: None,
        })
    }

    /// [`Link::file`] below a folder, which is `root` seen from the workbook's folder.
    pub(crate) fn below(
        root: &str,
        file: &str,
        sheet: Option<&str>,
        cells: Option<Region>,
    ) -> Option<Self> {
        match (file, root.trim_end_matches('/')) {
            ("", _) => None,
            (file, "" | ".") => Self::file(file, sheet, cells),
            (file, root) => Self::file(&format!("{root}/{file}"), sheet, cells),
        }
    }

    /// With words that are shown when a pointer rests on it.
    pub(crate) fn tip(mut self, tip: impl Into<String>) -> Self {
        self.tip = Some(tip.into());
        self
    }

    /// The place in the workbook.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// As the writer takes it.
    pub(super) fn url(&self) -> Url {
        let url = match (&self.path, self.place.as_str()) {
            (None, place) => Url::new(format!("internal:{place}")),
            (Some(path), "") => Url::new(format!("file://{path}")),
            (Some(path), place) => Url::new(format!("file://{path}#{place}")),
        };
        match &self.tip {
            Some(tip) => url.set_tip(tip),
            None => url,
        }
    }
}

fn place(sheet: &str, cells: Region) -> String {
    format!("{}!{cells}", address::quoted(sheet))
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
