//! Writing text that people typed into cells, safely.

use crate::archive::made_anywhere;
use crate::text::xml::can_hold;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// A cell holds no more than this many UTF-16 units.
const CELL_LIMIT: usize = 32_767;
/// What stands at the end of a text that was cut there.
const CUT: &str = "…（長いため以下省略）";

/// With these begins what Excel takes for a formula once somebody edits the cell.
const FORMULA_LIKE: [char; 4] = ['=', '+', '-', '@'];

/// A rectangle of cells, zero-based, all bounds included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u16,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u16,
}

impl Area {
    /// Columns of a single row.
    pub const fn row(row: u32, left: u16, right: u16) -> Self {
        Self {
            top: row,
            left,
            bottom: row,
            right,
        }
    }
}

/// The bytes of a finished workbook, the same on every system.
///
/// # Errors
/// What the writer could not put into a file.
pub fn finished(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    workbook.save_to_buffer().map(made_anywhere)
}

/// Whether Excel takes text for a formula once somebody edits its cell; carriage returns, which
/// [`bounded`] drops, do not count.
pub fn is_formula_like(text: &str) -> bool {
    text.trim_start_matches('\r').starts_with(FORMULA_LIKE)
}

/// Writes text as text: `=1+1` is never a formula, also after someone edits the cell.
///
/// # Errors
/// The cell lies outside the sheet.
pub fn text(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = bounded(text);
    if text.is_empty() {
        sheet.write_blank(row, col, format)?;
    } else if is_formula_like(&text) {
        sheet.write_string_with_format(row, col, text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, col, text, format)?;
    }
    Ok(())
}

/// Writes text into a merged area, or into the cell where the area is one.
///
/// # Errors
/// The area lies outside the sheet or overlaps another merged area.
pub fn merged(
    sheet: &mut Worksheet,
    area: Area,
    value: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if area.top == area.bottom && area.left == area.right {
        return text(sheet, area.top, area.left, value, format);
    }
    let Area {
        top,
        left,
        bottom,
        right,
    } = area;
    let value = bounded(value);
    if is_formula_like(&value) {
        sheet.merge_range(top, left, bottom, right, "", format)?;
        return text(sheet, top, left, &value, format);
    }
    sheet.merge_range(top, left, bottom, right, &value, format)?;
    Ok(())
}

/// Text cut to what a cell can hold, with a mark where it was cut; what XML cannot hold and carriage
/// returns are dropped.
pub fn bounded(text: &str) -> Cow<'_, str> {
    let text = if text.chars().all(can_hold) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| can_hold(*c)).collect())
    };
    // No text has more units than bytes.
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return text;
    }
    let mut room = CELL_LIMIT - CUT.encode_utf16().count();
    let kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    Cow::Owned(kept + CUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_at_the_limit_and_says_so() {
        assert!(matches!(bounded("短い"), Cow::Borrowed("短い")));
        let full = "あ".repeat(CELL_LIMIT);
        assert_eq!(bounded(&full), full);
        let cut = bounded(&"𠮷".repeat(CELL_LIMIT)).into_owned();
        assert!(cut.encode_utf16().count() <= CELL_LIMIT);
        assert!(cut.ends_with(CUT));
        assert_eq!(bounded("a\r\nb\u{ffff}\u{1}c"), "a\nbc");
    }

    #[test]
    fn what_looks_like_a_formula_once_written_is_known_before() {
        for text in ["=1", "+1", "-1", "@a", "\r=1", "\r\r-1"] {
            assert!(
                is_formula_like(text) && is_formula_like(&bounded(text)),
                "{text:?}"
            );
        }
        assert!(!is_formula_like("1=1") && !is_formula_like("") && !is_formula_like("\r"));
    }
}
