//! Numbers inside words: which of them might be the value nobody could read?

use super::scan::Scan;
use super::width::is_blank;

/// Words behind a number that make it a date or an ordinal.
const ORDINAL: &[&str] = &[
    "年度",
    "年次",
    "年生",
    "年目",
    "月",
    "次",
    "期",
    "号",
    "版",
    "番",
    "章",
    "条",
    "節",
    "時",
    "回目",
    "日目",
    "つ目",
    "級",
    "階",
    "丁目",
    "四半期",
    "学年",
    "学期",
    "世代",
    "Q",
];

/// Whether the text holds a number that may be an amount. Dates (令和6年度, R2.4, 5月1日),
/// ordinals (第2次) and names (Windows10, ver.2.0) are none.
/// Read from text of one width.
pub(super) fn holds_amount(text: &str) -> bool {
    let mut scan = Scan::new(text);
    let mut before = String::new();
    let mut after_month = false;
    while !scan.done() {
        let words = scan.take_while(|c| !c.is_ascii_digit());
        after_month &= words.trim_matches(is_blank).is_empty();
        before.push_str(words);
        let digits = scan.take_while(|c| c.is_ascii_digit());
        if digits.is_empty() {
            break;
        }
        let named = belongs_to_name(&before);
        if named {
            scan.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-'));
        }
        let month = scan.rest().starts_with('月');
        let date = is_ordinal(scan.rest())
            || (after_month && scan.rest().starts_with('日'))
            || (digits.len() == 4 && scan.rest().starts_with('年'));
        if !named && !date {
            return true;
        }
        after_month = month && scan.eat("月");
        before.clear();
        before.push_str(digits);
    }
    false
}

/// Whether the words behind a number make it an ordinal; 時間 and 期間 count time.
fn is_ordinal(behind: &str) -> bool {
    ORDINAL.iter().any(|word| {
        behind
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with('間'))
    })
}

/// Whether what stands before a number makes it part of a name: a Latin letter (H27, Windows10,
/// ver.2), 第, an era.
fn belongs_to_name(before: &str) -> bool {
    let tight = before.trim_end_matches(['.', '-']);
    tight.ends_with(|c: char| c.is_ascii_alphabetic())
        || ["第", "令和", "平成", "昭和"]
            .iter()
            .any(|word| before.trim_end_matches(is_blank).ends_with(word))
}
