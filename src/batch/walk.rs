//! Inputs as named → the files to read, in an order that is the same on every system.

use super::paths::{common_folder, path_order, relative};
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Extensions of files that may hold a form; what is in them is told from the content.
const SPREADSHEETS: [&str; 10] = [
    "xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "ods", "ots", "fods",
];

/// What systems leave in folders, and what belongs to kohyo itself; in lower case.
const BYSTANDERS: [&str; 5] = [
    "thumbs.db",
    "desktop.ini",
    "__macosx",
    "kohyo.toml",
    "kohyo.exe",
];

/// One file met on the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where to open it.
    pub path: PathBuf,
    /// Relative to [`Walk::root`], `/` separated; also where no file could be listed, the folder.
    pub file: String,
    /// What is to be done with it.
    pub kind: FoundKind,
}

/// What is to be done with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// May hold forms.
    Input,
    /// Is no spreadsheet by its name: listed, not opened.
    Other,
    /// A folder or file that the system would not show, and what it said.
    Unreadable(String),
}

/// Everything the inputs lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The folder that files are named from.
    pub root: PathBuf,
    /// The inputs as the user named them, for messages.
    pub named: String,
    /// In the order of path.
    pub found: Vec<Found>,
}

/// An input that cannot be used at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The path leads nowhere.
    #[error("入力「{}」が見つかりません。フォルダーかファイルの名前を確認してください。", .0.display())]
    Missing(PathBuf),
    /// The path is neither file nor folder.
    #[error("入力「{}」はファイルでもフォルダーでもありません。個票のあるフォルダーを指定してください。", .0.display())]
    Special(PathBuf),
    /// The system refused to look at it.
    #[error("入力「{}」を開けません。読み取りの権限を確認してください。", path.display())]
    Refused {
        /// The input.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A path that does not lie below the common folder.
    #[error("入力「{}」は --root「{}」の中にありません。--root には入力の全てが入っているフォルダーを指定してください。", input.display(), root.display())]
    Outside {
        /// The input.
        input: PathBuf,
        /// The common folder.
        root: PathBuf,
    },
    /// No file that could hold a form.
    #[error("入力「{}」にExcelのファイル（{}など）がありません。個票のあるフォルダーを指定してください。", .0, SPREADSHEETS[..2].join("、"))]
    Empty(String),
    /// Only workbooks that kohyo wrote.
    #[error("入力「{}」にあるのはkohyoの出力だけです。個票のあるフォルダーを指定してください。", .0)]
    OnlyOutputs(String),
}

/// Finds all files of the inputs. Folders equal to one of `leave_out` are passed over where the walk
/// meets them, files always.
///
/// # Errors
/// When an input does not exist, or none leads to a file that could hold a form.
pub fn walk(inputs: &[PathBuf], leave_out: &[PathBuf]) -> Result<Walk, InputError> {
    let places = inputs
        .iter()
        .map(|input| canonical(input))
        .collect::<Result<Vec<_>, _>>()?;
    let folders = places.iter().map(|place| {
        if place.is_dir() {
            place.as_path()
        } else {
            place.parent().unwrap_or(place)
        }
    });
    let root = common_folder(folders);
    let mut walker = Walker::new(&root, leave_out);
    for (input, place) in inputs.iter().zip(&places) {
        if place.is_dir() {
            walker.folder(place);
        } else if place.is_file() {
            walker.named(place);
        } else {
            return Err(InputError::Special(input.clone()));
        }
    }
    let found = walker.sorted();
    let named = named(inputs);
    if found.iter().all(|found| found.kind == FoundKind::Other) {
        return Err(InputError::Empty(named));
    }
    Ok(Walk { root, named, found })
}

/// The inputs as the user named them, to stand between 「 and 」.
pub(super) fn named(inputs: &[PathBuf]) -> String {
    let names: Vec<String> = inputs.iter().map(|i| i.display().to_string()).collect();
    names.join("」「")
}

pub(super) fn canonical(input: &Path) -> Result<PathBuf, InputError> {
    dunce::canonicalize(input).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            InputError::Missing(input.to_owned())
        }
        _ => InputError::Refused {
            path: input.to_owned(),
            source,
        },
    })
}

