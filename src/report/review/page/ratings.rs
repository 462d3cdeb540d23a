//! The ratings: what the form says, what the rules propose, and what the evaluator fills in.

use super::entries::Entries;
use super::{Page, cell};
use crate::model::{ByMeasure, Declared, Field, Grade, Measure, Proposal, ScopeBasis};
use crate::provenance::CellPos;
use crate::report::formats::{Formats, TEXT};
use crate::report::review::canvas::Cell;
use crate::report::style::grade_look;
use crate::tag::RowKind;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, XlsxError,
};
use unicode_normalization::UnicodeNormalization;

/// Least height of a row the evaluator writes into, in points.
const ENTRY: f64 = 25.0;
/// Height of the cell for an opinion.
const OPINION: f64 = 26.0;
const HEADING: f64 = 13.5;
/// Size of a grade in points.
const GRADE: f64 = 11.0;
/// A grade with its mark; anything longer is set as ordinary text.
const GRADE_LENGTH: usize = 3;

impl<'a> Page<'a, '_> {
    /// Draws the table and returns the cells that take the evaluator's grades.
    pub(super) fn ratings(&mut self) -> Result<ByMeasure<CellPos>, XlsxError> {
        let rows = Measure::ALL.map(|measure| self.told(measure));
        let heights: f64 = rows
            .iter()
            .map(|told| self.canvas.height_of(&self.told_cells(told)).max(ENTRY))
            .sum();
        // The whole table on one page, or at least its heading with what follows.
        self.canvas.keep(2.0 * HEADING + heights + OPINION);
        self.canvas.keep(4.0 * HEADING + ENTRY);
        self.rating_heading()?;
        let entries = Entries::new(&self.desk.formats);
        let mut inputs = ByMeasure {
            progress: CellPos::new(0, 0),
            kpi: CellPos::new(0, 0),
            kgi: CellPos::new(0, 0),
        };
        for (measure, told) in Measure::ALL.into_iter().zip(&rows) {
            *inputs.get_mut(measure) = self.rating(measure, told, &entries)?;
        }
        self.choices(&inputs)?;
        let opinion = [
            self.label(0, 0, "意見\n（記入欄）"),
            cell(1, self.canvas.right(), self.opinion(), &entries.text),
        ];
        // The cell covers the column of reasons, where the row's word meets it.
        let (row, _) = self.canvas.row(&opinion, OPINION)?;
        self.entry_row(row, RowKind::Opinion)?;
        self.source()?;
        Ok(inputs)
    }

    fn rating_heading(&mut self) -> Result<(), XlsxError> {
        let at = |n| self.canvas.ruler.tenth(n);
        let right = self.canvas.right();
        let heading = &self.desk.formats.heading;
        let groups = [
            cell(0, 0, "", heading),
            cell(1, at(1) - 1, "個票の記載", heading),
            cell(at(1), at(7) - 1, "判定案（規則による）", heading),
            cell(at(7), right, "実績評価責任者の評価（記入欄）", heading),
        ];
        let columns = [
            cell(0, 0, "区分", heading),
            cell(1, 1, "評価", heading),
            cell(2, at(1) - 1, "評価理由", heading),
            cell(at(1), at(2) - 1, "判定", heading),
            cell(at(2), at(3) - 1, "達成率", heading),
            cell(at(3), at(7) - 1, "根拠", heading),
            cell(at(7), at(8) - 1, "評価", heading),
            cell(at(8), right, "評価理由", heading),
        ];
        self.canvas.row(&groups, HEADING)?;
        self.canvas.row(&columns, HEADING)?;
        Ok(())
    }

    fn told(&self, measure: Measure) -> Told {
        let declared = self.project.sheet.declared.get(measure);
        let proposal = self.project.proposals.get(measure);
        Told::new(declared, proposal, &self.desk.formats)
    }

    /// The cells that say something: all but the label and the entries.
    fn told_cells<'t>(&self, told: &'t Told) -> [Cell<'t>; 5]
    where
        'a: 't,
    {
        let at = |n| self.canvas.ruler.tenth(n);
        let formats = &self.desk.formats;
        [
            Cell {
                size: told.declared_size,
                ..cell(1, 1, &told.declared, &told.declared_format)
            },
            self.text(2, at(1) - 1, Some(&told.reason)),
            Cell {
                size: GRADE,
                ..cell(at(1), at(2) - 1, &told.proposed, &told.proposed_format)
            },
            cell(at(2), at(3) - 1, &told.achievement, &formats.centre),
            self.text(at(3), at(7) - 1, Some(&told.basis)),
        ]
    }

    /// One measure; returns the cell for the evaluator's grade.
    fn rating(
        &mut self,
        measure: Measure,
        told: &Told,
        entries: &Entries,
    ) -> Result<CellPos, XlsxError> {
        let (entry, reason) = (self.grade_column(), self.reason_column());
        let stands = self.stands(measure);
        let grade = stands.map_or_else(String::new, |rating| rating.grade.to_string());
        let why = stands.and_then(|rating| rating.reason.as_deref());
        let name = Field::Rating(measure).japanese();
        let mut cells = vec![self.label(0, 0, &name)];
        cells.extend(self.told_cells(told));
        cells.push(cell(entry, reason - 1, &grade, &entries.grade));
        cells.push(cell(
            reason,
            self.canvas.right(),
            why.unwrap_or_default(),
            &entries.text,
        ));
        let (row, _) = self.canvas.row(&cells, ENTRY)?;
        self.entry_row(row, RowKind::of(measure))?;
        Ok(CellPos::new(row, u32::from(entry)))
    }

    /// The entries take only the four grades, and look like them.
    fn choices(&mut self, inputs: &ByMeasure<CellPos>) -> Result<(), XlsxError> {
        let (first, last, col) = (inputs.progress.row, inputs.kgi.row, inputs.kgi.col as u16);
        let choice = DataValidation::new()
            .allow_list_strings(&Grade::ALL.map(|grade| grade.to_string()))?
            .set_error_title("評価")?
            .set_error_message("S・A・B・C のいずれかを選んでください。")?;
        self.canvas.put(|sheet| {
            sheet.add_data_validation(first, col, last, col, &choice)?;
            for grade in Grade::ALL {
                let look = grade_look(grade);
                let colours = Format::new()
                    .set_background_color(look.ground)
                    .set_font_color(look.ink);
                let rule = ConditionalFormatCell::new()
                    .set_rule(ConditionalFormatCellRule::EqualTo(grade.to_string()))
                    .set_format(colours);
                sheet.add_conditional_format(first, col, last, col, &rule)?;
            }
            Ok(())
        })
    }

    /// Where all this was read.
    fn source(&mut self) -> Result<(), XlsxError> {
        let source = &self.project.sheet.source;
        let basis = match self.project.responsibility.scope_basis {
            ScopeBasis::Register => "台帳",
            ScopeBasis::Inferred => "個票からの推定",
        };
        let text = format!(
            "個票：{}（シート「{}」）　区分の根拠：{basis}　進捗管理責任者：{}",
            source.file, source.sheet, self.project.responsibility.progress_manager
        );
        let note = self.desk.formats.note.clone().set_text_wrap();
        let cells = [cell(0, self.canvas.right(), &text, &note)];
        self.canvas.row(&cells, HEADING)?;
        Ok(())
    }
}

