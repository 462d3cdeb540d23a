//! Encrypted `.xls`: RC4 over the records of the workbook's stream ([MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.3.5–2.3.7).

use super::standard::Info;
use super::{Closed, DEFAULT_PASSWORD, password};
use crate::xls::Bytes;
use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::{Digest, Sha1};

const FILEPASS: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const EOF: u16 = 0x000A;
/// Records that stay as they are; keys go on as if they were encrypted.
const PLAIN: [u16; 8] = [
    0x0809, FILEPASS, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196, 0x0009,
];
/// A new key begins after so many bytes.
const BLOCK_BYTES: usize = 1024;

/// What a FILEPASS record in the workbook's globals holds; it stands before the sheets.
fn filepass(stream: &[u8]) -> Option<&[u8]> {
    let mut bytes = Bytes(stream);
    loop {
        let id = bytes.u16()?;
        let length = usize::from(bytes.u16()?);
        let content = bytes.take(length)?;
        match id {
            FILEPASS => return Some(content),
            SHEET | EOF => return None,
            _ => {}
        }
    }
}

/// Whether a workbook's stream can be read: it is not encrypted, or with the default password only.
pub(crate) fn check(stream: &[u8]) -> Result<(), Closed> {
    match filepass(stream) {
        Some(content) => Keys::read(content).map(|_| ()),
        None => Ok(()),
    }
}

/// Decrypts a workbook's stream in its place, where it is encrypted with the default password; whether it was.
pub(crate) fn decrypt(stream: &mut [u8]) -> Result<bool, Closed> {
    let Some(content) = filepass(stream) else {
        return Ok(false);
    };
    let keys = Keys::read(content)?;
    let mut cover = Cover::new(&keys);
    let mut at = 0;
    while let Some(&[a, b, c, d]) = stream.get(at..at + 4) {
        let id = u16::from_le_bytes([a, b]);
        let length = usize::from(u16::from_le_bytes([c, d]));
        let end = (at + 4 + length).min(stream.len());
        // A sheet's place in the stream can be read without a password.
        let from = match id {
            _ if PLAIN.contains(&id) => end,
            SHEET => (at + 8).min(end),
            _ => at + 4,
        };
        cover.pass(from)?;
        cover.lift(&mut stream[from..end])?;
        cover.pass(end)?;
        at = end;
    }
    Ok(true)
}

/// Where keys come from.
enum Keys {
    /// Five bytes of a digest ([MS-OFFCRYPTO] 2.3.6.2).
    Md5([u8; 5]),
    /// A digest, and how much of it makes a key (2.3.5.2).
    Sha1(Vec<u8>, usize),
}

impl Keys {
    /// The keys of the default password, where that is the one.
    fn read(content: &[u8]) -> Result<Self, Closed> {
        let mut bytes = Bytes(content);
        let mut next = || bytes.u16().ok_or(Closed::Unknown);
        match (next()?, next()?, next()?) {
            (0, _, verifier) if verifier == xor_verifier() => Err(Closed::Unknown),
            (0, ..) => Err(Closed::Password),
            (1, 1, 1) => Self::md5(bytes.0),
            (1, 2..=4, 2) => Self::sha1(bytes.0.get(4..).unwrap_or_default()),
            _ => Err(Closed::Unknown),
        }
    }

    fn md5(bytes: &[u8]) -> Result<Self, Closed> {
        let mut bytes = Bytes(bytes);
        let (Some(salt), Some(verifier), Some(hash)) =
            (bytes.take(16), bytes.take(16), bytes.take(16))
        else {
            return Err(Closed::Unknown);
        };
        let hashed = Md5::digest(password());
        let mut digest = Md5::new();
        for _ in 0..16 {
            digest.update(&hashed[..5]);
            digest.update(salt);
        }
        let mut first = [0; 5];
        first.copy_from_slice(&digest.finalize()[..5]);
        let keys = Self::Md5(first);
        let (verifier, hash) = keys.opened(verifier, hash)?;
        let is_right = Md5::digest(verifier)[..] == hash[..];
        is_right.then_some(keys).ok_or(Closed::Password)
    }

    fn sha1(bytes: &[u8]) -> Result<Self, Closed> {
        let info = Info::read(bytes).ok_or(Closed::Unknown)?;
        let first = Sha1::new().chain_update(info.salt).chain_update(password());
        let keys = Self::Sha1(first.finalize().to_vec(), info.key_bytes.min(16));
        let (verifier, hash) = keys.opened(info.verifier, info.verifier_hash)?;
        let is_right = hash.starts_with(&Sha1::digest(verifier));
        is_right.then_some(keys).ok_or(Closed::Password)
    }

    /// Verifier and hash, one after the other under the first key.
    fn opened(&self, verifier: &[u8], hash: &[u8]) -> Result<(Vec<u8>, Vec<u8>), Closed> {
        let mut cover = Cover::new(self);
        let (mut verifier, mut hash) = (verifier.to_vec(), hash.to_vec());
        cover.lift(&mut verifier)?;
        cover.lift(&mut hash)?;
        Ok((verifier, hash))
    }

    fn key(&self, block: u32) -> Vec<u8> {
        match self {
            Self::Md5(first) => {
                let digest = Md5::new().chain_update(first);
                digest.chain_update(block.to_le_bytes()).finalize().to_vec()
            }
            Self::Sha1(first, length) => {
                let digest = Sha1::new().chain_update(first);
                let digest = digest.chain_update(block.to_le_bytes()).finalize();
                let mut key = digest[..*length].to_vec();
                // Forty bits are filled up.
                if *length == 5 {
                    key.resize(16, 0);
                }
                key
            }
        }
    }
}

/// The stream of RC4 that lies over a workbook's stream.
struct Cover<'k> {
    keys: &'k Keys,
    cipher: Option<Rc4>,
    at: usize,
}

impl<'k> Cover<'k> {
    fn new(keys: &'k Keys) -> Self {
        Self {
            keys,
            cipher: None,
            at: 0,
        }
    }

    /// Goes on to a place without touching what lies before.
    fn pass(&mut self, to: usize) -> Result<(), Closed> {
        let mut unused = [0; BLOCK_BYTES];
        while self.at < to {
            let most = (to - self.at).min(BLOCK_BYTES);
            self.lift(&mut unused[..most])?;
        }
        Ok(())
    }

    /// Decrypts what comes next.
    fn lift(&mut self, mut bytes: &mut [u8]) -> Result<(), Closed> {
        while !bytes.is_empty() {
            let within = self.at % BLOCK_BYTES;
            if within == 0 || self.cipher.is_none() {
                let block = u32::try_from(self.at / BLOCK_BYTES).map_err(|_| Closed::Unknown)?;
                let key = self.keys.key(block);
                self.cipher = Some(Rc4::new_from_slice(&key).map_err(|_| Closed::Unknown)?);
            }
            let most = bytes.len().min(BLOCK_BYTES - within);
            let (now, later) = bytes.split_at_mut(most);
            if let Some(cipher) = &mut self.cipher {
                cipher.apply_keystream(now);
            }
            self.at += most;
            bytes = later;
        }
        Ok(())
    }
}

/// By what XOR obfuscation knows the default password ([MS-OFFCRYPTO] 2.3.7.1).
fn xor_verifier() -> u16 {
    let mut verifier = 0_u16;
    let length = DEFAULT_PASSWORD.len() as u8;
    for byte in DEFAULT_PASSWORD.bytes().rev().chain([length]) {
        let turned = verifier << 1 & 0x7FFF | verifier >> 14 & 1;
        verifier = turned ^ u16::from(byte);
    }
    verifier ^ 0xCE4B
}
