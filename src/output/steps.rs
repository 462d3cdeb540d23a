//! Steps on the output folder that can be undone, also by the run after a killed one.

use super::OutputFile;
use super::inside::{self, Own};
use super::{flow, manifest};
use crate::digest::Digesting;
use crate::files;
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

    /// The names it says: of the output, and under which that is kept.
    fn names(&self) -> impl Iterator<Item = &str> {
        let kept_as = match self {
            Self::Keep { kept_as, .. } => Some(kept_as.as_str()),
            Self::Put { .. } | Self::Remove { .. } => None,
        };
        [self.name()].into_iter().chain(kept_as)
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Keep { name, .. } | Self::Put { name, .. } | Self::Remove { name } => name,
        }
    }
}

/// The output that a step failed on (none: the folder itself), and why.
pub(super) type Failed = (String, io::Error);

/// The folder in which outputs are built, inside the output folder so that a rename moves them.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    staging: TempDir,
}

impl Staging {
    pub(super) fn new(folder: &Path, prefix: &str) -> io::Result<Self> {
        let staging = tempfile::Builder::new().prefix(prefix).tempdir_in(folder)?;
        fs::create_dir(staging.path().join(NEW))?;
        fs::create_dir(staging.path().join(OLD))?;
        Ok(Self {
            folder: folder.to_owned(),
            staging,
        })
    }

    /// The output folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes an output aside, down to the disk.
    pub(super) fn stage(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let place = inside::place(&self.staging.path().join(NEW), name)?;
        make_room(&place)?;
        write_through(&place, bytes)
    }

