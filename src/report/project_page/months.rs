//! The schedule: each item with its planned and actual months painted under the years.
//!
//! ```text
//! 2　試行   ░ ▒▒▒▒▒▒▒▒▒▒ ░░░░┊     planned: light with an outline
//!           ░    ██████████████┊     actual: dark        ┊ the as-of month ends
//!           notes under their year
//! ```

use super::{ON_PAGE, ProjectPage};
use crate::model::{FiscalYear, Item, Month, Span};
use crate::report::formats::{SMALL, TEXT};
use crate::report::page_writer::{Cell, CellStyle, Fill, MonthStyle};
use crate::report::write::Area;
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeSet;
use std::ops::Range;

/// Heights in points of the rows of an item above its notes: air, planned, air, actual.
const ABOVE_NOTES: [f64; 4] = [2.25, 7.5, 1.5, 7.5];
const PLANNED_ROW: usize = 1;
const ACTUAL_ROW: usize = 3;
/// Least height of the rest of an item.
const REST: f64 = 2.25;
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
    /// The heights in points of the rows of bars, which an item without months has none of, and below them.
    bars: &'static [f64],
    rest: f64,
}

impl Words {
    /// The height of the item without the rows across the page.
    fn height(&self) -> f64 {
        self.bars.iter().sum::<f64>() + self.rest
    }
}

impl ProjectPage<'_, '_> {
    /// Draws the heading and every item.
    pub(super) fn items_in_months(&mut self, label: &str, as_of: Month) -> Result<(), XlsxError> {
        let items = &self.sheet.items;
        let words: Vec<Words> = items.iter().map(|item| self.words(item)).collect();
        let first = words.first().map_or(0.0, Words::height);
        self.under_years(ON_PAGE + first, 0.0)?;
        self.legend(label)?;
        for (item, words) in items.iter().zip(&words) {
            if self.under_years(words.height(), ON_PAGE)? {
                self.legend(label)?;
            }
            self.item_in_months(item, words, as_of)?;
            for text in &words.below {
                self.remark(text)?;
            }
        }
        if items.is_empty() {
            self.remark("実施項目の記載はありません。")?;
        }
        if self.sheet.schedule_unclear {
            self.remark(UNCLEAR)?;
        }
        Ok(())
    }

    /// The legend, and the halves of each year. What the layout's label explains of quarters is left out.
    fn legend(&mut self, label: &str) -> Result<(), XlsxError> {
        let name = label.lines().next().unwrap_or_default();
        let legend = format!("{name}　□計画 ■実績 │基準日");
        let mut cells = vec![self.label((0, self.writer.grid.left_end()), legend)];
        for n in 0..2 * self.years.len() as u16 {
            let text = if n % 2 == 0 { "上期" } else { "下期" };
            cells.push(Cell::new(self.writer.grid.half(n), text, CellStyle::Half));
        }
        self.writer.row(&cells, ON_PAGE)?;
        Ok(())
    }

    fn item_in_months(
        &mut self,
        item: &Item,
        words: &Words,
        as_of: Month,
    ) -> Result<(), XlsxError> {
        let mut heights = words.bars.to_vec();
        heights.push(words.rest);
        let (top, bottom) = self.writer.rows(&heights)?;
        let label = Area {
            top,
            left: 0,
            bottom,
            right: self.writer.grid.left_end(),
        };
        self.writer.text(label, &words.label, CellStyle::Text)?;
        for (n, row) in (top..=bottom).enumerate() {
            let spans: (&[Span], Fill) = match n {
                PLANNED_ROW if row < bottom => (&item.planned, Fill::Planned),
                ACTUAL_ROW if row < bottom => (&item.actual, Fill::Actual),
                _ => (&[], Fill::Empty),
            };
            self.bar(row, spans, row == bottom, as_of);
        }
        self.notes(&words.notes, bottom)
    }

