//! `kohyo consolidate`: reads the forms and writes summary, review workbooks, findings and data.

use super::options::{ReadOptions, prefer};
use super::outputs;
use super::reading::{self, Read};
use super::returns::copies;
use super::summary::Summary;
use super::usage::UsageError;
use super::{Outcome, parts, say};
use kohyo::batch;
use kohyo::config::{Config, parse_day, parse_output};
use kohyo::dataset;
use kohyo::history;
use kohyo::ledger;
use kohyo::model::Consolidation;
use kohyo::output::{self, OutputFile, OutputFolder, OutputSet, Stream};
use kohyo::report::{self, Output, ReportError};
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

/// 個票を集計し、総括表・評価シート・確認事項・データを作ります
#[derive(clap::Args, Default)]
#[command(
    override_usage = "kohyo consolidate <入力>... --out <出力先> [オプション]",
    after_help = "例: kohyo consolidate 個票 --out 結果 --period R2-H1 --register 台帳.xlsx"
)]
pub(super) struct Args {
    #[command(flatten)]
    read: ReadOptions,
    /// 出力先のフォルダー（なければ作ります）
    #[arg(
        long,
        value_name = "出力先",
        display_order = 0,
        help_heading = "オプション"
    )]
    out: Option<PathBuf>,
    /// kohyo read で手分けして読んだもの（いくつでも。個票の代わりに指定します）
    #[arg(
        long,
        value_name = "部分.jsonl",
        num_args = 1..,
        conflicts_with = "inputs",
        display_order = 0,
        help_heading = "オプション"
    )]
    from: Vec<PathBuf>,
    /// 手分けして読んだ個票のフォルダー（読んだときと違う場所に見えているとき）
    #[arg(
        long,
        value_name = "フォルダー",
        requires = "from",
        conflicts_with = "inputs",
        display_order = 0,
        help_heading = "オプション"
    )]
    root: Option<PathBuf>,
    /// 差戻しのファイルも同時に作るフォルダー（個票のフォルダーの外にしてください）
    #[arg(
        long,
        value_name = "差戻し",
        display_order = 0,
        help_heading = "オプション"
    )]
    returns: Option<PathBuf>,
    /// 督促の基準にする今日の日付: 2020-10-20（省略すると実行した日）
    #[arg(
        long,
        value_name = "日付",
        value_parser = parse_day,
        display_order = 0,
        help_heading = "オプション"
    )]
    today: Option<chrono::NaiveDate>,
    /// 作るもの: summary（総括表）、review（評価シート）、
    /// findings（確認事項）、dataset（データ）
    #[arg(
        long,
        value_name = "種類,…",
        value_delimiter = ',',
        value_parser = parse_output,
        display_order = 0,
        help_heading = "オプション"
    )]
    only: Option<Vec<Output>>,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut settings = match args.from.is_empty() {
        true => args.read.settings()?,
        false => args.read.settings_of_join()?,
    };
    prefer(&mut settings.out, args.out.as_ref());
    prefer(&mut settings.only, args.only.as_ref());
    prefer(&mut settings.returns, args.returns.as_ref());
    let out = outputs::folder(&settings)?;

    let found = match args.from.is_empty() {
        true => Some(reading::walk(&settings, Some(&out))?),
        false => parts::refuse_returns(&settings).map(|()| None)?,
    };
    settings.report.form = reading::own_layout(&settings)?;
    let target = outputs::open(&out)?;
    let returns = settings.returns.as_deref();
    let returns = returns.map(|folder| returns_target(folder, &out, &settings.inputs));
    let returns = returns.transpose()?;
    let (read, root) = match &found {
        Some(found) => {
            let read = reading::read(&settings, found, args.read.sources.quiet)?;
            (read, found.root.clone())
        }
        None => parts::read(&args.from, args.root.as_deref(), &settings)?,
    };
    let Read {
        batch,
        register,
        previous,
    } = read;
    let period = batch.period(settings.period, settings.as_of)?;
    if let Some(remark) = period.remark() {
        say::note(&remark);
    }
    if let Some(previous) = &previous {
        history::check_order(previous, &period.period)?;
    }
    let mut consolidation = reading::judge(
        batch,
        &settings,
        &period.period,
        register.as_ref(),
        previous.as_ref(),
    )?;
    if let Some(register) = &register {
        let today = chrono::Local::now().date_naive();
        let today = args.today.unwrap_or(today);
        consolidation.ledger = Some(ledger::draw_up(
            register,
            &consolidation,
            previous.as_ref(),
            today,
        ));
    }

    let pool = batch::threads(settings.jobs)?;
    let pieces = pool.install(|| render(&consolidation, &settings, &root, &out))?;
    let kinds: Vec<&str> = wanted(&settings).iter().map(|o| o.key()).collect();
    let now = chrono::Local::now().naive_local();
    let copies = match (&settings.returns, &found) {
        (Some(folder), Some(found)) => Some(copies::make(
            &consolidation.findings,
            found,
            folder,
            Some(&consolidation.period),
            &settings,
        )?),
        _ => None,
    };
    let write =
        |into: &mut (dyn Write + Send)| pool.install(|| dataset::write(&consolidation, into));
    let data = is_alone(&settings).then(|| Stream {
        kind: Output::Dataset.key().to_owned(),
        name: dataset::NAME.to_owned(),
        write: &write,
    });
    let user_data = [outputs::data(&consolidation, false)];
    let mut sets = vec![OutputSet {
        target,
        kinds: &kinds,
        pieces: &pieces,
        streams: data.as_slice(),
        user_data: &user_data,
    }];
    if let (Some(target), Some(copies)) = (returns, &copies) {
        sets.push(OutputSet {
            target,
            kinds: &[copies::KIND],
            pieces: &copies.pieces,
            streams: &[],
            user_data: &[],
        });
    }
    let published = pool.install(|| output::place_all(sets, now))?;

    let returned = copies.map(|copies| copies.returned);
    let returned = settings.returns.as_deref().zip(returned);
    for published in &published {
        outputs::tell_kept(&published.kept);
    }
    let summary = Summary::new(&consolidation, &out, published, returned);
    let quiet = args.read.sources.quiet;
    let telling = args.read.telling.format;
    telling.tell(quiet, &summary, || summary.to_text())?;
    let status = summary.status();
    // The program ends here: to hand the memory of many forms back piece by piece would only take time.
    std::mem::forget(consolidation);
    Ok(status)
}

