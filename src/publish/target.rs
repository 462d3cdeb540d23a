//! The output folder, held for one run.

use super::error::PublishError;
use super::steps::{self, Step};
use super::{ASIDE_PREFIX, Delivery, Kept, Piece, Published, publish_all};
use crate::digest::Digesting;
use crate::regular;
use chrono::NaiveDateTime;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Held locked while a run writes into the folder.
const LOCK: &str = ".kohyo-lock";
/// So many bytes of a file are compared at a time.
const PART: usize = 64 * 1024;

/// An output folder held for one run. Dropped without [`Target::publish`] it leaves the disk as it was.
#[derive(Debug)]
pub struct Target {
    pub(super) folder: PathBuf,
    /// Folders made for this run, outermost first.
    pub(super) created: Vec<PathBuf>,
    lock: Option<File>,
}

impl Target {
    /// Makes sure that the folder can be written to, clears what a killed run left, and keeps other runs out.
    ///
    /// # Errors
    /// When the path is no folder, cannot be made or written to, or another run is writing there.
    pub fn open(folder: &Path) -> Result<Self, PublishError> {
        let mut target = Self {
            folder: folder.to_owned(),
            created: Vec::new(),
            lock: None,
        };
        if folder.exists() && !folder.is_dir() {
            return Err(PublishError::NotAFolder(folder.to_owned()));
        }
        target.create_folders()?;
        target.take_lock()?;
        steps::recover(folder, ASIDE_PREFIX).map_err(|e| PublishError::io(folder, "", e))?;
        Ok(target)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn create_folders(&mut self) -> Result<(), PublishError> {
        let missing: Vec<&Path> = self
            .folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
            .collect();
        for path in missing.into_iter().rev() {
            fs::create_dir(path).map_err(|source| PublishError::Uncreatable {
                folder: self.folder.clone(),
                source,
            })?;
            self.created.push(path.to_owned());
        }
        Ok(())
    }

    fn take_lock(&mut self) -> Result<(), PublishError> {
        let path = self.folder.join(LOCK);
        let file = regular::check(&path).and_then(|()| File::create(&path));
        let file = file.map_err(|source| PublishError::io(&self.folder, "", source))?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(PublishError::Running(self.folder.clone()));
        } // A file system that knows no locks is no reason to refuse the run.
        self.lock = Some(file);
        Ok(())
    }

    /// Moves the outputs in place. Of the kinds named, outputs of former runs that are not among
    /// the pieces go away; `now` names what people changed.
    ///
    /// # Errors
    /// When an output is open elsewhere or the disk refuses; the folder is then as it was before.
    pub fn publish(
        self,
        kinds: &[&str],
        pieces: &[Piece],
        now: NaiveDateTime,
    ) -> Result<Published, PublishError> {
        let delivery = Delivery {
            target: self,
            kinds,
            pieces,
            streams: &[],
            precious: &[],
        };
        let published = publish_all(vec![delivery], now)?;
        Ok(published.into_iter().next().unwrap_or_default())
    }

    /// Whether an output in the folder has just this content. To compare takes a fraction of a digest, and
    /// most outputs of an evening's second run are those of the first.
    pub(super) fn holds(&self, name: &str, bytes: &[u8]) -> Result<bool, PublishError> {
        let holds = regular::open(&self.folder.join(name)).and_then(|mut file| {
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
            _ => Err(PublishError::io(&self.folder, name, error)),
        })
    }

    /// The digest of an output in the folder; `None` where there is none.
    pub(super) fn present(&self, name: &str) -> Result<Option<String>, PublishError> {
        let digest = regular::open(&self.folder.join(name)).and_then(|mut file| {
            let mut digesting = Digesting::new(io::sink());
            io::copy(&mut file, &mut digesting)?;
            Ok(digesting.finish().1)
        });
        match digest {
            Ok(digest) => Ok(Some(digest)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(PublishError::io(&self.folder, name, error)),
        }
    }

    /// Keeps an output under a dated name that nobody uses.
    pub(super) fn keep(
        &self,
        name: &str,
        changed: bool,
        now: NaiveDateTime,
        published: &mut Published,
    ) -> Step {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let dated = format!("{stem}_{}", now.format("%Y-%m-%d_%H%M"));
        let kept_as = (1_u32..)
            .map(|count| match count {
                1 => format!("{dated}.{extension}"),
                _ => format!("{dated}_{count}.{extension}"),
            })
            .find(|candidate| !self.folder.join(candidate).exists())
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
    pub(super) fn refuse_open(&self, plan: &[Step]) -> Result<(), PublishError> {
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
                    return Err(PublishError::Open {
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

impl Drop for Target {
    fn drop(&mut self) {
        if self.lock.take().is_some() {
            // Whatever cannot be tidied here is tidied by the next run.
            let _ = fs::remove_file(self.folder.join(LOCK));
        }
        for folder in self.created.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
