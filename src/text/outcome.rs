//! What the headquarters decided as people write it: 「継続」, 「見直し」.

use super::width;
use crate::model::Outcome;

/// Reads one of the four words, in any width and with blanks around it; nothing else is one.
pub fn parse(text: &str) -> Option<Outcome> {
    let plain = width::plain(text);
    let word = plain.trim_matches(width::is_blank);
    Outcome::ALL
        .into_iter()
        .find(|outcome| outcome.japanese() == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("継続", Some(Outcome::Continue))]
    #[case("　再構築 \n", Some(Outcome::Rebuild))]
    #[case("見直し", Some(Outcome::Review))]
    #[case("撤退", Some(Outcome::Withdraw))]
    #[case("継続・見直し", None)]
    #[case("見直す", None)]
    #[case("A", None)]
    #[case("", None)]
    fn only_the_four_words_are_outcomes(#[case] text: &str, #[case] outcome: Option<Outcome>) {
        assert_eq!(parse(text), outcome);
    }
}
