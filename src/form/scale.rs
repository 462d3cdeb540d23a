//! Where the years lie along the sheet, and which months a drawn shape covers.

use super::desk::Desk;
use super::years::Band;
use crate::model::{FiscalYear, Month, Span};
use crate::workbook::{Ruler, Shape};

/// Where the years lie along the sheet, in EMU, for placing shapes.
pub(super) struct TimeScale {
    years: Vec<(FiscalYear, i64, i64)>,
}

/// Months a shape covers, and whether it lies clearly outside the years shown.
pub(super) struct Placed {
    /// The months, cut to the years shown.
    pub span: Span,
    /// An end is more than a month outside, or a stretch between is no year's.
    pub beyond: bool,
}

impl TimeScale {
    /// The scale of a band.
    pub(super) fn new(desk: &Desk<'_>, band: &Band) -> Self {
        let axis = Ruler::new(&desk.view.sheet.columns, u32::MAX);
        Self {
            years: band
                .columns
                .iter()
                .map(|column| {
                    (
                        column.year,
                        axis.edge(column.cols.0),
                        axis.edge(column.cols.1 + 1),
                    )
                })
                .filter(|(_, left, right)| right > left)
                .collect(),
        }
    }

    /// The months between two edges, each rounded to the nearest month's boundary; at least one.
    pub(super) fn place(&self, left: i64, right: i64) -> Option<Placed> {
        let over: Vec<_> = self
            .years
            .iter()
            .filter(|(_, from, to)| left < *to && right > *from)
            .collect();
        let (first, last) = (over.first()?, over.last()?);
        let month_width = (first.2 - first.1) / 12;
        let gaps = over.windows(2).any(|pair| {
            let (before, after) = (pair[0], pair[1]);
            after.1 > before.2 || after.0.0 != before.0.0 + 1
        });
        let beyond = gaps || left < first.1 - month_width || right > last.2 + month_width;
        let from = self.boundary(left)?;
        let to = self.boundary(right)?.plus(-1);
        let span = if to < from {
            let month = self.containing(left + (right - left) / 2)?;
            Span {
                from: month,
                to: month,
            }
        } else {
            Span { from, to }
        };
        Some(Placed { span, beyond })
    }

    /// The months of a shape by its own edges, where those lie more than a third of a month from the edges
    /// that its columns give and other months come of it.
    pub(super) fn other(&self, shape: &Shape, span: Span) -> Option<Span> {
        let (left, right) = shape.across?;
        let frame = &shape.frame;
        let (_, from, to) = self.year_at(frame.left)?;
        let third = (to - from) / 36;
        let is_near = (left - frame.left).abs() <= third && (right - frame.right).abs() <= third;
        if is_near {
            return None;
        }
        let other = self.place(left, right)?.span;
        (other != span).then_some(other)
    }

    /// The month whose beginning is nearest to a place.
    fn boundary(&self, x: i64) -> Option<Month> {
        let (year, left, right) = self.year_at(x)?;
        let twelfths = ((x.clamp(left, right) - left) * 24 + (right - left)) / (2 * (right - left));
        Some(year.first_month().plus(twelfths as i32))
    }

    fn containing(&self, x: i64) -> Option<Month> {
        let (year, left, right) = self.year_at(x)?;
        let twelfths = (x.clamp(left, right - 1) - left) * 12 / (right - left);
        Some(year.first_month().plus(twelfths as i32))
    }

    /// The year covering a place, else the nearest one.
    fn year_at(&self, x: i64) -> Option<(FiscalYear, i64, i64)> {
        self.years
            .iter()
            .copied()
            .min_by_key(|(_, left, right)| (left - x).max(x - right).max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> TimeScale {
        TimeScale {
            years: vec![
                (FiscalYear(2019), 1000, 2200),
                (FiscalYear(2020), 2200, 3400),
            ],
        }
    }

    #[test]
    fn edges_are_rounded_to_the_nearest_month() {
        let placed = scale().place(1040, 2260).unwrap();
        assert_eq!(placed.span.from.to_string(), "2019-04");
        assert_eq!(placed.span.to.to_string(), "2020-04");
        assert!(!placed.beyond);
        let placed = scale().place(1060, 2240).unwrap();
        assert_eq!(placed.span.from.to_string(), "2019-05");
        assert_eq!(placed.span.to.to_string(), "2020-03");
    }

    #[test]
    fn a_very_short_shape_is_the_month_it_lies_in() {
        let placed = scale().place(1510, 1540).unwrap();
        assert_eq!(placed.span.from, placed.span.to);
        assert_eq!(placed.span.from.to_string(), "2019-09");
    }

    #[test]
    fn what_lies_outside_is_no_span_and_what_sticks_out_is_said() {
        assert!(scale().place(0, 900).is_none());
        assert!(scale().place(500, 1500).unwrap().beyond);
        assert!(!scale().place(950, 1500).unwrap().beyond);
    }
}
