//! Numerals: digits with separators, 万億千百 scales, kanji digits.
//!
//! ```text
//! numeral = term+            each term smaller than the scale before it: 3億 3,330万 1千
//! term    = digits 十百千? 万億兆?            2千万, 1.2百万, 2,431 千
//! digits  = 1234 | 1,234 | 1,234.5 | .5 | 三 | 二〇
//! ```
//! Read from text of one width ([`super::width::plain`]). What breaks the grammar (`1,23`,
//! `1.2.3`, `1万26000`) or does not fit a [`Decimal`] exactly is no numeral.

use super::scan::Scan;
use rust_decimal::Decimal;

/// A number as written, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    /// What the digits are multiplied by; `None` where several terms were added (1万2,600).
    pub(super) factor: Option<Decimal>,
    /// What one more in its last digit would add: 0.1 to 1.5, 1,000 to 2,431千.
    pub(super) step: Decimal,
    /// Whether a scale word (千, 万 …) was part of it.
    pub(super) scaled: bool,
}

/// ゼロ
pub(super) const ZERO: Numeral = Numeral {
    value: Decimal::ZERO,
    factor: Some(Decimal::ONE),
    step: Decimal::ONE,
    scaled: false,
};

const SMALL: &[(&str, u64)] = &[("十", 10), ("百", 100), ("千", 1000)];
/// 憶 is a common slip for 億.
const BIG: &[(&str, u64)] = &[
    ("万", 10_000),
    ("億", 100_000_000),
    ("憶", 100_000_000),
    ("兆", 1_000_000_000_000),
];

/// Reads the numeral that stands here; the cursor is left behind it. The text must begin with a
/// digit: a scale word alone (千円, 百貨店) is no number.
pub(super) fn read(scan: &mut Scan<'_>) -> Option<Numeral> {
    terms(scan, western_digits)
}

/// Reads a numeral in kanji: 三, 二十五, 百二十, 二〇.
pub(super) fn read_kanji(scan: &mut Scan<'_>) -> Option<Numeral> {
    terms(scan, kanji_digits)
}

/// What the terms read so far come to, and how large the next one may be.
#[derive(Default)]
struct Sum {
    /// The terms up to the last 万, 億, 兆.
    total: Decimal,
    /// The terms since.
    group: Decimal,
    big: Option<Decimal>,
    small: Option<Decimal>,
}

impl Sum {
    /// Adds one term; `None` where it is not smaller than the scale before it (1百200).
    fn add(&mut self, digits: Decimal, small: Option<Decimal>, big: Option<Decimal>) -> Option<()> {
        let term = digits.checked_mul(small.unwrap_or(Decimal::ONE))?;
        if self.small.is_some_and(|limit| term >= limit) {
            return None;
        }
        self.group = self.group.checked_add(term)?;
        self.small = small;
        let Some(scale) = big else { return Some(()) };
        let group = self.group.checked_mul(scale)?;
        if self.big.is_some_and(|limit| group >= limit) {
            return None;
        }
        self.total = self.total.checked_add(group)?;
        (self.group, self.big, self.small) = (Decimal::ZERO, big, None);
        Some(())
    }

    fn value(&self) -> Option<Decimal> {
        if self.big.is_some_and(|limit| self.group >= limit) {
            return None;
        }
        self.total.checked_add(self.group)
    }
}

/// Sums terms until one has no scale or no digits follow.
fn terms(scan: &mut Scan<'_>, digits: fn(&mut Scan<'_>) -> Option<Decimal>) -> Option<Numeral> {
    let mut sum = Sum::default();
    let mut scaled = false;
    let mut single = true;
    let (factor, step) = loop {
        let (number, small, big) = (digits(scan)?, scale(scan, SMALL), scale(scan, BIG));
        sum.add(number, small, big)?;
        let by = small
            .unwrap_or(Decimal::ONE)
            .checked_mul(big.unwrap_or(Decimal::ONE))?;
        scaled |= small.is_some() || big.is_some();
        let more = digits(&mut scan.clone()).is_some();
        if !more
            && [SMALL, BIG]
                .iter()
                .any(|table| scale(&mut scan.clone(), table).is_some())
        {
            return None; // 2千百, 3万億: no way to count
        }
        if !more || (small.is_none() && big.is_none()) {
            let step = Decimal::new(1, number.scale()).checked_mul(by)?;
            break (single.then_some(by), step);
        }
        single = false;
    };
    Some(Numeral {
        value: sum.value()?,
        factor,
        step,
        scaled,
    })
}

