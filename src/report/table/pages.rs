//! The heights of rows written from top to bottom, so that pages break between groups.

use crate::report::page;
use crate::report::style::Paper;
use rust_xlsxwriter::{Worksheet, XlsxError};

const POINTS_PER_PIXEL: f64 = 0.75;
/// A row cannot be higher, in points: the most whole pixels within Excel's bound.
const HIGHEST: f64 = 408.75;
/// Room left free on a page, because printers and fonts differ a little.
const SPARE: f64 = 0.97;
/// A chapter that goes over pages anyway begins another one where this much of the page is used.
const MOSTLY: f64 = 0.7;
/// Excel takes no more page breaks on a sheet.
const MOST_BREAKS: usize = 1023;
/// What stands at the end of a text that was cut for lack of room: where the whole of it is, if
/// not in the data alone.
pub(crate) const OMITTED: &str = "…（以下略）";
pub(crate) const IN_REVIEW: &str = "…（続きは評価シート）";
pub(crate) const IN_ANNEX: &str = "…（続きは別記）";
pub(crate) const IN_FINDINGS: &str = "…（続きは確認事項.xlsx）";

/// What begins at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// A group that begins a page in any case.
    Page,
    /// Groups that belong together; a page begins with them where they fit on one but not on the rest of the
    /// current one, or where little of it is left.
    Chapter,
    /// A group that is kept on one page where it fits on one.
    Group,
    /// A part of a group; a group higher than a page is broken here.
    Part,
}

/// The heights of a sheet's rows, and where a page may begin.
pub(crate) struct Pages {
    /// What a page holds, in points.
    page: f64,
    heights: Vec<f64>,
    starts: Vec<(usize, Start)>,
    /// First and last of the rows printed again on every page after them.
    repeated: Option<[u32; 2]>,
}

impl Pages {
    /// For a sheet that is `width` pixels wide and shrunk to the page's width where it is wider.
    pub(crate) fn new(paper: Paper, width: u32) -> Self {
        let room = page::printable(paper);
        let shrink = (room.width / (f64::from(width) * POINTS_PER_PIXEL)).min(1.0);
        Self {
            page: room.height / shrink * SPARE,
            heights: Vec::new(),
            starts: Vec::new(),
            repeated: None,
        }
    }

    /// The row that comes next.
    pub(crate) fn next(&self) -> u32 {
        self.heights.len() as u32
    }

    /// Adds a row of a height in points and gives its index.
    ///
    /// # Errors
    /// The sheet has no row left.
    pub(crate) fn add(&mut self, sheet: &mut Worksheet, height: f64) -> Result<u32, XlsxError> {
        let row = self.next();
        // Excel keeps heights in whole pixels.
        let height = (height.min(HIGHEST) / POINTS_PER_PIXEL).ceil() * POINTS_PER_PIXEL;
        sheet.set_row_height(row, height)?;
        self.heights.push(height);
        Ok(row)
    }

    /// A row of whatever height the program that opens the workbook gives it.
    pub(super) fn skip(&mut self) -> u32 {
        self.heights.push(0.0);
        self.next() - 1
    }

    /// Prints rows again on every page after them.
    ///
    /// # Errors
    /// The rows lie outside the sheet.
    pub(crate) fn repeat(
        &mut self,
        sheet: &mut Worksheet,
        rows: [u32; 2],
    ) -> Result<(), XlsxError> {
        sheet.set_repeat_rows(rows[0], rows[1])?;
        self.repeated = Some(rows);
        Ok(())
    }

    /// Begins something with the row that comes next.
    pub(crate) fn begin(&mut self, start: Start) {
        self.starts.push((self.heights.len(), start));
    }

    /// The points left on the page that the next row falls on.
    pub(crate) fn left(&self) -> f64 {
        self.page - self.flow().1
    }

    /// Tells the sheet where pages begin, as far as it takes breaks.
    ///
    /// # Errors
    /// The rows lie outside the sheet.
    pub(crate) fn finish(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (mut breaks, _) = self.flow();
        breaks.truncate(MOST_BREAKS);
        sheet.set_page_breaks(&breaks)?;
        Ok(())
    }

    /// The rows that begin a page, and the height used on the last page.
    fn flow(&self) -> (Vec<u32>, f64) {
        let mut breaks = Vec::new();
        let mut used: f64 = self.heights[..self.row_of(0)].iter().sum();
        for (at, &(first, start)) in self.starts.iter().enumerate() {
            let begins = self.repeated_before(first);
            let unit = self.unit(at, begins, used);
            let full = used + unit > self.page;
            if first > 0 && used > begins && (start == Start::Page || full) {
                breaks.push(first as u32);
                used = begins;
            }
            used += self.height_until(at, |_| true);
            // What is higher than a page runs on over the following ones.
            while used > self.page && self.page > begins {
                used -= self.page - begins;
            }
        }
        (breaks, used)
    }

