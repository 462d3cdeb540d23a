//! The ratings: what the form says, what the rules propose, and what the evaluator fills in.

use super::Page;
use super::entries::Written;
use super::summary::RatingSummary;
use crate::layout::Label;
use crate::model::{ByMeasure, Field, Measure, ScopeBasis};
use crate::report::page_writer::{Cell, CellStyle, Side};
use crate::tag::RowKind;
use crate::workbook::CellPos;
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
    summary: RatingSummary,
    grade: String,
    reason: Written<'t>,
}

impl<'a> Page<'a, '_> {
    /// Draws the table and returns the cells that take the evaluator's grades.
    pub(super) fn ratings(&mut self) -> Result<ByMeasure<CellPos>, XlsxError> {
        let heading = self.heading_height();
        let most = self.page.writer.most() - heading;
        let lines = Measure::ALL.map(|measure| self.line(measure, most));
        let rows = lines.each_ref().map(|line| self.cells(line));
        let height = |(row, line): (&Vec<Cell<'_>>, &Line<'_>)| {
            self.page
                .writer
                .height_of(row)
                .max(line.reason.least(ENTRY))
        };
        let heights: Vec<f64> = rows.iter().zip(&lines).map(height).collect();
        // The whole table on one page, or at least its heading with what follows.
        let table = heading + heights.iter().sum::<f64>() + OPINION;
        self.page.writer.keep(table);
        self.page.writer.keep(heading + heights[0]);
        let spare = (self.page.writer.room() - table - RESERVE).clamp(0.0, SPARE);
        self.spare = spare;
        self.rating_heading()?;
        let mut inputs = ByMeasure {
            progress: CellPos::new(0, 0),
            kpi: CellPos::new(0, 0),
            kgi: CellPos::new(0, 0),
        };
        for ((line, cells), height) in lines.iter().zip(&rows).zip(heights) {
            if !self.page.writer.fits(height) && self.page.writer.keep(heading + height) {
                self.rating_heading()?;
            }
            let least = height + spare / PARTS;
            let row = self.entry_line(cells, &line.reason, least)?;
            self.entry_row(row, RowKind::of(line.measure))?;
            *inputs.get_mut(line.measure) = CellPos::new(row, u32::from(self.columns.grade.0));
        }
        let choices = &self.desk.choices;
        self.page.writer.put(|sheet| choices.give(sheet, &inputs))?;
        for line in &lines {
            self.below(&line.name, &line.summary.below)?;
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
        let final_rating = self.project.decided.finals.get(measure).as_ref();
        let reason = final_rating.and_then(|rating| rating.reason.as_deref());
        let word = self.page.layout.word(Label::Rating(measure));
        let usual = || Field::Rating(measure).japanese();
        Line {
            measure,
            name: word.map_or_else(usual, str::to_owned),
            summary: self.summary(measure),
            grade: final_rating.map_or_else(String::new, |rating| rating.grade.to_string()),
            reason: self.written(self.columns.entry, reason.unwrap_or_default(), most),
        }
    }

    fn cells<'t>(&self, line: &'t Line<'t>) -> Vec<Cell<'t>> {
        let mut cells = vec![self.page.label((0, 0), &line.name)];
        cells.extend(self.summary_cells(&line.summary));
        cells.push(Cell::new(
            self.columns.grade,
            &line.grade,
            CellStyle::EntryGrade,
        ));
        cells.push(line.reason.cell.clone());
        cells
    }

    /// What is too long for the row of a measure.
    fn below(&mut self, name: &str, texts: &[(&str, String)]) -> Result<(), XlsxError> {
        for (what, text) in texts {
            self.page.remark(&format!("{name}　{what}：{text}"))?;
        }
        Ok(())
    }

    /// The whole of an entry, where its cell cannot show it.
    fn whole(&mut self, name: &str, written: &Written<'_>) -> Result<(), XlsxError> {
        match written.is_whole() {
            true => Ok(()),
            false => self
                .page
                .remark(&format!("{name}　記入の全文：{}", written.text)),
        }
    }

    fn give_opinion(&mut self, most: f64, least: f64) -> Result<(), XlsxError> {
        let opinion = self.project.decided.opinion.as_ref();
        let text = opinion.map_or("", |opinion| opinion.text.as_str());
        let written = self.written((1, self.page.writer.right()), text, most);
        let cells = [
            self.page.label((0, 0), "意見\n（太枠に記入）"),
            written.cell.clone(),
        ];
        // The cell covers the column of reasons, where the row's word meets it.
        let row = self.entry_line(&cells, &written, least)?;
        self.entry_row(row, RowKind::Opinion)?;
        self.whole("意見", &written)
    }

    fn rating_heading(&mut self) -> Result<(), XlsxError> {
        for row in self.headings() {
            self.page.writer.row(&row, HEADING)?;
        }
        Ok(())
    }

    fn heading_height(&self) -> f64 {
        let rows = self.headings();
        let heights = rows.iter().map(|row| self.page.writer.height_of(row));
        heights.map(|height| height.max(HEADING)).sum()
    }

    /// The groups of columns, and the columns.
    fn headings(&self) -> [Vec<Cell<'a>>; 2] {
        let columns = &self.columns;
        let reason = self.page.layout.word(Label::Reason).unwrap_or("評価理由");
        let heading =
            |columns, text: &'a str, side| Cell::new(columns, text, CellStyle::Heading(side));
        let left = |columns, text| heading(columns, text, Side::Left);
        let centre = |columns, text| heading(columns, text, Side::Centre);
        let groups = vec![
            left((0, 0), ""),
            left((columns.declared.0, columns.reason.1), "個票の記載"),
            left(
                (columns.proposed.0, columns.basis.1),
                "判定案（規則による）",
            ),
            left(
                (columns.grade.0, columns.entry.1),
                "実績評価責任者の評価（太枠に記入）",
            ),
        ];
        let columns = vec![
            left((0, 0), "区分"),
            centre(columns.declared, "評価"),
            left(columns.reason, reason),
            centre(columns.proposed, "判定"),
            heading(columns.achievement, "達成率", Side::Right),
            left(columns.basis, "根拠"),
            centre(columns.grade, "評価"),
            left(columns.entry, reason),
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
        if let Some(missing) = self.trends.missing(!self.choice.charts) {
            text.push_str(&format!("　グラフなし：{missing}"));
        }
        let cells = [Cell::new(
            (0, self.page.writer.right()),
            text,
            CellStyle::Source,
        )];
        self.page.writer.row(&cells, HEADING)?;
        Ok(())
    }
}
