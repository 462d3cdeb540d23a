//! Compound files (OLE2), as far as a spreadsheet needs them: which streams there are, and their bytes.
//!
//! ```text
//! header ─ FAT (sector → next sector) ─ directory ─┬─ stream ≥ 4096 bytes: chain of sectors
//!                                                  └─ shorter: chain of 64-byte pieces of the root's stream
//! ```
//! Every chain is walked at most as far as the file has sectors, so a cycle ends as an error.

use std::ops::Range;

/// The first eight bytes of every compound file.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Sector numbers from here on are marks (end of chain, free, FAT, DIFAT), not sectors.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
const HEADER_BYTES: usize = 512;
const DIRECTORY_ENTRY_BYTES: usize = 128;
const SHORT_SECTOR_BYTES: usize = 64;
/// Streams shorter than this live in the root's stream ([MS-CFB] 2.2, Mini Stream Cutoff Size).
const SHORT_STREAM_BELOW: u64 = 4096;

/// The structure is broken at some place; there is no more to say to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken;

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

/// A compound file over its bytes.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    short_fat: Vec<u32>,
    /// The root's stream, which holds the short ones.
    shorts: Vec<u8>,
    entries: Vec<Entry>,
}

impl<'a> Compound<'a> {
    /// Reads header, allocation table and directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Broken> {
        if !bytes.starts_with(&SIGNATURE) {
            return Err(Broken);
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(Broken),
        };
        let mut file = Self {
            bytes,
            sector,
            fat: Vec::new(),
            short_fat: Vec::new(),
            shorts: Vec::new(),
            entries: Vec::new(),
        };
        file.fat = file.read_fat()?;
        let directory = file.chain(u32_at(bytes, 48)?, None)?;
        let root = file.read_directory(&directory)?;
        let short_fat = u32_at(bytes, 60)?;
        if short_fat < FIRST_MARK {
            file.short_fat = numbers(&file.chain(short_fat, None)?);
            file.shorts = file.chain(root.start, Some(root.size))?;
        }
        Ok(file)
    }

    /// Whether there is a stream of that name; names are compared without case, as the format does.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a stream. A stream cut short by the end of the file is broken.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, Broken> {
        let entry = self.find(name).ok_or(Broken)?;
        if entry.size >= SHORT_STREAM_BELOW {
            return self.chain(entry.start, Some(entry.size));
        }
        let size = usize::try_from(entry.size).map_err(|_| Broken)?;
        walk(entry.start, &self.short_fat, size, |number| {
            let from = number.checked_mul(SHORT_SECTOR_BYTES).ok_or(Broken)?;
            let piece = self.shorts.get(from..).ok_or(Broken)?;
            Ok(&piece[..piece.len().min(SHORT_SECTOR_BYTES)])
        })
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn sector_range(&self, number: u32) -> Result<Range<usize>, Broken> {
        let from = (number as usize + 1)
            .checked_mul(self.sector)
            .ok_or(Broken)?;
        if from >= self.bytes.len() {
            return Err(Broken);
        }
        // The last sector of a file may be written short.
        Ok(from..self.bytes.len().min(from + self.sector))
    }

    /// The allocation table: 109 of its sectors are named in the header, the others in the DIFAT chain.
    fn read_fat(&self) -> Result<Vec<u32>, Broken> {
        let header = self.bytes.get(76..HEADER_BYTES).ok_or(Broken)?;
        let mut sectors: Vec<u32> = numbers(header);
        let mut next = u32_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector + 1;
        for _ in 0..most {
            if next >= FIRST_MARK {
                break;
            }
            let mut more = numbers(&self.bytes[self.sector_range(next)?]);
            next = more.pop().ok_or(Broken)?;
            sectors.extend(more);
        }
        let mut fat = Vec::new();
        for number in sectors.into_iter().filter(|number| *number < FIRST_MARK) {
            if fat.len() > most {
                break; // more entries than the file has sectors: the rest cannot matter
            }
            fat.extend(numbers(&self.bytes[self.sector_range(number)?]));
        }
        Ok(fat)
    }

    fn read_directory(&mut self, directory: &[u8]) -> Result<Entry, Broken> {
        let mut root = None;
        for raw in directory.chunks_exact(DIRECTORY_ENTRY_BYTES) {
            let length = usize::from(u16_at(raw, 64)?);
            let units: Vec<u16> = raw[..length.clamp(2, 64) - 2]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            let low = u64::from(u32_at(raw, 120)?);
            // The upper half is only defined for 4096-byte sectors; old writers leave rubbish there.
            let high = if self.sector == 4096 {
                u64::from(u32_at(raw, 124)?)
            } else {
                0
            };
            let entry = Entry {
                name: String::from_utf16_lossy(&units),
                start: u32_at(raw, 116)?,
                size: high << 32 | low,
            };
            match raw[66] {
                2 => self.entries.push(entry),
                5 => root = root.or(Some(entry)),
                _ => {}
            }
        }
        root.ok_or(Broken)
    }

    /// The bytes of a chain of sectors, as many as `size` says or all.
    fn chain(&self, start: u32, size: Option<u64>) -> Result<Vec<u8>, Broken> {
        let size = match size {
            Some(size) => usize::try_from(size).map_err(|_| Broken)?,
            None => usize::MAX,
        };
        if size != usize::MAX && size > self.bytes.len() {
            return Err(Broken);
        }
        walk(start, &self.fat, size, |number| {
            let number = u32::try_from(number).map_err(|_| Broken)?;
            Ok(&self.bytes[self.sector_range(number)?])
        })
    }
}

