//! `kohyo completions`: what a shell needs to complete the command line.

use super::{Outcome, Status, say};
use clap_complete::Shell;

/// シェルの補完の定義を出力します
#[derive(clap::Args)]
#[command(override_usage = "kohyo completions <シェル>")]
pub(super) struct Args {
    /// シェル: bash、elvish、fish、powershell、zsh
    #[arg(
        value_name = "シェル",
        hide_possible_values = true,
        help_heading = "引数"
    )]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "kohyo", &mut script);
    say::out(&String::from_utf8_lossy(&script))?;
    Ok(Status::Clean)
}
