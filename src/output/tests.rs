use super::*;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23)
        .and_then(|day| day.and_hms_opt(15, 30, 0))
        .unwrap()
}

fn piece(kind: &str, name: &str, content: &str) -> OutputFile {
    OutputFile::new(kind, name, content.into())
}

fn run(folder: &Path, pieces: &[OutputFile]) -> Placed {
    OutputFolder::open(folder)
        .unwrap()
        .place(&["summary", "review"], pieces, now())
        .unwrap()
}

/// Everything in the folder but kohyo's digests, by name.
fn content(folder: &Path) -> BTreeMap<String, String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_name() != manifest::FILE)
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap_or_else(|_| "folder".into());
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    content(folder).into_keys().collect()
}

#[test]
fn a_second_run_replaces_what_nobody_changed() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[piece("summary", "総括表.xlsx", "1")]);
    let published = run(folder.path(), &[piece("summary", "総括表.xlsx", "2")]);
    assert_eq!(published.kept, []);
    assert_eq!(
        content(folder.path()),
        BTreeMap::from([("総括表.xlsx".into(), "2".into())])
    );
}

#[test]
fn what_is_written_as_it_is_made_is_an_output_like_others() {
    let folder = tempfile::tempdir().unwrap();
    let publish = |text: &'static str| {
        let write = move |into: &mut (dyn Write + Send)| into.write_all(text.as_bytes());
        let stream = Stream {
            kind: "dataset".into(),
            name: "dataset.json".into(),
            write: &write,
        };
        let set = OutputSet {
            target: OutputFolder::open(folder.path()).unwrap(),
            kinds: &["dataset"],
            pieces: &[],
            streams: &[stream],
            user_data: &[],
        };
        place_all(vec![set], now()).unwrap().remove(0)
    };
    publish("1");
    assert_eq!(publish("2").kept, []);
    let file = folder.path().join("dataset.json");
    assert_eq!(fs::read_to_string(&file).unwrap(), "2");
    fs::write(&file, "mine").unwrap();
    assert_eq!(publish("3").kept.len(), 1);
    let before = fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(publish("3").written, ["dataset.json"]);
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn what_people_changed_is_kept_under_a_dated_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("総括表.xlsx");
    for (typed, round) in [("mine", "2"), ("again", "3")] {
        run(folder.path(), &[piece("summary", "総括表.xlsx", "1")]);
        fs::write(&file, typed).unwrap();
        run(folder.path(), &[piece("summary", "総括表.xlsx", round)]);
    }
    let expected = [
        ("総括表.xlsx", "3"),
        ("総括表_2026-11-23_1530.xlsx", "mine"),
        ("総括表_2026-11-23_1530_2.xlsx", "again"),
    ];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(content(folder.path()), BTreeMap::from(expected));
}

#[test]
fn what_is_precious_is_kept_where_it_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let publish = |content: &str, has_user_data: bool, supersedes: bool| {
        let name = "dataset.json";
        let set = OutputSet {
            target: OutputFolder::open(folder.path()).unwrap(),
            kinds: &["dataset", "summary"],
            pieces: &[
                piece("dataset", name, content),
                piece("summary", "総括表.xlsx", content),
            ],
            streams: &[],
            user_data: &[UserData {
                name,
                has_user_data,
                supersedes,
            }],
        };
        place_all(vec![set], now()).unwrap().remove(0).kept
    };
    assert_eq!(publish("1", true, false), []);
    assert_eq!(publish("1", true, false), []);
    let kept_as = "dataset_2026-11-23_1530.json".to_owned();
    let kept = Kept {
        name: "dataset.json".to_owned(),
        kept_as: kept_as.clone(),
        changed: false,
    };
    assert_eq!(publish("2", false, false), [kept]);
    assert_eq!(publish("3", true, false), []);
    assert_eq!(publish("4", true, true), []);
    assert_eq!(publish("5", false, true), []);
    assert_eq!(publish("6", false, false), []);
    assert_eq!(content(folder.path())[&kept_as], "1");
    // Digests of an older kind do not say what was given; a workbook has nothing that could be.
    let digests = folder.path().join(manifest::FILE);
    let text = fs::read_to_string(&digests).unwrap();
    let older = text.replace(",\n      \"given\": false", "");
    assert_ne!(older, text);
    fs::write(&digests, older).unwrap();
    let kept = publish("7", false, false);
    let names: Vec<&str> = kept.iter().map(|kept| kept.name.as_str()).collect();
    assert_eq!(names, ["dataset.json"]);
}

