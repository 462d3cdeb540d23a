//! Unicode strings of BIFF8, alone and in the shared string table ([MS-XLS] 2.5.293, 2.5.294).
//!
//! ```text
//! count u16 │ flags u8 │ runs u16? │ extra u32? │ characters, 1 or 2 bytes each │ runs │ furigana
//! ```
//! Characters that run on into a CONTINUE record begin there with new flags.

use super::records::Record;
use std::sync::Arc;

/// Flag: characters take two bytes.
const WIDE: u8 = 0x01;
/// Flag: furigana and the like follow.
const EXTENDED: u8 = 0x04;
/// Flag: formatting runs follow.
const RICH: u8 = 0x08;

/// A text with the fonts of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rich {
    /// The text.
    pub(super) text: Arc<str>,
    /// Where parts begin, as UTF-16 units, and the number of their font; what is before has the cell's.
    pub(super) fonts: Vec<(u16, u16)>,
}

impl Rich {
    /// A text whose line breaks are `\n`; where they were others, parts begin elsewhere.
    fn new(text: String, mut fonts: Vec<(u16, u16)>) -> Self {
        if !text.contains("\r\n") {
            let text = text.into();
            return Self { text, fonts };
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        for (start, _) in &mut fonts {
            let before = units.get(..usize::from(*start)).unwrap_or(&units);
            let breaks = before.windows(2).filter(|pair| *pair == [13, 10]);
            *start -= u16::try_from(breaks.count()).unwrap_or(*start).min(*start);
        }
        let text = text.replace("\r\n", "\n").into();
        Self { text, fonts }
    }

    /// The parts with the number of their font; `None` is the cell's.
    pub(super) fn parts(&self) -> Vec<(&str, Option<u16>)> {
        let starts = self.fonts.iter().map(|(start, _)| self.byte(*start));
        let ends = starts.clone().skip(1).chain([self.text.len()]);
        let fonts = self.fonts.iter().map(|(_, font)| Some(*font));
        let first = self.fonts.first().map_or(0, |(start, _)| self.byte(*start));
        let first = (self.text.get(..first).unwrap_or_default(), None);
        let parts = starts.zip(ends).zip(fonts);
        let parts = parts.map(|((start, end), font)| (self.text.get(start..end), font));
        let parts = parts.map(|(text, font)| (text.unwrap_or_default(), font));
        std::iter::once(first).chain(parts).collect()
    }

    /// The byte at a number of UTF-16 units.
    fn byte(&self, units: u16) -> usize {
        let mut left = usize::from(units);
        for (at, c) in self.text.char_indices() {
            if left == 0 {
                return at;
            }
            left = left.saturating_sub(c.len_utf16());
        }
        self.text.len()
    }
}

/// Bytes that go on over the parts of a record.
pub(super) struct Spread<'r, 'a> {
    parts: &'r [&'a [u8]],
    rest: &'a [u8],
}

