//! The notation of `.xlsb`: the parts of a workbook as records instead of XML ([MS-XLSB] 2.1.4).
//!
//! ```text
//! record  number (1–2 bytes) ─ length (1–4 bytes) ─ content       seven bits of a number in each byte
//! ```
//! What the parts say is the same; beside the reader of each part stands that of its binary twin. The
//! numbers and layouts of records are those of [MS-XLSB] 2.3 and 2.4.

use super::fonts;
use super::strings::Run;
use crate::xls::Bytes;

/// Record numbers that are read.
pub(super) mod id {
    pub(crate) const ROW: u16 = 0;
    pub(crate) const BLANK: u16 = 1;
    pub(crate) const COMPRESSED: u16 = 2;
    pub(crate) const ERROR: u16 = 3;
    pub(crate) const BOOL: u16 = 4;
    pub(crate) const REAL: u16 = 5;
    pub(crate) const TEXT: u16 = 6;
    pub(crate) const SHARED_TEXT: u16 = 7;
    pub(crate) const FORMULA_TEXT: u16 = 8;
    pub(crate) const FORMULA_REAL: u16 = 9;
    pub(crate) const FORMULA_BOOL: u16 = 10;
    pub(crate) const FORMULA_ERROR: u16 = 11;
    pub(crate) const SHORT_BLANK: u16 = 12;
    pub(crate) const SHORT_COMPRESSED: u16 = 13;
    pub(crate) const SHORT_ERROR: u16 = 14;
    pub(crate) const SHORT_BOOL: u16 = 15;
    pub(crate) const SHORT_REAL: u16 = 16;
    pub(crate) const SHORT_TEXT: u16 = 17;
    pub(crate) const SHORT_SHARED_TEXT: u16 = 18;
    pub(crate) const SHARED_STRING: u16 = 19;
    pub(crate) const NAME: u16 = 39;
    pub(crate) const FONT: u16 = 43;
    pub(crate) const FORMAT: u16 = 44;
    pub(crate) const FILL: u16 = 45;
    pub(crate) const LOOK: u16 = 47;
    pub(crate) const COLUMN: u16 = 60;
    pub(crate) const RICH_TEXT: u16 = 62;
    pub(crate) const BEGIN_SHEET: u16 = 129;
    pub(crate) const BEGIN_BOOK: u16 = 131;
    pub(crate) const BEGIN_CELLS: u16 = 145;
    pub(crate) const BOOK_PROPERTIES: u16 = 153;
    pub(crate) const SHEET: u16 = 156;
    pub(crate) const MERGE: u16 = 176;
    pub(crate) const INDEXED_COLOUR: u16 = 475;
    pub(crate) const SHEET_SIZES: u16 = 485;
    pub(crate) const DRAWING: u16 = 550;
    pub(crate) const LEGACY_DRAWING: u16 = 551;
    pub(crate) const BEGIN_LOOKS: u16 = 617;
    pub(crate) const END_LOOKS: u16 = 618;
    pub(crate) const COMMENT: u16 = 635;
    pub(crate) const COMMENT_TEXT: u16 = 637;
}

/// The records of a part. Ends where the bytes end, even within a record.
pub(super) struct Records<'a> {
    rest: Bytes<'a>,
    /// Whether the part ended within a record.
    pub(super) is_cut: bool,
}

impl<'a> Records<'a> {
    /// From the beginning of a part.
    pub(super) fn new(part: &'a [u8]) -> Self {
        Self {
            rest: Bytes(part),
            is_cut: false,
        }
    }

    fn record(&mut self) -> Option<(u16, Bytes<'a>)> {
        let id = self.varying(2)?;
        let length = self.varying(4)?;
        let content = self.rest.take(usize::try_from(length).ok()?)?;
        Some((u16::try_from(id).ok()?, Bytes(content)))
    }