#[test]
fn a_letter_changed_far_down_is_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let long = "0".repeat(200_000);
    let pieces = [piece("summary", "総括表.xlsx", &long)];
    run(folder.path(), &pieces);
    let file = folder.path().join("総括表.xlsx");
    let modified = || fs::metadata(&file).unwrap().modified().unwrap();
    let before = modified();
    assert_eq!(run(folder.path(), &pieces).kept, []);
    assert_eq!(
        modified(),
        before,
        "what stands there already is left alone"
    );
    fs::write(&file, format!("{}1", &long[1..])).unwrap();
    let published = run(folder.path(), &pieces);
    assert!(published.kept.iter().all(|kept| kept.changed) && published.kept.len() == 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), long);
}

#[test]
fn a_file_kohyo_never_wrote_is_kept_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("総括表.xlsx"), "theirs").unwrap();
    let published = run(folder.path(), &[piece("summary", "総括表.xlsx", "1")]);
    assert_eq!(published.kept.len(), 1);
    assert_eq!(
        content(folder.path())["総括表_2026-11-23_1530.xlsx"],
        "theirs"
    );
}

#[test]
fn stale_outputs_go_unless_changed_and_only_of_the_kinds_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let all = ["summary", "review", "dataset"];
    let first = [
        piece("review", "評価シート_甲.xlsx", "1"),
        piece("review", "評価シート_乙.xlsx", "1"),
        piece("dataset", "dataset.json", "1"),
    ];
    let target = OutputFolder::open(folder.path()).unwrap();
    target.place(&all, &first, now()).unwrap();
    fs::write(folder.path().join("評価シート_乙.xlsx"), "typed").unwrap();

    let published = run(folder.path(), &[piece("review", "評価シート_丙.xlsx", "2")]);
    assert_eq!(published.removed, ["評価シート_甲.xlsx"]);
    assert_eq!(
        names(folder.path()),
        [
            "dataset.json",
            "評価シート_丙.xlsx",
            "評価シート_乙_2026-11-23_1530.xlsx"
        ]
    );
}

#[test]
fn an_output_open_in_excel_stops_everything() {
    for lock in ["~$評価シート_甲.xlsx", ".~lock.評価シート_甲.xlsx#"] {
        let folder = tempfile::tempdir().unwrap();
        let first = [
            piece("summary", "総括表.xlsx", "1"),
            piece("review", "評価シート_甲.xlsx", "1"),
        ];
        run(folder.path(), &first);
        fs::write(folder.path().join(lock), "").unwrap();
        let before = content(folder.path());
        let second = [
            piece("summary", "総括表.xlsx", "2"),
            piece("review", "評価シート_甲.xlsx", "2"),
        ];
        let target = OutputFolder::open(folder.path()).unwrap();
        let error = target.place(&["summary", "review"], &second, now());
        assert!(matches!(error, Err(OutputError::Open { .. })), "{error:?}");
        assert_eq!(content(folder.path()), before);
    }
}

#[test]
fn a_failure_in_the_middle_is_rolled_back() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[piece("summary", "a.xlsx", "1")]);
    fs::write(folder.path().join("a.xlsx"), "typed").unwrap();
    fs::create_dir(folder.path().join("b.xlsx")).unwrap();
    let before = content(folder.path());

    let target = OutputFolder::open(folder.path()).unwrap();
    let plan = [
        Step::Keep {
            name: "a.xlsx".into(),
            kept_as: "a_old.xlsx".into(),
        },
        Step::put("a.xlsx", &sha256(b"2")),
        Step::put("new.xlsx", &sha256(b"2")),
        Step::put("b.xlsx", &sha256(b"2")), // a folder stands there
    ];
    let mut staging = Staging::new(target.folder(), STAGING_PREFIX).unwrap();
    for name in ["a.xlsx", "new.xlsx", "b.xlsx"] {
        staging.stage(name, b"2").unwrap();
    }
    let (name, _) = staging.perform(&plan).unwrap_err();
    drop(staging);
    drop(target);
    assert_eq!(name, "b.xlsx");
    assert_eq!(content(folder.path()), before);
}

