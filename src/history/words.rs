//! When two texts are the same words, and when they say anything at all.

use crate::model::{Kind, Value};
use crate::text::{value, width};

/// What people write where there is nothing to say, or nothing new, beyond the words that
/// [`value::parse`] knows.
const NOTHING: [&str; 8] = [
    "特になし",
    "特段なし",
    "特記なし",
    "特記事項なし",
    "変更なし",
    "変化なし",
    "同上",
    "〃",
];

/// The words themselves: width and blanks make no difference.
fn words(text: &str) -> String {
    let plain = width::plain(text);
    plain.chars().filter(|c| !width::is_blank(*c)).collect()
}

/// Whether two texts are the same word for word.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || words(one) == words(other)
}

/// Whether a text says anything that could be copied: not blank, no dash, not なし or 集計中.
pub(super) fn says_something(text: &str) -> bool {
    let words = words(text).replace("無し", "なし").replace("無い", "ない");
    let words = words.trim_matches(['(', ')', '。', '.', '、']);
    !words.is_empty()
        && !NOTHING.contains(&words)
        && !matches!(value::parse(words).value.kind, Kind::None | Kind::Pending)
}

/// Whether two values are the same, however they are typed.
pub(super) fn same_value(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let figures = |value: &Value| {
                let unit = value.unit.clone();
                (value.number, unit, value.bound, value.cumulative)
            };
            let numbers = one.kind == Kind::Number && other.kind == Kind::Number;
            same(&one.text, &other.text) || (numbers && figures(one) == figures(other))
        }
        // A dash says as much as a blank cell.
        (Some(value), None) | (None, Some(value)) => value.kind == Kind::None,
    }
}
