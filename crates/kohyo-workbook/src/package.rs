//! A zip package: bounds checked from its directory, parts found by name and inflated one by one.

use super::memory::{Memory, Packed};
use super::{Limits, Problem, ProblemKind};
use libdeflater::{Crc, Decompressor};
use quick_xml::encoding::{DetectedEncoding, decode, detect_encoding};
use quick_xml::events::{BytesDecl, BytesStart};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Cursor;
use std::thread::LocalKey;
use zip::{CompressionMethod, ZipArchive};

/// No byte of a deflated part becomes more bytes than this (RFC 1951: 258 bytes for two bits, in short).
const MOST_INFLATED: u64 = 1032;

/// How often a whole package may be inflated.
const PASSES: u64 = 2;

/// An XML declaration ends well before this.
const DECLARATION_BYTES: usize = 256;

/// Where a part lies in the archive.
#[derive(Clone, Copy)]
struct Entry {
    index: usize,
    size: u64,
}

/// An opened package.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by their lower-case name without leading slash.
    parts: HashMap<String, Entry>,
    /// The bounds.
    pub(super) limits: &'a Limits,
    /// Bytes asked for so far; a part that many sheets name is inflated for each.
    asked: u64,
}

thread_local! {
    /// Its tables take longer to make than most parts to inflate.
    static INFLATER: RefCell<Decompressor> = RefCell::new(Decompressor::new());
}

/// The text of one part; its memory is used again for the next.
#[derive(Default)]
pub(super) struct Buffer {
    /// As long as the longest part so far.
    bytes: Vec<u8>,
    /// How many of them are the part.
    filled: usize,
    decoded: String,
}

/// A part's text.
pub(super) struct PartText<'b> {
    /// The XML.
    pub(super) text: &'b str,
    /// Whether bytes that are no text were replaced.
    pub(super) damaged: bool,
}

impl<'a> Package<'a> {
    /// Reads the directory and checks every bound that can be known before inflating.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Problem> {
        let length = bytes.len() as u64;
        if length > limits.file_bytes {
            return Err(Problem::limit("file_bytes", length, limits.file_bytes));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            Problem::new(
                ProblemKind::Unreadable,
                "ファイルが壊れているか、途中で切れています。元のファイルをもう一度受け取ってください",
            )
        })?;
        if zip.len() as u64 > u64::from(limits.parts) {
            return Err(Problem::limit("parts", zip.len(), limits.parts));
        }
        let mut parts = HashMap::with_capacity(zip.len());
        let mut sum = 0_u64;
        for index in 0..zip.len() {
            let Ok(data) = zip.by_index_data(index) else {
                continue;
            };
            let size = data.size();
            sum = sum.saturating_add(size);
            let name = String::from_utf8_lossy(data.name_raw());
            parts
                .entry(resolve("", &name).to_ascii_lowercase())
                .or_insert(Entry { index, size });
        }
        if sum > limits.package_bytes {
            return Err(Problem::limit("package_bytes", sum, limits.package_bytes));
        }
        Ok(Self {
            bytes,
            zip,
            parts,
            limits,
            asked: 0,
        })
    }

    /// Whether a part is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_ascii_lowercase())
    }

    /// A part's declared size in bytes.
    pub(super) fn size(&self, name: &str) -> Option<u64> {
        Some(self.parts.get(&name.to_ascii_lowercase())?.size)
    }

    /// The names of the parts: lower case, `/` between the steps.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Inflates one part.
    pub(super) fn load<'b>(
        &mut self,
        name: &str,
        buffer: &'b mut Buffer,
    ) -> Result<PartText<'b>, Problem> {
        self.load_within(name, buffer, "part_bytes", self.limits.part_bytes)
    }

    /// Inflates one part, held to a bound of its own: its key and how many bytes are allowed.
    pub(super) fn load_within<'b>(
        &mut self,
        name: &str,
        buffer: &'b mut Buffer,
        key: &str,
        allowed: u64,
    ) -> Result<PartText<'b>, Problem> {
        let entry = self.ask(name, key, allowed)?;
        let packed = self.packed(entry).ok_or_else(|| unreadable(name))?;
        inflate(packed, buffer).ok_or_else(|| unreadable(name))?;
        buffer.text()
    }

    /// Inflates one part that is no text.
    pub(super) fn load_bytes<'b>(
        &mut self,
        name: &str,
        buffer: &'b mut Buffer,
    ) -> Result<&'b [u8], Problem> {
        let entry = self.ask(name, "part_bytes", self.limits.part_bytes)?;
        let packed = self.packed(entry).ok_or_else(|| unreadable(name))?;
        inflate(packed, buffer).ok_or_else(|| unreadable(name))?;
        Ok(&buffer.bytes[..buffer.filled])
    }

    /// What a part is read to; where the very same part was read before, what that was read to.
    pub(super) fn load_known<T: Clone>(
        &mut self,
        name: &str,
        buffer: &mut Buffer,
        memory: &'static LocalKey<Memory<T>>,
        read: impl FnOnce(PartText<'_>) -> T,
    ) -> Result<T, Problem> {
        let entry = self.ask(name, "part_bytes", self.limits.part_bytes)?;
        let packed = self.packed(entry).ok_or_else(|| unreadable(name))?;
        if let Some(known) = memory.with(|memory| memory.recall(name, packed, self.limits)) {
            return Ok(known);
        }
        inflate(packed, buffer).ok_or_else(|| unreadable(name))?;
        let found = read(buffer.text()?);
        memory.with(|memory| memory.keep(name, packed, self.limits, &found));
        Ok(found)
    }

    /// Where a part lies that may be inflated, as far as bounds are concerned.
    fn ask(&mut self, name: &str, key: &str, allowed: u64) -> Result<Entry, Problem> {
        let entry = *self.parts.get(&name.to_ascii_lowercase()).ok_or_else(|| {
            Problem::new(
                ProblemKind::Unreadable,
                format!("ブックの中に部品「{name}」がありません"),
            )
        })?;
        if entry.size > allowed {
            return Err(Problem::limit(key, entry.size, allowed));
        }
        self.asked = self.asked.saturating_add(entry.size);
        let allowed = self.limits.package_bytes.saturating_mul(PASSES);
        if self.asked > allowed {
            return Err(Problem::limit("package_bytes", self.asked, allowed));
        }
        Ok(entry)
    }

    /// A part's bytes in the archive; `None` where they cannot be what the directory says of them.
    fn packed(&mut self, entry: Entry) -> Option<Packed<'a>> {
        let file = self.zip.by_index_raw(entry.index).ok()?;
        let from = usize::try_from(file.data_start()?).ok()?;
        let packed = usize::try_from(file.compressed_size()).ok()?;
        let packed = self.bytes.get(from..from.checked_add(packed)?)?;
        if file.encrypted() || entry.size > (packed.len() as u64).saturating_mul(MOST_INFLATED) {
            return None;
        }
        let is_deflated = match file.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            _ => return None,
        };
        Some(Packed {
            bytes: packed,
            is_deflated,
            size: entry.size,
            sum: file.crc32(),
        })
    }
}

