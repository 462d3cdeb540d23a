//! Digests by which content is known again; whoever keeps or compares content may use this.

use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// SHA-256 of bytes in 64 small hexadecimal digits.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| char::from(DIGITS[usize::from(four)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Passes on what is written, and knows its digest in the end.
pub(crate) struct Digesting<W> {
    into: W,
    digest: Sha256,
}

impl<W: Write> Digesting<W> {
    pub(crate) fn new(into: W) -> Self {
        let digest = Sha256::new();
        Self { into, digest }
    }

    /// Where it was written, and its [`sha256`].
    pub(crate) fn finish(self) -> (W, String) {
        (self.into, hexadecimal(&self.digest.finalize()))
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.into.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.into.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-4 examples: the empty message and "abc".
        assert_eq!(
            sha256(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let mut digesting = Digesting::new(Vec::new());
        digesting.write_all(b"a").unwrap();
        digesting.write_all(b"bc").unwrap();
        assert_eq!(digesting.finish(), (b"abc".to_vec(), sha256("abc")));
    }
}
