//! 別記: the whole of what was too long for its line of 要審議, over as many rows and pages as it takes. Without
//! such a text there is no such sheet.

use super::deliberation::{self, Overlong};
use super::{Book, name, number};
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::table::{IN_REVIEW, Pages, Start};
use crate::report::write;
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "別記";
/// Headings, and widths in pixels on A4.
const COLUMNS: [(&str, u32); 4] = [("番号", 48), ("事業名称", 150), ("欄", 110), ("全文", 774)];
const NAME: u16 = 1;
const HEADING: u16 = 2;
const TEXT: u16 = 3;
/// The row of the headings, repeated on every page.
const HEADINGS: u32 = 2;
/// Least height of a row, and what a row is not to be higher than, in points: a text longer than that goes on
/// in the next one.
const LINE: f64 = 18.0;
const HIGHEST: f64 = 200.0;
/// Stands below the heading of a text that goes on.
const CONTINUED: &str = "（続き）";

/// Draws the sheet, if there is anything to be put on it.
pub(super) fn sheet(book: &Book<'_>) -> Result<Option<Worksheet>, XlsxError> {
    let texts = deliberation::overlong(book);
    if texts.is_empty() {
        return Ok(None);
    }
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    for (col, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width_pixels(col, page::widened(width, paper))?;
    }
    let widths = COLUMNS.map(|(_, width)| page::widened(width, paper));
    let mut canvas = Canvas {
        rows: Pages::new(paper, widths.iter().sum()),
        sheet: &mut sheet,
        book,
        looks: Looks::new(book),
    };
    canvas.head()?;
    for text in &texts {
        canvas.text(text)?;
    }
    let Canvas { rows, .. } = canvas;
    rows.finish(&mut sheet)?;
    sheet.set_freeze_panes(HEADINGS + 1, 0)?;
    Ok(Some(sheet))
}

struct Looks {
    text: Format,
    number: Format,
    link: Format,
}

impl Looks {
    fn new(book: &Book<'_>) -> Self {
        let formats = &book.formats;
        let top = |format: &Format| {
            let small = format.clone().set_font_size(SMALL);
            small.set_align(FormatAlign::Top)
        };
        Self {
            text: top(&formats.text),
            number: top(&formats.centre),
            link: top(&formats.link).set_align(FormatAlign::Center),
        }
    }
}

struct Canvas<'a, 'b> {
    sheet: &'a mut Worksheet,
    rows: Pages,
    book: &'a Book<'b>,
    looks: Looks,
}

impl Canvas<'_, '_> {
    fn head(&mut self) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let row = self.rows.add(self.sheet, 24.0)?;
        let title = "別記　「要審議」の欄に入りきらない文の全文";
        write::text(self.sheet, row, 0, title, &formats.title)?;
        let row = self.rows.add(self.sheet, 16.0)?;
        write::text(self.sheet, row, 0, &self.book.subtitle(), &formats.subtitle)?;
        let row = self.rows.add(self.sheet, LINE)?;
        let heading = formats.heading.clone().set_font_size(SMALL);
        for (col, (text, _)) in (0..).zip(COLUMNS) {
            write::text(self.sheet, row, col, text, &heading)?;
        }
        self.rows.repeat(self.sheet, [HEADINGS, HEADINGS])
    }

    /// Writes a text into as many rows as it takes; its first one says whose it is.
    fn text(&mut self, text: &Overlong) -> Result<(), XlsxError> {
        let Book {
            measure, ref lines, ..
        } = *self.book;
        let project = lines[text.at].project;
        let lines = measure.lines_in(HIGHEST, SMALL);
        let (mut part, mut rest) = self.split(&text.text, lines);
        let wide = self.width(NAME);
        let (shown, height) = measure.fitted(name(project), wide, SMALL, HIGHEST, IN_REVIEW);
        self.rows.begin(Start::Group);
        let row = self.row(part, height, text.heading)?;
        write::text(self.sheet, row, NAME, &shown, &self.looks.text)?;
        let url = format!("internal:'{}'!A{}", deliberation::SHEET, text.row + 1);
        let url = Url::new(url).set_text(number(project));
        let link = &self.looks.link;
        self.sheet.write_url_with_format(row, 0, &url, link)?;
        while !rest.is_empty() {
            (part, rest) = self.split(rest, lines);
            self.rows.begin(Start::Part);
            let heading = format!("{}{CONTINUED}", text.heading);
            let row = self.row(part, LINE, &heading)?;
            let number = number(project);
            write::text(self.sheet, row, 0, number, &self.looks.number)?;
            write::text(self.sheet, row, NAME, "", &self.looks.text)?;
        }
        Ok(())
    }

    /// Writes a part of a text and what it is a part of, in a row at least so high.
    fn row(&mut self, part: &str, least: f64, heading: &str) -> Result<u32, XlsxError> {
        let wide = f64::from(self.width(TEXT));
        let height = self.book.measure.text_height(part, wide, SMALL);
        let row = self.rows.add(self.sheet, height.max(least).max(LINE))?;
        write::text(self.sheet, row, HEADING, heading, &self.looks.text)?;
        write::text(self.sheet, row, TEXT, part, &self.looks.text)?;
        Ok(row)
    }

    fn split<'t>(&self, text: &'t str, lines: usize) -> (&'t str, &'t str) {
        let wide = f64::from(self.width(TEXT));
        self.book.measure.split(text, wide, SMALL, lines)
    }

    fn width(&self, col: u16) -> u32 {
        let (_, width) = COLUMNS[usize::from(col)];
        page::widened(width, self.book.style.paper)
    }
}
