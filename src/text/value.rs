//! Values of indicators: 「1,043人以上」, 「8割」, 「80人（累計）」, 「集計中」, 「策定」.
//!
//! ```text
//! value = prefix* sign? numeral 割? note* unit? tail*
//!         約       ▲    1万2,600     （439） 人   以上 （累計） 程度
//! ```

use super::numeral;
use super::scan::Scan;
use super::{DoubtKind, Parsed, stray, unit, width, words};
use crate::model::{Bound, Kind, Measure, Value};
use rust_decimal::Decimal;

/// What a word around a number says about it.
#[derive(Clone, Copy)]
enum Says {
    Nothing,
    Cumulative,
    Bound(Bound),
    /// 年2回 is 2回/年.
    Per(&'static str),
}

/// Words that may stand before the number.
const PREFIXES: &[(&str, Says)] = &[
    ("約", Says::Nothing),
    ("およそ", Says::Nothing),
    ("おおよそ", Says::Nothing),
    ("おおむね", Says::Nothing),
    ("概ね", Says::Nothing),
    ("ほぼ", Says::Nothing),
    ("延べ", Says::Nothing),
    ("延", Says::Nothing),
    ("のべ", Says::Nothing),
    ("全", Says::Nothing),
    ("合計", Says::Nothing),
    ("計", Says::Nothing),
    ("目標値", Says::Nothing),
    ("目標", Says::Nothing),
    ("実績値", Says::Nothing),
    ("実績", Says::Nothing),
    ("見込値", Says::Nothing),
    ("見込み", Says::Nothing),
    ("見込", Says::Nothing),
    ("累計", Says::Cumulative),
    ("累積", Says::Cumulative),
    ("年間", Says::Per("年")),
    ("年", Says::Per("年")),
    ("月間", Says::Per("月")),
    ("月", Says::Per("月")),
    ("週", Says::Per("週")),
    ("≧", Says::Bound(Bound::AtLeast)),
    ("≥", Says::Bound(Bound::AtLeast)),
    ("≦", Says::Bound(Bound::AtMost)),
    ("≤", Says::Bound(Bound::AtMost)),
    (">", Says::Bound(Bound::Above)),
    ("<", Says::Bound(Bound::Below)),
];

/// Words that may stand behind the number and its unit.
const TAILS: &[(&str, Says)] = &[
    ("以上", Says::Bound(Bound::AtLeast)),
    ("以下", Says::Bound(Bound::AtMost)),
    ("以内", Says::Bound(Bound::AtMost)),
    ("未満", Says::Bound(Bound::Below)),
    ("を超える", Says::Bound(Bound::Above)),
    ("を上回る", Says::Bound(Bound::Above)),
    ("を下回る", Says::Bound(Bound::Below)),
    ("超", Says::Bound(Bound::Above)),
    ("累計", Says::Cumulative),
    ("累積", Says::Cumulative),
];

/// Words behind the number that change nothing about it, also after a particle: 10%の増, 30分に短縮.
const REMARKS: &[&str] = &[
    "程度",
    "ほど",
    "前後",
    "くらい",
    "ぐらい",
    "弱",
    "強",
    "分",
    "増加",
    "増",
    "減少",
    "削減",
    "減",
    "縮減",
    "低減",
    "軽減",
    "短縮",
    "向上",
    "上昇",
    "改善",
    "拡大",
    "達成",
    "維持",
    "確保",
    "実施",
    "開催",
    "導入",
    "整備",
    "配備",
    "設置",
    "登録",
    "完了",
    "済み",
    "済",
    "見込み",
    "見込",
    "予定",
    "目標",
    "実績",
    "合計",
    "超過達成",
];
const PARTICLES: &[&str] = &["の", "を", "に", "へ", "まで"];
const MINUS: &[&str] = &["マイナス", "▲", "△"];
const PLUS: &[&str] = &["プラス", "+"];

/// What has been said about a number so far.
#[derive(Clone, Default)]
struct Quantity {
    number: Decimal,
    /// From the digits to the number; `None` where several terms were added.
    factor: Option<Decimal>,
    unit: Option<String>,
    bound: Option<Bound>,
    cumulative: bool,
    per: Option<&'static str>,
    /// Written in kanji, which are part of many words: only a unit told by name makes it a number.
    kanji: bool,
}

impl Quantity {
    /// Notes what a word says; `false` where it contradicts what was said before.
    fn hear(&mut self, says: Says) -> bool {
        match says {
            Says::Nothing => true,
            Says::Cumulative => {
                self.cumulative = true;
                true
            }
            Says::Bound(bound) => self.bound.replace(bound).is_none(),
            Says::Per(per) => self.per.replace(per).is_none(),
        }
    }

