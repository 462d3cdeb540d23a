//! Names of files and sheets made from what people wrote.

use std::collections::HashSet;

/// A sheet name holds no more UTF-16 units than this.
const SHEET_LIMIT: usize = 31;
/// Characters of an evaluator's name kept in a file name: 255 bytes are allowed, a character takes up to 4.
const FILE_LIMIT: usize = 50;

/// Names of devices, which Windows takes for no file whatever their extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Gives each text a name of its own: forbidden characters replaced, cut, and numbered where two
/// would be the same to Windows or Excel, which do not tell capitals from small letters.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// Names none of which may be one of these.
    pub(super) fn except(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|name| name.to_lowercase()).collect(),
        }
    }

    /// A name for a sheet: no quotes at its ends.
    pub(super) fn sheet(&mut self, text: &str) -> String {
        self.unique(text, "[]:*?/\\", '\'', SHEET_LIMIT)
    }

    /// A part of a file name: no dots at its ends.
    pub(super) fn file(&mut self, text: &str) -> String {
        let text = if is_device(text) {
            format!("_{text}")
        } else {
            text.to_owned()
        };
        self.unique(&text, "\\/:*?\"<>|", '.', FILE_LIMIT)
    }

    fn unique(&mut self, text: &str, forbidden: &str, not_at_ends: char, limit: usize) -> String {
        let trim = |c: char| c.is_whitespace() || c == not_at_ends;
        let safe: String = text.chars().map(|c| safe(c, forbidden)).collect();
        let safe = safe.trim_matches(trim);
        for n in 1_u32.. {
            let suffix = if n == 1 {
                String::new()
            } else {
                format!("({n})")
            };
            let kept = match cut(safe, limit - suffix.len()).trim_end_matches(trim) {
                "" => "－",
                kept => kept,
            };
            let candidate = format!("{kept}{suffix}");
            if self.taken.insert(candidate.to_lowercase()) {
                return candidate;
            }
        }
        safe.to_owned()
    }
}

/// Whether Windows takes a name for a device: up to its first dot, whatever its case.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim().to_lowercase();
    let port = |kind| {
        let number = stem.strip_prefix(kind);
        number.is_some_and(|number| {
            matches!(number.as_bytes(), [b'1'..=b'9']) || ["¹", "²", "³"].contains(&number)
        })
    };
    DEVICES.contains(&stem.as_str()) || port("com") || port("lpt")
}

/// Whether a character is not seen but changes how a name reads: writing direction, joiners, tags.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
        || u32::from(c) & 0xfffe == 0xfffe
}

/// The full-width twin of a forbidden character, a space for what cannot be seen.
fn safe(c: char, forbidden: &str) -> char {
    if is_unseen(c) {
        ' '
    } else if forbidden.contains(c) {
        // Full-width forms stand in the same order as ASCII.
        char::from_u32(u32::from(c) + 0xfee0).unwrap_or('_')
    } else {
        c
    }
}

/// The beginning of a text, at most so many UTF-16 units.
fn cut(text: &str, limit: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > limit {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_readable_and_allowed() {
        let mut names = Names::except(&["一覧"]);
        assert_eq!(names.sheet("4-1 [案]/A:B"), "4-1 ［案］／A：B");
        assert_eq!(names.sheet("一覧"), "一覧(2)");
        assert_eq!(names.sheet("'引用'"), "引用");
        assert_eq!(names.sheet("ABC"), "ABC");
        assert_eq!(names.sheet("abc"), "abc(2)");
        assert_eq!(names.sheet(""), "－");
        assert_eq!(names.sheet("' '"), "－(2)");
        assert_eq!(names.file("総務/文書:部長?"), "総務／文書：部長？");
        assert_eq!(names.file("部長\n."), "部長");
        assert_eq!(names.file("総務\u{202e}xslx.部"), "総務 xslx.部");
        assert_eq!(names.file("教育部. "), "教育部");
    }

    #[test]
    fn devices_of_windows_are_no_files() {
        for name in [
            "CON", "nul", "Com1", "lpt9", "aux.課", "COM²", "CONIN$", " prn ",
        ] {
            let file = Names::default().file(name);
            assert!(file.starts_with('_'), "{name} → {file}");
        }
        for name in ["CONSOLE", "COM", "COM10", "総務部", "NULL課"] {
            assert_eq!(Names::default().file(name), name);
        }
    }

    proptest! {
        #[test]
        fn sheet_names_are_always_taken_by_the_writer(texts in prop::collection::vec("\\PC{0,40}|[a-c'/ ]{0,3}", 1..20)) {
            let mut names = Names::except(&["一覧"]);
            let mut workbook = rust_xlsxwriter::Workbook::new();
            for text in texts {
                let name = names.sheet(&text);
                prop_assert!(name.encode_utf16().count() <= SHEET_LIMIT);
                workbook.add_worksheet().set_name(name).unwrap();
            }
            prop_assert!(workbook.save_to_buffer().is_ok());
        }
    }
}
