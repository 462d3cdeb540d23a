//! The command line program: parse, run, say what went wrong and why, exit.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Ok(status) => status.into(),
        Err(error) => {
            cli::complain(error.as_ref());
            cli::Status::Refused.into()
        }
    }
}
