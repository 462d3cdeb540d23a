//! The rules against tables of cases: a new case is a new line in `tests/data/rules_*.jsonl`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken table must stop the test"
)]

mod case;
mod properties;
mod sheet;

use case::{Case, check};

/// Runs every line of a table and reports all that fail.
fn run(table: &str, lines: &str) {
    let mut failures = Vec::new();
    let mut count = 0;
    for (index, line) in lines.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        count += 1;
        let place = format!("{table}:{}", index + 1);
        match serde_json::from_str::<Case>(line) {
            Ok(case) => failures.extend(
                check(&case)
                    .into_iter()
                    .map(|failure| format!("{place} {}: {failure}", case.case)),
            ),
            Err(error) => failures.push(format!("{place}: {error}")),
        }
    }
    assert!(count > 0, "{table} holds no case");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

macro_rules! tables {
    ($($name:ident)+) => {$(
        #[test]
        fn $name() {
            run(
                concat!(stringify!($name), ".jsonl"),
                include_str!(concat!("../data/", stringify!($name), ".jsonl")),
            );
        }
    )+};
}

tables! {
    rules_achievement
    rules_progress
    rules_responsibility
    rules_implementer
    rules_registered
    rules_consistency
}