    /// Writes an output aside as it is made, down to the disk; returns its digest.
    pub(super) fn stage_stream(
        &self,
        name: &str,
        write: &dyn Fn(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> io::Result<String> {
        let place = inside::place(&self.staging.path().join(NEW), name)?;
        make_room(&place)?;
        flow::to_disk(&File::create(&place)?, |flow| {
            let mut buffered = BufWriter::new(Digesting::new(flow));
            write(&mut buffered)?;
            Ok(buffered.into_inner()?.finish().1)
        })
    }

    /// Writes many outputs aside at once, or names the one that failed: waiting for the disk to confirm
    /// a file takes far longer than writing it, and a disk confirms many together.
    pub(super) fn stage_all(&self, pieces: &[&OutputFile]) -> Result<(), Failed> {
        let share = pieces.len().div_ceil(WRITERS).max(1);
        let stage = |pieces: &[&OutputFile]| {
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
    pub(super) fn perform(&mut self, plan: &[Step]) -> Result<(), Failed> {
        if plan.is_empty() {
            return Ok(());
        }
        let places = Places::of(&self.folder, self.staging.path());
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
        let places = Places::of(&self.folder, self.staging.path());
        // What cannot be undone now stays in the journal for the next run.
        if places.undo_all(plan).is_err() {
            self.staging.disable_cleanup(true);
        }
    }
}

/// The longest journal that is read: that of a hundred thousand outputs takes a tenth of it.
const JOURNAL_BYTES: u64 = 256 << 20;

/// Undoes what killed runs began and removes their folders. Returns whether all that lay there could be
/// believed: a journal whose names lead out of the folder is not kohyo's, and nothing is done by it.
pub(super) fn recover(folder: &Path, prefix: &str) -> Result<bool, Failed> {
    let mut believed = true;
    let whole = |error| (String::new(), error);
    for entry in fs::read_dir(folder).map_err(whole)? {
        let entry = entry.map_err(whole)?;
        let is_folder = entry.file_type().map_err(whole)?.is_dir();
        if !is_folder || !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let staging = entry.path();
        let places = Places::of(folder, &staging);
        if inside::is_taken(&places.new.join(manifest::FILE)) {
            match journal(&places.journal).map_err(whole)? {
                Some(plan) => places.undo_all(&plan)?,
                None => believed = false,
            }
        }
        discard(&staging, &places).map_err(whole)?;
    }
    Ok(believed)
}

/// The steps of a journal; `None` where it is none that a run of kohyo wrote. No steps where the run was
/// killed before it had written any.
fn journal(path: &Path) -> io::Result<Option<Vec<Step>>> {
    let bytes = match inside::read_own(path, JOURNAL_BYTES)? {
        Own::Absent => return Ok(Some(Vec::new())),
        Own::Foreign => return Ok(None),
        Own::Content(bytes) => bytes,
    };
    let Ok(plan) = serde_json::from_slice::<Vec<Step>>(&bytes) else {
        // Half a journal: no step was performed yet.
        return Ok(Some(Vec::new()));
    };
    let plain = plan.iter().all(|step| step.names().all(inside::is_plain));
    Ok(plain.then_some(plan))
}

/// Removes the folder of a killed run. What somebody holds open is left for a later run, without its journal,
/// so that nothing is undone a second time.
fn discard(staging: &Path, places: &Places) -> io::Result<()> {
    match fs::remove_file(&places.journal) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // Whatever is held is tidied by a later run.
    let _ = fs::remove_dir_all(staging);
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
    fn of(folder: &Path, staging: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            new: staging.join(NEW),
            old: staging.join(OLD),
            journal: staging.join(JOURNAL),
        }
    }

    fn perform(&self, step: &Step) -> io::Result<()> {
        let place = inside::place(&self.folder, step.name())?;
        match step {
            Step::Keep { kept_as, .. } => duplicate(&place, &inside::place(&self.folder, kept_as)?),
            Step::Put { name, .. } => {
                if inside::is_taken(&place) {
                    let old = inside::place(&self.old, name)?;
                    make_room(&old)?;
                    duplicate(&place, &old)?;
                }
                make_room(&place)?;
                fs::rename(inside::place(&self.new, name)?, place)
            }
            Step::Remove { name } => {
                let old = inside::place(&self.old, name)?;
                make_room(&old)?;
                fs::rename(place, old)?;
                self.tidy(name);
                Ok(())
            }
        }
    }

    /// Takes away the folders above an output that nothing stands in any more.
    fn tidy(&self, name: &str) {
        let mut name = name;
        while let Some((above, _)) = name.rsplit_once('/') {
            // One that is still in use stays, and so does a link.
            let _ = inside::place(&self.folder, above).and_then(fs::remove_dir);
            name = above;
        }
    }

    fn undo_all(&self, plan: &[Step]) -> Result<(), Failed> {
        let mut steps = plan.iter().rev();
        steps.try_for_each(|step| {
            let undone = self.undo(step);
            undone.map_err(|error| (step.name().to_owned(), error))
        })
    }

    /// Undoes a step if it was performed and nobody changed its result since.
    fn undo(&self, step: &Step) -> io::Result<()> {
        let place = inside::place(&self.folder, step.name())?;
        let old = inside::place(&self.old, step.name())?;
        match step {
            Step::Put { name, sha256 } => {
                let performed = !inside::is_taken(&inside::place(&self.new, name)?)
                    && digest_of(&place).is_some_and(|present| present == *sha256);
                match (performed, inside::is_taken(&old)) {
                    (false, _) => {}
                    (true, true) => fs::rename(old, place)?,
                    (true, false) => fs::remove_file(place)?,
                }
                self.tidy(name);
                Ok(())
            }
            Step::Remove { .. } => {
                if inside::is_taken(&old) && !inside::is_taken(&place) {
                    make_room(&place)?;
                    fs::rename(old, place)?;
                }
                Ok(())
            }
            Step::Keep { kept_as, .. } => {
                let kept = inside::place(&self.folder, kept_as)?;
                match (digest_of(&place), digest_of(&kept)) {
                    (Some(output), Some(copy)) if output == copy => fs::remove_file(kept),
                    _ => Ok(()),
                }
            }
        }
    }
}

/// The digest of a plain file; `None` where there is none that can be read.
fn digest_of(path: &Path) -> Option<String> {
    let mut digesting = Digesting::new(io::sink());
    io::copy(&mut files::open_regular(path).ok()?, &mut digesting).ok()?;
    Some(digesting.finish().1)
}

/// Makes the folders above a file.
fn make_room(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A second name for a file, or a copy where the file system knows no hard links. Nothing may stand there
/// yet: what was written through a link would land elsewhere.
fn duplicate(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| {
        let mut from = files::open_regular(from)?;
        let mut to = File::create_new(to)?;
        io::copy(&mut from, &mut to).map(drop)
    })
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Performs steps without the rest of a run, as one that is killed does.
#[cfg(test)]
pub(super) fn perform_some(folder: &Path, staging: &Path, plan: &[Step]) {
    let places = Places::of(folder, staging);
    for step in plan {
        places.perform(step).unwrap();
    }
}
