//! The notes of `.xlsb`.

use super::{Comments, add};
use crate::address::CellPos;
use crate::xlsx::binary::{Records, id, rich_text};
use crate::xlsx::xml::Fault;

impl Comments {
    /// As [`Comments::take_notes`].
    pub(in crate::xlsx) fn take_binary(&mut self, part: &[u8]) -> Result<(), Fault> {
        let mut pos = None;
        let mut records = Records::new(part);
        for (number, mut bytes) in &mut records {
            match number {
                id::COMMENT => {
                    // The author, then first and last row, first and last column.
                    bytes.u32();
                    let (row, _, col) = (bytes.u32(), bytes.u32(), bytes.u32());
                    pos = row.zip(col).map(|(row, col)| CellPos::new(row, col));
                }
                id::COMMENT_TEXT => {
                    if let (Some(pos), Some((text, _))) = (pos, rich_text(&mut bytes, &[])) {
                        add(&mut self.notes, pos, &text);
                    }
                }
                _ => {}
            }
        }
        if records.is_cut {
            return Err(Fault::Cut);
        }
        Ok(())
    }
}
