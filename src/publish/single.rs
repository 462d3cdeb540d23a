//! A single new file, never in place of another.

use super::PublishError;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file that must not exist yet; it appears whole or not at all.
///
/// # Errors
/// [`PublishError::Exists`] where there is a file of that name, another where the disk refuses.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let unwritable = |source| PublishError::Unwritable {
        path: path.to_owned(),
        source,
    };
    if path.exists() {
        return Err(PublishError::Exists(path.to_owned()));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(unwritable)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(unwritable)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(PublishError::Exists(path.to_owned()))
        }
        Err(refused) => Err(unwritable(refused.error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台帳.xlsx");
        create(&path, b"first").unwrap();
        assert!(matches!(
            create(&path, b"second"),
            Err(PublishError::Exists(_))
        ));
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/台帳.xlsx");
        assert!(matches!(
            create(&path, b""),
            Err(PublishError::Unwritable { .. })
        ));
    }
}
