//! The upper part of the page: what the project is; and the texts below the schedule.

use super::{Page, cell};
use crate::model::Department;
use crate::report::page_writer::CellStyle;
use rust_xlsxwriter::XlsxError;

/// Least height of a row of the head in points.
pub(super) const ROW: f64 = 15.0;

impl Page<'_, '_> {
    /// Title, who, and what the project is about.
    pub(super) fn head(&mut self) -> Result<(), XlsxError> {
        let first = self.writer.next_row();
        self.title()?;
        self.name()?;
        self.writer.repeat_from(first)?;
        if self.charts && self.beside_charts()? {
            return Ok(());
        }
        self.responsible()?;
        self.about()?;
        match self.charts {
            true => self.charts_below(),
            false => Ok(()),
        }
    }

    fn title(&mut self) -> Result<(), XlsxError> {
        let consolidation = self.desk.consolidation;
        let title = format!(
            "{}　{}　評価シート",
            consolidation.period.japanese(),
            consolidation.plan
        );
        let who = format!(
            "実績評価責任者　{}{}",
            self.desk.evaluator(),
            self.other_year()
        );
        let middle = self.writer.grid.tenth(7);
        let cells = [
            cell(0, middle - 1, &title, CellStyle::Title),
            cell(middle, self.writer.right(), &who, CellStyle::Evaluator),
        ];
        self.writer.row(&cells, 22.0)?;
        Ok(())
    }

    /// A remark where the form is titled with another year than the one rated, or with none.
    fn other_year(&self) -> String {
        match self.project.sheet.fiscal_year {
            Some(year) if year == self.rated() => String::new(),
            Some(year) => format!("\n個票の表題　{}", year.japanese()),
            None => "\n個票の表題　年度の記載なし".to_owned(),
        }
    }

    fn name(&mut self) -> Result<(), XlsxError> {
        let sheet = &self.project.sheet;
        let number = sheet.number.as_deref().unwrap_or("－");
        let name = sheet.name.as_deref().unwrap_or("－");
        let (a, b) = (self.writer.grid.tenth(0), self.writer.grid.tenth(1));
        let cells = [
            self.label(0, 0, "番号"),
            cell(1, 2, number, CellStyle::Name),
            self.label(a, b - 1, "事業名称"),
            cell(b, self.writer.right(), name, CellStyle::Name),
        ];
        self.writer.row(&cells, 20.0)?;
        Ok(())
    }

    fn responsible(&mut self) -> Result<(), XlsxError> {
        let departments = departments(&self.project.sheet.departments);
        let implementer = self
            .project
            .sheet
            .implementer
            .as_deref()
            .unwrap_or_default();
        let at = |n| self.writer.grid.tenth(n);
        let cells = [
            self.label(0, 0, "区分"),
            cell(
                1,
                2,
                self.project.responsibility.scope.japanese(),
                CellStyle::Middle,
            ),
            self.label(at(0), at(1) - 1, "担当部課"),
            cell(at(1), at(6) - 1, &departments, CellStyle::Middle),
            self.label(at(6), at(7) - 1, "実施責任者"),
            cell(at(7), self.writer.right(), implementer, CellStyle::Middle),
        ];
        self.writer.row(&cells, ROW)?;
        Ok(())
    }

    fn about(&mut self) -> Result<(), XlsxError> {
        let sheet = &self.project.sheet;
        let right = self.writer.right();
        let at = |n| self.writer.grid.tenth(n);
        let summary = [
            self.label(0, 0, "事業概要"),
            self.text(1, at(6) - 1, sheet.summary.as_deref()),
            self.label(at(6), at(7) - 1, "指針の\n重点目標"),
            self.text(at(7), right, sheet.focus_goal.as_deref()),
        ];
        let state = [
            self.label(0, 0, "現状"),
            self.text(1, right, sheet.current_state.as_deref()),
        ];
        let goals = [
            self.label(0, 0, "重要目標達成\n指標【KGI】"),
            self.text(1, at(4) - 1, sheet.kgi.as_deref()),
            self.label(at(4), at(5) - 1, "重要業績評価\n指標【KPI】"),
            self.text(at(5), right, sheet.kpi.as_deref()),
        ];
        self.writer.row(&summary, ROW)?;
        self.writer.row(&state, ROW)?;
        self.writer.row(&goals, ROW)?;
        Ok(())
    }

    /// 期待される効果 and 備考, below the schedule.
    pub(super) fn effects(&mut self) -> Result<(), XlsxError> {
        let sheet = &self.project.sheet;
        let right = self.writer.right();
        for (name, text) in [
            ("期待される効果", &sheet.expected_effect),
            ("備考（実績等）", &sheet.remarks),
        ] {
            let cells = [self.label(0, 0, name), self.text(1, right, text.as_deref())];
            self.writer.row(&cells, ROW)?;
        }
        Ok(())
    }
}

/// `総合政策部 情報政策課、総務部 総務課`
pub(in crate::report) fn departments(departments: &[Department]) -> String {
    let names: Vec<String> = departments
        .iter()
        .map(
            |department| match (&department.bureau, &department.division) {
                (Some(bureau), Some(division)) => format!("{bureau} {division}"),
                (Some(only), None) | (None, Some(only)) => only.clone(),
                (None, None) => String::new(),
            },
        )
        .collect();
    names.join("、")
}
