//! Return copies: the division's own workbook with remarks, and the same workbook without them again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

mod consolidate;
mod desk;
mod foreign;
mod marks;
mod program;
#[path = "../support/mod.rs"]
mod support;
mod undone;
