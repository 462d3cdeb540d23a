//! Sections of a format code, and what each makes of a number.

use super::Written;
use rust_decimal::Decimal;

/// One piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Shown as it is.
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    /// A digit 1–9 outside quotes: part of a fixed denominator, else a literal.
    Plain(char),
    /// The decimal point.
    Point,
    /// Grouping between digits; behind them a thousandth each.
    Comma,
    /// `%`.
    Percent,
    /// `E+` or `E-`.
    Exponent(char),
    /// A slash: a fraction's bar, else a literal.
    Slash,
    /// `General`, `G/標準`.
    General,
    /// `@`.
    Text,
    /// A part of a date: its letter (lower case) and how often it stands there.
    Date(Part, usize),
}

/// Parts of dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `y`: the western year.
    Year,
    /// `b`: the Buddhist year.
    Buddhist,
    /// `g`: the era's name.
    Era,
    /// `e`: the year of the era.
    EraYear,
    /// `m`.
    Month,
    /// `d`: the day, or from three on the English weekday.
    Day,
    /// `a`: the Japanese weekday.
    Weekday,
    /// `h`.
    Hour,
    /// `m` beside hours or seconds.
    Minute,
    /// `s`.
    Second,
    /// `.000` behind seconds.
    Fraction,
    /// `[h]`.
    Hours,
    /// `[m]`.
    Minutes,
    /// `[s]`.
    Seconds,
    /// `AM/PM`.
    Noon,
}

/// What a section makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As `General` shows it.
    General,
    /// Nothing at all: an empty section beside others.
    Hidden,
    /// Digits placed one by one; also text without any digit.
    Digits,
    /// Fractions and powers of ten, left to `ssfmt`.
    Outside,
    /// A date or time.
    Date,
    /// As typed.
    Text,
}

/// A comparison that chooses a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    operator: &'static str,
    bound: Decimal,
}

impl Condition {
    /// Reads `>=100`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let operator = ["<=", ">=", "<>", "<", ">", "="]
            .into_iter()
            .find(|operator| text.starts_with(operator))?;
        let bound = text[operator.len()..].trim().parse().ok()?;
        Some(Self { operator, bound })
    }

    /// Whether a value meets it.
    pub(crate) fn holds(self, value: Decimal) -> bool {
        match self.operator {
            "<=" => value <= self.bound,
            ">=" => value >= self.bound,
            "<>" => value != self.bound,
            "<" => value < self.bound,
            ">" => value > self.bound,
            _ => value == self.bound,
        }
    }

    /// Whether only negative numbers meet it; the section then writes its own sign.
    pub(super) fn only_negative(self) -> bool {
        match self.operator {
            "<" => self.bound <= Decimal::ZERO,
            "<=" | "=" => self.bound < Decimal::ZERO,
            _ => false,
        }
    }
}

/// One section of a format.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// Its condition in brackets.
    pub(super) condition: Option<Condition>,
    /// What it is made of.
    pub(super) tokens: Vec<Token>,
    /// What it makes of a number.
    pub(super) kind: Kind,
    /// Power of ten from the stored to the shown number.
    pub(super) scale: i8,
    /// Whether names are Japanese (`[$-411]`).
    pub(super) japanese: bool,
    /// Whether the first year of an era is 元.
    pub(super) gannen: bool,
    /// Which numerals are shown: 1 and 2 kanji, 3 full-width (`[DBNum3]`), else those of everyone.
    pub(super) numerals: u8,
}

impl Section {
    /// A section before its first token.
    pub(super) const fn blank() -> Self {
        Self {
            condition: None,
            tokens: Vec::new(),
            kind: Kind::Digits,
            scale: 0,
            japanese: false,
            gannen: false,
            numerals: 0,
        }
    }

    /// What the section writes itself among the digits.
    pub(super) fn written(&self) -> Written {
        let has = |token: &Token| self.tokens.contains(token);
        if self.touches_digits() {
            Written::Digits
        } else if self.kind == Kind::Digits && !has(&Token::Point) && !has(&Token::General) {
            Written::Point
        } else {
            Written::Nothing
        }
    }

    /// Whether digits of a literal stand beside those of the number.
    fn touches_digits(&self) -> bool {
        let digit = |letter: char| letter.is_ascii_digit();
        let mut before: Option<&Token> = None;
        for token in self.tokens.iter().filter(|token| **token != Token::Comma) {
            let touches = match (before, token) {
                (Some(Token::Digit(_)), Token::Literal(text)) => {
                    text.trim_start_matches(['.', ',']).starts_with(digit)
                }
                (Some(Token::Literal(text)), Token::Digit(_)) => {
                    text.trim_end_matches(['.', ',']).ends_with(digit)
                }
                (Some(Token::Digit(_)), Token::Plain(_))
                | (Some(Token::Plain(_)), Token::Digit(_)) => true,
                _ => false,
            };
            if touches {
                return true;
            }
            before = Some(token);
        }
        false
    }

