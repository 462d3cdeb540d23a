//! How much a text is like a label, for labels that a division reworded.

/// From here on two texts are like each other (1 = the same).
pub(super) const LIKE: f64 = 0.5;

/// Dice's coefficient over pairs of neighbouring characters; 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let (ones, mut others) = (pairs(one), pairs(other));
    let total = ones.len() + others.len();
    if total == 0 {
        return f64::from(u8::from(one == other));
    }
    let mut shared = 0;
    for pair in ones {
        if let Some(at) = others.iter().position(|other| *other == pair) {
            others.swap_remove(at);
            shared += 1;
        }
    }
    2.0 * f64::from(shared) / total as f64
}

/// Labels are short: a list is quicker than a map.
fn pairs(text: &str) -> Vec<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// Whether two texts are so different in length that they cannot be [`LIKE`] each other.
pub(super) fn too_different(one: &str, other: &str) -> bool {
    let pairs = |text: &str| text.chars().count().saturating_sub(1);
    let (one, other) = (pairs(one), pairs(other));
    // At best all pairs of the shorter are shared.
    2.0 * (one.min(other) as f64) < LIKE * (one + other) as f64
}

/// What may stand before a label without changing it.
const BEFORE: &str = "().、,・■□●○◎◆◇★☆※*【】<>①②③④⑤⑥⑦⑧⑨⑩";

/// What is left of a normalised text without what people put around a label: a number before
/// (`1.事業概要`), a note in brackets behind (`事業概要(200字以内)`), a mark (`事業概要※`). Texts that
/// have nothing around them give nothing.
pub(super) fn cores(text: &str) -> impl Iterator<Item = &str> {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || BEFORE.contains(c));
    let note = bare
        .strip_suffix(')')
        .and_then(|inside| inside.find('(').map(|at| &bare[..at]));
    let remark = bare.find('※').map(|at| &bare[..at]);
    let end = bare.trim_end_matches(|c: char| c.is_ascii_digit() || "※*:.、。★".contains(c));
    [Some(bare), note, remark, Some(end)]
        .into_iter()
        .flatten()
        .filter(move |core| *core != text && core.chars().nth(1).is_some())
}

/// Whether a text is a label with something harmless around it.
pub(super) fn is_dressed(text: &str, label: &str) -> bool {
    cores(text).any(|core| core == label)
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
