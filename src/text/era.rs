//! Years as headings and titles name them: R1, 令和元年度, 平成31(令和元)年度, 2019年度, R1 (2019).
//!
//! ```text
//! mention = era number ( western )?  |  western        年度? 年? month?
//!           令和   元    (2019)         2019
//! ```
//! A bare 18 or 28年度 names no era and so no year.

use super::numeral;
use super::scan::Scan;
use super::width;
use crate::model::{FiscalYear, Month};
use rust_decimal::prelude::ToPrimitive;

/// The names of the eras and the western year before their first.
const ERAS: &[(&str, (&str, i32))] = &[
    ("令和", ("令和", 2018)),
    ("平成", ("平成", 1988)),
    ("昭和", ("昭和", 1925)),
    ("令", ("令", 2018)),
    ("平", ("平", 1988)),
    ("R", ("R", 2018)),
    ("r", ("R", 2018)),
    ("H", ("H", 1988)),
    ("h", ("H", 1988)),
];
/// Western years are told from other four-digit numbers by their size.
const WESTERN: std::ops::RangeInclusive<i32> = 1950..=2199;

/// How a year was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The western year of the number named.
    year: i32,
    /// What stands behind it.
    counted: Counted,
    /// Whether the number was counted in an era.
    in_era: bool,
    /// The month behind it, where it is a date.
    month: Option<u32>,
    /// Whether it is one end of a range, 令和3～7年度.
    in_range: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    /// 年度
    Fiscal,
    /// 年
    Calendar,
    /// Nothing.
    Bare,
}

impl Mention {
    /// The fiscal year meant: a date in January to March belongs to the year before.
    fn fiscal_year(self) -> FiscalYear {
        match (self.counted, self.month) {
            (Counted::Calendar | Counted::Bare, Some(month)) => {
                Month::new(self.year, month).fiscal_year()
            }
            _ => FiscalYear(self.year),
        }
    }
}

/// The year that a heading names, the first where it names several. A date gives the fiscal year
/// it lies in. Where era and western year disagree, 平成35 (2023), the western one counts.
/// `None` for a range over several years, be its other end named or not (令和7年度以降).
pub fn fiscal_year(text: &str) -> Option<FiscalYear> {
    let found = mentions(&closed(text));
    let year = found.first()?.fiscal_year();
    let same_end = || found.get(1).is_some_and(|end| end.fiscal_year() == year);
    (!found[0].in_range || same_end()).then_some(year)
}

/// The year of a form's title, among other words: （令和２）年度 … 個票. A year called 年度 comes
/// before others; dates and ranges (令和3～7年度) are not the form's year. `None` where it is left
/// blank, （　）年度, or where several years stand there and none is called 年度.
pub fn title_year(text: &str) -> Option<FiscalYear> {
    let found: Vec<Mention> = mentions(&closed(text))
        .into_iter()
        .filter(|mention| mention.month.is_none() && !mention.in_range)
        .collect();
    let called = |mention: &&Mention| mention.counted == Counted::Fiscal;
    if let Some(called) = found.iter().find(called) {
        return Some(FiscalYear(called.year));
    }
    let (first, others) = found.split_first()?;
    let blank = super::label::normalise(text).contains("()年度");
    (!blank && others.iter().all(|other| other.year == first.year))
        .then_some(FiscalYear(first.year))
}

/// The text in one width, without the blanks that only spread it: 令 和 2 年 度. Blanks between
/// Latin letters and digits part words.
fn closed(text: &str) -> String {
    let plain = width::plain(text);
    let mut out = String::with_capacity(plain.len());
    let mut scan = Scan::new(&plain);
    while !scan.done() {
        let blanks = scan.take_while(width::is_blank);
        let word = scan.take_while(|c| !width::is_blank(c));
        if out.ends_with(|c: char| c.is_ascii()) && word.starts_with(|c: char| c.is_ascii()) {
            out.push_str(blanks);
        }
        out.push_str(word);
    }
    out
}

/// Reads a year where the cursor stands: `R2`, `令和2年度`, `2020年度`. Months are left alone.
pub(super) fn read(scan: &mut Scan<'_>) -> Option<FiscalYear> {
    mention(scan)
        .filter(|mention| mention.counted != Counted::Calendar)
        .map(|mention| FiscalYear(mention.year))
}

