//! Zip archives that are the same on every system.

/// Signature of an entry of the central directory.
const ENTRY: [u8; 4] = *b"PK\x01\x02";
/// Signature of the end of the central directory.
const END: [u8; 4] = *b"PK\x05\x06";
/// The system that an entry says it was made by, as APPNOTE 4.4.2 numbers them: 3 is Unix.
const MADE_BY_UNIX: u8 = 3;
/// Bytes of an entry before its name.
const ENTRY_HEAD: usize = 46;
/// Bytes of the end of the central directory without its comment.
const END_SIZE: usize = 22;

/// Makes every entry say the same of the system it was made by: writers put in the one they run on, and the
/// same input gives the same bytes. An archive that was not just written by one stays as it is where it ends
/// in a comment or is larger than 4 GiB.
pub(crate) fn made_anywhere(mut archive: Vec<u8>) -> Vec<u8> {
    let Some(mut at) = directory(&archive) else {
        return archive;
    };
    while let Some(head) = archive.get_mut(at..at + ENTRY_HEAD)
        && head.starts_with(&ENTRY)
    {
        head[5] = MADE_BY_UNIX;
        let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        at += ENTRY_HEAD + length(28) + length(30) + length(32);
    }
    archive
}

/// Where the central directory begins.
fn directory(archive: &[u8]) -> Option<usize> {
    let end = archive.last_chunk::<END_SIZE>()?;
    let start = u32::from_le_bytes([end[16], end[17], end[18], end[19]]);
    end.starts_with(&END).then_some(start as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;
    use zip::{System, ZipArchive, ZipWriter};

    fn archive(system: System) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [("[Content_Types].xml", "a"), ("xl/総括表.xml", "b")] {
            let options = SimpleFileOptions::default()
                .last_modified_time(zip::DateTime::default())
                .system(system);
            writer.start_file(name, options).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn archives_of_two_systems_are_the_same() {
        let (windows, unix) = (archive(System::Dos), archive(System::Unix));
        assert_ne!(windows, unix);
        let made = made_anywhere(windows);
        assert_eq!(made, made_anywhere(unix));
        assert_eq!(ZipArchive::new(Cursor::new(made)).unwrap().len(), 2);
    }

    #[test]
    fn what_is_no_archive_stays() {
        for bytes in [&b""[..], b"PK", b"PK\x05\x06 but nothing else follows"] {
            assert_eq!(made_anywhere(bytes.to_vec()), bytes);
        }
    }
}
