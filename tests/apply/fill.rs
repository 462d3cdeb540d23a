//! Types into the entry cells of a workbook that kohyo wrote, as Excel would: only the cell changes.

use kohyo::tag::{self, ColumnTag, RowKind, RowTag, Tag};
use kohyo::workbook::CellPos;
use kohyo::workbook::{Content, Limits, Workbook, xlsx};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is typed: into which project's row, under which column.
pub(crate) type Typed<'a> = (&'a str, RowKind, ColumnTag, &'a str);

/// The workbook with the texts typed in.
pub(crate) fn fill(book: &[u8], typed: &[Typed<'_>]) -> Vec<u8> {
    let read = xlsx::read(book, &Limits::default()).unwrap();
    let mut parts = parts(book);
    for (number, row, column, text) in typed {
        let (sheet, cell) = entry(&read, number, *row, *column);
        let name = format!("xl/worksheets/sheet{}.xml", sheet + 1);
        let part = parts.iter_mut().find(|(part, _)| *part == name).unwrap();
        let xml = String::from_utf8(std::mem::take(&mut part.1)).unwrap();
        part.1 = type_into(&xml, cell, text).into_bytes();
    }
    packed(&parts)
}

/// The sheet's place and the cell of an entry.
fn entry(book: &Workbook, number: &str, row: RowKind, column: ColumnTag) -> (usize, CellPos) {
    for (at, sheet) in book.sheets.iter().enumerate() {
        let tags = sheet.cells.iter().filter_map(|cell| match &cell.content {
            Content::Text(text) => Some((cell.pos, tag::read(text)?)),
            _ => None,
        });
        let (mut found_row, mut found_column) = (None, None);
        for (pos, tag) in tags {
            match tag {
                Tag::Row(tag) if is_for(&tag, number, row) => found_row = Some(pos.row),
                Tag::Column(tag) if tag == column => found_column = Some(pos.col),
                _ => {}
            }
        }
        if let (Some(row), Some(col)) = (found_row, found_column) {
            return (at, sheet.regions().around(CellPos::new(row, col)).first);
        }
    }
    panic!("no entry {row:?} {column:?} of {number}");
}

fn is_for(tag: &RowTag, number: &str, row: RowKind) -> bool {
    tag.row == row && tag.number.as_deref() == Some(number)
}

fn type_into(xml: &str, cell: CellPos, text: &str) -> String {
    let open = format!("<c r=\"{cell}\"");
    let start = xml
        .find(&open)
        .unwrap_or_else(|| panic!("{cell} is not written"));
    let rest = &xml[start..];
    let tag_end = rest.find('>').unwrap() + 1;
    let end = match rest[..tag_end].ends_with("/>") {
        true => tag_end,
        false => rest.find("</c>").unwrap() + 4,
    };
    let style = rest[..tag_end].split("s=\"").nth(1);
    let style = style.and_then(|rest| rest.split('"').next()).unwrap_or("0");
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "{}{open} s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>{}",
        &xml[..start],
        &rest[end..]
    )
}

fn parts(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
