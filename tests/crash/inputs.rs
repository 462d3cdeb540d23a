//! Inputs that go away, shrink or close while they are read.

use crate::scene::{Moments, OUT, RETURNS, SETS, Scene, is_root, refused, runs};
use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;
use std::thread;
use std::time::Duration;

/// What happens to an input.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    Removed,
    Truncated,
    CutInHalf,
}

impl Mishap {
    const ALL: [Self; 3] = [Self::Removed, Self::Truncated, Self::CutInHalf];

    fn befall(self, path: &Path) {
        let cut = |len| {
            OpenOptions::new()
                .write(true)
                .open(path)
                .unwrap()
                .set_len(len)
                .unwrap()
        };
        match self {
            Self::Removed => fs::remove_file(path).unwrap(),
            Self::Truncated => cut(0),
            Self::CutInHalf => cut(fs::metadata(path).unwrap().len() / 2),
        }
    }
}

/// A run that ended by itself left whole outputs of what it saw, or none and said why.
fn ended_well(scene: &Scene, ran: &Output, former: usize, what: &str) {
    assert!(scene.in_work().is_empty(), "{what}: {:?}", scene.in_work());
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert!(!stderr.contains("panicked"), "{what}: {stderr}");
    if ran.status.code() == Some(2) {
        refused(ran, "課4.xlsx");
        assert_eq!(scene.standing_whole(what), former);
        return;
    }
    assert!(matches!(ran.status.code(), Some(0 | 1)), "{what}: {stderr}");
    let statuses = scene.office.statuses(OUT);
    for (file, status) in &statuses {
        assert!(
            file == "課4.xlsx" || status != "rejected",
            "{what}: {statuses:?}"
        );
    }
    let numbers = scene.office.dataset(OUT)["projects"]
        .as_array()
        .unwrap()
        .len();
    let read = statuses
        .iter()
        .filter(|(_, status)| status == "read")
        .count();
    assert!(numbers >= read && read >= 4, "{what}: {statuses:?}");
}

#[test]
fn an_input_that_goes_away_while_it_is_read_costs_no_more_than_itself() {
    let scene = Scene::new();
    let input = scene.office.path("秋/課4.xlsx");
    let whole = fs::read(&input).unwrap();
    let mut moments = Moments::new();
    let begun = std::time::Instant::now();
    scene.whole_run(SETS[1]);
    let span = begun.elapsed();
    for count in 0..runs(3) {
        scene.whole_run(SETS[0]);
        let mishap = Mishap::ALL[count % Mishap::ALL.len()];
        let child = scene.command(SETS[1]).spawn().unwrap();
        thread::sleep(moments.within(span));
        mishap.befall(&input);
        let ran = child.wait_with_output().unwrap();
        ended_well(&scene, &ran, 0, &format!("run {count}, {mishap:?}"));
        fs::write(&input, &whole).unwrap();
        scene.inputs_untouched();
    }
    scene.whole_run(SETS[1]);
    assert_eq!(scene.standing_whole("a whole run afterwards"), 1);
}

#[test]
fn an_input_without_permission_is_a_finding() {
    let scene = Scene::new();
    if is_root() {
        fs::set_permissions(scene.office.path(""), Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = scene.bound(SETS[1]);
    let input = scene.office.path("秋/課4.xlsx");
    fs::set_permissions(&input, Permissions::from_mode(0o000)).unwrap();
    // Without the copies, which nobody could make of a file that cannot be read.
    let ran = command.output().unwrap();
    fs::set_permissions(&input, Permissions::from_mode(0o644)).unwrap();
    match ran.status.code() {
        Some(2) => {
            refused(&ran, "課4.xlsx");
            assert_eq!(scene.standing_whole("an input without permission"), 0);
        }
        _ => {
            let found = scene.office.findings(OUT, "unreadable-file");
            assert_eq!(found, [["課4.xlsx", "", ""].map(str::to_owned)]);
        }
    }
    scene.inputs_untouched();
}

/// The folder of the outputs loses its permission at any moment.
#[test]
fn permission_taken_away_in_the_middle_leaves_whole_outputs() {
    let scene = Scene::new();
    if is_root() {
        fs::set_permissions(scene.office.path(""), Permissions::from_mode(0o755)).unwrap();
    }
    let begun = std::time::Instant::now();
    scene.whole_run(SETS[1]);
    let span = begun.elapsed();
    scene.whole_run(SETS[0]);
    let mut moments = Moments::new();
    let mut former = 0;
    for count in 0..runs(3) {
        let next = 1 - former;
        let child = scene.bound(SETS[next]).spawn().unwrap();
        thread::sleep(moments.within(span + Duration::from_millis(20)));
        let permit = |mode| {
            for folder in [OUT, RETURNS] {
                let path = scene.office.path(folder);
                fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
            }
        };
        permit(0o555);
        let ran = child.wait_with_output().unwrap();
        permit(0o755);
        let stderr = String::from_utf8_lossy(&ran.stderr);
        assert!(matches!(ran.status.code(), Some(0..=2)), "{stderr}");
        scene.next_run();
        assert!(scene.in_work().is_empty(), "{:?}", scene.in_work());
        former = scene.standing_whole(&format!("run {count}: {stderr}"));
        if ran.status.code() == Some(2) {
            refused(&ran, "書き込めません。");
        }
    }
    scene.inputs_untouched();
}