pub(super) struct Walker<'a> {
    root: &'a Path,
    leave_out: HashSet<PathBuf>,
    /// Real places already visited: a loop of links ends, a file named twice is read once.
    seen: HashSet<PathBuf>,
    found: Vec<Found>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(root: &'a Path, leave_out: &[PathBuf]) -> Self {
        let leave_out = leave_out.iter();
        Self {
            root,
            leave_out: leave_out
                .filter_map(|p| dunce::canonicalize(p).ok())
                .collect(),
            seen: HashSet::new(),
            found: Vec::new(),
        }
    }

    /// Everything met, in the order of path.
    pub(super) fn sorted(mut self) -> Vec<Found> {
        self.found.sort_by(|a, b| path_order(&a.file, &b.file));
        self.found
    }

    /// A file named by the user: an input whatever its extension.
    fn named(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or_default();
        if !is_lock(&name.to_string_lossy()) && self.is_new_file(real_place(path)) {
            self.add(path, FoundKind::Input);
        }
    }

    pub(super) fn folder(&mut self, folder: &Path) {
        self.folder_at(folder, real_place(folder));
    }

    /// A folder met under a path, and where it really is.
    fn folder_at(&mut self, folder: &Path, place: PathBuf) {
        if !self.seen.insert(place.clone()) {
            return;
        }
        let listed = fs::read_dir(folder)
            .and_then(|entries| entries.collect::<io::Result<Vec<fs::DirEntry>>>());
        let entries = match listed {
            Ok(entries) => entries,
            Err(error) => return self.add(folder, FoundKind::Unreadable(error.to_string())),
        };
        let mut entries: Vec<(OsString, fs::DirEntry)> = entries
            .into_iter()
            .map(|entry| (entry.file_name(), entry))
            .collect();
        entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (name, entry) in entries {
            if !is_passed_over_by_name(&name) && !has_hidden_attribute(&entry) {
                self.listed(&entry, &folder.join(&name), place.join(&name));
            }
        }
    }

    /// What a listing of its folder showed. To ask where each of many files really is takes longer than
    /// all else of a walk, and only links are anywhere but below the place of their folder.
    fn listed(&mut self, entry: &fs::DirEntry, path: &Path, place: PathBuf) {
        match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => self.folder_met(path, place),
            Ok(metadata) if !metadata.is_symlink() => {
                self.file_met(path, place, metadata.is_file());
            }
            _ => self.entry(path),
        }
    }

    pub(super) fn entry(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder_met(path, real_place(path)),
            Ok(metadata) => self.file_met(path, real_place(path), metadata.is_file()),
            Err(error) => self.add(path, FoundKind::Unreadable(error.to_string())),
        }
    }

    fn folder_met(&mut self, path: &Path, place: PathBuf) {
        if !self.leave_out.contains(&place) {
            self.folder_at(path, place);
        }
    }

    fn file_met(&mut self, path: &Path, place: PathBuf, is_regular: bool) {
        if self.is_new_file(place) {
            let kind = if is_regular && is_spreadsheet(path) {
                FoundKind::Input
            } else {
                FoundKind::Other
            };
            self.add(path, kind);
        }
    }

    /// Whether a file's real place is met for the first time and is not to be left out.
    fn is_new_file(&mut self, place: PathBuf) -> bool {
        !self.leave_out.contains(&place) && self.seen.insert(place)
    }

    fn add(&mut self, path: &Path, kind: FoundKind) {
        self.found.push(Found {
            path: path.to_owned(),
            file: relative(self.root, path),
            kind,
        });
    }
}

/// Where a path really leads, with all links followed; the path itself where the system will not say.
fn real_place(path: &Path) -> PathBuf {
    dunce::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn is_spreadsheet(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ext| {
        SPREADSHEETS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ext))
    })
}

/// What an office program leaves beside a file while it is open.
fn is_lock(name: &str) -> bool {
    name.starts_with("~$")
}

/// Locks, hidden and temporary files, and what systems leave behind.
pub(super) fn is_passed_over_by_name(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let lower = name.to_lowercase();
    is_lock(&name)
        || name.starts_with('.')
        || lower.ends_with(".tmp")
        || BYSTANDERS.contains(&lower.as_str())
}

#[cfg(windows)]
fn has_hidden_attribute(entry: &fs::DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const FILE_ATTRIBUTE_HIDDEN: u32 = 0x2;
    entry
        .metadata()
        .is_ok_and(|metadata| metadata.file_attributes() & FILE_ATTRIBUTE_HIDDEN != 0)
}

#[cfg(not(windows))]
fn has_hidden_attribute(_: &fs::DirEntry) -> bool {
    false
}

#[cfg(test)]
mod tests;
