//! The schedule: each item with its planned and actual months painted under the years.
//!
//! ```text
//! 2　試行   ░ ▒▒▒▒▒▒▒▒▒▒ ░░░░┊     planned: light with an outline
//!           ░    ██████████████┊     actual: dark        ┊ the as-of month ends
//!           notes under their year
//! ```

use super::Page;
use crate::model::{Item, Month, Span};
use crate::report::formats::SMALL;
use crate::report::review::bars::{Fill, Look};
use crate::report::review::canvas::{Canvas, Cell, MONTHS};
use crate::report::write::{self, Area};
use rust_xlsxwriter::{FormatBorder, XlsxError};

/// Heights in points of the rows of an item above its notes: air, planned, air, actual.
const ABOVE_NOTES: [f64; 4] = [2.25, 7.5, 1.5, 7.5];
const PLANNED_ROW: usize = 1;
const ACTUAL_ROW: usize = 3;
/// Least height of the rest of an item.
const REST: f64 = 2.25;
const HEADING: f64 = 13.5;
const UNCLEAR: &str =
    "※ 読み取れない工程があります。確認事項を見て、個票の矢印を確かめてください。";
/// Lines that stay together in the notes of an item.
const NOTE_LINES: usize = 12;

impl Page<'_, '_> {
    /// Draws the heading and every item.
    pub(super) fn schedule(&mut self) -> Result<(), XlsxError> {
        let items = &self.project.sheet.items;
        let first = items.first().map_or(0.0, |item| self.item_height(item).1);
        self.canvas.keep(HEADING + first);
        self.schedule_heading()?;
        for item in items {
            let (_, height) = self.item_height(item);
            if self.canvas.keep(height) {
                self.year_heading()?;
                self.schedule_heading()?;
            }
            self.item(item)?;
        }
        if items.is_empty() {
            self.remark("実施項目の記載はありません。")?;
        }
        if self.project.sheet.schedule_unclear {
            self.remark(UNCLEAR)?;
        }
        Ok(())
    }

    /// A line across the whole schedule.
    fn remark(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = &self.desk.formats.middle;
        let cells = [super::cell(0, self.canvas.right(), text, format)];
        self.canvas.row(&cells, HEADING)?;
        Ok(())
    }

    /// The legend, and the halves of each year.
    fn schedule_heading(&mut self) -> Result<(), XlsxError> {
        let formats = &self.desk.formats;
        let half = formats.centre.clone().set_font_size(SMALL);
        let legend = "実施項目　□計画 ■実績 ┆基準日";
        let mut cells = vec![self.label(0, 1, legend)];
        for n in 0..self.years.len() as u16 {
            let (left, right) = Canvas::year(n);
            for (from, to, text) in [(left, left + 5, "上期"), (left + 6, right, "下期")] {
                cells.push(Cell {
                    size: SMALL,
                    ..super::cell(from, to, text, &half)
                });
            }
        }
        self.canvas.row(&cells, HEADING)?;
        Ok(())
    }

    fn item(&mut self, item: &Item) -> Result<(), XlsxError> {
        let (rest, _) = self.item_height(item);
        let mut heights = ABOVE_NOTES.to_vec();
        heights.extend(self.canvas.measure.rows(rest, SMALL, NOTE_LINES));
        let (top, bottom) = self.canvas.rows(&heights)?;
        let notes = top + ABOVE_NOTES.len() as u32;
        let label = Area {
            top,
            left: 0,
            bottom,
            right: 1,
        };
        let text = self.item_text(item);
        write::merged(self.canvas.sheet, label, &text, &self.desk.formats.text)?;
        for row in top..=bottom {
            if row >= notes && !item.notes.is_empty() {
                continue;
            }
            let spans: (&[Span], Fill) = match (row - top) as usize {
                PLANNED_ROW => (&item.planned, Fill::Planned),
                ACTUAL_ROW => (&item.actual, Fill::Actual),
                _ => (&[], Fill::Empty),
            };
            self.bar(row, spans, row == top, row == bottom)?;
        }
        if !item.notes.is_empty() {
            self.notes(item, notes, bottom)?;
        }
        Ok(())
    }