/// Leaves the folder as a run killed before step `upto` would.
fn killed(folder: &Path, upto: usize) -> Vec<Step> {
    let staging = folder.join(format!("{STAGING_PREFIX}dead"));
    for sub in ["new", "old"] {
        fs::create_dir_all(staging.join(sub)).unwrap();
    }
    let plan = vec![
        Step::Keep {
            name: "a.xlsx".into(),
            kept_as: "a_dated.xlsx".into(),
        },
        Step::put("a.xlsx", &sha256(b"2")),
        Step::put("b.xlsx", &sha256(b"2")),
        Step::Remove {
            name: "c.xlsx".into(),
        },
        Step::put(manifest::FILE, &sha256(b"2")),
    ];
    for step in &plan {
        if matches!(step, Step::Put { .. }) {
            fs::write(staging.join("new").join(step.name()), "2").unwrap();
        }
    }
    let journal = serde_json::to_vec(&plan).unwrap();
    fs::write(staging.join("journal.json"), journal).unwrap();
    steps::perform_some(folder, &staging, &plan[..upto]);
    plan
}

#[test]
fn the_next_run_undoes_what_a_killed_one_began() {
    for upto in 0..=5 {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.xlsx", "c.xlsx"] {
            fs::write(folder.path().join(name), "1").unwrap();
        }
        let before = content(folder.path());
        let plan = killed(folder.path(), upto);
        drop(OutputFolder::open(folder.path()).unwrap());
        if upto < plan.len() {
            assert_eq!(content(folder.path()), before, "killed before step {upto}");
        } else {
            let done = names(folder.path());
            assert_eq!(done, ["a.xlsx", "a_dated.xlsx", "b.xlsx"]);
        }
    }
}

#[test]
fn two_runs_do_not_write_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = OutputFolder::open(folder.path()).unwrap();
    let second = OutputFolder::open(folder.path());
    assert!(matches!(second, Err(OutputError::Running(_))), "{second:?}");
    drop(first);
    assert!(OutputFolder::open(folder.path()).is_ok());
}

#[test]
fn a_run_given_up_leaves_no_trace() {
    let base = tempfile::tempdir().unwrap();
    drop(OutputFolder::open(&base.path().join("a/b")).unwrap());
    assert_eq!(names(base.path()), Vec::<String>::new());
}

#[test]
fn what_is_no_folder_is_refused() {
    let base = tempfile::tempdir().unwrap();
    let file = base.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(
        OutputFolder::open(&file),
        Err(OutputError::NotAFolder(_))
    ));
    assert!(matches!(
        OutputFolder::open(&file.join("below")),
        Err(OutputError::Uncreatable { .. })
    ));
}

#[cfg(unix)]
#[test]
fn of_several_folders_all_are_written_or_none() {
    let base = tempfile::tempdir().unwrap();
    let (one, other) = (base.path().join("結果"), base.path().join("差戻し"));
    let good = [piece("k", "a.xlsx", "new")];
    // A folder that cannot be made shows only when the second is moved in.
    let bad = [
        piece("k", "b.xlsx", "newer"),
        piece("k", "次/c.xlsx", "new"),
    ];
    let deliver = |second: &[OutputFile]| {
        let set = |folder: &Path, pieces| OutputSet {
            target: OutputFolder::open(folder).unwrap(),
            kinds: &["k"],
            pieces,
            streams: &[],
            user_data: &[],
        };
        place_all(vec![set(&one, &good), set(&other, second)], now())
    };
    fs::create_dir(&other).unwrap();
    std::os::unix::fs::symlink("nowhere", other.join("次")).unwrap();
    assert!(deliver(&bad).is_err());
    assert!(!one.exists());
    assert_eq!(names(&other), ["次"]);
    let published = deliver(&[piece("k", "b.xlsx", "new")]).unwrap();
    assert_eq!(published[0].written, ["a.xlsx"]);
    assert_eq!(published[1].written, ["b.xlsx"]);
    fs::write(one.join("a.xlsx"), "by hand").unwrap();
    assert!(deliver(&bad).is_err());
    assert_eq!(fs::read(one.join("a.xlsx")).unwrap(), b"by hand");
    assert_eq!(fs::read(other.join("b.xlsx")).unwrap(), b"new");
}

#[test]
fn where_all_stands_as_it_should_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let pieces = [
        piece("summary", "総括表.xlsx", "一"),
        piece("review", "評価シート_甲.xlsx", "二"),
    ];
    run(folder.path(), &pieces);
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let files = ["総括表.xlsx", "評価シート_甲.xlsx", manifest::FILE];
    let places = files.map(|name| folder.path().join(name));
    let modified = |place| fs::metadata(place).unwrap().modified().unwrap();
    for place in &places {
        let file = fs::File::options().write(true).open(place).unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let published = run(folder.path(), &pieces);
    assert_eq!(published.written, files[..2]);
    assert!(places.iter().all(|place| modified(place) == long_ago));
    // One that is other is put in place, and the digests with it.
    run(
        folder.path(),
        &[piece("summary", "総括表.xlsx", "三"), pieces[1].clone()],
    );
    let touched = places.each_ref().map(|place| modified(place) != long_ago);
    assert_eq!(touched, [true, false, true]);
}

