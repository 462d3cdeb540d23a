//! Column widths and row heights: from what a sheet says to EMU.

use super::digits::Digit;
use super::styles::Font;
use super::xml::Tag;
use crate::Axis;
use std::collections::BTreeMap;

/// EMU of a pixel at 96 dpi.
const PIXEL: i64 = 9_525;
/// EMU of a point.
const POINT: f64 = 12_700.0;
/// Columns of a sheet.
pub(super) const COLUMNS: u32 = 16_384;
/// Rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;
/// The highest row Excel allows, in points.
const MAX_POINTS: f64 = 409.5;
/// The widest column Excel allows, in characters.
const MAX_CHARS: f64 = 255.0;

/// What `sheetFormatPr`, `cols` and the rows say about sizes.
#[derive(Default)]
pub(crate) struct Sizes {
    /// Width of columns that are not listed, in characters.
    pub(crate) default_width: Option<f64>,
    /// The same without its margin.
    pub(crate) base_width: Option<f64>,
    /// Height of rows that are not listed, in points.
    pub(crate) default_height: Option<f64>,
    /// Rows that are not listed are hidden.
    pub(crate) zero_height: bool,
    /// First, last, characters, hidden.
    pub(crate) columns: Vec<(u32, u32, Option<f64>, bool)>,
    /// Row, points, hidden.
    rows: Vec<(u32, Option<f64>, bool)>,
}

impl Sizes {
    /// Takes `sheetFormatPr`.
    pub(super) fn take_defaults(&mut self, tag: &Tag<'_>) {
        self.default_width = tag.number("defaultColWidth");
        self.base_width = tag.number("baseColWidth");
        self.default_height = tag.number("defaultRowHeight");
        self.zero_height = tag.yes("zeroHeight");
    }

    /// Takes a `col`; more of them than there are columns say nothing new.
    pub(super) fn take_column(&mut self, tag: &Tag<'_>) {
        let (Some(first), Some(last)) = (tag.number::<u32>("min"), tag.number::<u32>("max")) else {
            return;
        };
        if first == 0 || first > last || first > COLUMNS || self.columns.len() >= COLUMNS as usize {
            return;
        }
        let width: Option<f64> = tag.number("width");
        let hidden = tag.yes("hidden") || width == Some(0.0);
        self.columns
            .push((first - 1, last.min(COLUMNS) - 1, width, hidden));
    }

    /// Takes a row's own height.
    pub(crate) fn take_row(&mut self, row: u32, points: Option<f64>, hidden: bool) {
        if points.is_some() || hidden || self.zero_height {
            let hidden = hidden || points == Some(0.0);
            self.rows.push((row, points, hidden));
        }
    }

    /// Column widths in EMU. The commonest width becomes the default, so that a range to the last
    /// column costs nothing.
    pub(crate) fn columns(&mut self, font: &Font) -> Axis {
        self.columns_of(Digit::of(font))
    }

    /// Column widths counted in a digit.
    pub(super) fn columns_of(&mut self, digit: Digit) -> Axis {
        let unnamed = match self.default_width {
            Some(chars) => width(chars, digit),
            None => base_width(self.base_width.unwrap_or(8.0), digit),
        };
        let mut runs = Vec::new();
        let mut hidden = Vec::new();
        let mut next = 0;
        self.columns.sort_by_key(|column| column.0);
        for &(first, last, chars, is_hidden) in &self.columns {
            let first = first.max(next);
            if first > last {
                continue;
            }
            if first > next {
                runs.push((next, first - 1, unnamed));
            }
            let size = match chars {
                _ if is_hidden => 0,
                Some(chars) => width(chars, digit),
                None => unnamed,
            };
            runs.push((first, last, size));
            if is_hidden {
                push_range(&mut hidden, first, last);
            }
            next = last + 1;
        }
        if next < COLUMNS {
            runs.push((next, COLUMNS - 1, unnamed));
        }
        let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
        for (first, last, size) in &runs {
            *counts.entry(*size).or_default() += last - first + 1;
        }
        let default = counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map_or(unnamed, |(size, _)| size);
        let sizes = runs
            .into_iter()
            .filter(|(_, _, size)| *size != default)
            .flat_map(|(first, last, size)| (first..=last).map(move |index| (index, size)))
            .collect();
        Axis {
            default,
            sizes,
            hidden,
        }
    }

    /// Row heights in EMU.
    pub(crate) fn rows(&mut self, font: &Font) -> Axis {
        let standard = self
            .default_height
            .filter(|points| *points > 0.0)
            .unwrap_or_else(|| line_points(font));
        let standard = height(standard);
        let default = if self.zero_height { 0 } else { standard };
        // Later mentions of a row count, like later ones of a cell's row.
        self.rows.sort_by_key(|row| row.0);
        let mut sizes = BTreeMap::new();
        let mut hidden = Vec::new();
        let mut next = 0;
        for &(row, points, is_hidden) in &self.rows {
            if self.zero_height && row > next {
                push_range(&mut hidden, next, row - 1);
            }
            next = row + 1;
            let size = if is_hidden {
                push_range(&mut hidden, row, row);
                0
            } else {
                points.map_or(standard, height)
            };
            if size != default {
                sizes.insert(row, size);
            }
        }
        if self.zero_height && next < ROWS {
            push_range(&mut hidden, next, ROWS - 1);
        }
        Axis {
            default,
            sizes,
            hidden,
        }
    }
}

