//! Units that stand beside a table and hold for its bare numbers: （単位：百万円） above it, a column
//! 単位, a row's own label 執行額（百万円）.

use super::money::Unit;
use super::{unit, value, width};
use crate::model::Kind;
use rust_decimal::Decimal;

/// Longer words behind 単位 are prose.
const LONGEST: usize = 24;

/// A unit with the factor that bare numbers are multiplied with: 千件 is 1000 件.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// What a bare number counts.
    pub factor: Decimal,
    /// The unit in the spelling of [`value::parse`].
    pub unit: String,
}

/// What a text says behind the word 単位: 百万円 of 予算額（単位：百万円）. `None` where it states no unit,
/// as 単位 alone and 単位制 do.
pub fn stated(text: &str) -> Option<String> {
    let plain = width::plain(text);
    plain
        .match_indices("単位")
        .find_map(|(at, word)| words_behind(&plain[..at], &plain[at + word.len()..]))
}

fn words_behind(before: &str, behind: &str) -> Option<String> {
    let rest = behind.trim_start_matches([' ', '\u{3000}']);
    let (rest, apart) = match rest.strip_prefix([':', '=', '/', '・', 'は']) {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let end = rest.find([')', '\n', '。', '※']).unwrap_or(rest.len());
    let words: String = rest[..end]
        .chars()
        .filter(|c| !width::is_blank(*c))
        .collect();
    let words = words.trim_end_matches("とする").trim_end_matches("です");
    let own_word = before
        .chars()
        .next_back()
        .is_none_or(|c| !width::is_japanese(c) && !c.is_ascii_digit());
    let short = !words.is_empty() && words.chars().count() <= LONGEST;
    let says = apart || own_word && parts(words).all(|part| money(part).or(known(part)).is_some());
    (short && says).then(|| words.to_owned())
}

/// The unit in brackets at the end of a label, where it is one by name: 千円 of 当初予算（千円）.
pub fn in_label(text: &str) -> Option<String> {
    let plain = width::plain(text);
    let inside = plain.trim_end().strip_suffix(')')?;
    let inside = &inside[inside.rfind('(')? + 1..];
    let words: String = inside.chars().filter(|c| !width::is_blank(*c)).collect();
    money(&words).or(known(&words)).map(|()| words)
}

/// Whether a cell says nothing but a unit known by name: 千円, 件, ％.
pub fn names_unit(text: &str) -> bool {
    alone(text).is_some_and(|words| money(&words).or(known(&words)).is_some())
}

/// Whether a cell says nothing but the unit of what stands around it.
pub fn states_unit(text: &str) -> bool {
    bare_money(text).is_some()
        || alone(text).is_some_and(|words| words.starts_with("単位") && stated(text).is_some())
}

/// A cell that says nothing but a unit of money, in brackets or not.
pub fn bare_money(text: &str) -> Option<String> {
    alone(text).filter(|words| money(words).is_some())
}

/// The words of a cell that holds nothing but a unit: `（千 円）` is 千円. Blanks and dashes are none.
pub fn alone(text: &str) -> Option<String> {
    let plain = width::plain(text);
    let words: String = plain.chars().filter(|c| !width::is_blank(*c)).collect();
    let words = match words
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inside) => inside.to_owned(),
        None => words,
    };
    let nothing = words.is_empty() || words.chars().all(width::is_dash) || words == "なし";
    (!nothing).then_some(words)
}

/// The unit of money among the units stated; `None` where there is none or more than one.
pub fn money_of(words: &str) -> Option<Unit> {
    let mut found = parts(words).filter_map(Unit::named);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The one unit stated that is none of money, or the only one. `None` where it cannot be told.
pub fn indicator_of(words: &str) -> Option<Scaled> {
    let all: Vec<&str> = parts(words).collect();
    let others: Vec<&str> = all
        .iter()
        .copied()
        .filter(|part| Unit::named(part).is_none())
        .collect();
    match (&others[..], &all[..]) {
        ([one], _) | ([], [one]) => scaled(one),
        _ => None,
    }
}

/// A cell of a column of units: `None` where it says none that can be counted in.
pub fn scaled(words: &str) -> Option<Scaled> {
    let plain = width::plain(words);
    let tight: String = plain.chars().filter(|c| !width::is_blank(*c)).collect();
    if tight.is_empty() || tight.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parsed = value::parse(&format!("1{tight}"));
    let counted = parsed.doubts.is_empty() && parsed.value.kind == Kind::Number;
    if counted && let (Some(factor), Some(unit)) = (parsed.value.number, parsed.value.unit) {
        return Some(Scaled { factor, unit });
    }
    let prose = tight.starts_with(is_scale) || tight.contains(['、', ',', '・', '。']);
    (!prose && tight.chars().count() <= LONGEST / 2).then_some(Scaled {
        factor: Decimal::ONE,
        unit: tight,
    })
}

const fn is_scale(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '億' | '兆')
}

fn parts(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(['、', ',', '・', ';'])
        .filter(|part| !part.is_empty())
}

fn money(words: &str) -> Option<()> {
    Unit::named(words).map(|_| ())
}

/// Whether it is a unit by name, with or without a scale before it.
fn known(words: &str) -> Option<()> {
    let bare = words.trim_start_matches(is_scale);
    unit::is_known(bare).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_behind_their_word() {
        for (text, words) in [
            ("（単位：百万円）", Some("百万円")),
            ("予算額・\n執行額\n（単位:百万円）", Some("百万円")),
            ("単位　千円", Some("千円")),
            ("【単位／千件】", Some("千件")),
            ("金額の単位は億円とする", Some("億円")),
            ("単位：ドル", Some("ドル")),
            ("(単位:千円、％)", Some("千円、%")),
            ("単位", None),
            ("（単位：　）", None),
            ("単位制高校の設置", None),
            ("課単位で実施", None),
            ("単位当たりコスト", None),
        ] {
            assert_eq!(stated(text).as_deref(), words, "{text}");
        }
    }

    #[test]
    fn a_label_names_its_unit_in_brackets_by_name_only() {
        for (text, words) in [
            ("当初予算（百万円）", Some("百万円")),
            ("実績値（千件）", Some("千件")),
            ("目標値（％）", Some("%")),
            ("実績（累計）", None),
            ("実績値（KPI）", None),
            ("目標値（令和6年度）", None),
        ] {
            assert_eq!(in_label(text).as_deref(), words, "{text}");
        }
    }

    #[test]
    fn units_carry_their_scale() {
        for (words, scaled_to) in [
            ("千件", Some(("1000", "件"))),
            ("％", Some(("1", "%"))),
            ("万人", Some(("10000", "人"))),
            ("百万円", Some(("1000000", "円"))),
            ("アクセス数", Some(("1", "アクセス数"))),
            ("人／年", Some(("1", "人/年"))),
            ("10人", None),
            ("件・人", None),
            ("", None),
        ] {
            let read = scaled(words).map(|read| (read.factor.normalize().to_string(), read.unit));
            let wanted = scaled_to.map(|(factor, unit)| (factor.to_owned(), unit.to_owned()));
            assert_eq!(read, wanted, "{words}");
        }
        assert_eq!(money_of("千円、%"), Some(Unit::Thousand));
        assert_eq!(money_of("千円、百万円"), None);
        assert_eq!(indicator_of("千円、%").unwrap().unit, "%");
    }
}
