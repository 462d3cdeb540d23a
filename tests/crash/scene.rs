//! An office with two sets of forms, and what each of them comes to when nothing fails.

use crate::support::{Office, TITLE, TITLE_R3};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The output folder and that of the return copies.
pub(crate) const OUT: &str = "結果";
pub(crate) const RETURNS: &str = "差戻し";
/// The two sets of forms.
pub(crate) const SETS: [&str; 2] = ["春", "秋"];
/// Forms of which nobody can tell the year: a run that opens the folders, reads, and ends without writing.
const YEARLESS: &str = "無年度";
/// Somebody without any rights of their own.
const NOBODY: u32 = 65_534;

/// Fills a small disk; no output.
pub(crate) const BALLAST: &str = "ballast";
/// Where runs would put temporary files of the system.
const TEMPORARY: &str = "tmp";

/// What stands in a folder, by name; without what kohyo keeps there for itself.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// How many moments are tried; few enough for every day where nothing is said.
pub(crate) fn runs(usual: usize) -> usize {
    let asked = std::env::var("KOHYO_CRASH_RUNS").ok();
    asked.map_or(usual, |count| count.parse().unwrap())
}

/// An office where everything went well so far.
pub(crate) struct Scene {
    pub(crate) office: Office,
    /// What each set comes to.
    wanted: [Tree; 2],
    wanted_returns: [Tree; 2],
    inputs: Tree,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let office = Office::new();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/forms");
        // Of every format one: .xls and .ods are read by a process of their own.
        let of_old_formats = crate::support::files_below(&samples)
            .into_iter()
            .filter(|path| {
                path.extension()
                    .is_some_and(|ext| ext == "xls" || ext == "ods")
            });
        for path in of_old_formats {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            office.file(&format!("春/{name}"), &fs::read(path).unwrap());
        }
        for number in 1..=3 {
            for (set, number) in SETS.iter().zip([number, number + 3]) {
                office.form(
                    &format!("{set}/課{number}.xlsx"),
                    &number.to_string(),
                    TITLE,
                );
            }
        }
        // Titled with another year: each has something to go back for.
        for number in 7..=8 {
            for (set, number) in SETS.iter().zip([number, number + 20]) {
                let file = format!("{set}/年度違い{}.xlsx", number % 20);
                office.form(&file, &number.to_string(), TITLE_R3);
            }
        }
        let blank = "（　　）年度　ロードマップ　個票";
        office.form("無年度/課.xlsx", "1", blank);
        fs::create_dir(office.path(TEMPORARY)).unwrap();
        let mut scene = Self {
            office,
            wanted: Default::default(),
            wanted_returns: Default::default(),
            inputs: Tree::new(),
        };
        scene.inputs = scene.read_inputs();
        for (index, set) in SETS.iter().enumerate().rev() {
            scene.whole_run(set);
            scene.wanted[index] = scene.tree(OUT);
            scene.wanted_returns[index] = scene.tree(RETURNS);
        }
        assert_ne!(scene.wanted[0], scene.wanted[1]);
        assert!(!scene.wanted_returns[0].is_empty());
        scene
    }

    /// A run into the two folders, without limits.
    pub(crate) fn command(&self, set: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kohyo"));
        self.arguments(&mut command, set);
        command
    }

    /// A run through a shell that does something first; `exec "$@"` begins the run itself.
    pub(crate) fn command_after(&self, script: &str, set: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_kohyo")]);
        self.arguments(&mut command, set);
        command
    }

    fn arguments(&self, command: &mut Command, set: &str) {
        let period: &[&str] = match set {
            YEARLESS => &[],
            _ => &["--period", "R2-H1"],
        };
        command
            .args(["consolidate", set, "--out", OUT, "--returns", RETURNS])
            .args(period)
            .current_dir(self.office.path(""))
            .env("TMPDIR", self.office.path(TEMPORARY))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    /// As somebody whom permissions bind, which they do not bind the superuser.
    pub(crate) fn bound(&self, set: &str) -> Command {
        if !is_root() {
            return self.command(set);
        }
        // The build's own folder may be closed to others.
        let program = self.office.path("kohyo");
        if !program.exists() {
            // By a process of its own: a file that another thread's child still has open for writing cannot run.
            let copied = Command::new("cp")
                .arg(env!("CARGO_BIN_EXE_kohyo"))
                .arg(&program)
                .status();
            assert!(copied.unwrap().success());
        }
        let owner = Some(NOBODY);
        for path in crate::support::everything_below(&self.office.path("")) {
            std::os::unix::fs::chown(path, owner, owner).unwrap();
        }
        let mut command = Command::new(program);
        self.arguments(&mut command, set);
        command.uid(NOBODY).gid(NOBODY);
        command
    }

    /// A run that ends well.
    pub(crate) fn whole_run(&self, set: &str) {
        let ran = self.command(set).output().unwrap();
        assert!(
            matches!(ran.status.code(), Some(0 | 1)),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
    }

    /// The next run: it tidies up, and writes nothing of its own.
    pub(crate) fn next_run(&self) {
        let ran = self.command(YEARLESS).output().unwrap();
        refused(&ran, "表題に年度がなく");
    }

    /// After the next run nothing is left of a killed one: no file aside, none in the system's folder for
    /// temporary files, no process that read for it.
    #[track_caller]
    pub(crate) fn nothing_is_left(&self) {
        assert_eq!(self.in_work(), Vec::<PathBuf>::new());
        let temporary = fs::read_dir(self.office.path(TEMPORARY)).unwrap();
        assert_eq!(temporary.count(), 0);
        let patience = Instant::now() + Duration::from_secs(5);
        while self.processes() > 0 {
            assert!(Instant::now() < patience, "a process is left");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// How many processes work in the office's folder.
    fn processes(&self) -> usize {
        let place = fs::canonicalize(self.office.path("")).unwrap();
        let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        processes
            .filter(|process| {
                fs::read_link(process.path().join("cwd")).is_ok_and(|cwd| cwd == place)
            })
            .count()
    }

    fn tree(&self, folder: &str) -> Tree {
        let mut tree = self.office.tree(folder);
        tree.retain(|name, _| {
            !name.ends_with('/') && !name.contains("/.kohyo-") && !name.ends_with(BALLAST)
        });
        tree
    }

    fn read_inputs(&self) -> Tree {
        SETS.iter().flat_map(|set| self.office.tree(set)).collect()
    }

    /// Which set stands whole in the output folder; `None`: neither.
    pub(crate) fn standing(&self, folder: &str) -> Option<usize> {
        let wanted = match folder {
            OUT => &self.wanted,
            _ => &self.wanted_returns,
        };
        let tree = self.tree(folder);
        wanted.iter().position(|wanted| *wanted == tree)
    }

    /// The set that stands whole; whatever happened, one has to.
    #[track_caller]
    pub(crate) fn standing_whole(&self, what: &str) -> usize {
        for folder in [RETURNS, OUT] {
            let names: Vec<String> = self.tree(folder).into_keys().collect();
            assert!(
                self.standing(folder).is_some(),
                "{what}: {folder} is neither as before nor as it should be: {names:?}"
            );
        }
        self.standing(OUT).unwrap()
    }

    /// Nobody wrote to what was sent.
    #[track_caller]
    pub(crate) fn inputs_untouched(&self) {
        assert!(self.read_inputs() == self.inputs, "an input was changed");
    }

    /// Whether an output folder holds anything that belongs to a run going on.
    pub(crate) fn in_work(&self) -> Vec<PathBuf> {
        let below = [OUT, RETURNS].map(|folder| self.office.path(folder));
        let entries = below.iter().filter_map(|folder| fs::read_dir(folder).ok());
        entries
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                let name = path.file_name().unwrap().to_string_lossy();
                name.starts_with(".kohyo-tmp") || name.starts_with(".kohyo-lock")
            })
            .collect()
    }
}

/// Checks that a run was refused: exit status 2, one sentence, and what it says.
#[track_caller]
pub(crate) fn refused(ran: &Output, said: &str) {
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{stderr}");
    assert!(stderr.starts_with("エラー: "), "{stderr}");
    assert!(stderr.contains(said), "{stderr}");
    let sentences = stderr.lines().filter(|line| !line.starts_with("  "));
    assert_eq!(sentences.count(), 1, "{stderr}");
    assert!(ran.stdout.is_empty());
}

/// Kills a run and waits until it is gone.
pub(crate) fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Whether the tests run as the superuser, whom permissions do not bind.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Random moments, the same again for the same seed.
pub(crate) struct Moments(u64);

impl Moments {
    /// From `KOHYO_CRASH_SEED`, else from the clock; the seed is printed to be used again.
    pub(crate) fn new() -> Self {
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let seed = std::env::var("KOHYO_CRASH_SEED").ok();
        let seed = seed.map_or(clock.as_nanos() as u64, |seed| seed.parse().unwrap());
        eprintln!("KOHYO_CRASH_SEED={seed}");
        Self(seed | 1)
    }

    /// A moment within a span of time (xorshift64*).
    pub(crate) fn within(&mut self, span: Duration) -> Duration {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let random = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        span.mul_f64(random as f64 / (1_u64 << 53) as f64)
    }
}
