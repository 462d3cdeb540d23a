//! `kohyo apply`: takes returned review workbooks and 総括表 back into the data.

use super::options::{FormatOption, here, prefer, settings_of};
use super::outputs;
use super::previous::{DatasetFileError, read_whole};
use super::reading;
use super::usage::UsageError;
use super::{Outcome, Status, worker};
use kohyo::apply::{self, ReturnedWorkbook};
use kohyo::batch;
use kohyo::batch::walk::{self, InputError, Walk};
use kohyo::config::{self, Config};
use kohyo::dataset;
use kohyo::finding::{Finding, Severity};
use kohyo::model::{Applied, AppliedChange, Consolidation, Period, ReturnedFile};
use kohyo::output::{self, Kept, OutputFile, OutputSet, Placed};
use kohyo::report::{self, Output};
use kohyo::workbook::Reader;
use serde::Serialize;
use std::error::Error;
use std::io::ErrorKind::{InvalidData, NotFound};
use std::path::{Path, PathBuf};

/// 記入された評価シートと総括表を集計の結果に反映します
#[derive(clap::Args)]
#[command(
    override_usage = "kohyo apply <戻ってきたファイル>... --dataset <dataset.json> --out <出力先> [オプション]",
    after_help = "例: kohyo apply 回収 --dataset 結果/dataset.json --out 確定\n\
                  記入のない欄は何も変えません。読み取れない記入や食い違う記入は反映せず、反映結果.xlsx に示します。\n\n\
                  終了コード: 0 反映した、1 反映しなかった記入あり、2 実行できず（何も書き込みません）"
)]
pub(super) struct Args {
    /// 戻ってきた評価シート・総括表か、そのフォルダー（いくつでも）
    #[arg(value_name = "入力", required = true, help_heading = "引数")]
    inputs: Vec<PathBuf>,
    /// 反映する先の、集計の結果の dataset.json
    #[arg(long, value_name = "dataset.json", help_heading = "オプション")]
    dataset: PathBuf,
    /// 出力先のフォルダー（なければ作ります。集計の結果のフォルダーでもかまいません）
    #[arg(long, value_name = "出力先", help_heading = "オプション")]
    out: Option<PathBuf>,
    /// 設定ファイル（省略すると dataset.json か最初の入力と同じ場所か、今いる場所の kohyo.toml）
    #[arg(long, value_name = "kohyo.toml", help_heading = "オプション")]
    config: Option<PathBuf>,
    #[command(flatten)]
    telling: FormatOption,
    /// 結果の要約を表示しません
    #[arg(short, long, help_heading = "オプション")]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    let settings = args.settings()?;
    let out = outputs::folder(&settings)?;
    let mut data = read_whole(&args.dataset)?;
    let found = args.walk()?;
    let target = outputs::open(&out)?;
    let reader = Reader::new(settings.limits, worker::command());
    let returned = batch::returned::read(&reader, &found, settings.jobs)?;
    refuse_without_returns(&returned, &found)?;
    let applied = apply::apply(&mut data, &returned, settings.report.meeting.as_deref());

    let pieces = render(&data, &applied, &settings, &found.root, &out)?;
    let kinds: Vec<&str> = OUTPUTS.iter().map(|output| output.key()).collect();
    let now = chrono::Local::now().naive_local();
    let lost = lost(&out.join(dataset::NAME), &data)?;
    let set = OutputSet {
        target,
        kinds: &kinds,
        pieces: &pieces,
        streams: &[],
        user_data: &[outputs::data(&data, lost == Some(0))],
    };
    let published = output::place_all(vec![set], now)?;
    let published = published.into_iter().next().unwrap_or_default();

    outputs::tell_set_aside(&published.kept, &get_back(lost));
    let report = Report::new(&data, &applied, &out, published);
    args.telling
        .format
        .tell(args.quiet, &report, || report.to_text())?;
    Ok(status(&applied))
}

