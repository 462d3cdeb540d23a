//! The workbook part of `.xlsb`.

use super::{Contents, Listed};
use crate::numfmt::Epoch;
use crate::xls::Bytes;
use crate::xlsx::binary::{Records, id, text};
use crate::xlsx::xml::Fault;
use crate::{Limits, Problem, Visibility};

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
