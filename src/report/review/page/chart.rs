//! The charts of KPI and KGI: targets dashed with diamonds, actuals in full with circles, so that a copier
//! keeps them apart.
//!
//! The numbers behind them stand in hidden columns right of what is printed: year, then target and actual
//! of each chart.

use super::Page;
use super::trend::Trend;
use crate::report::formats::SMALL;
use crate::report::style::{ACTUAL, LINE, QUIET};
use crate::report::units;
use crate::report::write::Area;
use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLayout, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartSolidFill, ChartType, Color, ObjectMovement, XlsxError,
};

/// Space around a chart in pixels.
const MARGIN: u32 = 2;
/// What of the measured width of a label is air, in pixels.
const AIR: f64 = 5.0;
/// LibreOffice prints, cut off at the page's edge, what stands nearest right of an empty last cell, even if
/// it is hidden: so that nearest is nothing to see.
const BARRIER: &str = " ";
/// The first row of the numbers.
const DATA_ROW: u32 = 2;
/// Most that an alternative text holds, in UTF-16 units.
const ALT_LIMIT: usize = 255;
/// Where the title stands, and the upper edge and height of the lines, as shares of the chart.
const TITLE: (f64, f64) = (0.02, 0.01);
const PLOT: (f64, f64) = (0.2, 0.6);
/// Right edge of the lines, and the most that the figures left of them may take, as shares of the width.
const RIGHT: f64 = 0.96;
const FIGURES: f64 = 0.5;
/// Stands in the title, where a legend would take half of a small chart.
const LEGEND: &str = "　ひし形が目標";

impl Page<'_, '_> {
    /// Draws the charts side by side into an area.
    pub(super) fn charts(&mut self, area: Area, height: f64) -> Result<(), XlsxError> {
        let trends = &self.trends.drawn;
        if !self.page.writer.draws() || trends.is_empty() {
            return Ok(());
        }
        let first = self.page.writer.right() + 3;
        let width = self.page.writer.width(area.left, area.right) as u32 / trends.len() as u32;
        let (wide, high) = (
            width - 2 * MARGIN,
            units::pixels(height) as u32 - 2 * MARGIN,
        );
        let lefts: Vec<f64> = trends
            .iter()
            .map(|trend| (self.figures_width(trend) / f64::from(wide)).min(FIGURES))
            .collect();
        let narrowest = RIGHT - lefts.iter().copied().fold(0.0, f64::max);
        self.numbers(first, f64::from(wide) * narrowest)?;
        for ((trend, n), left) in trends.iter().zip(0_u16..).zip(lefts) {
            let col = first + 1 + 2 * n;
            let mut chart = self.chart(trend, [first, col, col + 1]);
            let title = self.chart_title(trend, f64::from(wide));
            set_look(&mut chart, &title, &self.chart_font(), left);
            chart.set_width(wide).set_height(high);
            let left = u32::from(n) * width + MARGIN;
            self.page.writer.put(|sheet| {
                sheet.insert_chart_with_offset(area.top, area.left, &chart, left, MARGIN)
            })?;
        }
        Ok(())
    }

    /// Writes what the charts draw, from column `first` on, behind a barrier; years as far as they have room in a width
    /// of pixels, for no program turns or leaves out labels like the other.
    fn numbers(&mut self, first: u16, width: f64) -> Result<(), XlsxError> {
        let trends = &self.trends.drawn;
        let years: Vec<String> = self.labels();
        let label = years
            .iter()
            .map(|year| self.desk.measure.width(year, SMALL) - AIR)
            .fold(0.0, f64::max);
        let step = (label * years.len() as f64 / width).ceil().max(1.0) as usize;
        self.page.writer.put(|sheet| {
            sheet.set_column_range_hidden(first - 1, first + 2 * trends.len() as u16)?;
            for row in DATA_ROW..DATA_ROW + years.len() as u32 {
                sheet.write_string(row, first - 1, BARRIER)?;
            }
            for (row, year) in (DATA_ROW..).zip(&years).step_by(step) {
                sheet.write_string(row, first, year)?;
            }
            for (trend, col) in trends.iter().zip((first + 1..).step_by(2)) {
                for (numbers, col) in [(&trend.targets, col), (&trend.actuals, col + 1)] {
                    for (row, number) in (DATA_ROW..).zip(numbers) {
                        if let Some(number) = number {
                            sheet.write_number(row, col, *number)?;
                        }
                    }
                }
            }
            Ok(())
        })
    }

    /// The years as the charts write them: `R2`.
    fn labels(&self) -> Vec<String> {
        self.page.years.iter().map(|year| year.short()).collect()
    }

    fn chart(&self, trend: &Trend, [names, targets, actuals]: [u16; 3]) -> Chart {
        let sheet = self.name;
        let last = DATA_ROW + self.page.years.len() as u32 - 1;
        let mut chart = Chart::new(ChartType::Line);
        for (name, col, (mut format, marker)) in [
            ("目標", targets, target_line()),
            ("実績", actuals, actual_line()),
        ] {
            chart
                .add_series()
                .set_name(name)
                .set_categories((sheet, DATA_ROW, names, last, names))
                .set_values((sheet, DATA_ROW, col, last, col))
                .set_format(&mut format)
                .set_marker(&marker);
        }
        // From zero: a small change shall not look like a large one.
        if !trend.falls_below_zero() {
            chart.y_axis().set_min(0);
        }
        chart
            .set_name(format!("{}の推移", trend.measure.japanese()))
            .set_alt_text(described(trend, &self.labels()));
        chart
    }