impl<'r, 'a> Spread<'r, 'a> {
    /// From the beginning of some parts.
    pub(super) fn new(parts: &'r [&'a [u8]]) -> Self {
        Self {
            parts: parts.get(1..).unwrap_or_default(),
            rest: parts.first().copied().unwrap_or_default(),
        }
    }

    /// Goes on to the next part; `None` where there is none.
    fn turn(&mut self) -> Option<()> {
        let (next, parts) = self.parts.split_first()?;
        (self.rest, self.parts) = (next, parts);
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        loop {
            if let Some((byte, rest)) = self.rest.split_first() {
                self.rest = rest;
                return Some(*byte);
            }
            self.turn()?;
        }
    }

    /// The next two bytes.
    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// The next four bytes.
    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.rest.len() {
            count -= self.rest.len();
            self.turn()?;
        }
        self.rest = &self.rest[count..];
        Some(())
    }

    /// A string with its count in two bytes.
    pub(super) fn string(&mut self) -> Option<String> {
        self.rich_string().map(|(text, _)| text)
    }

    /// As [`Spread::string`], with the fonts of its parts.
    fn rich_string(&mut self) -> Option<(String, Vec<(u16, u16)>)> {
        let count = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & RICH != 0 { self.u16()? } else { 0 };
        let extra = if flags & EXTENDED != 0 {
            self.u32()?
        } else {
            0
        };
        let text = self.characters(count, flags)?;
        let fonts = self.fonts(runs)?;
        self.skip(extra as usize)?;
        Some((text, fonts))
    }

    /// Where parts of a text begin, and the number of their font.
    fn fonts(&mut self, count: u16) -> Option<Vec<(u16, u16)>> {
        (0..count)
            .map(|_| Some((self.u16()?, self.u16()?)))
            .collect()
    }

    /// A text of a record of its own: its characters, and where parts with fonts follow, these.
    pub(super) fn label(&mut self, is_rich: bool) -> Option<Rich> {
        let count = usize::from(self.u16()?);
        let text = self.flagged(count)?;
        let fonts = is_rich.then(|| {
            let count = self.u16()?;
            self.fonts(count)
        });
        Some(Rich::new(text, fonts.flatten().unwrap_or_default()))
    }

    /// `count` characters that begin with their flags.
    pub(super) fn flagged(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        self.characters(count, flags)
    }

    fn characters(&mut self, count: usize, flags: u8) -> Option<String> {
        let mut wide = flags & WIDE != 0;
        let mut units = Vec::with_capacity(count.min(self.rest.len()));
        while units.len() < count {
            if self.rest.is_empty() {
                self.turn()?;
                wide = self.byte()? & WIDE != 0;
            }
            let width = if wide { 2 } else { 1 };
            let most = (count - units.len()).min(self.rest.len() / width);
            let (now, rest) = self.rest.split_at(most * width);
            self.rest = rest;
            if wide {
                let pairs = now.chunks_exact(2);
                units.extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                units.extend(now.iter().map(|byte| u16::from(*byte)));
            }
            if most == 0 && !self.rest.is_empty() {
                return None; // half a character at the end of a part
            }
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// The shared strings, as far as they are there.
pub(super) fn shared(record: &Record<'_>) -> Vec<Rich> {
    let mut bytes = Spread::new(&record.parts);
    let mut strings = Vec::new();
    let (Some(_total), Some(unique)) = (bytes.u32(), bytes.u32()) else {
        return strings;
    };
    // The count is only a claim; what counts is what is there.
    for _ in 0..unique {
        let Some((text, fonts)) = bytes.rich_string() else {
            break;
        };
        strings.push(Rich::new(text, fonts));
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[&[u8]], unique: u32) -> Vec<String> {
        let mut head = vec![0; 4];
        head.extend(unique.to_le_bytes());
        head.extend(parts[0]);
        let mut all: Vec<&[u8]> = vec![&head];
        all.extend(&parts[1..]);
        let record = Record { id: 0, parts: all };
        shared(&record)
            .iter()
            .map(|rich| rich.text.to_string())
            .collect()
    }

    #[test]
    fn strings_of_every_make() {
        let rich: &[u8] = &[1, 0, 0x0C, 1, 0, 2, 0, 0, 0, b'x', 9, 9, 9, 9, 8, 8];
        let wide: &[u8] = &[2, 0, 1, 0x71, 0x67, 0xAC, 0x4E];
        let parts = [&[2, 0, 0, b'a', b'b'][..], rich, wide].concat();
        assert_eq!(read(&[&parts], 3), ["ab", "x", "東京"]);
    }

    #[test]
    fn parts_begin_where_their_fonts_do() {
        let rich = |text: &str, fonts: &[(u16, u16)]| Rich::new(text.to_owned(), fonts.to_vec());
        for (rich, parts) in [
            (
                rich("24003600", &[(4, 7)]),
                vec![("2400", None), ("3600", Some(7))],
            ),
            (
                rich("旧新", &[(0, 7), (1, 0)]),
                vec![("", None), ("旧", Some(7)), ("新", Some(0))],
            ),
            (
                rich("旧\r\n新", &[(3, 7)]),
                vec![("旧\n", None), ("新", Some(7))],
            ),
            (rich("𠮟る", &[(2, 7)]), vec![("𠮟", None), ("る", Some(7))]),
            (
                rich("旧", &[(9, 7), (3, 8)]),
                vec![("旧", None), ("", Some(7)), ("", Some(8))],
            ),
        ] {
            assert_eq!(rich.parts(), parts);
        }
    }

    #[test]
    fn characters_go_on_with_new_flags() {
        let parts: [&[u8]; 2] = [&[4, 0, 0, b'a', b'b'], &[1, 0x71, 0x67, b'c', 0]];
        assert_eq!(read(&parts, 1), ["ab東c"]);
    }

    #[test]
    fn a_claim_without_strings_costs_nothing() {
        assert_eq!(read(&[&[1, 0, 0, b'a']], u32::MAX), ["a"]);
        assert!(read(&[&[5, 0, 1, b'a']], 1).is_empty());
    }
}
