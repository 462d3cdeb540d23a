//! `kohyo issue`: writes a workbook for each division, with a form for each of its projects.

use super::options::{FormatOption, QuietOption, prefer, settings_of};
use super::outputs;
use super::previous::read_dataset;
use super::reading;
use super::usage::UsageError;
use super::{Outcome, Status, say};
use kohyo::batch;
use kohyo::config::{self, Config, PeriodChoice, parse_period};
use kohyo::history;
use kohyo::layout::Layout;
use kohyo::model::Period;
use kohyo::output::{Kept, OutputFile};
use kohyo::report::Paper;
use kohyo::report::form::plan::{Plan, plan};
use kohyo::report::form::{self, Book, FormError, Issue};
use kohyo::workbook::Reader;
use rayon::prelude::*;
use serde::Serialize;
use std::error::Error;
use std::path::{Path, PathBuf};

/// The kind of output that forms are.
const KIND: &str = "form";

/// 各課に配る個票を、台帳と前回のデータから作ります
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo issue --register <台帳.xlsx> --period <期間> --out <配布先> [オプション]",
    after_help = "例: kohyo issue --register 台帳.xlsx --period R9-H1 --previous 結果/dataset.json --out 配布"
)]
pub(super) struct Args {
    /// 配布する個票を入れるフォルダー（なければ作ります）
    #[arg(long, value_name = "配布先", help_heading = "オプション")]
    out: PathBuf,
    /// 台帳のファイル
    #[arg(long, value_name = "台帳.xlsx", help_heading = "オプション")]
    register: Option<PathBuf>,
    /// 記入してもらう期間: R9、R9-H1、令和9年度上期
    #[arg(long, value_name = "期間", value_parser = parse_period, help_heading = "オプション")]
    period: Option<PeriodChoice>,
    /// 前回の集計の dataset.json（目標値や計画などを写します）
    #[arg(long, value_name = "dataset.json", help_heading = "オプション")]
    previous: Option<PathBuf>,
    /// 様式: besshi1（既定）、quarterly、または様式定義のファイル
    #[arg(long, value_name = "様式", help_heading = "オプション")]
    layout: Option<PathBuf>,
    /// 用紙: a4（既定）、a3
    #[arg(
        long,
        value_name = "用紙",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "オプション"
    )]
    paper: PaperChoice,
    /// 設定ファイル（省略すると台帳と同じ場所の kohyo.toml）
    #[arg(long, value_name = "kohyo.toml", help_heading = "オプション")]
    config: Option<PathBuf>,
    #[command(flatten)]
    telling: FormatOption,
    #[command(flatten)]
    told: QuietOption,
}

/// What was handed out, for programs.
#[derive(Serialize)]
struct Report<'a> {
    out: String,
    period: Period,
    /// The period that values were carried over from.
    previous: Option<Period>,
    books: Vec<Handed<'a>>,
    remarks: &'a [String],
    kept: Vec<Kept>,
    removed: Vec<String>,
}

/// One workbook.
#[derive(Serialize)]
struct Handed<'a> {
    file: &'a str,
    projects: Vec<Option<&'a str>>,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum PaperChoice {
    #[default]
    A4,
    A3,
}

pub(super) fn run(args: &Args) -> Outcome {
    let settings = args.settings()?;
    let (Some(path), Some((year, part))) = (&settings.register, settings.period) else {
        return Err(missing(&settings).into());
    };
    let layout = chosen(&settings)?;
    let issue = Issue {
        year,
        part,
        layout: &layout,
        style: &settings.report,
        paper: match args.paper {
            PaperChoice::A4 => Paper::A4,
            PaperChoice::A3 => Paper::A3,
        },
    };
    let reader = Reader::new(settings.limits, super::worker::command());
    let register = batch::register::read(&reader, path)?;
    say::withdrawn(&register);
    let previous = settings.previous.as_deref().map(read_dataset).transpose()?;
    let Plan { books, remarks } = plan(&register, previous.as_ref(), &issue);
    if books.is_empty() {
        let message = "台帳に「継続」の取組みがないため、配布する個票がありません。";
        return Err(UsageError(message.to_owned()).into());
    }
    let pieces = render(&books, &issue)?;
    let target = outputs::open(&args.out)?;
    let published = target.place(&[KIND], &pieces, chrono::Local::now().naive_local())?;
    for kept in &published.kept {
        say::note(&format!(
            "「{}」は書き込まれていたため、「{}」として残しました。",
            kept.name, kept.kept_as
        ));
    }
    for remark in &remarks {
        say::note(&format!("確認: {}", remark.replace('\n', " ")));
    }
    let report = Report {
        out: args.out.display().to_string(),
        period: Period::ending(year, part),
        previous: previous.as_ref().map(history::period_of),
        books: books.iter().map(Handed::of).collect(),
        remarks: &remarks,
        kept: published.kept,
        removed: published.removed,
    };
    let quiet = args.told.quiet;
    args.telling.format.tell(quiet, &report, || report.text())?;
    Ok(Status::Clean)
}

impl Args {
    fn settings(&self) -> Result<Config, Box<dyn Error>> {
        let beside = || config::beside(self.register.as_deref().unwrap_or(Path::new(".")));
        let file = self.config.clone().or_else(beside);
        let mut settings = settings_of(file)?;
        prefer(&mut settings.register, self.register.as_ref());
        prefer(&mut settings.previous, self.previous.as_ref());
        prefer(&mut settings.period, self.period.as_ref());
        if let Some(layout) = &self.layout {
            settings.layout = vec![layout.clone()];
        }
        Ok(settings)
    }
}

fn missing(settings: &Config) -> UsageError {
    let what = if settings.register.is_none() {
        "台帳がありません。--register 台帳.xlsx で指定するか、kohyo.toml に register を書いてください。"
    } else {
        "期間がありません。--period R9-H1 のように指定するか、kohyo.toml に period を書いてください。"
    };
    UsageError(what.to_owned())
}

/// The layout to draw: a built-in one by its id, a file, else the first there is.
fn chosen(settings: &Config) -> Result<Layout, Box<dyn Error>> {
    let builtin = kohyo::layout::builtin()?;
    if let [only] = &settings.layout[..]
        && let Some(layout) = builtin
            .into_iter()
            .find(|layout| only.as_os_str() == layout.id.as_str())
    {
        return Ok(layout);
    }
    let layouts = reading::layouts(&settings.layout)?;
    let first = layouts.into_iter().next();
    first.ok_or_else(|| UsageError("様式定義がありません。".to_owned()).into())
}

fn render(books: &[Book], issue: &Issue<'_>) -> Result<Vec<OutputFile>, FormError> {
    books
        .par_iter()
        .map(|book| {
            let bytes = form::render(book, issue)?;
            Ok(OutputFile::new(KIND, &book.path, bytes))
        })
        .collect()
}

impl<'a> Handed<'a> {
    fn of(book: &'a Book) -> Self {
        let numbers = book.forms.iter().map(|form| form.sheet.number.as_deref());
        Self {
            file: &book.path,
            projects: numbers.collect(),
        }
    }
}

impl Report<'_> {
    /// What was made, a line for each division.
    fn text(&self) -> String {
        let count: usize = self.books.iter().map(|book| book.projects.len()).sum();
        let mut text = format!(
            "{} に {}課、{count}件の個票を作りました。\n",
            self.out,
            self.books.len()
        );
        if let Some(previous) = &self.previous {
            text += &format!("前回（{}）の値を写しました。\n", previous.japanese());
        }
        for book in &self.books {
            text += &format!("  {}（{}件）\n", book.file, book.projects.len());
        }
        text
    }
}