/// Takes a scale word, also after one blank: `2,431 千`.
fn scale(scan: &mut Scan<'_>, table: &[(&str, u64)]) -> Option<Decimal> {
    let mut ahead = *scan;
    ahead.skip_blanks();
    let scale = ahead.eat_word(table)?;
    *scan = ahead;
    Some(Decimal::from(scale))
}

/// `1234`, `1,234`, `1,234.5`, exactly; `None` for digits that a separator splits in other ways.
fn western_digits(scan: &mut Scan<'_>) -> Option<Decimal> {
    let mut ahead = *scan;
    let digit = |c: char| c.is_ascii_digit();
    let mut text = ahead.take_while(digit).to_owned();
    if text.is_empty() {
        // Formats such as #.## write no 0 before the point.
        if !separated(&mut ahead.clone(), '.') {
            return None;
        }
        text.push('0');
    }
    if separated(&mut ahead, ',') {
        if text.len() > 3 {
            return None;
        }
        loop {
            let group = ahead.take_while(digit);
            if group.len() != 3 {
                return None;
            }
            text.push_str(group);
            if !separated(&mut ahead, ',') {
                break;
            }
        }
    }
    if separated(&mut ahead, '.') {
        text.push('.');
        text.push_str(ahead.take_while(digit));
        if separated(&mut ahead, '.') || separated(&mut ahead, ',') {
            return None;
        }
    }
    *scan = ahead;
    Decimal::from_str_exact(&text).ok()
}

/// Takes a separator that has a digit behind it.
fn separated(scan: &mut Scan<'_>, separator: char) -> bool {
    let mut ahead = *scan;
    let found = ahead.eat_if(|c| c == separator).is_some()
        && ahead.peek().is_some_and(|c| c.is_ascii_digit());
    if found {
        *scan = ahead;
    }
    found
}

/// Kanji digits; before 十, 百, 千 a missing digit is 1.
fn kanji_digits(scan: &mut Scan<'_>) -> Option<Decimal> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let taken = scan.take_while(|c| DIGITS.contains(c));
    if taken.is_empty() {
        return scale(&mut scan.clone(), SMALL).map(|_| Decimal::ONE);
    }
    let western: String = taken
        .chars()
        .filter_map(|c| DIGITS.chars().position(|digit| digit == c))
        .filter_map(|digit| char::from_digit(digit as u32, 10))
        .collect();
    Decimal::from_str_exact(&western).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Option<String> {
        let mut scan = Scan::new(text);
        let numeral = read(&mut scan)?;
        scan.done().then(|| numeral.value.normalize().to_string())
    }

    #[test]
    fn numerals_are_read_exactly() {
        for (text, wanted) in [
            ("0", "0"),
            ("1,234,567.89", "1234567.89"),
            ("1万2,600", "12600"),
            ("2,431 千", "2431000"),
            ("3億3,330万1千", "333301000"),
            ("2千万", "20000000"),
            ("1.2百万", "1200000"),
            ("5憶8,211万", "582110000"),
            ("1千2百3十4", "1234"),
            ("1兆", "1000000000000"),
            (".5", "0.5"),
        ] {
            assert_eq!(whole(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_breaks_the_grammar_is_no_numeral() {
        for text in [
            "",
            "1,23",
            "1,2345",
            "1234,567",
            "1.2.3",
            "1.5,000",
            "1万26000",
            "1百200",
            "2千百",
            "3万億",
            "1万2億",
            "千",
            "万2,600",
            "5.",
            "1,",
            "99999999999999999999999999999999",
            "9999999999999999999兆",
            "0.12345678901234567890123456789",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn kanji_digits_count_too() {
        for (text, wanted) in [
            ("三", 3),
            ("二十五", 25),
            ("百二十", 120),
            ("二〇", 20),
            ("千百", 1100),
            ("三万五千", 35000),
        ] {
            let mut scan = Scan::new(text);
            let value = read_kanji(&mut scan)
                .filter(|_| scan.done())
                .map(|n| n.value);
            assert_eq!(value, Some(Decimal::from(wanted)), "{text}");
        }
    }
}
