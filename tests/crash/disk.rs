//! A disk that is full.

use crate::scene::{BALLAST, Moments, OUT, RETURNS, SETS, Scene, is_root, refused, runs};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// Nothing can be written beyond so many blocks of 512 bytes in one file; the write fails as on a full disk.
#[test]
fn files_that_may_not_grow_leave_everything_as_it_was() {
    let scene = Scene::new();
    let mut refusals = 0;
    for blocks in [0, 1, 8, 24, 40] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let ran = scene.command_after(&script, SETS[1]).output().unwrap();
        let standing = scene.standing_whole(&format!("{blocks} blocks"));
        assert!(scene.in_work().is_empty(), "{:?}", scene.in_work());
        if matches!(ran.status.code(), Some(0 | 1)) {
            assert_eq!(standing, 1);
            break;
        }
        refused(
            &ran,
            "に書き込めません。書き込みの権限と空き容量を確認するか",
        );
        assert_eq!(standing, 0);
        refusals += 1;
    }
    assert!(refusals >= 3, "the limits were all too wide");
    scene.inputs_untouched();
}

/// Where the system ends the program for it.
#[test]
fn a_run_ended_for_its_files_size_is_undone_by_the_next() {
    let scene = Scene::new();
    for blocks in [1, 24] {
        let script = format!("ulimit -c 0; ulimit -f {blocks}; exec \"$@\"");
        let ran = scene.command_after(&script, SETS[1]).output().unwrap();
        assert_eq!(ran.status.code(), None, "{blocks} blocks were enough");
        scene.next_run();
        assert_eq!(scene.standing_whole(&format!("{blocks} blocks")), 0);
        assert!(scene.in_work().is_empty());
    }
    scene.inputs_untouched();
}

/// A small disk in place of one of the output folders, as long as it is needed.
struct SmallDisk<'a> {
    scene: &'a Scene,
    folder: &'a str,
}

impl<'a> SmallDisk<'a> {
    /// With what stands in the folder; `None` where the system does not let one be made.
    fn over(scene: &'a Scene, folder: &'a str) -> Option<Self> {
        let (place, aside) = (scene.office.path(folder), scene.office.path("脇"));
        fs::rename(&place, &aside).unwrap();
        fs::create_dir(&place).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "kohyo-crash"])
            .arg(&place)
            .status();
        let disk = Self { scene, folder };
        if !mounted.is_ok_and(|status| status.success()) {
            return None;
        }
        for file in crate::support::files_below(&aside) {
            fs::copy(&file, place.join(file.file_name().unwrap())).unwrap();
        }
        fs::remove_dir_all(aside).unwrap();
        Some(disk)
    }

    fn path(&self) -> PathBuf {
        self.scene.office.path(self.folder)
    }

    /// Fills it but for so many bytes.
    fn fill_but_for(&self, free: u64) {
        let ballast = self.path().join(BALLAST);
        let _ = fs::remove_file(&ballast);
        let said = Command::new("df")
            .args(["--output=avail", "-B1"])
            .arg(self.path())
            .output()
            .unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        let available: u64 = said.lines().nth(1).unwrap().trim().parse().unwrap();
        let bytes = vec![0; available.saturating_sub(free) as usize];
        fs::write(ballast, bytes).unwrap();
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let scene = Scene::new();
    let mut moments = Moments::new();
    for (folder, needed) in [(OUT, 200_000), (RETURNS, 20_000)] {
        scene.whole_run(SETS[0]);
        let Some(disk) = SmallDisk::over(&scene, folder) else {
            assert!(!is_root(), "the superuser could not mount a tmpfs");
            eprintln!(
                "NOT RUN: a tmpfs needs the superuser; files that may not grow are tried in any case"
            );
            return;
        };
        let (mut refusals, mut former) = (0, scene.standing_whole("on the small disk"));
        let tries = runs(4).div_ceil(2);
        for count in 0..tries {
            let free = moments.within(Duration::from_micros(needed)).as_micros() as u64;
            disk.fill_but_for(free);
            let next = 1 - former;
            let ran = scene.command(SETS[next]).output().unwrap();
            let standing = scene.standing_whole(&format!("run {count}, {free} bytes free"));
            assert!(scene.in_work().is_empty(), "{:?}", scene.in_work());
            if matches!(ran.status.code(), Some(0 | 1)) {
                assert_eq!(standing, next);
            } else {
                refused(
                    &ran,
                    "に書き込めません。書き込みの権限と空き容量を確認するか",
                );
                assert_eq!(standing, former);
                refusals += 1;
            }
            former = standing;
        }
        eprintln!("full disk, {folder}: {refusals} of {tries} runs were refused");
    }
    scene.inputs_untouched();
}
