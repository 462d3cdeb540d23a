//! Steps on the output folder that can be undone, also by the run after a killed one.

use super::Piece;
use super::flow;
use super::manifest;
use crate::digest::{self, Digesting};
use crate::regular;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::thread;
use tempfile::TempDir;

const JOURNAL: &str = "journal.json";
const NEW: &str = "new";
const OLD: &str = "old";

/// How many files are written at once.
const WRITERS: usize = 16;

/// One change of the output folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Step {
    /// Gives an output a second name.
    Keep { name: String, kept_as: String },
    /// Puts a staged output in place of what was there.
    Put { name: String, sha256: String },
    /// Takes an output away.
    Remove { name: String },
}

impl Step {
    pub(super) fn put(name: &str, sha256: &str) -> Self {
        Self::Put {
            name: name.to_owned(),
            sha256: sha256.to_owned(),
        }
    }

    /// The output it puts in place, if it does.
    pub(super) fn puts(&self) -> Option<&str> {
        match self {
            Self::Put { name, .. } => Some(name),
            Self::Keep { .. } | Self::Remove { .. } => None,
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Keep { name, .. } | Self::Put { name, .. } | Self::Remove { name } => name,
        }
    }
}

/// The folder in which outputs are built, inside the output folder so that a rename moves them.
#[derive(Debug)]
pub(super) struct Aside {
    folder: PathBuf,
    aside: TempDir,
}

impl Aside {
    pub(super) fn new(folder: &Path, prefix: &str) -> io::Result<Self> {
        let aside = tempfile::Builder::new().prefix(prefix).tempdir_in(folder)?;
        fs::create_dir(aside.path().join(NEW))?;
        fs::create_dir(aside.path().join(OLD))?;
        Ok(Self {
            folder: folder.to_owned(),
            aside,
        })
    }

    /// The output folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes an output aside, down to the disk.
    pub(super) fn stage(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let place = self.aside.path().join(NEW).join(name);
        make_room(&place)?;
        write_through(&place, bytes)
    }

    /// Writes an output aside as it is made, down to the disk; returns its digest.
    pub(super) fn stage_stream(
        &self,
        name: &str,
        write: &dyn Fn(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> io::Result<String> {
        let place = self.aside.path().join(NEW).join(name);
        make_room(&place)?;
        flow::to_disk(&File::create(&place)?, |flow| {
            let mut buffered = BufWriter::new(Digesting::new(flow));
            write(&mut buffered)?;
            Ok(buffered.into_inner()?.finish().1)
        })
    }

    /// Writes many outputs aside at once, or names the one that failed: waiting for the disk to confirm
    /// a file takes far longer than writing it, and a disk confirms many together.
    pub(super) fn stage_all(&self, pieces: &[&Piece]) -> Result<(), (String, io::Error)> {
        let share = pieces.len().div_ceil(WRITERS).max(1);
        let stage = |pieces: &[&Piece]| {
            pieces.iter().try_for_each(|piece| {
                let staged = self.stage(&piece.name, &piece.bytes);
                staged.map_err(|error| (piece.name.clone(), error))
            })
        };
        thread::scope(|scope| {
            let shares = pieces.chunks(share);
            let writers: Vec<_> = shares.map(|share| scope.spawn(|| stage(share))).collect();
            writers.into_iter().try_for_each(|writer| {
                let lost = || (String::new(), io::Error::other("a writer panicked"));
                writer.join().unwrap_or_else(|_| Err(lost()))
            })
        })
    }

    /// Performs all steps, or undoes them and names the output that failed.
    pub(super) fn perform(&mut self, plan: &[Step]) -> Result<(), (String, io::Error)> {
        if plan.is_empty() {
            return Ok(());
        }
        let places = Places::of(&self.folder, self.aside.path());
        serde_json::to_vec(plan)
            .map_err(io::Error::from)
            .and_then(|journal| write_through(&places.journal, &journal))
            .map_err(|error| (String::new(), error))?;
        for step in plan {
            if let Err(error) = places.perform(step) {
                self.undo(plan);
                return Err((step.name().to_owned(), error));
            }
        }
        Ok(())
    }

    /// Undoes the steps that were performed.
    pub(super) fn undo(&mut self, plan: &[Step]) {
        let places = Places::of(&self.folder, self.aside.path());
        // What cannot be undone now stays in the journal for the next run.
        if places.undo_all(plan).is_err() {
            self.aside.disable_cleanup(true);
        }
    }
}

/// Undoes what killed runs began and removes their folders.
pub(super) fn recover(folder: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let aside = entry.path();
        let places = Places::of(folder, &aside);
        if let Ok(journal) = regular::read(&places.journal)
            && let Ok(plan) = serde_json::from_slice::<Vec<Step>>(&journal)
            && places.new.join(manifest::FILE).exists()
        {
            places.undo_all(&plan)?;
        }
        fs::remove_dir_all(&aside)?;
    }
    Ok(())
}

/// The four places a run works with.
struct Places {
    folder: PathBuf,
    new: PathBuf,
    old: PathBuf,
    journal: PathBuf,
}

impl Places {
    fn of(folder: &Path, aside: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            new: aside.join(NEW),
            old: aside.join(OLD),
            journal: aside.join(JOURNAL),
        }
    }

