//! `kohyo read`: a share of the forms into a file of lines, which `kohyo consolidate --from` joins.

use super::options::Sources;
use super::progress::Progress;
use super::reading::{self, Frame};
use super::summary::{Counts, status};
use super::usage::UsageError;
use super::{Outcome, say};
use kohyo::batch::{self, FileRecord};
use kohyo::files;
use kohyo::finding::Finding;
use kohyo::output::{self, OutputError};
use kohyo::part;
use std::error::Error;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// 個票を読むだけ読んで、集計の途中のデータを作ります（手分けして読むときに使います）
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo read <入力>... --out <部分.jsonl> [オプション]",
    after_help = "例: kohyo read 個票/教育部 --root 個票 --out 教育部.jsonl\n    kohyo consolidate --from 教育部.jsonl 市民部.jsonl --out 結果"
)]
pub(super) struct Args {
    #[command(flatten)]
    sources: Sources,
    /// 作るファイル（kohyo read で作ったものなら置き換えます）
    #[arg(
        long,
        value_name = "部分.jsonl",
        display_order = 0,
        help_heading = "オプション"
    )]
    out: PathBuf,
    /// 手分けしたもの全てが入っているフォルダー（省略すると入力に共通のフォルダー）
    #[arg(
        long,
        value_name = "フォルダー",
        display_order = 0,
        help_heading = "オプション"
    )]
    root: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut settings = args.sources.settings()?;
    output::check_place(&args.out)?;
    refuse_other_content(&args.out)?;
    let mut leave_out = reading::left_out(&settings, settings.out.as_deref());
    leave_out.push(args.out.clone());
    let found = match &args.root {
        Some(root) => batch::below(root, &settings.inputs, &leave_out)?,
        None => batch::walk::walk(&settings.inputs, &leave_out)?,
    };
    settings.previous = None; // nothing is compared before all is joined
    let frame = Frame::of(&settings)?;
    let progress = Progress::new(args.sources.quiet);
    let reading = frame.reading(&settings);
    let records = reading.records(&found, &|event| progress.on(event))?;
    drop(progress);
    let bytes = part::write(
        &records,
        &found.root.to_string_lossy(),
        &frame.digest(&settings)?,
    )?;
    output::replace(&args.out, &bytes)?;
    let findings: Vec<Finding> = records.iter().flat_map(|r| r.findings.clone()).collect();
    if !args.sources.quiet {
        say::out(&summary(&args.out, &records, &findings))?;
    }
    Ok(status(&findings))
}

fn summary(out: &Path, records: &[FileRecord], findings: &[Finding]) -> String {
    let sheets: usize = records.iter().map(|record| record.sheets.len()).sum();
    format!(
        "{}ファイル、個票 {sheets}枚を「{}」に書きました。\n{}\n",
        records.len(),
        out.display(),
        Counts::of(findings).japanese()
    )
}

/// Only a file that this command wrote is replaced.
fn refuse_other_content(out: &Path) -> Result<(), Box<dyn Error>> {
    let beginning = || -> io::Result<String> {
        let mut line = String::new();
        BufReader::new(files::open_regular(out)?.take(4096)).read_line(&mut line)?;
        Ok(line)
    };
    let own = match beginning() {
        Ok(line) => line.is_empty() || line.starts_with(&format!("{{\"schema\":\"{}", FAMILY)),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound => true,
            io::ErrorKind::InvalidData => false,
            // Held open by another program, say.
            _ => return Err(OutputError::of_file(out.to_owned(), error).into()),
        },
    };
    if own {
        return Ok(());
    }
    let message = format!(
        "「{}」は kohyo read で作ったファイルではないので上書きしません。--out に別の名前を指定してください。",
        out.display()
    );
    Err(UsageError(message).into())
}

/// Begins the schema of every version of a part.
const FAMILY: &str = "kohyo-part/";
