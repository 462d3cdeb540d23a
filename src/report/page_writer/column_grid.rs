//! The columns of a page: some on the left for labels, then the months of the years.
//!
//! ```text
//! |  A  | B | C |    |  |     |  |       |   …     one column from mark to mark
//!    label        Apr  Jul Sep   Feb
//! ```
//! A column a month would be sixty for five years, and most of a page's cells would say nothing: the months
//! between two marks, which are where anything on the page begins or ends, share a column. On a form that
//! is handed out, a column is a quarter, because people mark quarters.

use crate::layout::draw::{Draw, QUARTERS};
use crate::report::units;
use std::collections::BTreeSet;
use std::ops::Range;

/// Width of A4 landscape between the margins in pixels, a little less to be safe.
pub(in crate::report) const WIDTH: u32 = 1016;
/// Least width of columns B and C together.
const SECOND: u32 = 110;
/// Least width of a month; with it, eleven years fit a page without shrinking.
const MONTH: u32 = 6;
/// Months of a year, and of one of its quarters.
const YEAR: u16 = 12;
const QUARTER: u16 = YEAR / QUARTERS;

/// Where the columns of a page begin.
#[derive(Clone, Debug)]
pub(in crate::report) struct ColumnGrid {
    /// How many columns there are left of the months.
    left: u16,
    /// The months that begin a column, counted from the first April, and the one after the last.
    marks: Vec<u16>,
    /// Widths in pixels, from column A on.
    widths: Vec<u32>,
    /// Where each column begins, in pixels, and where the last one ends.
    edges: Vec<u32>,
}

impl ColumnGrid {
    fn new(left: u16, marks: Vec<u16>, widths: Vec<u32>) -> Self {
        let mut edge = 0;
        let ends = widths.iter().map(|width| {
            edge += width;
            edge
        });
        let edges = std::iter::once(0).chain(ends).collect();
        Self {
            left,
            marks,
            widths,
            edges,
        }
    }

    /// The columns of a form as its layout has them: a quarter each.
    pub(in crate::report) fn of_quarters(draw: &Draw) -> Self {
        let left = draw.left.iter().copied().map(units::column);
        let quarters = usize::from(draw.years * QUARTERS);
        let widths = left.chain(std::iter::repeat_n(units::column(draw.quarter), quarters));
        Self::new(
            draw.left.len() as u16,
            (0..=draw.years * QUARTERS).map(|n| n * QUARTER).collect(),
            widths.collect(),
        )
    }

    /// Columns for so many years, at least one, beside a column for labels, on a page printed at a scale: the
    /// smaller, the wider. B and C share what the months leave, so that every page is as wide as the paper.
    /// Months count from the first April; each of `marks` begins a column, and so does every half year.
    pub(in crate::report) fn of_months(
        label: u32,
        years: usize,
        scale: f64,
        marks: impl IntoIterator<Item = u16>,
    ) -> Self {
        let years = u16::try_from(years.clamp(1, 100)).unwrap_or(1);
        let months = years * YEAR;
        let marks: BTreeSet<u16> = (0..=months)
            .step_by(6)
            .chain((0..10).map(|n| tenth(years, n)))
            .chain(marks.into_iter().filter(|mark| *mark < months))
            .collect();
        let marks: Vec<u16> = marks.into_iter().collect();
        let page = (f64::from(WIDTH) / scale) as u32;
        let month = ((page - label - SECOND) / u32::from(months)).max(MONTH);
        let second = page
            .saturating_sub(label + month * u32::from(months))
            .max(SECOND);
        let of_marks = marks
            .windows(2)
            .map(|pair| month * u32::from(pair[1] - pair[0]));
        let widths = [label, second / 2, second - second / 2]
            .into_iter()
            .chain(of_marks)
            .collect();
        Self::new(3, marks, widths)
    }

    /// The widths of all columns in pixels.
    pub(in crate::report) fn widths(&self) -> &[u32] {
        &self.widths
    }