    /// One row of months.
    fn bar(&mut self, row: u32, (spans, fill): (&[Span], Fill), bottom: bool, as_of: Month) {
        if !self.writer.draws() {
            return;
        }
        let right = self.writer.right();
        let look = |(col, months): (u16, Range<u16>)| {
            // Spans and the as-of month begin and end with a column: it is wholly in or out.
            let first = month(&self.years, months.start);
            let last = month(&self.years, months.end - 1);
            let span = spans
                .iter()
                .find(|span| span.from <= first && first <= span.to);
            let look = MonthStyle {
                fill: span.map_or(Fill::Empty, |_| fill),
                begins: span.is_some_and(|span| span.from == first),
                ends: span.is_some_and(|span| span.to == last),
                bottom,
                opens_year: months.start % 12 == 0,
                opens_half: months.start % 12 == 6,
                edge: col == right,
                as_of: last == as_of,
            };
            (col, look)
        };
        let looks: Vec<(u16, MonthStyle)> = self.writer.grid.months().map(look).collect();
        for (col, look) in looks {
            self.writer.month(row, col, look);
        }
    }

    /// What is written under the years.
    fn notes(&mut self, notes: &[String], row: u32) -> Result<(), XlsxError> {
        for (n, note) in (0_u16..).zip(notes).filter(|(_, note)| !note.is_empty()) {
            let (left, right) = self.writer.grid.year(n);
            self.writer.note(Area::row(row, left, right), note)?;
        }
        Ok(())
    }

    /// The notes of an item under the `n`th year column.
    fn note(&self, item: &Item, n: usize) -> String {
        let year = self.years[n];
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
            for span in spans.iter().filter(|span| !self.has_columns(span)) {
                let (from, to) = (span.from.japanese(), span.to.japanese());
                text.push_str(&format!("\n（年度欄の外：{name} {from}～{to}）"));
            }
        }
        for note in &item.notes {
            if !self.years.contains(&note.fiscal_year) {
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
    fn has_columns(&self, span: &Span) -> bool {
        let mut years = span.from.fiscal_year().0..=span.to.fiscal_year().0;
        years.all(|year| self.years.contains(&FiscalYear(year)))
    }

    /// The heights of the rows of an item's bars.
    fn bars_of(&self, item: &Item) -> &'static [f64] {
        let years: BTreeSet<FiscalYear> = self.years.iter().copied().collect();
        let mut spans = item.planned.iter().chain(&item.actual);
        let is_seen = |span: &Span| {
            let (from, to) = (span.from.fiscal_year(), span.to.fiscal_year());
            years.range(from..=to).next().is_some()
        };
        match spans.any(is_seen) {
            true => &ABOVE_NOTES,
            false => &[],
        }
    }

    /// Where the texts of an item go, and the height they need.
    fn words(&self, item: &Item) -> Words {
        let measure = &self.writer.measure;
        let mut below = Vec::new();
        let mut label = self.item_text(item);
        let height = |text: &str| {
            measure.text_height(
                text,
                self.writer.width(0, self.writer.grid.left_end()),
                TEXT,
            )
        };
        if height(&label) > LONG {
            below.push(std::mem::replace(
                &mut label,
                format!("{}　{BELOW}", item.number),
            ));
        }
        let bars = self.bars_of(item);
        let above: f64 = bars.iter().sum();
        let least = if bars.is_empty() { ON_PAGE } else { REST };
        let mut rest = least.max(height(&label) - above);
        let mut notes = Vec::with_capacity(self.years.len());
        for (n, year) in (0_u16..).zip(&self.years) {
            let (left, right) = self.writer.grid.year(n);
            let width = self.writer.width(left, right);
            let mut note = self.note(item, usize::from(n));
            if measure.text_height(&note, width, SMALL) > LONG {
                let year = year.japanese();
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
            bars,
            rest,
        }
    }
}

/// The months with which a column must begin: where a span begins, after one ends, and after the
/// as-of month; counted from the first April of the year columns.
pub(in crate::report) fn marks(
    items: &[Item],
    as_of: Month,
    years: &[FiscalYear],
) -> BTreeSet<u16> {
    let mut marks = BTreeSet::new();
    let spans = items
        .iter()
        .flat_map(|item| item.planned.iter().chain(&item.actual));
    let as_of = Span {
        from: as_of,
        to: as_of,
    };
    for (n, year) in (0_u16..).zip(years) {
        let april = year.first_month();
        for span in spans.clone().chain([&as_of]) {
            for begin in [span.from, span.to.plus(1)] {
                if begin.fiscal_year() == *year {
                    marks.extend(u16::try_from(begin.0 - april.0).map(|at| n * 12 + at));
                }
            }
        }
    }
    marks
}

/// The month so many months after the first April of the year columns.
fn month(years: &[FiscalYear], at: u16) -> Month {
    let april = years[usize::from(at / 12)].first_month();
    april.plus(i32::from(at % 12))
}
