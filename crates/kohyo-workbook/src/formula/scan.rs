//! The cells and functions that a formula names, as Excel and as OpenDocument write them.

use crate::{CellPos, Region};
use std::ops::Range;

/// Functions whose result is one of the cells they are given.
const CHOOSING: [&str; 10] = [
    "IF", "IFS", "IFERROR", "IFNA", "CHOOSE", "SWITCH", "MAX", "MIN", "N", "VALUE",
];
/// Functions that look a cell up in a table.
const LOOKING_UP: [&str; 7] = [
    "INDEX",
    "VLOOKUP",
    "HLOOKUP",
    "XLOOKUP",
    "LOOKUP",
    "FILTER",
    "AGGREGATE",
];
/// Functions that go to cells which no text names.
const GOING_ELSEWHERE: [&str; 2] = ["INDIRECT", "OFFSET"];
const LAST_ROW: u32 = 1_048_575;
const LAST_COL: u32 = 16_383;

/// Where a formula's result comes from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sources {
    /// Cells with the sheet they name.
    pub(super) cells: Vec<(Option<String>, Region)>,
    /// Whether the result may be one of several cells.
    pub(super) chooses: bool,
    /// Whether the result may be looked up in a table.
    pub(super) looks_up: bool,
    /// Whether something is multiplied or divided.
    pub(super) multiplies: bool,
    /// Whether there are cells of other workbooks, names, or cells found by calculation.
    elsewhere: bool,
    /// Whether there are names whose cells are not known.
    named: bool,
}

impl Sources {
    /// Whether the cells cannot be seen.
    pub(super) fn is_out_of_sight(&self) -> bool {
        self.elsewhere || self.named && self.cells.is_empty()
    }

    fn function(&mut self, name: &str) {
        let upper = name.to_ascii_uppercase();
        let bare = upper.rsplit('.').next().unwrap_or(&upper);
        self.chooses |= CHOOSING.contains(&bare);
        self.looks_up |= LOOKING_UP.contains(&bare);
        self.elsewhere |= GOING_ELSEWHERE.contains(&bare);
        self.multiplies |= bare == "PRODUCT" || bare == "SUMPRODUCT";
    }
}

/// One piece of a formula that matters.
enum Piece<'f> {
    /// A quoted sheet name, or a word.
    Word(Range<usize>, &'f str),
    /// What stands in square brackets.
    Bracket(&'f str),
    /// Any other letter.
    Sign(char),
}

/// Cuts a formula into words, brackets and signs; texts in it are left out.
fn pieces(formula: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(first) = formula[at..].chars().next() {
        let rest = &formula[at..];
        let length = match first {
            '"' | '\'' => {
                let length = quoted(rest, first);
                if first == '\'' {
                    let inside = &rest[1..length.max(2) - 1];
                    pieces.push(Piece::Word(at..at + length, inside));
                }
                length
            }
            '[' => {
                let length = bracketed(rest);
                pieces.push(Piece::Bracket(rest[1..length].trim_end_matches(']')));
                length
            }
            _ if is_word(first) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                pieces.push(Piece::Word(at..at + length, &rest[..length]));
                length
            }
            _ => {
                if !first.is_whitespace() {
                    pieces.push(Piece::Sign(first));
                }
                first.len_utf8()
            }
        };
        at += length.max(1);
    }
    pieces
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '$' | '\\') || !letter.is_ascii()
}

/// The length of a quoted stretch, doubled quotes inside.
fn quoted(rest: &str, quote: char) -> usize {
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == quote && letters.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    rest.len()
}

/// The length of a stretch in square brackets, others inside; quotes may hold brackets.
fn bracketed(rest: &str) -> usize {
    let mut depth = 0_u32;
    for (at, letter) in rest.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    rest.len()
}

/// What a formula names.
pub(super) fn sources(formula: &str) -> Sources {
    let pieces = pieces(formula);
    let mut found = Sources::default();
    let mut sheet = None;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        let next = |offset: usize| pieces.get(at + offset);
        match piece {
            Piece::Bracket(inside) => match open_document(inside) {
                Some(source) => found.cells.push(source),
                // A number names another workbook; a column of a table is a name.
                None => {
                    let workbook = inside.bytes().all(|byte| byte.is_ascii_digit());
                    found.elsewhere |= workbook || inside.contains('#');
                    found.named |= !workbook;
                }
            },
            Piece::Sign('*' | '/') => found.multiplies = true,
            Piece::Sign(_) => {}
            Piece::Word(_, word) => match (next(0), next(1)) {
                (Some(Piece::Sign('(')), _) => found.function(word),
                (Some(Piece::Sign('!')), _) => {
                    found.elsewhere |= word.contains('[');
                    sheet = Some(word.replace("''", "'"));
                    at += 1;
                }
                (Some(Piece::Sign(':')), Some(Piece::Word(_, last)))
                    if range(word, last).is_some() =>
                {
                    found
                        .cells
                        .extend(range(word, last).map(|region| (sheet.take(), region)));
                    at += 2;
                }
                _ => match word.parse::<CellPos>() {
                    Ok(pos) => found.cells.push((sheet.take(), Region::cell(pos))),
                    Err(_) => found.named |= is_name(word),
                },
            },
        }
    }
    found
}

