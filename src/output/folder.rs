//! The output folder, held for one run.

use super::error::{OutputError, held_by_others};
use super::inside;
use super::manifest::{self, Manifest};
use super::steps::{self, Step};
use super::{Kept, OutputFile, OutputSet, Placed, STAGING_PREFIX, place_all};
use crate::digest::Digesting;
use crate::files;
use chrono::NaiveDateTime;
use same_file::Handle;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Held locked while a run writes into the folder.
const LOCK: &str = ".kohyo-lock";
/// How often the lock is taken anew where a run that ends takes it away.
const LOCK_TRIES: u32 = 16;
/// How long is waited in between where the system refuses to open it.
const LOCK_PAUSE: Duration = Duration::from_millis(20);
/// So many bytes of a file are compared at a time.
const PART: usize = 64 * 1024;

/// An output folder held for one run. Dropped without [`OutputFolder::place`] it leaves the disk as it was.
#[derive(Debug)]
pub struct OutputFolder {
    pub(super) folder: PathBuf,
    /// Folders made for this run, outermost first.
    pub(super) created: Vec<PathBuf>,
    /// What the last run wrote.
    pub(super) former: Manifest,
    lock: Option<File>,
    remarks: Vec<String>,
}

impl OutputFolder {
    /// Makes sure that the folder can be written to, clears what a killed run left, and keeps other runs out.
    ///
    /// # Errors
    /// When the path is no folder, cannot be made or written to, or another run is writing there.
    pub fn open(folder: &Path) -> Result<Self, OutputError> {
        let mut target = Self {
            folder: folder.to_owned(),
            created: Vec::new(),
            former: Manifest::default(),
            lock: None,
            remarks: Vec::new(),
        };
        if folder.exists() && !folder.is_dir() {
            return Err(OutputError::NotAFolder(folder.to_owned()));
        }
        target.create_folders()?;
        target.take_lock()?;
        let refuse = |(name, source): (String, io::Error)| OutputError::io(folder, &name, source);
        if !steps::recover(folder, STAGING_PREFIX).map_err(refuse)? {
            target.distrust("中断した実行の記録");
        }
        let former = Manifest::read(folder);
        let (former, believed) =
            former.map_err(|source| OutputError::io(folder, manifest::FILE, source))?;
        target.former = former;
        if !believed {
            target.distrust(manifest::FILE);
        }
        Ok(target)
    }

    /// What people should be told of kohyo's own files in the folder, one sentence each.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    fn distrust(&mut self, what: &str) {
        self.remarks.push(format!(
            "出力先「{}」の {what} はkohyoが書いたものではないか壊れているため、使いません。出力先を書き換えた人がいないか確認してください。",
            self.folder.display()
        ));
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn create_folders(&mut self) -> Result<(), OutputError> {
        let missing: Vec<&Path> = self
            .folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
            .collect();
        for path in missing.into_iter().rev() {
            match fs::create_dir(path) {
                Ok(()) => self.created.push(path.to_owned()),
                // Another run made it meanwhile.
                Err(_) if path.is_dir() => {}
                Err(source) => {
                    return Err(OutputError::Uncreatable {
                        folder: self.folder.clone(),
                        source,
                    });
                }
            }
        }
        Ok(())
    }

