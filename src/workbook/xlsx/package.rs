//! The zip package: bounds checked from its directory, parts found by name, relationships followed.

use super::xml::Xml;
use crate::workbook::{Limits, Problem, ProblemKind};
use quick_xml::encoding::{DetectedEncoding, decode, detect_encoding};
use quick_xml::events::{BytesDecl, BytesStart};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// First allocation for a part; the rest grows with what really inflates.
const FIRST_BYTES: u64 = 1 << 20;

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
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by their lower-case name without leading slash.
    parts: HashMap<String, Entry>,
    limits: &'a Limits,
    /// Bytes asked for so far; a part that many sheets name is inflated for each.
    asked: u64,
}

/// The text of one part; its memory is used again for the next.
#[derive(Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
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
                "Excelブックとして開けません。ファイルが壊れているか、途中で切れています",
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

    /// Inflates one part.
    pub(super) fn load<'b>(
        &mut self,
        name: &str,
        buffer: &'b mut Buffer,
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
        if entry.size > self.limits.part_bytes {
            return Err(Problem::limit(
                "part_bytes",
                entry.size,
                self.limits.part_bytes,
            ));
        }
        self.asked = self.asked.saturating_add(entry.size);
        let allowed = self.limits.package_bytes.saturating_mul(PASSES);
        if self.asked > allowed {
            return Err(Problem::limit("package_bytes", self.asked, allowed));
        }
        buffer.bytes.clear();
        let first = usize::try_from(entry.size.min(FIRST_BYTES)).unwrap_or_default();
        buffer.bytes.reserve(first);
        let file = self.zip.by_index(entry.index).map_err(|_| unreadable())?;
        file.take(self.limits.part_bytes)
            .read_to_end(&mut buffer.bytes)
            .map_err(|_| unreadable())?;
        buffer.text()
    }

    /// The relationships of a part; none where it has none.
    pub(super) fn relations(
        &mut self,
        part: &str,
        buffer: &mut Buffer,
    ) -> Result<Relations, Problem> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = resolve(folder, &format!("_rels/{file}.rels"));
        let mut found = Relations(Vec::new());
        if !self.has(&name) {
            return Ok(found);
        }
        let depth = self.limits.depth;
        let part_text = self.load(&name, buffer)?;
        let mut xml = Xml::new(part_text.text, depth);
        // A broken list is used as far as it goes: what it does not name is missed where it is needed.
        if matches!(xml.child(0), Ok(Some(_))) {
            while let Ok(Some(tag)) = xml.child(1) {
                let external = tag.attr("TargetMode").is_some_and(|m| m == "External");
                if let (Some(id), Some(kind), Some(target), false) = (
                    tag.attr("Id"),
                    tag.attr("Type"),
                    tag.attr("Target"),
                    external,
                ) {
                    found.0.push(Relation { id, kind, target });
                }
            }
        }
        for relation in &mut found.0 {
            let inside = resolve(folder, &relation.target);
            // Some writers give a target from the root without saying so.
            let from_root = resolve("", &relation.target);
            relation.target = if !self.has(&inside) && self.has(&from_root) {
                from_root
            } else {
                inside
            };
        }
        Ok(found)
    }

    /// The first part that `[Content_Types].xml` gives a type containing `kind`.
    pub(super) fn part_of_type(&mut self, kind: &str, buffer: &mut Buffer) -> Option<String> {
        let depth = self.limits.depth;
        let part_text = self.load("[Content_Types].xml", buffer).ok()?;
        let mut xml = Xml::new(part_text.text, depth);
        xml.child(0).ok()??;
        while let Ok(Some(tag)) = xml.child(1) {
            if tag.attr("ContentType").is_some_and(|t| t.contains(kind))
                && let Some(name) = tag.attr("PartName")
            {
                return Some(resolve("", &name));
            }
        }
        None
    }
}

/// One relationship; its target is a part's name inside the package.
pub(super) struct Relation {
    id: String,
    kind: String,
    /// The part it leads to.
    pub(super) target: String,
}

impl Relation {
    /// Whether its type ends in a name: `styles` of `…/relationships/styles`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.kind.rsplit('/').next() == Some(name)
    }
}

/// The relationships of one part.
pub(super) struct Relations(Vec<Relation>);

impl Relations {
    /// The one with an id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|relation| relation.id == id)
    }

    /// Targets of a type.
    pub(super) fn targets<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.0
            .iter()
            .filter(move |relation| relation.is(name))
            .map(|relation| relation.target.as_str())
    }
}

impl Buffer {
    /// The text of what was inflated: UTF-8 as it is, anything else decoded.
    fn text(&mut self) -> Result<PartText<'_>, Problem> {
        if let Some(text) = decoded(&self.bytes)? {
            self.decoded = text;
            return Ok(PartText {
                text: &self.decoded,
                damaged: false,
            });
        }
        let mark = self.bytes.strip_prefix(b"\xEF\xBB\xBF");
        let bytes = mark.unwrap_or(&self.bytes);
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
            let start = BytesStart::from_content(content, content.len().min(3));
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
pub(super) fn resolve(folder: &str, target: &str) -> String {
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
