//! The ratings of groups as stacked bars.

use super::super::ratings;
use super::figures::Block;
use super::looks::{Part, dress, grid, small};
use crate::model::Measure;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartLayout, ChartType,
};

/// An axis shows about so many figures.
const TICKS: usize = 5;
/// Pixels of a chart: title above the bars, figures and legend below, names left of the first chart's bars,
/// and what is left free at the sides.
const ABOVE: f64 = 26.0;
const BELOW: f64 = 42.0;
const NAMES: f64 = 122.0;
const SIDE: f64 = 12.0;

/// One measure's chart; `most` projects are in a group, the size is in pixels.
pub(super) fn chart(
    measure: Measure,
    block: &Block,
    font: &str,
    most: usize,
    [width, height]: [u32; 2],
) -> Chart {
    let mut chart = Chart::new(ChartType::BarStacked);
    for (part, series) in Part::ALL
        .into_iter()
        .zip(Part::ALL.len() as u16 * measure as u16..)
    {
        chart
            .add_series()
            .set_name(block.name(series))
            .set_categories(block.categories())
            .set_values(block.values(series))
            .set_format(&mut part.ground())
            .set_gap(50)
            .set_data_label(&label(font, part));
    }
    let step = most.max(1).div_ceil(TICKS);
    // Of a bar chart the writer calls the axis of values x.
    chart
        .x_axis()
        .set_num_format("0")
        .set_min(0)
        .set_max((most.max(1).div_ceil(step) * step) as f64)
        .set_major_unit(step as f64)
        .set_major_gridlines_line(&grid());
    let names = if measure == Measure::Progress {
        NAMES
    } else {
        SIDE
    };
    chart.y_axis().set_label_interval(1);
    if measure != Measure::Progress {
        chart
            .y_axis()
            .set_label_position(ChartAxisLabelPosition::None);
    }
    let (width, height) = (f64::from(width), f64::from(height));
    let layout = ChartLayout::new()
        .set_offset(names / width, ABOVE / height)
        .set_dimensions(
            (width - names - SIDE) / width,
            (height - ABOVE - BELOW) / height,
        );
    chart.plot_area().set_layout(&layout);
    chart
}

/// Gives the chart its title and says in words what it shows: of the `name`d groups all, or the largest.
pub(super) fn name(chart: &mut Chart, measure: Measure, name: &str, whole: bool, font: &str) {
    let rating = ratings::name(measure);
    let largest = if whole {
        ""
    } else {
        "・取組数の多い順"
    };
    let title = match measure {
        Measure::Progress => format!("{name}別（件数{largest}）　{rating}"),
        _ => rating.to_owned(),
    };
    dress(chart, &title, font);
    if measure != Measure::Progress {
        chart.legend().set_hidden();
    }
    chart.set_alt_text(format!(
        "{name}ごとの{rating}の件数を、S・A・B・C・未評価・対象外の順に積み上げた横棒グラフ。同じ数は次のページの表にあります。"
    ));
}

/// The figure in a bar; nothing for zero.
fn label(font: &str, part: Part) -> ChartDataLabel {
    let mut small = small(font);
    small.set_color(part.ink());
    let mut label = ChartDataLabel::new();
    label
        .show_value()
        .set_position(ChartDataLabelPosition::Center)
        .set_num_format("0;;")
        .set_font(&small);
    label
}
