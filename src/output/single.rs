//! A single file that appears whole or not at all.

use super::OutputError;
use crate::digest::sha256;
use crate::files;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Begins the name of a file that is being written.
const NEW_PREFIX: &str = ".kohyo-new-";

/// Writes a file that must not exist yet.
///
/// # Errors
/// [`OutputError::Exists`] where there is a file of that name, another where the disk refuses.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    if path.exists() {
        return Err(OutputError::Exists(path.to_owned()));
    }
    match staged(path, bytes)?.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(OutputError::Exists(path.to_owned()))
        }
        Err(refused) => Err(unwritable(path, refused.error)),
    }
}

/// Refuses a file whose folder is not there, and a name that stands for something else than a file: a
/// pipe, a device, a link. To be asked before the work whose result it is.
///
/// # Errors
/// When the folder does not exist or is none, or nothing may be put under that name.
pub fn check_place(path: &Path) -> Result<(), OutputError> {
    let folder = folder_of(path);
    if folder.is_dir() {
        return match fs::symlink_metadata(path) {
            Ok(met) if met.is_dir() => Err(OutputError::IsAFolder(path.to_owned())),
            Ok(met) if !met.is_file() => Err(OutputError::NotAFile(path.to_owned())),
            _ => Ok(()),
        };
    }
    let folder = folder.to_owned();
    Err(match folder.exists() {
        true => OutputError::NotAFolder(folder),
        false => OutputError::NoFolder {
            path: path.to_owned(),
            folder,
        },
    })
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Writes a file, in place of a former one of that name.
///
/// # Errors
/// When the disk refuses; a former file then stays.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let staged = staged(path, bytes)?.persist(path);
    staged.map_err(|refused| unwritable(path, refused.error))?;
    Ok(())
}

fn unwritable(path: &Path, source: io::Error) -> OutputError {
    OutputError::of_file(path.to_owned(), source)
}

/// The content in a file beside its place, held locked while it is written.
fn staged(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, OutputError> {
    check_place(path)?;
    let folder = folder_of(path);
    let name = path.file_name().unwrap_or_default();
    let name = sha256(name.as_encoded_bytes());
    let prefix = format!("{NEW_PREFIX}{}-", name.get(..8).unwrap_or_default());
    let write = || -> io::Result<NamedTempFile> {
        for stale in left_behind(folder, &prefix)? {
            // Whatever cannot be tidied here is tidied by the next run.
            let _ = fs::remove_file(stale);
        }
        // Not as a temporary file of one's own: colleagues are to read what is written.
        let mut file = tempfile::Builder::new()
            .prefix(&prefix)
            .make_in(folder, |path| File::create_new(path))?;
        // A file system that knows no locks is no reason to refuse the run.
        let _ = file.as_file().try_lock();
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().map_err(|source| unwritable(path, source))
}

/// What killed runs left of this very file: nobody holds it locked any more.
fn left_behind(folder: &Path, prefix: &str) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let own = entries.into_iter().filter(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with(prefix)
    });
    let paths = own.map(|entry| entry.path());
    Ok(paths
        .filter(|path| files::open_regular(path).is_ok_and(|file| file.try_lock().is_ok()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On a shared folder others open the register too.
    #[cfg(unix)]
    #[test]
    fn a_file_has_the_rights_of_any_other() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("any"), b"").unwrap();
        create(&path("created"), b"").unwrap();
        replace(&path("replaced"), b"").unwrap();
        let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode();
        assert_eq!(
            [mode("created"), mode("replaced")],
            [mode("any"), mode("any")]
        );
    }

    #[test]
    fn a_file_that_is_there_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台帳.xlsx");
        create(&path, b"first").unwrap();
        assert!(matches!(
            create(&path, b"second"),
            Err(OutputError::Exists(_))
        ));
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_of_a_file_goes_with_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let left = staged(&path, b"half").unwrap().into_temp_path();
        left.keep().unwrap();
        let at_work = staged(&folder.path().join("b.jsonl"), b"half").unwrap();
        for content in ["first", "second"] {
            replace(&path, content.as_bytes()).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
        }
        assert!(at_work.path().exists());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/台帳.xlsx");
        assert!(matches!(
            create(&path, b""),
            Err(OutputError::NoFolder { .. })
        ));
    }
}
