//! Files as people mean them. A pipe, a device or a socket is never opened: to open one may wait for ever.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// What a path leads to is neither a file nor a folder.
#[derive(Debug, thiserror::Error)]
#[error("普通のファイルではありません（パイプや装置など）")]
pub struct NotRegular;

/// Opens a file for reading.
///
/// # Errors
/// [`NotRegular`] for what is no file; else what the system says.
pub fn open(path: &Path) -> io::Result<File> {
    check(path)?;
    File::open(path)
}

/// The bytes of a file, as [`open`] opens it.
///
/// # Errors
/// As [`open`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file, as [`open`] opens it.
///
/// # Errors
/// As [`open`]; also where it is no UTF-8.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// Refuses what is there and is neither a file nor a folder, whatever links lead to it.
///
/// # Errors
/// [`NotRegular`].
pub fn check(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(met) if met.is_file() || met.is_dir() => Ok(()),
        Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidInput, NotRegular)),
        // Whoever goes on to open it is told.
        Err(_) => Ok(()),
    }
}

/// Whether an error is that of a path that leads to no file.
pub fn is_not_regular(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|inner| inner.is::<NotRegular>())
}
