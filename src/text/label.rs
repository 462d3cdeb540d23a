//! Labels compared as people read them: `【ＫＰＩ】 ：` and `(kpi)` are the same.

use super::width::{alone, is_blank, is_japanese, one_bracket};
use unicode_normalization::UnicodeNormalization;

/// The form in which labels are compared: NFKC, without blanks, ASCII upper case, all brackets
/// round, without a colon or slash at the end. Normalising twice changes nothing.
pub fn normalise(label: &str) -> String {
    if let Some(mut text) = plainly(label) {
        cut_end(&mut text);
        return text;
    }
    let mut text = once(label);
    // Removing a blank can bring two characters together that NFKC makes into one.
    loop {
        let again = once(&text);
        if again == text {
            return text;
        }
        text = again;
    }
}

fn once(label: &str) -> String {
    let mut text: String = label
        .nfkc()
        .filter(|c| !is_blank(*c))
        .map(|c| one_bracket(c).to_ascii_uppercase())
        .collect();
    cut_end(&mut text);
    text
}

fn cut_end(text: &mut String) {
    let end = text.trim_end_matches([':', '/']).len();
    text.truncate(end);
}

/// The same for texts of nothing but what nearly all labels are written in.
fn plainly(label: &str) -> Option<String> {
    let mut text = String::with_capacity(label.len());
    let other = label.find(|c| !is_japanese(c)).unwrap_or(label.len());
    text.push_str(&label[..other]);
    for c in label[other..].chars() {
        if is_japanese(c) {
            text.push(c);
            continue;
        }
        let c = alone(c)?;
        if !is_blank(c) {
            text.push(one_bracket(c).to_ascii_uppercase());
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_characters_come_out_as_nfkc_has_them(
            label in "[ -~\u{FF01}-\u{FF5E}\u{3000}-\u{3017}\u{3041}-\u{30FF}\u{4E00}-\u{9FFF}]{0,12}"
        ) {
            if plainly(&label).is_some() {
                let again = once(&once(&label));
                prop_assert_eq!(normalise(&label), again);
            }
        }
    }

    #[test]
    fn labels_that_read_the_same_are_the_same() {
        for (typed, wanted) in [
            ("重要業績評価指標【KPI】", "重要業績評価指標(KPI)"),
            ("ＫＰＩ（重要業績評価指標）", "KPI(重要業績評価指標)"),
            ("番\u{3000}号", "番号"),
            ("事業費見込\n（千円）：", "事業費見込(千円)"),
            ("kpi ／", "KPI"),
            ("ﾊﾟｿｺﾝ", "パソコン"),
            ("：：", ""),
        ] {
            assert_eq!(normalise(typed), wanted, "{typed}");
        }
    }
}