/// A folder whose own files somebody else wrote, and a folder beside it that nothing may reach.
struct Planted {
    base: tempfile::TempDir,
    out: std::path::PathBuf,
    victim: std::path::PathBuf,
}

impl Planted {
    fn new() -> Self {
        let base = tempfile::tempdir().unwrap();
        let (out, victim) = (base.path().join("結果"), base.path().join("victim.txt"));
        fs::create_dir(&out).unwrap();
        fs::write(&victim, "theirs").unwrap();
        Self { base, out, victim }
    }

    /// Runs, and checks that nothing outside was touched; what people are told.
    fn run(&self) -> Vec<String> {
        let target = OutputFolder::open(&self.out).unwrap();
        let remarks = target.remarks().to_vec();
        let pieces = [piece("summary", "総括表.xlsx", "1")];
        target.place(&["summary"], &pieces, now()).unwrap();
        assert_eq!(fs::read_to_string(&self.victim).unwrap(), "theirs");
        assert_eq!(names(self.base.path()), ["victim.txt", "結果"]);
        assert_eq!(fs::read(self.out.join("総括表.xlsx")).unwrap(), b"1");
        remarks
    }
}

#[test]
fn a_planted_manifest_leads_nowhere() {
    let planted = Planted::new();
    let outside = [
        "../victim.txt".to_owned(),
        planted.victim.display().to_string(),
    ];
    for name in outside {
        let entry = Entry {
            kind: "summary".into(),
            sha256: sha256("theirs"),
            given: None,
        };
        let manifest = Manifest {
            files: BTreeMap::from([(name, entry)]),
        };
        fs::write(planted.out.join(manifest::FILE), manifest.to_bytes()).unwrap();
        assert!(planted.run()[0].contains(manifest::FILE));
        assert_eq!(
            planted.run(),
            Vec::<String>::new(),
            "the next run has its own"
        );
    }
}

#[test]
fn a_planted_journal_moves_nothing() {
    let planted = Planted::new();
    let victim = planted.victim.display().to_string();
    let sha = sha256("theirs");
    for step in [
        Step::put("../victim.txt", &sha),
        Step::put(&victim, &sha),
        Step::Remove {
            name: "../taken.txt".into(),
        },
        Step::Keep {
            name: "総括表.xlsx".into(),
            kept_as: "../victim.txt".into(),
        },
    ] {
        let staging = planted.out.join(format!("{STAGING_PREFIX}dead"));
        fs::create_dir_all(staging.join("new")).unwrap();
        fs::create_dir_all(staging.join("old")).unwrap();
        fs::write(staging.join("taken.txt"), "planted").unwrap();
        fs::write(planted.out.join("総括表.xlsx"), "theirs").unwrap();
        fs::write(staging.join("new").join(manifest::FILE), "{}").unwrap();
        let journal = serde_json::to_vec(&[&step]).unwrap();
        fs::write(staging.join("journal.json"), journal).unwrap();
        let remarks = planted.run();
        assert_eq!(remarks.len(), 1, "{step:?}: {remarks:?}");
        assert!(!staging.exists());
        for kept in names(&planted.out) {
            fs::remove_file(planted.out.join(kept)).unwrap();
        }
    }
}

