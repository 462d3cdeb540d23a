//! 工程: the schedules of all projects on one time line, bureau by bureau.
//!
//! Each item takes a thin row for the plan (light, striped), one for the actual (dark), and one for
//! the texts under the years where there are any; a strong line stands after the as-of month.
//!
//! The lines between the months are formats of their columns, so that a month in which nothing
//! happens takes no cell: there would be some hundred for every project. What lies beyond the table is
//! hidden, or the lines would go on there.

mod captions;
mod items;
mod looks;

use super::timeline::Timeline;
use super::{Book, Drawn};
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::table::Pages;
use crate::report::wareki::date;
use crate::report::write::{self, Area};
use captions::by_bureau;
use looks::{Looks, Mark};
use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "工程";
/// Number and item: widths in pixels.
const FIXED: [u32; 2] = [28, 218];
const FIXED_WIDTH: u32 = FIXED[0] + FIXED[1];
const ITEM: u16 = 1;
/// The first column of the time line.
const FIRST: u16 = FIXED.len() as u16;
/// Room for the words beside a mark of the legend, in pixels.
const KEY_WIDTH: u32 = 72;
/// Rows repeated on every page: legend, years, parts of years.
const REPEATED: [u32; 2] = [1, 3];
/// Heights in points.
const BAR: f64 = 8.25;
const HEADING: f64 = 15.0;
/// The row below an item, which draws the line across: the least a row can be.
const RULE: f64 = 0.75;
/// The last column there can be.
const LAST: u16 = 16_383;
/// No text of an item makes its rows higher than this, in points.
const HIGHEST: f64 = 150.0;
/// No text under a year makes its row higher than this, in points.
const HIGHEST_NOTE: f64 = 84.0;

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Drawn, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    let room = (page::printable(paper).width / 0.75) as u32 - FIXED_WIDTH;
    let projects = book.lines.iter().map(|line| line.project);
    let timeline = Timeline::of(projects, room);
    for (col, width) in FIXED.into_iter().enumerate() {
        sheet.set_column_width_pixels(col as u16, width)?;
    }
    let width = FIXED_WIDTH + timeline.len() as u32 * timeline.cell_width;
    let as_of = timeline.cell_of(book.consolidation.period.as_of_month());
    let mut canvas = Canvas {
        sheet: &mut sheet,
        rows: Pages::new(paper, width),
        book,
        looks: Looks::new(book),
        timeline: &timeline,
        as_of,
    };
    canvas.columns()?;
    canvas.headings()?;
    let mut lines = vec![0; book.lines.len()];
    for (bureau, projects) in by_bureau(book) {
        canvas.bureau(bureau, projects.len())?;
        for at in projects {
            lines[at] = canvas.project(at)?;
        }
    }
    canvas.finish()?;
    Ok(Drawn { sheet, lines })
}

/// The sheet while it is written from top to bottom.
struct Canvas<'a, 'b> {
    sheet: &'a mut Worksheet,
    rows: Pages,
    book: &'a Book<'b>,
    looks: Looks,
    timeline: &'a Timeline,
    /// The cell that holds the as-of month.
    as_of: Option<usize>,
}

impl Canvas<'_, '_> {
    /// The last column of the table.
    fn last(&self) -> u16 {
        (FIRST + self.timeline.len() as u16)
            .saturating_sub(1)
            .max(ITEM)
    }

    /// The columns of the time line with the lines between them, and none beyond.
    fn columns(&mut self) -> Result<(), XlsxError> {
        for cell in 0..self.timeline.len() {
            let col = FIRST + cell as u16;
            let look = self.bordered(&self.looks.cell, col, col);
            self.sheet
                .set_column_width_pixels(col, self.timeline.cell_width)?
                .set_column_format(col, &look)?;
        }
        self.sheet
            .set_column_range_hidden(self.last() + 1, LAST)?
            .hide_unused_rows(true);
        Ok(())
    }

    /// Page breaks, the area to print, and what stays in sight.
    fn finish(self) -> Result<(), XlsxError> {
        let (last, right) = (self.rows.next().saturating_sub(1), self.last());
        self.rows.finish(self.sheet)?;
        self.sheet
            .set_print_area(0, 0, last, right)?
            .set_freeze_panes(REPEATED[1] + 1, FIRST)?;
        Ok(())
    }

