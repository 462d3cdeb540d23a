//! Reading xlsx workbooks: small packages made here, and the forms under `tests/fixtures/forms`.

#![allow(
    clippy::expect_used,
    reason = "a helper of a test stops the test when it cannot go on"
)]

mod against_calamine;
mod cells;
mod drawings;
mod fixtures;
mod limits;
mod package;
mod structure;
