//! Why outputs could not be placed: one Japanese sentence each, saying what to do.

use crate::regular;
use std::io;
use std::path::{Path, PathBuf};

/// Why outputs could not be placed. Nothing was changed on the disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
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
    /// What stands under an output's name is no file.
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

impl PublishError {
    /// What an error of the system means for a file (or, with an empty name, for the folder).
    pub(super) fn io(folder: &Path, name: &str, source: io::Error) -> Self {
        let path = if name.is_empty() {
            folder.to_owned()
        } else {
            folder.join(name)
        };
        if regular::is_not_regular(&source) {
            return Self::NotAFile(path);
        }
        // Windows: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
        if cfg!(windows) && matches!(source.raw_os_error(), Some(32 | 33)) {
            return Self::Open {
                file: path,
                lock: None,
                source: Some(source),
            };
        }
        Self::Unwritable { path, source }
    }
}
