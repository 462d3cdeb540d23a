//! Runs the program on the samples of the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository's own folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder of this name under the target folder; it is kept afterwards, to be looked at.
pub(crate) fn fresh_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{folder:?}: {error}"),
        _ => fs::create_dir_all(&folder).unwrap(),
    }
    folder
}

/// Consolidates `samples/forms` into a folder.
pub(crate) fn consolidate(out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .arg("consolidate")
        .arg("--config")
        .arg(root().join("samples/kohyo.toml"))
        .arg("--out")
        .arg(out)
        .output()
        .unwrap()
}

/// The `dataset.json` of a folder.
pub(crate) fn dataset(out: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(out.join("dataset.json")).unwrap()).unwrap()
}
