//! `kohyo __worker`: the program started by itself to read files within limits of memory and time.

use super::{Outcome, Status};
use kohyo::workbook::WorkerCommand;
use kohyo::workbook::worker::serve;
use std::io;

/// The name of the hidden command.
pub(super) const NAME: &str = "__worker";

/// How this program starts itself; `None` where the system does not say where it lies.
pub(super) fn command() -> Option<WorkerCommand> {
    let program = std::env::current_exe().ok()?;
    Some(WorkerCommand {
        program,
        args: vec![NAME.into()],
    })
}

pub(super) fn run() -> Outcome {
    serve(io::stdin().lock(), io::stdout().lock())?;
    Ok(Status::Clean)
}
