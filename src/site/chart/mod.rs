//! Charts as inline SVG, drawn with whole numbers so that they are the same everywhere. Each stands
//! beside a table that says the same in text; planned is light with an edge, actual is solid.

mod columns;
mod months;

pub(super) use columns::{Pair, columns};
pub(super) use months::{Scale, axis, plan, strip};

use super::html::Html;
use super::tally::Counts;
use std::fmt::Write;

/// Width of a bar of counts.
const COUNTS_WIDTH: usize = 160;

/// A bar parted by grades. It is for the eye only: the counts stand beside it.
pub(super) fn counts(counts: &Counts) -> Html {
    let total = counts.total().max(1);
    let mut svg = format!(
        "<svg class=\"counts\" viewBox=\"0 0 {COUNTS_WIDTH} 12\" width=\"{COUNTS_WIDTH}\" height=\"12\" aria-hidden=\"true\" focusable=\"false\">"
    );
    let mut sum = 0;
    for (count, class) in counts.0.iter().zip(["gs", "ga", "gb", "gc", "gn"]) {
        let from = sum * COUNTS_WIDTH / total;
        sum += count;
        let to = sum * COUNTS_WIDTH / total;
        if to > from {
            let width = to - from;
            // Writing into a String cannot fail.
            _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{from}\" y=\"0\" width=\"{width}\" height=\"12\"/>"
            );
        }
    }
    svg.push_str("</svg>");
    Html::own(svg)
}
