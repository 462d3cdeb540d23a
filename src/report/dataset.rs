//! dataset.json: everything a run found out, for other programs.

use super::{Rendered, ReportError};
use crate::model::Consolidation;

/// Name of the file.
pub const NAME: &str = "dataset.json";

/// Renders the data.
///
/// # Errors
/// [`ReportError::Json`] where serialising fails.
pub fn render(consolidation: &Consolidation) -> Result<Rendered, ReportError> {
    Ok(Rendered {
        name: NAME.to_owned(),
        bytes: serde_json::to_vec_pretty(&consolidation.submissions)?,
    })
}
