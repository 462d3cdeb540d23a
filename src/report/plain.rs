//! Tables as a plain workbook: a sheet each, one line of headings, nothing merged or coloured.

use super::ReportError;
use super::page::{OUTPUT_PROPERTY, day};
use super::table::{Column, Look, Table, TableSheet};
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

/// The value of [`OUTPUT_PROPERTY`]: such a workbook is never read as a form.
const OUTPUT: &str = "publish";
/// A workbook of tables.
pub(crate) struct Book<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// What it is about.
    pub(crate) subject: &'a str,
    /// Its creation day, so that the same data give the same bytes.
    pub(crate) created: NaiveDate,
    /// Its sheets.
    pub(crate) sheets: Vec<Worksheet>,
}

/// Renders the workbook; `name` is the file's, for messages.
///
/// # Errors
/// [`ReportError::Workbook`] where the writer refuses something.
pub(crate) fn render(book: Book<'_>, name: &str) -> Result<Vec<u8>, ReportError> {
    draw(book).map_err(ReportError::in_report(name))
}

fn draw(book: Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(book.title)
        .set_subject(book.subject)
        .set_comment("kohyo")
        .set_creation_datetime(&day(book.created)?)
        .set_custom_property(OUTPUT_PROPERTY, OUTPUT);
    workbook.set_properties(&properties);
    for sheet in book.sheets {
        workbook.push_worksheet(sheet);
    }
    super::write::finished(&mut workbook)
}

/// A sheet of rows in columns, without any look.
///
/// # Errors
/// The writer refuses something.
pub(crate) fn sheet<R>(
    name: &str,
    columns: Vec<Column<'_, R>>,
    rows: &[R],
) -> Result<Worksheet, XlsxError> {
    let columns = columns.into_iter().map(|column| column.look(Look::BARE));
    let table = Table {
        none: "",
        ..Table::new(columns.collect())
    };
    let mut sheet = TableSheet::bare(name, &table.columns)?;
    sheet.table(&table, rows)?;
    sheet.finish()
}