    /// A remark in brackets changes nothing but 累計, and a unit where none is named: 12（件）.
    fn note(&mut self, inside: &str) {
        let cumulative = inside.contains("累計") || inside.contains("累積");
        // 10人（累計25人）: the other number is the sum.
        self.cumulative |= cumulative && !stray::holds_amount(inside);
        if self.unit.is_none() {
            self.unit = unit::is_known(inside.trim());
        }
    }

    fn into_value(self, text: &str) -> Value {
        Value {
            text: width::kept(text),
            kind: Kind::Number,
            number: Some(self.number.normalize()),
            unit: self.unit,
            bound: self.bound,
            cumulative: self.cumulative,
        }
    }
}

/// Reads an indicator value. The text is kept as typed. Words are [`Kind::Text`]; words that hold
/// a number which might be the value also carry an [`DoubtKind::AmbiguousNumber`].
pub fn parse(text: &str) -> Parsed<Value> {
    let plain = width::plain(text);
    let plain = plain.trim();
    if let Some(kind) = words::standing(plain) {
        return Parsed::sure(Value::words(width::kept(text), kind));
    }
    let doubted = |kind| {
        let value = Value::words(width::kept(text), Kind::Text);
        Parsed::doubted(value, kind, text.trim())
    };
    if words::is_error(plain) {
        return doubted(DoubtKind::ErrorText);
    }
    match quantity(plain) {
        Some(quantity) => Parsed::sure(quantity.into_value(text)),
        None if stray::holds_amount(plain) => doubted(DoubtKind::AmbiguousNumber),
        None => Parsed::sure(Value::words(width::kept(text), Kind::Text)),
    }
}

/// Reads a numeric cell: what it shows gives unit and bound, `displayed` the exact number on the
/// scale shown (20.4 for a cell showing `20%`). A number format that shows only digits, signs or
/// a dash shows a number; one that makes words of it (第3回, 令和2年度) shows words.
pub fn from_number(shown: &str, displayed: Decimal) -> Parsed<Value> {
    let mut parsed = parse(shown);
    if parsed.value.kind == Kind::Number {
        let factor = quantity(width::plain(shown).trim()).and_then(|quantity| quantity.factor);
        let exact = factor.and_then(|factor| displayed.checked_mul(factor));
        parsed.value.number = exact
            .map(|number| number.normalize())
            .or(parsed.value.number);
        return parsed;
    }
    let bare = |c: char| {
        c.is_ascii_digit() || width::is_dash(c) || width::is_blank(c) || "().,+E▲△#".contains(c)
    };
    if !width::plain(shown).chars().all(bare) {
        return parsed;
    }
    Parsed::sure(Value {
        number: Some(displayed.normalize()),
        ..Value::words(width::kept(shown), Kind::Number)
    })
}

/// The whole text as one number with all that is said about it.
fn quantity(plain: &str) -> Option<Quantity> {
    let mut scan = Scan::new(plain);
    let mut found = Quantity::default();
    prefixes(&mut scan, &mut found)?;
    number(&mut scan, &mut found)?;
    if found.unit.is_some() {
        scan.eat("円");
        return tails(scan, found);
    }
    notes(&mut scan, &mut found);
    scan.skip_blanks();
    unit::candidates(scan).into_iter().find_map(|(unit, rest)| {
        let mut found = found.clone();
        found.unit = unit.or(found.unit);
        tails(rest, found)
    })
}

fn prefixes(scan: &mut Scan<'_>, found: &mut Quantity) -> Option<()> {
    loop {
        scan.skip_blanks();
        if let Some(says) = scan.eat_word(PREFIXES) {
            found.hear(says).then_some(())?;
            scan.skip_blanks();
            scan.eat(":");
        } else if let Some(inside) = scan.bracketed() {
            // A remark in front; a number in it might be the value as well.
            (!inside.contains(|c: char| c.is_ascii_digit())).then_some(())?;
            found.note(inside);
        } else {
            return Some(());
        }
    }
}

/// Sign, digits, 割.
fn number(scan: &mut Scan<'_>, found: &mut Quantity) -> Option<()> {
    let zero_only = scan.eat("±");
    let negative = !zero_only
        && (MINUS.iter().any(|sign| scan.eat(sign)) || scan.eat_if(width::is_dash).is_some());
    if !zero_only && !negative {
        PLUS.iter().any(|sign| scan.eat(sign));
    }
    scan.skip_blanks();
    if scan.eat("¥") {
        found.unit = Some("円".to_owned());
    }
    found.kanji = scan
        .peek()
        .is_some_and(|c| "一二三四五六七八九十".contains(c));
    let numeral = if found.kanji {
        numeral::read_kanji(scan)
    } else {
        numeral::read(scan)
    }?;
    let (mut value, mut factor) = (numeral.value, numeral.factor);
    if let Some(hundredths) = tenths(scan) {
        value = value.checked_mul(Decimal::TEN)?.checked_add(hundredths)?;
        factor = factor.and_then(|factor| factor.checked_mul(Decimal::TEN));
        found.unit = Some("%".to_owned());
    }
    if zero_only && !value.is_zero() {
        return None;
    }
    found.number = if negative && !value.is_zero() {
        -value
    } else {
        value
    };
    found.factor = factor;
    Some(())
}

/// 割, which is ten percent, with what 分 and 厘 add to it in percent: 3割5分2厘.
fn tenths(scan: &mut Scan<'_>) -> Option<Decimal> {
    let mut ahead = *scan;
    if !ahead.eat("割") || ahead.eat_if(|c| "合当りれ引".contains(c)).is_some() {
        return None;
    }
    *scan = ahead;
    let mut percent = Decimal::ZERO;
    for (name, share) in [("分", Decimal::ONE), ("厘", Decimal::new(1, 1))] {
        let mut ahead = *scan;
        let digit = ahead
            .eat_if(|c| c.is_ascii_digit())
            .and_then(|c| c.to_digit(10));
        if let Some(digit) = digit.filter(|_| ahead.eat(name)) {
            percent += Decimal::from(digit) * share;
            *scan = ahead;
        }
    }
    Some(percent)
}

/// Brackets between the number and its unit: 43（16）件.
fn notes(scan: &mut Scan<'_>, found: &mut Quantity) {
    let mut ahead = *scan;
    loop {
        ahead.skip_blanks();
        let Some(inside) = ahead.bracketed() else {
            return;
        };
        found.note(inside);
        *scan = ahead;
    }
}

/// What stands behind the unit, up to the end of the text; `None` where something is left over.
fn tails(mut scan: Scan<'_>, mut found: Quantity) -> Option<Quantity> {
    loop {
        scan.skip_blanks();
        if scan.done() || scan.rest().starts_with('※') {
            return finish(found);
        }
        if let Some(inside) = scan.bracketed() {
            found.note(inside);
        } else if let Some(says) = scan.eat_word(TAILS) {
            found.hear(says).then_some(())?;
        } else if !remark(&mut scan) && !scan.eat("。") {
            return None;
        }
    }
}

/// Takes a remark with the particle before it.
fn remark(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    PARTICLES.iter().any(|particle| ahead.eat(particle));
    let found = REMARKS.iter().any(|word| ahead.eat(word));
    if found {
        *scan = ahead;
    }
    found
}

/// Puts the unit together, and refuses what may not be an amount after all.
fn finish(mut found: Quantity) -> Option<Quantity> {
    let named = found.unit.as_deref();
    if found.kanji && !named.is_some_and(|unit| unit != "分" && unit::is_known(unit).is_some()) {
        return None;
    }
    // A bare 2年 may be 令和2年; 2年以内 is a time.
    if named == Some("年") && found.bound.is_none() {
        return None;
    }
    if let Some(per) = found.per {
        found.unit = Some(format!("{}/{per}", found.unit?));
    }
    Some(found)
}

/// Splits a cell that holds several indicators by their labels, `KPI：20人\nKGI：60分以内`, into
/// the pieces behind the labels. What stands before the first label, or the whole of a text
/// without any, has no measure. Pieces are slices of `text`, without blanks and separators
/// around them; a label with nothing behind it gives an empty piece.
pub fn split_indicators(text: &str) -> Vec<(Option<Measure>, &str)> {
    let mut pieces = Vec::new();
    let (mut measure, mut start) = (None, 0);
    for (at, _) in text.char_indices() {
        if at < start || !begins_piece(&text[..at]) {
            continue;
        }
        if let Some((found, length)) = label(&text[at..]) {
            pieces.push((measure, trimmed(&text[start..at])));
            (measure, start) = (Some(found), at + length);
        }
    }
    pieces.push((measure, trimmed(&text[start..])));
    pieces.retain(|(measure, piece)| measure.is_some() || !piece.is_empty());
    pieces
}

fn trimmed(piece: &str) -> &str {
    const SEPARATORS: &[char] = &['/', '／', '、', ',', '，', ';', '；', '・'];
    piece
        .trim_matches(width::is_blank)
        .trim_end_matches(SEPARATORS)
        .trim_end_matches(width::is_blank)
}

/// Whether a label may begin after this text: at the start, on a new line, after a separator.
fn begins_piece(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| width::is_blank(c) || "/／、,，;；・)）】］]".contains(c))
}

