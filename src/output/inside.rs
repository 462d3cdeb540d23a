//! Places inside the output folder. A shared folder is where others may write too: names that stand in its
//! own files, and links that lie in it, must not lead a run anywhere else.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Whether a name, its folders `/` separated, can only stand below the folder it is joined to.
pub(super) fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        let mut components = Path::new(part).components();
        matches!(
            (components.next(), components.next()),
            (Some(Component::Normal(whole)), None) if whole == part
        )
    };
    // On Windows `a:b` is a stream of the file `a`.
    let stream = |name: &str| cfg!(windows) && name.contains(':');
    name.split('/').all(part) && !name.contains('\0') && !stream(name)
}

/// Where an output lies.
///
/// # Errors
/// When the name is not plain, or a folder on the way is a link, which leads elsewhere.
pub(super) fn place(folder: &Path, name: &str) -> io::Result<PathBuf> {
    if !is_plain(name) {
        let message = format!("「{name}」は出力先の中の名前ではありません");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let mut place = folder.to_owned();
    let mut parts = name.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        if parts.peek().is_some() && is_link(&place) {
            let message = "途中のフォルダーが、ほかの場所を指すリンクになっています";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
    }
    Ok(place)
}

/// Whether something stands there that is not itself a file or a folder; junctions of Windows are links.
pub(super) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink())
}

/// Whether anything at all stands there, a link that leads nowhere too.
pub(super) fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// What stands under the name of one of kohyo's own files.
#[derive(Debug)]
pub(super) enum Own {
    /// Nothing.
    Absent,
    /// What a run may have written.
    Content(Vec<u8>),
    /// A link, a pipe, a folder, or more than any run writes.
    Foreign,
}

/// Reads one of kohyo's own files, of at most so many bytes. Anything but a plain file is not opened: a pipe
/// would never end.
pub(super) fn read_own(path: &Path, most: u64) -> io::Result<Own> {
    let found = match fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Own::Absent),
        Err(error) => return Err(error),
    };
    if !found.is_file() || found.len() > most {
        return Ok(Own::Foreign);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > most {
        true => Ok(Own::Foreign),
        false => Ok(Own::Content(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_below_the_folder_are_plain() {
        for name in ["総括表.xlsx", "教育部/学校教育課.xlsx", "data/a.csv", "..x"] {
            assert!(is_plain(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            "/",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "a//b",
            "a/",
            "a/./b",
            "a\0b",
        ] {
            assert!(!is_plain(name), "{name:?}");
        }
    }

    #[cfg(windows)]
    #[test]
    fn names_that_lead_elsewhere_on_windows_are_not_plain() {
        for name in [
            "C:\\a",
            "C:a",
            "a\\b",
            "\\\\server\\share",
            "a.xlsx:b",
            "..\\a",
        ] {
            assert!(!is_plain(name), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_on_the_way_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("教育部")).unwrap();
        assert!(place(folder.path(), "教育部/a.xlsx").is_err());
        assert!(place(folder.path(), "市民部/a.xlsx").is_ok());
        assert!(place(folder.path(), "../a.xlsx").is_err());
    }

    #[test]
    fn what_no_run_wrote_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own");
        assert!(matches!(read_own(&path, 3), Ok(Own::Absent)));
        fs::write(&path, b"abc").unwrap();
        assert!(matches!(read_own(&path, 3), Ok(Own::Content(bytes)) if bytes == b"abc"));
        fs::write(&path, b"abcd").unwrap();
        assert!(matches!(read_own(&path, 3), Ok(Own::Foreign)));
        assert!(matches!(read_own(folder.path(), 3), Ok(Own::Foreign)));
    }
}
