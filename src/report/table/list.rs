//! A sheet that is one long list: numbered lines, a heading repeated on every page, filters.

use super::column::Column;
use super::layout::{Frame, Table};
use super::pages::OMITTED;
use super::sheet::{Paged, TableSheet};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::borrow::Borrow;

/// Width of the column with the lines' numbers in pixels.
const NUMBER: u32 = 40;

/// What a list says beside its lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List<'a> {
    /// Name of the sheet.
    pub(crate) name: &'a str,
    /// Title above the list.
    pub(crate) title: &'a str,
    /// A line below the title.
    pub(crate) about: &'a str,
    /// What is said of no line at all.
    pub(crate) none: &'a str,
}

impl List<'_> {
    /// The list of lines in these columns, each after its number.
    ///
    /// # Errors
    /// The sheet cannot be written.
    pub(crate) fn sheet<'a, R>(
        &self,
        paged: &Paged<'_>,
        columns: impl IntoIterator<Item = Column<'a, R>>,
        lines: &[impl Borrow<R>],
    ) -> Result<Worksheet, XlsxError> {
        let columns = std::iter::once(Column::counter(NUMBER))
            .chain(columns)
            .collect();
        let table = Table {
            frame: Frame::Filter,
            top: true,
            head: 24.0,
            least: 0.0,
            cut: Some(OMITTED),
            none: self.none,
            ..Table::new(columns).small()
        };
        let mut sheet = TableSheet::of(self.name, paged, &table.columns)?;
        sheet.title(self.title, self.about)?;
        sheet.table(&table, lines)?;
        sheet.finish()
    }
}
