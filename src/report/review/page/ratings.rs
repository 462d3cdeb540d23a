//! The ratings: what the form says, what the rules propose, and what the evaluator fills in.

use super::entries::Written;
use super::rated::Rated;
use super::{Page, cell};
use crate::model::{ByMeasure, Field, Measure, ScopeBasis};
use crate::provenance::CellPos;
use crate::report::page_writer::Cell;
use crate::report::page_writer::{CellStyle, Side};
use crate::tag::RowKind;
use rust_xlsxwriter::XlsxError;

/// Least height of a row the evaluator writes into, in points.
const ENTRY: f64 = 25.0;
/// Height of the cell for an opinion.
const OPINION: f64 = 26.0;
const HEADING: f64 = 13.5;
/// Height left below the table on a page: for the last line, and for printers that set more loosely.
const RESERVE: f64 = 36.0;
/// The most that is added to the entries of what a page has to spare, and in how many parts: one for
/// each measure, two for the opinion.
const SPARE: f64 = 120.0;
const PARTS: f64 = 5.0;

/// The row of one measure.
struct Line<'t> {
    measure: Measure,
    name: String,
    told: Rated,
    grade: String,
    reason: Written<'t>,
}

impl<'a> Page<'a, '_> {
    /// Draws the table and returns the cells that take the evaluator's grades.
    pub(super) fn ratings(&mut self) -> Result<ByMeasure<CellPos>, XlsxError> {
        let heading = self.heading_height();
        let most = self.writer.most() - heading;
        let lines = Measure::ALL.map(|measure| self.line(measure, most));
        let rows = lines.each_ref().map(|line| self.cells(line));
        let height = |(row, line): (&Vec<Cell<'_>>, &Line<'_>)| {
            self.writer.height_of(row).max(line.reason.least(ENTRY))
        };
        let heights: Vec<f64> = rows.iter().zip(&lines).map(height).collect();
        // The whole table on one page, or at least its heading with what follows.
        let table = heading + heights.iter().sum::<f64>() + OPINION;
        self.writer.keep(table);
        self.writer.keep(heading + heights[0]);
        let spare = (self.writer.room() - table - RESERVE).clamp(0.0, SPARE);
        self.rating_heading()?;
        let mut inputs = ByMeasure {
            progress: CellPos::new(0, 0),
            kpi: CellPos::new(0, 0),
            kgi: CellPos::new(0, 0),
        };
        for ((line, cells), height) in lines.iter().zip(&rows).zip(heights) {
            if !self.writer.fits(height) && self.writer.keep(heading + height) {
                self.rating_heading()?;
            }
            let least = height + spare / PARTS;
            let row = self.entry_line(cells, &line.reason, least)?;
            self.entry_row(row, RowKind::of(line.measure))?;
            *inputs.get_mut(line.measure) = CellPos::new(row, u32::from(self.grade_column()));
        }
        let choices = &self.desk.choices;
        self.writer.put(|sheet| choices.give(sheet, &inputs))?;
        for line in &lines {
            self.below(&line.name, &line.told.below)?;
            self.whole(&line.name, &line.reason)?;
        }
        self.give_opinion(most, OPINION + 2.0 * spare / PARTS)?;
        self.source()?;
        Ok(inputs)
    }

    fn line<'t>(&self, measure: Measure, most: f64) -> Line<'t>
    where
        'a: 't,
    {
        let stands = self.project.decided.finals.get(measure).as_ref();
        let reason = stands.and_then(|rating| rating.reason.as_deref());
        let columns = (self.reason_column(), self.writer.right());
        Line {
            measure,
            name: Field::Rating(measure).japanese(),
            told: self.told(measure),
            grade: stands.map_or_else(String::new, |rating| rating.grade.to_string()),
            reason: self.written(columns, reason.unwrap_or_default(), most),
        }
    }

    fn cells<'t>(&self, line: &'t Line<'t>) -> Vec<Cell<'t>> {
        let (grade, reason) = (self.grade_column(), self.reason_column());
        let mut cells = vec![self.label(0, 0, &line.name)];
        cells.extend(self.told_cells(&line.told));
        cells.push(cell(grade, reason - 1, &line.grade, CellStyle::EntryGrade));
        cells.push(line.reason.cell.clone());
        cells
    }

    /// What is too long for the row of a measure.
    fn below(&mut self, name: &str, texts: &[(&str, String)]) -> Result<(), XlsxError> {
        for (what, text) in texts {
            self.remark(&format!("{name}　{what}：{text}"))?;
        }
        Ok(())
    }

    /// The whole of an entry, where its cell cannot show it.
    fn whole(&mut self, name: &str, written: &Written<'_>) -> Result<(), XlsxError> {
        match written.is_whole() {
            true => Ok(()),
            false => self.remark(&format!("{name}　記入の全文：{}", written.text)),
        }
    }

    fn give_opinion(&mut self, most: f64, least: f64) -> Result<(), XlsxError> {
        let opinion = self.project.decided.opinion.as_ref();
        let text = opinion.map_or("", |opinion| opinion.text.as_str());
        let written = self.written((1, self.writer.right()), text, most);
        let cells = [
            self.label(0, 0, "意見\n（太枠に記入）"),
            written.cell.clone(),
        ];
        // The cell covers the column of reasons, where the row's word meets it.
        let row = self.entry_line(&cells, &written, least)?;
        self.entry_row(row, RowKind::Opinion)?;
        self.whole("意見", &written)
    }

    fn rating_heading(&mut self) -> Result<(), XlsxError> {
        for row in self.headings() {
            self.writer.row(&row, HEADING)?;
        }
        Ok(())
    }

    fn heading_height(&self) -> f64 {
        let rows = self.headings();
        let heights = rows.iter().map(|row| self.writer.height_of(row));
        heights.map(|height| height.max(HEADING)).sum()
    }

    /// The groups of columns, and the columns.
    fn headings(&self) -> [Vec<Cell<'static>>; 2] {
        let at = |n| self.writer.grid.tenth(n);
        let right = self.writer.right();
        let (grade, reason) = (self.grade_column(), self.reason_column());
        let heading = CellStyle::Heading(Side::Left);
        let centre = CellStyle::Heading(Side::Centre);
        let right_hand = CellStyle::Heading(Side::Right);
        let groups = vec![
            cell(0, 0, "", heading),
            cell(1, at(1) - 1, "個票の記載", heading),
            cell(at(1), grade - 1, "判定案（規則による）", heading),
            cell(grade, right, "実績評価責任者の評価（太枠に記入）", heading),
        ];
        let columns = vec![
            cell(0, 0, "区分", heading),
            cell(1, 1, "評価", centre),
            cell(2, at(1) - 1, "評価理由", heading),
            cell(at(1), at(2) - 1, "判定", centre),
            cell(at(2), at(3) - 1, "達成率", right_hand),
            cell(at(3), grade - 1, "根拠", heading),
            cell(grade, reason - 1, "評価", centre),
            cell(reason, right, "評価理由", heading),
        ];
        [groups, columns]
    }

    /// Where all this was read.
    fn source(&mut self) -> Result<(), XlsxError> {
        let source = &self.project.sheet.source;
        let basis = match self.project.responsibility.scope_basis {
            ScopeBasis::Register => "台帳",
            ScopeBasis::Inferred => "個票からの推定",
        };
        let mut text = format!(
            "個票：{}（シート「{}」）　区分の根拠：{basis}　進捗管理責任者：{}",
            source.file, source.sheet, self.project.responsibility.progress_manager
        );
        if let Some(missing) = self.trends.missing(!self.charts) {
            text.push_str(&format!("　グラフなし：{missing}"));
        }
        let cells = [cell(0, self.writer.right(), &text, CellStyle::Source)];
        self.writer.row(&cells, HEADING)?;
        Ok(())
    }
}
