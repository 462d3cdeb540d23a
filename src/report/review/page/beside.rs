//! The upper part of the page with charts: what the project is about in the left half, the charts in the
//! right one, which costs the page hardly any height. Charts beside long texts stand in a row of their own.

use super::head::{ROW, departments};
use super::{Page, cell};
use crate::model::TextField;
use crate::report::review::canvas::Cell;
use crate::report::review::ink::Ink;
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
            .map(|row| self.canvas.height_of(row).max(ROW))
            .collect();
        let height: f64 = heights.iter().sum();
        if height > HIGHEST {
            return Ok(false);
        }
        let more = (CHART - height).max(0.0) / rows.len() as f64;
        self.canvas.keep(height.max(CHART));
        let top = self.canvas.next_row();
        for (row, height) in rows.iter().zip(heights) {
            self.canvas.row(row, height + more)?;
        }
        let area = Area {
            top,
            left: self.middle(),
            bottom: self.canvas.next_row() - 1,
            right: self.canvas.right(),
        };
        self.canvas.text(area, "", Ink::Text)?;
        self.charts(area, height.max(CHART))?;
        Ok(true)
    }

    /// Draws the charts in a row below the texts, a single one no wider than half the page.
    pub(super) fn charts_below(&mut self) -> Result<(), XlsxError> {
        let right = self.canvas.right();
        let cells = [self.label(0, 0, "推移"), cell(1, right, "", Ink::Text)];
        let (top, bottom) = self.canvas.row(&cells, CHART)?;
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
        self.canvas.ruler.tenth(5)
    }

    fn rows_beside<'t>(&self, departments: &'t str) -> Vec<Vec<Cell<'t>>>
    where
        'a: 't,
    {
        let sheet = &self.project.sheet;
        let (label, value) = (self.canvas.ruler.tenth(0), self.canvas.ruler.tenth(1));
        let last = self.middle() - 1;
        let scope = self.project.responsibility.scope.japanese();
        let implementer = sheet.text(TextField::Implementer).unwrap_or_default();
        let mut rows = vec![
            vec![
                self.label(0, 0, "区分"),
                cell(1, 2, scope, Ink::Middle),
                self.label(label, value - 1, "担当部課"),
                cell(value, last, departments, Ink::Middle),
            ],
            vec![
                self.label(0, 0, "実施責任者"),
                cell(1, 2, implementer, Ink::Middle),
                self.label(label, value - 1, "重点目標"),
                self.text(value, last, sheet.text(TextField::FocusGoal)),
            ],
        ];
        let texts = [
            ("事業概要", &sheet.texts[TextField::Summary]),
            ("現状", &sheet.texts[TextField::CurrentState]),
            ("指標【KGI】", &sheet.texts[TextField::Kgi]),
            ("指標【KPI】", &sheet.texts[TextField::Kpi]),
        ];
        rows.extend(
            texts.map(|(name, text)| {
                vec![self.label(0, 0, name), self.text(1, last, text.as_deref())]
            }),
        );
        rows
    }
}
