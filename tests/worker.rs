//! Workers that fail: each failure costs one file one problem, and nothing stays behind.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kohyo::workbook::{Format, Limits, ProblemKind, Reader, WorkerCommand};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn command(program: &str, args: &[&str]) -> WorkerCommand {
    WorkerCommand {
        program: program.into(),
        args: args.iter().map(Into::into).collect(),
    }
}

fn kohyo() -> WorkerCommand {
    command(env!("CARGO_BIN_EXE_kohyo"), &["__worker"])
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn kind(reader: &Reader, name: &str) -> Result<Format, ProblemKind> {
    let read = reader.open(&fixture(name));
    read.map(|workbook| workbook.format)
        .map_err(|problem| problem.kind)
}

/// A program that never answers, and one that ends at once.
const SILENT: (&str, &[&str]) = match cfg!(windows) {
    true => ("ping", &["-n", "1000", "127.0.0.1"]),
    false => ("sleep", &["1000"]),
};
const ENDS: &str = if cfg!(windows) { "hostname" } else { "true" };

/// Child processes of this one that have not been reaped, by program. Only Linux shows them; elsewhere there
/// seem to be none.
#[cfg(not(target_os = "linux"))]
fn children(_program: &str) -> usize {
    0
}

/// Child processes of this one that have not been reaped, by program.
#[cfg(target_os = "linux")]
fn children(program: &str) -> usize {
    let own = std::process::id().to_string();
    let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    processes
        .filter_map(|process| fs::read_to_string(process.path().join("stat")).ok())
        .filter(|stat| {
            // pid (program) state ppid …
            let Some((before, after)) = stat.rsplit_once(") ") else {
                return false;
            };
            let parent = after.split(' ').nth(1);
            parent == Some(own.as_str()) && before.ends_with(&format!("({program}"))
        })
        .count()
}

/// What the allocator would reserve ahead of need is no use of memory: the usual bound is wide enough.
#[test]
fn fresh_workers_read_within_the_usual_bounds() {
    for _ in 0..5 {
        let reader = Reader::new(Limits::default(), Some(kohyo()));
        assert_eq!(kind(&reader, "formats/個票.ods"), Ok(Format::Ods));
        assert_eq!(kind(&reader, "formats/個票.xls"), Ok(Format::Xls));
    }
}

#[test]
fn one_that_never_answers_is_stopped() {
    let limits = Limits {
        worker_seconds: 1,
        ..Limits::default()
    };
    let reader = Reader::new(limits, Some(command(SILENT.0, SILENT.1)));
    let begun = Instant::now();
    let limit = Err(ProblemKind::Limit("worker_seconds".into()));
    assert_eq!(kind(&reader, "formats/個票.xls"), limit);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(children(SILENT.0), 0);
}

#[test]
fn one_that_ends_or_cannot_start_is_unreadable() {
    for program in [ENDS, "no-such-program"] {
        let reader = Reader::new(Limits::default(), Some(command(program, &[])));
        let unreadable = Err(ProblemKind::Unreadable);
        assert_eq!(kind(&reader, "formats/個票.ods"), unreadable, "{program}");
    }
}

#[test]
fn one_that_wants_too_much_memory_is_a_limit() {
    let limits = Limits {
        worker_memory_bytes: 256 << 20,
        ..Limits::default()
    };
    let reader = Reader::new(limits, Some(kohyo()));
    let limit = Err(ProblemKind::Limit("worker_memory_bytes".into()));
    // Two cells at far corners, of an old version whose reader takes memory for all between them.
    assert_eq!(kind(&reader, "hostile/x_xls_corner_biff5.xls"), limit);
    assert_eq!(kind(&reader, "formats/個票.ods"), Ok(Format::Ods));
}

#[test]
fn many_files_from_many_threads_need_few_workers() {
    // Under a name of its own, so that workers of other tests are not counted.
    let program = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("counted{}", std::env::consts::EXE_SUFFIX));
    let _ = fs::remove_file(&program);
    fs::hard_link(env!("CARGO_BIN_EXE_kohyo"), &program).unwrap();
    let worker = command(program.to_str().unwrap(), &["__worker"]);
    let reader = Reader::new(Limits::default(), Some(worker));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..10 {
                    assert_eq!(kind(&reader, "formats/個票.xls"), Ok(Format::Xls));
                    assert_eq!(kind(&reader, "formats/個票.ods"), Ok(Format::Ods));
                    // One that it cannot read does not end the worker.
                    let broken = kind(&reader, "hostile/x_ods_truncated.ods");
                    assert_eq!(broken, Err(ProblemKind::Unreadable));
                }
            });
        }
    });
    let running = children("counted");
    let expected = if cfg!(target_os = "linux") {
        1..=2
    } else {
        0..=0
    };
    assert!(expected.contains(&running), "{running}");
    drop(reader);
    assert_eq!(children("counted"), 0);
}

/// Each thread starts workers of its own, far more at once than there are processors: each file is read, and
/// none waits for ever for another's pipe.
#[test]
fn many_slow_starts_at_once_all_answer() {
    let limits = Limits {
        worker_seconds: 120,
        ..Limits::default()
    };
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                for _ in 0..3 {
                    let reader = Reader::new(limits, Some(kohyo()));
                    assert_eq!(kind(&reader, "formats/個票.xls"), Ok(Format::Xls));
                    assert_eq!(kind(&reader, "formats/個票.ods"), Ok(Format::Ods));
                }
            });
        }
    });
}

#[test]
fn without_a_worker_files_are_read_here() {
    let reader = Reader::new(Limits::default(), None);
    assert_eq!(kind(&reader, "formats/個票.xls"), Ok(Format::Xls));
    assert_eq!(kind(&reader, "formats/個票.ods"), Ok(Format::Ods));
}

#[test]
fn what_cannot_be_opened_says_so() {
    let reader = Reader::new(Limits::default(), None);
    let missing = reader.open(&fixture("no-such-file.xlsx")).unwrap_err();
    assert_eq!(missing.kind, ProblemKind::Unreadable);
    assert!(
        missing.message.contains("ファイルがありません"),
        "{missing}"
    );
    let folder = reader.open(&fixture("formats")).unwrap_err();
    assert_eq!(folder.kind, ProblemKind::Unreadable);
    let small = Limits {
        file_bytes: 100,
        ..Limits::default()
    };
    let large = Reader::new(small, None).open(&fixture("formats/個票.xls"));
    assert_eq!(
        large.unwrap_err().kind,
        ProblemKind::Limit("file_bytes".into())
    );
}
