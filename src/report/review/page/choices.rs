//! What the cells of the evaluator's grades take, built once for a workbook.

use crate::model::{ByMeasure, Grade};
use crate::report::style::grade_look;
use crate::workbook::CellPos;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, Worksheet, XlsxError,
};

/// Only the four grades, each with its look.
pub(in crate::report) struct Choices {
    grades: DataValidation,
    looks: [ConditionalFormatCell; Grade::ALL.len()],
}

impl Choices {
    /// Builds them.
    ///
    /// # Errors
    /// When the writer refuses a text; these are short enough.
    pub(in crate::report) fn new() -> Result<Self, XlsxError> {
        let grades = DataValidation::new()
            .allow_list_strings(&Grade::ALL.map(|grade| grade.to_string()))?
            .set_error_title("評価")?
            .set_error_message("S・A・B・C のいずれかを選んでください。")?;
        let looks = Grade::ALL.map(|grade| {
            let look = grade_look(grade);
            let colours = Format::new()
                .set_background_color(look.ground)
                .set_font_color(look.ink);
            ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(grade.to_string()))
                .set_format(colours)
        });
        Ok(Self { grades, looks })
    }

    /// Gives them to the cells from the first measure's to the last one's.
    pub(super) fn give(
        &self,
        sheet: &mut Worksheet,
        inputs: &ByMeasure<CellPos>,
    ) -> Result<(), XlsxError> {
        let (first, last, col) = (inputs.progress.row, inputs.kgi.row, inputs.kgi.col as u16);
        sheet.add_data_validation(first, col, last, col, &self.grades)?;
        for look in &self.looks {
            sheet.add_conditional_format(first, col, last, col, look)?;
        }
        Ok(())
    }
}
