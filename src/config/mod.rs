//! The settings of an office: `kohyo.toml`. Every key may be left out; flags win.
//!
//! ```toml
//! inputs = ["個票"]           # paths are relative to the folder of this file
//! out = "結果"
//! returns = "差戻し"
//! register = "台帳.xlsx"
//! previous = "前回/dataset.json"
//! period = "R2-H1"
//! as_of = 2020-09-30
//!
//! [report]                    # report::Style
//! [rules]                     # rules::Thresholds
//! [offices]                   # rules::Offices
//! [read]                      # ReadSettings
//! [limits]                    # workbook::Limits
//! [publish]                   # site::Settings
//! ```

mod explain;
mod values;

pub use explain::explain;
pub use values::{PeriodChoice, parse_day, parse_output, parse_period};

use crate::files;
use crate::report::{Output, Style};
use crate::rules::{Offices, Settings, Thresholds};
use crate::site;
use crate::workbook::Limits;
use chrono::NaiveDate;
use serde::Deserialize;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
pub(crate) use values::day;
use values::{one_or_many, outputs, period};

/// The name of the settings file.
pub const FILE: &str = "kohyo.toml";

/// Everything `kohyo.toml` can say. Paths are usable as they are: relative ones were joined to the
/// folder of the file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Files and folders to read.
    #[serde(deserialize_with = "one_or_many")]
    pub inputs: Vec<PathBuf>,
    /// Folder for the outputs.
    pub out: Option<PathBuf>,
    /// 台帳
    pub register: Option<PathBuf>,
    /// dataset.json of the last period.
    pub previous: Option<PathBuf>,
    /// Folder for the return copies (差戻し).
    pub returns: Option<PathBuf>,
    /// The period to rate.
    #[serde(deserialize_with = "period")]
    pub period: Option<PeriodChoice>,
    /// The day up to which progress is looked at.
    #[serde(deserialize_with = "day")]
    pub as_of: Option<NaiveDate>,
    /// Layout files beside the built-in ones.
    #[serde(deserialize_with = "one_or_many")]
    pub layout: Vec<PathBuf>,
    /// The outputs wanted; `None` for all.
    #[serde(deserialize_with = "outputs")]
    pub only: Option<Vec<Output>>,
    /// How many files are read at once.
    pub jobs: Option<NonZeroUsize>,
    /// What the reports look like.
    pub report: Style,
    /// Where the grades begin.
    pub rules: Thresholds,
    /// Who holds which office.
    pub offices: Offices,
    /// What is passed over in reading.
    pub read: ReadSettings,
    /// Bounds on what is read.
    pub limits: Limits,
    /// What is published, and by whom.
    pub publish: site::Settings,
}

/// The `[read]` settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadSettings {
    /// Words in a sheet's or project's name that mark an example.
    pub example_words: Vec<String>,
}

impl Default for ReadSettings {
    fn default() -> Self {
        let words = ["記入例", "記載例", "入力例", "見本", "サンプル"];
        Self {
            example_words: words.map(str::to_owned).to_vec(),
        }
    }
}

/// A settings file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be opened.
    #[error("設定ファイル「{}」を開けません。--config のファイル名と読み取りの権限を確認してください。", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not UTF-8.
    #[error("設定ファイル「{}」の{line}行目に読めない文字があります。文字コードをUTF-8にして保存し直してください。", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
    /// The content is wrong.
    #[error("設定ファイル「{}」の{what}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// Line, column, what is wrong and what to write instead, in Japanese.
        what: String,
    },
}

/// Settings are a page of text.
const MOST_BYTES: u64 = 4 << 20;

impl Config {
    /// Reads a settings file.
    ///
    /// # Errors
    /// When it cannot be opened or says something that is no setting, with line and column.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let bytes =
            files::read_bounded(path, MOST_BYTES).map_err(|source| ConfigError::Unreadable {
                path: path.to_owned(),
                source,
            })?;
        let text = text_of(&bytes).map_err(|line| ConfigError::Encoding {
            path: path.to_owned(),
            line,
        })?;
        let mut config: Self = toml::from_str(text).map_err(|error| ConfigError::Content {
            path: path.to_owned(),
            what: explain(text, &error),
        })?;
        config.join_to(path.parent().unwrap_or(Path::new("")));
        config.report.thresholds = config.rules;
        Ok(config)
    }

    /// What the rules are told.
    pub fn rules(&self) -> Settings {
        Settings {
            thresholds: self.rules,
            offices: self.offices.clone(),
        }
    }

    fn join_to(&mut self, folder: &Path) {
        let single = [
            &mut self.out,
            &mut self.register,
            &mut self.previous,
            &mut self.returns,
        ];
        let paths = single.into_iter().flatten();
        for path in paths.chain(&mut self.inputs).chain(&mut self.layout) {
            *path = folder.join(&*path);
        }
    }
}

/// The text of a file that people write, without the byte order mark that Windows' editor puts in front.
///
/// # Errors
/// The line, counted from 1, where it is not UTF-8.
pub fn text_of(bytes: &[u8]) -> Result<&str, usize> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let before = bytes[..error.valid_up_to()].iter();
            Err(before.filter(|byte| **byte == b'\n').count() + 1)
        }
    }
}

/// Where the settings file lies when nobody names one: beside the first input.
pub fn beside(input: &Path) -> Option<PathBuf> {
    let folder = if input.is_dir() {
        input
    } else {
        input.parent()?
    };
    Some(folder.join(FILE)).filter(|path| path.is_file())
}

#[cfg(test)]
mod tests;
