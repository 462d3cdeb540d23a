//! From a path to a workbook: size, bytes, format, and the reader of that format.

use super::worker::{Pool, WorkerCommand};
use super::worker_protocol::Order;
use super::{
    Format, Limits, Problem, ProblemKind, Workbook, crypt, formula, ods, sniff, xls, xlsx,
};
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// Reads workbooks, from any number of threads at once.
pub struct Reader {
    limits: Limits,
    pool: Option<Pool>,
}

impl Reader {
    /// A reader within `limits`. `.xls`, `.xlsb` and `.ods` are read by `worker` processes; without a
    /// command they are read in this process, where a hostile file can exhaust memory.
    pub fn new(limits: Limits, worker: Option<WorkerCommand>) -> Self {
        Self {
            limits,
            pool: worker.map(Pool::new),
        }
    }

    /// Opens a workbook. The file is read once and never written to.
    ///
    /// # Errors
    /// A problem of the whole file: unreadable, encrypted, no spreadsheet, or beyond a limit. What goes
    /// wrong on a part of it is in the workbook's and its sheets' own problems.
    pub fn open(&self, path: &Path) -> Result<Workbook, Problem> {
        let bytes = self.load(path)?;
        self.read(bytes)
            .map_err(|problem| sniff::by_name(path, problem))
    }

    /// Reads a workbook from the bytes of its file.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn read(&self, bytes: Vec<u8>) -> Result<Workbook, Problem> {
        let (bytes, is_protected) = match crypt::opened(&bytes)? {
            Cow::Owned(package) => (package, true),
            Cow::Borrowed(_) => (bytes, false),
        };
        let sniff::Told { format, package } = sniff::tell(&bytes, &self.limits)?;
        let mut workbook = match (&self.pool, format) {
            (Some(pool), Format::Xls | Format::Xlsb | Format::Ods) => {
                drop(package);
                let order = Order {
                    limits: self.limits,
                    format,
                };
                pool.read(order, bytes.into())
            }
            _ => caught(|| match package {
                Some(package) => xlsx::read_package(package),
                None => read_format(&bytes, format, &self.limits),
            }),
        }?;
        if is_protected {
            workbook.problems.push(crypt::book_protected());
        }
        formula::settle(&mut workbook);
        Ok(workbook)
    }

    fn load(&self, path: &Path) -> Result<Vec<u8>, Problem> {
        let size = fs::metadata(path)
            .map_err(|error| unopened(&error))
            .and_then(|met| match met.is_file() {
                true => Ok(met.len()),
                false => Err(not_a_file()),
            })?;
        let file = File::open(path).map_err(|error| unopened(&error))?;
        let most = self.limits.file_bytes;
        if size > most {
            return Err(Problem::limit("file_bytes", size, most));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        // The file may grow meanwhile: one byte more than allowed tells.
        file.take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| unopened(&error))?;
        if bytes.len() as u64 > most {
            return Err(Problem::limit("file_bytes", bytes.len(), most));
        }
        Ok(bytes)
    }
}

/// Reads a file's bytes here and now; a panic of a reader becomes a problem.
pub(super) fn read_in_process(
    bytes: &[u8],
    format: Format,
    limits: &Limits,
) -> Result<Workbook, Problem> {
    caught(|| read_format(bytes, format, limits))
}

fn read_format(bytes: &[u8], format: Format, limits: &Limits) -> Result<Workbook, Problem> {
    match format {
        Format::Xlsx => xlsx::read(bytes, limits),
        Format::Xls => xls::read(bytes, limits),
        Format::Xlsb => xlsx::read_binary(bytes, limits),
        Format::Ods => ods::read(bytes, limits),
    }
}

fn caught(read: impl FnOnce() -> Result<Workbook, Problem>) -> Result<Workbook, Problem> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Problem::new(
            ProblemKind::Unreadable,
            "ファイルが壊れていて、読み取りの途中で止まりました。Excelで開けるなら、.xlsx で保存し直してください",
        ))
    })
}

/// A pipe, a device or a socket: to open one may wait for ever.
fn not_a_file() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "普通のファイルではありません（フォルダー・パイプ・装置など）。個票のファイルを指定してください",
    )
}

fn unopened(error: &io::Error) -> Problem {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "ファイルがありません。移動や削除をしていないか確認してください".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "ファイルを開く権限がないか、ほかのプログラムが使っています。閉じてからもう一度実行してください".to_owned()
        }
        _ => format!("ファイルを開けません（{error}）。ほかのプログラムで開いていれば閉じてください"),
    };
    Problem::new(ProblemKind::Unreadable, message)
}
