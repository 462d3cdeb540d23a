//! Labels compared as people read them: `【ＫＰＩ】 ：` and `(kpi)` are the same.

use super::width::{is_blank, one_bracket};
use unicode_normalization::UnicodeNormalization;

/// The form in which labels are compared: NFKC, without blanks, ASCII upper case, all brackets
/// round, without a colon or slash at the end. Normalising twice changes nothing.
pub fn normalise(label: &str) -> String {
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
    let end = text.trim_end_matches([':', '/']).len();
    text.truncate(end);
    text
}

#[cfg(test)]
mod tests {
    use super::normalise;

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
