//! What `kohyo read` wrote → everything read, as if it had been read here.

use super::reading::{Frame, Read};
use super::usage::UsageError;
use kohyo::batch::Batch;
use kohyo::config::Config;
use kohyo::files;
use kohyo::part::{self, Joined, Part, PartError};
use std::error::Error;
use std::path::{Path, PathBuf};

/// A file of parts is longer only with more than two hundred thousand forms.
const MOST_BYTES: u64 = 1 << 30;

/// A file of parts that cannot be used.
#[derive(Debug, thiserror::Error)]
enum PartFileError {
    #[error("「{}」を開けません。--from のファイル名を確認してください。", file.display())]
    Unreadable {
        file: PathBuf,
        source: std::io::Error,
    },
    #[error("「{}」の{what}", file.display())]
    Content { file: PathBuf, what: PartError },
}

/// Reads and joins the parts; also the folder that files are named from.
pub(super) fn read(
    files: &[PathBuf],
    root: Option<&Path>,
    settings: &Config,
) -> Result<(Read, PathBuf), Box<dyn Error>> {
    let frame = Frame::of(settings)?;
    let mut parts: Vec<(PathBuf, Part)> = Vec::new();
    for file in files {
        parts.extend(of_file(file)?.into_iter().map(|part| (file.clone(), part)));
    }
    let digest = frame.digest(settings)?;
    let Joined { records, root } = part::join(parts, &digest, root.map(Path::to_owned))?;
    let named: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    let read = Read {
        batch: Batch::of(records, &named.join("」「"))?,
        register: frame.register,
        previous: frame.previous,
    };
    Ok((read, root))
}

fn of_file(file: &Path) -> Result<Vec<Part>, PartFileError> {
    let text = files::read_text(file, MOST_BYTES).map_err(|source| PartFileError::Unreadable {
        file: file.to_owned(),
        source,
    })?;
    part::read(&text).map_err(|what| PartFileError::Content {
        file: file.to_owned(),
        what,
    })
}

/// Return copies are made from the forms themselves, which may not be at hand here.
pub(super) fn refuse_returns(settings: &Config) -> Result<(), UsageError> {
    match settings.returns {
        None => Ok(()),
        Some(_) => Err(UsageError(
            "--from で集計するときは差戻しを同時に作れません。kohyo return で作ってください。"
                .to_owned(),
        )),
    }
}
