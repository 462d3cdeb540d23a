//! Amounts of money, in thousand yen: 「1,234」, 「1.2百万円」, 「￥2,000,000」.

use super::numeral;
use super::scan::Scan;
use super::{Doubt, DoubtKind, Figure, Parsed, stray, width, words};
use crate::model::Kind;
use rust_decimal::Decimal;

/// The unit of money that a form asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 千円
    #[default]
    Thousand,
    /// 円
    Yen,
    /// 万円
    TenThousand,
    /// 百万円
    Million,
    /// 億円
    HundredMillion,
}

impl Unit {
    /// How many yen it is.
    const fn yen(self) -> u32 {
        match self {
            Self::Yen => 1,
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::Million => 1_000_000,
            Self::HundredMillion => 100_000_000,
        }
    }

    /// The unit that words of one width name.
    pub fn named(words: &str) -> Option<Self> {
        Some(match words {
            "円" => Self::Yen,
            "千円" => Self::Thousand,
            "万円" => Self::TenThousand,
            "百万円" => Self::Million,
            "億円" => Self::HundredMillion,
            _ => return None,
        })
    }

    /// Its name on a form.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Thousand => "千円",
            Self::Yen => "円",
            Self::TenThousand => "万円",
            Self::Million => "百万円",
            Self::HundredMillion => "億円",
        }
    }
}

const PREFIXES: &[&str] = &[
    "約",
    "およそ",
    "おおよそ",
    "概ね",
    "税込み",
    "税込",
    "税抜き",
    "税抜",
    "合計",
    "計",
    "金",
];
const TAILS: &[&str] = &[
    "程度",
    "見込み",
    "見込",
    "税込み",
    "税込",
    "税抜き",
    "税抜",
    "。",
    "-",
    "也",
];

/// Reads an amount as thousand yen, exactly; a bare number counts in `unit`, the form's unit.
/// Dashes and blanks are no amount, without doubt. So are, with a doubt:
/// words ([`DoubtKind::NotANumber`]), error values ([`DoubtKind::ErrorText`]), and several
/// amounts or one that its words make uncertain ([`DoubtKind::AmbiguousNumber`]).
/// `(1,234)` is 1,234 with a [`DoubtKind::BracketedAmount`].
pub fn parse(text: &str, unit: Unit) -> Parsed<Option<Decimal>> {
    let read = read(text, unit);
    Parsed {
        value: read.value.map(|amount| amount.thousands),
        doubts: read.doubts,
    }
}

/// What words in place of an amount say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// There is none: 該当なし, 人件費のみ.
    NoAmount,
    /// There is none yet: 集計中, 未定.
    Pending,
}

/// What a text says that is written in place of an amount; `None` for amounts, blanks, dashes and
/// other words.
pub fn in_words(text: &str) -> Option<Words> {
    let plain = width::plain(text);
    let plain = plain.trim();
    if is_blank(plain) || words::is_dashes(plain) {
        return None;
    }
    match words::standing(plain) {
        Some(Kind::Pending) => Some(Words::Pending),
        _ => words::no_amount(plain).then_some(Words::NoAmount),
    }
}

/// A numeric cell's amount, and whether its format names another unit than the form's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The amount in thousand yen, as [`parse`] gives it.
    pub amount: Parsed<Option<Decimal>>,
    /// Whether the text names a unit that is not the form's: ¥2,400,000 on a form of 千円.
    pub other_unit: bool,
}

/// Reads a numeric cell: as the text it shows would read if typed, with the digits the display leaves
/// out. Where both cannot be true, there is no amount ([`DoubtKind::AmbiguousNumber`]).
pub fn from_number(figure: Figure<'_>, unit: Unit) -> Shown {
    let mut seen = read(figure.shown, unit);
    let mut exact = read(figure.exact, unit);
    if seen.value.is_none() && figure.lacks_room() {
        seen = exact.clone();
    }
    let agrees = match (&seen.value, &exact.value) {
        (Some(seen), Some(exact)) => {
            figure.agrees(seen.thousands, exact.thousands, seen.step)
                || figure.lacks_room() && seen == exact
        }
        // A dash for a number that is none, or words in its place.
        (None, _) => figure.stored.is_zero() || !seen.doubts.is_empty(),
        (Some(_), None) => false,
    };
    let bracketed = |doubt: &Doubt| doubt.kind == DoubtKind::BracketedAmount;
    let negative = figure.stored.is_sign_negative() && seen.doubts.iter().any(bracketed);
    if !agrees || negative {
        let kind = DoubtKind::AmbiguousNumber;
        return Shown {
            amount: Parsed::doubted(None, kind, figure.shown.trim()),
            other_unit: false,
        };
    }
    let amount = if seen.value.is_some() {
        exact.value.take()
    } else {
        None
    };
    let other_unit = amount.as_ref().is_some_and(|amount| {
        let own = Some(Decimal::from(unit.yen()));
        amount.named && amount.yen != own
    });
    Shown {
        amount: Parsed {
            value: amount.map(|amount| amount.thousands),
            doubts: seen.doubts,
        },
        other_unit,
    }
}

