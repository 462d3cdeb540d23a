//! Small workbooks made of strings.

use kohyo_workbook::{Limits, Sheet, Workbook, xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package under construction; parts are added or replaced by name.
#[derive(Clone)]
pub(crate) struct Book(BTreeMap<String, Vec<u8>>);

impl Book {
    /// A workbook with one sheet 個票 that holds `worksheet`, the inside of a `worksheet` element.
    pub(crate) fn new(worksheet: &str) -> Self {
        Self(BTreeMap::new())
            .with(
                "_rels/.rels",
                &rels(&[("o", "officeDocument", "xl/workbook.xml")]),
            )
            .with(
                "xl/workbook.xml",
                &workbook(r#"<sheet name="個票" sheetId="1" r:id="s1"/>"#),
            )
            .with(
                "xl/_rels/workbook.xml.rels",
                &rels(&[
                    ("s1", "worksheet", "worksheets/sheet1.xml"),
                    ("t", "theme", "theme/theme1.xml"),
                    ("y", "styles", "styles.xml"),
                    ("x", "sharedStrings", "sharedStrings.xml"),
                ]),
            )
            .with("xl/styles.xml", &styles("", ""))
            .with("xl/sharedStrings.xml", "<sst/>")
            .with("xl/worksheets/sheet1.xml", &sheet(worksheet))
    }

    /// The same with a part added or replaced.
    pub(crate) fn with(mut self, name: &str, content: &str) -> Self {
        self.0.insert(name.to_owned(), content.into());
        self
    }

    /// The same with a part of any bytes.
    pub(crate) fn with_bytes(mut self, name: &str, content: Vec<u8>) -> Self {
        self.0.insert(name.to_owned(), content);
        self
    }

    /// The same without a part.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    /// The zip file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            zip.start_file(name, SimpleFileOptions::default())
                .expect("a new part");
            zip.write_all(content).expect("memory");
        }
        zip.finish().expect("a package").into_inner()
    }

    /// What is read from it.
    pub(crate) fn read(&self) -> Workbook {
        xlsx::read(&self.bytes(), &Limits::default()).expect("a workbook")
    }

    /// Its only sheet.
    pub(crate) fn sheet(&self) -> Sheet {
        let mut book = self.read();
        assert_eq!(book.problems, [], "problems of the workbook");
        assert_eq!(book.sheets.len(), 1, "one sheet");
        book.sheets.remove(0)
    }
}

/// A worksheet part.
pub(crate) fn sheet(inside: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"{REL}\" xmlns:mc=\"m\">{inside}</worksheet>"
    )
}

/// A workbook part with the inside of `sheets`.
pub(crate) fn workbook(sheets: &str) -> String {
    format!("<workbook xmlns:r=\"{REL}\"><sheets>{sheets}</sheets></workbook>")
}

/// A relationships part: id, last word of the type, target.
pub(crate) fn rels(list: &[(&str, &str, &str)]) -> String {
    let inside: String = list
        .iter()
        .map(|(id, kind, target)| {
            format!(r#"<Relationship Id="{id}" Type="{REL}/{kind}" Target="{target}"/>"#)
        })
        .collect();
    format!("<Relationships>{inside}</Relationships>")
}

/// A styles part: number formats by id (from 164), and cell formats as attributes of `xf`.
/// Style 0 is plain; fill 2 is yellow, fill 3 is accent 1.
pub(crate) fn styles(codes: &str, xfs: &str) -> String {
    format!(
        r#"<styleSheet><numFmts>{codes}</numFmts>
        <fonts><font><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill>
        <fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill></fills>
        <cellXfs><xf numFmtId="0" fillId="0"/>{xfs}</cellXfs></styleSheet>"#
    )
}
