//! The project number that a file's name tells, where it tells just one.

use crate::text::number;
use unicode_normalization::UnicodeNormalization;

/// What stands before digits that are no project number.
const BEFORE: [&str; 12] = [
    "r", "h", "s", "令和", "平成", "v", "ver", "ver.", "rev", "rev.", "修正", "q",
];
/// What stands behind them.
const BEHIND: [&str; 14] = [
    "年",
    "月",
    "日",
    "件",
    "回",
    "版",
    "次",
    "枚",
    "期",
    "部",
    "課",
    "四半期",
    "/",
    "時",
];

/// `個票03.xlsx` → `3`, `第7号_端末.xlsx` → `7`, `4-1 電子申請.xlsx` → `4-1`. Years, days and counts are
/// no numbers of projects; nor is anything where several numbers stand.
pub(super) fn told_by_name(file: &str) -> Option<String> {
    let name = file.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem: String = stem.nfkc().flat_map(char::to_lowercase).collect();
    let mut found = None;
    let mut rest = stem.as_str();
    let mut before = String::new();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        before.push_str(&rest[..start]);
        let run = &rest[start..];
        let inside = |c: char| c.is_ascii_digit() || c == '-';
        let end = run.find(|c| !inside(c)).unwrap_or(run.len());
        let (digits, behind) = run.split_at(end);
        let is_other = BEFORE.iter().any(|word| ends_with_word(&before, word))
            || BEHIND.iter().any(|word| behind.starts_with(word))
            || digits.split('-').any(|part| part.len() > 3);
        if !is_other {
            // Two numbers tell nothing.
            if found.is_some() {
                return None;
            }
            found = number::parse(digits.trim_matches('-'));
        }
        before.push_str(digits);
        rest = behind;
    }
    found
}

/// Whether a text ends in a word; letters must stand alone, or `(pr3` would name a year.
fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| {
        !word.starts_with(|c: char| c.is_ascii_alphabetic())
            || !rest.ends_with(|c: char| c.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("教育部/個票03.xlsx", Some("3"))]
    #[case("第７号_端末.xlsx", Some("7"))]
    #[case("4-1 電子申請.xls", Some("4-1"))]
    #[case("R2_個票_No.12.xlsx", Some("12"))]
    #[case("令和2年度上期 個票5.xlsx", Some("5"))]
    #[case("個票（2件）.xlsx", None)]
    #[case("R2-H1.xlsx", None)]
    #[case("個票3と5.xlsx", None)]
    #[case("20201009提出.xlsx", None)]
    #[case("10月9日提出.xlsx", None)]
    #[case("3/個票.xlsx", None)] // a folder's name is none of the file's
    #[case("個票.xlsx", None)]
    fn only_a_single_plain_number_is_told(#[case] file: &str, #[case] told: Option<&str>) {
        assert_eq!(told_by_name(file).as_deref(), told);
    }
}
