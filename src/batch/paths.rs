//! Paths as people and findings know them: relative, `/` separated, in one order on every system.

use std::cmp::Ordering;
use std::path::{Component, Path, PathBuf};

/// The order of paths: folder by folder, by code point; the same on every system.
pub fn path_order(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    // UTF-8 keeps the order of code points, and a folder's end comes before whatever its name goes on with.
    match a.iter().zip(b).find(|(one, other)| one != other) {
        Some((b'/', _)) => Ordering::Less,
        Some((_, b'/')) => Ordering::Greater,
        Some((one, other)) => one.cmp(other),
        None => a.len().cmp(&b.len()),
    }
}

/// The way from one folder to another, `/` separated; `None` where there is none (another drive) or a
/// folder does not exist.
pub fn path_between(from: &Path, to: &Path) -> Option<String> {
    let (from, to) = (
        dunce::canonicalize(from).ok()?,
        dunce::canonicalize(to).ok()?,
    );
    let common = common_folder([from.as_path(), to.as_path()].into_iter());
    let up = from.strip_prefix(&common).ok()?.components().count();
    let down = relative(&common, &to);
    common.has_root().then(|| {
        let steps = std::iter::repeat_n("..", up).chain(Some(down.as_str()));
        let steps: Vec<&str> = steps.filter(|step| !step.is_empty()).collect();
        if steps.is_empty() {
            ".".to_owned()
        } else {
            steps.join("/")
        }
    })
}

/// The folder that all folders lie in; empty where there is none.
pub(super) fn common_folder<'a>(mut folders: impl Iterator<Item = &'a Path>) -> PathBuf {
    let first = folders.next().unwrap_or(Path::new("")).to_owned();
    folders.fold(first, |common, folder| {
        common
            .components()
            .zip(folder.components())
            .take_while(|(a, b)| a == b)
            .map(|(component, _)| component)
            .collect()
    })
}

/// The path below the root, `/` separated; names that are no Unicode are shown as well as can be.
pub(super) fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = below
        .components()
        .filter(|part| !matches!(part, Component::RootDir))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    proptest! {
        #[test]
        fn paths_are_in_the_order_of_their_folders(a in "[!/0あ]{0,6}", b in "[!/0あ]{0,6}") {
            prop_assert_eq!(path_order(&a, &b), a.split('/').cmp(b.split('/')));
        }
    }

    #[test]
    fn the_way_between_folders_is_relative() {
        let base = tempfile::tempdir().unwrap();
        for folder in ["a/b", "out/deep"] {
            fs::create_dir_all(base.path().join(folder)).unwrap();
        }
        let way =
            |from: &str, to: &str| path_between(&base.path().join(from), &base.path().join(to));
        assert_eq!(way("out/deep", "a/b").as_deref(), Some("../../a/b"));
        assert_eq!(way("a/b", "a").as_deref(), Some(".."));
        assert_eq!(way("a", "a/b").as_deref(), Some("b"));
        assert_eq!(way("a", "a").as_deref(), Some("."));
        assert_eq!(way("a", "nowhere"), None);
    }
}
