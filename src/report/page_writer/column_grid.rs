//! The columns of a page.
//!
//! ```text
//! |  A  | B | C |    |  |     |  |       |   …     one column from mark to mark
//!    label        Apr  Jul Sep   Feb
//! ```
//! A is fixed, B and C share what the months leave, so that every page is as wide as the paper. A column
//! a month would be sixty for five years, and most of a page's cells would say nothing: the months
//! between two marks, which are where anything on the page begins or ends, share a column.

use std::collections::BTreeSet;
use std::ops::Range;

/// Width of A4 landscape between the margins in pixels, a little less to be safe.
pub(in crate::report) const WIDTH: u32 = 1016;
/// Width of column A.
const LABEL: u32 = 98;
/// Least width of columns B and C together.
const SECOND: u32 = 110;
/// Least width of a month; with it, eleven years fit a page without shrinking.
const MONTH: u32 = 6;
/// The first column of the months.
const FIRST: u16 = 3;

/// Where the columns of a page begin.
#[derive(Clone, Debug)]
pub(in crate::report) struct ColumnGrid {
    /// How many year columns there are.
    years: u16,
    /// The months that begin a column, counted from the first April, and the one after the last.
    marks: Vec<u16>,
    /// Widths in pixels, from column A on.
    widths: Vec<u32>,
}

impl ColumnGrid {
    /// Columns for so many years, at least one, on a page printed at a scale: the smaller, the wider.
    /// Months count from the first April; each of `marks` begins a column, and so does every half year.
    pub(in crate::report) fn new(
        years: usize,
        scale: f64,
        marks: impl IntoIterator<Item = u16>,
    ) -> Self {
        let years = u16::try_from(years.clamp(1, 100)).unwrap_or(1);
        let months = years * 12;
        let marks: BTreeSet<u16> = (0..=months)
            .step_by(6)
            .chain((0..10).map(|n| tenth(years, n)))
            .chain(marks.into_iter().filter(|mark| *mark < months))
            .collect();
        let marks: Vec<u16> = marks.into_iter().collect();
        let page = (f64::from(WIDTH) / scale) as u32;
        let month = ((page - LABEL - SECOND) / u32::from(months)).max(MONTH);
        let second = page
            .saturating_sub(LABEL + month * u32::from(months))
            .max(SECOND);
        let widths = [LABEL, second / 2, second - second / 2]
            .into_iter()
            .chain(
                marks
                    .windows(2)
                    .map(|pair| month * u32::from(pair[1] - pair[0])),
            )
            .collect();
        Self {
            years,
            marks,
            widths,
        }
    }

    /// The widths of all columns in pixels.
    pub(in crate::report) fn widths(&self) -> &[u32] {
        &self.widths
    }

    /// The last column.
    pub(in crate::report) fn right(&self) -> u16 {
        self.widths.len() as u16 - 1
    }

    /// The column that begins about the `n`th tenth of the months' width.
    pub(in crate::report) fn tenth(&self, n: u16) -> u16 {
        self.begins(tenth(self.years, n))
    }

    /// The columns of the `n`th year.
    pub(in crate::report) fn year(&self, n: u16) -> (u16, u16) {
        (self.begins(n * 12), self.begins(n * 12 + 12) - 1)
    }

    /// The columns of the `n`th half year.
    pub(in crate::report) fn half(&self, n: u16) -> (u16, u16) {
        (self.begins(n * 6), self.begins(n * 6 + 6) - 1)
    }

    /// The columns of the months, each with the months it holds.
    pub(in crate::report) fn months(&self) -> impl Iterator<Item = (u16, Range<u16>)> {
        (FIRST..).zip(self.marks.windows(2).map(|pair| pair[0]..pair[1]))
    }

    /// The column that begins with a month that is a mark; the one after the last begins none.
    fn begins(&self, month: u16) -> u16 {
        FIRST + self.marks.partition_point(|mark| *mark < month) as u16
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
                let grid = ColumnGrid::new(years, 1.0, marks);
                assert_eq!(grid.widths().iter().sum::<u32>(), WIDTH, "{years}");
            }
        }
        let wide = ColumnGrid::new(20, 1.0, []).widths().iter().sum::<u32>();
        assert!(wide > WIDTH);
    }

    #[test]
    fn years_halves_and_tenths_stand_where_they_should() {
        for years in 1..=14_u16 {
            let grid = ColumnGrid::new(usize::from(years), 1.0, [1, 7, 8]);
            let first = |col: u16| grid.months().find(|(at, _)| *at == col).unwrap().1.start;
            for n in 0..years {
                let (left, right) = grid.year(n);
                assert_eq!(first(left), n * 12);
                assert_eq!(grid.half(2 * n).0, left);
                assert_eq!(grid.half(2 * n + 1).1, right);
            }
            assert_eq!(grid.year(years - 1).1, grid.right());
            let tenths: BTreeSet<u16> = (0..10).map(|n| grid.tenth(n)).collect();
            assert_eq!(tenths.len(), 10, "{years}");
        }
    }

    #[test]
    fn a_column_begins_at_each_mark_and_nowhere_else() {
        let grid = ColumnGrid::new(5, 1.0, [2, 59, 60, 99]);
        let starts: Vec<u16> = grid.months().map(|(_, months)| months.start).collect();
        assert_eq!(starts, [0, 2, 6, 12, 18, 24, 30, 36, 42, 48, 54, 59]);
    }
}
