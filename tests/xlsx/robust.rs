//! Damaged parts: whatever stands in them, reading ends with a workbook or a problem.

use super::fixtures::path;
use kohyo::workbook::{Limits, xlsx};
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of a form with everything in it: styles, theme, strings, drawing.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let bytes = std::fs::read(path("forms/都市整備部/災害GIS.xlsx")).expect("a fixture");
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
    part: prop::sample::Index,
    place: prop::sample::Index,
    dropped: usize,
    added: String,
}

fn damage() -> impl Strategy<Value = Damage> {
    let added = prop_oneof![
        Just(String::new()),
        "[<>/=\"'& a-z0-9-]{1,6}",
        "[0-9]{1,20}",
        "-?[0-9]{1,3}e-?[0-9]{1,3}",
        Just("99999999999999999999".to_owned()),
        Just("<c r=\"A1\" t=\"s\"><v>-1</v></c>".to_owned()),
        ".{1,4}",
    ];
    (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0_usize..12,
        added,
    )
        .prop_map(|(part, place, dropped, added)| Damage {
            part,
            place,
            dropped,
            added,
        })
}

fn damaged(changes: &[Damage]) -> Vec<u8> {
    let mut parts = PARTS.clone();
    for change in changes {
        let (_, content) = &mut parts[change.part.index(PARTS.len())];
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
    #[test]
    fn damaged_parts_never_stop_the_program(changes in prop::collection::vec(damage(), 1..8)) {
        if let Ok(book) = xlsx::read(&damaged(&changes), &Limits::default()) {
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
    fn damaged_packages_never_stop_the_program(place in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = damaged(&[]);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = xlsx::read(&bytes, &Limits::default());
    }
}
