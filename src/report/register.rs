//! 台帳.xlsx: the register as a workbook, blank or filled, for the officer to work in.
//!
//! Its headings are those of [`crate::register`], which reads it back.

mod columns;
mod table;

use super::page::OUTPUT_PROPERTY;
use super::{ReportError, Style};
use crate::model::Register;
use columns::{offices, organisation, projects, renumbered};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use table::Table;

/// The value of [`OUTPUT_PROPERTY`]: a register among the forms is passed over.
const OUTPUT: &str = "register";
/// A register is kept for years; its creation day is one that never changes, so that the same data
/// give the same bytes.
const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// Renders the register; `name` is the file's, for messages.
///
/// # Errors
/// [`ReportError::Workbook`] where the writer refuses something.
pub fn render(register: &Register, style: &Style, name: &str) -> Result<Vec<u8>, ReportError> {
    draw(register, style).map_err(ReportError::in_report(name))
}

fn draw(register: &Register, style: &Style) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = CREATED;
    let properties = DocProperties::new()
        .set_title("台帳")
        .set_subject(&style.plan)
        .set_comment("kohyo")
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?)
        .set_custom_property(OUTPUT_PROPERTY, OUTPUT);
    workbook.set_properties(&properties);
    let lines = register.entries.iter().map(|e| projects::line(e, register));
    Table::new(&projects::SHEET, style)
        .draw(workbook.add_worksheet(), &lines.collect::<Vec<_>>())?;
    let lines: Vec<_> = organisation::lines(register);
    Table::new(&organisation::SHEET, style).draw(workbook.add_worksheet(), &lines)?;
    let lines = offices::lines(register);
    Table::new(&offices::SHEET, style).draw(workbook.add_worksheet(), &lines)?;
    let lines = renumbered::lines(register);
    Table::new(&renumbered::SHEET, style).draw(workbook.add_worksheet(), &lines)?;
    super::write::finished(&mut workbook)
}
