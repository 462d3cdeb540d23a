//! Nothing typed or drawn on a form disappears: a text put anywhere, a value or label replaced, a label
//! wiped out, a shape laid anywhere must turn up in the data or in a finding.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test should stop where it fails"
)]

mod bench;
mod drawn;
mod meaning;
#[path = "../support/mod.rs"]
mod support;
mod typed;
