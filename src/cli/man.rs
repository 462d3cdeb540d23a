//! `kohyo man`: the manual page.

use super::usage::UsageError;
use super::{Outcome, Status, say};

/// Headings that clap_mangen writes in English.
const HEADINGS: [(&str, &str); 6] = [
    (".SH NAME", ".SH 名前"),
    (".SH SYNOPSIS", ".SH 書式"),
    (".SH DESCRIPTION", ".SH 説明"),
    (".SH OPTIONS", ".SH オプション"),
    (".SH EXTRA", ".SH 補足"),
    (".SH VERSION", ".SH 版"),
];

/// マニュアルページ（roff形式）を出力します
#[derive(clap::Args)]
#[command(override_usage = "kohyo man [コマンド] > kohyo.1")]
pub(super) struct Args {
    /// このコマンドのページを出力します: consolidate、check など
    #[arg(value_name = "コマンド", help_heading = "引数")]
    command: Option<String>,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut command = super::command();
    command.build();
    if let Some(name) = &args.command {
        let wanted = command.find_subcommand(name).filter(|c| !c.is_hide_set());
        command = wanted.cloned().ok_or_else(|| {
            UsageError(format!(
                "「{name}」というコマンドはありません。コマンドは kohyo --help で確認できます。"
            ))
        })?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    let page = HEADINGS
        .iter()
        .fold(page.into_owned(), |page, (english, japanese)| {
            page.replace(english, japanese)
        });
    say::out(&page)?;
    Ok(Status::Clean)
}