    /// The last column.
    pub(in crate::report) fn right(&self) -> u16 {
        self.widths.len() as u16 - 1
    }

    /// The last column left of the months.
    pub(in crate::report) const fn left_end(&self) -> u16 {
        self.left - 1
    }

    /// The width of columns in pixels.
    pub(in crate::report) fn width(&self, left: u16, right: u16) -> f64 {
        f64::from(self.edge(right + 1) - self.edge(left))
    }

    /// Where a column begins, in pixels; of the one after the last, where that one ends.
    pub(super) fn edge(&self, col: u16) -> u32 {
        self.edges[usize::from(col)]
    }

    /// The column that begins nearest to a share of the whole width.
    pub(in crate::report) fn at_share(&self, share: f64) -> u16 {
        let wanted = share * f64::from(self.edge(self.right() + 1));
        let off = |col: &u16| (f64::from(self.edge(*col)) - wanted).abs();
        let columns = 0..=self.right() + 1;
        columns
            .min_by(|one, other| off(one).total_cmp(&off(other)))
            .unwrap_or(0)
    }

    /// The columns of the `n`th year.
    pub(in crate::report) fn year(&self, n: u16) -> (u16, u16) {
        (self.begins(n * YEAR), self.begins((n + 1) * YEAR) - 1)
    }

    /// The columns of the `n`th half year.
    pub(in crate::report) fn half(&self, n: u16) -> (u16, u16) {
        (self.begins(n * 6), self.begins(n * 6 + 6) - 1)
    }

    /// The columns of the months, each with the months it holds.
    pub(in crate::report) fn months(&self) -> impl Iterator<Item = (u16, Range<u16>)> {
        (self.left..).zip(self.marks.windows(2).map(|pair| pair[0]..pair[1]))
    }

    /// The column that begins with a month that is a mark; the one after the last begins none.
    fn begins(&self, month: u16) -> u16 {
        self.left + self.marks.partition_point(|mark| *mark < month) as u16
    }
}

/// The month with which the `n`th tenth begins: at a half year, a quarter, or any month, the coarsest
/// that keeps the tenths apart.
const fn tenth(years: u16, n: u16) -> u16 {
    let step = match years {
        0..=2 => 1,
        3..=4 => 3,
        _ => 6,
    };
    (n * years * 12 + 5 * step) / (10 * step) * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_as_wide_as_the_paper() {
        for years in 1..=11 {
            for marks in [vec![], (0..400).collect(), vec![1, 17, 130]] {
                let grid = ColumnGrid::of_months(98, years, 1.0, marks);
                assert_eq!(grid.widths().iter().sum::<u32>(), WIDTH, "{years}");
            }
        }
        let wide = ColumnGrid::of_months(98, 20, 1.0, [])
            .widths()
            .iter()
            .sum::<u32>();
        assert!(wide > WIDTH);
    }

    #[test]
    fn years_halves_and_tenths_stand_where_they_should() {
        for years in 1..=14_u16 {
            let grid = ColumnGrid::of_months(98, usize::from(years), 1.0, [1, 7, 8]);
            let first = |col: u16| grid.months().find(|(at, _)| *at == col).unwrap().1.start;
            for n in 0..years {
                let (left, right) = grid.year(n);
                assert_eq!(first(left), n * 12);
                assert_eq!(grid.half(2 * n).0, left);
                assert_eq!(grid.half(2 * n + 1).1, right);
            }
            assert_eq!(grid.year(years - 1).1, grid.right());
            let tenths: BTreeSet<u16> = (0..10).map(|n| tenth(years, n)).collect();
            assert_eq!(tenths.len(), 10, "{years}");
        }
    }

    #[test]
    fn a_column_begins_at_each_mark_and_nowhere_else() {
        let grid = ColumnGrid::of_months(98, 5, 1.0, [2, 59, 60, 99]);
        let starts: Vec<u16> = grid.months().map(|(_, months)| months.start).collect();
        assert_eq!(starts, [0, 2, 6, 12, 18, 24, 30, 36, 42, 48, 54, 59]);
    }
}
