//! The command line: what can be asked for, and who answers it. One file per command.

mod apply;
mod check;
mod completions;
mod consolidate;
mod default_run;
mod issue;
mod layout;
mod man;
mod options;
mod outputs;
mod parts;
mod previous;
mod progress;
mod publish;
mod read;
mod reading;
mod register;
mod returns;
mod say;
mod summary;
mod usage;
mod worker;

pub(crate) use say::complain;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::error::Error;
use std::ffi::OsString;
use std::process::ExitCode;

/// What a command came to, as the exit status says it. What could not be done at all is an `Err`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Done, no finding of severity error.
    Clean,
    /// Done, with errors among the findings.
    Errors,
    /// Nothing could be done, and the reason was said.
    Refused,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

impl Status {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Errors => 1,
            Self::Refused => 2,
        }
    }
}

type Outcome = Result<Status, Box<dyn Error>>;

/// How help is laid out; clap's own words are English.
const HELP: &str = "{about-with-newline}
使い方: {usage}

{all-args}{after-help}
";

/// ICTロードマップの個票を集計し、総括表と評価シートを作ります
#[derive(Parser)]
#[command(
    name = "kohyo",
    bin_name = "kohyo",
    version,
    help_template = HELP,
    override_usage = "kohyo <コマンド> [オプション]",
    subcommand_help_heading = "コマンド",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "個票のフォルダーに kohyo.toml があれば、kohyo だけで集計します。\n\
                  コマンドごとの説明は kohyo <コマンド> --help で表示します。\n\n\
                  終了コード: 0 エラーなし、1 エラーのある個票あり、2 実行できず（何も書き込みません）"
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// この説明を表示します
    #[arg(short, long, action = ArgAction::Help, global = true, display_order = 900, help_heading = "オプション")]
    help: Option<bool>,
    /// 版を表示します
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 901, help_heading = "オプション")]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    Consolidate(Box<consolidate::Args>),
    Check(Box<check::Args>),
    Read(Box<read::Args>),
    Register(register::Args),
    Issue(Box<issue::Args>),
    Layout(layout::Args),
    Return(Box<returns::Args>),
    Apply(Box<apply::Args>),
    Publish(publish::Args),
    Completions(completions::Args),
    Man(man::Args),
    #[command(name = worker::NAME, hide = true)]
    Worker,
}

/// Runs the program with the arguments of a process, its own name first.
pub(crate) fn run(args: impl Iterator<Item = OsString>) -> Outcome {
    let cli = match parse(args) {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error),
    };
    match cli.command {
        None => default_run::run(),
        Some(Command::Consolidate(args)) => consolidate::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Read(args)) => read::run(&args),
        Some(Command::Register(args)) => register::run(&args),
        Some(Command::Issue(args)) => issue::run(&args),
        Some(Command::Layout(args)) => layout::run(&args),
        Some(Command::Return(args)) => returns::run(&args),
        Some(Command::Apply(args)) => apply::run(&args),
        Some(Command::Publish(args)) => publish::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
        Some(Command::Worker) => worker::run(),
    }
}

fn parse(args: impl Iterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let matches = command().try_get_matches_from(args)?;
    Cli::from_arg_matches(&matches)
}

/// The whole command line, as clap knows it.
fn command() -> clap::Command {
    in_japanese(Cli::command())
}

fn in_japanese(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|command| in_japanese(command.help_template(HELP)))
}
