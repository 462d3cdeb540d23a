//! `kohyo return`: the divisions' own workbooks with remarks on the cells, to be sent back; and
//! `kohyo return clean`, which takes the remarks away again.

pub(super) mod copies;

use super::check::{self, Checked};
use super::options::ReadOptions;
use super::outputs;
use super::summary::{Counts, status};
use super::usage::UsageError;
use super::{HELP, Outcome, Status, say};
use copies::{Copies, KIND, Sent};
use kohyo::output::{OutputFile, OutputFolder, Placed};
use kohyo::returns;
use kohyo::workbook::Limits;
use serde::Serialize;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

/// 確認事項のあるファイルの写しに、セルのコメントと一覧を付けて所管課に返せるようにします
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo return <入力>... --out <出力先> [オプション]\n        kohyo return clean <ファイル>... --out <出力先>",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "コマンド",
    after_help = "例: kohyo return 個票 --out 差戻し --period R2-H1 --register 台帳.xlsx"
)]
pub(super) struct Args {
    #[command(subcommand)]
    then: Option<Then>,
    #[command(flatten)]
    read: ReadOptions,
    /// 差戻しのファイルを作るフォルダー（個票のフォルダーの外にしてください）
    #[arg(
        long,
        value_name = "出力先",
        display_order = 0,
        help_heading = "オプション"
    )]
    out: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum Then {
    Clean(CleanArgs),
}

/// 差戻しのファイルから、kohyo が付けたコメントと一覧だけを取り除きます
#[derive(clap::Args)]
#[command(
    help_template = HELP,
    override_usage = "kohyo return clean <ファイル>... --out <出力先>",
    after_help = "例: kohyo return clean 差戻し/教育部/学校教育課.xlsx --out 元の形"
)]
struct CleanArgs {
    /// 差戻しのファイル（いくつでも）
    #[arg(value_name = "ファイル", required = true, help_heading = "引数")]
    files: Vec<PathBuf>,
    /// 取り除いたファイルを作るフォルダー
    #[arg(long, value_name = "出力先", help_heading = "オプション")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report {
    out: String,
    returned: Vec<Sent>,
    counts: Counts,
}

pub(super) fn run(args: &Args) -> Outcome {
    if let Some(Then::Clean(args)) = &args.then {
        return clean(args);
    }
    let settings = args.read.settings()?;
    let out = out(args.out.as_ref().or(settings.returns.as_ref()))?.to_owned();
    copies::refuse_inside(&out, &settings.inputs)?;
    let Checked {
        settings,
        found,
        period,
        findings,
    } = check::check(&args.read)?;
    let target = outputs::open(&out)?;
    let Copies { pieces, returned } =
        copies::make(&findings, &found, &out, period.as_ref(), &settings)?;
    let published = publish(target, &pieces)?;
    outputs::tell_kept(&published.kept);
    let report = Report {
        out: out.display().to_string(),
        returned,
        counts: Counts::of(&findings),
    };
    let quiet = args.read.sources.quiet;
    let telling = args.read.telling.format;
    telling.tell(quiet, &report, || report.text())?;
    Ok(status(&findings))
}

impl Report {
    fn text(&self) -> String {
        let mut lines = vec![format!(
            "差戻し: {}ファイルを {} に作りました。",
            self.returned.len(),
            self.out
        )];
        for sent in &self.returned {
            if let Some(why) = &sent.alone {
                lines.push(format!("  一覧だけ: {}（{why}）", sent.written));
            }
        }
        lines.push(self.counts.japanese());
        lines.join("\n") + "\n"
    }
}

fn clean(args: &CleanArgs) -> Outcome {
    let out = args.out.as_ref().ok_or_else(|| {
        UsageError("出力先がありません。--out <フォルダー> で指定してください。".to_owned())
    })?;
    let limits = Limits::default();
    let target = outputs::open(out)?;
    let mut pieces = Vec::new();
    let mut names = BTreeSet::new();
    for file in &args.files {
        let bytes = copies::load(file, &limits)?;
        let cleaned = returns::clean(&bytes, &limits)
            .map_err(|why| UsageError(format!(
                "「{}」を扱えません: {why}。kohyo return で作った差戻しのファイルを指定してください。",
                file.display()
            )))?;
        let Some(bytes) = cleaned else {
            say::note(&format!("「{}」に差戻しの印はありません。", file.display()));
            continue;
        };
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        copies::refuse_same(&out.join(&name), file)?;
        if !names.insert(name.to_lowercase()) {
            let message =
                format!("「{name}」という名前のファイルが二つあります。分けて実行してください。");
            return Err(UsageError(message).into());
        }
        pieces.push(OutputFile::new(format!("{KIND}.clean"), name, bytes));
    }
    // Of a kind that is not named nothing goes away: each run adds to the folder.
    let published = target.place(&[], &pieces, chrono::Local::now().naive_local())?;
    outputs::tell_kept(&published.kept);
    say::out(&format!(
        "差戻しの印を取り除いた {}ファイルを {} に作りました。\n",
        pieces.len(),
        out.display()
    ))?;
    Ok(Status::Clean)
}

fn publish(target: OutputFolder, pieces: &[OutputFile]) -> Result<Placed, Box<dyn Error>> {
    let now = chrono::Local::now().naive_local();
    Ok(target.place(&[KIND], pieces, now)?)
}

fn out(given: Option<&PathBuf>) -> Result<&PathBuf, UsageError> {
    given.ok_or_else(|| {
        UsageError("出力先がありません。--out 差戻し のように指定するか、kohyo.toml に returns を書いてください。".to_owned())
    })
}
