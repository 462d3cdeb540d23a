//! Files encrypted without a password of anybody's: what Excel's ブックの保護 did to old files, and what
//! Excel opens unasked ([MS-OFFCRYPTO]).
//!
//! ```text
//! compound file ─┬─ EncryptionInfo 4.4  agile: XML, AES in CBC        ─┐
//!                ├─ EncryptionInfo x.2  standard: AES block by block   ─┼─ EncryptedPackage → .xlsx, .xlsb
//!                ├─ EncryptedPackage alone, DRM streams: rights management, not to be opened here
//!                └─ Workbook with FILEPASS: RC4 over the records       ─── [`legacy`]
//! ```
//! Whoever set a password of their own keeps it: only the one that every copy of Excel knows is tried.

mod agile;
pub(super) mod legacy;
mod standard;

use super::compound::Compound;
use super::{Problem, ProblemKind};
use std::borrow::Cow;

/// The password Excel itself uses and tries first ([MS-OFFCRYPTO] 2.4.2.3 and 3.2).
const DEFAULT_PASSWORD: &str = "VelvetSweatshop";
/// So often Excel hashes a password at most ([MS-OFFCRYPTO] 2.3.4.10).
const MOST_SPINS: u32 = 10_000_000;

/// Why an encrypted file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// It has a password of its own.
    Password,
    /// It is encrypted in a way that is not known here, or what is said of it is broken.
    Unknown,
}

/// The bytes of a file as they are, or of the package that it holds encrypted with the default password.
pub(super) fn opened(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Problem> {
    if !bytes.starts_with(&super::compound::SIGNATURE) {
        return Ok(Cow::Borrowed(bytes));
    }
    let Ok(file) = Compound::open(bytes) else {
        return Ok(Cow::Borrowed(bytes)); // told where the format is
    };
    let is_managed = ["DRMEncryptedDataSpace", "\tDRMContent"]
        .iter()
        .any(|stream| file.has(stream));
    match (file.has("EncryptedPackage"), file.has("EncryptionInfo")) {
        _ if is_managed => Err(rights_managed()),
        (true, false) => Err(rights_managed()),
        (true, true) => package(&file).map(Cow::Owned).map_err(problem),
        (false, _) => Ok(Cow::Borrowed(bytes)),
    }
}

/// What is said of a workbook that was encrypted and read all the same.
pub(super) fn book_protected() -> Problem {
    Problem::new(
        ProblemKind::BookProtected,
        "ブックの保護（パスワードを尋ねない暗号化）がかかっています。内容は読み取りました",
    )
}

/// The package a compound file holds encrypted.
fn package(file: &Compound<'_>) -> Result<Vec<u8>, Closed> {
    let info = file.stream("EncryptionInfo").map_err(|_| Closed::Unknown)?;
    // Whether it has a password of its own can be told of a broken file, too.
    let encrypted = file.stream("EncryptedPackage").unwrap_or_default();
    let (length, mut package) = match encrypted.split_first_chunk() {
        Some((length, package)) => (Some(u64::from_le_bytes(*length)), package.to_vec()),
        None => (None, Vec::new()),
    };
    let [major_low, major_high, minor_low, minor_high, ..] = info[..] else {
        return Err(Closed::Unknown);
    };
    let major = u16::from_le_bytes([major_low, major_high]);
    let minor = u16::from_le_bytes([minor_low, minor_high]);
    let rest = info.get(8..).unwrap_or_default();
    match (major, minor) {
        (4, 4) => agile::decrypt(rest, &mut package)?,
        (2..=4, 2) => standard::decrypt(rest, &mut package)?,
        _ => return Err(Closed::Unknown),
    }
    // The last block is filled up.
    let length = length.and_then(|length| usize::try_from(length).ok());
    package.truncate(length.ok_or(Closed::Unknown)?);
    Ok(package)
}

/// What there is to say of a file that stays closed.
pub(super) fn problem(closed: Closed) -> Problem {
    let message = match closed {
        Closed::Password => {
            "パスワードが設定されていて開けません。パスワードを外して保存し直してください"
        }
        Closed::Unknown => {
            "暗号化されていて開けません。Excelで開き、「ファイル」→「情報」→「ブックの保護」の暗号化を解除して保存し直してください"
        }
    };
    Problem::new(ProblemKind::Encrypted, message)
}

fn rights_managed() -> Problem {
    Problem::new(
        ProblemKind::RightsManaged,
        "秘密度ラベルまたはアクセス制限（IRM）で保護されていて開けません。パスワードはありません。Excelで開き、秘密度ラベルを暗号化のないものに変えるか、「ファイル」→「情報」→「ブックの保護」→「アクセスの制限」を解除して保存し直してください",
    )
}

/// A password as it is hashed: 16-bit units, the lower byte first.
fn password() -> Vec<u8> {
    DEFAULT_PASSWORD
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[cfg(test)]
mod tests;
