//! When the machine fails: real runs that are killed, starved of disk or permission, or robbed of their inputs.
//!
//! After each the former outputs are whole or the new ones are, the next run leaves no temporary file, and
//! no input was touched. How many moments are tried:
//!
//! ```sh
//! KOHYO_CRASH_RUNS=200 cargo test --release --test crash -- --nocapture
//! ```
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and the full run prints its figures"
)]

mod disk;
mod inputs;
mod kill;
mod output;
mod scene;
#[path = "../support/mod.rs"]
mod support;
