//! The one place that touches the disk for outputs: all of them, or none.
//!
//! ```text
//! out/
//!   総括表.xlsx …                 what people open
//!   .kohyo-outputs.json          digests of what kohyo wrote: tells whether people changed it since, and
//!                                which outputs hold what people gave
//!   .kohyo-lock                  while a run is going on
//!   .kohyo-tmp-XXXX/             while a run is going on, cleaned by the next one after a kill
//!     new/   the new outputs     old/   what they replace     journal.json   the steps, to undo them
//! ```
//! The digests' file is moved in last: once it is in place the run counts as done, before that every
//! step is undone, by the run itself or by the next one.

mod error;
mod flow;
mod folder;
mod inside;
mod manifest;
mod single;
mod steps;

pub use error::OutputError;
pub use folder::OutputFolder;
pub use single::{check_place, create, replace};

use crate::digest::sha256;
use chrono::NaiveDateTime;
use manifest::{Entry, Manifest};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};
use steps::{Staging, Step};

/// Begins the name of the folder in which outputs are built.
const STAGING_PREFIX: &str = ".kohyo-tmp-";

/// A finished output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    kind: String,
    name: String,
    bytes: Vec<u8>,
    sha256: String,
}

impl OutputFile {
    /// An output of a kind (`summary`, `review` …: a run replaces only the kinds it was asked for), under a
    /// file name with the folders it stands in below the output folder, `/` separated.
    ///
    /// Its content is digested here: whoever makes outputs on several processors digests them there, too.
    pub fn new(kind: impl Into<String>, name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            sha256: sha256(&bytes),
            bytes,
        }
    }
}

/// A finished output too large to be held whole: it is written as it is made.
pub struct Stream<'a> {
    /// As of [`OutputFile::new`].
    pub kind: String,
    /// As of [`OutputFile::new`].
    pub name: String,
    /// Writes the content; the same each time.
    pub write: &'a (dyn Fn(&mut (dyn Write + Send)) -> io::Result<()> + Sync),
}

impl fmt::Debug for Stream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)
    }
}

/// What is known of an output's content before it is moved in place.
struct Fresh<'a> {
    kind: &'a str,
    name: &'a str,
    sha256: String,
    /// The digest of what stands under its name.
    present: Option<String>,
}

/// What a run did to the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// Names of the outputs that now stand in the folder.
    pub written: Vec<String>,
    /// Outputs that were set aside, by the name they are kept under.
    pub kept: Vec<Kept>,
    /// Outputs of former runs that no longer apply and were untouched.
    pub removed: Vec<String>,
}

/// An output that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Kept {
    /// The output's name.
    pub name: String,
    /// The name it is kept under.
    pub kept_as: String,
    /// Whether people had changed it; else the run asked for it.
    pub changed: bool,
}

/// What one folder is to receive, as in [`OutputFolder::place`].
#[derive(Debug)]
pub struct OutputSet<'a> {
    /// The folder.
    pub target: OutputFolder,
    /// The kinds whose former outputs go away.
    pub kinds: &'a [&'a str],
    /// The outputs.
    pub pieces: &'a [OutputFile],
    /// Outputs that are written as they are made.
    pub streams: &'a [Stream<'a>],
    /// Those of the outputs that may hold what people gave.
    pub user_data: &'a [UserData<'a>],
}

/// An output that may hold what people gave. One that does is kept where a later run replaces it, even if
/// nobody changed it.
#[derive(Clone, Copy, Debug)]
pub struct UserData<'a> {
    /// As of [`OutputFile::new`].
    pub name: &'a str,
    /// Whether it does.
    pub has_user_data: bool,
    /// Whether it has all that people gave in the one it replaces, which then need not be kept.
    pub supersedes: bool,
}

/// A set built aside.
struct Prepared {
    plan: Vec<Step>,
    published: Placed,
    staging: Staging,
}

impl<'a> Fresh<'a> {
    fn of(piece: &'a OutputFile, target: &OutputFolder) -> Result<Self, OutputError> {
        let present = match target.holds(&piece.name, &piece.bytes)? {
            true => Some(piece.sha256.clone()),
            false => target.present(&piece.name)?,
        };
        Ok(Self {
            kind: &piece.kind,
            name: &piece.name,
            sha256: piece.sha256.clone(),
            present,
        })
    }
}

