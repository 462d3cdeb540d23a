//! dataset.json as one of the reports; its shape is [`crate::dataset`]'s.

use super::{Output, Rendered, ReportError};
use crate::dataset::{NAME, write};
use crate::model::Consolidation;

/// Room for a project and what was found in it, in bytes: what is never written on takes no memory.
const ROOM: usize = 12 * 1024;

/// Renders the data.
///
/// # Errors
/// [`ReportError::Json`] where serialising fails.
pub fn render(consolidation: &Consolidation) -> Result<Rendered, ReportError> {
    let mut bytes = Vec::with_capacity(consolidation.projects.len() * ROOM);
    write(consolidation, &mut bytes).map_err(serde_json::Error::io)?;
    Ok(Rendered {
        output: Output::Dataset,
        name: NAME.to_owned(),
        bytes,
    })
}