fn mentions(plain: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut scan = Scan::new(plain);
    let (mut before, mut in_range) = (None, false);
    while let Some(next) = scan.peek() {
        if let Some(mut mention) = begins(before, next).then(|| mention(&mut scan)).flatten() {
            mention.month = month(&mut scan, mention);
            let open = is_open(before, scan);
            let goes_on = range_sign(&mut scan);
            mention.in_range = in_range || goes_on || open;
            in_range = goes_on;
            found.push(mention);
            before = None;
        } else {
            before = scan.eat_if(|_| true);
            in_range = false;
        }
    }
    found
}

/// Whether a year may begin here: not in the middle of a word (HR2, 法令2) or number (12019).
fn begins(before: Option<char>, next: char) -> bool {
    let Some(before) = before else { return true };
    match next {
        'R' | 'r' | 'H' | 'h' => !before.is_ascii_alphanumeric(),
        '令' | '平' => !('\u{4E00}'..='\u{9FFF}').contains(&before),
        '0'..='9' => {
            !(before.is_ascii_digit() || matches!(before, '.' | ',' | '-'))
                && (!before.is_ascii_alphabetic() || before.eq_ignore_ascii_case(&'Y'))
        }
        _ => true,
    }
}

/// One year with the other calendar's name for it in brackets.
fn mention(scan: &mut Scan<'_>) -> Option<Mention> {
    let mut ahead = *scan;
    let in_era = era_year(&mut ahead);
    let mut year = match in_era {
        Some(year) => year,
        None => western(&mut ahead)?,
    };
    let mut counted = read_counted(&mut ahead);
    if let Some((other, other_in_era)) = beside(&mut ahead) {
        if in_era.is_some() && !other_in_era {
            year = other;
        }
        if counted == Counted::Bare {
            counted = read_counted(&mut ahead);
        }
    }
    *scan = ahead;
    Some(Mention {
        year,
        counted,
        in_era: in_era.is_some(),
        month: None,
        in_range: false,
    })
}

/// `(2019)`, `(平成31年度)`: a year alone in brackets, and whether it names an era.
fn beside(scan: &mut Scan<'_>) -> Option<(i32, bool)> {
    let mut ahead = *scan;
    ahead.skip_blanks();
    ahead.eat("(").then(|| ahead.skip_blanks())?;
    let in_era = era_year(&mut ahead);
    let year = in_era.or_else(|| western(&mut ahead))?;
    ahead.skip_blanks();
    ahead.eat_word(&[("年度", ()), ("年", ())]);
    ahead.skip_blanks();
    ahead.eat(")").then(|| *scan = ahead)?;
    Some((year, in_era.is_some()))
}

/// An era with its number, which may stand in brackets: 令和元, R2, H.31, 令和（２）.
fn era_year(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    let (name, before_first) = ahead.eat_word(ERAS)?;
    if name.chars().count() == 1 && !name.is_ascii() {
        // 令2 and 平30 are common; 平 with a blank behind it is another word.
        ahead.peek().filter(|c| c.is_ascii_digit() || *c == '元')?;
    }
    ahead.eat(".");
    ahead.skip_blanks();
    let opened = ahead.eat("(");
    ahead.skip_blanks();
    let number = era_number(&mut ahead)?;
    if opened {
        ahead.skip_blanks();
        ahead.eat(")").then_some(())?;
    }
    if name.is_ascii() && ahead.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        return None; // H2O
    }
    *scan = ahead;
    Some(before_first + number)
}

/// 元, 1 to 99, or the same in kanji.
fn era_number(scan: &mut Scan<'_>) -> Option<i32> {
    if scan.eat("元") {
        return Some(1);
    }
    let digits = scan.take_while(|c| c.is_ascii_digit());
    let number = match digits.len() {
        0 => numeral::read_kanji(scan)?.value.to_i32()?,
        1 | 2 => digits.parse().ok()?,
        _ => return None,
    };
    (1..=99).contains(&number).then_some(number)
}

/// A western year, set apart from other numbers by what stands behind it.
fn western(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    let digits = ahead.take_while(|c| c.is_ascii_digit());
    let year = (digits.len() == 4).then(|| digits.parse().ok()).flatten()?;
    let apart = ahead
        .peek()
        .is_none_or(|c| width::is_blank(c) || "年()/-.~〜・、:".contains(c));
    (apart && WESTERN.contains(&year)).then(|| *scan = ahead)?;
    Some(year)
}

