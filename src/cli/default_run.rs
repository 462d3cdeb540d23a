//! `kohyo` alone, as a double click starts it: consolidates by the `kohyo.toml` of the folder.

use super::{Outcome, Status, complain, consolidate, say};
use kohyo::config;
use std::io::{self, IsTerminal};
use std::path::Path;

pub(super) fn run() -> Outcome {
    let outcome = if Path::new(config::FILE).is_file() {
        consolidate::run(&consolidate::Args::default())
    } else {
        say::out(&super::command().render_help().to_string())?;
        say::note(&format!(
            "このフォルダーに {} がないので、何もしていません。",
            config::FILE
        ));
        Ok(Status::Refused)
    };
    if opened_a_window() {
        return Ok(wait(outcome));
    }
    outcome
}

/// A double click on Windows opens a window that closes with the program.
fn opened_a_window() -> bool {
    cfg!(windows) && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Says what went wrong now, for the window closes as soon as Enter is pressed.
fn wait(outcome: Outcome) -> Status {
    let status = outcome.unwrap_or_else(|error| {
        complain(error.as_ref());
        Status::Refused
    });
    say::note("Enterキーを押すと閉じます。");
    // A closed standard input closes the window too.
    let _ = io::stdin().read_line(&mut String::new());
    status
}
