//! The figures that the charts draw, as formulas right of what is printed.

use super::super::money::Sums;
use super::super::tables::Group;
use super::super::{Canvas, LAST, SHEET, block, ratings};
use crate::model::Measure;
use crate::report::summary::list::Key;
use crate::report::summary::tally::Money;
use crate::report::write::{self, Area};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, XlsxError};

/// The first column.
const LEFT: u16 = LAST + 2;
/// A label in a chart is cut after so many characters.
const LABEL_CHARS: usize = 9;

/// Where the achievement's columns begin, in percent. The first holds 0 and below, the second what is above.
pub(super) const BOUNDS: [i64; 7] = [0, 20, 40, 60, 80, 100, 120];

/// Figures below a row of headings: one column of categories, then the series.
pub(super) struct Block {
    top: u32,
    rows: u32,
}

/// A range for a chart: sheet, first row and column, last row and column.
type Range = (&'static str, u32, u16, u32, u16);

impl Block {
    /// The cell with a series' name.
    pub(super) const fn name(&self, series: u16) -> (&'static str, u32, u16) {
        (SHEET, self.top, LEFT + 1 + series)
    }

    /// The categories.
    pub(super) const fn categories(&self) -> Range {
        (SHEET, self.top + 1, LEFT, self.top + self.rows, LEFT)
    }

    /// The values of a series.
    pub(super) const fn values(&self, series: u16) -> Range {
        let col = LEFT + 1 + series;
        (SHEET, self.top + 1, col, self.top + self.rows, col)
    }
}

/// The figures while they are written below one another.
pub(super) struct Figures {
    next: u32,
    look: Format,
}

impl Figures {
    pub(super) fn new(canvas: &mut Canvas<'_, '_>) -> Result<Self, XlsxError> {
        let look = canvas.book.formats.note.clone();
        let text = "グラフの元の数値（印刷範囲外）";
        write::text(canvas.sheet, 0, LEFT, text, &look)?;
        Ok(Self { next: 1, look })
    }

    /// The ratings of groups, from the last to the first, because bars are drawn upwards. The series are the
    /// parts of the first measure, then of the second and third.
    pub(super) fn groups(
        &mut self,
        canvas: &mut Canvas<'_, '_>,
        groups: &[&Group],
    ) -> Result<Block, XlsxError> {
        let names = Measure::ALL.iter().flat_map(|_| ratings::NAMES);
        let written = self.headings(canvas, names, groups.len())?;
        for (row, group) in (written.top + 1..).zip(groups.iter().rev()) {
            write::text(canvas.sheet, row, LEFT, &short(&group.label), &self.look)?;
            let mut col = LEFT + 1;
            for measure in Measure::ALL {
                let cells = ratings::count_cells(group.row, block(measure));
                let counts = ratings::parts(group.tally.counts.get(measure));
                for (cell, count) in cells.iter().zip(counts) {
                    self.follow(canvas, (row, col), &format!("={cell}"), count)?;
                    col += 1;
                }
            }
        }
        Ok(written)
    }

    /// How many projects reached how much of their target, by KPI and by KGI.
    pub(super) fn achievements(&mut self, canvas: &mut Canvas<'_, '_>) -> Result<Block, XlsxError> {
        let book = canvas.book;
        let counted = ratings::counted(book);
        let measures = [Measure::Kpi, Measure::Kgi];
        let block = self.headings(canvas, measures.map(Measure::japanese), BOUNDS.len() + 1)?;
        for at in 0..=BOUNDS.len() {
            let row = block.top + 1 + at as u32;
            write::text(canvas.sheet, row, LEFT, &bin_name(at), &self.look)?;
            for (measure, col) in measures.into_iter().zip(LEFT + 1..) {
                let cells = book.range(Key::Achievement(measure));
                let text = format!(
                    "=SUMPRODUCT({counted}*ISNUMBER({cells}){})",
                    bin_condition(at, &cells)
                );
                let lines = book.lines.iter().filter(|line| line.counted);
                let reached = lines.filter_map(|l| l.project.proposals.get(measure).achievement);
                let count = reached.filter(|percent| bin_of(*percent) == at).count();
                self.follow(canvas, (row, col), &text, count)?;
            }
        }
        Ok(block)
    }

    /// Budget and settlement of every year, and the largest of them; what nobody gave is drawn as nothing.
    pub(super) fn money(
        &mut self,
        canvas: &mut Canvas<'_, '_>,
        sums: &Sums,
    ) -> Result<(Block, Decimal), XlsxError> {
        let block = self.headings(canvas, Money::ALL.map(Money::japanese), sums.len())?;
        let book = canvas.book;
        let mut most = Decimal::ZERO;
        for ((row, cells), year) in (block.top + 1..).zip(sums).zip(&book.years) {
            write::text(canvas.sheet, row, LEFT, &year.short(), &self.look)?;
            for ((money, cell), col) in Money::ALL.into_iter().zip(cells).zip(LEFT + 1..) {
                let sum = money.total(&book.lines, *year).sum.unwrap_or_default();
                most = most.max(sum);
                self.follow(canvas, (row, col), &format!("=N({cell})"), sum.normalize())?;
            }
        }
        Ok((block, most))
    }

    /// The names of the series, and the block below them; another one follows after a blank row.
    fn headings<'t>(
        &mut self,
        canvas: &mut Canvas<'_, '_>,
        names: impl IntoIterator<Item = &'t str>,
        rows: usize,
    ) -> Result<Block, XlsxError> {
        let block = Block {
            top: self.next,
            rows: rows as u32,
        };
        for (name, col) in names.into_iter().zip(LEFT + 1..) {
            write::text(canvas.sheet, block.top, col, name, &self.look)?;
        }
        self.next += block.rows + 2;
        Ok(block)
    }

    fn follow(
        &self,
        canvas: &mut Canvas<'_, '_>,
        (row, col): (u32, u16),
        text: &str,
        result: impl ToString,
    ) -> Result<(), XlsxError> {
        canvas.formula(Area::row(row, col, col), text, result, &self.look)
    }
}

