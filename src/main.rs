//! The command line program: parse, run, say what went wrong and why, exit.

mod cli;

use std::process::ExitCode;

/// Forms are read and drawn in very many small pieces, for which the systems' own allocators, that of
/// Windows above all, are slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Ok(status) => status.into(),
        Err(error) => {
            cli::complain(error.as_ref());
            cli::Status::Refused.into()
        }
    }
}
