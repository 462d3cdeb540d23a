//! Format codes into sections of tokens.

use super::section::{Condition, Part, Section, Token};

/// Formats that follow the system's own settings, whatever code stands behind the mark.
const SYSTEM: [(&str, &str); 4] = [
    ("[$-f800]", r#"yyyy"年"m"月"d"日""#),
    ("[$-x-sysdate]", r#"yyyy"年"m"月"d"日""#),
    ("[$-f400]", "h:mm:ss"),
    ("[$-x-systime]", "h:mm:ss"),
];

/// Splits a code into its sections for numbers.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let lower = code.to_ascii_lowercase();
    let system = SYSTEM.iter().find(|(mark, _)| lower.contains(mark));
    let mut scanner = Scanner {
        rest: system.map_or(code, |(_, code)| code),
        sections: vec![Section::blank()],
    };
    while scanner.step() {}
    let mut sections = scanner.sections;
    // A last section with `@` is for text, wherever it stands.
    let for_text = |section: &Section| section.tokens.contains(&Token::Text);
    if sections.len() > 3 || sections.len() > 1 && sections.last().is_some_and(for_text) {
        sections.truncate((sections.len() - 1).min(3));
    }
    for section in &mut sections {
        section.finish();
    }
    sections
}

/// Reads a code from left to right.
struct Scanner<'a> {
    rest: &'a str,
    sections: Vec<Section>,
}

impl Scanner<'_> {
    /// Takes one token; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        for word in ["General", "G/標準", "標準"] {
            if self
                .rest
                .get(..word.len())
                .is_some_and(|r| r.eq_ignore_ascii_case(word))
            {
                self.push(Token::General, word.len());
                return true;
            }
        }
        for word in ["AM/PM", "A/P", "午前/午後"] {
            if self
                .rest
                .get(..word.len())
                .is_some_and(|r| r.eq_ignore_ascii_case(word))
            {
                self.push(Token::Date(Part::Noon, word.len()), word.len());
                return true;
            }
        }
        match first {
            ';' => {
                self.sections.push(Section::blank());
                self.rest = &self.rest[1..];
            }
            '"' => {
                let end = self.rest[1..]
                    .find('"')
                    .map_or(self.rest.len(), |at| at + 1);
                let text = self.rest[1..end.max(1)].to_owned();
                self.push(Token::Literal(text), (end + 1).min(self.rest.len()));
            }
            '[' => self.bracket(),
            '\\' | '!' => self.quoted_letter(|letter| Some(letter.to_string())),
            // A blank as wide as the letter; a letter repeated to fill the cell.
            '_' => self.quoted_letter(|_| Some(" ".to_owned())),
            '*' => self.quoted_letter(|_| None),
            '0' | '#' | '?' => self.push(Token::Digit(first), 1),
            '1'..='9' => self.push(Token::Plain(first), 1),
            '.' => self.point(),
            ',' => self.push(Token::Comma, 1),
            '%' => self.push(Token::Percent, 1),
            '/' => self.push(Token::Slash, 1),
            '@' => self.push(Token::Text, 1),
            'E' | 'e' if self.rest[1..].starts_with(['+', '-']) => {
                let sign = if self.rest[1..].starts_with('+') {
                    '+'
                } else {
                    '-'
                };
                self.push(Token::Exponent(sign), 2);
            }
            _ => self.letter(first),
        }
        true
    }

    fn push(&mut self, token: Token, length: usize) {
        if let Some(section) = self.sections.last_mut() {
            match (section.tokens.last_mut(), token) {
                (Some(Token::Literal(before)), Token::Literal(text)) => before.push_str(&text),
                (_, token) => section.tokens.push(token),
            }
        }
        self.rest = &self.rest[length..];
    }

    fn quoted_letter(&mut self, text: impl Fn(char) -> Option<String>) {
        let letter = self.rest[1..].chars().next();
        let length = 1 + letter.map_or(0, char::len_utf8);
        match letter.and_then(text) {
            Some(text) => self.push(Token::Literal(text), length),
            None => self.rest = &self.rest[length..],
        }
    }

    /// A run of date letters, or one literal letter.
    fn letter(&mut self, first: char) {
        let part = match first.to_ascii_lowercase() {
            'y' => Part::Year,
            'b' => Part::Buddhist,
            'g' => Part::Era,
            'e' => Part::EraYear,
            'm' => Part::Month,
            'd' => Part::Day,
            'h' => Part::Hour,
            's' => Part::Second,
            'a' if self.run(first) >= 3 => Part::Weekday,
            _ => {
                self.push(Token::Literal(first.to_string()), first.len_utf8());
                return;
            }
        };
        let count = self.run(first);
        self.push(Token::Date(part, count), count);
    }

    fn run(&self, letter: char) -> usize {
        self.rest
            .chars()
            .take_while(|other| other.eq_ignore_ascii_case(&letter))
            .count()
    }

    /// A point: fractions of a second behind seconds, else the decimal point.
    fn point(&mut self) {
        let zeros = self.rest[1..].chars().take_while(|c| *c == '0').count();
        let tokens = self.sections.last().map(|section| &section.tokens[..]);
        let dates = tokens
            .is_some_and(|tokens| tokens.iter().any(|token| matches!(token, Token::Date(..))));
        let seconds = matches!(
            tokens.and_then(<[Token]>::last),
            Some(Token::Date(Part::Second | Part::Seconds, _))
        );
        if seconds && zeros > 0 {
            self.push(Token::Date(Part::Fraction, zeros.min(3)), 1 + zeros);
        } else if dates {
            self.push(Token::Literal(".".to_owned()), 1);
        } else {
            self.push(Token::Point, 1);
        }
    }

    /// `[Red]`, `[>100]`, `[h]`, `[$¥-411]`, `[DBNum3]`.
    fn bracket(&mut self) {
        let Some(end) = self.rest.find(']') else {
            self.push(Token::Literal("[".to_owned()), 1);
            return;
        };
        let inside = &self.rest[1..end];
        let lower = inside.to_lowercase();
        if let Some(condition) = Condition::parse(inside) {
            if let Some(section) = self.sections.last_mut() {
                section.condition = Some(condition);
            }
        } else if let Some(locale) = lower.strip_prefix('$') {
            let symbol = inside[1..].split('-').next().unwrap_or_default().to_owned();
            self.locale(locale);
            if !symbol.is_empty() {
                self.push(Token::Literal(symbol), 0);
            }
        } else if let Some(letter) = lower.chars().next()
            && lower.chars().all(|other| other == letter)
        {
            let part = match letter {
                'h' => Some(Part::Hours),
                'm' => Some(Part::Minutes),
                's' => Some(Part::Seconds),
                _ => None,
            };
            if let Some(part) = part {
                self.push(Token::Date(part, lower.len()), 0);
            }
        }
        self.rest = &self.rest[end + 1..];
    }

    fn locale(&mut self, locale: &str) {
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        let id = locale.rsplit_once('-').map_or("", |(_, id)| id);
        section.japanese |= locale.contains("ja-jp") || id.ends_with("411");
        section.gannen |= locale.contains("gannen");
    }
}
