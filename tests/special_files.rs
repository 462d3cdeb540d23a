//! Pipes, devices and links among inputs and as outputs: nothing waits for them and nothing replaces them.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; clippy knows only functions marked #[test]"
)]

use assert_cmd::Command;
use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

const FORM: &str = "tests/fixtures/formats/個票.xlsx";

/// Runs with paths in a folder; more than this is waiting.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    let args = args
        .iter()
        .map(|arg| arg.replace('@', folder.to_str().unwrap()));
    let ran = command
        .current_dir(root)
        .args(args)
        .timeout(Duration::from_secs(20));
    let output = ran.output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    let code = output.status.code().unwrap();
    (code, String::from_utf8(told).unwrap())
}

fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

/// A folder with a form, the register of it, a pipe, a socket, and links: a loop, one to a device, one to a file.
fn scene() -> (TempDir, UnixListener) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).unwrap();
    fs::copy(FORM, at("in/個票.xlsx")).unwrap();
    pipe(&at("pipe.xlsx"));
    symlink(at("loop.xlsx"), at("loop.xlsx")).unwrap();
    symlink("/dev/null", at("null.xlsx")).unwrap();
    fs::write(at("file.xlsx"), b"old").unwrap();
    symlink(at("file.xlsx"), at("link.xlsx")).unwrap();
    let socket = UnixListener::bind(at("socket.xlsx")).unwrap();
    (folder, socket)
}

#[test]
fn inputs_that_are_no_files_are_told() {
    let (folder, _socket) = scene();
    for name in ["pipe.xlsx", "socket.xlsx", "null.xlsx", "loop.xlsx"] {
        let input = format!("@/{name}");
        for args in [
            vec!["check", &input],
            vec![
                "consolidate",
                "@/in",
                "--register",
                &input,
                "--out",
                "@/o",
                "--period",
                "R2-H1",
            ],
            vec!["consolidate", "@/in", "--config", &input, "--out", "@/o"],
            vec!["consolidate", "@/in", "--layout", &input, "--out", "@/o"],
            vec![
                "consolidate",
                "@/in",
                "--previous",
                &input,
                "--out",
                "@/o",
                "--period",
                "R2-H1",
            ],
            vec!["publish", "--dataset", &input, "--out", "@/p"],
            vec!["layout", "learn", &input, "--out", "@/l.toml"],
        ] {
            let (code, told) = run(folder.path(), &args);
            assert_eq!(code, 2, "{args:?}: {told}");
            assert!(
                !told.is_empty() && !told.contains("panicked"),
                "{args:?}: {told}"
            );
        }
    }
}

#[test]
fn what_lies_in_an_input_folder_is_passed_over() {
    let (folder, _socket) = scene();
    let args = [
        "consolidate",
        "@",
        "--out",
        "@/o",
        "--period",
        "R2-H1",
        "--only",
        "dataset",
    ];
    let (code, told) = run(folder.path(), &args);
    assert_eq!(code, 1, "{told}"); // file.xlsx is none
    let data = fs::read_to_string(folder.path().join("o/dataset.json")).unwrap();
    assert!(data.contains("\"in/個票.xlsx\""), "{data}");
}

#[test]
fn outputs_that_are_no_files_stay_as_they_are() {
    let (folder, _socket) = scene();
    let at = |name: &str| folder.path().join(name);
    for name in [
        "pipe.xlsx",
        "socket.xlsx",
        "null.xlsx",
        "loop.xlsx",
        "link.xlsx",
    ] {
        let before = fs::symlink_metadata(at(name)).unwrap();
        let output = format!("@/{name}");
        for args in [
            vec!["read", "@/in", "--out", &output, "--period", "R2-H1"],
            vec!["register", "new", "--out", &output],
            vec!["register", "from", "@/in", "--out", &output],
            vec!["layout", "learn", "@/in/個票.xlsx", "--out", &output],
        ] {
            let (code, told) = run(folder.path(), &args);
            assert_eq!(code, 2, "{args:?}: {told}");
        }
        let after = fs::symlink_metadata(at(name)).unwrap();
        assert_eq!(before.file_type(), after.file_type(), "{name}");
    }
    assert_eq!(fs::read(at("file.xlsx")).unwrap(), b"old");
    let out = PathBuf::from("/dev/null");
    assert!(fs::metadata(out).unwrap().file_type().is_char_device());
}

/// A pipe under the name of an output, of the lock, or of the digests.
#[test]
fn pipes_in_the_output_folder_are_told() {
    for name in ["dataset.json", ".kohyo-lock", ".kohyo-outputs.json"] {
        let (folder, _socket) = scene();
        fs::create_dir(folder.path().join("o")).unwrap();
        let path = folder.path().join("o").join(name);
        pipe(&path);
        let args = [
            "consolidate",
            "@/in",
            "--out",
            "@/o",
            "--period",
            "R2-H1",
            "--only",
            "dataset",
        ];
        let (code, told) = run(folder.path(), &args);
        assert!(!told.contains("panicked"), "{name}: {told}");
        // kohyo's own files are its own affair; an output of that name is told and stays.
        if name == "dataset.json" {
            assert_eq!(code, 2, "{told}");
            assert!(told.contains("ふつうのファイルではありません"), "{told}");
            let met = fs::symlink_metadata(&path).unwrap();
            assert!(met.file_type().is_fifo());
        }
    }
}
