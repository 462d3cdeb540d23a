//! A share of a folder's files, as they would be met on a walk through the whole folder.

use super::walk::{InputError, Walk, Walker, canonical, is_passed_over_by_name, named};
use std::path::{Component, Path, PathBuf};

/// Finds the files of the inputs as [`walk`](super::walk::walk) through `root` would: under the names they
/// have there, locks and hidden files passed over, by its extension a file that is no spreadsheet. That
/// nothing is left to read is no error.
///
/// # Errors
/// When an input does not exist or does not lie below the root.
pub fn below(root: &Path, inputs: &[PathBuf], leave_out: &[PathBuf]) -> Result<Walk, InputError> {
    let place = canonical(root)?;
    let mut walker = Walker::new(&place, leave_out);
    for input in inputs {
        canonical(input)?;
        let way = way_below(root, &place, input).ok_or_else(|| InputError::Outside {
            input: input.clone(),
            root: root.to_owned(),
        })?;
        if way.iter().any(is_passed_over_by_name) {
            continue;
        }
        let path = place.join(&way);
        if path.is_dir() {
            walker.folder(&path);
        } else {
            walker.entry(&path);
        }
    }
    Ok(Walk {
        named: named(inputs),
        found: walker.sorted(),
        root: place,
    })
}

/// The way from the root to an input: as written where that stays below it, else by real places.
fn way_below(root: &Path, place: &Path, input: &Path) -> Option<PathBuf> {
    let written = || -> Option<PathBuf> {
        let (root, input) = (std::path::absolute(root), std::path::absolute(input));
        let way = input.ok()?.strip_prefix(root.ok()?).ok()?.to_owned();
        let climbs = way.components().any(|part| part == Component::ParentDir);
        (!climbs).then_some(way)
    };
    written().or_else(|| {
        let real = canonical(input).ok()?;
        Some(real.strip_prefix(place).ok()?.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::walk;
    use std::fs;

    #[test]
    fn files_named_one_by_one_are_those_of_the_whole_folder() {
        let base = tempfile::tempdir().unwrap();
        let files = [
            "a/x.xlsx",
            "a/b/y.xls",
            "z.xlsx",
            "n.pdf",
            ".h/x.xlsx",
            "~$z.xlsx",
            "t.tmp",
        ];
        let paths: Vec<PathBuf> = files.iter().map(|file| base.path().join(file)).collect();
        for path in &paths {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let root = base.path().to_owned();
        let whole = walk::walk(std::slice::from_ref(&root), &[]).unwrap();
        assert_eq!(below(&root, &paths, &[]).unwrap().found, whole.found);
        assert_eq!(
            below(&root, std::slice::from_ref(&root), &[])
                .unwrap()
                .found,
            whole.found
        );
        let none = below(&root, &paths[3..], &[]).unwrap();
        assert_eq!(none.found.len(), 1);
    }

    #[test]
    fn what_lies_elsewhere_is_refused() {
        let base = tempfile::tempdir().unwrap();
        fs::create_dir(base.path().join("r")).unwrap();
        fs::write(base.path().join("x.xlsx"), "").unwrap();
        let root = base.path().join("r");
        for way in ["x.xlsx", "r/../x.xlsx"] {
            let outside = below(&root, &[base.path().join(way)], &[]);
            assert!(
                matches!(outside, Err(InputError::Outside { .. })),
                "{outside:?}"
            );
        }
        let missing = below(&root, &[root.join("no")], &[]);
        assert!(matches!(missing, Err(InputError::Missing(_))));
    }
}
