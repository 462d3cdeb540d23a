//! The upper part of the page with charts: what the project is about in the left half, the charts in the
//! right one, which costs the page hardly any height. Charts beside long texts stand in a row of their own.

use super::head::{ROW, departments};
use super::{Page, cell};
use crate::report::page_writer::Cell;
use crate::report::page_writer::CellStyle;
use crate::report::write::Area;
use rust_xlsxwriter::XlsxError;

/// Least height of the charts, and the most that the texts beside them may take, in points.
const CHART: f64 = 90.0;
const HIGHEST: f64 = 200.0;

impl<'a> Page<'a, '_> {
    /// Draws nothing and says no where the texts are too long.
    pub(super) fn beside_charts(&mut self) -> Result<bool, XlsxError> {
        let departments = departments(&self.project.sheet.departments);
        let rows = self.rows_beside(&departments);
        let heights: Vec<f64> = rows
            .iter()
            .map(|row| self.writer.height_of(row).max(ROW))
            .collect();
        let height: f64 = heights.iter().sum();
        if height > HIGHEST {
            return Ok(false);
        }
        let more = (CHART - height).max(0.0) / rows.len() as f64;
        self.writer.keep(height.max(CHART));
        let top = self.writer.next_row();
        for (row, height) in rows.iter().zip(heights) {
            self.writer.row(row, height + more)?;
        }
        let area = Area {
            top,
            left: self.middle(),
            bottom: self.writer.next_row() - 1,
            right: self.writer.right(),
        };
        self.writer.text(area, "", CellStyle::Text)?;
        self.charts(area, height.max(CHART))?;
        Ok(true)
    }

    /// Draws the charts in a row below the texts, a single one no wider than half the page.
    pub(super) fn charts_below(&mut self) -> Result<(), XlsxError> {
        let right = self.writer.right();
        let cells = [
            self.label(0, 0, "推移"),
            cell(1, right, "", CellStyle::Text),
        ];
        let (top, bottom) = self.writer.row(&cells, CHART)?;
        let right = match self.trends.drawn.len() {
            1 => self.middle() - 1,
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

    /// The first column of the charts.
    fn middle(&self) -> u16 {
        self.writer.grid.tenth(5)
    }

    fn rows_beside<'t>(&self, departments: &'t str) -> Vec<Vec<Cell<'t>>>
    where
        'a: 't,
    {
        let sheet = &self.project.sheet;
        let (label, value) = (self.writer.grid.tenth(0), self.writer.grid.tenth(1));
        let last = self.middle() - 1;
        let scope = self.project.responsibility.scope.japanese();
        let implementer = sheet.implementer.as_deref().unwrap_or_default();
        let mut rows = vec![
            vec![
                self.label(0, 0, "区分"),
                cell(1, 2, scope, CellStyle::Middle),
                self.label(label, value - 1, "担当部課"),
                cell(value, last, departments, CellStyle::Middle),
            ],
            vec![
                self.label(0, 0, "実施責任者"),
                cell(1, 2, implementer, CellStyle::Middle),
                self.label(label, value - 1, "重点目標"),
                self.text(value, last, sheet.focus_goal.as_deref()),
            ],
        ];
        let texts = [
            ("事業概要", &sheet.summary),
            ("現状", &sheet.current_state),
            ("指標【KGI】", &sheet.kgi),
            ("指標【KPI】", &sheet.kpi),
        ];
        rows.extend(
            texts.map(|(name, text)| {
                vec![self.label(0, 0, name), self.text(1, last, text.as_deref())]
            }),
        );
        rows
    }
}
