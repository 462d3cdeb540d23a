//! Paths → one [`Consolidation`](crate::model::Consolidation); a bad file never stops the rest.
//!
//! ```text
//! inputs ─ walk ─ files ─ file (in parallel: workbook, form) ─ Batch ─┬─ period: which year is rated
//!                                                                     └─ judge, duplicates, register, order ─ Consolidation
//! ```

mod below;
mod consolidate;
mod duplicates;
mod file;
mod order;
pub mod paths;
pub mod period;
mod problems;
pub mod register;
pub mod returned;
pub mod walk;

pub use below::below;
pub use period::{ChosenPeriod, PeriodError};

use crate::finding::{Code, Finding, Severity};
use crate::layout::Layout;
use crate::model::{Department, ProjectSheet, Submission, SubmissionStatus};
use crate::workbook::Reader;
use file::FileReading;
use order::Tabs;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::num::NonZeroUsize;
use walk::{Found, FoundKind, InputError, Walk};

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// So many files will be opened.
    Files(usize),
    /// A file is being opened.
    Begun(&'a str),
    /// A file was read, or turned out to be unreadable.
    Done,
}

/// What reading needs to know.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Opens workbooks.
    pub reader: &'a Reader,
    /// The forms there are.
    pub layouts: &'a [Layout],
    /// The city's bureaus and divisions; empty where no list is kept.
    pub organisation: &'a [Department],
    /// Words in a sheet's or project's name that mark an example.
    pub example_words: &'a [String],
    /// How many files are read at once; `None` for one on each processor.
    pub jobs: Option<NonZeroUsize>,
}

/// What one file came to, before any rule looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRecord {
    /// What became of it.
    pub submission: Submission,
    /// Names of its sheets in the order of tabs.
    pub tabs: Vec<String>,
    /// Its forms.
    pub sheets: Vec<ProjectSheet>,
    /// What was found in it.
    pub findings: Vec<Finding>,
}

/// Everything that was read, in the order of path.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    sheets: Vec<ProjectSheet>,
    findings: Vec<Finding>,
    submissions: Vec<Submission>,
    tabs: Tabs,
}

/// So many threads; `None` for one on each processor.
///
/// # Errors
/// When the system gives none.
pub fn threads(jobs: Option<NonZeroUsize>) -> Result<ThreadPool, BatchError> {
    let count = jobs.map_or(0, NonZeroUsize::get); // 0: one on each processor
    Ok(ThreadPoolBuilder::new().num_threads(count).build()?)
}

/// Why nothing could be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// No file is left that could hold a form.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The system gave no threads.
    #[error("並行して読み取る準備ができませんでした。--jobs 1 を付けて実行してください。")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// A thread takes so many files at once: of larger shares the last one would keep all others waiting.
const AT_ONCE: usize = 4;

impl Reading<'_> {
    /// Reads every file once.
    ///
    /// # Errors
    /// When there is nothing to read; what is wrong with a file is a finding.
    pub fn read(
        &self,
        walk: &Walk,
        tell: &(dyn Fn(Event<'_>) + Sync),
    ) -> Result<Batch, BatchError> {
        Ok(Batch::of(self.records(walk, tell)?, &walk.named)?)
    }

    /// Reads every file once and keeps what each came to by itself, in the order of the walk.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn records(
        &self,
        walk: &Walk,
        tell: &(dyn Fn(Event<'_>) + Sync),
    ) -> Result<Vec<FileRecord>, BatchError> {
        let inputs = walk.found.iter().filter(|f| f.kind == FoundKind::Input);
        tell(Event::Files(inputs.count()));
        let files = walk.found.par_iter().with_max_len(AT_ONCE);
        Ok(threads(self.jobs)?.install(|| files.map(|f| self.one(f, tell)).collect()))
    }

    fn one(&self, found: &Found, tell: &(dyn Fn(Event<'_>) + Sync)) -> FileRecord {
        let reading = match &found.kind {
            FoundKind::Other => {
                let message = "表計算のファイルではないので読んでいません。個票であれば .xlsx で提出してもらってください";
                let finding = Finding::new(Code::NotAForm, message).severity(Severity::Info);
                FileReading::skipped().with(finding.in_file(&found.file))
            }
            FoundKind::Unreadable(why) => {
                let message = format!("フォルダーやファイルを開けません（{why}）");
                let finding = Finding::new(Code::UnreadableFile, message);
                FileReading::rejected().with(finding.in_file(&found.file))
            }
            FoundKind::Input => {
                tell(Event::Begun(&found.file));
                let reading = file::read(self, found);
                tell(Event::Done);
                reading
            }
        };
        reading.record(&found.file)
    }
}

impl Batch {
    /// Puts together what files came to, given in the order of path. `named` is what the user called them.
    ///
    /// # Errors
    /// When no file is among them that could hold a form.
    pub fn of(records: Vec<FileRecord>, named: &str) -> Result<Self, InputError> {
        let skipped = |record: &FileRecord| record.submission.status == SubmissionStatus::Skipped;
        if records.iter().all(skipped) {
            return Err(InputError::OnlyOutputs(named.to_owned()));
        }
        let mut batch = Self::default();
        for record in records {
            batch.tabs.note(&record.submission.file, record.tabs);
            batch.submissions.push(record.submission);
            batch.sheets.extend(record.sheets);
            batch.findings.extend(record.findings);
        }
        Ok(batch)
    }

    /// What was found in reading alone, in the order of file, sheet and cell.
    pub fn into_findings(mut self) -> Vec<Finding> {
        self.findings.extend(duplicates::find(&self.sheets));
        self.tabs.in_order(self.findings)
    }
}
