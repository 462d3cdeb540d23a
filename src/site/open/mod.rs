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
use crate::report::plain;

/// The folder of the data.
pub const FOLDER: &str = "data";

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
    let sheets: Vec<plain::Sheet> = tables.iter().map(Table::sheet).collect();
    let book = plain::Book {
        title: &about.plan,
        subject: &about.period,
        created: about.day,
        sheets: &sheets,
    };
    files.push(file("kohyo.xlsx", plain::render(&book, "kohyo.xlsx")?));
    Ok(files)
}
