//! Inputs as named → the files to read, in an order that is the same on every system.

use super::paths::{common_folder, path_order, relative};
use std::collections::HashSet;
use std::ffi::OsStr;
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
    fs::canonicalize(input).map_err(|source| match source.kind() {
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
            leave_out: leave_out.filter_map(|p| fs::canonicalize(p).ok()).collect(),
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
        if !is_lock(&name.to_string_lossy()) && self.is_new(path) {
            self.add(path, FoundKind::Input);
        }
    }

    pub(super) fn folder(&mut self, folder: &Path) {
        if !self.is_new(folder) {
            return;
        }
        let listed = fs::read_dir(folder)
            .and_then(|entries| entries.collect::<io::Result<Vec<fs::DirEntry>>>());
        let mut entries = match listed {
            Ok(entries) => entries,
            Err(error) => return self.add(folder, FoundKind::Unreadable(error.to_string())),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            if !is_passed_over(&entry) {
                self.entry(&entry.path());
            }
        }
    }

    pub(super) fn entry(&mut self, path: &Path) {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.add(path, FoundKind::Unreadable(error.to_string())),
        };
        if metadata.is_dir() {
            let left_out =
                fs::canonicalize(path).is_ok_and(|place| self.leave_out.contains(&place));
            if !left_out {
                self.folder(path);
            }
        } else if self.is_new(path) {
            let kind = if metadata.is_file() && is_spreadsheet(path) {
                FoundKind::Input
            } else {
                FoundKind::Other
            };
            self.add(path, kind);
        }
    }

    /// Whether the real place is met for the first time and is not to be left out.
    fn is_new(&mut self, path: &Path) -> bool {
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let left_out = place.is_file() && self.leave_out.contains(&place);
        !left_out && self.seen.insert(place)
    }

    fn add(&mut self, path: &Path, kind: FoundKind) {
        self.found.push(Found {
            path: path.to_owned(),
            file: relative(self.root, path),
            kind,
        });
    }
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

fn is_passed_over(entry: &fs::DirEntry) -> bool {
    is_passed_over_by_name(&entry.file_name()) || has_hidden_attribute(entry)
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
mod tests {
    use super::*;

    /// A folder with empty files.
    fn tree(files: &[&str]) -> tempfile::TempDir {
        let base = tempfile::tempdir().unwrap();
        for file in files {
            let path = base.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        base
    }

    fn files(walk: &Walk) -> Vec<(&str, bool)> {
        let pair = |found: &'_ Found| found.kind == FoundKind::Input;
        walk.found
            .iter()
            .map(|found| (found.file.as_str(), pair(found)))
            .collect()
    }

    fn walk_in(base: &Path, inputs: &[&str], leave_out: &[&str]) -> Result<Walk, InputError> {
        let at = |names: &[&str]| -> Vec<PathBuf> { names.iter().map(|n| base.join(n)).collect() };
        walk(&at(inputs), &at(leave_out))
    }

    #[test]
    fn folders_are_walked_in_full_in_the_order_of_path() {
        let base = tree(&["b/z.xlsx", "b/a/x.XLSM", "b-1.ods", "a.pdf", "c.xls"]);
        let walk = walk_in(base.path(), &[""], &[]).unwrap();
        assert_eq!(
            files(&walk),
            [
                ("a.pdf", false),
                ("b/a/x.XLSM", true),
                ("b/z.xlsx", true),
                ("b-1.ods", true),
                ("c.xls", true)
            ]
        );
    }

    #[test]
    fn locks_hidden_and_temporary_files_are_not_seen() {
        let base = tree(&[
            "x.xlsx",
            "~$x.xlsx",
            ".x.xlsx",
            ".git/y.xlsx",
            "A1B2.tmp",
            "Thumbs.db",
            "__MACOSX/x.xlsx",
            "kohyo.toml",
        ]);
        let walk = walk_in(base.path(), &["", "~$x.xlsx"], &[]).unwrap();
        assert_eq!(files(&walk), [("x.xlsx", true)]);
    }

    #[test]
    fn output_folder_and_register_are_left_out_where_they_are_met() {
        let base = tree(&["x.xlsx", "out/総括表.xlsx", "台帳.xlsx"]);
        let walk = walk_in(base.path(), &["", "台帳.xlsx"], &["out", "台帳.xlsx"]).unwrap();
        assert_eq!(files(&walk), [("x.xlsx", true)]);
        // Outputs into the input folder itself do not hide the inputs.
        let same = walk_in(base.path(), &[""], &[""]).unwrap();
        assert_eq!(same.found.len(), 3);
    }

    #[test]
    fn files_are_named_from_the_common_folder() {
        let base = tree(&["r/a/x.xlsx", "r/b/y.csv"]);
        let both = walk_in(base.path(), &["r/b/y.csv", "r/a"], &[]).unwrap();
        assert_eq!(files(&both), [("a/x.xlsx", true), ("b/y.csv", true)]);
        let one = walk_in(base.path(), &["r/a/x.xlsx"], &[]).unwrap();
        assert_eq!(files(&one), [("x.xlsx", true)]);
    }

    #[cfg(unix)]
    #[test]
    fn loops_of_links_end_and_a_file_is_met_once() {
        use std::os::unix::fs::symlink;
        let base = tree(&["a/x.xlsx"]);
        symlink(base.path(), base.path().join("a/loop")).unwrap();
        symlink(base.path().join("a/x.xlsx"), base.path().join("b.xlsx")).unwrap();
        symlink("nowhere", base.path().join("broken.xlsx")).unwrap();
        let walk = walk_in(base.path(), &["", "a", "a/x.xlsx"], &[]).unwrap();
        assert_eq!(files(&walk), [("a/x.xlsx", true), ("broken.xlsx", false)]);
        assert!(matches!(walk.found[1].kind, FoundKind::Unreadable(_)));
    }

    #[test]
    fn inputs_that_lead_nowhere_are_errors() {
        let base = tree(&["only.pdf"]);
        let missing = walk_in(base.path(), &["", "no"], &[]);
        assert!(matches!(missing, Err(InputError::Missing(_))));
        assert!(matches!(
            walk_in(base.path(), &[""], &[]),
            Err(InputError::Empty(_))
        ));
    }
}
