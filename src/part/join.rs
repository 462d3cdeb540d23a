//! Parts → everything that was read, as if it had been read at once.

use super::{PROGRAM, Part};
use crate::batch::FileRecord;
use crate::batch::paths::path_order;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

/// Parts that do not belong together.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JoinError {
    /// Read by another version of the program.
    #[error("「{}」は別の版の kohyo（{version}）で読んだものです。同じ版の kohyo read で作り直してください。", part.display())]
    Program {
        /// The file of the part.
        part: PathBuf,
        /// The version.
        version: String,
    },
    /// Read with other settings, register or layouts than those of this run.
    #[error("「{}」は別の設定で読んだものです。--config、--register、--layout を集計と同じにして kohyo read で作り直してください。", .0.display())]
    Settings(PathBuf),
    /// Files named from different folders.
    #[error("「{}」と「{}」はファイルの基準のフォルダー（「{}」と「{}」）が違います。同じ --root を付けて kohyo read で作り直すか、同じフォルダーが別の名前で見えているのなら集計に --root を付けてください。", .0[0].0.display(), .0[1].0.display(), .0[0].1, .0[1].1)]
    Root(Box<[(PathBuf, String); 2]>),
    /// A file was read twice, and came to something else.
    #[error("「{file}」が「{}」と「{}」にあり、内容が違います。途中で差し替えられたのなら、kohyo read で作り直してください。", parts[0].display(), parts[1].display())]
    Changed {
        /// The file.
        file: String,
        /// The files of the parts.
        parts: Box<[PathBuf; 2]>,
    },
}

/// Everything the parts hold.
#[derive(Debug)]
pub struct Joined {
    /// Each file once, in the order of path.
    pub records: Vec<FileRecord>,
    /// The folder that files are named from.
    pub root: PathBuf,
}

/// Joins parts, each with the file it stands in. `settings` is the digest of what this run would have told
/// the reading; `root` names the folder anew where it is known here by another name. The same result for
/// the same files, whatever part and order they stand in.
///
/// # Errors
/// When the parts do not belong together, or a file changed between two of them.
pub fn join(
    parts: Vec<(PathBuf, Part)>,
    settings: &str,
    root: Option<PathBuf>,
) -> Result<Joined, JoinError> {
    let mut from: Option<(PathBuf, String)> = None;
    let mut files: BTreeMap<String, (PathBuf, FileRecord)> = BTreeMap::new();
    for (path, Part { head, records }) in parts {
        if head.program != PROGRAM {
            let version = head.program;
            return Err(JoinError::Program {
                part: path,
                version,
            });
        }
        if head.settings != settings {
            return Err(JoinError::Settings(path));
        }
        let first = from.get_or_insert_with(|| (path.clone(), head.root.clone()));
        if root.is_none() && first.1 != head.root {
            let both = [first.clone(), (path, head.root)];
            return Err(JoinError::Root(Box::new(both)));
        }
        for record in records {
            add(&mut files, &path, record)?;
        }
    }
    let mut records: Vec<FileRecord> = files.into_values().map(|(_, record)| record).collect();
    records.sort_by(|a, b| path_order(&a.submission.file, &b.submission.file));
    let named = from.map(|(_, root)| PathBuf::from(root));
    Ok(Joined {
        records,
        root: root.or(named).unwrap_or_default(),
    })
}

/// A file that was read twice with the same result counts once.
fn add(
    files: &mut BTreeMap<String, (PathBuf, FileRecord)>,
    part: &Path,
    record: FileRecord,
) -> Result<(), JoinError> {
    match files.entry(record.submission.file.clone()) {
        Entry::Vacant(vacant) => {
            vacant.insert((part.to_owned(), record));
            Ok(())
        }
        Entry::Occupied(there) if there.get().1 == record => Ok(()),
        Entry::Occupied(there) => Err(JoinError::Changed {
            file: there.key().clone(),
            parts: Box::new([there.get().0.clone(), part.to_owned()]),
        }),
    }
}