    fn take_lock(&mut self) -> Result<(), OutputError> {
        let path = self.folder.join(LOCK);
        let folder = self.folder.clone();
        let refuse = |source| OutputError::io(&folder, "", source);
        // A run that just ended takes its lock away between our opening and our holding it.
        for _ in 0..LOCK_TRIES {
            match Self::clear_lock(&path) {
                Ok(cleared) if cleared => self.distrust(LOCK),
                Err(error) if !held_by_others(&error) => return Err(refuse(error)),
                _ => {}
            }
            let options = File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path);
            let file = match options {
                Ok(file) => file,
                // The other run took the folder away that it had made for itself.
                Err(_) if !self.folder.is_dir() => {
                    self.create_folders()?;
                    continue;
                }
                // Windows: the other run is taking its lock away just now.
                Err(error) if held_by_others(&error) => {
                    thread::sleep(LOCK_PAUSE);
                    continue;
                }
                Err(error) => return Err(refuse(error)),
            };
            if let Err(TryLockError::WouldBlock) = file.try_lock() {
                return Err(OutputError::Running(self.folder.clone()));
            } // A file system that knows no locks is no reason to refuse the run.
            if is_still_there(&file, &path) {
                self.lock = Some(file);
                return Ok(());
            }
        }
        Err(OutputError::Running(self.folder.clone()))
    }

    /// Takes away a link or a pipe under the lock's name; whether there was one. What a link leads to is not
    /// touched.
    fn clear_lock(path: &Path) -> io::Result<bool> {
        match fs::symlink_metadata(path) {
            Ok(found) if !found.is_file() => fs::remove_file(path).map(|()| true),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(false),
        }
    }

    /// Moves the outputs in place. Of the kinds named, outputs of former runs that are not among
    /// the pieces go away; `now` names what people changed.
    ///
    /// # Errors
    /// When an output is open elsewhere or the disk refuses; the folder is then as it was before.
    pub fn place(
        self,
        kinds: &[&str],
        pieces: &[OutputFile],
        now: NaiveDateTime,
    ) -> Result<Placed, OutputError> {
        let set = OutputSet {
            target: self,
            kinds,
            pieces,
            streams: &[],
            user_data: &[],
        };
        let published = place_all(vec![set], now)?;
        Ok(published.into_iter().next().unwrap_or_default())
    }

    /// Whether an output in the folder has just this content. To compare takes a fraction of a digest, and
    /// most outputs of an evening's second run are those of the first.
    pub(super) fn holds(&self, name: &str, bytes: &[u8]) -> Result<bool, OutputError> {
        let holds = self.open_output(name).and_then(|mut file| {
            if file.metadata()?.len() != bytes.len() as u64 {
                return Ok(false);
            }
            let mut buffer = vec![0; PART];
            for part in bytes.chunks(PART) {
                let present = &mut buffer[..part.len()];
                file.read_exact(present)?;
                if present != part {
                    return Ok(false);
                }
            }
            Ok(true)
        });
        holds.or_else(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof => Ok(false),
            _ => Err(OutputError::io(&self.folder, name, error)),
        })
    }

    fn open_output(&self, name: &str) -> io::Result<File> {
        files::open_regular(&inside::place(&self.folder, name)?)
    }

    /// The digest of an output in the folder; `None` where there is none.
    pub(super) fn present(&self, name: &str) -> Result<Option<String>, OutputError> {
        let digest = self.open_output(name).and_then(|mut file| {
            let mut digesting = Digesting::new(io::sink());
            io::copy(&mut file, &mut digesting)?;
            Ok(digesting.finish().1)
        });
        match digest {
            Ok(digest) => Ok(Some(digest)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(OutputError::io(&self.folder, name, error)),
        }
    }

    /// Keeps an output under a dated name that nobody uses.
    pub(super) fn keep(
        &self,
        name: &str,
        changed: bool,
        now: NaiveDateTime,
        published: &mut Placed,
    ) -> Step {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let dated = format!("{stem}_{}", now.format("%Y-%m-%d_%H%M"));
        let kept_as = (1_u32..)
            .map(|count| match count {
                1 => format!("{dated}.{extension}"),
                _ => format!("{dated}_{count}.{extension}"),
            })
            .find(|candidate| !inside::is_taken(&self.folder.join(candidate)))
            .unwrap_or(dated);
        published.kept.push(Kept {
            name: name.to_owned(),
            kept_as: kept_as.clone(),
            changed,
        });
        Step::Keep {
            name: name.to_owned(),
            kept_as,
        }
    }

    /// Office programs put a lock file beside what they have open.
    pub(super) fn refuse_open(&self, plan: &[Step]) -> Result<(), OutputError> {
        for step in plan {
            let name = step.name();
            let (folder, file) = name.rsplit_once('/').map_or(("", name), |(f, n)| (f, n));
            for lock in [format!("~${file}"), format!(".~lock.{file}#")] {
                let lock = if folder.is_empty() {
                    lock
                } else {
                    format!("{folder}/{lock}")
                };
                if self.folder.join(&lock).exists() {
                    return Err(OutputError::Open {
                        file: self.folder.join(name),
                        lock: Some(lock),
                        source: None,
                    });
                }
            }
        }
        Ok(())
    }
}

/// Whether a file that was opened is the one that stands under its name.
fn is_still_there(file: &File, path: &Path) -> bool {
    let opened = file.try_clone().and_then(Handle::from_file);
    let present = Handle::from_path(path);
    matches!((opened, present), (Ok(opened), Ok(present)) if opened == present)
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if let Some(held) = self.lock.take() {
            // While it is held: a run that begins now must not find a lock that is about to go. Whatever cannot
            // be tidied here is tidied by the next run.
            let _ = fs::remove_file(self.folder.join(LOCK));
            drop(held);
        }
        for folder in self.created.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
