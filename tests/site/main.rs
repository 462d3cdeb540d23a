//! The yearly publication: what goes out, what stays inside, and that it can be read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking; clippy knows only functions marked #[test]"
)]

mod city;
mod commands;
mod data;
mod gate;
mod history;
mod out_of_scope;
mod pages;
#[path = "../support/mod.rs"]
mod support;
