//! 総括: one page to look at, then the ratings by scope, bureau and goal.
//!
//! ```text
//! 取組数 │ what waits, what was decided: a strip of boxes
//! ratings in total          │ money by year
//! ratings by bureau, as bars, one chart a measure │ achievement
//! ratings by goal, the same                       │ budget and settlement
//! a note
//! ──────────────────────────────────────── page
//! ratings by 区分, 部 and 重点目標, each group with counts and shares
//! ```

mod charts;
mod facts;
mod money;
mod ratings;
mod tables;

use super::tally::Tally;
use super::{Book, formula};
use crate::model::Measure;
use crate::report::formats::{Formats, SMALL, TEXT};
use crate::report::page;
use crate::report::style::{Paper, QUIET};
use crate::report::table::{Pages, Start};
use crate::report::write::{self, Area};
use ratings::Picked;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "総括";

/// Widths in pixels on A4 of the columns that every table of the sheet shares: label, projects, and for
/// each measure four grades, the rated, the unrated, those out of scope, the proposed.
const LABEL_WIDTH: u32 = 146;
const PROJECTS_WIDTH: u32 = 48;
const BLOCK_WIDTHS: [u32; BLOCK as usize] = [38, 38, 38, 38, 36, 40, 40, 38];
/// Columns of a measure.
const BLOCK: u16 = 8;
/// The first column of the first measure.
const FIRST_BLOCK: u16 = 2;
/// The last column of the tables.
const LAST: u16 = FIRST_BLOCK + 3 * BLOCK - 1;

/// What has to be known to read the first page, and the height it takes in points.
const NOTE: &str = "割合（％）は評価のある取組み（計）に対するもので、四捨五入のため合計が100にならないことがあります。未評価と対象外は含みません。横に並ぶグラフは同じ順です。数え方は「用語と判定基準」にあります。";
const NOTE_HEIGHT: f64 = 24.0;

/// The first column of a measure.
const fn block(measure: Measure) -> u16 {
    FIRST_BLOCK + BLOCK * measure as u16
}

/// The widths of all columns in pixels.
fn widths(paper: Paper) -> Vec<u32> {
    let blocks = Measure::ALL.into_iter().flat_map(|_| BLOCK_WIDTHS);
    let widths = [LABEL_WIDTH, PROJECTS_WIDTH].into_iter().chain(blocks);
    widths.map(|px| page::widened(px, paper)).collect()
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?.set_formula_result_default("");
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    let widths = widths(paper);
    for (col, width) in (0..).zip(&widths) {
        sheet.set_column_width_pixels(col, *width)?;
    }
    let mut canvas = Canvas {
        sheet: &mut sheet,
        rows: Pages::new(paper, widths.iter().sum()),
        book,
        looks: Looks::new(&book.formats),
    };
    canvas.title()?;
    let projects = facts::write(&mut canvas)?;
    let sums = canvas.totals_and_money(&projects)?;
    let rooms = charts::make_room(&mut canvas, NOTE_HEIGHT)?;
    // Where the first page is full, the note would be a page of its own.
    let fits = canvas.rows.left() >= NOTE_HEIGHT;
    if fits {
        canvas.note()?;
    }
    let groups = tables::write(&mut canvas)?;
    if !fits {
        canvas.note()?;
    }
    charts::draw(&mut canvas, &rooms, &groups, &sums)?;
    let Canvas { rows, .. } = canvas;
    rows.finish(&mut sheet)?;
    sheet.set_print_area(0, 0, rows.next() - 1, LAST)?;
    Ok(sheet)
}

/// The sheet while it is written from top to bottom.
struct Canvas<'a, 'b> {
    sheet: &'a mut Worksheet,
    rows: Pages,
    book: &'a Book<'b>,
    looks: Looks,
}

/// The formats of this sheet.
struct Looks {
    section: Format,
    band: Format,
    heading: Format,
    label: Format,
    count: Format,
    share: Format,
    big: Format,
    fact: Format,
    note: Format,
}

impl Looks {
    fn new(formats: &Formats) -> Self {
        let count = formats
            .number
            .clone()
            .set_num_format("#,##0")
            .set_align(FormatAlign::Center);
        Self {
            section: formats.plain.clone().set_bold().set_font_size(11),
            band: formats.label.clone().set_font_size(TEXT),
            heading: formats.heading.clone().set_font_size(SMALL),
            label: formats
                .text
                .clone()
                .set_font_size(SMALL)
                .set_align(FormatAlign::VerticalCenter),
            share: count
                .clone()
                .set_num_format("0.0")
                .set_font_size(SMALL)
                .set_font_color(QUIET)
                .set_border_top(FormatBorder::None),
            big: count.clone().set_bold().set_font_size(11),
            fact: count.clone().set_bold().set_font_size(14),
            note: formats
                .note
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            count,
        }
    }
}

impl Canvas<'_, '_> {
    fn title(&mut self) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let row = self.rows.add(self.sheet, 26.0)?;
        let title = format!("{}　総括表", self.book.consolidation.plan);
        write::text(self.sheet, row, 0, &title, &formats.title)?;
        let row = self.rows.add(self.sheet, 18.0)?;
        write::text(self.sheet, row, 0, &self.book.subtitle(), &formats.subtitle)
    }

    /// The ratings of all projects to the left, the money of all years to the right.
    fn totals_and_money(&mut self, projects: &str) -> Result<money::Sums, XlsxError> {
        self.rows.add(self.sheet, 8.0)?;
        let title = self.rows.add(self.sheet, 18.0)?;
        let heading = self.rows.add(self.sheet, 24.0)?;
        let below = 2 * Measure::ALL.len();
        for _ in 0..below.max(self.book.years.len()) {
            self.rows.add(self.sheet, 16.5)?;
        }
        write::text(self.sheet, title, 0, "評価の状況", &self.looks.section)?;
        let area = Area::row(heading, 0, 1);
        write::merged(self.sheet, area, "（下段は割合％）", &self.looks.heading)?;
        ratings::headings(self, heading, FIRST_BLOCK)?;
        let all = Tally::of(&self.book.lines, |_| true);
        for (at, measure) in Measure::ALL.into_iter().enumerate() {
            let top = heading + 1 + 2 * at as u32;
            let area = Area {
                top,
                left: 0,
                bottom: top + 1,
                right: 1,
            };
            let label = self.book.formats.heading.clone();
            write::merged(self.sheet, area, ratings::name(measure), &label)?;
            let picked = Picked {
                projects,
                condition: "",
            };
            let big = self.looks.big.clone();
            let counts = all.counts.get(measure);
            ratings::write(self, (top, FIRST_BLOCK), measure, &picked, counts, &big)?;
        }
        money::write(self, title)
    }

    fn note(&mut self) -> Result<(), XlsxError> {
        self.rows.begin(Start::Group);
        let row = self.rows.add(self.sheet, NOTE_HEIGHT)?;
        write::merged(self.sheet, Area::row(row, 0, LAST), NOTE, &self.looks.note)
    }

    /// A formula with its result, in a merged area or a single cell.
    fn formula(
        &mut self,
        area: Area,
        text: &str,
        result: impl ToString,
        format: &Format,
    ) -> Result<(), XlsxError> {
        write::merged(self.sheet, area, "", format)?;
        self.sheet
            .write_formula_with_format(area.top, area.left, formula(text, result), format)?;
        Ok(())
    }
}
