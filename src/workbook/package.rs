//! A zip package: bounds checked from its directory, parts found by name and inflated one by one.

use super::{Limits, Problem, ProblemKind};
use libdeflater::{Crc, Decompressor};
use quick_xml::encoding::{DetectedEncoding, decode, detect_encoding};
use quick_xml::events::{BytesDecl, BytesStart};
use std::collections::HashMap;
use std::io::Cursor;
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
    inflater: Decompressor,
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
            inflater: Decompressor::new(),
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
        let unreadable = || {
            Problem::new(
                ProblemKind::Unreadable,
                format!("ブックの中の部品「{name}」を読めません。ファイルが壊れています"),
            )
        };
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
        self.inflate(entry, buffer).ok_or_else(unreadable)?;
        buffer.text()
    }

    /// Inflates a part whole; `None` where its bytes are not what the directory says of them.
    fn inflate(&mut self, entry: Entry, buffer: &mut Buffer) -> Option<()> {
        let file = self.zip.by_index_raw(entry.index).ok()?;
        let from = usize::try_from(file.data_start()?).ok()?;
        let packed = usize::try_from(file.compressed_size()).ok()?;
        let packed = self.bytes.get(from..from.checked_add(packed)?)?;
        if file.encrypted() || entry.size > (packed.len() as u64).saturating_mul(MOST_INFLATED) {
            return None;
        }
        let room = buffer.room(usize::try_from(entry.size).ok()?);
        let filled = match file.compression() {
            CompressionMethod::Stored if packed.len() == room.len() => {
                room.copy_from_slice(packed);
                room.len()
            }
            CompressionMethod::Deflated => self.inflater.deflate_decompress(packed, room).ok()?,
            _ => return None,
        };
        let mut sum = Crc::new();
        sum.update(&room[..filled]);
        buffer.filled = filled;
        (sum.sum() == file.crc32()).then_some(())
    }
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
pub(crate) fn resolve(folder: &str, target: &str) -> String {
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
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn package(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(&vec![b' '; *size]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn refused(parts: &[(&str, usize)], limits: &Limits) -> ProblemKind {
        let bytes = package(parts);
        let read = Package::open(&bytes, limits)
            .and_then(|mut package| package.load("a.xml", &mut Buffer::default()).map(|_| ()));
        read.unwrap_err().kind
    }

    #[test]
    fn every_bound_is_checked_before_inflating() {
        let roomy = Limits {
            parts: 2,
            part_bytes: 100,
            package_bytes: 150,
            ..Limits::default()
        };
        let limit = |key: &str| ProblemKind::Limit(key.to_owned());
        let parts = [("a.xml", 1), ("b", 1), ("c", 1)];
        assert_eq!(refused(&parts, &roomy), limit("parts"));
        assert_eq!(refused(&[("a.xml", 101)], &roomy), limit("part_bytes"));
        let parts = [("a.xml", 80), ("b", 80)];
        assert_eq!(refused(&parts, &roomy), limit("package_bytes"));
    }

    #[test]
    fn a_part_larger_than_it_says_is_broken() {
        let mut bytes = package(&[("a.xml", 100_000)]);
        // The size stands in the part's own header and in the directory; both lie.
        let said = 100_000_u32.to_le_bytes();
        let mut lies = 0;
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == said {
                bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
                lies += 1;
            }
        }
        assert_eq!(lies, 2);
        let limits = Limits::default();
        let mut package = Package::open(&bytes, &limits).unwrap();
        let mut buffer = Buffer::default();
        let problem = package.load("a.xml", &mut buffer).map(|_| ()).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Unreadable);
    }

    #[test]
    fn a_garbled_declaration_says_nothing() {
        for head in [
            "<?xm\u{FFFD}l version='1.0' encoding='x'?><a/>",
            "<?x?>",
            "<?xml?>",
        ] {
            assert_eq!(decoded(head.as_bytes()), Ok(None), "{head}");
        }
    }

    #[test]
    fn names_are_the_same_in_any_case_and_with_any_separator() {
        let bytes = package(&[("XL\\Workbook.xml", 1)]);
        let limits = Limits::default();
        let package = Package::open(&bytes, &limits).unwrap();
        assert!(package.has("xl/workbook.XML"));
        assert_eq!(package.names().collect::<Vec<_>>(), ["xl/workbook.xml"]);
    }

    #[test]
    fn targets_stay_inside_the_package() {
        for (folder, target, name) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../drawings/d.xml", "xl/drawings/d.xml"),
            ("xl", "/xl/a.xml", "xl/a.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../../../etc/passwd", "etc/passwd"),
            ("", "./xl//b.xml#r", "xl/b.xml"),
        ] {
            assert_eq!(resolve(folder, target), name);
        }
    }
}
