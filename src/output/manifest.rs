//! What kohyo wrote last time, by digest: a file that differs was changed by people.

use super::inside::{self, Own};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The name of the digests' file in the output folder.
pub(super) const FILE: &str = ".kohyo-outputs.json";
/// A hundred thousand outputs take a tenth of it.
const MOST_BYTES: u64 = 256 << 20;

/// One output as kohyo wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The kind of output.
    pub(super) kind: String,
    /// SHA-256 of its content, in hexadecimal.
    pub(super) sha256: String,
    /// Whether it holds what people gave, of outputs that may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) given: Option<bool>,
}

/// Everything kohyo wrote into a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// By file name.
    pub(super) files: BTreeMap<String, Entry>,
}

impl Manifest {
    /// Reads the folder's digests, and whether all of them could be believed. A file that is none counts as
    /// empty: then every output there is taken for changed and kept. Names that lead out of the folder are
    /// not kohyo's.
    pub(super) fn read(folder: &Path) -> io::Result<(Self, bool)> {
        let bytes = match inside::read_own(&folder.join(FILE), MOST_BYTES)? {
            Own::Absent => return Ok((Self::default(), true)),
            Own::Foreign => return Ok((Self::default(), false)),
            Own::Content(bytes) => bytes,
        };
        let Ok(mut manifest) = serde_json::from_slice::<Self>(&bytes) else {
            return Ok((Self::default(), false));
        };
        let listed = manifest.files.len();
        manifest.files.retain(|name, _| inside::is_plain(name));
        let believed = manifest.files.len() == listed;
        Ok((manifest, believed))
    }

    /// Whether kohyo wrote exactly this content under the name.
    pub(super) fn wrote(&self, name: &str, sha256: &str) -> bool {
        self.files
            .get(name)
            .is_some_and(|entry| entry.sha256 == sha256)
    }

    /// Whether what kohyo wrote under the name may hold what people gave; where the run did not say, it may.
    pub(super) fn may_be_given(&self, name: &str) -> bool {
        let entry = self.files.get(name);
        entry.is_some_and(|entry| entry.given.unwrap_or(true))
    }

    /// As written to the folder.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // Maps of strings always serialise; an empty file would only make the next run more careful.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }
}
