//! The ratings of every bureau as stacked bars, one chart a measure, in grounds that differ in
//! monochrome too.

use super::super::tally::Grouping;
use super::tables::Bureau;
use super::{Canvas, LAST, block, ratings, width};
use crate::model::{Grade, Measure};
use crate::report::formats::SMALL;
use crate::report::style::{LINE, QUIET, grade_look};
use crate::report::write;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill, ChartType, Color, XlsxError,
};

/// The figures of the charts stand right of what is printed.
const DATA: u16 = LAST + 2;
/// Columns of a measure in the figures: the grades and the unrated.
const SERIES: u16 = Grade::ALL.len() as u16 + 1;
/// Heights in points: title, axis and legend of a chart; a bar, where there is room and where not.
const FRAME: f64 = 72.0;
const BAR: f64 = 24.0;
const NARROW_BAR: f64 = 12.0;
/// A chart is not lower than with so many bars.
const MIN_BARS: f64 = 4.0;
/// Rows above the charts.
const SPACE: f64 = 7.5;
const TITLE: f64 = 18.0;
/// Height of the rows below the charts, in points.
const ROW: f64 = 15.0;
/// An axis shows about so many figures.
const TICKS: usize = 6;

/// Where the charts stand.
pub(super) struct Room {
    title: u32,
    rows: u32,
}

/// Leaves rows free for the charts; the first page shall hold them and `below` points more.
pub(super) fn make_room(canvas: &mut Canvas<'_, '_>, below: f64) -> Result<Room, XlsxError> {
    let bureaus = Grouping::Bureau.groups(&canvas.book.lines).len();
    if bureaus == 0 {
        let title = canvas.rows.next();
        return Ok(Room { title, rows: 0 });
    }
    let left = canvas.rows.left() - below - SPACE - TITLE;
    let bars = bureaus as f64;
    let height = left.clamp(FRAME + NARROW_BAR * bars, FRAME + BAR * bars.max(MIN_BARS));
    canvas.rows.begin_group();
    canvas.rows.add(canvas.sheet, SPACE)?;
    let title = canvas.rows.add(canvas.sheet, TITLE)?;
    write::text(
        canvas.sheet,
        title,
        0,
        "部別の評価（主担部、件数）",
        &canvas.looks.section,
    )?;
    let rows = (height / ROW).floor() as u32;
    for _ in 0..rows {
        canvas.rows.add(canvas.sheet, ROW)?;
    }
    Ok(Room { title, rows })
}

/// Draws the charts into their room.
pub(super) fn draw(
    canvas: &mut Canvas<'_, '_>,
    room: &Room,
    bureaus: &[Bureau],
) -> Result<(), XlsxError> {
    if room.rows == 0 {
        return Ok(());
    }
    figures(canvas, room.title, bureaus)?;
    let first = room.title + 2;
    let last = first + bureaus.len() as u32 - 1;
    let most = bureaus.iter().map(|bureau| bureau.tally.projects).max();
    let most = most.unwrap_or_default().max(1);
    let font = canvas.book.style.font.clone();
    let wide = width() / 3;
    for measure in Measure::ALL {
        let mut chart = Chart::new(ChartType::BarStacked);
        let left = DATA + 1 + SERIES * measure as u16;
        for at in 0..SERIES {
            let col = left + at;
            let grade = Grade::ALL.get(usize::from(at)).copied();
            chart
                .add_series()
                .set_name((super::SHEET, room.title + 1, col))
                .set_categories((super::SHEET, first, DATA, last, DATA))
                .set_values((super::SHEET, first, col, last, col))
                .set_format(&mut ground(grade))
                .set_gap(60)
                .set_data_label(&label(&font, grade));
        }
        dress(&mut chart, measure, &font, most);
        chart
            .set_width(wide - 8)
            .set_height((f64::from(room.rows) * ROW / 0.75) as u32 - 4);
        let offset = wide * measure as u32;
        canvas
            .sheet
            .insert_chart_with_offset(room.title + 1, 0, &chart, offset, 2)?;
    }
    Ok(())
}