/// Inflates a part whole; `None` where its bytes are not what the directory says of them.
fn inflate(part: Packed<'_>, buffer: &mut Buffer) -> Option<()> {
    let room = buffer.room(usize::try_from(part.size).ok()?);
    let filled = match part.is_deflated {
        true => INFLATER
            .with_borrow_mut(|inflater| inflater.deflate_decompress(part.bytes, room))
            .ok()?,
        false if part.bytes.len() == room.len() => {
            room.copy_from_slice(part.bytes);
            room.len()
        }
        false => return None,
    };
    let mut sum = Crc::new();
    sum.update(&room[..filled]);
    buffer.filled = filled;
    (sum.sum() == part.sum).then_some(())
}

fn unreadable(name: &str) -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        format!("ブックの中の部品「{name}」を読めません。ファイルが壊れています"),
    )
}

impl Buffer {
    /// Room for so many bytes.
    fn room(&mut self, bytes: usize) -> &mut [u8] {
        self.filled = 0;
        if self.bytes.len() < bytes {
            self.bytes.resize(bytes, 0);
        }
        &mut self.bytes[..bytes]
    }

    /// The text of what was inflated: UTF-8 as it is, anything else decoded.
    fn text(&mut self) -> Result<PartText<'_>, Problem> {
        let bytes = &self.bytes[..self.filled];
        if let Some(text) = decoded(bytes)? {
            self.decoded = text;
            return Ok(PartText {
                text: &self.decoded,
                damaged: false,
            });
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        // Nearly every part is sound, and this check is several times quicker than repairing.
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(PartText {
                text,
                damaged: false,
            });
        }
        self.decoded = String::from_utf8_lossy(bytes).into_owned();
        Ok(PartText {
            text: &self.decoded,
            damaged: true,
        })
    }
}

/// The text of a part that is not UTF-8; `None` where it is, or claims to be.
fn decoded(bytes: &[u8]) -> Result<Option<String>, Problem> {
    let (encoding, skip) = match detect_encoding(bytes) {
        Some(DetectedEncoding::AsciiCompatible) => {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]);
            let content = head.get(2..head.find("?>").unwrap_or(2)).unwrap_or("");
            if !content.starts_with("xml") {
                return Ok(None);
            }
            let start = BytesStart::from_content(content, "xml".len());
            match BytesDecl::from_start(start).encoder() {
                // A claim of UTF-16 in bytes that read as ASCII is plainly wrong.
                Some(encoding) if !encoding.name().starts_with("UTF-") => (encoding, 0),
                _ => return Ok(None),
            }
        }
        Some(DetectedEncoding::Utf8Bom) | None => return Ok(None),
        Some(wide) => (wide.encoding(), wide.bom_len()),
    };
    let text = decode(&bytes[skip..], encoding).map_err(|_| {
        Problem::new(
            ProblemKind::Unreadable,
            "ブックの中の部品の文字コードを読めません",
        )
    })?;
    Ok(Some(text.into_owned()))
}

/// A part's name from a target as written in `folder`: separators unified, `.` and `..` kept inside.
pub fn resolve(folder: &str, target: &str) -> String {
    let unified = target.replace('\\', "/");
    let unified = unified.split('#').next().unwrap_or_default();
    let mut steps: Vec<&str> = if unified.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|step| !step.is_empty()).collect()
    };
    for step in unified.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests;
