//! The upper part of the page: whose it is and what the project is about, with charts beside it in the right
//! half, which costs the page hardly any height. Charts beside long texts stand in a row of their own.

use super::Page;
use crate::layout::FieldKey;
use crate::layout::draw::{DrawRow, Holds, Slot};
use crate::report::page_writer::{Cell, CellStyle};
use crate::report::project_page::{LabelledField, section};
use crate::report::write::Area;
use rust_xlsxwriter::XlsxError;

/// Height of the title in points, and where it ends, as a share of the width.
const TITLE: f64 = 22.0;
const TITLE_ENDS: f64 = 0.68;
/// Least height of a row of fields in points.
const ROW: f64 = 13.5;
/// Least height of the charts, and the most that the texts beside them may take, in points.
const CHART: f64 = 90.0;
const HIGHEST: f64 = 200.0;

impl<'a> Page<'a, '_> {
    /// Draws title and name, which are repeated on further sheets of paper, and the rows of fields above the
    /// first block of the layout. Returns the rows that are left.
    pub(super) fn head(&mut self) -> Result<&'a [DrawRow], XlsxError> {
        let rows = self.page.draw.rows.as_slice();
        let fields = rows
            .iter()
            .position(|row| !matches!(row, DrawRow::Cells(..)));
        let (head, rest) = rows.split_at(fields.unwrap_or(rows.len()));
        let named = head.iter().rposition(names).map_or(0, |at| at + 1);
        let (repeated, head) = head.split_at(named);
        let first = self.page.writer.next_row();
        self.title()?;
        for row in repeated {
            self.page.row(row)?;
        }
        self.page.writer.repeat_from(first)?;
        if self.choice.charts && self.beside_charts(head)? {
            return Ok(rest);
        }
        for row in head {
            self.layout_row(row)?;
        }
        if self.choice.charts {
            self.charts_below()?;
        }
        Ok(rest)
    }

    fn title(&mut self) -> Result<(), XlsxError> {
        let consolidation = self.desk.consolidation;
        let title = format!(
            "{}　{}　評価シート",
            consolidation.period.japanese(),
            consolidation.plan
        );
        let who = format!(
            "{}　実績評価責任者　{}{}",
            self.project.responsibility.scope.japanese(),
            self.desk.evaluator(),
            self.other_year()
        );
        let middle = self.page.writer.grid.at_share(TITLE_ENDS);
        let cells = [
            Cell::new((0, middle - 1), title, CellStyle::Title),
            Cell::new(
                (middle, self.page.writer.right()),
                who,
                CellStyle::Evaluator,
            ),
        ];
        self.page.writer.row(&cells, TITLE)?;
        Ok(())
    }

    /// A remark where the form is titled with another year than the one rated, or with none.
    fn other_year(&self) -> String {
        match self.project.sheet.fiscal_year {
            Some(year) if year == self.page.current => String::new(),
            Some(year) => format!("\n個票の表題　{}", year.japanese()),
            None => "\n個票の表題　年度の記載なし".to_owned(),
        }
    }

    /// Draws nothing and says no where there are no texts beside which charts could stand, or too long ones.
    fn beside_charts(&mut self, head: &'a [DrawRow]) -> Result<bool, XlsxError> {
        let middle = self.page.writer.grid.at_share(0.6);
        let Some(rows) = self.fields_beside(head, middle - 1) else {
            return Ok(false);
        };
        let heights = rows
            .iter()
            .map(|row| self.page.writer.height_of(row).max(ROW));
        let heights: Vec<f64> = heights.collect();
        let height: f64 = heights.iter().sum();
        if rows.is_empty() || height > HIGHEST {
            return Ok(false);
        }
        let more = (CHART - height).max(0.0) / rows.len() as f64;
        self.page.writer.keep(height.max(CHART));
        let top = self.page.writer.next_row();
        for (row, height) in rows.iter().zip(heights) {
            self.page.writer.row(row, height + more)?;
        }
        let area = Area {
            top,
            left: middle,
            bottom: self.page.writer.next_row() - 1,
            right: self.page.writer.right(),
        };
        self.page.writer.text(area, "", CellStyle::Text)?;
        self.charts(area, height.max(CHART))?;
        Ok(true)
    }

    /// The fields of rows from column A to `last`, below the texts that stand in a row of their own; none
    /// where they have no room.
    fn fields_beside(&self, head: &'a [DrawRow], last: u16) -> Option<Vec<Vec<Cell<'a>>>> {
        let (mut rows, mut fields) = (Vec::new(), Vec::new());
        for row in head {
            let DrawRow::Cells(pieces, _) = row else {
                return None;
            };
            if let Some(text) = section(pieces) {
                rows.extend(self.in_lines(&fields, last)?);
                fields.clear();
                rows.push(vec![Cell::new((0, last), text, CellStyle::Section)]);
            }
            fields.extend(self.page.labelled(pieces));
        }
        rows.extend(self.in_lines(&fields, last)?);
        Some(rows)
    }

    /// Fields from column A to `last`: two in a line where both are short.
    fn in_lines(&self, fields: &[LabelledField<'a>], last: u16) -> Option<Vec<Vec<Cell<'a>>>> {
        let mut rows = Vec::with_capacity(fields.len());
        let mut rest = fields;
        while let [field, others @ ..] = rest {
            let two = rest.get(..2);
            let two = two.and_then(|two| self.page.side_by_side(two, (0, last)));
            match two.filter(|row| self.page.writer.height_of(row) <= ROW) {
                Some(row) => {
                    rows.push(row);
                    rest = &rest[2..];
                }
                None => {
                    rows.push(self.page.side_by_side(&[*field], (0, last))?);
                    rest = others;
                }
            }
        }
        Some(rows)
    }

    /// Draws the charts in a row below the texts, a single one no wider than half the page.
    fn charts_below(&mut self) -> Result<(), XlsxError> {
        let right = self.page.writer.right();
        let cells = [
            self.page.label((0, 0), "推移"),
            Cell::new((1, right), "", CellStyle::Text),
        ];
        let (top, bottom) = self.page.writer.row(&cells, CHART)?;
        let right = match self.trends.drawn.len() {
            1 => self.page.writer.grid.at_share(0.5),
            _ => right,
        };
        let area = Area {
            top,
            left: 1,
            bottom,
            right,
        };
        self.charts(area, CHART)
    }
}

/// Whether a row holds the project's number or name.
fn names(row: &DrawRow) -> bool {
    let DrawRow::Cells(pieces, _) = row else {
        return false;
    };
    let is_name = |slot| matches!(slot, Slot::Field(FieldKey::Number | FieldKey::Name));
    pieces.iter().any(|piece| match piece.holds {
        Holds::Value(slot) => is_name(slot),
        _ => false,
    })
}
