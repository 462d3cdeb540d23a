//! Bars along months: a project's items one below the other, or a whole project in a strip.

use super::super::html::{Html, escape};
use super::super::words;
use crate::model::{FiscalYear, Item, Month, Span};
use std::fmt::Write;

/// Pixels of a month.
const MONTH: i32 = 6;
/// A schedule is drawn over no more years than this; what lies beyond is told in text only.
const MOST_YEARS: i32 = 12;
/// Room for an item's number.
const LEFT: i32 = 30;
const ROW: i32 = 26;
const TOP: i32 = 18;

/// The years that are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) struct Scale {
    first: FiscalYear,
    last: FiscalYear,
}

impl Scale {
    /// The years in which anything is planned or done, the newest where there are too many.
    pub(in crate::site) fn over<'a>(items: impl Iterator<Item = &'a Item> + Clone) -> Option<Self> {
        let spans = items.flat_map(|item| item.planned.iter().chain(&item.actual));
        let Span { from, to } = words::hull(spans)?;
        let last = to.fiscal_year();
        let first = from.fiscal_year().max(FiscalYear(last.0 - MOST_YEARS + 1));
        Some(Self { first, last })
    }

    fn years(self) -> impl Iterator<Item = FiscalYear> {
        (self.first.0..=self.last.0).map(FiscalYear)
    }

    fn width(self) -> i32 {
        (self.last.0 - self.first.0 + 1) * 12 * MONTH
    }

    /// Where a span begins and how long it is; `None` outside the years drawn.
    fn place(self, span: Span) -> Option<(i32, i32)> {
        let start = self.first.first_month();
        let from = span.from.max(start);
        let to = span.to.min(self.last.last_month());
        (from <= to).then(|| ((from.0 - start.0) * MONTH, (to.0 - from.0 + 1) * MONTH))
    }

    fn bars(self, svg: &mut String, spans: &[Span], class: &str, left: i32, y: i32, height: i32) {
        for (x, width) in spans.iter().filter_map(|span| self.place(*span)) {
            _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>",
                left + x
            );
        }
    }

    fn rules(self, svg: &mut String, left: i32, from: i32, to: i32) {
        svg.push_str("<path class=\"rule\" d=\"");
        for x in (0..=self.width()).step_by(12 * MONTH as usize) {
            _ = write!(svg, "M{} {from}V{to}", left + x);
        }
        svg.push_str("\"/>");
    }

    fn names(self, svg: &mut String, left: i32) {
        for (x, year) in (left..).step_by(12 * MONTH as usize).zip(self.years()) {
            _ = write!(
                svg,
                "<text x=\"{}\" y=\"12\">{}</text>",
                x + 6 * MONTH,
                year.short()
            );
        }
    }
}

/// The items of one project; `as_of` is marked by a line.
pub(in crate::site) fn plan(items: &[Item], as_of: Month, label: &str) -> Option<Html> {
    let scale = Scale::over(items.iter())?;
    let width = LEFT + scale.width() + 2;
    let height = TOP + ROW * i32::try_from(items.len()).unwrap_or(1) + 4;
    let mut svg = format!(
        "<svg class=\"plan\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escape(label)
    );
    scale.names(&mut svg, LEFT);
    scale.rules(&mut svg, LEFT, TOP, height);
    for (y, item) in (TOP + 2..).step_by(ROW as usize).zip(items) {
        _ = write!(
            svg,
            "<text class=\"row\" x=\"{}\" y=\"{}\">{}</text>",
            LEFT - 6,
            y + 15,
            item.number
        );
        scale.bars(&mut svg, &item.planned, "plan", LEFT, y, 10);
        scale.bars(&mut svg, &item.actual, "real", LEFT, y + 12, 8);
    }
    if let Some((x, month)) = scale.place(Span {
        from: as_of,
        to: as_of,
    }) {
        _ = write!(
            svg,
            "<path class=\"now\" d=\"M{} {TOP}V{height}\"/>",
            LEFT + x + month
        );
    }
    svg.push_str("</svg>");
    Some(Html::own(svg))
}

/// The years above [`strip`]s.
pub(in crate::site) fn axis(scale: Scale) -> Html {
    let width = scale.width() + 2;
    let mut svg = open(width, 16);
    scale.names(&mut svg, 0);
    svg.push_str("</svg>");
    Html::own(svg)
}

/// A whole project in a strip: all that is planned above, all that was done below. For the eye only:
/// the months stand beside it.
pub(in crate::site) fn strip(scale: Scale, items: &[Item]) -> Html {
    let mut svg = open(scale.width() + 2, 20);
    scale.rules(&mut svg, 0, 0, 20);
    let planned = joined(items.iter().flat_map(|item| &item.planned));
    let actual = joined(items.iter().flat_map(|item| &item.actual));
    scale.bars(&mut svg, &planned, "plan", 0, 1, 9);
    scale.bars(&mut svg, &actual, "real", 0, 12, 7);
    svg.push_str("</svg>");
    Html::own(svg)
}

fn open(width: i32, height: i32) -> String {
    format!(
        "<svg class=\"strip\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\" focusable=\"false\">"
    )
}

/// Spans that touch or overlap as one.
pub(in crate::site) fn joined<'a>(spans: impl Iterator<Item = &'a Span>) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.copied().collect();
    sorted.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in sorted {
        match joined.last_mut() {
            Some(last) if span.from <= last.to.plus(1) => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one() {
        let span = |from, to| Span {
            from: Month(from),
            to: Month(to),
        };
        let spans = [span(10, 12), span(1, 3), span(4, 5), span(2, 2)];
        assert_eq!(joined(spans.iter()), [span(1, 5), span(10, 12)]);
    }
}
