//! How much room a text takes in a cell.
//!
//! Neither Excel nor LibreOffice grows the rows of merged cells to fit their text, so every row height
//! is computed here. The estimate is on the safe side: a little air is better than a lost line.

use super::style::Style;
use super::units::{pixels, points};
use std::borrow::Cow;

/// What a cell keeps free left and right of its text together, in pixels.
const PADDING_PX: f64 = 8.0;
/// What a row keeps free above and below its text together, in points.
const PADDING_PT: f64 = 2.25;
/// Print is set a little wider than what the screen shows.
const SAFETY: f64 = 1.03;
/// Excel allows no row higher than this, in points.
pub const HIGHEST_ROW: f64 = 409.0;

/// About what a line loses at its end, in em, because no word is broken and some characters may not begin a
/// line.
const LOST: f64 = 1.0;

/// Measures text in one font.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Least height of a line as a multiple of the font size.
    line: f64,
}

impl Measure {
    /// For the font of a style.
    pub fn new(style: &Style) -> Self {
        // Meiryo and Yu Gothic have tall lines; the UD, MS and IPA families are as tall as their size.
        let font = style.font.to_lowercase();
        let tall = ["游", "yu ", "メイリオ", "meiryo", "noto", "源"];
        let is_tall = tall.iter().any(|name| font.contains(name));
        Self {
            line: if is_tall { 1.75 } else { 1.0 },
        }
    }

    /// The distance of two lines in points: Excel gives a line three pixels more than the font's size.
    fn pitch(self, size: f64) -> f64 {
        points(pixels(size).round() + 3.0).max(size * self.line)
    }

    /// How many lines a text takes in a width of pixels, at a font size in points. An empty text
    /// takes one.
    pub fn lines(self, text: &str, width_px: f64, size: f64) -> usize {
        let room = room(width_px, size);
        let mut lines = 0;
        for paragraph in text.split('\n') {
            lines += 1;
            each_break(paragraph, room, |_| lines += 1);
        }
        lines
    }

    /// Whether a text takes a single line, as [`Measure::lines`] counts them, in a width of pixels at a font
    /// size in points.
    pub fn is_line(self, text: &str, width_px: f64, size: f64) -> bool {
        let (room, mut taken) = (room(width_px, size), 0.0);
        text.chars().all(|c| {
            taken += Letter::of(c).em;
            c != '\n' && taken <= room
        })
    }

    /// Splits a text after so many lines, at least one, as it is wrapped in a width of pixels. A line
    /// break of the text's own at that place is dropped.
    pub fn split(self, text: &str, width_px: f64, size: f64, lines: usize) -> (&str, &str) {
        let room = room(width_px, size);
        let (mut start, mut left) = (0, lines.max(1));
        for paragraph in text.split('\n') {
            let breaks = breaks(paragraph, room);
            if let Some(at) = breaks.get(left - 1) {
                return text.split_at(start + at);
            }
            left -= breaks.len() + 1;
            let end = start + paragraph.len();
            if left == 0 && end < text.len() {
                return (&text[..end], &text[end + 1..]);
            }
            start = end + 1;
        }
        (text, "")
    }

    /// How many lines a height in points shows, at least one.
    pub fn lines_in(self, height: f64, size: f64) -> usize {
        (((height - PADDING_PT) / self.pitch(size)) as usize).max(1)
    }

    /// The height in points, in whole pixels, of a row that shows a text of so many lines.
    pub fn height(self, lines: usize, size: f64) -> f64 {
        points(pixels(lines as f64 * self.pitch(size) + PADDING_PT).ceil())
    }

    /// The height in points that a text needs in a width of pixels.
    pub fn text_height(self, text: &str, width_px: f64, size: f64) -> f64 {
        self.height(self.lines(text, width_px, size), size)
    }

    /// The width in pixels of the widest line of a text that is not wrapped.
    pub fn width(self, text: &str, size: f64) -> f64 {
        let em = text
            .split('\n')
            .map(|line| line.chars().map(em).sum())
            .fold(0.0, f64::max);
        pixels(em * size) * SAFETY + PADDING_PX
    }

    /// A text for a width of pixels, cut where it would be higher than `limit` points, with a mark that says
    /// so, and the height it takes.
    pub fn fitted<'t>(
        self,
        text: &'t str,
        width_px: impl Into<f64>,
        size: f64,
        limit: f64,
        mark: &str,
    ) -> (Cow<'t, str>, f64) {
        let width_px = width_px.into();
        let high = |text: &str| self.text_height(text, width_px, size);
        let whole = high(text);
        if whole <= limit {
            return (Cow::Borrowed(text), whole);
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let kept = ends.partition_point(|&end| high(&format!("{}{mark}", &text[..end])) <= limit);
        let cut = format!("{}{mark}", &text[..ends[kept.saturating_sub(1)]]);
        let height = high(&cut);
        (Cow::Owned(cut), height)
    }

    /// A text as the highest possible row shows it, and its height. For lists with one row an entry, where the
    /// whole text can be looked up elsewhere.
    pub fn fitted_to_row(self, text: &str, width_px: f64, size: f64) -> (Cow<'_, str>, f64) {
        self.fitted(text, width_px, size, HIGHEST_ROW, "…（以下略）")
    }

    /// Splits a height in points into equal rows that a sheet can hold.
    pub fn rows(self, height: f64) -> Vec<f64> {
        let count = (height / HIGHEST_ROW).ceil().max(1.0);
        vec![height / count; count as usize]
    }
}

