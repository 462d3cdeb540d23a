//! The drawing of a sheet in an otherwise sound workbook.
//!
//! `cargo +nightly fuzz run drawing`
#![no_main]

use kohyo_workbook::{Limits, Reader};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(kind: &str, target: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>"#
    )
}

fn workbook(drawing: &[u8]) -> Option<Vec<u8>> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        (
            "_rels/.rels",
            relations("officeDocument", "xl/workbook.xml"),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations("worksheet", "sheet.xml"),
        ),
        (
            "xl/sheet.xml",
            format!(
                r#"<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetData/><drawing r:id="r1"/></worksheet>"#
            ),
        ),
        (
            "xl/_rels/sheet.xml.rels",
            relations("drawing", "drawing.xml"),
        ),
    ];
    for (name, text) in parts {
        writer.start_file(name, stored).ok()?;
        writer.write_all(text.as_bytes()).ok()?;
    }
    writer.start_file("xl/drawing.xml", stored).ok()?;
    writer.write_all(drawing).ok()?;
    Some(writer.finish().ok()?.into_inner())
}

fuzz_target!(|drawing: &[u8]| {
    if let Some(bytes) = workbook(drawing) {
        let _ = Reader::new(Limits::default(), None).read(bytes);
    }
});
