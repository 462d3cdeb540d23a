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
mod inside;
mod manifest;
mod single;
mod steps;
mod target;

pub use error::PublishError;
pub use single::{check_place, create, replace};
pub use target::Target;

use crate::digest::sha256;
use chrono::NaiveDateTime;
use manifest::{Entry, Manifest};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};
use steps::{Aside, Step};

/// Begins the name of the folder in which outputs are built.
const ASIDE_PREFIX: &str = ".kohyo-tmp-";

/// A finished output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    kind: String,
    name: String,
    bytes: Vec<u8>,
    sha256: String,
}

impl Piece {
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
    /// As of [`Piece::new`].
    pub kind: String,
    /// As of [`Piece::new`].
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
pub struct Published {
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

/// What one folder is to receive, as in [`Target::publish`].
#[derive(Debug)]
pub struct Delivery<'a> {
    /// The folder.
    pub target: Target,
    /// The kinds whose former outputs go away.
    pub kinds: &'a [&'a str],
    /// The outputs.
    pub pieces: &'a [Piece],
    /// Outputs that are written as they are made.
    pub streams: &'a [Stream<'a>],
    /// Those of the outputs that may hold what people gave.
    pub precious: &'a [Precious<'a>],
}

/// An output that may hold what people gave. One that does is kept where a later run replaces it, even if
/// nobody changed it.
#[derive(Clone, Copy, Debug)]
pub struct Precious<'a> {
    /// As of [`Piece::new`].
    pub name: &'a str,
    /// Whether it does.
    pub given: bool,
    /// Whether it has all that people gave in the one it replaces, which then need not be kept.
    pub heir: bool,
}

/// A delivery built aside.
struct Prepared {
    plan: Vec<Step>,
    published: Published,
    aside: Aside,
}

impl<'a> Fresh<'a> {
    fn of(piece: &'a Piece, target: &Target) -> Result<Self, PublishError> {
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

impl Delivery<'_> {
    fn prepare(&self, now: NaiveDateTime) -> Result<Prepared, PublishError> {
        let folder = &self.target.folder;
        let refuse = |name: &str, source| PublishError::io(folder, name, source);
        let former = &self.target.former;
        let aside = Aside::new(folder, ASIDE_PREFIX).map_err(|e| refuse("", e))?;
        let fresh = self.pieces.par_iter();
        let fresh = fresh.map(|piece| Fresh::of(piece, &self.target));
        let mut fresh: Vec<Fresh<'_>> = fresh.collect::<Result<_, _>>()?;
        for Stream { kind, name, write } in self.streams {
            let sha256 = aside.stage_stream(name, write);
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
        aside
            .stage_all(&wanted.collect::<Vec<_>>())
            .map_err(|(name, source)| refuse(&name, source))?;
        if put.contains(manifest::FILE) {
            let staged = aside.stage(manifest::FILE, &renewed.to_bytes());
            staged.map_err(|e| refuse(manifest::FILE, e))?;
        }
        Ok(Prepared {
            plan,
            published,
            aside,
        })
    }

    /// What has to be done, what it amounts to, and the digests afterwards.
    fn plan(
        &self,
        former: &Manifest,
        fresh: Vec<Fresh<'_>>,
        now: NaiveDateTime,
    ) -> Result<(Vec<Step>, Published, Manifest), PublishError> {
        let mut plan = Vec::new();
        let mut published = Published::default();
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
            let precious = self.precious.iter().find(|p| p.name == name);
            if present.as_ref() != Some(&sha256) {
                let changed = present.map(|present| !former.wrote(name, &present));
                let lost = || precious.is_some_and(|p| !p.heir && former.may_be_given(name));
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
                given: precious.map(|precious| precious.given),
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
pub fn publish_all(
    mut deliveries: Vec<Delivery<'_>>,
    now: NaiveDateTime,
) -> Result<Vec<Published>, PublishError> {
    let prepared = deliveries.iter().map(|delivery| delivery.prepare(now));
    let prepared = prepared.collect::<Result<Vec<_>, _>>()?;
    let mut done: Vec<Prepared> = Vec::with_capacity(prepared.len());
    for mut next in prepared {
        if let Err((name, source)) = next.aside.perform(&next.plan) {
            for Prepared { plan, aside, .. } in done.iter_mut().rev() {
                aside.undo(plan);
            }
            return Err(PublishError::io(next.aside.folder(), &name, source));
        }
        done.push(next);
    }
    for delivery in &mut deliveries {
        delivery.target.created.clear();
    }
    Ok(done.into_iter().map(|done| done.published).collect())
}

#[cfg(test)]
mod tests;
