//! What cells hold: numbers in their format, texts, truths, errors.

use super::globals::Globals;
use super::records::{Bytes, Record, id};
use super::strings::{Rich, Spread};
use crate::address::CellPos;
use crate::numfmt::general;
use crate::xlsx::{rounded, shown_content};
use crate::{Content, Limits, Number, Problem, ProblemKind};

/// Makes contents, and keeps what was odd about them.
pub(super) struct Values<'g> {
    globals: &'g Globals,
    limits: &'g Limits,
    /// Where a formula's text comes in the next STRING record.
    pub(super) awaiting: Option<(CellPos, u16)>,
    /// What was odd.
    pub(super) problems: Vec<Problem>,
    /// The text last read, where its parts have fonts of their own.
    pub(super) rich: Option<Rich>,
}

impl<'g> Values<'g> {
    /// None yet.
    pub(super) fn new(globals: &'g Globals, limits: &'g Limits) -> Self {
        Self {
            globals,
            limits,
            awaiting: None,
            problems: Vec::new(),
            rich: None,
        }
    }

    /// The content of a cell of its own; `None` where the record is cut short.
    pub(super) fn content(
        &mut self,
        record: &Record<'_>,
        mut bytes: Bytes<'_>,
        pos: CellPos,
        look: u16,
    ) -> Option<Content> {
        Some(match record.id {
            id::NUMBER => self.number(pos, look, bytes.f64()?),
            id::RK => self.number(pos, look, compressed(bytes.u32()?)),
            id::SHARED_LABEL => {
                let index = bytes.u32()?;
                match self.globals.strings.get(index as usize) {
                    Some(rich) => self.rich(pos, rich),
                    None => self.odd(
                        pos,
                        index.to_string(),
                        "番号の文字列がブックの中にありません",
                    ),
                }
            }
            id::LABEL | id::RICH_LABEL => {
                let mut parts = record.parts.clone();
                parts[0] = bytes.0;
                let rich = Spread::new(&parts).label(record.id == id::RICH_LABEL)?;
                self.rich(pos, &rich)
            }
            id::BOOL_OR_ERROR => {
                let value = bytes.u8()?;
                match bytes.u8()? {
                    0 => Content::Bool(value != 0),
                    _ => self.error(pos, value),
                }
            }
            id::FORMULA => self.result(pos, look, bytes.take(8)?)?,
            _ => Content::Blank,
        })
    }

    /// A formula's result ([MS-XLS] 2.5.133): a number, or what two bytes of ones announce.
    fn result(&mut self, pos: CellPos, look: u16, value: &[u8]) -> Option<Content> {
        if value[6..8] != [0xFF, 0xFF] {
            return Some(self.number(pos, look, Bytes(value).f64()?));
        }
        Some(match value[0] {
            0 => {
                self.awaiting = Some((pos, look));
                Content::Blank
            }
            1 => Content::Bool(value[2] != 0),
            2 => self.error(pos, value[2]),
            _ => Content::Blank,
        })
    }

    /// A number as its format shows it.
    pub(super) fn number(&mut self, pos: CellPos, look: u16, number: f64) -> Content {
        let Some(stored) = rounded(number) else {
            self.problem(pos, number.to_string(), "数値として扱えない値です");
            return Content::Text(number.to_string().into());
        };
        let format = self.globals.formats.get(usize::from(look));
        let Some(format) = format.and_then(|format| format.number.as_ref()) else {
            return Content::Number(Number {
                stored,
                scale: 0,
                shown: general(stored).into(),
            });
        };
        let shown = format.show(stored, self.globals.epoch);
        let taken = shown_content(stored, shown, &number.to_string());
        if let Some((raw, message)) = taken.odd {
            self.problem(pos, raw, message);
        }
        taken.content
    }

    fn rich(&mut self, pos: CellPos, rich: &Rich) -> Content {
        if !rich.fonts.is_empty() {
            self.rich = Some(rich.clone());
        }
        self.text(pos, &rich.text)
    }

    /// A text within its bound.
    pub(super) fn text(&mut self, pos: CellPos, text: &str) -> Content {
        let length = text.chars().count();
        let most = self.limits.text_chars;
        if length > most as usize {
            let mut problem = Problem::limit("text_chars", length, most);
            problem.cell = Some(pos);
            self.problems.push(problem);
            return Content::Text(text.chars().take(most as usize).collect::<String>().into());
        }
        if text.is_empty() {
            return Content::Blank;
        }
        Content::Text(text.replace("\r\n", "\n").into())
    }

    fn error(&mut self, pos: CellPos, code: u8) -> Content {
        match error_name(code) {
            Some(text) => Content::Error(text.into()),
            None => self.odd(pos, code.to_string(), "Excelにないエラー値です"),
        }
    }

    fn odd(&mut self, pos: CellPos, raw: String, message: &str) -> Content {
        let content = Content::Error(raw.as_str().into());
        self.problem(pos, raw, message);
        content
    }

    fn problem(&mut self, pos: CellPos, raw: String, message: &str) {
        let mut problem = Problem::new(ProblemKind::OddCell, message);
        problem.cell = Some(pos);
        problem.text = Some(raw);
        self.problems.push(problem);
    }
}

/// What an error value shows ([MS-XLS] 2.5.10, [MS-XLSB] 2.5.97.2).
pub(crate) fn error_name(code: u8) -> Option<&'static str> {
    Some(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    })
}

/// [MS-XLS] 2.5.218: thirty bits of a whole or floating point number, perhaps times a hundred.
pub(crate) fn compressed(rk: u32) -> f64 {
    let number = if rk & 2 != 0 {
        f64::from(rk as i32 >> 2)
    } else {
        f64::from_bits(u64::from(rk & !3) << 32)
    };
    if rk & 1 != 0 { number / 100.0 } else { number }
}
