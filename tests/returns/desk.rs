//! Forms to return, copies of them, and what is inside a package.

use crate::support::{TITLE, fill};
use kohyo::finding::{Code, Finding};
use kohyo::report::Style;
use kohyo::returns::{self, About, Remark};
use kohyo::workbook::CellPos;
use kohyo::workbook::{Limits, Workbook as Read, xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Note, Workbook};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Name and content of every part, in the order of the archive.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            std::io::copy(&mut file, &mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(part, _)| part == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no part {name}")).1).unwrap()
}

/// A package of these parts.
pub(super) fn package<'a>(parts: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn remark(code: Code, sheet: &str, cell: &str) -> Remark {
    let message = format!("「約百万 & <{sheet}> の'\"」は\n金額ではありません");
    let finding = Finding::new(code, message)
        .on_sheet(sheet)
        .at(cell.parse::<CellPos>().ok())
        .quoting("約百万");
    Remark::of(&finding).unwrap()
}

pub(super) fn copy(bytes: &[u8], remarks: &[Remark]) -> returns::Returned {
    let style = Style {
        prepared_by: Some("ICT推進担当".to_owned()),
        ..Style::default()
    };
    let about = About {
        subject: "令和2年度上期の個票",
        style: &style,
    };
    returns::copy(bytes, remarks, &about, &Limits::default()).unwrap()
}

/// A copy that is the division's own workbook.
pub(super) fn marked(bytes: &[u8], remarks: &[Remark]) -> Vec<u8> {
    let copy = copy(bytes, remarks);
    assert_eq!(copy.alone, None);
    copy.bytes
}

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    returns::clean(bytes, &Limits::default()).unwrap()
}

pub(super) fn read(bytes: &[u8]) -> Read {
    xlsx::read(bytes, &Limits::default()).unwrap()
}

/// Two forms, a note of the division's own, a print area on the second sheet.
pub(super) fn form() -> Vec<u8> {
    let mut workbook = Workbook::new();
    // Two of these are compared: made in different seconds they would differ.
    let day = ExcelDateTime::from_ymd(2020, 9, 30).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    fill(sheet, "1", TITLE);
    let note = Note::new("要確認").set_author("山田");
    sheet.insert_note(3, 1, &note).unwrap();
    let sheet = workbook.add_worksheet().set_name("個票 'B' 案").unwrap();
    fill(sheet, "2", TITLE);
    sheet.set_print_area(0, 0, 21, 11).unwrap();
    let painted = Format::new().set_background_color("#00FF00");
    sheet
        .write_string_with_format(24, 0, "欄外", &painted)
        .unwrap();
    workbook.save_to_buffer().unwrap()
}

pub(super) fn remarks() -> Vec<Remark> {
    vec![
        remark(Code::NotANumber, "Sheet1", "E17"),
        remark(Code::UnreadNote, "Sheet1", "B4"),
        remark(Code::UnreadCell, "個票 'B' 案", "A25"),
        remark(Code::ValueMissing, "個票 'B' 案", "B6"),
        remark(Code::AmbiguousNumber, "個票 'B' 案", "B6"),
    ]
}

/// Every file below a folder of the fixtures.
pub(super) fn fixtures(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders = vec![root.join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The copy as another program leaves it: no record of what was done, the marks only.
pub(super) fn saved_elsewhere(copy: &[u8]) -> Vec<u8> {
    let parts: Vec<(String, Vec<u8>)> = parts(copy)
        .into_iter()
        .map(|(name, content)| {
            let Ok(text) = String::from_utf8(content.clone()) else {
                return (name, content);
            };
            match (text.split_once("<!--kohyo "), text.split_once("-->")) {
                (Some((before, _)), Some((_, after))) => {
                    (name, format!("{before}{after}").into_bytes())
                }
                _ => (name, content),
            }
        })
        .collect();
    package(parts.iter().map(|(name, content)| (name, content)))
}