    fn headings(&mut self) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let row = self.rows.add(self.sheet, 24.0)?;
        self.sheet.set_row_format(row, &formats.plain)?;
        write::text(self.sheet, row, 0, "全取組みの工程", &formats.title)?;
        write::text(
            self.sheet,
            row,
            FIRST,
            &self.book.subtitle(),
            &formats.subtitle,
        )?;
        self.legend()?;
        let years = self.rows.add(self.sheet, HEADING)?;
        let parts = self.rows.add(self.sheet, HEADING)?;
        for (col, text) in ["番号", "実施項目"].into_iter().enumerate() {
            let area = Area {
                top: years,
                left: col as u16,
                bottom: parts,
                right: col as u16,
            };
            write::merged(self.sheet, area, text, &self.looks.heading)?;
        }
        let cells = self.timeline.cells_a_year as u16;
        let wide = self.timeline.cell_width * u32::from(cells);
        for (at, year) in self.timeline.years.iter().enumerate() {
            let left = FIRST + at as u16 * cells;
            let fits = |text: &String| self.book.measure.width(text, SMALL) <= f64::from(wide);
            let name = [format!("{}（{year}）", year.japanese()), year.japanese()]
                .into_iter()
                .find(fits)
                .unwrap_or_else(|| year.short());
            let area = Area::row(years, left, left + cells - 1);
            write::merged(self.sheet, area, &name, &self.looks.heading)?;
            self.parts(parts, left)?;
        }
        self.rows.repeat(self.sheet, REPEATED)
    }

    /// The parts of one year: the first month of each quarter, or the quarters.
    fn parts(&mut self, row: u32, left: u16) -> Result<(), XlsxError> {
        let quarters = ["4月", "7月", "10月", "1月"];
        let numbers = ["1", "2", "3", "4"];
        let (names, cells): (&[&str], u16) = match self.timeline.cells_a_year {
            12 => (&quarters, 3),
            4 => (&numbers, 1),
            _ => (&[""], 1),
        };
        for (at, name) in names.iter().enumerate() {
            let from = left + at as u16 * cells;
            let to = from + cells - 1;
            let format = self.bordered(&self.looks.heading, from, to);
            write::merged(self.sheet, Area::row(row, from, to), name, &format)?;
        }
        Ok(())
    }

    /// Shows the marks beside their meaning, and says what the thick line is.
    fn legend(&mut self) -> Result<(), XlsxError> {
        let row = self.rows.add(self.sheet, HEADING)?;
        let plain = self.book.formats.plain.clone();
        self.sheet.set_row_format(row, &plain)?;
        let as_of = date(self.book.consolidation.period.as_of);
        write::text(self.sheet, row, 0, &format!("基準日 {as_of}"), &plain)?;
        let mut col = FIRST;
        let key = self.book.formats.plain.clone().set_font_size(SMALL);
        for (mark, text) in [(Mark::Planned, "上段：計画"), (Mark::Actual, "下段：実績")]
        {
            let [format, _] = &self.looks.bars[mark as usize];
            self.sheet
                .set_range_format(row, col, row, col + 1, format)?;
            write::text(self.sheet, row, col + 2, text, &key)?;
            col += 2 + KEY_WIDTH.div_ceil(self.timeline.cell_width) as u16;
        }
        let unit = self.timeline.unit();
        let line = match self.as_of {
            Some(_) => format!("太い縦線：基準日の{unit}の終わり（帯は{unit}の単位）"),
            None => format!("基準日は表の外（帯は{unit}の単位）"),
        };
        let gap = self.timeline.has_gap();
        let line = line
            + if gap {
                "　※記載のない年度は省略"
            } else {
                ""
            };
        write::text(self.sheet, row, col, &line, &key)
    }

    /// The borders between the cells from one column to another and their neighbours: hair lines
    /// within a year, thin ones between years, a strong one after the as-of month.
    fn bordered(&self, format: &Format, from: u16, to: u16) -> Format {
        let cells = self.timeline.cells_a_year as u16;
        let end_of_year = (to - FIRST + 1).is_multiple_of(cells);
        let quarter = cells == 12 && (to - FIRST + 1).is_multiple_of(3);
        let mut format = format.clone();
        if from == FIRST {
            format = format.set_border_left(FormatBorder::Thin);
        }
        if end_of_year {
            format = format.set_border_right(FormatBorder::Thin);
        } else if quarter || cells == 4 {
            format = format.set_border_right(FormatBorder::Hair);
        }
        let after = |cell: usize| FIRST as usize + cell;
        match self.as_of {
            Some(cell) if after(cell) == to as usize => Looks::as_of(format),
            _ => format,
        }
    }
}
