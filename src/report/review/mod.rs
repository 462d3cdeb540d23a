//! 評価シート_<評価者>.xlsx: what one evaluator is handed.

use super::{Rendered, ReportError, Style};
use crate::model::Consolidation;

/// Renders one workbook per evaluator.
///
/// # Errors
/// [`ReportError::Workbook`] where a workbook cannot be written.
pub fn render(_: &Consolidation, _: &Style) -> Result<Vec<Rendered>, ReportError> {
    Ok(Vec::new())
}
