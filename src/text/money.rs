//! Amounts of money, in thousand yen: 「1,234」, 「1.2百万円」, 「￥2,000,000」.

use super::numeral;
use super::scan::Scan;
use super::{DoubtKind, Parsed, stray, width, words};
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
    let plain = width::plain(text);
    let plain = plain.trim();
    if is_blank(plain) {
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
fn whole(plain: &str, unit: Unit) -> Option<Decimal> {
    let mut scan = Scan::new(plain);
    scan.skip_blanks();
    while PREFIXES.iter().any(|word| scan.eat(word)) {
        scan.skip_blanks();
    }
    let negative = scan
        .eat_if(|c| matches!(c, '▲' | '△') || width::is_dash(c))
        .is_some();
    scan.skip_blanks();
    let yen_sign = scan.eat("¥") || scan.eat("\\");
    scan.skip_blanks();
    let numeral = numeral::read(&mut scan)?;
    scan.skip_blanks();
    let yen = if scan.eat("円") || yen_sign {
        numeral.value
    } else if numeral.scaled {
        return None; // 5万: yen, or thousands of them?
    } else {
        numeral.value.checked_mul(Decimal::from(unit.yen()))?
    };
    remarks(scan)?;
    let amount = yen.checked_div(Decimal::ONE_THOUSAND)?.normalize();
    Some(if negative && !amount.is_zero() {
        -amount
    } else {
        amount
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
