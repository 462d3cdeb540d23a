//! Cells of one look below one another, written first and formatted in one call.
//!
//! The writer looks a whole format up at every call that names one. A list names few formats many
//! times, so cells alike below one another name theirs once.

use super::look::{Look, Styles};
use crate::report::write;
use rust_xlsxwriter::{IntoExcelData, Worksheet, XlsxError};

/// The runs that are open, one for each column. Rows are written from top to bottom; nothing has its
/// format before [`ColumnRuns::finish`].
#[derive(Debug, Default)]
pub(super) struct ColumnRuns {
    open: Vec<Option<Run>>,
}

/// Cells of a column that share a look.
#[derive(Clone, Copy, Debug)]
struct Run {
    look: Look,
    top: u32,
    bottom: u32,
}

/// What the cells of a run are written to.
pub(super) struct Target<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) styles: &'a mut Styles,
}

impl ColumnRuns {
    /// Writes text as [`write::text`] does.
    ///
    /// # Errors
    /// The cell lies outside the sheet.
    pub(super) fn text(
        &mut self,
        mut on: Target<'_>,
        (row, col): (u32, u16),
        text: &str,
        look: Look,
    ) -> Result<(), XlsxError> {
        if write::is_formula_like(text) {
            // It has a format of its own, which a run would take away.
            return write::text(on.sheet, row, col, text, on.styles.format(look));
        }
        let text = write::bounded(text);
        if !text.is_empty() {
            on.sheet.write_string(row, col, text)?;
        }
        self.extend(&mut on, (row, col), look)
    }

    /// Writes a number, a day or a formula.
    ///
    /// # Errors
    /// The cell lies outside the sheet.
    pub(super) fn value(
        &mut self,
        mut on: Target<'_>,
        (row, col): (u32, u16),
        value: impl IntoExcelData,
        look: Look,
    ) -> Result<(), XlsxError> {
        on.sheet.write(row, col, value)?;
        self.extend(&mut on, (row, col), look)
    }

    /// Gives the cells of the open runs their formats.
    ///
    /// # Errors
    /// A cell lies outside the sheet.
    pub(super) fn finish(&mut self, mut on: Target<'_>) -> Result<(), XlsxError> {
        for (col, run) in (0..).zip(std::mem::take(&mut self.open)) {
            close(&mut on, col, run)?;
        }
        Ok(())
    }

    /// Lengthens the column's run by a cell, or begins another.
    fn extend(
        &mut self,
        on: &mut Target<'_>,
        (row, col): (u32, u16),
        look: Look,
    ) -> Result<(), XlsxError> {
        let at = usize::from(col);
        if self.open.len() <= at {
            self.open.resize(at + 1, None);
        }
        match &mut self.open[at] {
            Some(run) if run.look == look && run.bottom + 1 == row => {
                run.bottom = row;
                Ok(())
            }
            open => {
                let (top, bottom) = (row, row);
                close(on, col, open.replace(Run { look, top, bottom }))
            }
        }
    }
}

fn close(on: &mut Target<'_>, col: u16, run: Option<Run>) -> Result<(), XlsxError> {
    if let Some(Run { look, top, bottom }) = run {
        let format = on.styles.format(look);
        on.sheet.set_range_format(top, col, bottom, col, format)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::inspect::part;
    use crate::report::style::Style;
    use rust_xlsxwriter::{Formula, Workbook};

    const BOLD: Look = Look::TEXT.size(9).bold();
    const WORD: Look = Look::CENTRE.size(9);

    /// The style of every cell: `A1=1 A2=1`; the first format used is 1.
    fn styles(write: impl FnOnce(&mut dyn FnMut((u32, u16), Content, Look))) -> String {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let (mut runs, mut styles) = (ColumnRuns::default(), Styles::new(&Style::default()));
        write(&mut |at, content, look| {
            let on = Target {
                sheet,
                styles: &mut styles,
            };
            match content {
                Content::Text(text) => runs.text(on, at, text, look).unwrap(),
                Content::Formula(text) => runs.value(on, at, Formula::new(text), look).unwrap(),
            }
        });
        let styles = &mut styles;
        runs.finish(Target { sheet, styles }).unwrap();
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

    enum Content {
        Text(&'static str),
        Formula(&'static str),
    }

    #[test]
    fn every_cell_has_the_format_it_was_written_with() {
        let written = styles(|put| {
            put((0, 0), Content::Text("a"), BOLD);
            put((1, 0), Content::Text(""), BOLD);
            put((2, 0), Content::Text("1"), WORD);
            put((3, 0), Content::Formula("=A3"), WORD);
            // A row left out ends a run.
            put((5, 0), Content::Text("b"), WORD);
            put((5, 2), Content::Text("c"), BOLD);
        });
        assert_eq!(written, "A1=1 A2=1 A3=2 A4=2 A6=2 C6=1");
    }

    #[test]
    fn what_looks_like_a_formula_keeps_its_mark_within_a_run() {
        let written = styles(|put| {
            for (row, text) in (0..).zip(["a", "\r=1+1", "b", "c"]) {
                put((row, 0), Content::Text(text), BOLD);
            }
        });
        let styles: Vec<&str> = written
            .split(' ')
            .filter_map(|cell| cell.split('=').nth(1))
            .collect();
        assert_eq!((styles[0], styles[2]), (styles[2], styles[3]));
        assert_ne!(styles[0], styles[1]);
    }
}
