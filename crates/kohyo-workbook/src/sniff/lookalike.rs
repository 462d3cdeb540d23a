//! Files that are no spreadsheet whatever their name: what they look like, in a user's words.

use super::{RESAVE, not_a_spreadsheet};
use crate::{Problem, ProblemKind};

/// How much of a file's beginning is looked at.
const HEAD_BYTES: usize = 4096;
/// First bytes of formats that are mailed around by mistake.
const MAGIC: [(&[u8], &str); 10] = [
    (b"%PDF", "PDF"),
    (b"\x89PNG", "画像（PNG）"),
    (b"\xFF\xD8\xFF", "画像（JPEG）"),
    (b"GIF8", "画像（GIF）"),
    (b"{\\rtf", "リッチテキスト文書"),
    (b"7z\xBC\xAF\x27\x1C", "圧縮ファイル（7z）"),
    (b"Rar!", "圧縮ファイル（RAR）"),
    (b"\x1F\x8B", "圧縮ファイル（gzip）"),
    (b"MZ", "実行プログラム"),
    (b"\x00\x01\x00\x00Standard", "Accessのデータベース"),
];

/// The problem that says what the bytes look like and what to do.
pub(super) fn tell(bytes: &[u8]) -> Problem {
    let ask = "個票のブックを受け取り直してください";
    if bytes.is_empty() {
        return Problem::new(
            ProblemKind::NotASpreadsheet,
            format!("空のファイル（0バイト）です。{ask}"),
        );
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Problem::new(
            ProblemKind::NotASpreadsheet,
            format!("中身がすべて0のファイルです。保存や転送に失敗しています。{ask}"),
        );
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return not_a_spreadsheet(what, ask);
    }
    if is_bare_biff(bytes) {
        return Problem::new(
            ProblemKind::Unreadable,
            format!("Excel 4.0 以前の古い形式のブックです。{RESAVE}"),
        );
    }
    if is_lock_file(bytes) {
        return lock_file();
    }
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    match text(head) {
        Some(text) => told_text(&text),
        None => not_a_spreadsheet("種類の分からないファイル", ask),
    }
}

/// What is said of the file Excel leaves beside an open workbook.
pub(super) fn lock_file() -> Problem {
    not_a_spreadsheet(
        "、ブックを開いている間だけ置かれる作業用ファイル",
        "ブックを閉じてから、元のブックを入力フォルダーに置いてください",
    )
}

/// BIFF 2 to 4 (and 5) streams begin with BOF and stand alone, without a compound file around them.
fn is_bare_biff(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0x09, 0x00, 0x04, 0x00, ..]
            | [0x09, 0x02, 0x06, 0x00, ..]
            | [0x09, 0x04, 0x06, 0x00, ..]
            | [0x09, 0x08, 0x08 | 0x10, 0x00, ..]
    )
}

/// 165 bytes: the length of the user's name, the name padded with blanks to 54 bytes, then in UTF-16.
fn is_lock_file(bytes: &[u8]) -> bool {
    bytes.len() == 165
        && (1..=54).contains(&bytes[0])
        && bytes.get(55) == Some(&bytes[0])
        && bytes.get(56) == Some(&0)
}

fn told_text(text: &str) -> Problem {
    let start = text.trim_start().to_lowercase();
    let is = |begins: &[&str]| begins.iter().any(|begin| start.starts_with(begin));
    if is(&[
        "<!doctype html",
        "<html",
        "<head",
        "<table",
        "<body",
        "<meta",
        "mime-version:",
    ]) || (start.starts_with("<?xml") && start.contains("<html"))
    {
        return not_a_spreadsheet("ウェブページ", RESAVE);
    }
    if start.starts_with('<') {
        return if start.contains("schemas-microsoft-com:office:spreadsheet") {
            not_a_spreadsheet("XML スプレッドシート 2003", RESAVE)
        } else if start.contains("opendocument.spreadsheet") {
            not_a_spreadsheet("フラットXML形式の表計算文書", RESAVE)
        } else {
            not_a_spreadsheet("XMLファイル", "個票のブックを受け取り直してください")
        };
    }
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(20);
    if lines().count() > 0 && lines().all(|line| line.contains([',', '\t', ';'])) {
        return not_a_spreadsheet("区切り文字で並べたテキスト（CSVなど）", RESAVE);
    }
    not_a_spreadsheet("テキストファイル", "個票のブックを受け取り直してください")
}

/// The beginning of a file as text, where it is one: UTF-8, UTF-16 with a mark, or Shift_JIS.
/// Of Shift_JIS only the ASCII is kept; what is looked for is ASCII.
fn text(head: &[u8]) -> Option<String> {
    match head {
        [0xFF, 0xFE, rest @ ..] => return Some(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return Some(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    if head.iter().any(control) {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(text) => Some(text.to_owned()),
        // Cut in the middle of a character by the limit on the head.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            Some(String::from_utf8_lossy(&head[..error.valid_up_to()]).into_owned())
        }
        Err(_) => shift_jis(head),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}

fn shift_jis(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            0x00..=0x7F => text.push(char::from(byte)),
            0xA1..=0xDF => text.push('\u{FF9F}'),
            0x81..=0x9F | 0xE0..=0xFC => match rest.next() {
                Some(0x40..=0x7E | 0x80..=0xFC) => text.push('〓'),
                None => break,
                Some(_) => return None,
            },
            _ => return None,
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(b"", "空のファイル")]
    #[case(b"\0\0\0\0", "すべて0")]
    #[case(b"%PDF-1.4", "PDF")]
    #[case(b"<html><table>\x94\xD4\x8D\x86</table>", "ウェブページ")]
    #[case(b"\xEF\xBB\xBF  <!DOCTYPE HTML>", "ウェブページ")]
    #[case(b"MIME-Version: 1.0\r\n", "ウェブページ")]
    #[case(
        b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        "XML スプレッドシート 2003"
    )]
    #[case(b"<?xml version=\"1.0\"?><a/>", "XMLファイル")]
    #[case(b"\x94\xD4\x8D\x86,\x8E\x96\x8B\xC6\r\n1,2\r\n", "CSV")]
    #[case("番号\t名称\n１\t窓口\n".as_bytes(), "CSV")]
    #[case("これはメモです。\n".as_bytes(), "テキストファイル")]
    #[case(b"\xFF\xFEa\0,\0b\0", "CSV")]
    #[case(b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "Excel 4.0")]
    #[case(b"\x01\x02\x03\x04\xFF", "種類の分からない")]
    fn says_what_it_looks_like(#[case] bytes: &[u8], #[case] says: &str) {
        let problem = tell(bytes);
        assert!(problem.message.contains(says), "{}", problem.message);
        assert!(problem.message.ends_with("ください"), "{}", problem.message);
    }

    #[test]
    fn a_lock_file_is_known() {
        let mut bytes = vec![b' '; 165];
        bytes[0] = 4;
        bytes[1..5].copy_from_slice(b"User");
        bytes[55..57].copy_from_slice(&[4, 0]);
        assert!(tell(&bytes).message.contains("作業用ファイル"));
    }
}
