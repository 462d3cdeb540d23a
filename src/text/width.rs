//! Width and shape of characters: full-width, half-width, dashes, brackets, blanks.

use unicode_normalization::UnicodeNormalization;

/// White space of any width, and characters that take no room at all. Variation selectors only choose
/// among the shapes of the character before: 館 with one is still 館.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
        )
}

/// The dashes people type for "nothing here", and before a number for minus.
/// The long vowel mark ー and the box line ─ are typed for a dash as well.
pub const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{30FC}'
                | '\u{FF0D}'
                | '\u{FF70}'
                | '\u{FE63}'
                | '\u{FE58}'
                | '\u{2043}'
    )
}

/// Characters whose compatibility form would make another number of the text: ①5 must not become
/// 15, nor 10² 102, nor 1½ 11⁄2.
const fn is_protected(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3251}'..='\u{325F}' | '\u{32B1}'..='\u{32BF}'
        | '\u{BC}'..='\u{BE}' | '\u{2150}'..='\u{215F}' | '\u{2189}' | '\u{1F100}'..='\u{1F10C}')
}

const fn is_raised_digit(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{2079}' | '\u{2080}'..='\u{2089}')
}

/// The text in one width (NFKC), with circled digits, fractions and raised digits after a number
/// left as they are (m² becomes m2), line breaks as `\n`, and brackets of all kinds as `(` and `)`.
///
/// For reading only; what is shown stays as typed.
pub fn plain(text: &str) -> String {
    simply(text).unwrap_or_else(|| thoroughly(text))
}

/// What NFKC makes of a character that it never joins with others, for those that nearly all forms are
/// written in.
pub(super) fn alone(c: char) -> Option<char> {
    match c {
        '\0'..='\x7F'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{3017}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FC}'
        | '\u{4E00}'..='\u{9FFF}' => Some(c),
        '\u{3000}' => Some(' '),
        // Full-width ASCII stands in the same order as ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// Whether a character is a kanji or kana of the kind [`alone`] leaves as it is: neither blank nor bracket.
pub(crate) const fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{4E00}'..='\u{9FFF}')
}

/// [`plain`] for texts of nothing but what [`alone`] knows.
fn simply(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_japanese(c) => out.push(c),
            '\r' => return None,
            c => out.push(one_bracket(alone(c)?)),
        }
    }
    Some(out)
}

fn thoroughly(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let raised = is_raised_digit(c)
            && !text[..at]
                .chars()
                .next_back()
                .is_some_and(char::is_alphabetic);
        if is_protected(c) || raised {
            out.extend(text[start..at].nfkc());
            out.push(c);
            start = at + c.len_utf8();
        }
    }
    out.extend(text[start..].nfkc());
    let out = out.replace("\r\n", "\n");
    out.chars()
        .filter(|c| !is_blank(*c) || c.is_whitespace())
        .map(|c| if c == '\r' { '\n' } else { one_bracket(c) })
        .collect()
}

/// Any opening or closing bracket as a round one. The signs `<` and `>` are bounds, not brackets.
pub(super) const fn one_bracket(c: char) -> char {
    match c {
        '【' | '［' | '〔' | '「' | '『' | '〈' | '《' | '（' | '[' | '{' | '｛' | '〖' => {
            '('
        }
        '】' | '］' | '〕' | '」' | '』' | '〉' | '》' | '）' | ']' | '}' | '｝' | '〗' => {
            ')'
        }
        other => other,
    }
}

/// What is kept of a cell: the text as typed, line breaks as `\n`, without trailing blanks.
pub fn kept(text: &str) -> String {
    text.trim_end_matches(is_blank)
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

/// Whether nothing but dashes and blanks stands there.
pub fn is_only_dashes(text: &str) -> bool {
    text.chars().any(is_dash) && text.chars().all(|c| is_dash(c) || is_blank(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn simple_texts_come_out_as_others_do(
            text in "[ -~\t\n\r\u{FF01}-\u{FF5E}\u{3000}-\u{3020}\u{3041}-\u{30FF}\u{4E00}-\u{9FFF}①²]{0,12}"
        ) {
            prop_assert_eq!(plain(&text), thoroughly(&text));
        }
    }
}