/// The folder of the return copies, which is another one than that of the outputs.
fn returns_target(
    folder: &Path,
    out: &Path,
    inputs: &[PathBuf],
) -> Result<OutputFolder, Box<dyn Error>> {
    copies::refuse_inside(folder, inputs)?;
    if copies::nearest(folder) == copies::nearest(out) {
        let message = format!(
            "差戻しのフォルダー「{}」が出力先と同じです。別のフォルダーを指定してください。",
            folder.display()
        );
        return Err(UsageError(message).into());
    }
    outputs::open(folder)
}

fn wanted(settings: &Config) -> &[Output] {
    settings.only.as_deref().unwrap_or(&Output::ALL)
}

/// Whether only the data are wanted. They are written as they are made then, and of a great many forms take
/// little memory; beside workbooks, which take more, they are made while one of those is being packed.
fn is_alone(settings: &Config) -> bool {
    wanted(settings) == [Output::Dataset]
}

/// All outputs wanted but data alone, each with its kind.
fn render(
    consolidation: &Consolidation,
    settings: &Config,
    root: &Path,
    out: &Path,
) -> Result<Vec<OutputFile>, ReportError> {
    let links = batch::paths::path_between(out, root);
    let books = wanted(settings).iter().copied();
    let books: Vec<Output> = books.filter(|_| !is_alone(settings)).collect();
    let style = &settings.report;
    report::render_each(
        consolidation,
        style,
        links.as_deref(),
        &books,
        outputs::piece,
    )
}
