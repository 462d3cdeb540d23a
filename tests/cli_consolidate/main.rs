//! Whole runs: what is read, what is written, what stays.

mod forms;
mod outputs;
mod register;
mod settings;
#[path = "../support/mod.rs"]
mod support;

const RUN: [&str; 6] = ["consolidate", "個票", "--out", "結果", "--period", "R2-H1"];
