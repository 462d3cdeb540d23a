//! A document written as it is made: its long lists in batches, each on all processors, and one batch
//! while the next is made.

use super::lines::Lines;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Into so many parts a batch is shared out.
const SHARES: usize = 16;

/// A document, an object whose values are written one after the other.
pub(super) struct Document<'a> {
    into: &'a mut (dyn Write + Send),
    lines: Lines,
    is_empty: bool,
}

impl<'a> Document<'a> {
    pub(super) fn begin(into: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        let mut lines = Lines::default();
        lines.begin_object(into)?;
        Ok(Self {
            into,
            lines,
            is_empty: true,
        })
    }

    pub(super) fn value(&mut self, key: &str, value: &impl Serialize) -> io::Result<()> {
        self.key(key)?;
        value.serialize(&mut Serializer::with_formatter(
            &mut *self.into,
            self.lines.clone(),
        ))?;
        self.lines.end_object_value(self.into)
    }

    /// A list of which `batch` entries and those that follow them are in memory as text at once.
    pub(super) fn list<'t, T: Sync, D: Serialize>(
        &mut self,
        key: &str,
        entries: &'t [T],
        data: fn(&'t T) -> D,
        batch: usize,
    ) -> io::Result<()> {
        self.key(key)?;
        self.lines.begin_array(self.into)?;
        let lines = self.lines.clone();
        let text = |entries: &'t [T], is_first| texts(entries, is_first, data, &lines);
        let mut batches = entries.chunks(batch);
        let mut ready = batches
            .next()
            .map_or_else(|| Ok(Vec::new()), |first| text(first, true))?;
        for batch in batches {
            let mut next = Ok(Vec::new());
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| next = text(batch, false));
                self.texts(&ready)
            })?;
            ready = next?;
        }
        self.texts(&ready)?;
        self.lines.end_array(self.into)?;
        self.lines.end_object_value(self.into)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.lines.end_object(self.into)?;
        self.into.write_all(b"\n")
    }

    fn key(&mut self, key: &str) -> io::Result<()> {
        self.lines.begin_object_key(self.into, self.is_empty)?;
        self.is_empty = false;
        serde_json::to_writer(&mut *self.into, key)?;
        self.lines.begin_object_value(self.into)
    }

    fn texts(&mut self, texts: &[Vec<u8>]) -> io::Result<()> {
        for text in texts {
            self.into.write_all(text)?;
            self.lines.end_array_value(self.into)?;
        }
        Ok(())
    }
}

/// Entries of a list as they stand in it, in several parts.
fn texts<'t, T: Sync, D: Serialize>(
    entries: &'t [T],
    is_first: bool,
    data: fn(&'t T) -> D,
    lines: &Lines,
) -> io::Result<Vec<Vec<u8>>> {
    let share = entries.len().div_ceil(SHARES).max(1);
    let shares = entries.par_chunks(share).enumerate().with_max_len(1);
    let texts = shares.map(|(place, share)| {
        let mut text = Vec::new();
        let mut lines = lines.clone();
        let mut is_first = is_first && place == 0;
        for entry in share {
            lines.begin_array_value(&mut text, is_first)?;
            data(entry).serialize(&mut Serializer::with_formatter(&mut text, lines.clone()))?;
            is_first = false;
        }
        Ok(text)
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(numbers: &[u32], batch: usize) -> String {
        let mut bytes = Vec::new();
        let mut document = Document::begin(&mut bytes).unwrap();
        document.value("schema", &"数").unwrap();
        document
            .list("numbers", numbers, |number| (number, [number]), batch)
            .unwrap();
        document.value("none", &None::<u32>).unwrap();
        document.end().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn entries_stand_in_order_however_many_are_made_at_once() {
        let numbers: Vec<u32> = (0..100).collect();
        let whole: serde_json::Value = serde_json::from_str(&written(&numbers, 1000)).unwrap();
        let expected: Vec<_> = numbers.iter().map(|n| (n, [n])).collect();
        assert_eq!(
            whole,
            serde_json::json!({ "schema": "数", "numbers": expected, "none": null })
        );
        for batch in [1, 7, 50, 99, 100] {
            assert_eq!(written(&numbers, batch), written(&numbers, 1000), "{batch}");
        }
    }

    #[test]
    fn each_entry_begins_a_line() {
        let lines = "{\n  \"schema\": \"数\",\n  \"numbers\": [\n    [\n      1,\n      [\n        1\n      ]\n    ]\n  ],\n  \"none\": null\n}\n";
        assert_eq!(written(&[1], 1), lines);
        assert!(written(&[], 1).contains("\"numbers\": [],\n"));
    }
}