    fn perform(&self, step: &Step) -> io::Result<()> {
        match step {
            Step::Keep { name, kept_as } => {
                duplicate(&self.folder.join(name), &self.folder.join(kept_as))
            }
            Step::Put { name, .. } => {
                let place = self.folder.join(name);
                if place.exists() {
                    let old = self.old.join(name);
                    make_room(&old)?;
                    duplicate(&place, &old)?;
                }
                make_room(&place)?;
                fs::rename(self.new.join(name), place)
            }
            Step::Remove { name } => {
                let old = self.old.join(name);
                make_room(&old)?;
                fs::rename(self.folder.join(name), old)?;
                self.tidy(name);
                Ok(())
            }
        }
    }

    /// Takes away the folders above an output that nothing stands in any more.
    fn tidy(&self, name: &str) {
        let inside = Path::new(name).ancestors().skip(1);
        for folder in inside.filter(|folder| !folder.as_os_str().is_empty()) {
            // One that is still in use stays.
            let _ = fs::remove_dir(self.folder.join(folder));
        }
    }

    fn undo_all(&self, plan: &[Step]) -> io::Result<()> {
        plan.iter().rev().try_for_each(|step| self.undo(step))
    }

    /// Undoes a step if it was performed and nobody changed its result since.
    fn undo(&self, step: &Step) -> io::Result<()> {
        match step {
            Step::Put { name, sha256 } => {
                let (place, old) = (self.folder.join(name), self.old.join(name));
                let performed = !self.new.join(name).exists()
                    && regular::read(&place).is_ok_and(|bytes| digest::sha256(&bytes) == *sha256);
                match (performed, old.exists()) {
                    (false, _) => {}
                    (true, true) => fs::rename(old, place)?,
                    (true, false) => fs::remove_file(place)?,
                }
                self.tidy(name);
                Ok(())
            }
            Step::Remove { name } => {
                let (place, old) = (self.folder.join(name), self.old.join(name));
                if old.exists() && !place.exists() {
                    make_room(&place)?;
                    fs::rename(old, place)?;
                }
                Ok(())
            }
            Step::Keep { name, kept_as } => {
                let kept = self.folder.join(kept_as);
                match (regular::read(&self.folder.join(name)), regular::read(&kept)) {
                    (Ok(output), Ok(copy)) if output == copy => fs::remove_file(kept),
                    _ => Ok(()),
                }
            }
        }
    }
}

/// Makes the folders above a file.
fn make_room(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A second name for a file, or a copy where the file system knows no hard links.
fn duplicate(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Performs steps without the rest of a run, as one that is killed does.
#[cfg(test)]
pub(super) fn perform_some(folder: &Path, aside: &Path, plan: &[Step]) {
    let places = Places::of(folder, aside);
    for step in plan {
        places.perform(step).unwrap();
    }
}
