//! Agile encryption, of Excel 2010 and later ([MS-OFFCRYPTO] 2.3.4.10–2.3.4.15).

use super::{Closed, MOST_SPINS, password};
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use aes::{Aes128, Aes192, Aes256};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// What each derived key is for.
const VERIFIER_INPUT: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_VALUE: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY_VALUE: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
/// The package is encrypted in pieces of so many bytes.
const SEGMENT_BYTES: usize = 4096;
/// A block of AES.
const BLOCK_BYTES: usize = 16;
/// What a hash shorter than a key is filled up with.
const FILLING: u8 = 0x36;

/// Decrypts a package in its place with the default password.
pub(super) fn decrypt(info: &[u8], package: &mut [u8]) -> Result<(), Closed> {
    let info = Info::read(info).ok_or(Closed::Unknown)?;
    let key = info.key()?;
    for (number, segment) in package.chunks_mut(SEGMENT_BYTES).enumerate() {
        let number = u32::try_from(number).map_err(|_| Closed::Unknown)?;
        let start = info.data.hash.of(&[&info.data.salt, &number.to_le_bytes()]);
        let whole = segment.len() / BLOCK_BYTES * BLOCK_BYTES;
        info.data.block(&key, &start, &mut segment[..whole])?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "SHA1" | "SHA-1" => Self::Sha1,
            "SHA256" => Self::Sha256,
            "SHA384" => Self::Sha384,
            "SHA512" => Self::Sha512,
            _ => return None,
        })
    }

    /// The digest of pieces one after the other.
    fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        fn digest<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            for piece in pieces {
                digest.update(piece);
            }
            digest.finalize().to_vec()
        }
        match self {
            Self::Sha1 => digest::<Sha1>(pieces),
            Self::Sha256 => digest::<Sha256>(pieces),
            Self::Sha384 => digest::<Sha384>(pieces),
            Self::Sha512 => digest::<Sha512>(pieces),
        }
    }
}

/// How something is encrypted: `keyData`, or the attributes of `encryptedKey`.
struct Cipher {
    salt: Vec<u8>,
    hash: Hash,
    key_bytes: usize,
}

impl Cipher {
    fn read(tag: &BytesStart<'_>) -> Option<Self> {
        let is_known = attribute(tag, "cipherAlgorithm")? == "AES"
            && attribute(tag, "cipherChaining")? == "ChainingModeCBC";
        let key_bits: usize = attribute(tag, "keyBits")?.parse().ok()?;
        let cipher = Self {
            salt: binary(tag, "saltValue")?,
            hash: Hash::named(&attribute(tag, "hashAlgorithm")?)?,
            key_bytes: key_bits / 8,
        };
        is_known.then_some(cipher)
    }

    /// Decrypts whole blocks in their place.
    fn block(&self, key: &[u8], start: &[u8], blocks: &mut [u8]) -> Result<(), Closed> {
        let start = fitted(start, BLOCK_BYTES);
        let done = match key.len() {
            16 => cbc::Decryptor::<Aes128>::new_from_slices(key, &start)
                .map(|cipher| cipher.decrypt_padded::<NoPadding>(blocks).is_ok()),
            24 => cbc::Decryptor::<Aes192>::new_from_slices(key, &start)
                .map(|cipher| cipher.decrypt_padded::<NoPadding>(blocks).is_ok()),
            32 => cbc::Decryptor::<Aes256>::new_from_slices(key, &start)
                .map(|cipher| cipher.decrypt_padded::<NoPadding>(blocks).is_ok()),
            _ => return Err(Closed::Unknown),
        };
        match done {
            Ok(true) => Ok(()),
            _ => Err(Closed::Unknown),
        }
    }
}

/// What `EncryptionInfo` says.
struct Info {
    data: Cipher,
    password: Cipher,
    spins: u32,
    verifier_input: Vec<u8>,
    verifier_value: Vec<u8>,
    key_value: Vec<u8>,
}

impl Info {
    fn read(xml: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(xml).ok()?;
        let mut reader = Reader::from_str(text.trim_end_matches('\0'));
        let mut data = None;
        loop {
            let event = reader.read_event().ok()?;
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                match event {
                    Event::Eof => return None,
                    _ => continue,
                }
            };
            match tag.local_name().into_inner() {
                "keyData" => data = Cipher::read(&tag),
                "encryptedKey" => {
                    let spins: u32 = attribute(&tag, "spinCount")?.parse().ok()?;
                    return Some(Self {
                        data: data?,
                        password: Cipher::read(&tag)?,
                        spins: (spins <= MOST_SPINS).then_some(spins)?,
                        verifier_input: binary(&tag, "encryptedVerifierHashInput")?,
                        verifier_value: binary(&tag, "encryptedVerifierHashValue")?,
                        key_value: binary(&tag, "encryptedKeyValue")?,
                    });
                }
                _ => {}
            }
        }
    }

    /// The package's key, where the default password opens it.
    fn key(&self) -> Result<Vec<u8>, Closed> {
        let Cipher { hash, salt, .. } = &self.password;
        let mut spun = hash.of(&[salt, &password()]);
        for number in 0..self.spins {
            spun = hash.of(&[&number.to_le_bytes(), &spun]);
        }
        let open = |purpose: &[u8], sealed: &[u8]| {
            let key = hash.of(&[&spun, purpose]);
            let key = fitted(&key, self.password.key_bytes);
            let mut opened = sealed.to_vec();
            self.password.block(&key, salt, &mut opened)?;
            Ok(opened)
        };
        let input = open(&VERIFIER_INPUT, &self.verifier_input)?;
        let input = input.get(..salt.len()).unwrap_or(&input);
        let wanted = open(&VERIFIER_VALUE, &self.verifier_value)?;
        if !wanted.starts_with(&hash.of(&[input])) {
            return Err(Closed::Password);
        }
        let mut key = open(&KEY_VALUE, &self.key_value)?;
        key.truncate(self.data.key_bytes);
        Ok(key)
    }
}

/// A hash cut or filled up to a length.
fn fitted(hash: &[u8], length: usize) -> Vec<u8> {
    let mut fitted = hash.to_vec();
    fitted.resize(length.min(64), FILLING);
    fitted
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().filter_map(Result::ok);
    let found = found
        .into_iter()
        .find(|found| found.key.into_inner() == name);
    Some(found?.value.into_owned())
}

fn binary(tag: &BytesStart<'_>, name: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(attribute(tag, name)?.trim()).ok()
}
