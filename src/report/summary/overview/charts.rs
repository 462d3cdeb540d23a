//! The charts, two rows of four: the ratings of every bureau and of every goal as stacked bars, one chart a
//! measure; beside them how far targets were reached, and budget against settlement.
//!
//! The three charts of a row show the same groups in the same order, so only the first names them.

mod columns;
mod figures;
mod looks;
mod stacked;

use super::Canvas;
use super::money::Sums;
use super::tables::{Group, Groups};
use crate::model::Measure;
use crate::report::page;
use crate::report::summary::tally::Grouping;
use crate::report::table::Start;
use figures::Figures;
use rust_xlsxwriter::{Chart, XlsxError};

/// Heights in points: title, axis and legend of a chart; a bar, where there is room and where not.
const FRAME: f64 = 52.0;
const BAR: f64 = 30.0;
const NARROW_BAR: f64 = 11.0;
/// A chart is not lower than with so many bars, and shows no more of them.
const LEAST_BARS: usize = 5;
const MOST_BARS: usize = 20;
/// Height of the row above a row of charts, and of those behind them, in points.
const SPACE: f64 = 6.0;
const ROW: f64 = 15.0;
/// Widths in pixels on A4 of the four charts; together the width of the tables.
const WIDTHS: [u32; 4] = [338, 212, 212, 350];
/// Between two charts, in pixels.
const GAP: u32 = 6;

/// The rows of the sheet behind a row of charts.
#[derive(Clone, Copy)]
pub(super) struct Room {
    top: u32,
    rows: u32,
}

/// Leaves rows free for the charts, none without a project; the first page shall hold them and `below`
/// points more.
pub(super) fn make_room(
    canvas: &mut Canvas<'_, '_>,
    below: f64,
) -> Result<Option<[Room; 2]>, XlsxError> {
    let lines = &canvas.book.lines;
    if lines.is_empty() {
        return Ok(None);
    }
    let bars = [Grouping::Bureau, Grouping::Focus].map(|of| {
        let groups = of.labels(lines).len();
        groups.clamp(LEAST_BARS, MOST_BARS) as f64
    });
    let least = bars.map(|bars| FRAME + NARROW_BAR * bars);
    let more: f64 = bars.iter().map(|bars| (BAR - NARROW_BAR) * bars).sum();
    let left = canvas.rows.left() - below - 2.0 * SPACE - least.iter().sum::<f64>();
    let share = (left / more).clamp(0.0, 1.0);
    let mut rooms = [Room { top: 0, rows: 0 }; 2];
    for ((room, bars), least) in rooms.iter_mut().zip(bars).zip(least) {
        canvas.rows.begin(Start::Group);
        canvas.rows.add(canvas.sheet, SPACE)?;
        room.top = canvas.rows.next();
        room.rows = ((least + share * (BAR - NARROW_BAR) * bars) / ROW).floor() as u32;
        for _ in 0..room.rows {
            canvas.rows.add(canvas.sheet, ROW)?;
        }
    }
    Ok(Some(rooms))
}

/// Draws the charts into their rooms.
pub(super) fn draw(
    canvas: &mut Canvas<'_, '_>,
    rooms: &Option<[Room; 2]>,
    groups: &Groups,
    sums: &Sums,
) -> Result<(), XlsxError> {
    let Some([upper, lower]) = *rooms else {
        return Ok(());
    };
    let mut figures = Figures::new(canvas)?;
    for (room, groups, name) in [
        (upper, &groups.bureaus, "部"),
        (lower, &groups.goals, "重点目標"),
    ] {
        let shown = largest(groups);
        let most = shown.iter().map(|group| group.tally.projects).max();
        let block = figures.groups(canvas, &shown)?;
        for measure in Measure::ALL {
            let at = measure as usize;
            let size = size(canvas, room, at);
            let font = &canvas.book.style.font;
            let mut chart = stacked::chart(measure, &block, font, most.unwrap_or_default(), size);
            let whole = shown.len() == groups.len();
            stacked::name(&mut chart, measure, name, whole, font);
            place(canvas, room, at, chart)?;
        }
    }
    let block = figures.achievements(canvas)?;
    let histogram = columns::histogram(&block, &canvas.book.style.font);
    place(canvas, upper, 3, histogram)?;
    if !sums.is_empty() {
        let (block, most) = figures.money(canvas, sums)?;
        let pitch = size(canvas, lower, 3)[0] / sums.len() as u32;
        let chart = columns::money(&block, &canvas.book.style.font, most, pitch);
        place(canvas, lower, 3, chart)?;
    }
    Ok(())
}

impl Room {
    /// The height of a chart in pixels.
    fn height(self) -> u32 {
        (f64::from(self.rows) * ROW / 0.75) as u32 - 2
    }
}

/// The groups with the most projects, in their order, as many as a chart shows.
fn largest(groups: &[Group]) -> Vec<&Group> {
    let mut by_size: Vec<&Group> = groups.iter().collect();
    by_size.sort_by_key(|group| std::cmp::Reverse(group.tally.projects));
    by_size.truncate(MOST_BARS);
    by_size.sort_by_key(|group| group.row);
    by_size
}

/// Width and height of the chart at a place of a row, in pixels.
fn size(canvas: &Canvas<'_, '_>, room: Room, at: usize) -> [u32; 2] {
    let width = page::widened(WIDTHS[at], canvas.book.style.paper);
    [width - GAP, room.height()]
}

fn place(
    canvas: &mut Canvas<'_, '_>,
    room: Room,
    at: usize,
    mut chart: Chart,
) -> Result<(), XlsxError> {
    let [width, height] = size(canvas, room, at);
    chart.set_width(width).set_height(height);
    let before = WIDTHS[..at].iter();
    let left = before
        .map(|px| page::widened(*px, canvas.book.style.paper))
        .sum();
    canvas
        .sheet
        .insert_chart_with_offset(room.top, 0, &chart, left, 1)?;
    Ok(())
}