    /// One row of months.
    fn bar(
        &mut self,
        row: u32,
        (spans, fill): (&[Span], Fill),
        top: bool,
        bottom: bool,
    ) -> Result<(), XlsxError> {
        let as_of = self.desk.consolidation.period.as_of_month();
        let right = self.canvas.right();
        for (n, record) in (0_u16..).zip(&self.years) {
            let april = record.fiscal_year.first_month();
            for at in 0..12_u16 {
                let month = april.plus(i32::from(at));
                let span = spans
                    .iter()
                    .find(|span| span.from <= month && month <= span.to);
                let col = MONTHS + n * 12 + at;
                let look = Look {
                    fill: span.map_or(Fill::Empty, |_| fill),
                    begins: span.is_some_and(|span| span.from == month),
                    ends: span.is_some_and(|span| span.to == month),
                    top,
                    bottom,
                    opens_year: at == 0,
                    opens_half: at == 6,
                    edge: col == right,
                    as_of: month == as_of,
                };
                self.canvas
                    .sheet
                    .write_blank(row, col, self.bars.format(look))?;
            }
        }
        Ok(())
    }

    /// What is written under the years.
    fn notes(&mut self, item: &Item, top: u32, bottom: u32) -> Result<(), XlsxError> {
        let format = self
            .desk
            .formats
            .text
            .clone()
            .set_font_size(SMALL)
            .set_border_top(FormatBorder::None);
        for n in 0..self.years.len() {
            let (left, right) = Canvas::year(n as u16);
            let area = Area {
                top,
                left,
                bottom,
                right,
            };
            write::merged(self.canvas.sheet, area, &self.note(item, n), &format)?;
        }
        Ok(())
    }

    /// The notes of an item under the `n`th year column.
    fn note(&self, item: &Item, n: usize) -> String {
        let year = self.years[n].fiscal_year;
        let notes = item.notes.iter().filter(|note| note.fiscal_year == year);
        let texts: Vec<&str> = notes.map(|note| note.text.as_str()).collect();
        texts.join("\n")
    }

    /// The item's number and text, and in words what lies outside the years drawn.
    fn item_text(&self, item: &Item) -> String {
        let mut text = format!(
            "{}　{}",
            item.number,
            item.text.as_deref().unwrap_or_default()
        );
        for (name, spans) in [("計画", &item.planned), ("実績", &item.actual)] {
            for span in spans.iter().filter(|span| !self.is_drawn(span)) {
                let (from, to) = (span.from.japanese(), span.to.japanese());
                text.push_str(&format!("\n（年度欄の外：{name} {from}～{to}）"));
            }
        }
        for note in &item.notes {
            if !self
                .years
                .iter()
                .any(|record| record.fiscal_year == note.fiscal_year)
            {
                text.push_str(&format!(
                    "\n（{}：{}）",
                    note.fiscal_year.japanese(),
                    note.text
                ));
            }
        }
        text
    }

    /// Whether every month of the span has a column.
    fn is_drawn(&self, span: &Span) -> bool {
        let has_column = |month: Month| {
            self.years
                .iter()
                .any(|record| record.fiscal_year == month.fiscal_year())
        };
        let years = span.from.fiscal_year().0..=span.to.fiscal_year().0;
        years
            .map(|year| crate::model::FiscalYear(year).first_month())
            .all(has_column)
    }

    /// The height of the rest of an item, below its bars, and of the whole item.
    fn item_height(&self, item: &Item) -> (f64, f64) {
        let above: f64 = ABOVE_NOTES.iter().sum();
        let measure = self.canvas.measure;
        let label =
            measure.text_height(&self.item_text(item), self.canvas.width(0, 1), super::TEXT);
        let notes = (0..self.years.len())
            .map(|n| (self.note(item, n), Canvas::year(n as u16)))
            .filter(|(note, _)| !note.is_empty())
            .map(|(note, (left, right))| {
                measure.text_height(&note, self.canvas.width(left, right), SMALL)
            })
            .fold(REST, f64::max);
        let rest = notes.max(label - above);
        (rest, above + rest)
    }
}
