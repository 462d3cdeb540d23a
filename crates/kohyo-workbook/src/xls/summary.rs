//! What an `.xls` says about itself, in property sets beside the workbook ([MS-OLEPS] 2.21).
//!
//! ```text
//! 28 bytes │ sets: (id 16, offset u32)…      set: size u32 │ count u32 │ (property u32, offset u32)… │ values
//! property 0: names of the others (count, then number, letters, text)
//! property 1: code page        value: type u16 │ 2 bytes │ …
//! ```

use super::records::Bytes;
use crate::compound::Compound;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// {F29F85E0-4FF9-1068-AB91-08002B27B3D9}
const SUMMARY: [u8; 16] = [
    0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9,
];
/// {D5CDD505-2E9C-101B-9397-08002B2CF9AE}
const CUSTOM: [u8; 16] = [
    0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE,
];
/// Bytes before the list of sets, but for their count.
const HEADER: usize = 24;
const NAMES: u32 = 0;
const CODE_PAGE: u32 = 1;
const LAST_SAVED: u32 = 13;
const TEXT: u16 = 0x1E;
const WIDE_TEXT: u16 = 0x1F;
const TIME: u16 = 0x40;
/// The code page whose texts are UTF-16.
const UTF16: u16 = 1200;
/// More properties than any office program writes.
const MOST: u32 = 4096;

/// When the workbook was last saved, as it says itself.
pub(super) fn modified(file: &Compound<'_>) -> Option<DateTime<Utc>> {
    let stream = file.stream("\u{5}SummaryInformation").ok()?;
    let (kind, mut value) = Set::of(&stream, SUMMARY)?.value(LAST_SAVED)?;
    if kind != TIME {
        return None;
    }
    let (low, high) = (value.u32()?, value.u32()?);
    moment(u64::from(high) << 32 | u64::from(low))
}

/// A count of 100 nanoseconds since 1601; 0 stands for never.
fn moment(ticks: u64) -> Option<DateTime<Utc>> {
    const TICKS: u64 = 10_000_000;
    const TO_1970: i64 = 11_644_473_600;
    let seconds = i64::try_from(ticks / TICKS).ok()? - TO_1970;
    let moment = DateTime::from_timestamp(seconds, (ticks % TICKS) as u32 * 100);
    moment.filter(|_| ticks > 0)
}

/// Custom properties that are texts.
pub(super) fn custom(file: &Compound<'_>) -> BTreeMap<String, String> {
    let stream = file.stream("\u{5}DocumentSummaryInformation");
    let stream = stream.unwrap_or_default();
    let set = Set::of(&stream, CUSTOM);
    set.map(|set| set.named_texts()).unwrap_or_default()
}

/// One set of properties.
struct Set<'a> {
    bytes: &'a [u8],
    /// Each property and where its value begins.
    places: Vec<(u32, usize)>,
}

impl<'a> Set<'a> {
    fn of(stream: &'a [u8], wanted: [u8; 16]) -> Option<Self> {
        let mut list = Bytes(stream);
        list.take(HEADER)?;
        let count = list.u32()?.min(MOST);
        let mut sets = (0..count).map_while(|_| Some((list.take(16)?, list.u32()? as usize)));
        let (_, start) = sets.find(|(id, _)| *id == wanted)?;
        let bytes = stream.get(start..)?;
        let mut list = Bytes(bytes);
        list.take(4)?;
        let count = list.u32()?.min(MOST);
        let places = (0..count).map_while(|_| Some((list.u32()?, list.u32()? as usize)));
        let places = places.collect();
        Some(Self { bytes, places })
    }