/// A group's name as far as a chart has room for it, in signs that every program finds in the chart's own
/// font: LibreOffice takes ① and … from another one.
fn short(label: &str) -> String {
    let mut kept: String = label.chars().take(LABEL_CHARS).map(plain).collect();
    if label.chars().nth(LABEL_CHARS).is_some() {
        kept.push_str("...");
    }
    kept
}

/// `①` → `(1)`, up to `⑳`.
fn plain(c: char) -> String {
    match u32::from(c) {
        circled @ 0x2460..=0x2473 => format!("({})", circled - 0x245f),
        _ if c == '…' => "...".to_owned(),
        _ => c.to_string(),
    }
}

/// `0以下`, `0超`, `20～`.
fn bin_name(at: usize) -> String {
    match at {
        0 => "0以下".to_owned(),
        1 => "0超".to_owned(),
        at => format!("{}～", BOUNDS[at - 1]),
    }
}

/// The column of an achievement in percent.
fn bin_of(percent: Decimal) -> usize {
    if percent <= Decimal::ZERO {
        return 0;
    }
    BOUNDS
        .iter()
        .filter(|bound| percent >= Decimal::from(**bound))
        .count()
}

/// [`bin_of`] as a condition on cells.
fn bin_condition(at: usize, cells: &str) -> String {
    let from = match at {
        0 => return format!("*({cells}<=0)"),
        1 => format!("*({cells}>0)"),
        at => format!("*({cells}>={})", BOUNDS[at - 1]),
    };
    match BOUNDS.get(at) {
        Some(below) => format!("{from}*({cells}<{below})"),
        None => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_plain() {
        assert_eq!(short("①子育て"), "(1)子育て");
        assert_eq!(short("⑳情報化推進体制の構築"), "(20)情報化推進体制の...");
    }

    #[test]
    fn every_achievement_has_one_column() {
        let bin = |text: &str| bin_of(text.parse().unwrap());
        let percents = [
            "-3", "0", "0.1", "19.9", "20", "79.9", "80", "100", "119.9", "120", "900",
        ];
        let bins = percents.map(bin);
        assert_eq!(bins, [0, 0, 1, 1, 2, 4, 5, 6, 6, 7, 7]);
        assert_eq!(bin_condition(4, "X"), "*(X>=60)*(X<80)");
        assert_eq!(
            [0, 1, 4, 7].map(bin_name),
            ["0以下", "0超", "60～", "120～"]
        );
    }
}