/// Whether a word is neither number nor truth.
fn is_name(word: &str) -> bool {
    let truth = ["TRUE", "FALSE"]
        .iter()
        .any(|truth| word.eq_ignore_ascii_case(truth));
    !truth && !word.starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// `A1:B3`, `A:B`, `1:3`.
fn range(first: &str, last: &str) -> Option<Region> {
    let bare = |text: &str| text.replace('$', "");
    let (first, last) = (bare(first), bare(last));
    let one = |text: &str, row: u32, col: u32| -> Option<CellPos> {
        if let Ok(pos) = text.parse() {
            return Some(pos);
        }
        if text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let pos: CellPos = format!("{text}1").parse().ok()?;
            return Some(CellPos::new(row, pos.col));
        }
        let pos: CellPos = format!("A{text}").parse().ok()?;
        Some(CellPos::new(pos.row, col))
    };
    let (first, last) = (one(&first, 0, 0)?, one(&last, LAST_ROW, LAST_COL)?);
    Some(Region {
        first: CellPos::new(first.row.min(last.row), first.col.min(last.col)),
        last: CellPos::new(first.row.max(last.row), first.col.max(last.col)),
    })
}

/// `.B3`, `$入力.$B$3`, `.A1:.B3`: a reference as OpenDocument writes it.
fn open_document(inside: &str) -> Option<(Option<String>, Region)> {
    let cell = |text: &str| -> Option<(Option<String>, CellPos)> {
        let (sheet, address) = text.rsplit_once('.')?;
        let sheet = sheet.trim_start_matches('$').trim_matches('\'');
        let sheet = (!sheet.is_empty()).then(|| sheet.replace("''", "'"));
        Some((sheet, address.parse().ok()?))
    };
    if inside.contains('#') {
        return None;
    }
    let Some((first, last)) = inside.split_once(':') else {
        let (sheet, pos) = cell(inside)?;
        return Some((sheet, Region::cell(pos)));
    };
    let (sheet, first) = cell(first)?;
    let last = cell(last)?.1;
    let region = Region {
        first: CellPos::new(first.row.min(last.row), first.col.min(last.col)),
        last: CellPos::new(first.row.max(last.row), first.col.max(last.col)),
    };
    Some((sheet, region))
}

/// A shared formula as it holds in another cell: what is not fixed by `$` moves along.
pub(crate) fn moved(formula: &str, from: Option<CellPos>, to: Option<CellPos>) -> String {
    let (Some(from), Some(to)) = (from, to) else {
        return formula.to_owned();
    };
    let pieces = pieces(formula);
    let mut text = String::with_capacity(formula.len());
    let mut copied = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Word(range, word) = piece else {
            continue;
        };
        let called = matches!(pieces.get(index + 1), Some(Piece::Sign('(' | '!')));
        let quoted = formula[range.clone()].starts_with('\'');
        let Some(moved) = (!called && !quoted)
            .then(|| one_moved(word, from, to))
            .flatten()
        else {
            continue;
        };
        text.push_str(&formula[copied..range.start]);
        text.push_str(&moved);
        copied = range.end;
    }
    text.push_str(&formula[copied..]);
    text
}

fn one_moved(word: &str, from: CellPos, to: CellPos) -> Option<String> {
    let pos: CellPos = word.parse().ok()?;
    let fixed_col = word.starts_with('$');
    let fixed_row = word.get(1..)?.contains('$');
    let along = |own: u32, from: u32, to: u32, fixed: bool| {
        let shifted = i64::from(own) + i64::from(to) - i64::from(from);
        if fixed {
            Some(own)
        } else {
            u32::try_from(shifted).ok()
        }
    };
    let row = along(pos.row, from.row, to.row, fixed_row)?;
    let col = along(pos.col, from.col, to.col, fixed_col)?;
    let address = CellPos::new(row, col).to_string();
    let digits = address.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = address.split_at(digits);
    let sign = |fixed| if fixed { "$" } else { "" };
    Some(format!(
        "{}{letters}{}{digits}",
        sign(fixed_col),
        sign(fixed_row)
    ))
}
