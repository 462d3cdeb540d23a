//! Why outputs could not be placed: one Japanese sentence each, saying what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why outputs could not be placed. Nothing was changed on the disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The output folder is a file.
    #[error("出力先「{}」はフォルダーではなくファイルです。--out には別のフォルダーを指定してください。", .0.display())]
    NotAFolder(PathBuf),
    /// The output folder does not exist and cannot be made.
    #[error("出力先のフォルダー「{}」を作れません。--out の場所と書き込みの権限を確認してください。", folder.display())]
    Uncreatable {
        /// The output folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A single file whose folder is not there.
    #[error("「{}」を入れるフォルダー「{}」がありません。先に作るか、--out に別の場所を指定してください。", path.display(), folder.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
        /// Its folder.
        folder: PathBuf,
    },
    /// A file that would be written over.
    #[error("「{}」はもうあります。上書きしないので、別の名前を指定するか、そのファイルを移してください。", .0.display())]
    Exists(PathBuf),
    /// A single file whose name is that of a folder.
    #[error("「{}」はフォルダーです。--out には書き込むファイルの名前を指定してください。", .0.display())]
    IsAFolder(PathBuf),
    /// What stands under a single file's name is no file.
    #[error("「{}」は普通のファイルではない（パイプ・装置・リンクなど）ので、書き込みません。--out には別の名前を指定してください。", .0.display())]
    NotAFile(PathBuf),
    /// The folder or a file in it cannot be written.
    #[error("出力先の「{}」に書き込めません。書き込みの権限と空き容量を確認するか、--out に別のフォルダーを指定してください。", path.display())]
    Unwritable {
        /// The folder, or the file in it.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// An output is open in Excel or another program.
    #[error("「{}」がExcelなどで開かれています。閉じてからもう一度実行してください{}。", file.display(), stale_lock(.lock.as_deref()))]
    Open {
        /// The output.
        file: PathBuf,
        /// The office program's lock file beside it, where that is how it is known.
        lock: Option<String>,
        /// What the system said, where that is how it is known.
        source: Option<io::Error>,
    },
    /// Another run is writing into the folder.
    #[error("出力先「{}」には別のkohyoが書き込んでいます。終わってからもう一度実行してください。", .0.display())]
    Running(PathBuf),
}

fn stale_lock(lock: Option<&str>) -> String {
    lock.map_or_else(String::new, |lock| {
        format!("（誰も開いていなければ、残っている「{lock}」を削除してください）")
    })
}

impl OutputError {
    /// What an error of the system means for a file (or, with an empty name, for the folder).
    pub(super) fn io(folder: &Path, name: &str, source: io::Error) -> Self {
        let mut path = folder.to_owned();
        // By the parts, so that a path has one kind of separator on every system.
        path.extend(name.split('/').filter(|part| !part.is_empty()));
        Self::of_file(path, source)
    }

    /// What an error of the system means for a file.
    pub fn of_file(path: PathBuf, source: io::Error) -> Self {
        match held_by_others(&source) && path.is_file() {
            true => Self::Open {
                file: path,
                lock: None,
                source: Some(source),
            },
            false => Self::Unwritable { path, source },
        }
    }
}

/// Whether the system says that another program has a file open. Windows says "access denied" where one is to
/// be replaced that somebody opened to read, "sharing violation" or "lock violation" else.
pub(super) fn held_by_others(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}
