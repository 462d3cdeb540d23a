//! Grades as evaluators write them: 「A」, 「Ａ評価」, 「【B】」, 「S：計画以上」.

use super::scan::Scan;
use super::{DoubtKind, Parsed, width, words};
use crate::model::Grade;

/// Words that say there is no grade, and that this is meant.
const NO_GRADE: &[&str] = &["対象外", "評価対象外", "未評価", "評価なし"];
const LABELS: &[&str] = &["評価結果", "評価", "判定", "ランク"];
const MEASURES: &[&str] = &["進捗", "実績", "総合", "自己", "KPI", "KGI"];

/// Reads a grade. Blanks, dashes and 対象外, 未評価 are no grade; anything else that is not one
/// grade for certain (A→B, B+, ◎, 順調) is none either, with a [`DoubtKind::UnknownRating`].
pub fn parse(text: &str) -> Parsed<Option<Grade>> {
    let plain = width::plain(text);
    let plain = plain.trim();
    if plain.is_empty() || is_no_grade(plain) {
        return Parsed::sure(None);
    }
    grade(plain).map_or_else(
        || Parsed::doubted(None, DoubtKind::UnknownRating, text.trim()),
        |grade| Parsed::sure(Some(grade)),
    )
}

fn is_no_grade(plain: &str) -> bool {
    let core = words::without_notes(plain);
    width::is_only_dashes(&core) || NO_GRADE.contains(&core.as_str())
}

fn grade(plain: &str) -> Option<Grade> {
    let mut scan = Scan::new(plain);
    label(&mut scan);
    let bracketed = scan.bracketed();
    let grade = match bracketed {
        Some(inside) => {
            let mut inner = Scan::new(inside.trim());
            let grade = letter(&mut inner)?;
            LABELS.iter().any(|word| inner.eat(word));
            inner.done().then_some(grade)?
        }
        None => letter(&mut scan)?,
    };
    LABELS.iter().any(|word| scan.eat(word));
    let apart = scan.take_while(|c| width::is_blank(c) || ":、,。.・※".contains(c));
    let set_apart = bracketed.is_some() || !apart.is_empty() || scan.rest().starts_with('(');
    (scan.done() || (set_apart && is_reason(scan))).then_some(grade)
}

/// `評価：`, `進捗評価`: a label in front of the grade.
fn label(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    MEASURES.iter().any(|word| ahead.eat(word));
    if LABELS.iter().any(|word| ahead.eat(word)) {
        ahead.skip_blanks();
        ahead.eat(":");
        ahead.skip_blanks();
        *scan = ahead;
    }
}

fn letter(scan: &mut Scan<'_>) -> Option<Grade> {
    let letter = scan.eat_if(|c| c.is_ascii_alphabetic())?;
    Some(match letter.to_ascii_uppercase() {
        'S' => Grade::S,
        'A' => Grade::A,
        'B' => Grade::B,
        'C' => Grade::C,
        _ => return None,
    })
}

/// A reason is words; a sign, a bare number, an arrow or another grade is not.
fn is_reason(mut scan: Scan<'_>) -> bool {
    if let Some(inside) = scan.bracketed() {
        return !names_grade(inside);
    }
    let rest = scan.rest();
    let latin = rest.chars().take_while(|c| c.is_ascii_alphabetic()).count();
    rest.starts_with(char::is_alphanumeric)
        && !rest.starts_with(width::is_dash)
        && !rest.chars().all(|c| c.is_ascii_digit())
        && latin != 1
}

/// Whether a grade stands by itself in a text: 前回B.
fn names_grade(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| word.len() == 1 && letter(&mut Scan::new(word)).is_some())
}