/// The figures, one bureau a line from the last to the first, because bars are drawn upwards.
fn figures(canvas: &mut Canvas<'_, '_>, top: u32, bureaus: &[Bureau]) -> Result<(), XlsxError> {
    let quiet = canvas.book.formats.note.clone();
    write::text(
        canvas.sheet,
        top,
        DATA,
        "グラフの元の数値（印刷範囲外）",
        &quiet,
    )?;
    for measure in Measure::ALL {
        let left = DATA + 1 + SERIES * measure as u16;
        let names = Grade::ALL.map(|grade| grade.to_string());
        let names = names.iter().map(String::as_str).chain(["未評価"]);
        for (at, name) in names.enumerate() {
            write::text(canvas.sheet, top + 1, left + at as u16, name, &quiet)?;
        }
    }
    for (at, bureau) in bureaus.iter().rev().enumerate() {
        let row = top + 2 + at as u32;
        write::text(canvas.sheet, row, DATA, &bureau.label, &quiet)?;
        for measure in Measure::ALL {
            let counts = bureau.tally.counts.get(measure);
            let results = Grade::ALL.map(|grade| counts.of(grade));
            let results = results.into_iter().chain([counts.unrated]);
            let cells = ratings::count_cells(bureau.row, block(measure));
            for (at, (cell, result)) in cells.iter().zip(results).enumerate() {
                let col = DATA + 1 + SERIES * measure as u16 + at as u16;
                let area = write::Area::row(row, col, col);
                canvas.formula(area, &format!("={cell}"), result, &quiet)?;
            }
        }
    }
    Ok(())
}

fn small(font: &str) -> ChartFont {
    let mut small = ChartFont::new();
    small.set_name(font).set_size(SMALL);
    small
}

/// The figure in a bar; nothing for zero.
fn label(font: &str, grade: Option<Grade>) -> ChartDataLabel {
    let mut small = small(font);
    if grade == Some(Grade::S) {
        small.set_color(Color::White);
    }
    let mut label = ChartDataLabel::new();
    label
        .show_value()
        .set_position(ChartDataLabelPosition::Center)
        .set_num_format("0;;")
        .set_font(&small);
    label
}

/// The ground of a grade's bars, `None` for the unrated: dark, light, dotted, striped and white.
fn ground(grade: Option<Grade>) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_border(ChartLine::new().set_color(QUIET).set_width(0.75));
    let look = grade.map(|grade| (grade, grade_look(grade).ground));
    let (pattern, front, back) = match look {
        Some((Grade::B, colour)) => (ChartPatternFillType::Dotted20Percent, QUIET, colour),
        Some((Grade::C, colour)) => (
            ChartPatternFillType::DiagonalStripesDarkUpwards,
            colour,
            Color::White,
        ),
        plain => {
            let colour = plain.map_or(Color::White, |(_, colour)| colour);
            format.set_solid_fill(ChartSolidFill::new().set_color(colour));
            return format;
        }
    };
    format.set_pattern_fill(
        ChartPatternFill::new()
            .set_pattern(pattern)
            .set_foreground_color(front)
            .set_background_color(back),
    );
    format
}

fn dress(chart: &mut Chart, measure: Measure, font: &str, most: usize) {
    let step = most.div_ceil(TICKS);
    let mut bold = small(font);
    bold.set_bold();
    chart
        .title()
        .set_name(ratings::name(measure))
        .set_font(&bold)
        .set_overlay(false);
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&small(font));
    chart.y_axis().set_font(&small(font));
    // Of a bar chart the writer calls the axis of values x.
    chart
        .x_axis()
        .set_font(&small(font))
        .set_num_format("0")
        .set_min(0)
        .set_max((most.div_ceil(step) * step) as f64)
        .set_major_unit(step as f64)
        .set_major_gridlines_line(ChartLine::new().set_color(LINE).set_width(0.25));
    chart.set_alt_text(format!("部別の{}の件数", ratings::name(measure)));
}