/// Follows a chain, joining the pieces, until `size` bytes are there or, with no size, the chain ends.
fn walk<'b>(
    start: u32,
    table: &[u32],
    size: usize,
    piece: impl Fn(usize) -> Result<&'b [u8], Broken>,
) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::new();
    let mut next = start;
    for _ in 0..=table.len() {
        if bytes.len() >= size {
            bytes.truncate(size);
            return Ok(bytes);
        }
        if next >= FIRST_MARK {
            let whole = size == usize::MAX;
            return if whole { Ok(bytes) } else { Err(Broken) };
        }
        bytes.extend_from_slice(piece(next as usize)?);
        next = *table.get(next as usize).ok_or(Broken)?;
    }
    Err(Broken)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|raw| u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]]))
        .collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Broken> {
    match bytes.get(at..at + 2) {
        Some(raw) => Ok(u16::from_le_bytes([raw[0], raw[1]])),
        None => Err(Broken),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Broken> {
    match bytes.get(at..at + 4) {
        Some(raw) => Ok(u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]])),
        None => Err(Broken),
    }
}

#[cfg(test)]
pub(super) mod sample {
    use super::SIGNATURE;

    /// A compound file of 512-byte sectors: FAT in sector 0, directory in 1, one stream from 2.
    pub(crate) fn with_stream(name: &str, content: &[u8]) -> Vec<u8> {
        let sectors = content.len().max(4096).div_ceil(512);
        let mut bytes = vec![0_u8; 512 * 3 + sectors * 512];
        bytes[..8].copy_from_slice(&SIGNATURE);
        bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
        let mut put =
            |at: usize, number: u32| bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        put(48, 1);
        put(60, 0xFFFF_FFFE);
        put(68, 0xFFFF_FFFE);
        for at in (76..512).step_by(4) {
            put(at, 0xFFFF_FFFF);
        }
        put(76, 0);
        put(512, 0xFFFF_FFFD);
        put(516, 0xFFFF_FFFE);
        for index in 0..sectors {
            let next = if index + 1 == sectors {
                0xFFFF_FFFE
            } else {
                index as u32 + 3
            };
            put(512 + 8 + index * 4, next);
        }
        for (slot, (name, kind, size)) in [("Root Entry", 5, 0), (name, 2, content.len().max(4096))]
            .into_iter()
            .enumerate()
        {
            let at = 1024 + slot * 128;
            for (index, unit) in name.encode_utf16().enumerate() {
                bytes[at + index * 2..at + index * 2 + 2].copy_from_slice(&unit.to_le_bytes());
            }
            bytes[at + 64] = (name.len() * 2 + 2) as u8;
            bytes[at + 66] = kind;
            bytes[at + 116..at + 120].copy_from_slice(&2_u32.to_le_bytes());
            bytes[at + 120..at + 124].copy_from_slice(&(size as u32).to_le_bytes());
        }
        bytes[1536..1536 + content.len()].copy_from_slice(content);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::sample::with_stream;
    use super::*;

    #[test]
    fn a_stream_is_found_by_name_in_any_case() {
        let bytes = with_stream("Workbook", b"hello");
        let file = Compound::open(&bytes).unwrap();
        assert!(file.has("WORKBOOK") && !file.has("Book"));
        let stream = file.stream("Workbook").unwrap();
        assert_eq!((stream.len(), &stream[..6]), (4096, &b"hello\0"[..]));
    }

    #[test]
    fn a_cyclic_chain_ends_as_broken() {
        let mut bytes = with_stream("Workbook", b"hello");
        bytes[516..520].copy_from_slice(&1_u32.to_le_bytes()); // the directory's sector follows itself
        assert!(Compound::open(&bytes).is_err());
    }

    #[test]
    fn a_stream_cut_short_is_broken() {
        let bytes = with_stream("Workbook", b"hello");
        let file = Compound::open(&bytes[..3000]).unwrap();
        assert_eq!(file.stream("Workbook"), Err(Broken));
    }
}
