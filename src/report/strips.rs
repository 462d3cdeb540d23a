//! Cells of one format below one another, written first and formatted in one call.
//!
//! The writer looks a whole format up at every call that names one. A list names few formats many
//! times, so a strip of cells names its own once.

use super::write;
use rust_xlsxwriter::{Format, IntoExcelData, Worksheet, XlsxError};

/// The strips that are open, one for each column. Rows are written from top to bottom; nothing has its
/// format before [`Strips::finish`].
#[derive(Debug, Default)]
pub(super) struct Strips<'f> {
    open: Vec<Option<Strip<'f>>>,
}

/// Cells of a column that share a format.
#[derive(Clone, Copy, Debug)]
struct Strip<'f> {
    format: &'f Format,
    top: u32,
    bottom: u32,
}

impl<'f> Strips<'f> {
    /// Writes text as [`write::text`] does.
    ///
    /// # Errors
    /// The cell lies outside the sheet.
    pub(super) fn text(
        &mut self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        text: &str,
        format: &'f Format,
    ) -> Result<(), XlsxError> {
        if write::is_formula_like(text) {
            // It has a format of its own, which a strip would take away.
            return write::text(sheet, row, col, text, format);
        }
        let text = write::bounded(text);
        if !text.is_empty() {
            sheet.write_string(row, col, text)?;
        }
        self.extend(sheet, (row, col), format)
    }

    /// Writes a number or a formula.
    ///
    /// # Errors
    /// The cell lies outside the sheet.
    pub(super) fn value(
        &mut self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        value: impl IntoExcelData,
        format: &'f Format,
    ) -> Result<(), XlsxError> {
        sheet.write(row, col, value)?;
        self.extend(sheet, (row, col), format)
    }

    /// Gives the cells of the open strips their formats.
    ///
    /// # Errors
    /// A cell lies outside the sheet.
    pub(super) fn finish(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (col, strip) in (0..).zip(self.open) {
            close(sheet, col, strip)?;
        }
        Ok(())
    }

    /// Lengthens the column's strip by a cell, or begins another.
    fn extend(
        &mut self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        format: &'f Format,
    ) -> Result<(), XlsxError> {
        let at = usize::from(col);
        if self.open.len() <= at {
            self.open.resize(at + 1, None);
        }
        match &mut self.open[at] {
            Some(strip) if std::ptr::eq(strip.format, format) && strip.bottom + 1 == row => {
                strip.bottom = row;
                Ok(())
            }
            open => {
                let begun = Strip {
                    format,
                    top: row,
                    bottom: row,
                };
                close(sheet, col, open.replace(begun))
            }
        }
    }
}

fn close(sheet: &mut Worksheet, col: u16, strip: Option<Strip<'_>>) -> Result<(), XlsxError> {
    if let Some(Strip {
        format,
        top,
        bottom,
    }) = strip
    {
        sheet.set_range_format(top, col, bottom, col, format)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::inspect::part;
    use rust_xlsxwriter::{Formula, Workbook};

    /// The style of every cell: `A1=1 A2=1`; the first format used is 1.
    fn styles(write: impl FnOnce(&mut Worksheet, [&Format; 2]) -> Result<(), XlsxError>) -> String {
        let mut workbook = Workbook::new();
        let [bold, italic] = [Format::new().set_bold(), Format::new().set_italic()];
        write(workbook.add_worksheet(), [&bold, &italic]).unwrap();
        let xml = part(
            &workbook.save_to_buffer().unwrap(),
            "xl/worksheets/sheet1.xml",
        );
        let cells = xml.split("<c r=\"").skip(1).map(|cell| {
            let mut parts = cell.split('"');
            let at = parts.next().unwrap();
            let style = match parts.next() {
                Some(" s=") => parts.next().unwrap(),
                _ => "-",
            };
            format!("{at}={style}")
        });
        cells.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_cell_has_the_format_it_was_written_with() {
        let written = styles(|sheet, [bold, italic]| {
            let mut strips = Strips::default();
            strips.text(sheet, (0, 0), "a", bold)?;
            strips.text(sheet, (1, 0), "", bold)?;
            strips.value(sheet, (2, 0), 1.0, italic)?;
            strips.value(sheet, (3, 0), Formula::new("=A3"), italic)?;
            // A row left out ends a strip.
            strips.text(sheet, (5, 0), "b", italic)?;
            strips.text(sheet, (5, 2), "c", bold)?;
            strips.finish(sheet)
        });
        assert_eq!(written, "A1=1 A2=1 A3=2 A4=2 A6=2 C6=1");
    }

    #[test]
    fn what_looks_like_a_formula_keeps_its_mark_within_a_strip() {
        let written = styles(|sheet, [bold, _]| {
            let mut strips = Strips::default();
            for (row, text) in (0..).zip(["a", "\r=1+1", "b", "c"]) {
                strips.text(sheet, (row, 0), text, bold)?;
            }
            strips.finish(sheet)
        });
        let [first, second, third, fourth] = [0, 1, 2, 3].map(|n| {
            written
                .split(' ')
                .nth(n)
                .unwrap()
                .split_once('=')
                .unwrap()
                .1
        });
        assert_eq!((first, third), (third, fourth));
        assert_ne!(first, second);
    }
}
