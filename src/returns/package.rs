//! The parts of a package: read one by one, written again byte for byte but for those that change.

use super::Refusal;
use super::edits::Edits;
use crate::archive::made_anywhere;
use crate::workbook::Limits;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An opened package.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their part's lower-case name without leading slash.
    parts: HashMap<String, usize>,
    limits: &'a Limits,
}

/// The text of a part.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The text without byte order mark.
    pub(super) text: String,
    /// Whether a byte order mark stands before it.
    bom: bool,
}

/// What is to become of a package.
#[derive(Default)]
pub(super) struct Changes {
    /// New content of parts by their name.
    pub(super) changed: BTreeMap<String, Vec<u8>>,
    /// New parts in the order they are to be written.
    pub(super) added: Vec<(String, Vec<u8>)>,
    /// Parts that go.
    pub(super) removed: BTreeSet<String>,
}

impl Part {
    /// The bytes of the part with another text.
    pub(super) fn with(&self, text: &str) -> Vec<u8> {
        let bom: &[u8] = if self.bom { b"\xEF\xBB\xBF" } else { b"" };
        [bom, text.as_bytes()].concat()
    }

    /// Applies changes to the text.
    pub(super) fn edited(&self, edits: Edits) -> (Vec<u8>, Vec<super::edits::Undo>) {
        let (text, undo) = edits.apply(&self.text);
        (self.with(&text), undo)
    }
}

impl<'a> Package<'a> {
    /// Reads the directory.
    ///
    /// # Errors
    /// No zip archive, one with passwords, with the same part twice, or larger than the bounds.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Refusal::new("ファイルが壊れています"))?;
        if zip.len() as u64 > u64::from(limits.parts) {
            return Err(Refusal::new("ファイルの中の部品が多すぎます"));
        }
        let mut parts = HashMap::with_capacity(zip.len());
        let mut sum = 0_u64;
        for index in 0..zip.len() {
            let file = zip
                .by_index_raw(index)
                .map_err(|_| Refusal::new("ファイルが壊れています"))?;
            if file.encrypted() {
                return Err(Refusal::new("ファイルの中の部品が暗号化されています"));
            }
            sum = sum.saturating_add(file.size());
            if parts.insert(key(&name_of(&file)?), index).is_some() {
                return Err(Refusal::new("ファイルの中に同じ名前の部品が二つあります"));
            }
        }
        if sum > limits.package_bytes {
            return Err(Refusal::new("ファイルの中の部品が大きすぎます"));
        }
        Ok(Self { zip, parts, limits })
    }

    /// Whether a part is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// The names of all parts, in no order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The text of a part.
    ///
    /// # Errors
    /// There is no such part, or it is no UTF-8 text.
    pub(super) fn part(&mut self, name: &str) -> Result<Part, Refusal> {
        let bytes = self.bytes(name)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Refusal::new("ブックの中の部品の文字コードがUTF-8ではありません"))?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => Part {
                text: rest.to_owned(),
                bom: true,
            },
            None => Part { text, bom: false },
        })
    }

    /// The content of a part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let missing = || Refusal::new(format!("ブックの中に部品「{name}」がありません"));
        let damaged = || Refusal::new(format!("ブックの中の部品「{name}」が壊れています"));
        let index = *self.parts.get(&key(name)).ok_or_else(missing)?;
        let file = self.zip.by_index(index).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        file.take(self.limits.part_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
        if bytes.len() as u64 > self.limits.part_bytes {
            return Err(Refusal::new(format!(
                "ブックの中の部品「{name}」が大きすぎます"
            )));
        }
        Ok(bytes)
    }

    /// The package with its changes; what does not change is copied as it lies there, in its order.
    pub(super) fn rewritten(&mut self, changes: &Changes) -> Result<Vec<u8>, Refusal> {
        let changed: HashMap<String, &Vec<u8>> = changes
            .changed
            .iter()
            .map(|(name, bytes)| (key(name), bytes))
            .collect();
        let removed: BTreeSet<String> = changes.removed.iter().map(|name| key(name)).collect();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            let file = self.zip.by_index_raw(index).map_err(unwritable)?;
            let name = name_of(&file)?;
            let key = key(&name);
            if removed.contains(&key) {
                continue;
            }
            match changed.get(&key) {
                Some(bytes) => {
                    drop(file);
                    put(&mut writer, &name, bytes)?;
                }
                None => writer.raw_copy_file(file).map_err(unwritable)?,
            }
        }
        for (name, bytes) in &changes.added {
            put(&mut writer, name, bytes)?;
        }
        let archive = writer.finish().map_err(unwritable)?.into_inner();
        Ok(made_anywhere(archive))
    }
}

/// A package of new parts alone.
pub(super) fn written(parts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, Refusal> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        put(&mut writer, name, bytes)?;
    }
    let archive = writer.finish().map_err(unwritable)?.into_inner();
    Ok(made_anywhere(archive))
}

/// Writes one part, with the same date whenever it is written.
fn put(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    writer.start_file(name, options).map_err(unwritable)?;
    writer
        .write_all(bytes)
        .map_err(|_| Refusal::new("ファイルを書き直せません"))
}

fn name_of<R: Read>(file: &zip::read::ZipFile<'_, R>) -> Result<String, Refusal> {
    let name = file
        .name()
        .map_err(|_| Refusal::new("ファイルが壊れています"))?;
    Ok(name.into_owned())
}

fn unwritable(_: zip::result::ZipError) -> Refusal {
    Refusal::new("ファイルを書き直せません")
}

/// Parts are the same in any case, with any separator, with or without a slash before them.
fn key(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}
