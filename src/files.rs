//! Reading files that somebody names: plain ones only, and no more of them than is sensible.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Opens a plain file, or what a link says is one. A pipe or a device is not opened: it might never end.
///
/// # Errors
/// When nothing or something else stands there, or the system refuses.
pub fn open_regular(path: &Path) -> io::Result<File> {
    match fs::metadata(path)?.is_file() {
        true => File::open(path),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "ふつうのファイルではありません（フォルダー、パイプ、デバイスなど）",
        )),
    }
}

/// The bytes of a plain file of at most so many bytes.
///
/// # Errors
/// As [`open_regular`], and when the file is longer.
pub fn read_bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open_regular(path)?;
    // It may grow meanwhile: one byte more than allowed tells.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > most {
        true => Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("大きすぎます（上限 {} MiB）", most >> 20),
        )),
        false => Ok(bytes),
    }
}

/// As [`read_bounded`], for text in UTF-8.
///
/// # Errors
/// As [`read_bounded`], and when it is no UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read_bounded(path, most)?).map_err(|_| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "文字コードがUTF-8ではありません",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_much_of_a_plain_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"abc").unwrap();
        assert_eq!(read_bounded(&path, 3).unwrap(), b"abc");
        let longer = read_bounded(&path, 2).unwrap_err();
        assert_eq!(longer.kind(), io::ErrorKind::FileTooLarge);
        let other = read_bounded(folder.path(), 3).unwrap_err();
        assert_eq!(other.kind(), io::ErrorKind::InvalidInput);
        fs::write(&path, b"\xff").unwrap();
        assert_eq!(
            read_text(&path, 3).unwrap_err().kind(),
            io::ErrorKind::InvalidData
        );
    }
}
