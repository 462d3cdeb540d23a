//! A zip package within bounds: nothing is inflated before its declared size was checked.

use super::{Limits, Problem, ProblemKind};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A package over its bytes. Part names are compared without case, `\` and a leading `/` being `/` and nothing.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    limits: Limits,
}

impl<'a> Package<'a> {
    /// Reads the central directory and checks the number of parts and their declared sizes.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut())?;
        if archive.len() as u64 > u64::from(limits.parts) {
            return Err(Problem::limit("parts", archive.len(), limits.parts));
        }
        let mut total = 0_u64;
        let mut names = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let part = archive.by_index_data(index).map_err(|_| cut())?;
            total = total.saturating_add(part.size());
            names.push(plain(&String::from_utf8_lossy(part.name_raw())));
        }
        if total > limits.package_bytes {
            return Err(Problem::limit("package_bytes", total, limits.package_bytes));
        }
        Ok(Self {
            archive,
            names,
            limits: *limits,
        })
    }

    /// The names of the parts, made plain: lower case, `/`.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(&plain(name))
    }

    /// A part's bytes, `None` where there is no such part.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        self.read_within(name, "part_bytes", self.limits.part_bytes)
    }

    /// A part's bytes, held to a limit of its own, named by its key.
    pub(super) fn read_within(
        &mut self,
        name: &str,
        key: &str,
        allowed: u64,
    ) -> Result<Option<Vec<u8>>, Problem> {
        let plain = plain(name);
        let Some(index) = self.names.iter().position(|known| *known == plain) else {
            return Ok(None);
        };
        let part = self.archive.by_index(index).map_err(|_| broken(name))?;
        if part.size() > allowed {
            return Err(Problem::limit(key, part.size(), allowed));
        }
        let mut bytes = Vec::new();
        // zip refuses data beyond the declared size; `take` keeps it so whatever it does.
        part.take(allowed)
            .read_to_end(&mut bytes)
            .map_err(|_| broken(name))?;
        Ok(Some(bytes))
    }
}

fn plain(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

fn cut() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "ファイルが壊れているか、途中で切れています。元のファイルをもう一度受け取ってください",
    )
}

fn broken(name: &str) -> Problem {
    let mut problem = Problem::new(
        ProblemKind::Unreadable,
        format!("ファイルの中の {name} が壊れていて読めません"),
    );
    problem.text = Some(name.to_owned());
    problem
}