#[cfg(unix)]
mod special {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::process::Command;
    use std::sync::mpsc;
    use std::time::Duration;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    /// What a thread comes to; a test that waits for a pipe must fail, not hang.
    fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
        let (done, wait) = mpsc::channel();
        std::thread::spawn(move || done.send(work()));
        wait.recv_timeout(Duration::from_secs(20))
            .expect("it hangs")
    }

    #[test]
    fn what_the_lock_is_linked_to_stays() {
        let planted = Planted::new();
        symlink(&planted.victim, planted.out.join(".kohyo-lock")).unwrap();
        assert!(planted.run()[0].contains(".kohyo-lock"));
    }

    #[test]
    fn a_second_name_of_a_file_as_lock_leaves_it_whole() {
        let planted = Planted::new();
        fs::hard_link(&planted.victim, planted.out.join(".kohyo-lock")).unwrap();
        planted.run();
    }

    #[test]
    fn pipes_under_kohyos_names_are_not_waited_for() {
        for name in [".kohyo-lock", manifest::FILE] {
            let planted = Planted::new();
            pipe(&planted.out.join(name));
            let (remarks, _) = in_time(move || (planted.run(), planted));
            assert!(remarks[0].contains(name), "{remarks:?}");
        }
        let planted = Planted::new();
        let staging = planted.out.join(format!("{STAGING_PREFIX}dead"));
        fs::create_dir_all(staging.join("new")).unwrap();
        fs::write(staging.join("new").join(manifest::FILE), "{}").unwrap();
        pipe(&staging.join("journal.json"));
        assert_eq!(in_time(move || planted.run()).len(), 1);
    }

    #[test]
    fn a_pipe_in_place_of_an_output_is_refused() {
        let planted = Planted::new();
        pipe(&planted.out.join("総括表.xlsx"));
        let out = planted.out.clone();
        let refused = in_time(move || {
            let pieces = [piece("summary", "総括表.xlsx", "1")];
            OutputFolder::open(&out)
                .unwrap()
                .place(&["summary"], &pieces, now())
        });
        assert!(
            matches!(refused, Err(OutputError::Unwritable { .. })),
            "{refused:?}"
        );
    }

    #[test]
    fn linked_folders_of_outputs_and_of_killed_runs_are_not_entered() {
        let planted = Planted::new();
        let elsewhere = planted.base.path().join("結果").join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("journal.json"), "[]").unwrap();
        symlink(&elsewhere, planted.out.join("教育部")).unwrap();
        symlink(
            &elsewhere,
            planted.out.join(format!("{STAGING_PREFIX}dead")),
        )
        .unwrap();
        planted.run();
        let pieces = [piece("form", "教育部/a.xlsx", "1")];
        let refused = OutputFolder::open(&planted.out)
            .unwrap()
            .place(&["form"], &pieces, now());
        assert!(refused.is_err());
        assert_eq!(names(&elsewhere), ["journal.json"]);
    }

    #[test]
    fn a_kept_name_that_is_a_link_to_nothing_is_not_written_through() {
        let planted = Planted::new();
        let nowhere = planted.base.path().join("nowhere.xlsx");
        fs::write(planted.out.join("総括表.xlsx"), "typed").unwrap();
        let dated = "総括表_2026-11-23_1530.xlsx";
        symlink(&nowhere, planted.out.join(dated)).unwrap();
        planted.run();
        assert!(!nowhere.exists());
        assert_eq!(
            fs::read(planted.out.join("総括表_2026-11-23_1530_2.xlsx")).unwrap(),
            b"typed"
        );
    }
}

#[test]
fn runs_that_begin_at_once_wait_or_say_so() {
    for _ in 0..40 {
        let base = tempfile::tempdir().unwrap();
        let out = base.path().join("次/結果");
        let opened = |folder: &Path| match OutputFolder::open(folder) {
            Ok(target) => target
                .place(&["summary"], &[piece("summary", "総括表.xlsx", "1")], now())
                .map(drop),
            Err(error) => Err(error),
        };
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| opened(&out))).collect();
            let ended: Vec<_> = runs.into_iter().map(|run| run.join().unwrap()).collect();
            let fine = |ended: &Result<(), OutputError>| {
                matches!(ended, Ok(()) | Err(OutputError::Running(_)))
            };
            assert!(ended.iter().all(fine), "{ended:?}");
            assert!(ended.iter().any(Result::is_ok), "{ended:?}");
        });
        assert_eq!(names(&out), ["総括表.xlsx"]);
    }
}

#[test]
fn what_somebody_changed_after_a_kill_is_never_undone() {
    for (name, upto) in [
        ("a.xlsx", 2),
        ("b.xlsx", 3),
        ("c.xlsx", 4),
        ("a_dated.xlsx", 4),
    ] {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.xlsx", "c.xlsx"] {
            fs::write(folder.path().join(name), "1").unwrap();
        }
        killed(folder.path(), upto);
        // As Excel saves: a new file in place of the old one.
        let saved = folder.path().join("saved.tmp");
        fs::write(&saved, "edited since").unwrap();
        fs::rename(saved, folder.path().join(name)).unwrap();
        drop(OutputFolder::open(folder.path()).unwrap());
        assert_eq!(content(folder.path())[name], "edited since", "{name}");
    }
}
