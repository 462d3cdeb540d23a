//! Columns side by side: how far targets were reached, and budget against settlement.

use super::figures::Block;
use super::looks::{dress, grid, pair, small};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Chart, ChartDataLabel, ChartDataLabelPosition, ChartType};

/// From so many thousand yen on, amounts are shown in millions.
const IN_MILLIONS: i64 = 10_000;
/// Width of a digit of a label in pixels, and how many of them beside its two columns a group takes.
const DIGIT: u32 = 6;
const BESIDE: u32 = 2;

/// How many projects reached how much of their target.
pub(super) fn histogram(block: &Block, font: &str) -> Chart {
    let mut chart = side_by_side(block, font, "0;;");
    chart.y_axis().set_num_format("0");
    dress(&mut chart, "達成率（％）の分布　件数", font);
    chart.set_alt_text(
        "KPIとKGIの達成率を20％刻みに分けた取組みの件数の縦棒グラフ。達成率は「一覧」にあります。",
    );
    chart
}

/// Budget and settlement by year; `most` thousand yen is the largest of them, `pitch` pixels a year's share of
/// the width. Amounts that would not fit beside each other are left to the table above.
pub(super) fn money(block: &Block, font: &str, most: Decimal, pitch: u32) -> Chart {
    let (format, unit) = match most >= Decimal::from(IN_MILLIONS) {
        true => ("#,##0,;-#,##0,;", "百万円"),
        false => ("#,##0;-#,##0;", "千円"),
    };
    let shown = match most >= Decimal::from(IN_MILLIONS) {
        true => most / Decimal::ONE_THOUSAND,
        false => most,
    };
    let digits = shown.trunc().to_string().len() as u32;
    let fits = (2 * digits + BESIDE) * DIGIT <= pitch;
    let mut chart = side_by_side(block, font, if fits { format } else { ";;" });
    chart.y_axis().set_num_format(format.trim_end_matches(';'));
    dress(&mut chart, &format!("予算額と決算額（{unit}）"), font);
    chart.set_alt_text(format!(
        "年度ごとの予算額と決算額（{unit}）の縦棒グラフ。同じ数は上の事業費の表にあります。"
    ));
    chart
}

fn side_by_side(block: &Block, font: &str, labels: &str) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    let mut label = ChartDataLabel::new();
    label
        .show_value()
        .set_position(ChartDataLabelPosition::OutsideEnd)
        .set_num_format(labels)
        .set_font(&small(font));
    for (mut look, series) in pair().into_iter().zip(0..) {
        chart
            .add_series()
            .set_name(block.name(series))
            .set_categories(block.categories())
            .set_values(block.values(series))
            .set_format(&mut look)
            .set_gap(40)
            .set_overlap(0)
            .set_data_label(&label);
    }
    chart.y_axis().set_major_gridlines_line(&grid());
    chart
}