    /// The title, the unit shortened to what is as wide as the chart.
    fn chart_title(&self, trend: &Trend, width: f64) -> String {
        let mut unit: Vec<char> = trend.unit.iter().flat_map(|unit| unit.chars()).collect();
        let mut title = format!("{}{LEGEND}", title(trend));
        while self.desk.measure.width(&title, SMALL) > width && unit.pop().is_some() {
            let kept: String = unit.iter().collect();
            title = format!("{}（{kept}…）{LEGEND}", trend.measure.japanese());
        }
        title
    }

    /// The width in pixels that the figures of the axis take. The axis may end above the highest
    /// number, and its figures may be fractions of it.
    fn figures_width(&self, trend: &Trend) -> f64 {
        let numbers = trend.targets.iter().chain(&trend.actuals).flatten();
        let most = numbers.fold(0.0, |most: f64, number| most.max(number.abs()));
        let decimals = usize::from(most < 5.0);
        let sign = if trend.falls_below_zero() { "-" } else { "" };
        let figure = format!("{sign}{:.decimals$}", 2.0 * most);
        self.desk.measure.width(&figure, SMALL)
    }

    fn chart_font(&self) -> ChartFont {
        let mut small = ChartFont::new();
        small.set_name(&self.desk.style.font).set_size(SMALL);
        small
    }
}

/// Targets: a dashed line with diamonds.
fn target_line() -> (ChartFormat, ChartMarker) {
    let line = ChartLine::new()
        .set_color(QUIET)
        .set_width(1.25)
        .set_dash_type(ChartLineDashType::Dash)
        .clone();
    (line_format(line), mark(ChartMarkerType::Diamond, QUIET))
}

/// Actuals: a full line with circles.
fn actual_line() -> (ChartFormat, ChartMarker) {
    let line = ChartLine::new().set_color(ACTUAL).set_width(1.75).clone();
    (line_format(line), mark(ChartMarkerType::Circle, ACTUAL))
}

fn line_format(line: ChartLine) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_line(&line);
    format
}

fn mark(kind: ChartMarkerType, colour: Color) -> ChartMarker {
    let mut marker = ChartMarker::new();
    let mut format = ChartFormat::new();
    format
        .set_solid_fill(ChartSolidFill::new().set_color(colour))
        .set_border(ChartLine::new().set_color(colour));
    marker.set_type(kind).set_size(7).set_format(&mut format);
    marker
}

/// `KPI（世帯）`
fn title(trend: &Trend) -> String {
    match &trend.unit {
        Some(unit) => format!("{}（{unit}）", trend.measure.japanese()),
        None => trend.measure.japanese().to_owned(),
    }
}

fn set_look(chart: &mut Chart, title: &str, font: &ChartFont, left: f64) {
    let mut bold = font.clone();
    bold.set_bold();
    chart
        .title()
        .set_name(title)
        .set_font(&bold)
        .set_overlay(true)
        .set_layout(&ChartLayout::new().set_offset(TITLE.0, TITLE.1));
    chart.legend().set_hidden();
    let thin = ChartLine::new().set_color(LINE).set_width(0.5).clone();
    chart
        .x_axis()
        .set_font(font)
        .set_format(&mut line_format(thin.clone()));
    chart
        .y_axis()
        .set_font(font)
        .set_num_format("General")
        .set_major_gridlines_line(&thin)
        .set_format(ChartFormat::new().set_no_line());
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_no_border());
    let (top, height) = PLOT;
    let plot = ChartLayout::new()
        .set_offset(left, top)
        .set_dimensions(RIGHT - left, height);
    chart.plot_area().set_layout(&plot);
    chart
        .show_hidden_data()
        .set_object_movement(ObjectMovement::MoveAndSizeWithCells);
}

/// The chart in words: `KPI（世帯）の推移。目標：R7 100、R8 300。実績：R7 104。`
fn described(trend: &Trend, years: &[String]) -> String {
    let list = |numbers: &[Option<f64>]| {
        let pairs = years.iter().zip(numbers);
        let pairs =
            pairs.filter_map(|(year, number)| number.map(|number| format!("{year} {number}")));
        pairs.collect::<Vec<_>>().join("、")
    };
    let mut text = format!("{}の推移。", title(trend));
    for (name, numbers) in [("目標", &trend.targets), ("実績", &trend.actuals)] {
        match list(numbers) {
            none if none.is_empty() => text.push_str(&format!("{name}：なし。")),
            some => text.push_str(&format!("{name}：{some}。")),
        }
    }
    if text.encode_utf16().count() > ALT_LIMIT {
        text = format!("{}の推移。数値は表にあります。", trend.measure.japanese());
    }
    text
}
