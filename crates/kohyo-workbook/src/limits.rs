//! Bounds that keep a hostile or broken file from costing more than a finding.

use serde::{Deserialize, Serialize};

/// Generous bounds; a 個票 workbook is 10–200 KB and inflates to under 5 MB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Size of a file in bytes.
    pub file_bytes: u64,
    /// Sum of the declared sizes of a package's parts in bytes.
    pub package_bytes: u64,
    /// Declared size of one part in bytes.
    pub part_bytes: u64,
    /// Declared size of the style part in bytes; styles cost many times their size in memory.
    pub styles_bytes: u64,
    /// Number of parts in a package.
    pub parts: u32,
    /// Number of sheets.
    pub sheets: u32,
    /// Written cells kept per sheet.
    pub cells: u32,
    /// Blank cells kept for their fill in the whole workbook.
    pub painted: u32,
    /// Rows passed over per sheet, blank ones too.
    pub rows: u32,
    /// Merged regions per sheet.
    pub merges: u32,
    /// Characters in one text.
    pub text_chars: u32,
    /// Shapes per sheet.
    pub shapes: u32,
    /// Nesting depth of XML elements.
    pub depth: u32,
    /// Memory of a worker process in bytes.
    pub worker_memory_bytes: u64,
    /// Time a worker process may take for one file, in seconds.
    pub worker_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            package_bytes: 256 << 20,
            part_bytes: 128 << 20,
            styles_bytes: 32 << 20,
            parts: 4_096,
            sheets: 256,
            cells: 500_000,
            painted: 2_000_000,
            rows: 1_048_576,
            merges: 50_000,
            text_chars: 100_000,
            shapes: 20_000,
            depth: 256,
            worker_memory_bytes: 1 << 30,
            worker_seconds: 10,
        }
    }
}