/// What the table says of one measure.
struct Told {
    declared: String,
    declared_format: Format,
    declared_size: f64,
    reason: String,
    proposed: String,
    proposed_format: Format,
    achievement: String,
    basis: String,
}

impl Told {
    fn new(declared: &Declared, proposal: &Proposal, formats: &Formats) -> Self {
        let format = |grade: Option<Grade>, size: f64| {
            let format = grade.map_or_else(|| formats.centre.clone(), |grade| formats.grade(grade));
            format.set_font_size(size)
        };
        let written = declared_text(declared);
        let declared_size = if written.chars().count() > GRADE_LENGTH {
            TEXT
        } else {
            GRADE
        };
        let differs = matches!((declared.grade, proposal.grade), (Some(a), Some(b)) if a != b);
        let remark = if differs {
            "※ 個票の評価と異なります。\n"
        } else {
            ""
        };
        Self {
            declared: written,
            declared_format: format(declared.grade, declared_size),
            declared_size,
            reason: declared.reason.clone().unwrap_or_default(),
            proposed: proposal.grade.map_or_else(|| "－".to_owned(), with_mark),
            proposed_format: format(proposal.grade, GRADE),
            achievement: proposal
                .achievement
                .map_or_else(|| "－".to_owned(), |percent| format!("{percent:.1}％")),
            basis: format!("{remark}{}", proposal.basis),
        }
    }
}

/// `A ○`
fn with_mark(grade: Grade) -> String {
    format!("{grade} {}", grade_look(grade).mark)
}

/// The grade on the form, and the cell as written where that is not the letter alone.
fn declared_text(declared: &Declared) -> String {
    match (declared.grade, declared.text.as_deref()) {
        (None, None) => "－".to_owned(),
        (None, Some(text)) => text.to_owned(),
        (Some(grade), Some(text))
            if text.nfkc().collect::<String>().trim().to_uppercase() != grade.to_string() =>
        {
            format!("{}\n記載：{text}", with_mark(grade))
        }
        (Some(grade), _) => with_mark(grade),
    }
}