/// An amount as written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Amount {
    /// In thousand yen.
    thousands: Decimal,
    /// What one more in the last digit would add.
    step: Decimal,
    /// Whether a unit was written.
    named: bool,
    /// How many yen the unit is; `None` for several at once: 1億2千万円.
    yen: Option<Decimal>,
}

fn read(text: &str, unit: Unit) -> Parsed<Option<Amount>> {
    let plain = width::plain(text);
    let plain = plain.trim();
    if is_blank(plain) || words::no_amount(plain) {
        return Parsed::sure(None);
    }
    let doubted = |value, kind| Parsed::doubted(value, kind, text.trim());
    if words::is_error(plain) {
        return doubted(None, DoubtKind::ErrorText);
    }
    if let Some(amount) = whole(plain, unit) {
        return Parsed::sure(Some(amount));
    }
    if let Some(amount) = in_brackets(plain).and_then(|amount| whole(&amount, unit)) {
        return doubted(Some(amount), DoubtKind::BracketedAmount);
    }
    if plain.contains(|c: char| c.is_ascii_digit()) {
        doubted(None, DoubtKind::AmbiguousNumber)
    } else {
        doubted(None, DoubtKind::NotANumber)
    }
}

/// Nothing but dashes, the unit printed behind them included.
fn is_blank(plain: &str) -> bool {
    let bare = plain
        .strip_suffix("円")
        .map_or(plain, |rest| rest.trim_end_matches(['千', '百', '万']));
    plain.is_empty() || width::is_only_dashes(bare)
}

/// `(1,234)` and `(1,234)千円` without the brackets.
fn in_brackets(plain: &str) -> Option<String> {
    let mut scan = Scan::new(plain);
    let inside = scan.bracketed()?;
    let unit = scan.rest().trim();
    ["", "円", "千円", "百万円"]
        .contains(&unit)
        .then(|| format!("{inside}{unit}"))
}

/// The whole text as one amount, in thousand yen.
fn whole(plain: &str, unit: Unit) -> Option<Amount> {
    let mut scan = Scan::new(plain);
    scan.skip_blanks();
    while PREFIXES.iter().any(|word| scan.eat(word)) {
        scan.skip_blanks();
    }
    let minus = |scan: &mut Scan<'_>| {
        let sign = |c| matches!(c, '▲' | '△') || width::is_dash(c);
        scan.eat_if(sign).is_some()
    };
    let mut negative = minus(&mut scan);
    scan.skip_blanks();
    let yen_sign = scan.eat("¥") || scan.eat("\\");
    // Formats of money put the sign there: ¥-1,200.
    negative = negative || yen_sign && minus(&mut scan);
    scan.skip_blanks();
    let numeral = if scan.eat("ゼロ") {
        numeral::ZERO
    } else {
        numeral::read(&mut scan)?
    };
    scan.skip_blanks();
    let named = scan.eat("円") || yen_sign;
    let by = if named {
        Decimal::ONE
    } else if numeral.scaled {
        return None; // 5万: yen, or thousands of them?
    } else {
        Decimal::from(unit.yen())
    };
    remarks(scan)?;
    let thousands = |number: Decimal| {
        let yen = number.checked_mul(by)?;
        Some(yen.checked_div(Decimal::ONE_THOUSAND)?.normalize())
    };
    let amount = thousands(numeral.value)?;
    Some(Amount {
        thousands: if negative && !amount.is_zero() {
            -amount
        } else {
            amount
        },
        step: thousands(numeral.step)?,
        named,
        yen: numeral.factor.filter(|_| named),
    })
}

/// Words and brackets behind the amount; another amount among them makes it uncertain.
fn remarks(mut scan: Scan<'_>) -> Option<()> {
    loop {
        scan.skip_blanks();
        if scan.done() {
            return Some(());
        }
        if scan.rest().starts_with('※') {
            return (!stray::holds_amount(scan.rest())).then_some(());
        }
        if let Some(inside) = scan.bracketed() {
            (!stray::holds_amount(inside)).then_some(())?;
        } else if !TAILS.iter().any(|word| scan.eat(word)) {
            return None;
        }
    }
}
