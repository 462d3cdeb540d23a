//! What may be typed into a column that people fill in.

use crate::report::write::Area;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, XlsxError,
};

/// What is taken; anything else is refused with a message, unless it says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// One of these words; the title of what is said, and what is said to another one.
    Choice {
        words: Vec<String>,
        title: Option<&'static str>,
        refused: String,
    },
    /// Anything that stands in no other line.
    Unique,
    /// A number.
    Number,
    /// A day.
    Day,
    /// A name of a column of another sheet, or several of them typed: nothing is refused.
    Names { sheet: &'static str, column: char },
}

impl Check {
    /// For the cells of an area, with what is said about filling them in.
    ///
    /// # Errors
    /// The writer refuses a text that is too long.
    pub(super) fn validation(
        &self,
        area: Area,
        hint: Option<&str>,
    ) -> Result<DataValidation, XlsxError> {
        let check = DataValidation::new();
        let check = match self {
            Self::Choice {
                words,
                title,
                refused,
            } => {
                let check = check
                    .allow_list_strings(words)?
                    .set_error_message(refused)?;
                match (title, hint) {
                    (Some(title), Some(_)) => {
                        check.set_error_title(*title)?.set_input_title(*title)?
                    }
                    (Some(title), None) => check.set_error_title(*title)?,
                    (None, _) => check,
                }
            }
            Self::Unique => {
                let column = column_number_to_name(area.left);
                let [first, last] = [area.top + 1, area.bottom + 1];
                let rule =
                    format!("=COUNTIF(${column}${first}:${column}${last},{column}{first})=1");
                check
                    .allow_custom(Formula::new(rule))
                    .set_error_message("この番号はもうあります。別の番号を入力してください。")?
            }
            Self::Number => check
                .allow_decimal_number(DataValidationRule::Between(-1e15, 1e15))
                .set_error_message("数値だけを入力してください。")?,
            Self::Day => {
                let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
                check
                    .allow_date(DataValidationRule::GreaterThan(first))
                    .set_error_message("2026/10/9 のように日付を入力してください。")?
            }
            Self::Names { sheet, column } => {
                let [first, last] = [area.top + 1, area.bottom + 1];
                let names = format!("={sheet}!${column}${first}:${column}${last}");
                check
                    .allow_list_formula(Formula::new(names))
                    .set_error_style(DataValidationErrorStyle::Information)
                    .show_error_message(false)
            }
        };
        match hint {
            Some(hint) => check.set_input_message(hint),
            None => Ok(check),
        }
    }
}
