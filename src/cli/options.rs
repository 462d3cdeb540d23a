//! What every reading command can be told, by flags and by `kohyo.toml`; flags win.

use super::say;
use super::usage::UsageError;
use clap::ValueEnum;
use kohyo::config::{self, Config, ConfigError, PeriodChoice, parse_day, parse_period};
use serde::Serialize;
use std::error::Error;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// How the result is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A few lines for people.
    #[default]
    Text,
    /// One JSON object on standard output.
    Json,
}

impl Format {
    /// Says what a run came to: all of it to programs, the text to people who did not ask for quiet.
    pub(super) fn tell(
        self,
        quiet: bool,
        report: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Json => say::out(&(serde_json::to_string(report)? + "\n"))?,
            Self::Text if quiet => {}
            Self::Text => say::out(&text())?,
        }
        Ok(())
    }
}

/// The flag of every command that tells programs what it came to.
#[derive(clap::Args, Default)]
pub(super) struct FormatOption {
    /// 結果の形式: text（既定）、json
    #[arg(
        long,
        value_name = "形式",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "オプション"
    )]
    pub(super) format: Format,
}

/// The flag of commands that tell their result and show no progress.
#[derive(clap::Args)]
pub(super) struct QuietOption {
    /// 結果を表示しません
    #[arg(short, long, help_heading = "オプション")]
    pub(super) quiet: bool,
}

/// The flag of every command that recognises forms.
#[derive(clap::Args, Default)]
pub(super) struct LayoutOption {
    /// 内蔵のものに加える様式定義（いくつでも）
    #[arg(long, value_name = "様式.toml", help_heading = "オプション")]
    layout: Vec<PathBuf>,
}

impl LayoutOption {
    /// Layouts given as flags win over those of the settings.
    pub(super) fn prefer(&self, settings: &mut Config) {
        if !self.layout.is_empty() {
            settings.layout.clone_from(&self.layout);
        }
    }
}

/// What is read, and how: flags of every command that opens forms.
#[derive(clap::Args, Default)]
pub(super) struct Sources {
    /// 個票のあるフォルダーまたはファイル（いくつでも）
    #[arg(value_name = "入力", help_heading = "引数")]
    inputs: Vec<PathBuf>,
    /// 台帳のファイル（未提出の取組みが分かります）
    #[arg(long, value_name = "台帳.xlsx", help_heading = "オプション")]
    register: Option<PathBuf>,
    /// 設定ファイル（省略すると最初の入力と同じ場所の kohyo.toml）
    #[arg(long, value_name = "kohyo.toml", help_heading = "オプション")]
    config: Option<PathBuf>,
    #[command(flatten)]
    layout: LayoutOption,
    /// 同時に行う処理の数（省略すると自動）
    #[arg(long, value_name = "数", value_parser = at_least_one, help_heading = "オプション")]
    jobs: Option<NonZeroUsize>,
    /// 途中経過と結果の要約を表示しません
    #[arg(short, long, help_heading = "オプション")]
    pub(super) quiet: bool,
}

/// Flags of every command that judges forms.
#[derive(clap::Args, Default)]
pub(super) struct ReadOptions {
    #[command(flatten)]
    pub(super) sources: Sources,
    /// 前回の集計の dataset.json（前回比と、前回を写した記載が分かります）
    #[arg(long, value_name = "dataset.json", help_heading = "オプション")]
    previous: Option<PathBuf>,
    /// 対象の期間: R2、R2-H1、R2-Q3、令和2年度上期（省略すると表題の年度）
    #[arg(long, value_name = "期間", value_parser = parse_period, help_heading = "オプション")]
    period: Option<PeriodChoice>,
    /// 進捗を見る基準日: 2020-09-30（省略すると期間の末日）
    #[arg(long, value_name = "日付", value_parser = parse_day, help_heading = "オプション")]
    as_of: Option<chrono::NaiveDate>,
    #[command(flatten)]
    pub(super) telling: FormatOption,
}

fn at_least_one(written: &str) -> Result<NonZeroUsize, String> {
    written
        .parse()
        .map_err(|_| format!("「{written}」は使えません。1以上の整数を書いてください。"))
}

impl Sources {
    /// The settings that hold for this run.
    pub(super) fn settings(&self) -> Result<Config, Box<dyn Error>> {
        let settings = self.settings_without_inputs()?;
        if settings.inputs.is_empty() {
            let message = "入力がありません。個票のフォルダーを指定するか、kohyo.toml に inputs を書いてください。";
            return Err(UsageError(message.to_owned()).into());
        }
        Ok(settings)
    }

    /// The settings of a run that opens no form.
    fn settings_without_inputs(&self) -> Result<Config, Box<dyn Error>> {
        let file = match (&self.config, self.inputs.first()) {
            (Some(named), _) => Some(named.clone()),
            (None, Some(input)) => config::beside(input),
            (None, None) => here(),
        };
        let mut settings = settings_of(file)?;
        if !self.inputs.is_empty() {
            settings.inputs.clone_from(&self.inputs);
        }
        self.layout.prefer(&mut settings);
        prefer(&mut settings.register, self.register.as_ref());
        prefer(&mut settings.jobs, self.jobs.as_ref());
        Ok(settings)
    }
}

impl ReadOptions {
    /// The settings that hold for this run.
    pub(super) fn settings(&self) -> Result<Config, Box<dyn Error>> {
        Ok(self.judging(self.sources.settings()?))
    }

    /// The settings of a run that joins what others read.
    pub(super) fn settings_of_join(&self) -> Result<Config, Box<dyn Error>> {
        Ok(self.judging(self.sources.settings_without_inputs()?))
    }

    fn judging(&self, mut settings: Config) -> Config {
        prefer(&mut settings.previous, self.previous.as_ref());
        prefer(&mut settings.period, self.period.as_ref());
        prefer(&mut settings.as_of, self.as_of.as_ref());
        settings
    }
}

/// The settings of a file; the usual ones where there is none.
pub(super) fn settings_of(file: Option<PathBuf>) -> Result<Config, ConfigError> {
    file.as_deref().map_or(Ok(Config::default()), Config::read)
}

/// The settings file of the folder that the program was started in.
pub(super) fn here() -> Option<PathBuf> {
    Some(PathBuf::from(config::FILE)).filter(|file| file.is_file())
}

/// A flag that was given wins over the settings file.
pub(super) fn prefer<T: Clone>(setting: &mut Option<T>, flag: Option<&T>) {
    if let Some(flag) = flag {
        *setting = Some(flag.clone());
    }
}
