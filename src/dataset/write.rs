//! A run's result as text.
//!
//! Keys stand in a fixed order, a key without a value is `null` and never missing.

use super::SCHEMA;
use super::document::Document;
use super::project::ProjectData;
use crate::model::Consolidation;
use std::io::{self, Write};

/// So many projects, of about ten kilobytes each, are made into text at once.
const BATCH: usize = 128;

/// So many findings and files, of some hundred bytes each.
const BATCH_OF_SMALL: usize = 2048;

/// Writes the data as they are made, a batch of entries at a time on all processors: those of ten thousand
/// projects fill a hundred megabytes.
///
/// # Errors
/// Those of `into`.
pub fn write(consolidation: &Consolidation, into: &mut (dyn Write + Send)) -> io::Result<()> {
    let Consolidation {
        plan,
        period,
        projects,
        findings,
        submissions,
        ledger,
        changes,
    } = consolidation;
    let mut document = Document::begin(into)?;
    document.value("schema", &SCHEMA)?;
    document.value("plan", plan)?;
    document.value("period", period)?;
    document.list("projects", projects, ProjectData::of, BATCH)?;
    document.list("findings", findings, |finding| finding, BATCH_OF_SMALL)?;
    document.list("submissions", submissions, |sent| sent, BATCH_OF_SMALL)?;
    document.value("ledger", ledger)?;
    document.value("changes", changes)?;
    document.end()
}
