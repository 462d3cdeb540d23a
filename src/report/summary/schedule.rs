//! 工程: the schedules of all projects on one time line, bureau by bureau.
//!
//! Each item takes a thin row for the plan (light, striped), one for the actual (dark), and one for
//! the texts under the years where there are any; a strong line stands after the as-of month.

mod captions;
mod looks;

use super::rows::{IN_REVIEW, Rows, fitted};
use super::timeline::Timeline;
use super::{Book, Drawn, list};
use crate::model::{FiscalYear, Item, Span};
use crate::report::formats::{SMALL, TEXT};
use crate::report::page;
use crate::report::wareki::date;
use crate::report::write::{self, Area};
use captions::{by_bureau, caption};
use looks::{Looks, Mark};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Color, Format, FormatBorder, Url, Worksheet, XlsxError};

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
    for cell in 0..timeline.len() {
        sheet.set_column_width_pixels(FIRST + cell as u16, timeline.cell_width)?;
    }
    let width = FIXED_WIDTH + timeline.len() as u32 * timeline.cell_width;
    let as_of = timeline.cell_of(book.consolidation.period.as_of_month());
    let mut canvas = Canvas {
        sheet: &mut sheet,
        rows: Rows::new(paper, width),
        book,
        looks: Looks::new(book),
        timeline: &timeline,
        as_of,
        cells: Vec::new(),
        edges: Vec::new(),
    };
    canvas.look_at_cells();
    canvas.headings()?;
    let mut lines = vec![0; book.lines.len()];
    for (bureau, projects) in by_bureau(book) {
        canvas.bureau(bureau, projects.len())?;
        for at in projects {
            lines[at] = canvas.project(at)?;
        }
    }
    let Canvas { rows, .. } = canvas;
    rows.finish(&mut sheet)?;
    sheet.set_freeze_panes(REPEATED[1] + 1, FIRST)?;
    Ok(Drawn { sheet, lines })
}

/// The sheet while it is written from top to bottom.
struct Canvas<'a, 'b> {
    sheet: &'a mut Worksheet,
    rows: Rows,
    book: &'a Book<'b>,
    looks: Looks,
    timeline: &'a Timeline,
    /// The cell that holds the as-of month.
    as_of: Option<usize>,
    /// See [`Canvas::look_at_cells`]: for each mark without and with its fill.
    cells: Vec<[[Format; 2]; 2]>,
    edges: Vec<usize>,
}

