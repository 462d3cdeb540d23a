//! How much a text is like a label, for labels that a division reworded.

use std::collections::HashMap;

/// From here on two texts are like each other (1 = the same).
pub(super) const LIKE: f64 = 0.5;

/// Dice's coefficient over pairs of neighbouring characters; 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let (ones, others) = (pairs(one), pairs(other));
    let total: usize = ones.values().sum::<usize>() + others.values().sum::<usize>();
    if total == 0 {
        return f64::from(u8::from(one == other));
    }
    let shared: usize = ones
        .iter()
        .map(|(pair, count)| *count.min(others.get(pair).unwrap_or(&0)))
        .sum();
    2.0 * shared as f64 / total as f64
}

fn pairs(text: &str) -> HashMap<(char, char), usize> {
    let mut counts = HashMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *counts.entry(pair).or_insert(0) += 1;
    }
    counts
}

/// Whether a text is a label with something harmless around it: a number before (`１．事業概要`), a note
/// in brackets behind (`事業概要(200字以内)`), a mark (`事業概要※`).
pub(super) fn is_dressed(text: &str, label: &str) -> bool {
    let Some(at) = text.find(label) else {
        return false;
    };
    if label.chars().count() < 2 {
        return false;
    }
    let (before, after) = (&text[..at], &text[at + label.len()..]);
    let harmless_before = before
        .chars()
        .all(|c| c.is_ascii_digit() || "().、・■●○◆※*①②③④⑤⑥⑦⑧⑨".contains(c));
    let harmless_after = after.is_empty()
        || after
            .chars()
            .all(|c| "※*:.、。".contains(c) || c.is_ascii_digit())
        || (after.starts_with('(') && after.ends_with(')'))
        || after.starts_with("※");
    harmless_before && harmless_after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dressed_labels_are_known_and_other_words_are_not() {
        for (text, label) in [
            ("1.事業概要", "事業概要"),
            ("事業概要(200字以内)", "事業概要"),
            ("(2)担当部課※", "担当部課"),
            ("備考※決算の内訳を記入", "備考"),
        ] {
            assert!(is_dressed(text, label), "{text}");
        }
        for (text, label) in [
            ("事業概要の効果", "事業概要"),
            ("新事業概要", "事業概要"),
            ("効果的な運用", "効果"),
        ] {
            assert!(!is_dressed(text, label), "{text}");
        }
    }

    #[test]
    fn reworded_labels_are_like_what_they_were() {
        assert!(likeness("事業の概要説明", "事業の概要") > LIKE);
        assert!(likeness("期待される成果", "期待される効果") > LIKE);
        assert!(likeness("情報政策課", "実施責任者") < LIKE);
    }
}