    fn place(&self, property: u32) -> Option<Bytes<'a>> {
        let place = self.places.iter().find(|(known, _)| *known == property)?;
        self.bytes.get(place.1..).map(Bytes)
    }

    /// A value's type, and its bytes.
    fn value(&self, property: u32) -> Option<(u16, Bytes<'a>)> {
        let mut bytes = self.place(property)?;
        let kind = bytes.u16()?;
        bytes.take(2)?;
        Some((kind, bytes))
    }

    fn code_page(&self) -> u16 {
        let page = self.value(CODE_PAGE).and_then(|(_, mut bytes)| bytes.u16());
        page.unwrap_or_default()
    }

    fn named_texts(&self) -> BTreeMap<String, String> {
        let names = self.names().unwrap_or_default().into_iter();
        names
            .filter_map(|(property, name)| Some((name, self.text(property)?)))
            .collect()
    }

    fn names(&self) -> Option<Vec<(u32, String)>> {
        let mut bytes = self.place(NAMES)?;
        let count = bytes.u32()?.min(MOST);
        let wide = self.code_page() == UTF16;
        let name = |_| {
            let property = bytes.u32()?;
            let letters = bytes.u32()? as usize;
            if !wide {
                return Some((property, narrow(bytes.take(letters)?)));
            }
            let name = utf16(bytes.take(letters.checked_mul(2)?)?);
            // Wide names are filled up to four bytes.
            bytes.take(letters % 2 * 2)?;
            Some((property, name))
        };
        Some((0..count).map_while(name).collect())
    }

    fn text(&self, property: u32) -> Option<String> {
        let (kind, mut bytes) = self.value(property)?;
        let length = bytes.u32()? as usize;
        match kind {
            WIDE_TEXT => Some(utf16(bytes.take(length.checked_mul(2)?)?)),
            TEXT if self.code_page() == UTF16 => Some(utf16(bytes.take(length)?)),
            TEXT => Some(narrow(bytes.take(length)?)),
            _ => None,
        }
    }
}

/// What kohyo writes is ASCII, which is the same in every code page; other letters are lost.
fn narrow(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.trim_end_matches('\0').to_owned()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let text = String::from_utf16_lossy(&units);
    text.trim_end_matches('\0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A stream of one set with these properties.
    fn stream(id: [u8; 16], values: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut stream = vec![0; HEADER];
        stream.extend(1_u32.to_le_bytes());
        stream.extend(id);
        stream.extend(48_u32.to_le_bytes());
        stream.extend([0; 4]);
        stream.extend((values.len() as u32).to_le_bytes());
        let mut place = 8 + 8 * values.len() as u32;
        for (property, value) in values {
            stream.extend([*property, place].map(u32::to_le_bytes).concat());
            place += value.len() as u32;
        }
        stream.extend(values.iter().flat_map(|(_, value)| value.clone()));
        stream
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn texts_are_read_in_either_width() {
        let names = |letters: u32, name: Vec<u8>| {
            let head = [1, 2, letters].map(u32::to_le_bytes).concat();
            [head, name].concat()
        };
        let page = |page: u16| [2_u16, 0, page, 0].map(u16::to_le_bytes).concat();
        let text = |kind: u32, length: u32, text: Vec<u8>| {
            [[kind, length].map(u32::to_le_bytes).concat(), text].concat()
        };
        for (page, name, value) in [
            (
                page(1252),
                names(2, b"k\0".to_vec()),
                text(0x1E, 3, b"R9\0".to_vec()),
            ),
            (
                page(UTF16),
                names(2, wide("k\0")),
                text(0x1F, 3, wide("R9\0")),
            ),
            (
                page(UTF16),
                names(1, wide("k\0")),
                text(0x1E, 6, wide("R9\0")),
            ),
        ] {
            let stream = stream(CUSTOM, &[(0, name), (1, page), (2, value)]);
            let set = Set::of(&stream, CUSTOM).unwrap();
            let told = BTreeMap::from([("k".to_owned(), "R9".to_owned())]);
            assert_eq!(set.named_texts(), told);
            assert!(Set::of(&stream, SUMMARY).is_none());
        }
    }

    #[test]
    fn moments_count_from_1601() {
        let told = |ticks| moment(ticks).map(|moment| moment.to_rfc3339());
        assert_eq!(told(0), None);
        let second = 10_000_000;
        assert_eq!(
            told(11_644_473_600 * second).as_deref(),
            Some("1970-01-01T00:00:00+00:00")
        );
        assert_eq!(told(u64::MAX).map(|_| ()), Some(())); // far, but a moment
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0..100_usize) {
            let mut stream = stream(CUSTOM, &[(0, bytes.clone()), (1, bytes.clone()), (2, bytes)]);
            stream.truncate(stream.len() - at.min(stream.len()));
            if let Some(set) = Set::of(&stream, CUSTOM) {
                set.named_texts();
                set.value(LAST_SAVED);
            }
        }
    }
}
