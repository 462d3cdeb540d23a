//! `.xls`: BIFF records in a compound file.
//!
//! ```text
//! stream Workbook, BIFF8 ─ globals ─ sheets, with formats, fills, sizes, shapes and comments
//! streams …SummaryInformation ─ custom properties, last change
//! older BIFF ─ calamine: values, names and merged regions only
//! ```

mod calamine_fallback;
mod drawing;
mod formula;
mod globals;
mod objects;
mod records;
mod sheet;
mod strings;
mod summary;
mod values;

pub(super) use records::Bytes;
pub(super) use values::{compressed, error_name};

use super::compound::Compound;
use super::crypt;
use super::{Format, Limits, Problem, Workbook};
use globals::Globals;
use records::{Records, id};

/// The version in a BIFF8 stream's first record.
const BIFF8: u16 = 0x0600;

/// Reads an `.xls`.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    let file = Compound::open(bytes).map_err(|_| calamine_fallback::broken_book())?;
    let mut workbook = match file.stream("Workbook") {
        Ok(mut stream) if is_biff8(&stream) => {
            let is_protected = crypt::legacy::decrypt(&mut stream).map_err(crypt::problem)?;
            let mut workbook = biff8(&stream, limits)?;
            workbook
                .problems
                .extend(is_protected.then(crypt::book_protected));
            workbook
        }
        _ => calamine_fallback::read(bytes, limits)?,
    };
    workbook.properties.extend(summary::custom(&file));
    workbook.modified = summary::modified(&file);
    Ok(workbook)
}

fn is_biff8(stream: &[u8]) -> bool {
    let first = Records::new(stream).next();
    first.is_some_and(|record| record.id == id::BEGIN && record.bytes().u16() == Some(BIFF8))
}

/// Reads the stream of a BIFF8 workbook.
fn biff8(stream: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    let globals = Globals::read(stream);
    if globals.sheets.is_empty() {
        return Err(calamine_fallback::broken_book());
    }
    if globals.sheets.len() > limits.sheets as usize {
        return Err(Problem::limit(
            "sheets",
            globals.sheets.len(),
            limits.sheets,
        ));
    }
    let with_cells = globals.sheets.iter().filter(|listed| listed.has_cells);
    Ok(Workbook {
        format: Format::Xls,
        sheets: with_cells
            .map(|listed| sheet::read(stream, listed, &globals, limits))
            .collect(),
        modified: None,
        properties: globals.constants().collect(),
        problems: Vec::new(),
    })
}

#[cfg(test)]
mod tests;
