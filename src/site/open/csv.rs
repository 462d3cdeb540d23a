//! CSV: UTF-8 with a byte order mark, RFC 4180, one line of headings.

use super::super::SiteError;
use super::table::{Cell, Table};
use csv::{QuoteStyle, Terminator, WriterBuilder};

/// Excel takes a file with this mark for UTF-8.
const BOM: &str = "\u{feff}";

/// What begins a formula in office programs, also in full width where Japanese input is on.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Renders a table.
///
/// # Errors
/// When the writer refuses a row.
pub(super) fn render(table: &Table) -> Result<Vec<u8>, SiteError> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(BOM.as_bytes().to_vec());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(cell))?;
    }
    writer
        .into_inner()
        .map_err(|error| SiteError::Csv(error.into_error().into()))
}

/// Text that could start a formula gets an apostrophe before it; a single character starts none.
fn cell(cell: &Cell) -> String {
    let plain = cell.plain();
    match cell {
        Cell::Text(text) if text.starts_with(FORMULA) && text.chars().nth(1).is_some() => {
            format!("'{plain}")
        }
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_figures_are_not() {
        let text = |text: &str| cell(&Cell::Text(text.to_owned()));
        assert_eq!(text("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(text("＋1"), "'＋1");
        assert_eq!(text("－"), "－");
        assert_eq!(text("A=B"), "A=B");
        assert_eq!(cell(&Cell::Integer(-3)), "-3");
        assert_eq!(cell(&Cell::Number("-1.50".parse().unwrap())), "-1.5");
    }
}
