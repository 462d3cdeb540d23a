use super::*;
use std::io::Write;
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, usize)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, size) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&vec![b' '; *size]).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn refused(parts: &[(&str, usize)], limits: &Limits) -> ProblemKind {
    let bytes = package(parts);
    let read = Package::open(&bytes, limits)
        .and_then(|mut package| package.load("a.xml", &mut Buffer::default()).map(|_| ()));
    read.unwrap_err().kind
}

#[test]
fn every_bound_is_checked_before_inflating() {
    let roomy = Limits {
        parts: 2,
        part_bytes: 100,
        package_bytes: 150,
        ..Limits::default()
    };
    let limit = |key: &str| ProblemKind::Limit(key.to_owned());
    let parts = [("a.xml", 1), ("b", 1), ("c", 1)];
    assert_eq!(refused(&parts, &roomy), limit("parts"));
    assert_eq!(refused(&[("a.xml", 101)], &roomy), limit("part_bytes"));
    let parts = [("a.xml", 80), ("b", 80)];
    assert_eq!(refused(&parts, &roomy), limit("package_bytes"));
}

#[test]
fn a_part_larger_than_it_says_is_broken() {
    let mut bytes = package(&[("a.xml", 100_000)]);
    // The size stands in the part's own header and in the directory; both lie.
    let said = 100_000_u32.to_le_bytes();
    let mut lies = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == said {
            bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert_eq!(lies, 2);
    let limits = Limits::default();
    let mut package = Package::open(&bytes, &limits).unwrap();
    let mut buffer = Buffer::default();
    let problem = package.load("a.xml", &mut buffer).map(|_| ()).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::Unreadable);
}

#[test]
fn a_garbled_declaration_says_nothing() {
    for head in [
        "<?xm\u{FFFD}l version='1.0' encoding='x'?><a/>",
        "<?x?>",
        "<?xml?>",
    ] {
        assert_eq!(decoded(head.as_bytes()), Ok(None), "{head}");
    }
}

#[test]
fn names_are_the_same_in_any_case_and_with_any_separator() {
    let bytes = package(&[("XL\\Workbook.xml", 1)]);
    let limits = Limits::default();
    let package = Package::open(&bytes, &limits).unwrap();
    assert!(package.has("xl/workbook.XML"));
    assert_eq!(package.names().collect::<Vec<_>>(), ["xl/workbook.xml"]);
}

#[test]
fn targets_stay_inside_the_package() {
    for (folder, target, name) in [
        ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/worksheets", "../drawings/d.xml", "xl/drawings/d.xml"),
        ("xl", "/xl/a.xml", "xl/a.xml"),
        ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl", "../../../etc/passwd", "etc/passwd"),
        ("", "./xl//b.xml#r", "xl/b.xml"),
    ] {
        assert_eq!(resolve(folder, target), name);
    }
}
