//! Words of settings and layout files that name one of several things.

use serde::Deserializer;
use serde::de::{Error, Visitor};
use std::fmt;

/// Reads the word of one of `all`; an error lists the words there are, and keeps its place in the file.
pub(crate) fn one_of<'de, D: Deserializer<'de>, T: Copy>(
    deserializer: D,
    all: impl Iterator<Item = T>,
    key: fn(T) -> &'static str,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Words(all.collect(), key))
}

struct Words<T>(Vec<T>, fn(T) -> &'static str);

impl<T: Copy> Visitor<'_> for Words<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<T, E> {
        let Self(all, key) = self;
        let found = all.iter().find(|one| key(**one) == word);
        found.copied().ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|one| key(*one)).collect();
            let known = known.join("`, `");
            E::custom(format!(
                "unknown variant `{word}`, expected one of `{known}`"
            ))
        })
    }
}
