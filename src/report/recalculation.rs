//! Lets LibreOffice compute the formulas of finished workbooks again, for tests.

#![cfg(feature = "rendering")]

use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::process::Command;

/// Sheet, row and column of every formula with its result.
type Results = BTreeMap<(String, u32, u32), Data>;

/// Fails unless the formulas of each workbook, of which there have to be more than `least`, give the
/// results that they carry.
pub(crate) fn assert_recalculated(workbooks: &[Vec<u8>], least: usize) {
    let stripped: Vec<Vec<u8>> = workbooks
        .iter()
        .map(|bytes| without_results(bytes))
        .collect();
    for (bytes, recalculated) in workbooks.iter().zip(recalculate(&stripped)) {
        let carried = results(bytes, bytes);
        assert!(carried.len() > least, "{}", carried.len());
        let computed = results(bytes, &recalculated);
        for (place, carried) in &carried {
            assert!(
                same(carried, &computed[place]),
                "{place:?}: carried {carried:?}, computed {:?}",
                computed[place]
            );
        }
    }
}

/// The values of one workbook where another has formulas.
fn results(formulas: &[u8], values: &[u8]) -> Results {
    let mut formulas = Xlsx::new(Cursor::new(formulas)).unwrap();
    let mut values = Xlsx::new(Cursor::new(values)).unwrap();
    let mut results = Results::new();
    for sheet in formulas.sheet_names() {
        let range = formulas.worksheet_formula(&sheet).unwrap();
        let cells = values.worksheet_range(&sheet).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, formula) in range.used_cells() {
            assert!(!formula.is_empty());
            let at = (top + row as u32, left + col as u32);
            let value = cells.get_value(at).cloned().unwrap_or(Data::Empty);
            results.insert((sheet.clone(), at.0, at.1), value);
        }
    }
    results
}

fn same(carried: &Data, computed: &Data) -> bool {
    let text = |data: &Data| match data {
        Data::Empty => String::new(),
        data => data.to_string(),
    };
    match (text(carried).parse::<f64>(), text(computed).parse::<f64>()) {
        (Ok(carried), Ok(computed)) => (carried - computed).abs() <= 1e-9 * carried.abs().max(1.0),
        _ => text(carried) == text(computed),
    }
}

/// The workbook with the results of its formulas taken out, so that nobody can just repeat them.
fn without_results(workbook: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name.starts_with("xl/worksheets/sheet") {
            let mut cells = String::from_utf8(bytes)
                .unwrap()
                .split("</f>")
                .map(|piece| match piece.strip_prefix("<v>") {
                    Some(rest) => rest[rest.find("</v>").unwrap() + 4..].to_owned(),
                    None => piece.to_owned(),
                })
                .collect::<Vec<_>>()
                .join("</f>");
            cells = cells.replace(" t=\"str\"><f>", "><f>");
            bytes = cells.into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// Opens and saves workbooks in LibreOffice.
fn recalculate(workbooks: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..workbooks.len())
        .map(|at| format!("{at}.xlsx"))
        .collect();
    for (name, workbook) in names.iter().zip(workbooks) {
        std::fs::write(folder.path().join(name), workbook).unwrap();
    }
    // A profile of its own, so that no program already running takes the files over.
    let profile = folder.path().join("profile");
    let ran = Command::new("soffice")
        .current_dir(folder.path())
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "xlsx", "--outdir", "out"])
        .args(&names)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let saved = |name: &String| std::fs::read(folder.path().join("out").join(name)).unwrap();
    names.iter().map(saved).collect()
}
