//! An output folder that cannot be used, or is in use.

use crate::scene::{OUT, RETURNS, SETS, Scene, is_root, refused};
use std::fs::{self, File, Permissions};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn permit(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn an_output_folder_that_is_a_file_stays_a_file() {
    let scene = Scene::new();
    for folder in [OUT, RETURNS] {
        let path = scene.office.path(folder);
        let aside = scene.office.path("脇");
        fs::rename(&path, &aside).unwrap();
        fs::write(&path, "a file").unwrap();
        refused(
            &scene.command(SETS[1]).output().unwrap(),
            &format!("「{folder}」はフォルダーではなくファイルです。"),
        );
        assert_eq!(fs::read(&path).unwrap(), b"a file");
        fs::remove_file(&path).unwrap();
        fs::rename(&aside, &path).unwrap();
        assert_eq!(scene.standing_whole("an output folder that is a file"), 0);
        assert!(scene.in_work().is_empty());
    }
}

#[test]
fn a_folder_without_permission_is_refused_and_stays() {
    let scene = Scene::new();
    if is_root() {
        permit(&scene.office.path(""), 0o755);
    }
    for folder in [OUT, RETURNS] {
        let path = scene.office.path(folder);
        let mut command = scene.bound(SETS[1]);
        permit(&path, 0o555);
        refused(
            &command.output().unwrap(),
            &format!("「{folder}」に書き込めません。"),
        );
        permit(&path, 0o755);
        assert_eq!(scene.standing_whole("a read-only output folder"), 0);
        assert!(scene.in_work().is_empty());
    }
    let mut command = scene.bound(SETS[1]);
    let output = scene.office.path("結果/総括表.xlsx");
    permit(&output, 0o000);
    refused(
        &command.output().unwrap(),
        "「結果/総括表.xlsx」に書き込めません。",
    );
    permit(&output, 0o644);
    assert_eq!(scene.standing_whole("an output that cannot be read"), 0);
    scene.inputs_untouched();
}

/// On Linux a file that another program reads can be replaced; that program keeps what it opened.
#[test]
fn an_output_held_open_is_replaced_and_its_holder_keeps_the_former_one() {
    let scene = Scene::new();
    let path = scene.office.path("結果/総括表.xlsx");
    let former = fs::read(&path).unwrap();
    let mut holder = File::open(&path).unwrap();
    scene.whole_run(SETS[1]);
    assert_eq!(scene.standing_whole("an output held open"), 1);
    let mut held = Vec::new();
    holder.read_to_end(&mut held).unwrap();
    assert!(held == former, "the holder sees another file");
    assert!(fs::read(&path).unwrap() != former);
}
