//! Damaged parts: whatever stands in them, reading ends with a workbook or a problem. And what is taken ahead of
//! the walk is what the walk would have found, there and on every fixture.

use super::xml::WALKING;
use crate::{Limits, Problem, Workbook, xlsx};
use proptest::prelude::*;
use proptest::sample::Index;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

type Found = Result<Workbook, Problem>;

/// The workbook as it is read, and as the walk alone reads it, on a thread that remembers nothing.
fn both(bytes: &[u8], limits: &Limits) -> (Found, Found) {
    let swift = xlsx::read(bytes, limits);
    let walk = || {
        WALKING.set(true);
        xlsx::read(bytes, limits)
    };
    let walked = std::thread::scope(|scope| scope.spawn(walk).join().expect("no panic"));
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

/// The top of the project, whose fixtures serve all crates.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_fixture_comes_out_the_same() {
    let mut files = Vec::new();
    for folder in ["tests/fixtures", "tests/cases", "samples"] {
        packages(&top().join(folder), &mut files);
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

/// The parts of a form with everything in it: styles, theme, strings, drawing.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let file = "tests/fixtures/forms/forms/都市整備部/災害GIS.xlsx";
    let bytes = std::fs::read(top().join(file)).expect("a fixture");
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

/// One change to a part: where, how much is dropped, and what is put there.
#[derive(Clone, Debug)]
struct Damage {
    /// By its place in [`PARTS`].
    part: usize,
    place: Index,
    dropped: usize,
    added: String,
}

/// The parts that are taken ahead in; they are damaged more often than others.
const TAKEN: [&str; 3] = ["sheet1.xml", "sharedStrings.xml", "styles.xml"];

/// A part, by its place in [`PARTS`].
fn part() -> impl Strategy<Value = usize> {
    let place = |name: &str| PARTS.iter().position(|(path, _)| path.ends_with(name));
    let taken: Vec<usize> = TAKEN.iter().filter_map(|name| place(name)).collect();
    assert_eq!(taken.len(), TAKEN.len());
    prop_oneof![2 => prop::sample::select(taken), 1 => 0..PARTS.len()]
}

fn damage() -> impl Strategy<Value = Damage> {
    let added = prop_oneof![
        Just(String::new()),
        "[<>/=\"'& a-z0-9_-]{1,6}",
        "[0-9]{1,20}",
        "-?[0-9]{1,3}e-?[0-9]{1,3}",
        Just("99999999999999999999".to_owned()),
        Just("<c r=\"A1\" t=\"s\"><v>-1</v></c>".to_owned()),
        Just("<c r=\"B3\" t=\"str\"><v>a_x000D_b</v></c>".to_owned()),
        Just("<c><v>1</v><f>A1</f></c><x:c/>".to_owned()),
        Just("<!-- <c/> -->".to_owned()),
        Just("<r><t>".to_owned()),
        Just(" />".to_owned()),
        ".{1,4}",
    ];
    (part(), any::<Index>(), 0_usize..12, added).prop_map(|(part, place, dropped, added)| Damage {
        part,
        place,
        dropped,
        added,
    })
}

fn damaged(changes: &[Damage]) -> Vec<u8> {
    let mut parts = PARTS.clone();
    for change in changes {
        let (_, content) = &mut parts[change.part];
        if !content.is_empty() {
            let start = change.place.index(content.len());
            let end = (start + change.dropped).min(content.len());
            content.splice(start..end, change.added.bytes());
        }
    }
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &parts {
        zip.start_file(name, options).expect("a new part");
        zip.write_all(content).expect("memory");
    }
    zip.finish().expect("a package").into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn damaged_parts_never_stop_the_program(changes in prop::collection::vec(damage(), 1..8)) {
        let (swift, walked) = both(&damaged(&changes), &Limits::default());
        prop_assert_eq!(&swift, &walked);
        if let Ok(book) = swift {
            for sheet in &book.sheets {
                prop_assert!(sheet.cells.is_sorted_by(|one, other| one.pos < other.pos));
                for shape in &sheet.shapes {
                    prop_assert!(shape.frame.left <= shape.frame.right);
                    prop_assert!(shape.frame.top <= shape.frame.bottom);
                }
            }
        }
    }

    #[test]
    fn damaged_packages_never_stop_the_program(place in any::<Index>(), byte: u8) {
        let mut bytes = damaged(&[]);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = xlsx::read(&bytes, &Limits::default());
    }
}
