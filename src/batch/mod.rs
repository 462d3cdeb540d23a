//! Paths → one [`crate::model::Consolidation`]; a bad file never stops the rest.

pub mod walk;