    /// The height that has to fit on the page so that a start may stand on it.
    fn unit(&self, at: usize, begins: f64, used: f64) -> f64 {
        let fits = |height: &f64| *height <= self.page - begins;
        let smallest = || self.height_until(at, |_| true);
        let group = |at: usize| self.height_until(at, |start| start != Start::Part);
        match self.starts[at].1 {
            Start::Part => smallest(),
            Start::Page | Start::Group => Some(group(at)).filter(fits).unwrap_or_else(smallest),
            Start::Chapter => {
                let chapter = |start| matches!(start, Start::Page | Start::Chapter);
                let whole = self.height_until(at, chapter);
                if fits(&whole) {
                    return whole;
                }
                if used > MOSTLY * self.page {
                    return self.page;
                }
                let first = self.starts.get(at + 1).map_or(0.0, |_| group(at + 1));
                let with_first = smallest() + first;
                Some(with_first).filter(fits).unwrap_or_else(smallest)
            }
        }
    }

    /// The height from a start to the next one that counts as an end.
    fn height_until(&self, at: usize, ends: impl Fn(Start) -> bool) -> f64 {
        let later = self.starts[at + 1..].iter();
        let end = later
            .filter(|(_, start)| ends(*start))
            .map(|(row, _)| *row)
            .next()
            .unwrap_or(self.heights.len());
        self.heights[self.starts[at].0..end].iter().sum()
    }

    /// The height of the rows printed again above a row that begins a page.
    fn repeated_before(&self, row: usize) -> f64 {
        match self.repeated {
            Some([top, bottom]) if row > bottom as usize => {
                self.heights[top as usize..=bottom as usize].iter().sum()
            }
            _ => 0.0,
        }
    }

    /// The first row of a start; without one, the row that comes next.
    fn row_of(&self, start: usize) -> usize {
        self.starts
            .get(start)
            .map_or(self.heights.len(), |(row, _)| *row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A heading of 50 points, the first 20 of them repeated.
    fn rows(paper: Paper, width: u32) -> Pages {
        let mut rows = Pages::new(paper, width);
        rows.heights = vec![20.0, 30.0];
        rows.repeated = Some([0, 0]);
        rows
    }

    /// The breaks between groups of rows.
    fn breaks(paper: Paper, width: u32, groups: &[&[f64]]) -> Vec<u32> {
        let mut rows = rows(paper, width);
        for group in groups {
            rows.begin(Start::Group);
            rows.heights.extend(*group);
        }
        rows.flow().0
    }

    #[test]
    fn a_group_that_does_not_fit_begins_a_page() {
        let groups: [&[f64]; 3] = [&[100.0, 100.0], &[200.0], &[200.0]];
        assert_eq!(breaks(Paper::A4, 100, &groups), [5]);
        assert!(breaks(Paper::A3, 100, &groups).is_empty());
    }

    #[test]
    fn a_sheet_that_is_shrunk_to_the_page_holds_more_rows() {
        let groups: [&[f64]; 3] = [&[200.0], &[200.0], &[200.0]];
        assert_eq!(breaks(Paper::A4, 100, &groups), [4]);
        assert!(breaks(Paper::A4, 2000, &groups).is_empty());
    }

    #[test]
    fn a_group_higher_than_a_page_begins_one_and_runs_on() {
        let groups: [&[f64]; 3] = [&[300.0, 300.0, 300.0], &[20.0], &[100.0]];
        assert_eq!(breaks(Paper::A4, 100, &groups), [2, 6]);
    }

    #[test]
    fn a_group_is_broken_between_its_parts_only_where_it_is_higher_than_a_page() {
        for (parts, expected) in [(vec![200.0, 200.0, 200.0], 4), (vec![200.0, 250.0], 2)] {
            let mut rows = rows(Paper::A4, 100);
            rows.begin(Start::Group);
            for (at, part) in parts.into_iter().enumerate() {
                if at > 0 {
                    rows.begin(Start::Part);
                }
                rows.heights.push(part);
            }
            assert_eq!(rows.flow().0[0], expected);
        }
    }

    /// The breaks among chapters of a heading and groups.
    fn chapters(chapters: &[&[f64]]) -> Vec<u32> {
        let mut rows = rows(Paper::A4, 100);
        for groups in chapters {
            rows.begin(Start::Chapter);
            rows.heights.push(10.0);
            for group in *groups {
                rows.begin(Start::Group);
                rows.heights.push(*group);
            }
        }
        rows.flow().0
    }

    #[test]
    fn a_chapter_that_fits_on_a_page_is_not_torn() {
        assert_eq!(chapters(&[&[200.0], &[100.0, 150.0]]), [4]);
        assert!(chapters(&[&[100.0], &[100.0, 100.0]]).is_empty());
    }

    #[test]
    fn a_long_chapter_uses_a_page_that_is_mostly_free_and_never_leaves_its_heading_behind() {
        let long = &[150.0, 150.0, 150.0, 150.0][..];
        assert_eq!(chapters(&[&[100.0], long]), [7]);
        assert_eq!(chapters(&[&[320.0], long])[0], 4);
        assert_eq!(chapters(&[&[250.0], &[200.0, 250.0, 250.0]])[0], 4);
    }

    #[test]
    fn a_group_may_ask_for_a_page_of_its_own() {
        let mut rows = rows(Paper::A4, 100);
        rows.begin(Start::Page);
        rows.heights.push(20.0);
        assert_eq!(rows.flow().0, [2]);
        let page = rows.left() + 40.0;
        rows.begin(Start::Page);
        rows.heights.push(30.0);
        assert!((rows.left() - (page - 50.0)).abs() < 1e-9);
    }
}
