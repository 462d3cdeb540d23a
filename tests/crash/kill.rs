//! A run that is killed at any moment.

use crate::scene::{Moments, OUT, RETURNS, SETS, Scene, kill, runs};
use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

/// Every day's number of kills in each test.
const USUAL: usize = 4;

/// All moves into a folder take about this long.
const MOVING: Duration = Duration::from_millis(1);

/// How far a run has come.
#[derive(Clone, Copy)]
enum Stage {
    /// Outputs are being built aside.
    Building,
    /// They are being moved in place.
    Moving,
}

/// How long a run takes, and how long of it outputs are being built and moved.
struct Pace {
    run: Duration,
    publishing: Duration,
}

impl Pace {
    fn of(scene: &Scene) -> Self {
        scene.whole_run(SETS[1]);
        let begun = Instant::now();
        let mut child = scene.command(SETS[0]).spawn().unwrap();
        wait_for(Stage::Building, OUT, scene, &mut child);
        let publishing = Instant::now();
        child.wait().unwrap();
        Self {
            run: begun.elapsed(),
            publishing: publishing.elapsed(),
        }
    }
}

/// Waits until a run has come so far in a folder, or is over.
fn wait_for(stage: Stage, folder: &str, scene: &Scene, child: &mut Child) {
    let folder = scene.office.path(folder);
    let reached = |path: &PathBuf| match stage {
        Stage::Building => path.to_string_lossy().contains(".kohyo-tmp"),
        // The first output that gives way is kept there.
        Stage::Moving => fs::read_dir(path.join("old")).is_ok_and(|mut old| old.next().is_some()),
    };
    let is_there = |path: &PathBuf| path.starts_with(&folder) && reached(path);
    while !scene.in_work().iter().any(is_there) && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop(); // the moves are over before a sleep would be
    }
}

/// Begins a run and kills it: in turn at any moment, while outputs are built, and while they are moved into
/// one folder or the other.
fn kill_somewhere(scene: &Scene, set: &str, count: usize, pace: &Pace, moments: &mut Moments) {
    let mut child = scene.command(set).spawn().unwrap();
    let after = match count % 4 {
        0 => moments.within(pace.run),
        1 => {
            wait_for(Stage::Building, OUT, scene, &mut child);
            moments.within(pace.publishing)
        }
        turn => {
            let folder = if turn == 2 { RETURNS } else { OUT };
            wait_for(Stage::Moving, folder, scene, &mut child);
            moments.within(MOVING)
        }
    };
    let until = Instant::now() + after;
    while Instant::now() < until {
        std::hint::spin_loop();
    }
    kill(child);
}

#[test]
fn a_killed_run_leaves_the_former_outputs_or_the_new_ones() {
    let scene = Scene::new();
    let pace = Pace::of(&scene);
    let mut moments = Moments::new();
    let mut former = scene.standing_whole("before the first kill");
    let (mut kept, mut renewed, mut mixed, mut left) = (0, 0, 0, 0);
    for count in 0..runs(USUAL) {
        let next = 1 - former;
        kill_somewhere(&scene, SETS[next], count, &pace, &mut moments);
        let as_killed = [OUT, RETURNS].map(|folder| scene.standing(folder));
        left += usize::from(!scene.in_work().is_empty());

        scene.next_run();
        scene.nothing_is_left();
        let standing = scene.standing_whole(&format!("kill {count}"));
        scene.inputs_untouched();
        mixed += usize::from(as_killed.contains(&None));
        match standing == former {
            true => kept += 1,
            false => renewed += 1,
        }
        former = standing;
    }
    eprintln!(
        "killed runs: {kept} left the former outputs, {renewed} the new ones; {left} left something to tidy, \
         {mixed} of them in the middle of moving; a run takes {:?}, {:?} of it writing",
        pace.run, pace.publishing
    );
    scene.whole_run(SETS[0]);
    assert_eq!(scene.standing_whole("a whole run after all kills"), 0);
}

#[test]
fn what_people_typed_outlives_every_kill() {
    const TYPED: &[u8] = b"typed by hand";
    let scene = Scene::new();
    let pace = Pace::of(&scene);
    let mut moments = Moments::new();
    for count in 0..runs(USUAL).div_ceil(2) {
        scene.whole_run(SETS[0]);
        let typed = scene.office.path("結果/総括表.xlsx");
        fs::write(&typed, TYPED).unwrap();
        kill_somewhere(&scene, SETS[1], count + 1, &pace, &mut moments);

        scene.next_run();
        scene.nothing_is_left();
        let holders: Vec<String> = scene
            .office
            .tree(OUT)
            .into_iter()
            .filter(|(_, bytes)| bytes == TYPED)
            .map(|(name, _)| name)
            .collect();
        assert_eq!(holders.len(), 1, "kill {count}: {holders:?}");
        fs::remove_file(scene.office.path(&holders[0])).unwrap();
    }
}
