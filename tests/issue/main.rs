//! Forms out and registers out: what kohyo writes for people to fill in, it reads back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

mod commands;
mod desk;
mod refusals;
mod registers;
mod round_trip;
mod sheets;
#[path = "../support/mod.rs"]
mod support;
