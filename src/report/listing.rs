//! A sheet that is one long list: numbered lines, a heading repeated on every page, filters, and in one
//! column a link out of the workbook.

use super::formats::{Formats, SMALL};
use super::measure::Measure;
use super::strips::Strips;
use super::style::{Paper, Style, severity_mark};
use super::{page, write};
use crate::finding::Severity;
use crate::model::Consolidation;
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

/// Row of the headings; above it stand the title and a remark.
const HEAD: u32 = 2;
/// A sheet holds no more links than this.
const MOST_LINKS: usize = 65_530;
/// A sheet has 1,048,576 rows; the last is kept for saying what is left out.
const MOST_LINES: usize = 1_048_576 - HEAD as usize - 2;

/// What a list looks like.
pub(super) struct Listing<'a> {
    /// Name of the sheet.
    pub(super) name: &'a str,
    /// Title above the list.
    pub(super) title: &'a str,
    /// A line below the title.
    pub(super) about: &'a str,
    /// Heading and width in pixels of each column after the number of the line.
    pub(super) columns: &'a [(&'a str, u32)],
    /// What is said of no line at all.
    pub(super) none: &'a str,
}

/// Width of the column with the lines' numbers in pixels.
pub(super) const NUMBER: u32 = 40;

/// What stands in a cell.
pub(super) enum Entry {
    /// Words, upper left.
    Text(String),
    /// A word in the middle.
    Centre(String),
    /// A severity with its mark and colours.
    Severity(Severity),
    /// Words that a link stands on; as [`Entry::Centre`] without one.
    Link(String, Option<Url>),
}

impl Listing<'_> {
    /// Draws the list.
    ///
    /// # Errors
    /// The sheet cannot be written.
    pub(super) fn draw<T>(
        &self,
        sheet: &mut Worksheet,
        (consolidation, style): (&Consolidation, &Style),
        lines: &[T],
        line: impl Fn(&T) -> Vec<Entry>,
    ) -> Result<(), XlsxError> {
        sheet.set_name(self.name)?;
        page::set_up(sheet, consolidation, style, Paper::A4);
        let looks = Looks::new(style);
        self.heading(sheet, &looks.formats)?;
        let mut strips = Strips::default();
        let mut links = 0;
        let mut row = HEAD + 1;
        for told in lines.iter().take(MOST_LINES) {
            let mut entries = line(told);
            for entry in &mut entries {
                if let Entry::Link(_, link @ Some(_)) = entry {
                    links += 1;
                    if links > MOST_LINKS {
                        *link = None;
                    }
                }
            }
            self.line(sheet, &mut strips, row, entries, &looks)?;
            row += 1;
        }
        strips.finish(sheet)?;
        let last = (row - 1).max(HEAD);
        if let Some(remark) = self.remark(lines.len()) {
            write::text(sheet, row, 0, &remark, &looks.formats.note)?;
        }
        let right = self.columns.len() as u16;
        sheet
            .autofilter(HEAD, 0, last, right)?
            .set_freeze_panes(HEAD + 1, 0)?
            .set_repeat_rows(HEAD, HEAD)?
            .set_print_area(0, 0, row.max(HEAD), right)?;
        Ok(())
    }

    fn heading(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        write::text(sheet, 0, 0, self.title, &formats.title)?;
        sheet.set_row_height(0, 26)?;
        write::text(sheet, 1, 0, self.about, &formats.note)?;
        let columns = [("No.", NUMBER)];
        for (col, (name, width)) in (0_u16..).zip(columns.iter().chain(self.columns)) {
            sheet.set_column_width_pixels(col, *width)?;
            write::text(sheet, HEAD, col, name, &formats.heading)?;
        }
        sheet.set_row_height(HEAD, 24)?;
        Ok(())
    }

    fn line<'f>(
        &self,
        sheet: &mut Worksheet,
        strips: &mut Strips<'f>,
        row: u32,
        entries: Vec<Entry>,
        looks: &'f Looks,
    ) -> Result<(), XlsxError> {
        strips.value(sheet, (row, 0), f64::from(row - HEAD), &looks.centre)?;
        let mut height = 0.0_f64;
        for ((entry, (_, width)), col) in entries.into_iter().zip(self.columns).zip(1_u16..) {
            let width = f64::from(*width);
            let (value, format, url) = match entry {
                Entry::Text(text) => (text, &looks.text, None),
                Entry::Centre(text) | Entry::Link(text, None) => (text, &looks.centre, None),
                Entry::Severity(severity) => {
                    let words = format!("{} {}", severity_mark(severity), severity.japanese());
                    (words, &looks.severities[severity as usize], None)
                }
                Entry::Link(text, Some(url)) => (text, &looks.link, Some(url)),
            };
            let (value, needed) = looks.measure.fitted_to_row(&value, width, SMALL);
            height = height.max(needed);
            match url {
                Some(url) => {
                    sheet.write_url_with_format(row, col, url.set_text(value), format)?;
                }
                None => strips.text(sheet, (row, col), &value, format)?,
            }
        }
        sheet.set_row_height(row, height)?;
        Ok(())
    }

    /// What stands below the list where it is empty or does not fit.
    fn remark(&self, count: usize) -> Option<String> {
        match count {
            0 => Some(self.none.to_owned()),
            count if count > MOST_LINES => Some(format!(
                "ほかに{}件あります。全件は dataset.json にあります。",
                count - MOST_LINES
            )),
            _ => None,
        }
    }
}

/// The formats of a list's cells.
struct Looks {
    formats: Formats,
    measure: Measure,
    text: Format,
    centre: Format,
    link: Format,
    /// By the order of [`Severity`].
    severities: [Format; 3],
}

impl Looks {
    fn new(style: &Style) -> Self {
        let formats = Formats::new(style);
        let text = formats.text.clone().set_font_size(SMALL);
        let severity = |severity| {
            let format = formats.severity(severity).set_align(FormatAlign::Top);
            format.set_font_size(SMALL)
        };
        let severities = [Severity::Error, Severity::Warning, Severity::Info].map(severity);
        let link = formats.link.clone().set_font_size(SMALL);
        Self {
            measure: Measure::new(style),
            centre: text.clone().set_align(FormatAlign::Center),
            link: link.set_align(FormatAlign::Center),
            text,
            severities,
            formats,
        }
    }
}
