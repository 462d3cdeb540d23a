//! A number with all that is said about it.
//!
//! ```text
//! quantity = prefix* sign? numeral 割? note* unit? tail*
//!            約       ▲    1万2,600     （439） 人   以上 （累計） 程度
//! ```

use crate::model::{Bound, Kind, Value};
use crate::text::scan::Scan;
use crate::text::{numeral, stray, unit, width};
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
    ("/年", Says::Per("年")),
    ("/月", Says::Per("月")),
    ("/週", Says::Per("週")),
    ("/日", Says::Per("日")),
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
pub(super) struct Quantity {
    number: Decimal,
    /// What one more in the last digit would add to the number.
    pub(super) step: Decimal,
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

    pub(super) fn into_value(self, text: &str) -> Value {
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

/// The whole text as one number with all that is said about it.
pub(super) fn quantity(plain: &str) -> Option<Quantity> {
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
    let mut negative = !zero_only && minus(scan);
    if !zero_only && !negative {
        PLUS.iter().any(|sign| scan.eat(sign));
    }
    scan.skip_blanks();
    if scan.eat("¥") {
        found.unit = Some("円".to_owned());
        // Formats of money put the sign there: ¥-1,200.
        negative = negative || !zero_only && minus(scan);
    }
    found.kanji = scan
        .peek()
        .is_some_and(|c| "一二三四五六七八九十".contains(c));
    let numeral = if found.kanji {
        numeral::read_kanji(scan)
    } else {
        numeral::read(scan)
    }?;
    let (mut value, mut step) = (numeral.value, numeral.step);
    if let Some(hundredths) = tenths(scan) {
        value = value.checked_mul(Decimal::TEN)?.checked_add(hundredths)?;
        step = step.checked_mul(Decimal::TEN)?;
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
    found.step = step;
    Some(())
}

fn minus(scan: &mut Scan<'_>) -> bool {
    MINUS.iter().any(|sign| scan.eat(sign)) || scan.eat_if(width::is_dash).is_some()
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
