//! `kohyo layout learn`: a layout proposed from a blank or filled form, to be looked over by a person.

use super::usage::UsageError;
use super::{Outcome, Status, say, worker};
use kohyo::form::learn::{Learned, Unlearnable, learn};
use kohyo::layout::vocabulary::Vocabulary;
use kohyo::output;
use kohyo::workbook::{Limits, Problem, Reader, Sheet, Workbook};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// 様式の定義を扱います
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo layout <コマンド>",
    arg_required_else_help = false, // what is missing is said, in Japanese
    subcommand_help_heading = "コマンド"
)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Learn(LearnArgs),
}

/// 様式のファイルから、様式の定義のたたき台を作ります
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo layout learn <様式> --out <定義.toml> [--sheet <シート>]",
    after_help = "例: kohyo layout learn 事務事業評価シート.xlsx --out 様式.toml\n\
                  できた定義は内容を確かめてから、kohyo consolidate --layout 様式.toml で使います。"
)]
struct LearnArgs {
    /// 様式のファイル（未記入のものが最適です）
    #[arg(value_name = "様式", help_heading = "引数")]
    form: PathBuf,
    /// 作る定義のファイル。既にあるファイルには上書きしません
    #[arg(long, value_name = "ファイル", help_heading = "オプション")]
    out: PathBuf,
    /// 様式のあるシート（省略すると最初のシート）
    #[arg(long, value_name = "シート", help_heading = "オプション")]
    sheet: Option<String>,
}

/// A form that cannot be learnt from.
#[derive(Debug, thiserror::Error)]
#[error("様式「{}」を開けません。ファイル名を確認し、Excelで開けるか確かめてください。", form.display())]
struct UnreadableForm {
    form: PathBuf,
    source: Box<Problem>,
}

pub(super) fn run(args: &Args) -> Outcome {
    match &args.command {
        Command::Learn(args) => run_learn(args),
    }
}

fn run_learn(args: &LearnArgs) -> Outcome {
    let reader = Reader::new(Limits::default(), worker::command());
    let workbook = reader.open(&args.form).map_err(|problem| UnreadableForm {
        form: args.form.clone(),
        source: Box::new(problem),
    })?;
    let sheet = sheet_of(&workbook, args.sheet.as_deref())?;
    let vocabulary = Vocabulary::builtin()?;
    let learned = learn(sheet, &vocabulary).map_err(|why| UsageError(cannot(why, &sheet.name)))?;
    let name = stem(&args.out);
    let layout = learned.to_toml(&name, &name, &vocabulary);
    output::create(&args.out, layout.as_bytes())?;
    say::out(&table(&learned))?;
    say::note(&format!(
        "{} を作りました。確からしさを見て直してから、--layout で使ってください。",
        args.out.display()
    ));
    Ok(Status::Clean)
}

fn cannot(why: Unlearnable, sheet: &str) -> String {
    match why {
        Unlearnable::Blank => format!(
            "シート「{sheet}」には何も書かれていません。--sheet で様式のシートを指定してください。"
        ),
        Unlearnable::NoForm => format!(
            "シート「{sheet}」は一件一枚の様式ではないようです（一覧表か、見出しの行が足りません）。\
             未記入の様式のシートを --sheet で指定してください。"
        ),
    }
}

fn sheet_of<'a>(workbook: &'a Workbook, name: Option<&str>) -> Result<&'a Sheet, UsageError> {
    let mut sheets = workbook.sheets.iter();
    let found = match name {
        Some(name) => sheets.find(|sheet| sheet.name == name),
        None => sheets.next(),
    };
    found.ok_or_else(|| {
        let names: Vec<&str> = workbook.sheets.iter().map(|s| s.name.as_str()).collect();
        let wanted = name.unwrap_or_default();
        UsageError(format!(
            "シート「{wanted}」はありません。--sheet には {} のどれかを指定してください。",
            names.join("、")
        ))
    })
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    stem.to_string_lossy().into_owned()
}

/// What was understood, line by line, then what was not.
fn table(learned: &Learned) -> String {
    let mut text = String::from("セル\t確からしさ\t項目\t見出し\n");
    for guess in &learned.guesses {
        let (certainty, said) = (guess.certainty.japanese(), guess.said.replace('\n', " "));
        _ = writeln!(
            text,
            "{}\t{certainty}\t{}\t{said}",
            guess.cell,
            guess.slot.japanese()
        );
    }
    for slot in &learned.missing {
        _ = writeln!(text, "－\t－\t{}\t見つかりません", slot.japanese());
    }
    for (cell, said) in &learned.not_understood {
        _ = writeln!(text, "{cell}\t－\t分かりません\t{said}");
    }
    _ = writeln!(text, "年度の列: {}年分", learned.years);
    text
}
