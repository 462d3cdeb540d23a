//! `kohyo publish`: the site and the open data of the yearly publication.

use super::options::{QuietOption, here, prefer, settings_of};
use super::outputs;
use super::previous::read_dataset;
use super::usage::UsageError;
use super::{Outcome, Status, say};
use clap::ValueEnum;
use kohyo::batch;
use kohyo::config::{self, Config};
use kohyo::dataset::Dataset;
use kohyo::model::Register;
use kohyo::output::{OutputFile, Placed};
use kohyo::site::{self, HEAVY, Request, Site};
use kohyo::workbook::Reader;
use rayon::prelude::*;
use std::error::Error;
use std::path::{Path, PathBuf};

/// The kind of these outputs: a run replaces those of the last one.
const KIND: &str = "site";

/// 集計の結果から、公表用のホームページとオープンデータを作ります
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo publish --dataset <dataset.json> --out <公表先> [オプション]",
    after_help = "例: kohyo publish --dataset 結果/dataset.json --previous 令和7年度.json --out 公表\n\
                  公表する項目は kohyo.toml の [publish] fields で決めます。先に --dry-run で確かめてください。"
)]
pub(super) struct Args {
    /// 公表する期間の dataset.json
    #[arg(long, value_name = "dataset.json", help_heading = "オプション")]
    dataset: PathBuf,
    /// 以前の期間の dataset.json（いくつでも）
    #[arg(long, value_name = "dataset.json", num_args = 1.., help_heading = "オプション")]
    previous: Vec<PathBuf>,
    /// 公表用のファイルを入れるフォルダー（なければ作ります）
    #[arg(long, value_name = "公表先", help_heading = "オプション")]
    out: Option<PathBuf>,
    /// 何も書き込まず、公表される内容を表示します
    #[arg(long, help_heading = "オプション")]
    dry_run: bool,
    /// 推進本部の決定がまだの取組みも公表します（previous: 以前の期間だけ）
    #[arg(
        long,
        value_name = "範囲",
        value_enum,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all",
        hide_possible_values = true,
        help_heading = "オプション"
    )]
    include_undecided: Option<Undecided>,
    /// 台帳のファイル（番号の変更と、終了した取組みが分かります）
    #[arg(long, value_name = "台帳.xlsx", help_heading = "オプション")]
    register: Option<PathBuf>,
    /// 設定ファイル（省略すると dataset.json と同じ場所か、今いる場所の kohyo.toml）
    #[arg(long, value_name = "kohyo.toml", help_heading = "オプション")]
    config: Option<PathBuf>,
    #[command(flatten)]
    told: QuietOption,
}

#[derive(Clone, Copy, ValueEnum)]
enum Undecided {
    All,
    Previous,
}

pub(super) fn run(args: &Args) -> Outcome {
    let settings = args.settings()?;
    let out = match (&args.out, args.dry_run) {
        (_, true) => None,
        (Some(out), false) => Some(out),
        (None, false) => {
            let message = "出力先がありません。--out <公表先> で指定するか、内容だけを確かめるときは --dry-run を付けてください。";
            return Err(UsageError(message.to_owned()).into());
        }
    };
    let files: Vec<&PathBuf> = std::iter::once(&args.dataset)
        .chain(&args.previous)
        .collect();
    let read: Result<Vec<Dataset>, _> = files.par_iter().map(|file| read_dataset(file)).collect();
    let data = read?;
    let Some((dataset, previous)) = data.split_first() else {
        return Ok(Status::Clean);
    };
    let register = register(&settings)?;
    let request = Request {
        dataset,
        previous,
        register: register.as_ref(),
        thresholds: settings.rules,
        settings: &settings.publish,
        undecided: match args.include_undecided {
            None => site::Undecided::Withheld,
            Some(Undecided::Previous) => site::Undecided::Previous,
            Some(Undecided::All) => site::Undecided::Included,
        },
    };
    match out {
        None => preview(&request),
        Some(out) => write(&request, out, args.told.quiet),
    }
}

impl Args {
    fn settings(&self) -> Result<Config, Box<dyn Error>> {
        let beside = || config::beside(&self.dataset).or_else(here);
        let file = self.config.clone().or_else(beside);
        let mut settings = settings_of(file)?;
        prefer(&mut settings.register, self.register.as_ref());
        Ok(settings)
    }
}

fn register(settings: &Config) -> Result<Option<Register>, Box<dyn Error>> {
    let Some(path) = &settings.register else {
        return Ok(None);
    };
    let reader = Reader::new(settings.limits, super::worker::command());
    let register = batch::register::read(&reader, path)?;
    say::withdrawn(&register);
    Ok(Some(register))
}

fn preview(request: &Request<'_>) -> Outcome {
    let editions = site::editions(request)?;
    say::out(&site::preview(&editions, request.settings))?;
    Ok(Status::Clean)
}

fn write(request: &Request<'_>, out: &Path, quiet: bool) -> Outcome {
    let site = site::build(request)?;
    for (page, weight) in site.heavy() {
        say::note(&format!(
            "確認: 「{page}」が{}KBあります（目安は{}KB）。個票の文章が長すぎないか確認してください。",
            weight / 1000,
            HEAVY / 1000
        ));
    }
    let Site { files, projects } = site;
    let pieces: Vec<OutputFile> = files
        .into_par_iter()
        .map(|file| OutputFile::new(KIND, file.name, file.bytes))
        .collect();
    let target = outputs::open(out)?;
    let published = target.place(&[KIND], &pieces, chrono::Local::now().naive_local())?;
    outputs::tell_kept(&published.kept);
    if !quiet {
        say::out(&told(projects, &published, out))?;
    }
    Ok(Status::Clean)
}

fn told((current, before): (usize, usize), published: &Placed, out: &Path) -> String {
    let former = match before {
        0 => String::new(),
        before => format!("（ほかに以前の取組み{before}件）"),
    };
    let mut text = format!(
        "{} に取組み{current}件{former}の公表用ファイルを{}個作りました。\n最初のページ: {}\n",
        out.display(),
        published.written.len(),
        out.join("index.html").display()
    );
    if !published.removed.is_empty() {
        text += &format!(
            "前回の出力のうち不要になった{}個を削除しました。\n",
            published.removed.len()
        );
    }
    text
}
