//! Open data: the same tables as CSV, JSON with its schema, one workbook, and a description of the columns.

mod columns;
mod csv;
mod json;
mod package;
mod table;
mod tables;

pub use table::{Cell, Column, Kind, Table};
pub(super) use tables::period;
pub use tables::tables;

use super::{About, File, SiteError};
use crate::report::{ReportError, plain};

/// The folder of the data.
pub const FOLDER: &str = "data";

/// The tables as a workbook.
const WORKBOOK: &str = "kohyo.xlsx";

/// Every data file.
///
/// # Errors
/// When a writer refuses something.
pub(super) fn files(tables: &[Table], about: &About) -> Result<Vec<File>, SiteError> {
    let file = |name: &str, bytes| File {
        name: format!("{FOLDER}/{name}"),
        bytes,
    };
    let mut files = Vec::new();
    let mut described = Vec::new();
    for table in tables {
        let bytes = csv::render(table)?;
        described.push(package::resource(table, &bytes));
        files.push(file(&format!("{}.csv", table.name), bytes));
    }
    files.push(file("kohyo.json", json::render(tables, about)?));
    files.push(file("kohyo.schema.json", json::schema(tables)?));
    files.push(file("datapackage.json", package::render(described, about)?));
    let sheets: Result<_, _> = tables.iter().map(Table::sheet).collect();
    let refused = ReportError::in_report(WORKBOOK);
    let book = plain::Book {
        title: &about.plan,
        subject: &about.period,
        created: about.day,
        sheets: sheets.map_err(refused)?,
    };
    files.push(file(WORKBOOK, plain::render(book, WORKBOOK)?));
    Ok(files)
}
