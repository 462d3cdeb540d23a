//! dataset.json of a former run, as the commands take it.

use kohyo::dataset::{self, Dataset, DatasetError};
use kohyo::files;
use kohyo::model::Consolidation;
use std::io;
use std::path::{Path, PathBuf};

/// A dataset.json is longer only with more than a hundred thousand projects.
const MOST_BYTES: u64 = 1 << 30;

/// A data file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum DatasetFileError {
    #[error("「{}」を開けません。ファイル名を確認してください。", file.display())]
    Unreadable { file: PathBuf, source: io::Error },
    #[error("「{}」を使えません。集計の結果にある dataset.json を指定してください。", file.display())]
    Content { file: PathBuf, source: DatasetError },
}

/// Reads a dataset.json as far as the next period needs it.
pub(super) fn read_dataset(file: &Path) -> Result<Dataset, DatasetFileError> {
    read(file, dataset::read)
}

/// Reads all of a dataset.json.
pub(super) fn read_whole(file: &Path) -> Result<Consolidation, DatasetFileError> {
    read(file, dataset::whole)
}

fn read<T>(
    file: &Path,
    parse: impl Fn(&str) -> Result<T, DatasetError>,
) -> Result<T, DatasetFileError> {
    let text =
        files::read_text(file, MOST_BYTES).map_err(|source| DatasetFileError::Unreadable {
            file: file.to_owned(),
            source,
        })?;
    parse(&text).map_err(|source| DatasetFileError::Content {
        file: file.to_owned(),
        source,
    })
}
