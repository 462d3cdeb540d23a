//! 総括表.xlsx: what the headquarters looks at.

mod tally;

use super::{Output, Rendered, ReportError, Style, page};
use crate::model::Consolidation;

/// Name of the file.
pub const NAME: &str = "総括表.xlsx";

/// Renders the headquarters summary.
///
/// # Errors
/// [`ReportError::Workbook`] where the workbook cannot be written.
pub fn render(consolidation: &Consolidation, style: &Style) -> Result<Rendered, ReportError> {
    let bytes = page::workbook(consolidation, style, "総括表", Output::Summary)
        .and_then(|mut workbook| workbook.save_to_buffer())
        .map_err(ReportError::in_report(NAME))?;
    Ok(Rendered {
        name: NAME.to_owned(),
        bytes,
    })
}