impl OutputSet<'_> {
    fn prepare(&self, now: NaiveDateTime) -> Result<Prepared, OutputError> {
        let folder = &self.target.folder;
        let refuse = |name: &str, source| OutputError::io(folder, name, source);
        let former = &self.target.former;
        let staging = Staging::new(folder, STAGING_PREFIX).map_err(|e| refuse("", e))?;
        let fresh = self.pieces.par_iter();
        let fresh = fresh.map(|piece| Fresh::of(piece, &self.target));
        let mut fresh: Vec<Fresh<'_>> = fresh.collect::<Result<_, _>>()?;
        for Stream { kind, name, write } in self.streams {
            let sha256 = staging.stage_stream(name, write);
            let sha256 = sha256.map_err(|e| refuse(name, e))?;
            fresh.push(Fresh {
                kind,
                name,
                sha256,
                present: self.target.present(name)?,
            });
        }
        let (plan, published, renewed) = self.plan(former, fresh, now)?;
        self.target.refuse_open(&plan)?;
        let put: BTreeSet<&str> = plan.iter().filter_map(Step::puts).collect();
        let wanted = self.pieces.iter();
        let wanted = wanted.filter(|piece| put.contains(&*piece.name));
        staging
            .stage_all(&wanted.collect::<Vec<_>>())
            .map_err(|(name, source)| refuse(&name, source))?;
        if put.contains(manifest::FILE) {
            let staged = staging.stage(manifest::FILE, &renewed.to_bytes());
            staged.map_err(|e| refuse(manifest::FILE, e))?;
        }
        Ok(Prepared {
            plan,
            published,
            staging,
        })
    }

    /// What has to be done, what it amounts to, and the digests afterwards.
    fn plan(
        &self,
        former: &Manifest,
        fresh: Vec<Fresh<'_>>,
        now: NaiveDateTime,
    ) -> Result<(Vec<Step>, Placed, Manifest), OutputError> {
        let mut plan = Vec::new();
        let mut published = Placed::default();
        let mut renewed = former.clone();
        renewed
            .files
            .retain(|_, entry| !self.kinds.contains(&entry.kind.as_str()));
        let current: BTreeSet<&str> = fresh.iter().map(|fresh| fresh.name).collect();
        for Fresh {
            kind,
            name,
            sha256,
            present,
        } in fresh
        {
            let user_data = self.user_data.iter().find(|p| p.name == name);
            if present.as_ref() != Some(&sha256) {
                let changed = present.map(|present| !former.wrote(name, &present));
                let lost = || user_data.is_some_and(|p| !p.supersedes && former.may_be_given(name));
                if let Some(changed) = changed
                    && (changed || lost())
                {
                    plan.push(self.target.keep(name, changed, now, &mut published));
                }
                plan.push(Step::put(name, &sha256));
            }
            published.written.push(name.to_owned());
            let entry = Entry {
                kind: kind.to_owned(),
                sha256,
                given: user_data.map(|user_data| user_data.has_user_data),
            };
            renewed.files.insert(name.to_owned(), entry);
        }
        for (name, entry) in &former.files {
            if !self.kinds.contains(&entry.kind.as_str()) || current.contains(name.as_str()) {
                continue;
            }
            let Some(present) = self.target.present(name)? else {
                continue;
            };
            if former.wrote(name, &present) {
                published.removed.push(name.clone());
            } else {
                plan.push(self.target.keep(name, true, now, &mut published));
            }
            plan.push(Step::Remove { name: name.clone() });
        }
        // Where all stands as it should, nothing is touched.
        if !plan.is_empty() || renewed != *former {
            plan.push(Step::put(manifest::FILE, &sha256(renewed.to_bytes())));
        }
        Ok((plan, published, renewed))
    }
}

/// Moves the outputs of several folders in place. Everything is built aside before anything is moved, and
/// where one folder refuses, the others are put back as they were. A run that is killed between two
/// folders leaves each of them whole: the one new, the other as it was.
///
/// # Errors
/// When an output is open elsewhere or a disk refuses.
pub fn place_all(
    mut sets: Vec<OutputSet<'_>>,
    now: NaiveDateTime,
) -> Result<Vec<Placed>, OutputError> {
    let prepared = sets.iter().map(|set| set.prepare(now));
    let prepared = prepared.collect::<Result<Vec<_>, _>>()?;
    let mut done: Vec<Prepared> = Vec::with_capacity(prepared.len());
    for mut next in prepared {
        if let Err((name, source)) = next.staging.perform(&next.plan) {
            for Prepared { plan, staging, .. } in done.iter_mut().rev() {
                staging.undo(plan);
            }
            return Err(OutputError::io(next.staging.folder(), &name, source));
        }
        done.push(next);
    }
    for set in &mut sets {
        set.target.created.clear();
    }
    Ok(done.into_iter().map(|done| done.published).collect())
}

#[cfg(test)]
mod tests;
