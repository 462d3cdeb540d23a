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
/// Texts higher than this in points stand in a row of their own below the item.
const LONG: f64 = 130.0;
const BELOW: &str = "（下の行に記載）";

/// What is written beside and below the bars of an item.
struct Words {
    /// Beside the bars: number and text.
    label: String,
    /// Below the bars, one for each year column.
    notes: Vec<String>,
    /// What is too long for either, in rows across the page.
    below: Vec<String>,
    /// The height below the bars in points.
    rest: f64,
}

impl Words {
    /// The height of the item without the rows across the page.
    fn height(&self) -> f64 {
        ABOVE_NOTES.iter().sum::<f64>() + self.rest
    }
}

impl Page<'_, '_> {
    /// Draws the heading and every item.
    pub(super) fn schedule(&mut self) -> Result<(), XlsxError> {
        let items = &self.project.sheet.items;
        let words: Vec<Words> = items.iter().map(|item| self.words(item)).collect();
        self.canvas
            .keep(HEADING + words.first().map_or(0.0, Words::height));
        self.schedule_heading()?;
        for (item, words) in items.iter().zip(&words) {
            self.canvas.keep(words.height());
            if self.under_years()? {
                self.schedule_heading()?;
            }
            self.item(item, words)?;
            for text in &words.below {
                self.remark(text)?;
            }
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
        let cells = [self.text(0, self.canvas.right(), Some(text))];
        self.canvas.row(&cells, HEADING)?;
        Ok(())
    }

    /// The legend, and the halves of each year.
    fn schedule_heading(&mut self) -> Result<(), XlsxError> {
        let formats = &self.desk.formats;
        let half = formats.centre.clone().set_font_size(SMALL);
        let legend = "実施項目　□計画 ■実績 │基準日";
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

    fn item(&mut self, item: &Item, words: &Words) -> Result<(), XlsxError> {
        let mut heights = ABOVE_NOTES.to_vec();
        heights.push(words.rest);
        let (top, bottom) = self.canvas.rows(&heights)?;
        let label = Area {
            top,
            left: 0,
            bottom,
            right: 1,
        };
        let format = &self.desk.formats.text;
        write::merged(self.canvas.sheet, label, &words.label, format)?;
        for (n, row) in (top..=bottom).enumerate() {
            let spans: (&[Span], Fill) = match n {
                PLANNED_ROW => (&item.planned, Fill::Planned),
                ACTUAL_ROW => (&item.actual, Fill::Actual),
                _ => (&[], Fill::Empty),
            };
            if row < bottom || item.notes.is_empty() {
                self.bar(row, spans, row == top, row == bottom)?;
            }
        }
        if !item.notes.is_empty() {
            self.notes(&words.notes, bottom)?;
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
    fn notes(&mut self, notes: &[String], row: u32) -> Result<(), XlsxError> {
        let format = &self.desk.formats.text;
        let format = format
            .clone()
            .set_font_size(SMALL)
            .set_border_top(FormatBorder::None);
        for (n, note) in (0_u16..).zip(notes) {
            let (left, right) = Canvas::year(n);
            write::merged(
                self.canvas.sheet,
                Area::row(row, left, right),
                note,
                &format,
            )?;
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

    /// Where the texts of an item go, and the height they need.
    fn words(&self, item: &Item) -> Words {
        let measure = self.canvas.measure;
        let mut below = Vec::new();
        let mut label = self.item_text(item);
        let height = |text: &str| measure.text_height(text, self.canvas.width(0, 1), super::TEXT);
        if height(&label) > LONG {
            below.push(std::mem::replace(
                &mut label,
                format!("{}　{BELOW}", item.number),
            ));
        }
        let mut rest = REST.max(height(&label) - ABOVE_NOTES.iter().sum::<f64>());
        let mut notes = Vec::with_capacity(self.years.len());
        for (n, record) in (0_u16..).zip(&self.years) {
            let (left, right) = Canvas::year(n);
            let width = self.canvas.width(left, right);
            let mut note = self.note(item, usize::from(n));
            if measure.text_height(&note, width, SMALL) > LONG {
                let year = record.fiscal_year.japanese();
                below.push(format!("{}　{year}：{note}", item.number));
                note = BELOW.to_owned();
            }
            if !note.is_empty() {
                rest = rest.max(measure.text_height(&note, width, SMALL));
            }
            notes.push(note);
        }
        Words {
            label,
            notes,
            below,
            rest,
        }
    }
}
