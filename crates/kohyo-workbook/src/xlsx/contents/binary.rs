//! The workbook part of `.xlsb`.

use super::{Contents, Listed};
use crate::numfmt::Epoch;
use crate::xls::Bytes;
use crate::xlsx::binary::{Records, id, text};
use crate::xlsx::xml::Fault;
use crate::{Limits, Problem, Visibility, names};

impl Contents {
    /// As [`Contents::read`].
    pub(in crate::xlsx) fn read_binary(part: &[u8], limits: &Limits) -> Result<Self, Problem> {
        let mut contents = Self::default();
        let mut records = Records::new(part);
        for (number, mut bytes) in &mut records {
            match number {
                id::BEGIN_BOOK => contents.is_workbook = true,
                id::BOOK_PROPERTIES if bytes.u32().is_some_and(|flags| flags & 1 == 1) => {
                    contents.epoch = Epoch::Y1904;
                }
                id::SHEET => contents.sheets.extend(listed(bytes)),
                id::NAME => {
                    let constant = constant(bytes, &contents.sheets);
                    contents.names.extend(constant);
                }
                _ => {}
            }
        }
        contents.fault = records.is_cut.then_some(Fault::Cut);
        let (found, allowed) = (contents.sheets.len(), limits.sheets);
        if found as u64 > u64::from(allowed) {
            return Err(Problem::limit("sheets", found, allowed));
        }
        Ok(contents)
    }
}

/// A text that kohyo named on a sheet: flags, a key, the sheet, the name, its formula of a single text.
fn constant(mut bytes: Bytes<'_>, sheets: &[Listed]) -> Option<(String, String)> {
    const TEXT: u8 = 0x17;
    bytes.take(5)?;
    let sheet = sheets.get(usize::try_from(bytes.u32()?).ok()?)?;
    let name = text(&mut bytes)?;
    let length = usize::try_from(bytes.u32()?).ok()?;
    let mut formula = Bytes(bytes.take(length)?);
    if formula.u8()? != TEXT {
        return None;
    }
    let count = usize::from(formula.u16()?);
    let units = formula.take(count * 2)?.chunks_exact(2);
    let units: Vec<u16> = units
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let value = format!("\"{}\"", String::from_utf16_lossy(&units));
    names::constant(&sheet.name, &name, &value)
}

fn listed(mut bytes: Bytes<'_>) -> Option<Listed> {
    let state = bytes.u32()?;
    bytes.u32()?;
    Some(Listed {
        relation: text(&mut bytes)?,
        name: text(&mut bytes)?,
        visibility: match state {
            1 => Visibility::Hidden,
            2 => Visibility::VeryHidden,
            _ => Visibility::Visible,
        },
    })
}
