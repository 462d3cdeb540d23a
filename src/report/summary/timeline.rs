//! The months of all schedules on one line, in cells of a month, a quarter or a year. Pure.

use crate::model::{FiscalYear, Month, Project, Span};
use std::collections::BTreeSet;

/// A cell narrower than this many pixels cannot be told apart on paper.
const NARROWEST: u32 = 12;
/// A cell wider than this helps nobody.
const WIDEST: u32 = 26;
/// How finely a year may be divided: months, quarters, the year itself.
const CELLS_A_YEAR: [u32; 3] = [12, 4, 1];

/// The cells of a time line: every fiscal year that any project names, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timeline {
    /// The years, in order; years that no project names are left out.
    pub(super) years: Vec<FiscalYear>,
    /// Cells a year: 12, 4 or 1.
    pub(super) cells_a_year: u32,
    /// Width of a cell in pixels.
    pub(super) cell_width: u32,
}

impl Timeline {
    /// The finest time line of the projects that fits into `room` pixels.
    pub(super) fn of<'a>(projects: impl Iterator<Item = &'a Project>, room: u32) -> Self {
        let mut years = BTreeSet::new();
        for project in projects {
            years.extend(project.sheet.years.iter().map(|year| year.fiscal_year));
            for item in &project.sheet.items {
                years.extend(item.notes.iter().map(|note| note.fiscal_year));
                for span in item.planned.iter().chain(&item.actual) {
                    years.insert(span.from.fiscal_year());
                    years.insert(span.to.fiscal_year());
                }
            }
        }
        let count = years.len().max(1) as u32;
        let wide = |cells: u32| room / (count * cells);
        let cells_a_year = CELLS_A_YEAR
            .into_iter()
            .find(|&cells| wide(cells) >= NARROWEST)
            .unwrap_or(1);
        Self {
            years: years.into_iter().collect(),
            cells_a_year,
            cell_width: wide(cells_a_year).clamp(NARROWEST, WIDEST * 12 / cells_a_year),
        }
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.years.len() * self.cells_a_year as usize
    }

    /// Whether years between the first and the last are left out.
    pub(super) fn has_gap(&self) -> bool {
        self.years.windows(2).any(|pair| pair[1].0 > pair[0].0 + 1)
    }

    /// First and last month of a cell.
    fn months(&self, cell: usize) -> Span {
        let per_cell = 12 / self.cells_a_year as i32;
        let (year, part) = (
            cell / self.cells_a_year as usize,
            cell % self.cells_a_year as usize,
        );
        let from = self.years[year].first_month().plus(part as i32 * per_cell);
        Span {
            from,
            to: from.plus(per_cell - 1),
        }
    }

    /// The cells that spans touch.
    pub(super) fn covered(&self, spans: &[Span]) -> Vec<bool> {
        (0..self.len())
            .map(|cell| {
                let months = self.months(cell);
                spans
                    .iter()
                    .any(|span| span.from <= months.to && months.from <= span.to)
            })
            .collect()
    }

    /// The cell that holds a month.
    pub(super) fn cell_of(&self, month: Month) -> Option<usize> {
        (0..self.len()).find(|&cell| {
            let months = self.months(cell);
            months.from <= month && month <= months.to
        })
    }

    /// The cells of a year.
    pub(super) fn cells_of(&self, year: FiscalYear) -> Option<std::ops::Range<usize>> {
        let at = self.years.iter().position(|known| *known == year)?;
        let cells = self.cells_a_year as usize;
        Some(at * cells..(at + 1) * cells)
    }

    /// The name of a cell in messages: `月`, `四半期`, `年度`.
    pub(super) const fn unit(&self) -> &'static str {
        match self.cells_a_year {
            12 => "月",
            4 => "四半期",
            _ => "年度",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Item, YearRecord};
    use crate::report::testdata::{blank, span};

    fn with_years(years: std::ops::Range<i32>) -> Project {
        let mut project = blank(Some("1"), None);
        project.sheet.years = years.map(|y| YearRecord::blank(FiscalYear(y))).collect();
        project
    }

    fn timeline(years: std::ops::Range<i32>, room: u32) -> Timeline {
        Timeline::of([with_years(years)].iter(), room)
    }

    #[test]
    fn months_where_there_is_room_else_quarters_else_years() {
        for (years, cells) in [(5, 12), (6, 4), (16, 4), (17, 1), (80, 1)] {
            assert_eq!(timeline(2000..2000 + years, 780).cells_a_year, cells);
        }
        assert_eq!(timeline(2019..2027, 1245).cells_a_year, 12);
    }

    #[test]
    fn a_cell_is_covered_when_any_of_its_months_is() {
        let months = timeline(2019..2021, 780);
        let spans = [span((2019, 6), (2019, 8)), span((2021, 3), (2021, 3))];
        let marked = |line: &Timeline| -> Vec<usize> {
            let covered = line.covered(&spans);
            (0..covered.len()).filter(|&cell| covered[cell]).collect()
        };
        assert_eq!(marked(&months), [2, 3, 4, 23]);
        let quarters = timeline(2019..2029, 780);
        assert_eq!(marked(&quarters), [0, 1, 7]);
    }

    #[test]
    fn years_of_spans_and_notes_are_there_even_without_a_column() {
        let mut project = with_years(2019..2020);
        project.sheet.items = vec![Item {
            number: 1,
            text: None,
            notes: Vec::new(),
            planned: vec![span((2030, 4), (2030, 5))],
            actual: Vec::new(),
        }];
        let line = Timeline::of([project].iter(), 780);
        assert_eq!(line.years, [FiscalYear(2019), FiscalYear(2030)]);
        assert!(line.has_gap() && !timeline(2019..2024, 780).has_gap());
        assert_eq!(line.cell_of(Month::new(2030, 5)), Some(13));
        assert_eq!(line.cell_of(Month::new(2025, 1)), None);
        assert_eq!(line.cells_of(FiscalYear(2030)), Some(12..24));
    }

    #[test]
    fn no_project_no_cell() {
        assert_eq!(Timeline::of([].iter(), 780).len(), 0);
    }
}