/// How many ratings, opinions and decisions of the data that lie in the folder the new ones do not have;
/// `None` where they are no data of this version.
fn lost(former: &Path, data: &Consolidation) -> Result<Option<usize>, DatasetFileError> {
    match read_whole(former) {
        Ok(former) => Ok(Some(apply::missing(&former, data))),
        Err(DatasetFileError::Content { .. }) => Ok(None),
        Err(DatasetFileError::Unreadable { source, .. }) if source.kind() == NotFound => {
            Ok(Some(0))
        }
        // No text.
        Err(DatasetFileError::Unreadable { source, .. }) if source.kind() == InvalidData => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// What to do where the data in the folder were kept.
fn get_back(lost: Option<usize>) -> String {
    let how = "前の反映に重ねるには、--dataset に残した dataset を指定してください。";
    match lost {
        Some(lost) => format!("入っていないのは {lost}件です。{how}"),
        None => how.to_owned(),
    }
}

/// What is written; outputs of other kinds in the folder are left alone.
const OUTPUTS: [Output; 4] = [
    Output::Summary,
    Output::Review,
    Output::Dataset,
    Output::Applied,
];

fn status(applied: &Applied) -> Status {
    match applied.refusals() {
        0 => Status::Clean,
        _ => Status::Errors,
    }
}

impl Args {
    fn settings(&self) -> Result<Config, Box<dyn Error>> {
        let beside = std::iter::once(&self.dataset).chain(self.inputs.first());
        let file = self.config.clone();
        let file = file.or_else(|| beside.into_iter().find_map(|path| config::beside(path)));
        let mut settings = settings_of(file.or_else(here))?;
        prefer(&mut settings.out, self.out.as_ref());
        settings.report.form = reading::own_layout(&settings)?;
        Ok(settings)
    }

    /// Finds the files; the data are none of them.
    fn walk(&self) -> Result<Walk, Box<dyn Error>> {
        walk::walk(&self.inputs, std::slice::from_ref(&self.dataset)).map_err(|error| match error {
            InputError::Empty(named) => UsageError(format!(
                "入力「{named}」にExcelのファイルがありません。戻ってきた評価シートか総括表のあるフォルダーを指定してください。"
            ))
            .into(),
            other => other.into(),
        })
    }
}

/// Nothing can be done where no workbook takes entries; the first reason is said.
fn refuse_without_returns(returned: &[ReturnedWorkbook], found: &Walk) -> Result<(), UsageError> {
    if returned.iter().any(ReturnedWorkbook::is_returned) {
        return Ok(());
    }
    let first = returned
        .iter()
        .find_map(|returned| returned.findings().first());
    let first = first.map_or_else(String::new, |finding| format!("（{finding}）"));
    Err(UsageError(format!(
        "入力「{}」に、記入欄のある評価シートも総括表もありません{first}。kohyo が作って渡したファイルを指定してください。",
        found.named
    )))
}

fn render(
    data: &Consolidation,
    applied: &Applied,
    settings: &Config,
    root: &Path,
    out: &Path,
) -> Result<Vec<OutputFile>, Box<dyn Error>> {
    let links = batch::paths::path_between(out, root);
    let style = &settings.report;
    let pieces = batch::threads(settings.jobs)?.install(|| {
        let mut pieces = report::render_each(data, style, None, &OUTPUTS, outputs::piece)?;
        let told = report::applied::render(data, applied, style, links.as_deref())?;
        pieces.push(outputs::piece(told));
        Ok::<_, report::ReportError>(pieces)
    })?;
    Ok(pieces)
}

/// What a run came to, as one object.
#[derive(Serialize)]
struct Report<'a> {
    status: u8,
    period: Period,
    changes: &'a [AppliedChange],
    unchanged: usize,
    refused: usize,
    findings: &'a [Finding],
    files: &'a [ReturnedFile],
    out: String,
    outputs: Vec<String>,
    kept: Vec<Kept>,
    removed: Vec<String>,
}

impl<'a> Report<'a> {
    fn new(data: &Consolidation, applied: &'a Applied, out: &Path, published: Placed) -> Self {
        Self {
            status: status(applied).code(),
            period: data.period,
            changes: &applied.changes,
            unchanged: applied.unchanged,
            refused: applied.refusals(),
            findings: &applied.findings,
            files: &applied.files,
            out: out.display().to_string(),
            outputs: published.written,
            kept: published.kept,
            removed: published.removed,
        }
    }

    /// A few lines.
    fn to_text(&self) -> String {
        let entries: usize = self.files.iter().map(|file| file.entries).sum();
        let written = self.files.iter().filter(|file| file.entries > 0).count();
        let changed = match self.changes.len() {
            0 => "変わったことはありません".to_owned(),
            count => format!("変更 {count}件"),
        };
        let done = match entries {
            0 => "記入のある欄はありません".to_owned(),
            entries => format!("記入を反映しました（{written}ファイルに記入 {entries}件）"),
        };
        let mut lines = vec![
            format!("{}: {done}。", self.period.japanese()),
            format!(
                "{changed}、変わりなし {}件、反映しなかったこと {}件",
                self.unchanged, self.refused
            ),
            format!("出力先: {}（{}）", self.out, self.outputs.join("、")),
        ];
        let worst = [Severity::Error, Severity::Warning];
        let first = worst
            .iter()
            .find_map(|severity| self.findings.iter().find(|f| f.severity == *severity));
        lines.extend(first.map(|finding| format!("まずご確認ください: {finding}")));
        lines.join("\n") + "\n"
    }
}
