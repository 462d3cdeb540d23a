//! The ratings of all projects and by scope, bureau and goal, in one table that runs over pages.

use super::super::list::Key;
use super::super::tally::{Grouping, Tally};
use super::ratings::{self, Picked};
use super::{BLOCK, Canvas, LABEL_WIDTH, LAST, block};
use crate::model::Measure;
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::table::Start;
use crate::report::write::{self, Area};
use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::row_col_to_cell_absolute;

/// Heights in points.
const SECTION: f64 = 15.0;
const COUNTS: f64 = 13.5;
const SHARES: f64 = 11.25;

/// A group of projects with its ratings and the row of its counts.
pub(super) struct Group {
    pub(super) label: String,
    pub(super) tally: Tally,
    pub(super) row: u32,
}

/// The groups that charts are drawn of.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) bureaus: Vec<Group>,
    pub(super) goals: Vec<Group>,
}

/// Writes the table, from the top of a page.
pub(super) fn write(canvas: &mut Canvas<'_, '_>) -> Result<Groups, XlsxError> {
    canvas.rows.begin(Start::Page);
    let row = canvas.rows.add(canvas.sheet, 20.0)?;
    let title = "区分・部・重点目標ごとの評価";
    write::text(canvas.sheet, row, 0, title, &canvas.looks.section)?;
    let headings = headings(canvas)?;
    canvas.rows.repeat(canvas.sheet, headings)?;
    let all = Tally::of(&canvas.book.lines, |_| true);
    group(canvas, "全体", &all, None)?;
    let mut written = Groups::default();
    for (grouping, title) in [
        (Grouping::Scope, "区分別"),
        (Grouping::Bureau, "部別（主担部）"),
        (Grouping::Focus, "重点目標別"),
    ] {
        canvas.rows.begin(Start::Group);
        section(canvas, title)?;
        let groups = grouping.groups(&canvas.book.lines);
        for (at, (label, tally)) in groups.into_iter().enumerate() {
            if at > 0 {
                canvas.rows.begin(Start::Part);
            }
            let row = group(canvas, &label, &tally, Some(grouping))?;
            let group = Group { label, tally, row };
            match grouping {
                Grouping::Scope => {}
                Grouping::Bureau => written.bureaus.push(group),
                Grouping::Focus => written.goals.push(group),
            }
        }
    }
    Ok(written)
}

fn headings(canvas: &mut Canvas<'_, '_>) -> Result<[u32; 2], XlsxError> {
    let top = canvas.rows.add(canvas.sheet, 15.0)?;
    let bottom = canvas.rows.add(canvas.sheet, 24.0)?;
    for (col, text) in [(0, "（下段は割合％）"), (1, "取組数")] {
        let area = Area {
            top,
            left: col,
            bottom,
            right: col,
        };
        write::merged(canvas.sheet, area, text, &canvas.looks.heading)?;
    }
    for measure in Measure::ALL {
        let left = block(measure);
        let area = Area::row(top, left, left + BLOCK - 1);
        let name = ratings::name(measure);
        write::merged(canvas.sheet, area, name, &canvas.looks.heading)?;
        ratings::headings(canvas, bottom, left)?;
    }
    Ok([top, bottom])
}

fn section(canvas: &mut Canvas<'_, '_>, title: &str) -> Result<(), XlsxError> {
    let row = canvas.rows.add(canvas.sheet, SECTION)?;
    let area = Area::row(row, 0, LAST);
    write::merged(canvas.sheet, area, title, &canvas.looks.band)
}

/// Writes a group of projects over two rows and gives the first.
fn group(
    canvas: &mut Canvas<'_, '_>,
    label: &str,
    tally: &Tally,
    grouping: Option<Grouping>,
) -> Result<u32, XlsxError> {
    let wide = f64::from(page::widened(LABEL_WIDTH, canvas.book.style.paper));
    let needed = canvas.book.measure.text_height(label, wide, SMALL);
    let more = (needed - COUNTS - SHARES).max(0.0) / 2.0;
    let top = canvas.rows.add(canvas.sheet, COUNTS + more)?;
    let bottom = canvas.rows.add(canvas.sheet, SHARES + more)?;
    let area = |col| Area {
        top,
        left: col,
        bottom,
        right: col,
    };
    write::merged(canvas.sheet, area(0), label, &canvas.looks.label)?;
    let condition = grouping.map_or_else(String::new, |grouping| {
        let labels = canvas.book.range(column(grouping));
        format!("*({labels}={})", row_col_to_cell_absolute(top, 0))
    });
    let counted = ratings::counted(canvas.book);
    let count = canvas.looks.count.clone();
    let text = format!("=SUMPRODUCT({counted}*1{condition})");
    canvas.formula(area(1), &text, tally.projects, &count)?;
    let projects = row_col_to_cell_absolute(top, 1);
    for measure in Measure::ALL {
        let picked = Picked {
            projects: &projects,
            condition: &condition,
        };
        let counts = tally.counts.get(measure);
        let corner = (top, block(measure));
        ratings::write(canvas, corner, measure, &picked, counts, &count)?;
    }
    Ok(top)
}

/// The column of the list that holds a grouping's labels.
const fn column(grouping: Grouping) -> Key {
    match grouping {
        Grouping::Scope => Key::Scope,
        Grouping::Bureau => Key::Bureau,
        Grouping::Focus => Key::Focus,
    }
}