/// 年度 or 年 behind a year, also behind a bracket around it: （令和２）年度.
fn read_counted(scan: &mut Scan<'_>) -> Counted {
    let mut ahead = *scan;
    ahead.skip_blanks();
    if ahead.eat(")") {
        ahead.skip_blanks();
        if !ahead.rest().starts_with("年度") {
            return Counted::Bare;
        }
    }
    match ahead.eat_word(&[("年度", Counted::Fiscal), ("年", Counted::Calendar)]) {
        Some(counted) => {
            *scan = ahead;
            counted
        }
        None => Counted::Bare,
    }
}

/// Whether a year is the end of a range without another: 令和7年度以降, R7～, ～R3, 令和5年度まで.
fn is_open(before: Option<char>, behind: Scan<'_>) -> bool {
    let mut ahead = behind;
    ahead.skip_blanks();
    ahead.eat("(");
    let words = ["以降", "以後", "以前", "以来", "まで", "から", "より"];
    let said = words.iter().any(|word| ahead.eat(word));
    let wave = |c: char| matches!(c, '~' | '〜' | '～');
    let mut end = behind;
    end.skip_blanks();
    let trailing = end.eat_if(wave).is_some();
    said || trailing || before.is_some_and(wave)
}

/// Takes the sign of a range that has another year or number behind it.
fn range_sign(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    ahead.skip_blanks();
    let sign = ahead.eat("から")
        || ahead
            .eat_if(|c| width::is_dash(c) || matches!(c, '~' | '〜' | '→' | '⇒'))
            .is_some();
    ahead.skip_blanks();
    let number = ahead.peek().is_some_and(|c| c.is_ascii_digit());
    let goes_on = sign && (number || era_year(&mut ahead.clone()).is_some());
    if goes_on {
        *scan = ahead;
    }
    goes_on
}

/// The month of a date behind its year: 令和2年4月, R2.4, 2020/4/1, 2020-04-01.
fn month(scan: &mut Scan<'_>, mention: Mention) -> Option<u32> {
    let mut ahead = *scan;
    match mention.counted {
        Counted::Fiscal => return None,
        Counted::Calendar => {}
        Counted::Bare => {
            ahead.eat_if(|c| matches!(c, '.' | '/') || (c == '-' && !mention.in_era))?;
        }
    }
    ahead.skip_blanks();
    let digits = ahead.take_while(|c| c.is_ascii_digit());
    let month = (digits.len() <= 2).then(|| digits.parse().ok()).flatten()?;
    let named = mention.counted == Counted::Bare || ahead.eat("月");
    (named && (1..=12).contains(&month)).then(|| *scan = ahead)?;
    day(scan);
    Some(month)
}

/// Takes the day behind a month: 4月1日, /1, -01.
fn day(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    ahead.eat_if(|c| matches!(c, '.' | '/' | '-'));
    let digits = ahead.take_while(|c| c.is_ascii_digit());
    if matches!(digits.len(), 1 | 2) {
        ahead.eat("日");
        *scan = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_year() {
        for (title, wanted) in [
            (
                "（令和２）年度\u{3000}四條畷市ICT・IoT化推進ロードマップ\u{3000}個票",
                Some(2020),
            ),
            ("令和2年度（2020年度）ICTロードマップ 個票", Some(2020)),
            ("(R2)年度 個票", Some(2020)),
            ("（２０２０）年度 個票", Some(2020)),
            ("令和二年度 個票", Some(2020)),
            ("ICTロードマップ（2019-2023）令和3年度 個票", Some(2021)),
            ("個票（令和2年度）", Some(2020)),
            ("令和2年度分 令和2年4月1日現在", Some(2020)),
            (
                "（\u{3000}）年度 四條畷市ICT・IoT化推進ロードマップ 個票",
                None,
            ),
            ("（　　）年度 個票（令和2年4月1日現在）", None),
            ("（　）年度 個票 R2", None),
            ("令和\u{3000}年度 個票", None),
            ("28年度 個票", None),
            ("R2-R6 ロードマップ 個票", None),
            ("個票", None),
        ] {
            assert_eq!(title_year(title).map(|year| year.0), wanted, "{title}");
        }
    }
}
