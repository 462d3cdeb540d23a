//! Standard encryption, of Excel 2007 ([MS-OFFCRYPTO] 2.3.4.5–2.3.4.9).

use super::{Closed, password};
use crate::xls::Bytes;
use aes::cipher::{Block, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use sha1::{Digest, Sha1};

/// So often the password is hashed.
const SPINS: u32 = 50_000;
/// Algorithms: AES with keys of 128, 192 and 256 bits.
const AES: [u32; 3] = [0x660E, 0x660F, 0x6610];
/// A block of AES.
const BLOCK_BYTES: usize = 16;

/// Header and verifier of a password, as RC4 of old workbooks has them too.
pub(super) struct Info<'a> {
    pub(super) algorithm: u32,
    pub(super) key_bytes: usize,
    pub(super) salt: &'a [u8],
    pub(super) verifier: &'a [u8],
    pub(super) verifier_hash: &'a [u8],
}

impl<'a> Info<'a> {
    /// What follows version and flags.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let header_bytes = usize::try_from(bytes.u32()?).ok()?;
        let mut header = Bytes(bytes.take(header_bytes)?);
        header.take(8)?; // flags, extra size
        let algorithm = header.u32()?;
        header.u32()?;
        let key_bits = header.u32()?;
        let salt_bytes = usize::try_from(bytes.u32()?).ok()?;
        let salt = bytes.take(salt_bytes)?;
        let verifier = bytes.take(16)?;
        bytes.u32()?;
        Some(Self {
            algorithm,
            // Nothing said means forty bits.
            key_bytes: match key_bits {
                0 => 5,
                bits => usize::try_from(bits / 8).ok()?,
            },
            salt,
            verifier,
            verifier_hash: bytes.0,
        })
    }
}

/// Decrypts a package in its place with the default password.
pub(super) fn decrypt(info: &[u8], package: &mut [u8]) -> Result<(), Closed> {
    let info = Info::read(info).ok_or(Closed::Unknown)?;
    if !AES.contains(&info.algorithm) {
        return Err(Closed::Unknown);
    }
    let key = key(&info);
    let mut verifier = info.verifier.to_vec();
    let mut hash = info.verifier_hash.to_vec();
    blocks(&key, &mut verifier)?;
    blocks(&key, &mut hash)?;
    if !hash.starts_with(&Sha1::digest(&verifier)) {
        return Err(Closed::Password);
    }
    blocks(&key, package)
}

fn key(info: &Info<'_>) -> Vec<u8> {
    let mut spun = Sha1::new()
        .chain_update(info.salt)
        .chain_update(password())
        .finalize();
    for number in 0..SPINS {
        let next = Sha1::new().chain_update(number.to_le_bytes());
        spun = next.chain_update(spun).finalize();
    }
    let spun = Sha1::new()
        .chain_update(spun)
        .chain_update([0; 4])
        .finalize();
    let half = |filling: u8| {
        let mut pad = [filling; 64];
        for (byte, hashed) in pad.iter_mut().zip(&spun) {
            *byte ^= hashed;
        }
        Sha1::digest(pad)
    };
    let mut key = half(0x36).to_vec();
    key.extend(half(0x5C));
    key.truncate(info.key_bytes);
    key
}

/// Decrypts whole blocks in their place; what is left over stays.
fn blocks(key: &[u8], bytes: &mut [u8]) -> Result<(), Closed> {
    fn each<C: KeyInit + BlockCipherDecrypt>(key: &[u8], bytes: &mut [u8]) -> Result<(), Closed> {
        let cipher = C::new_from_slice(key).map_err(|_| Closed::Unknown)?;
        for raw in bytes.chunks_exact_mut(BLOCK_BYTES) {
            let block: &mut Block<C> = raw.try_into().map_err(|_| Closed::Unknown)?;
            cipher.decrypt_block(block);
        }
        Ok(())
    }
    match key.len() {
        16 => each::<Aes128>(key, bytes),
        24 => each::<Aes192>(key, bytes),
        32 => each::<Aes256>(key, bytes),
        _ => Err(Closed::Unknown),
    }
}
