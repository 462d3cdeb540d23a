//! A cursor over text. It is `Copy`, so that trying something and going back costs nothing.

use super::width::is_blank;

/// The text that has not been read yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) const fn rest(&self) -> &'a str {
        self.rest
    }

    pub(super) const fn done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Takes the next character where it fits.
    pub(super) fn eat_if(&mut self, fits: impl Fn(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|c| fits(*c))?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    pub(super) fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes the first word of the table that stands here, and says what it means.
    /// Longer words must come before the shorter ones they begin with.
    pub(super) fn eat_word<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        table
            .iter()
            .find(|(word, _)| self.eat(word))
            .map(|(_, meaning)| *meaning)
    }

    /// Takes all characters that fit, possibly none.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let end = self
            .rest
            .find(|c: char| !fits(c))
            .unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    pub(super) fn skip_blanks(&mut self) {
        self.take_while(is_blank);
    }

    /// Takes a bracketed piece, brackets within it included, and gives what stands inside.
    /// Takes nothing where the bracket is never closed.
    pub(super) fn bracketed(&mut self) -> Option<&'a str> {
        let inside = self.rest.strip_prefix('(')?;
        let mut depth = 1_usize;
        for (at, c) in inside.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = &inside[at + 1..];
                return Some(&inside[..at]);
            }
        }
        None
    }
}
