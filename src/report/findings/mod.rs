//! 確認事項.xlsx: every finding, one line each.

use super::{Output, Rendered, ReportError, Style, page};
use crate::model::Consolidation;

/// Name of the file.
pub const NAME: &str = "確認事項.xlsx";

/// Renders the findings.
///
/// # Errors
/// [`ReportError::Workbook`] where the workbook cannot be written.
pub fn render(
    consolidation: &Consolidation,
    style: &Style,
    _input_root_from_output: Option<&str>,
) -> Result<Rendered, ReportError> {
    let bytes = page::workbook(consolidation, style, "確認事項", Output::Findings)
        .and_then(|mut workbook| workbook.save_to_buffer())
        .map_err(ReportError::in_report(NAME))?;
    Ok(Rendered {
        name: NAME.to_owned(),
        bytes,
    })
}