impl Canvas<'_, '_> {
    fn headings(&mut self) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let row = self.rows.add(self.sheet, 24.0)?;
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
        let as_of = date(self.book.consolidation.period.as_of);
        write::text(self.sheet, row, 0, &format!("基準日 {as_of}"), &plain)?;
        let mut col = FIRST;
        let key = self.book.formats.plain.clone().set_font_size(SMALL);
        for (mark, text) in [(Mark::Planned, "上段：計画"), (Mark::Actual, "下段：実績")]
        {
            let format = Looks::fill(self.looks.cell.clone(), mark);
            self.sheet.write_blank(row, col, &format)?;
            self.sheet.write_blank(row, col + 1, &format)?;
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

    /// The heading of a bureau; it stays with the first project.
    fn bureau(&mut self, label: &str, projects: usize) -> Result<(), XlsxError> {
        self.rows.begin_chapter();
        let row = self.rows.add(self.sheet, HEADING)?;
        let last = (FIRST as usize + self.timeline.len()).saturating_sub(1) as u16;
        let look = &self.looks.bureau;
        self.sheet
            .set_range_format(row, 0, row, last.max(ITEM), look)?;
        let text = format!("{label}（{projects}件）");
        write::text(self.sheet, row, 0, &text, look)
    }

    /// Writes a project and gives the row of its caption.
    fn project(&mut self, at: usize) -> Result<u32, XlsxError> {
        let line = &self.book.lines[at];
        self.rows.begin_group();
        let last = (FIRST as usize + self.timeline.len()).saturating_sub(1) as u16;
        let text = caption(line);
        let wide = FIXED_WIDTH + self.timeline.len() as u32 * self.timeline.cell_width;
        let (text, height) = fitted(self.book.measure, &text, wide, TEXT, HIGHEST, IN_REVIEW);
        let row = self.rows.add(self.sheet, height.max(HEADING))?;
        let area = Area::row(row, 0, last.max(ITEM));
        if height > HEADING {
            write::merged(self.sheet, area, &text, &self.looks.project)?;
        } else {
            // A single line runs on over empty cells by itself. (LibreOffice wraps no link.)
            let line = &self.looks.project_line;
            self.sheet.set_range_format(row, 0, row, area.right, line)?;
            self.link(row, at, &text, &line.clone())?;
        }
        let caption = row;
        let items = &line.project.sheet.items;
        if items.is_empty() {
            let row = self.rows.add(self.sheet, HEADING)?;
            let area = Area::row(row, 0, last.max(ITEM));
            write::merged(self.sheet, area, "（実施項目の記載なし）", &self.looks.text)?;
        }
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.rows.begin_part();
            }
            self.item(item)?;
        }
        Ok(caption)
    }

    /// A caption that leads to the project's line in 一覧.
    fn link(&mut self, row: u32, at: usize, text: &str, look: &Format) -> Result<(), XlsxError> {
        let place = row_col_to_cell(list::row(at), 0);
        let url = Url::new(format!("internal:'{}'!{place}", list::SHEET)).set_tip(list::SHEET);
        self.sheet.write_url_with_format(row, 0, &url, look)?;
        write::text(self.sheet, row, 0, text, look)
    }

    fn item(&mut self, item: &Item) -> Result<(), XlsxError> {
        let text = item.text.as_deref().unwrap_or_default();
        let (text, needed) = fitted(self.book.measure, text, FIXED[1], SMALL, HIGHEST, IN_REVIEW);
        let notes = self.notes_height(item);
        let more = (needed - 2.0 * BAR - notes).max(0.0) / 2.0;
        let top = self.rows.add(self.sheet, BAR + more)?;
        let mut bottom = self.rows.add(self.sheet, BAR + more)?;
        if notes > 0.0 {
            bottom = self.rows.add(self.sheet, notes)?;
            self.notes(bottom, item)?;
        }
        let area = |col| Area {
            top,
            left: col,
            bottom,
            right: col,
        };
        let number = item.number.to_string();
        write::merged(self.sheet, area(0), &number, &self.looks.centre)?;
        write::merged(self.sheet, area(ITEM), &text, &self.looks.text)?;
        self.bar(top, &item.planned, Mark::Planned)?;
        self.bar(top + 1, &item.actual, Mark::Actual)
    }

    fn bar(&mut self, row: u32, spans: &[Span], mark: Mark) -> Result<(), XlsxError> {
        let covered = self.timeline.covered(spans);
        let looks: Vec<(usize, bool)> = self.edges.iter().copied().zip(covered).collect();
        let mut col = FIRST;
        for alike in looks.chunk_by(|a, b| a == b) {
            let (edge, covered) = alike[0];
            let [bare, filled] = &self.cells[edge][mark as usize];
            let format = if covered { filled } else { bare };
            let next = col + alike.len() as u16;
            self.sheet
                .set_range_format(row, col, row, next - 1, format)?;
            col = next;
        }
        Ok(())
    }

    /// The borders there are between the cells of the time line, and which of them each cell has.
    /// Cells alike are written at once, because there are very many.
    fn look_at_cells(&mut self) {
        for cell in 0..self.timeline.len() {
            let col = FIRST + cell as u16;
            let formats = |edge: Format, mark| {
                let bare = self.bordered(&edge, col, col);
                [bare.clone(), Looks::fill(bare, mark)]
            };
            let look = &self.looks.cell;
            let formats = [
                formats(
                    look.clone().set_border_top(FormatBorder::Thin),
                    Mark::Planned,
                ),
                formats(
                    look.clone().set_border_bottom(FormatBorder::Thin),
                    Mark::Actual,
                ),
            ];
            let known = self.cells.iter().position(|known| *known == formats);
            self.edges.push(known.unwrap_or(self.cells.len()));
            if known.is_none() {
                self.cells.push(formats);
            }
        }
    }

    /// The text under a year as it fits, and the height it takes.
    fn note(&self, item: &Item, year: FiscalYear) -> (String, f64) {
        let texts: Vec<&str> = item
            .notes
            .iter()
            .filter(|note| note.fiscal_year == year)
            .map(|note| note.text.as_str())
            .collect();
        let wide = self.timeline.cell_width * self.timeline.cells_a_year;
        let joined = texts.join("\n");
        let (text, height) = fitted(
            self.book.measure,
            &joined,
            wide,
            SMALL,
            HIGHEST_NOTE,
            IN_REVIEW,
        );
        (text.into_owned(), height)
    }

    /// The height that the texts under the years take, zero without any.
    fn notes_height(&self, item: &Item) -> f64 {
        item.notes
            .iter()
            .map(|note| self.note(item, note.fiscal_year).1)
            .fold(0.0, f64::max)
    }

    /// The texts under the years. Only where there is one are cells merged: each costs.
    fn notes(&mut self, row: u32, item: &Item) -> Result<(), XlsxError> {
        self.bar(row, &[], Mark::Actual)?;
        for &year in &self.timeline.years {
            let noted = item.notes.iter().any(|note| note.fiscal_year == year);
            let Some(cells) = self.timeline.cells_of(year).filter(|_| noted) else {
                continue;
            };
            let (left, right) = (FIRST + cells.start as u16, FIRST + cells.end as u16 - 1);
            let format = self.bordered(&self.looks.note, left, right);
            let (text, _) = self.note(item, year);
            write::merged(self.sheet, Area::row(row, left, right), &text, &format)?;
        }
        Ok(())
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
            Some(cell) if after(cell) == to as usize => format
                .set_border_right(FormatBorder::Medium)
                .set_border_right_color(Color::Black),
            _ => format,
        }
    }
}