/// Adds a range, joined with the one before where they touch.
fn push_range(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some(range) if range.1 + 1 >= first => range.1 = range.1.max(last),
        _ => ranges.push((first, last)),
    }
}

/// Width in EMU of a column of so many characters (ECMA-376 18.3.1.13).
fn width(chars: f64, digit: Digit) -> i64 {
    let chars = chars.clamp(0.0, MAX_CHARS);
    match digit {
        Digit::Pixels(digit) => {
            let digit = digit as f64;
            let pixels = ((256.0 * chars + (128.0 / digit).trunc()) / 256.0 * digit).trunc();
            pixels as i64 * PIXEL
        }
        Digit::Emu(digit) => (chars * digit).round() as i64,
    }
}

/// Width of a column nobody named: characters and a margin of five pixels, up to a multiple of eight.
fn base_width(chars: f64, digit: Digit) -> i64 {
    let chars = chars.clamp(0.0, MAX_CHARS);
    match digit {
        Digit::Pixels(digit) => (chars as i64 * digit + 5 + 7) / 8 * 8 * PIXEL,
        Digit::Emu(digit) => (chars * digit).round() as i64 + 5 * PIXEL,
    }
}

fn height(points: f64) -> i64 {
    (points.clamp(0.0, MAX_POINTS) * POINT).round() as i64
}

/// Height of a row nobody named: 15 points of Calibri 11, 13.5 of ＭＳ Ｐゴシック, 18.75 of 游ゴシック.
fn line_points(font: &Font) -> f64 {
    let starts = |names: &[&str]| names.iter().any(|name| font.name.starts_with(name));
    let at_eleven = if starts(&["ＭＳ", "MS "]) {
        13.5
    } else if starts(&["游", "Yu ", "メイリオ", "Meiryo"]) {
        18.75
    } else {
        15.0
    };
    at_eleven * font.points / 11.0
}

#[cfg(test)]
mod tests {
    use super::super::xml::Xml;
    use super::*;

    fn sizes(text: &str) -> Sizes {
        let mut sizes = Sizes::default();
        let mut xml = Xml::new(text, 8);
        xml.child(0).expect("a root");
        while let Ok(Some(tag)) = xml.child(1) {
            match tag.local() {
                "sheetFormatPr" => sizes.take_defaults(&tag),
                "col" => sizes.take_column(&tag),
                _ => sizes.take_row(
                    tag.number::<u32>("r").expect("a row") - 1,
                    tag.number("ht"),
                    tag.yes("hidden"),
                ),
            }
        }
        sizes
    }

    #[test]
    fn widths_are_those_of_the_default_font() {
        let calibri = Font::default();
        let gothic = Font {
            name: "ＭＳ Ｐゴシック".to_owned(),
            points: 11.0,
        };
        let pixels = |text: &str, font: &Font| sizes(text).columns(font).size(0) / PIXEL;
        assert_eq!(pixels("<r/>", &calibri), 64);
        assert_eq!(pixels("<r/>", &gothic), 72);
        assert_eq!(
            pixels(r#"<r><col min="1" max="1" width="9.5"/></r>"#, &calibri),
            66
        );
        assert_eq!(
            pixels(
                r#"<r><col min="1" max="1" width="8.7109375"/></r>"#,
                &calibri
            ),
            61
        );
        assert_eq!(
            pixels(r#"<r><col min="1" max="1" width="8.625"/></r>"#, &gothic),
            69
        );
        assert_eq!(
            pixels(
                r#"<r><sheetFormatPr defaultColWidth="4.71"/></r>"#,
                &calibri
            ),
            33
        );
    }

    #[test]
    fn a_range_to_the_last_column_costs_nothing() {
        let text = r#"<r><col min="2" max="3" width="5"/><col min="5" max="16384" hidden="1" width="9"/></r>"#;
        let axis = sizes(text).columns(&Font::default());
        assert_eq!(axis.default, 0);
        assert_eq!(axis.sizes.len(), 4);
        assert_eq!(axis.hidden, [(4, 16_383)]);
        assert!(axis.size(0) == axis.size(3) && axis.size(1) == axis.size(2));
    }

    #[test]
    fn rows_keep_their_heights_and_hidden_ones_have_none() {
        let text = r#"<r><sheetFormatPr defaultRowHeight="18.75"/><row r="2" ht="30"/><row r="3" hidden="1"/>
            <row r="4" hidden="1" ht="20"/><row r="6" ht="18.75"/></r>"#;
        let axis = sizes(text).rows(&Font::default());
        assert_eq!(axis.default, 238_125);
        assert_eq!(axis.sizes, BTreeMap::from([(1, 381_000), (2, 0), (3, 0)]));
        assert_eq!(axis.hidden, [(2, 3)]);
    }

    #[test]
    fn rows_not_listed_may_be_hidden() {
        let text = r#"<r><sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><row r="1"/><row r="3" ht="20"/></r>"#;
        let axis = sizes(text).rows(&Font::default());
        assert_eq!(axis.default, 0);
        assert_eq!(axis.sizes, BTreeMap::from([(0, 190_500), (2, 254_000)]));
        assert_eq!(axis.hidden, [(1, 1), (3, ROWS - 1)]);
    }
}