    /// A text with what stands around `@`.
    pub(super) fn around(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        for token in &self.tokens {
            match token {
                Token::Literal(literal) => shown.push_str(literal),
                Token::Text | Token::General => shown.push_str(text),
                Token::Digit(letter) | Token::Plain(letter) => shown.push(*letter),
                Token::Point => shown.push('.'),
                Token::Comma => shown.push(','),
                Token::Percent => shown.push('%'),
                Token::Slash => shown.push('/'),
                Token::Exponent(_) | Token::Date(..) => {}
            }
        }
        // Blanks that a format puts beside a text are room, not text.
        let room = |letter: char| letter == ' ';
        let own = text.starts_with(room) || text.ends_with(room);
        if own {
            shown
        } else {
            shown.trim_matches(' ').to_owned()
        }
    }

    /// A text with its digits in the numerals that the section asks for.
    pub(super) fn in_its_digits(&self, text: String) -> String {
        match self.numerals {
            1..=3 => text.chars().map(|letter| self.numeral(letter)).collect(),
            _ => text,
        }
    }

    /// A digit as the numeral that the section asks for; any other letter as it is.
    pub(super) fn numeral(&self, letter: char) -> char {
        const KANJI: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        const FORMAL: [char; 10] = ['零', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'];
        const WIDE: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
        let numerals = match self.numerals {
            1 => KANJI,
            2 => FORMAL,
            3 => WIDE,
            _ => return letter,
        };
        letter
            .to_digit(10)
            .map_or(letter, |digit| numerals[digit as usize])
    }

    /// Settles what depends on the whole section, and on whether there are others beside it.
    pub(super) fn finish(&mut self, several: bool) {
        self.settle_minutes();
        let has = |wanted: fn(&Token) -> bool| self.tokens.iter().any(wanted);
        let digits = has(|t| matches!(t, Token::Digit(_)));
        self.kind = if has(|t| matches!(t, Token::Date(..))) {
            Kind::Date
        } else if has(|t| matches!(t, Token::Exponent(_))) && digits || self.has_fraction() {
            Kind::Outside
        } else if self.tokens.is_empty() && several {
            Kind::Hidden
        } else if self.tokens.is_empty() || self.tokens == [Token::General] {
            Kind::General
        } else if has(|t| matches!(t, Token::Text)) {
            Kind::Text
        } else {
            Kind::Digits
        };
        if matches!(self.kind, Kind::Digits | Kind::Outside) {
            let percents = self.tokens.iter().filter(|t| **t == Token::Percent).count();
            let last = self
                .tokens
                .iter()
                .rposition(|t| matches!(t, Token::Digit(_)));
            let point = self.tokens.iter().position(|t| *t == Token::Point);
            let thousands =
                |tokens: &[Token]| tokens.iter().take_while(|t| **t == Token::Comma).count();
            let commas = last.map_or(0, |at| thousands(&self.tokens[at + 1..]))
                + point.map_or(0, |at| {
                    let before: Vec<Token> = self.tokens[..at].iter().rev().cloned().collect();
                    thousands(&before)
                });
            // Beyond this no number is left to show, whatever the code says.
            let scale = 2 * percents.min(10) as i8 - 3 * commas.min(9) as i8;
            self.scale = scale;
        }
    }

    fn has_fraction(&self) -> bool {
        self.tokens.windows(3).any(|three| {
            matches!(three[0], Token::Digit(_))
                && three[1] == Token::Slash
                && matches!(three[2], Token::Digit(_) | Token::Plain(_))
        })
    }

    /// `m` is minutes behind hours or before seconds.
    fn settle_minutes(&mut self) {
        let dates: Vec<usize> = (0..self.tokens.len())
            .filter(
                |&index| matches!(self.tokens[index], Token::Date(part, _) if part != Part::Noon),
            )
            .collect();
        for (nth, &index) in dates.iter().enumerate() {
            let part = |at: usize| match self.tokens[at] {
                Token::Date(part, _) => Some(part),
                _ => None,
            };
            let Token::Date(Part::Month, count) = self.tokens[index] else {
                continue;
            };
            let before = nth.checked_sub(1).and_then(|n| part(dates[n]));
            let after = dates.get(nth + 1).and_then(|&at| part(at));
            let minutes = matches!(before, Some(Part::Hour | Part::Hours))
                || matches!(after, Some(Part::Second | Part::Seconds));
            if minutes && count <= 2 {
                self.tokens[index] = Token::Date(Part::Minute, count);
            }
        }
    }
}
