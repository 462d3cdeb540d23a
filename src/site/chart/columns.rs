//! Two columns for each year: what was planned and what came of it.

use super::super::html::{Html, escape};
use super::super::words;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt::Write;

/// What is shown for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct Pair {
    /// The year below.
    pub label: String,
    /// 目標, 予算
    pub planned: Option<Decimal>,
    /// 実績, 決算
    pub actual: Option<Decimal>,
}

const YEAR: i64 = 76;
const COLUMN: i64 = 28;
const LEFT: i64 = 6;
const TOP: i64 = 30;
/// Height of a line of figures.
const LINE: i64 = 13;
const HEIGHT: i64 = 120;
const BELOW: i64 = 22;
/// A longer figure than this would run into its neighbour; the table has it.
const ROOM: usize = 8;

/// The chart, or nothing where there is no figure to draw.
pub(in crate::site) fn columns(pairs: &[Pair], label: &str) -> Option<Html> {
    let figures = pairs.iter().flat_map(|p| [p.planned, p.actual]).flatten();
    let (low, high) = figures.fold(None, |bounds: Option<(Decimal, Decimal)>, figure| {
        let (low, high) = bounds.unwrap_or_default();
        Some((low.min(figure), high.max(figure)))
    })?;
    let scale = Scale::new(low, high)?;
    let width = LEFT * 2 + YEAR * i64::try_from(pairs.len()).unwrap_or(1);
    let height = TOP + HEIGHT + BELOW;
    let mut svg = format!(
        "<svg class=\"columns\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escape(label)
    );
    let base = scale.y(Decimal::ZERO);
    for (x, pair) in (LEFT..).step_by(YEAR as usize).zip(pairs) {
        let tops = [pair.planned, pair.actual].map(|figure| Some(scale.y(figure?).min(base)));
        let near = matches!(tops, [Some(one), Some(other)] if (one - other).abs() < LINE);
        // Two figures on one level would run into each other: the first goes a line up.
        let above = if near {
            tops[1].unwrap_or(base).min(tops[0].unwrap_or(base)) - LINE
        } else {
            tops[0].unwrap_or(base)
        };
        column(&mut svg, x + 8, base, &scale, "plan", pair.planned, above);
        column(
            &mut svg,
            x + 40,
            base,
            &scale,
            "real",
            pair.actual,
            tops[1].unwrap_or(base),
        );
        _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            x + YEAR / 2,
            height - 6,
            escape(&pair.label)
        );
    }
    _ = write!(
        svg,
        "<path class=\"base\" d=\"M{LEFT} {base}H{}\"/></svg>",
        width - LEFT
    );
    Some(Html::own(svg))
}

fn column(
    svg: &mut String,
    x: i64,
    base: i64,
    scale: &Scale,
    class: &str,
    figure: Option<Decimal>,
    above: i64,
) {
    let Some(figure) = figure else { return };
    let y = scale.y(figure);
    let (top, height) = (y.min(base), (y - base).abs().max(1));
    _ = write!(
        svg,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"{COLUMN}\" height=\"{height}\"/>"
    );
    let words = words::number(figure);
    if words.chars().count() <= ROOM {
        _ = write!(
            svg,
            "<text class=\"figure\" x=\"{}\" y=\"{}\">{words}</text>",
            x + COLUMN / 2,
            above - 4
        );
    }
}

/// From figures to places.
struct Scale {
    low: Decimal,
    range: Decimal,
}

impl Scale {
    /// `None` where the figures lie too far apart to be reckoned with.
    fn new(low: Decimal, high: Decimal) -> Option<Self> {
        let range = high.checked_sub(low)?;
        let range = if range.is_zero() { Decimal::ONE } else { range };
        let largest = Decimal::from(HEIGHT).checked_mul(range)?;
        (largest < Decimal::MAX).then_some(Self { low, range })
    }

    fn y(&self, figure: Decimal) -> i64 {
        let above = figure.checked_sub(self.low).unwrap_or_default();
        let height = above
            .checked_mul(Decimal::from(HEIGHT))
            .and_then(|above| above.checked_div(self.range))
            .and_then(|height| height.round().to_i64());
        TOP + HEIGHT - height.unwrap_or(0).clamp(0, HEIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(planned: &str, actual: &str) -> Pair {
        Pair {
            label: "R2".to_owned(),
            planned: planned.parse().ok(),
            actual: actual.parse().ok(),
        }
    }

    #[test]
    fn columns_stand_on_zero_whatever_the_figures() {
        let svg = columns(&[pair("100", "50"), pair("0", "-100")], "目標と実績")
            .unwrap()
            .to_string();
        assert!(
            svg.contains("class=\"plan\" x=\"14\" y=\"30\" width=\"28\" height=\"60\""),
            "{svg}"
        );
        assert!(
            svg.contains("class=\"real\" x=\"46\" y=\"60\" width=\"28\" height=\"30\""),
            "{svg}"
        );
        assert!(
            svg.contains("class=\"real\" x=\"122\" y=\"90\" width=\"28\" height=\"60\""),
            "{svg}"
        );
    }

    #[test]
    fn nothing_and_the_impossible_are_not_drawn() {
        assert!(columns(&[pair("", "")], "x").is_none());
        let most = Decimal::MAX.to_string();
        assert!(columns(&[pair(&most, &format!("-{most}"))], "x").is_none());
    }
}
