use super::*;

/// A folder with empty files.
fn tree(files: &[&str]) -> tempfile::TempDir {
    let base = tempfile::tempdir().unwrap();
    for file in files {
        let path = base.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    base
}

fn files(walk: &Walk) -> Vec<(&str, bool)> {
    let pair = |found: &'_ Found| found.kind == FoundKind::Input;
    walk.found
        .iter()
        .map(|found| (found.file.as_str(), pair(found)))
        .collect()
}

fn walk_in(base: &Path, inputs: &[&str], leave_out: &[&str]) -> Result<Walk, InputError> {
    let at = |names: &[&str]| -> Vec<PathBuf> { names.iter().map(|n| base.join(n)).collect() };
    walk(&at(inputs), &at(leave_out))
}

#[test]
fn folders_are_walked_in_full_in_the_order_of_path() {
    let base = tree(&["b/z.xlsx", "b/a/x.XLSM", "b-1.ods", "a.pdf", "c.xls"]);
    let walk = walk_in(base.path(), &[""], &[]).unwrap();
    assert_eq!(
        files(&walk),
        [
            ("a.pdf", false),
            ("b/a/x.XLSM", true),
            ("b/z.xlsx", true),
            ("b-1.ods", true),
            ("c.xls", true)
        ]
    );
}

#[test]
fn locks_hidden_and_temporary_files_are_not_seen() {
    let base = tree(&[
        "x.xlsx",
        "~$x.xlsx",
        ".x.xlsx",
        ".git/y.xlsx",
        "A1B2.tmp",
        "Thumbs.db",
        "__MACOSX/x.xlsx",
        "kohyo.toml",
    ]);
    let walk = walk_in(base.path(), &["", "~$x.xlsx"], &[]).unwrap();
    assert_eq!(files(&walk), [("x.xlsx", true)]);
}

#[test]
fn output_folder_and_register_are_left_out_where_they_are_met() {
    let base = tree(&["x.xlsx", "out/総括表.xlsx", "台帳.xlsx"]);
    let walk = walk_in(base.path(), &["", "台帳.xlsx"], &["out", "台帳.xlsx"]).unwrap();
    assert_eq!(files(&walk), [("x.xlsx", true)]);
    // Outputs into the input folder itself do not hide the inputs.
    let same = walk_in(base.path(), &[""], &[""]).unwrap();
    assert_eq!(same.found.len(), 3);
}

#[test]
fn files_are_named_from_the_common_folder() {
    let base = tree(&["r/a/x.xlsx", "r/b/y.csv"]);
    let both = walk_in(base.path(), &["r/b/y.csv", "r/a"], &[]).unwrap();
    assert_eq!(files(&both), [("a/x.xlsx", true), ("b/y.csv", true)]);
    let one = walk_in(base.path(), &["r/a/x.xlsx"], &[]).unwrap();
    assert_eq!(files(&one), [("x.xlsx", true)]);
}

#[cfg(unix)]
#[test]
fn loops_of_links_end_and_a_file_is_met_once() {
    use std::os::unix::fs::symlink;
    let base = tree(&["a/x.xlsx"]);
    symlink(base.path(), base.path().join("a/loop")).unwrap();
    symlink(base.path().join("a/x.xlsx"), base.path().join("b.xlsx")).unwrap();
    symlink("nowhere", base.path().join("broken.xlsx")).unwrap();
    let walk = walk_in(base.path(), &["", "a", "a/x.xlsx"], &[]).unwrap();
    assert_eq!(files(&walk), [("a/x.xlsx", true), ("broken.xlsx", false)]);
    assert!(matches!(walk.found[1].kind, FoundKind::Unreadable(_)));
}

#[cfg(unix)]
#[test]
fn what_lies_behind_a_link_is_known_by_its_real_place() {
    use std::os::unix::fs::symlink;
    let base = tree(&["b/x.xlsx", "b/台帳.xlsx", "b/out/y.xlsx", "c/z.xlsx"]);
    let link = |to: &str, at: &str| symlink(base.path().join(to), base.path().join(at));
    link("b", "a").unwrap();
    link("c/z.xlsx", "b/z.xlsx").unwrap();
    link("b/台帳.xlsx", "d.xlsx").unwrap();
    link("b/out", "e").unwrap();
    let leave_out = ["b/out", "b/台帳.xlsx"];
    let walk = walk_in(base.path(), &["", "c/z.xlsx", "b"], &leave_out).unwrap();
    assert_eq!(files(&walk), [("a/x.xlsx", true), ("a/z.xlsx", true)]);
    let whole = walk_in(base.path(), &[""], &[]).unwrap();
    let whole: Vec<&str> = files(&whole).into_iter().map(|(file, _)| file).collect();
    assert_eq!(
        whole,
        ["a/out/y.xlsx", "a/x.xlsx", "a/z.xlsx", "a/台帳.xlsx"]
    );
}

#[test]
fn inputs_that_lead_nowhere_are_errors() {
    let base = tree(&["only.pdf"]);
    let missing = walk_in(base.path(), &["", "no"], &[]);
    assert!(matches!(missing, Err(InputError::Missing(_))));
    assert!(matches!(
        walk_in(base.path(), &[""], &[]),
        Err(InputError::Empty(_))
    ));
}
