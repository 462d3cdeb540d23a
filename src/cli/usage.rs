//! Wrong usage, said in Japanese; clap's own messages are English.

use super::{Outcome, Status, say};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;

/// Help and version go to standard output; everything else is wrong usage.
pub(super) fn answer(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            say::out(&error.render().to_string())?;
            Ok(Status::Clean)
        }
        _ => Err(explain(error).into()),
    }
}

/// Something the user asked for that cannot be.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(pub(super) String);

/// One sentence on what is wrong and what to do.
fn explain(error: &clap::Error) -> UsageError {
    let arg = shown(error, ContextKind::InvalidArg);
    let value = shown(error, ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => {
            let guess = guess(error, ContextKind::SuggestedArg);
            format!("「{arg}」というオプションはありません{guess}。")
        }
        ErrorKind::InvalidSubcommand => {
            let name = shown(error, ContextKind::InvalidSubcommand);
            let guess = guess(error, ContextKind::SuggestedSubcommand);
            format!(
                "「{name}」というコマンドはありません{guess}。集計は kohyo consolidate <フォルダー> --out <出力先> です。"
            )
        }
        ErrorKind::MissingSubcommand => {
            let of = shown(error, ContextKind::InvalidSubcommand);
            let valid = shown(error, ContextKind::ValidSubcommand);
            format!("{of} の後にコマンド（{valid}）を書いてください。")
        }
        ErrorKind::InvalidValue if value.is_empty() && !arg.starts_with('-') => {
            format!("{arg} が空です。ファイルかフォルダーの名前を書いてください。")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("{arg} に値がありません。オプションの後に値を書いてください。")
        }
        ErrorKind::InvalidValue => {
            let guess = guess(error, ContextKind::SuggestedValue);
            let valid = shown(error, ContextKind::ValidValue);
            format!("{arg} に「{value}」は使えません{guess}。使えるのは {valid} です。")
        }
        ErrorKind::ValueValidation => match error.source() {
            Some(source) => format!("{arg} の値: {source}"),
            None => format!("{arg} に「{value}」は使えません。"),
        },
        ErrorKind::ArgumentConflict if arg == shown(error, ContextKind::PriorArg) => {
            format!("{arg} は一度だけ指定してください。")
        }
        ErrorKind::ArgumentConflict => {
            let prior = shown(error, ContextKind::PriorArg);
            format!("{arg} と {prior} は同時に指定できません。")
        }
        ErrorKind::MissingRequiredArgument => format!("{arg} を指定してください。"),
        ErrorKind::TooManyValues => format!("{arg} に値「{value}」は指定できません。"),
        ErrorKind::InvalidUtf8 => "引数に読めない文字があります。".to_owned(),
        _ => format!("引数が正しくありません（{}）。", error.kind()),
    };
    UsageError(format!("{what}使い方は kohyo --help で確認できます。"))
}

/// What clap notes about an error, as far as it does.
fn shown(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(several)) => several.join("、"),
        Some(value) => value.to_string(),
        None => String::new(),
    }
}

fn guess(error: &clap::Error, kind: ContextKind) -> String {
    match shown(error, kind) {
        nothing if nothing.is_empty() => nothing,
        guess => format!("（「{guess}」のことですか）"),
    }
}
