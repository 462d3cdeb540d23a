//! The way back: workbooks that kohyo wrote, filled in, and taken into the data again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

mod desk;
mod fill;
mod formats;
mod refusals;
mod runs;
#[path = "../support/mod.rs"]
mod support;
