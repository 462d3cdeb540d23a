//! Draws one sheet of the register: headings with notes, lines, checks on what is typed.

use super::columns::{Kind, Layout, Look, Typed};
use crate::report::formats::{Formats, SMALL, TEXT};
use crate::report::measure::Measure;
use crate::report::page::{self, set_up_with};
use crate::report::style::{Paper, Style};
use crate::report::write;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format,
    FormatAlign, Formula, Note, Worksheet, XlsxError,
};

/// Checks reach down to this row, counted from 0.
const LAST_ROW: u32 = 999;
/// A binary float holds so many digits exactly.
const EXACT_DIGITS: usize = 15;
const NOTE_WIDTH: u32 = 240;
const NOTE_HEIGHT: u32 = 80;

/// Draws lines under the headings of a sheet.
pub(super) struct Table<'a> {
    layout: &'a Layout,
    style: &'a Style,
    formats: Formats,
    measure: Measure,
}

impl<'a> Table<'a> {
    pub(super) fn new(layout: &'a Layout, style: &'a Style) -> Self {
        Self {
            layout,
            style,
            formats: Formats::new(style),
            measure: Measure::new(style),
        }
    }

    pub(super) fn draw(
        &self,
        sheet: &mut Worksheet,
        lines: &[Vec<Typed>],
    ) -> Result<(), XlsxError> {
        let layout = self.layout;
        sheet.set_name(layout.name)?;
        set_up_with(
            sheet,
            [&self.style.plan, layout.name],
            self.style,
            Paper::A4,
        );
        sheet
            .set_freeze_panes(1, layout.frozen)?
            .set_repeat_rows(0, 0)?;
        self.headings(sheet)?;
        for (col, look) in (0..).zip(layout.looks) {
            let format = self.format(look.kind);
            sheet.set_column_width_pixels(col, look.width)?;
            for row in 0..layout.spare {
                let row = (lines.len() + row) as u32 + 1;
                sheet.write_blank(row, col, &format)?;
            }
            if let Some(check) = check(look, col)? {
                sheet.add_data_validation(1, col, LAST_ROW, col, &check)?;
            }
        }
        for (row, line) in (1..).zip(lines) {
            self.line(sheet, row, line)?;
        }
        Ok(())
    }

    fn headings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let mut height: f64 = 0.0;
        for (col, (column, look)) in (0..).zip(self.layout.columns.iter().zip(self.layout.looks)) {
            sheet.write_string_with_format(0, col, column.heading, &self.formats.heading)?;
            let needed = self
                .measure
                .text_height(column.heading, f64::from(look.width), TEXT);
            height = height.max(needed);
            let required = if column.required { "必須。" } else { "" };
            let note = Note::new(format!("{required}{}", look.hint))
                .add_author_prefix(false)
                .set_font_name(&self.style.font)
                .set_font_size(TEXT)
                .set_width(NOTE_WIDTH)
                .set_height(NOTE_HEIGHT);
            sheet.insert_note(0, col, &note)?;
        }
        sheet.set_row_height(0, height)?;
        Ok(())
    }

    fn line(&self, sheet: &mut Worksheet, row: u32, line: &[Typed]) -> Result<(), XlsxError> {
        let mut height: f64 = 0.0;
        for (col, (typed, look)) in (0..).zip(line.iter().zip(self.layout.looks)) {
            let format = self.format(look.kind);
            match typed {
                Typed::Text(text) => {
                    write::text(sheet, row, col, text, &format)?;
                    let needed =
                        self.measure
                            .text_height(text, f64::from(look.width), size(look.kind));
                    height = height.max(needed);
                }
                Typed::Number(number) => match exact(*number) {
                    Some(number) => {
                        _ = sheet.write_number_with_format(row, col, number, &format)?
                    }
                    None => write::text(sheet, row, col, &number.to_string(), &format)?,
                },
                Typed::Day(day) => {
                    _ = sheet.write_datetime_with_format(row, col, page::day(*day)?, &format)?
                }
            }
        }
        sheet.set_row_height(row, height.min(409.0))?;
        Ok(())
    }

    fn format(&self, kind: Kind) -> Format {
        match kind {
            Kind::Free => self.formats.middle.clone(),
            Kind::Number | Kind::Reference => self.formats.centre.clone().set_num_format("@"),
            Kind::Amount => self
                .formats
                .middle
                .clone()
                .set_num_format("General")
                .set_align(FormatAlign::Right),
            Kind::Day => self.formats.centre.clone().set_num_format("yyyy/m/d"),
            Kind::Words(_) | Kind::Names(_) => self.formats.middle.clone().set_font_size(SMALL),
        }
    }
}

const fn size(kind: Kind) -> f64 {
    match kind {
        Kind::Words(_) | Kind::Names(_) => SMALL,
        _ => TEXT,
    }
}

/// The number as a binary float, where that loses nothing.
fn exact(number: Decimal) -> Option<f64> {
    let digits = number.mantissa().unsigned_abs().to_string().len();
    number.to_f64().filter(|_| digits <= EXACT_DIGITS)
}

/// What may be typed into a column.
fn check(look: &Look, col: u16) -> Result<Option<DataValidation>, XlsxError> {
    let check = DataValidation::new();
    let check = match look.kind {
        Kind::Free | Kind::Reference => return Ok(None),
        Kind::Number => {
            let column = rust_xlsxwriter::column_number_to_name(col);
            let last = LAST_ROW + 1;
            check
                .allow_custom(Formula::new(format!(
                    "=COUNTIF(${column}$2:${column}${last},{column}2)=1"
                )))
                .set_error_message("この番号はもうあります。別の番号を入力してください。")?
        }
        Kind::Amount => check
            .allow_decimal_number(DataValidationRule::Between(-1e15, 1e15))
            .set_error_message("数値だけを入力してください。")?,
        Kind::Day => check
            .allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(
                2000, 1, 1,
            )?))
            .set_error_message("2026/10/9 のように日付を入力してください。")?,
        Kind::Words(words) => check
            .allow_list_strings(words)?
            .set_error_message("一覧から選んでください。")?,
        Kind::Names(column) => check
            .allow_list_formula(Formula::new(format!(
                "=組織!${column}$2:${column}${}",
                LAST_ROW + 1
            )))
            // Several names are typed, with 、 between them.
            .set_error_style(DataValidationErrorStyle::Information)
            .show_error_message(false),
    };
    Ok(Some(check.set_input_message(look.hint)?))
}