    /// A number of so many bytes at most, the lowest seven bits first.
    fn varying(&mut self, most: u32) -> Option<u32> {
        let mut number = 0;
        for place in 0..most {
            let byte = self.rest.u8()?;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, Bytes<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.0.is_empty() || self.is_cut {
            return None;
        }
        let record = self.record();
        self.is_cut = record.is_none();
        record
    }
}

/// A text with its length in 16-bit units before it; half a pair becomes `U+FFFD`.
pub(super) fn text(bytes: &mut Bytes<'_>) -> Option<String> {
    let count = bytes.u32()?;
    if count == u32::MAX {
        return Some(String::new()); // none at all
    }
    let raw = bytes.take(usize::try_from(count).ok()?.checked_mul(2)?)?;
    let units = raw
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Some(match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text,
    })
}

/// A text with a byte of flags before it, which tells whether runs follow; furigana is left out.
pub(super) fn rich_text(
    bytes: &mut Bytes<'_>,
    fonts: &[fonts::Written],
) -> Option<(String, Vec<Run>)> {
    let is_rich = bytes.u8()? & 1 != 0;
    let text = text(bytes)?;
    let runs = if is_rich {
        runs(&text, bytes, fonts)
    } else {
        None
    };
    Some((text, runs.unwrap_or_default()))
}

/// The runs of a text: of each its first letter, in UTF-16 units, and the number of its font.
fn runs(text: &str, bytes: &mut Bytes<'_>, fonts: &[fonts::Written]) -> Option<Vec<Run>> {
    let count = bytes.u32()?;
    let mut letters = text.char_indices().peekable();
    let mut units = 0;
    let mut font = None;
    let mut runs = Vec::new();
    for _ in 0..count {
        let (start, number) = (usize::from(bytes.u16()?), usize::from(bytes.u16()?));
        while let Some((_, letter)) = letters.next_if(|_| units < start) {
            units += letter.len_utf16();
        }
        let end = letters.peek().map_or(text.len(), |(at, _)| *at);
        runs.push(Run { end, font });
        font = fonts.get(number).copied();
    }
    runs.push(Run {
        end: text.len(),
        font,
    });
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lengths_take_as_many_bytes_as_they_need() {
        let part = [
            0x83, 0x01, 0x00, 0x05, 0x02, 7, 8, 0x91, 0x01, 0x81, 0x00, 9,
        ];
        let records: Vec<(u16, &[u8])> = Records::new(&part).map(|(id, b)| (id, b.0)).collect();
        assert_eq!(records, [(131, &[][..]), (5, &[7, 8][..]), (145, &[9][..])]);
    }

    #[test]
    fn a_record_that_is_cut_ends_the_part() {
        let mut records = Records::new(&[5, 4, 1, 2]);
        assert!(records.next().is_none() && records.is_cut);
        assert!(records.next().is_none());
    }

    #[test]
    fn runs_are_counted_in_units_and_kept_in_bytes() {
        let text = "𠮷a旧新";
        let mut bytes = vec![1];
        bytes.extend((text.encode_utf16().count() as u32).to_le_bytes());
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend(2_u32.to_le_bytes());
        bytes.extend([3_u16, 1, 4, 0].into_iter().flat_map(u16::to_le_bytes));
        let fonts = [fonts::Written::default(); 2];
        let (read, runs) = rich_text(&mut Bytes(&bytes), &fonts).unwrap();
        assert_eq!(read, text);
        let ends: Vec<_> = runs
            .iter()
            .map(|run| (run.end, run.font.is_some()))
            .collect();
        assert_eq!(ends, [(5, false), (8, true), (11, true)]);
    }

    #[test]
    fn half_a_pair_is_no_letter() {
        let bytes = [2, 0, 0, 0, 0x00, 0xD8, 0x42, 0x30];
        assert_eq!(text(&mut Bytes(&bytes)).as_deref(), Some("\u{fffd}あ"));
    }
}
