//! Project numbers. They are identifiers: compared, never counted with.

use super::width;
use unicode_normalization::UnicodeNormalization;

/// A longer text is no number: it is to stand in names of sheets, marks and formulas.
const LONGEST: usize = 60;

/// The number of a project in the one way it is compared: `第７号`, `No.7`, `7.0`, `07` and `７` are
/// `7`; `４－１` is `4-1`. `None` for blanks and dashes, and for what is
/// too long to be one.
pub fn parse(text: &str) -> Option<String> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let tight = tight(text);
    let nothing = tight.is_empty() || width::is_only_dashes(&tight);
    if nothing || BARE_CAPTIONS.contains(&tight.as_str()) {
        return None;
    }
    let dashed = one_dash(&tight);
    let parts: Vec<&str> = without_caption(&dashed)
        .split('-')
        .map(plain_part)
        .collect();
    Some(parts.join("-"))
}

/// What a form prints around a number that nobody filled in.
const BARE_CAPTIONS: &[&str] = &["No.", "No", "NO.", "NO", "第号", "番号", "第", "号", "()"];

/// In one width, without blanks but for one between letters or digits: `7 8` is not 78.
fn tight(text: &str) -> String {
    let folded: String = text.nfkc().map(width::one_bracket).collect();
    let mut out = String::with_capacity(folded.len());
    for word in folded
        .split(width::is_blank)
        .filter(|word| !word.is_empty())
    {
        let letter = |c: char| c.is_ascii_alphanumeric();
        if out.ends_with(letter) && word.starts_with(letter) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Any dash behind a digit or letter as `-`; the ー of a katakana word is none.
fn one_dash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let behind_sign = out.ends_with(|before: char| before.is_ascii_alphanumeric());
        out.push(if behind_sign && width::is_dash(c) {
            '-'
        } else {
            c
        });
    }
    out
}

/// Without 第…号, No., 番号 and brackets around a number.
fn without_caption(text: &str) -> &str {
    let mut core = text;
    for (open, close) in [
        ("(", ")"),
        ("第", "号"),
        ("第", "番"),
        ("第", ""),
        ("", "号"),
        ("", "番"),
    ] {
        if let Some(inside) = core
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            && inside.starts_with(|c: char| c.is_ascii_digit())
            && inside.ends_with(|c: char| c.is_ascii_digit())
        {
            core = inside;
        }
    }
    for caption in ["事業番号", "取組番号", "番号", "NO", "No", "no", "#"] {
        if let Some(rest) = core.strip_prefix(caption) {
            let number = rest.trim_start_matches(['.', ':', ' ']);
            if number.starts_with(|c: char| c.is_ascii_digit())
                || (number != rest && !number.is_empty())
            {
                return number;
            }
        }
    }
    core
}

/// One part of a number: `07` and `7.0` are `7`.
fn plain_part(part: &str) -> &str {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole = match part.split_once('.') {
        Some((whole, zeros))
            if digits(whole) && !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => part,
    };
    if !digits(whole) {
        return whole;
    }
    match whole.trim_start_matches('0') {
        "" => "0",
        number => number,
    }
}
