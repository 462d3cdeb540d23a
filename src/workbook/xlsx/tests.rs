//! What is taken ahead of the walk is what the walk would have found: on every fixture, and with whatever
//! stands in its parts.

use super::xml::WALKING;
use crate::workbook::{Limits, Problem, Workbook, xlsx};
use proptest::prelude::*;
use proptest::sample::Index;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

type Found = Result<Workbook, Problem>;

/// The workbook as it is read, and as the walk alone reads it.
fn both(bytes: &[u8], limits: &Limits) -> (Found, Found) {
    let swift = xlsx::read(bytes, limits);
    WALKING.set(true);
    let walked = xlsx::read(bytes, limits);
    WALKING.set(false);
    (swift, walked)
}

fn packages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            packages(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "xlsx" || end == "xlsm")
        {
            found.push(path);
        }
    }
}

#[test]
fn every_fixture_comes_out_the_same() {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests/fixtures", "samples"] {
        packages(&root.join(folder), &mut files);
    }
    let mut cells = 0;
    for file in &files {
        let bytes = std::fs::read(file).expect("a file");
        // Within tight bounds as well: what is taken ahead counts like the rest.
        let tight = Limits {
            cells: 20,
            merges: 10,
            text_chars: 30,
            depth: 5,
            ..Limits::default()
        };
        for limits in [Limits::default(), tight] {
            let (swift, walked) = both(&bytes, &limits);
            assert_eq!(swift, walked, "{}", file.display());
            if let Ok(book) = swift {
                cells += book.sheets.iter().map(|s| s.cells.len()).sum::<usize>();
            }
        }
    }
    assert!(
        files.len() >= 40 && cells >= 5_000,
        "{} files, {cells} cells",
        files.len()
    );
}

/// The parts of a form with styles, strings with furigana, and merged cells.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let file = "tests/fixtures/forms/forms/都市整備部/災害GIS.xlsx";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let bytes = std::fs::read(file).expect("a form");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("content");
            (name, content)
        })
        .collect()
});

/// The parts that are taken ahead in.
const TAKEN: [&str; 3] = ["sheet1.xml", "sharedStrings.xml", "styles.xml"];

fn damaged(changes: &[(usize, Index, usize, String)]) -> Vec<u8> {
    let mut parts = PARTS.clone();
    for (part, place, dropped, added) in changes {
        let name = TAKEN[*part];
        let (_, content) = parts
            .iter_mut()
            .find(|(path, _)| path.ends_with(name))
            .expect("a part");
        let from = place.index(content.len());
        let to = (from + dropped).min(content.len());
        content.splice(from..to, added.bytes());
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(name, stored).expect("a part");
        zip.write_all(&content).expect("content");
    }
    zip.finish().expect("a package").into_inner()
}

fn added() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[<>/=\"'& a-z0-9_-]{1,6}",
        Just(" />".to_owned()),
        Just("<c r=\"B3\" t=\"str\"><v>a_x000D_b</v></c>".to_owned()),
        Just("<c><v>1</v><f>A1</f></c><x:c/>".to_owned()),
        Just("<!-- <c/> -->".to_owned()),
        Just("<r><t>".to_owned()),
        ".{1,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn damage_comes_out_the_same(
        changes in prop::collection::vec((0..TAKEN.len(), any::<Index>(), 0_usize..9, added()), 1..4)
    ) {
        let (swift, walked) = both(&damaged(&changes), &Limits::default());
        prop_assert_eq!(swift, walked);
    }
}
