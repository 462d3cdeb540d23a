//! Tables as a plain workbook: a sheet each, one line of headings, nothing merged or coloured.

use super::ReportError;
use super::page::{OUTPUT_PROPERTY, day};
use super::write;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet, XlsxError};

/// The value of [`OUTPUT_PROPERTY`]: such a workbook is never read as a form.
const OUTPUT: &str = "publish";
/// Width of every column, in characters.
const WIDTH: f64 = 16.0;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text, never a formula.
    Text(String),
    /// A number.
    Number(Decimal),
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// The sheet's name.
    pub name: &'a str,
    /// The headings.
    pub head: Vec<&'a str>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A workbook of tables.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// Its creation day, so that the same data give the same bytes.
    pub created: NaiveDate,
    /// Its sheets.
    pub sheets: &'a [Sheet<'a>],
}

/// Renders the workbook; `name` is the file's, for messages.
///
/// # Errors
/// [`ReportError::Workbook`] where the writer refuses something.
pub fn render(book: &Book<'_>, name: &str) -> Result<Vec<u8>, ReportError> {
    draw(book).map_err(ReportError::in_report(name))
}

fn draw(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(book.title)
        .set_subject(book.subject)
        .set_comment("kohyo")
        .set_creation_datetime(&day(book.created)?)
        .set_custom_property(OUTPUT_PROPERTY, OUTPUT);
    workbook.set_properties(&properties);
    let head = Format::new().set_bold();
    let plain = Format::new();
    for table in book.sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (heading, col) in table.head.iter().zip(0..) {
            sheet.set_column_width(col, WIDTH)?;
            sheet.write_string_with_format(0, col, *heading, &head)?;
        }
        for (row, cells) in (1..).zip(&table.rows) {
            for (cell, col) in cells.iter().zip(0..) {
                put(sheet, row, col, cell, &plain)?;
            }
        }
    }
    write::finished(&mut workbook)
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) => write::text(sheet, row, col, text, format)?,
        // A workbook knows only binary numbers; one that has none is told as text.
        Cell::Number(number) => match number.to_f64() {
            Some(number) => _ = sheet.write_number(row, col, number)?,
            None => write::text(sheet, row, col, &number.to_string(), format)?,
        },
    }
    Ok(())
}
