//! 表紙: plan, period, meeting, and links to the sheets, on one page.

use super::Book;
use crate::report::page;
use crate::report::style::{INK, LINE, QUIET};
use crate::report::wareki;
use crate::report::write::{self, Area};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "表紙";
/// Widths in pixels on A4: margin, number, sheet, what is on it, margin; together a page across.
const WIDTHS: [u32; 5] = [124, 44, 188, 528, 124];
const FIRST: u16 = 1;
const NUMBER: u16 = 1;
const NAME: u16 = 2;
const ABOUT: u16 = 3;
/// Sizes of text in points on A4.
const PLAN: f64 = 20.0;
const TITLE: f64 = 30.0;
const PERIOD: f64 = 15.0;
const WORDS: f64 = 11.0;
/// Characters of a plan's name that fit on one line.
const PLAN_CHARS: usize = 30;

/// Draws the sheet: the name of each other sheet and what is on it.
pub(super) fn sheet(book: &Book<'_>, contents: &[[&str; 2]]) -> Result<Worksheet, XlsxError> {
    let mut cover = Cover {
        sheet: Worksheet::new(),
        book,
        scale: page::enlargement(book.style.paper),
        next: 0,
    };
    let sheet = &mut cover.sheet;
    sheet.set_name(SHEET)?;
    page::set_up(sheet, book.consolidation, book.style, book.style.paper);
    sheet.set_print_fit_to_pages(1, 1);
    for (col, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width_pixels(col, page::widened(width, book.style.paper))?;
    }
    cover.titles()?;
    cover.facts()?;
    cover.contents(contents)?;
    let last = cover.next.saturating_sub(1);
    let right = WIDTHS.len() as u16 - 1;
    cover.sheet.set_print_area(0, 0, last, right)?;
    Ok(cover.sheet)
}

struct Cover<'a, 'b> {
    sheet: Worksheet,
    book: &'a Book<'b>,
    /// How much larger everything is than on A4.
    scale: f64,
    next: u32,
}

impl Cover<'_, '_> {
    /// A row of a height in points on A4.
    fn row(&mut self, height: f64) -> Result<u32, XlsxError> {
        let row = self.next;
        self.sheet.set_row_height(row, height * self.scale)?;
        self.next += 1;
        Ok(row)
    }

    /// Text of a size in points on A4.
    fn look(&self, size: f64) -> Format {
        let plain = self.book.formats.plain.clone();
        plain.set_font_size((size * self.scale).round())
    }

    /// A line over the whole page, centred.
    fn centred(&mut self, text: &str, look: &Format, height: f64) -> Result<(), XlsxError> {
        let row = self.row(height)?;
        let area = Area::row(row, 0, WIDTHS.len() as u16 - 1);
        let look = look.clone().set_align(FormatAlign::Center).set_text_wrap();
        write::merged(&mut self.sheet, area, text, &look)
    }

    fn titles(&mut self) -> Result<(), XlsxError> {
        let data = self.book.consolidation;
        self.row(40.0)?;
        let lines = data.plan.chars().count().div_ceil(PLAN_CHARS).max(1);
        let plan = self.look(PLAN).set_bold().set_font_color(INK);
        self.centred(&data.plan, &plan, 30.0 * lines as f64)?;
        let title = self.look(TITLE).set_bold().set_font_color(INK);
        self.centred("総　括　表", &title, 52.0)?;
        let period = self.look(PERIOD);
        self.centred(&data.period.japanese(), &period, 26.0)?;
        let as_of = format!("（{}現在）", wareki::date(data.period.as_of));
        let quiet = self.look(WORDS).set_font_color(QUIET);
        self.centred(&as_of, &quiet, 20.0)
    }

    /// Meeting, its day and who prepared it, as far as they are known.
    fn facts(&mut self) -> Result<(), XlsxError> {
        self.row(18.0)?;
        let style = self.book.style;
        let day = style.meeting_date.map(wareki::date_with_weekday);
        let facts = [
            ("会議", style.meeting.clone()),
            ("開催日", day),
            ("作成", style.prepared_by.clone()),
        ];
        let boxed = |look: Format| look.set_border_bottom(FormatBorder::Thin).set_text_wrap();
        let label = boxed(self.look(WORDS).set_bold());
        let value = boxed(self.look(WORDS));
        for (name, text) in facts {
            let Some(text) = text else { continue };
            let wide = f64::from(WIDTHS[usize::from(ABOUT)]);
            let lines = self.book.measure.lines(&text, wide, WORDS);
            let row = self.row(20.0 * lines as f64)?;
            write::merged(&mut self.sheet, Area::row(row, FIRST, NAME), name, &label)?;
            write::text(&mut self.sheet, row, ABOUT, &text, &value)?;
        }
        Ok(())
    }

    fn contents(&mut self, contents: &[[&str; 2]]) -> Result<(), XlsxError> {
        self.row(18.0)?;
        let row = self.row(20.0)?;
        let heading = self.look(WORDS + 1.0).set_bold().set_font_color(INK);
        write::text(&mut self.sheet, row, FIRST, "目次", &heading)?;
        let size = self.look(WORDS - 1.0);
        let boxed = |look: &Format| {
            let look = look.clone().set_border(FormatBorder::Thin);
            look.set_border_color(LINE)
        };
        let centre = boxed(&size).set_align(FormatAlign::Center);
        let link = boxed(
            &self
                .book
                .formats
                .link
                .clone()
                .set_align(FormatAlign::VerticalCenter),
        )
        .set_font_size(((WORDS - 1.0) * self.scale).round());
        let about = boxed(&size).set_text_wrap();
        for (at, [name, text]) in contents.iter().enumerate() {
            let row = self.row(20.0)?;
            let number = (at + 1).to_string();
            write::text(&mut self.sheet, row, NUMBER, &number, &centre)?;
            let url = Url::new(format!("internal:'{name}'!A1")).set_text(*name);
            self.sheet.write_url_with_format(row, NAME, &url, &link)?;
            write::text(&mut self.sheet, row, ABOUT, text, &about)?;
        }
        Ok(())
    }
}