/// A label of an indicator with its colon or brackets; its length in bytes.
fn label(text: &str) -> Option<(Measure, usize)> {
    let mut scan = Scan::new(text);
    let opened = scan.eat_if(|c| width::one_bracket(c) == '(').is_some();
    let letters =
        scan.take_while(|c| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'));
    let measure = match super::label::normalise(letters).as_str() {
        "KPI" => Measure::Kpi,
        "KGI" => Measure::Kgi,
        _ => return None,
    };
    let closed = scan.eat_if(|c| width::one_bracket(c) == ')').is_some();
    if opened != closed {
        return None;
    }
    let mut behind = scan;
    behind.skip_blanks();
    let colon = behind
        .eat_if(|c| matches!(c, ':' | '：' | '=' | '＝'))
        .is_some();
    if colon {
        scan = behind;
    }
    let free = behind.peek().is_none_or(|c| {
        c.is_numeric() || width::one_bracket(c) == '(' || width::is_dash(c) || "▲△約".contains(c)
    });
    let parted = behind.rest().len() < scan.rest().len();
    (closed || colon || parted || free).then_some((measure, text.len() - scan.rest().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numeric_cell_keeps_its_exact_number_and_takes_the_unit_it_shows() {
        for (shown, displayed, number, unit, bound) in [
            ("20%", "20.4", "20.4", Some("%"), None),
            ("80％以上", "80", "80", Some("%"), Some(Bound::AtLeast)),
            ("10件", "10", "10", Some("件"), None),
            ("1,235千円", "1234.567", "1234567", Some("円"), None),
            ("8割", "8", "80", Some("%"), None),
            ("△1,234", "-1234", "-1234", None, None),
            ("(1,234)", "-1234", "-1234", None, None),
            ("-", "0", "0", None, None),
            ("1.5E+06", "1500000", "1500000", None, None),
            ("####", "12", "12", None, None),
            ("0.8", "0.80", "0.8", None, None),
        ] {
            let parsed = from_number(shown, displayed.parse().unwrap());
            let value = parsed.value;
            assert_eq!(value.kind, Kind::Number, "{shown}");
            assert_eq!(
                value.number.map(|n| n.to_string()).as_deref(),
                Some(number),
                "{shown}"
            );
            assert_eq!(value.unit.as_deref(), unit, "{shown}");
            assert_eq!(value.bound, bound, "{shown}");
            assert_eq!(value.text, shown);
            assert!(parsed.doubts.is_empty(), "{shown}");
        }
    }

    #[test]
    fn a_number_format_that_makes_words_gives_words() {
        for shown in ["令和2年度", "第3回", "2020年4月"] {
            assert_eq!(
                from_number(shown, Decimal::TWO).value,
                Value::words(shown, Kind::Text)
            );
        }
    }

    #[test]
    fn indicators_are_split_at_their_labels() {
        let (kpi, kgi) = (Some(Measure::Kpi), Some(Measure::Kgi));
        for (text, wanted) in [
            (
                "KPI：20人\nKGI：60分以内",
                vec![(kpi, "20人"), (kgi, "60分以内")],
            ),
            (
                "ＫＰＩ：１０業務／ＫＧＩ：５％",
                vec![(kpi, "１０業務"), (kgi, "５％")],
            ),
            ("KPI:20人、KGI:30%", vec![(kpi, "20人"), (kgi, "30%")]),
            ("KPI 20人 KGI 60分", vec![(kpi, "20人"), (kgi, "60分")]),
            ("【KPI】20人\r\n【KGI】－", vec![(kpi, "20人"), (kgi, "－")]),
            ("kgi=5", vec![(kgi, "5")]),
            ("KPI80%", vec![(kpi, "80%")]),
            ("KPI：500件/年", vec![(kpi, "500件/年")]),
            (
                "KPI：20人\n（累計）\nKGI：",
                vec![(kpi, "20人\n（累計）"), (kgi, "")],
            ),
            ("30件\nKGI：5％", vec![(None, "30件"), (kgi, "5％")]),
            ("20人", vec![(None, "20人")]),
            ("500件/年", vec![(None, "500件/年")]),
            ("KPIの達成", vec![(None, "KPIの達成")]),
            ("KPI1：80%", vec![(kpi, "1：80%")]),
            ("MYKPI：3", vec![(None, "MYKPI：3")]),
            ("", vec![]),
        ] {
            assert_eq!(split_indicators(text), wanted, "{text}");
        }
    }

    #[test]
    fn text_is_kept_as_typed_without_trailing_blanks() {
        assert_eq!(
            parse(" ８０％\r\n（累計）　").value.text,
            " ８０％\n（累計）"
        );
    }
}