/// The widths of a text's paragraphs, for comparing cells of many widths at little cost.
#[derive(Clone, Debug)]
pub struct TextWidth {
    /// In em.
    paragraphs: Vec<f64>,
}

impl TextWidth {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let width = |paragraph: &str| paragraph.chars().map(|c| Letter::of(c).em).sum();
        Self {
            paragraphs: text.split('\n').map(width).collect(),
        }
    }

    /// About as many lines as [`Measure::lines`] counts.
    pub fn lines_about(&self, width_px: f64, size: f64) -> f64 {
        let room = room(width_px, size);
        let lines = |em: &f64| {
            let breaks = (em / room).ceil() - 1.0;
            ((em + LOST * breaks) / room).ceil().max(1.0)
        };
        self.paragraphs.iter().map(lines).sum()
    }
}

/// How many em a line of a cell holds.
fn room(width_px: f64, size: f64) -> f64 {
    ((width_px - PADDING_PX) / (pixels(size) * SAFETY)).max(1.0)
}

/// Where in a paragraph new lines begin, in bytes, where a line holds `room` em.
fn breaks(paragraph: &str, room: f64) -> Vec<usize> {
    let mut breaks = Vec::new();
    each_break(paragraph, room, |at| breaks.push(at));
    breaks
}

/// Calls `take` with every place in a paragraph where a new line begins.
///
/// A line may break between any two characters but those glued together: within western words, before
/// what may not begin a line, and after what may not end one. A word longer than a line is broken anywhere.
fn each_break(paragraph: &str, room: f64, mut take: impl FnMut(usize)) {
    // No character is wider than an em, and counting them is far quicker than looking at each.
    if paragraph.len() as f64 <= room || paragraph.chars().count() as f64 <= room {
        return;
    }
    // The line so far up to where it may break, and the word after that.
    let (mut line, mut word, mut word_from) = (0.0, 0.0, 0);
    let mut before = Letter::NONE;
    for (at, c) in paragraph.char_indices() {
        let letter = Letter::of(c);
        let width = letter.em;
        if !letter.glued_to(before) {
            (line, word, word_from) = (line + word, 0.0, at);
        }
        before = letter;
        if line + word + width > room {
            if line > 0.0 {
                take(word_from);
                line = 0.0;
            }
            if word + width > room && word > 0.0 {
                take(at);
                (word, word_from) = (0.0, at);
            }
        }
        word += width;
    }
}

/// What a character means for the end of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Letter {
    /// Its width in em.
    em: f64,
    /// Part of a western word.
    word: bool,
    /// May not stand at the beginning of a line.
    never_first: bool,
    /// May not stand at the end of a line.
    never_last: bool,
}

/// Looked up, because nearly all text of a form is of these and kanji.
static ASCII: [Letter; 128] = Letter::table(0);
static KANA: [Letter; 256] = Letter::table(0x3000);

impl Letter {
    /// What stands before the first character: no line begins between the two.
    const NONE: Self = Self {
        never_last: true,
        ..Self::look_at(' ')
    };
    const KANJI: Self = Self::look_at('漢');

    fn of(c: char) -> Self {
        match c {
            '\0'..='\x7F' => ASCII[c as usize],
            '\u{3000}'..='\u{30FF}' => KANA[c as usize - 0x3000],
            '\u{3400}'..='\u{9FFF}' => Self::KANJI,
            _ => Self::look_at(c),
        }
    }

    const fn table<const N: usize>(from: u32) -> [Self; N] {
        let mut table = [Self::KANJI; N];
        let mut at = 0;
        while at < N {
            if let Some(c) = char::from_u32(from + at as u32) {
                table[at] = Self::look_at(c);
            }
            at += 1;
        }
        table
    }

    const fn look_at(c: char) -> Self {
        Self {
            em: em(c),
            word: c.is_ascii_graphic(),
            never_first: never_first(c),
            never_last: never_last(c),
        }
    }

    /// Whether no line may break between a character and this one after it.
    const fn glued_to(self, before: Self) -> bool {
        (before.word && self.word) || self.never_first || before.never_last
    }
}

/// Characters that may not stand at the beginning of a line.
#[rustfmt::skip]
const fn never_first(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '．' | '・' | '：' | '；' | '？' | '！' | 'ー' | '）' | '］' | '｝' | '〉'
        | '》' | '」' | '』' | '】' | '〕' | '％' | '々' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ'
        | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ'
        | 'ヮ' | 'ヵ' | 'ヶ' | ',' | '.' | ')' | ']' | '}' | '%'
    )
}

/// Characters that may not stand at the end of a line.
const fn never_last(c: char) -> bool {
    matches!(
        c,
        '（' | '［' | '｛' | '〈' | '《' | '「' | '『' | '【' | '〔' | '(' | '[' | '{'
    )
}

/// The width of a character in em: the widest among the usual Japanese fonts, where the digits of
/// the UD family take three quarters.
const fn em(c: char) -> f64 {
    match c {
        ' ' => 0.35,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '\'' | '|' => 0.45,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '&' | '#' | '+' | '=' => 1.0,
        '0'..='9' => 0.76,
        'a'..='z' => 0.7,
        'A'..='Z' => 0.83,
        c if c.is_ascii() => 0.52,
        '\u{ff61}'..='\u{ff9f}' => 0.55,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests;
