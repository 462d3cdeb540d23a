//! `kohyo return`: the divisions' own workbooks with remarks on the cells, to be sent back; and
//! `kohyo return clean`, which takes the remarks away again.

use super::check::{self, Checked};
use super::options::{Format, ReadOptions};
use super::summary::{Counts, status};
use super::usage::UsageError;
use super::{HELP, Outcome, Status, say};
use kohyo::batch::walk::FoundKind;
use kohyo::publish::{Piece, Published, Target};
use kohyo::returns::{self, About, Remark};
use kohyo::workbook::Limits;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The kind of these outputs: a run replaces those of the last one.
const KIND: &str = "returns";
/// Ends the name of a list alone.
const ALONE: &str = "_確認事項.xlsx";

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

/// What became of one file.
#[derive(Serialize)]
struct Sent {
    file: String,
    written: String,
    /// Why it is the list alone.
    alone: Option<String>,
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
    let out = out(args.out.as_deref())?;
    let Checked {
        settings,
        found,
        period,
        findings,
    } = {
        let inputs = args.read.settings()?.inputs;
        refuse_inside(out, &inputs)?;
        check::check(&args.read)?
    };
    let target = Target::open(out)?;
    let mut remarks: BTreeMap<&str, Vec<Remark>> = BTreeMap::new();
    for finding in &findings {
        if let Some(remark) = Remark::of(finding) {
            remarks.entry(&finding.file).or_default().push(remark);
        }
    }
    let subject = period.map_or_else(
        || "提出された個票".to_owned(),
        |period| format!("{}の個票", period.japanese()),
    );
    let about = About {
        subject: &subject,
        style: &settings.report,
    };
    let (mut pieces, mut returned) = (Vec::new(), Vec::new());
    let mut names = Names::default();
    for found in found
        .found
        .iter()
        .filter(|found| found.kind == FoundKind::Input)
    {
        let Some(remarks) = remarks.get(found.file.as_str()) else {
            continue;
        };
        refuse_same(&out.join(&found.file), &found.path)?;
        let bytes = load(&found.path, &settings.limits)?;
        let copy = returns::copy(&bytes, remarks, &about, &settings.limits)?;
        let written = names.of(&found.file, copy.alone.is_some());
        pieces.push(Piece {
            kind: KIND.to_owned(),
            name: written.clone(),
            bytes: copy.bytes,
        });
        returned.push(Sent {
            file: found.file.clone(),
            written,
            alone: copy.alone.map(|why| why.to_string()),
        });
    }
    let published = publish(target, &pieces)?;
    tell_kept(&published);
    let report = Report {
        out: out.display().to_string(),
        returned,
        counts: Counts::of(&findings),
    };
    match args.read.format {
        Format::Json => say::out(&(serde_json::to_string(&report)? + "\n"))?,
        Format::Text if args.read.quiet => {}
        Format::Text => say::out(&report.text())?,
    }
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
    let out = out(args.out.as_deref())?;
    let limits = Limits::default();
    let target = Target::open(out)?;
    let mut pieces = Vec::new();
    let mut names = BTreeSet::new();
    for file in &args.files {
        let bytes = load(file, &limits)?;
        let cleaned = returns::clean(&bytes, &limits)
            .map_err(|why| UsageError(format!("「{}」を扱えません: {why}。", file.display())))?;
        let Some(bytes) = cleaned else {
            say::note(&format!("「{}」に差戻しの印はありません。", file.display()));
            continue;
        };
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        refuse_same(&out.join(&name), file)?;
        if !names.insert(name.to_lowercase()) {
            let message =
                format!("「{name}」という名前のファイルが二つあります。分けて実行してください。");
            return Err(UsageError(message).into());
        }
        pieces.push(Piece {
            kind: format!("{KIND}.clean"),
            name,
            bytes,
        });
    }
    // Of a kind that is not named nothing goes away: each run adds to the folder.
    let published = target.publish(&[], &pieces, chrono::Local::now().naive_local())?;
    tell_kept(&published);
    say::out(&format!(
        "差戻しの印を取り除いた {}ファイルを {} に作りました。\n",
        pieces.len(),
        out.display()
    ))?;
    Ok(Status::Clean)
}

fn publish(target: Target, pieces: &[Piece]) -> Result<Published, Box<dyn Error>> {
    let now = chrono::Local::now().naive_local();
    Ok(target.publish(&[KIND], pieces, now)?)
}

fn tell_kept(published: &Published) {
    for kept in &published.kept {
        say::note(&format!(
            "「{}」は手が加えられていたので「{}」として残しました。",
            kept.name, kept.kept_as
        ));
    }
}

fn out(given: Option<&Path>) -> Result<&Path, UsageError> {
    given.ok_or_else(|| {
        UsageError("出力先がありません。--out 差戻し のように指定してください。".to_owned())
    })
}

/// Copies among the forms would be read as forms sent twice.
fn refuse_inside(out: &Path, inputs: &[PathBuf]) -> Result<(), UsageError> {
    let place = nearest(out);
    let inside = inputs
        .iter()
        .filter_map(|input| fs::canonicalize(input).ok())
        .any(|input| input.is_dir() && place.starts_with(&input));
    if inside {
        return Err(UsageError(format!(
            "出力先「{}」は個票のフォルダーの中にあり、次の集計で二重に読まれます。外のフォルダーを指定してください。",
            out.display()
        )));
    }
    Ok(())
}

/// The real place of a path, as far as it exists.
fn nearest(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute
        .ancestors()
        .find_map(|folder| {
            let rest = absolute.strip_prefix(folder).ok()?;
            Some(fs::canonicalize(folder).ok()?.join(rest))
        })
        .unwrap_or(absolute.clone())
}

/// What people sent is never written to.
fn refuse_same(target: &Path, input: &Path) -> Result<(), UsageError> {
    if nearest(target) == nearest(input) {
        return Err(UsageError(format!(
            "「{}」を上書きすることになります。--out に別のフォルダーを指定してください。",
            input.display()
        )));
    }
    Ok(())
}

fn load(path: &Path, limits: &Limits) -> Result<Vec<u8>, UsageError> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // A file beyond the bound was not read as a form; its beginning is enough to say so.
        File::open(path)?
            .take(limits.file_bytes)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| UsageError(format!("「{}」を開けません（{error}）。", path.display())))
}

/// Names of the copies below the output folder, each once.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn of(&mut self, file: &str, alone: bool) -> String {
        let name = if alone {
            self.alone(file)
        } else {
            file.to_owned()
        };
        self.0.insert(name.to_lowercase());
        name
    }

    /// `a.xls` → `a_確認事項.xlsx`, where another file has that name `a.xls_確認事項.xlsx`.
    fn alone(&self, file: &str) -> String {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let slash = if folder.is_empty() { "" } else { "/" };
        [stem, name]
            .iter()
            .map(|name| format!("{folder}{slash}{name}{ALONE}"))
            .find(|name| !self.0.contains(&name.to_lowercase()))
            .unwrap_or_else(|| format!("{file}{ALONE}"))
    }
}
