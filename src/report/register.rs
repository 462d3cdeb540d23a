//! 台帳.xlsx: the register as a workbook, blank or filled, for the officer to work in.
//!
//! Its headings are those of [`crate::register`], which reads it back.

mod columns;
mod entries;

use super::page::OUTPUT_PROPERTY;
use super::table::{Column, Paged, Table, TableSheet};
use super::{Paper, ReportError, Style};
use crate::model::Register;
use crate::register::{self, OFFICES, ORGANISATION, PROJECTS, RENUMBERED};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

/// The value of [`OUTPUT_PROPERTY`]: a register among the forms is passed over.
const OUTPUT: &str = "register";
/// A register is kept for years; its creation day is one that never changes, so that the same data
/// give the same bytes.
const CREATED: (u16, u8, u8) = (2000, 1, 1);
/// Checks reach down to this row, counted from 0.
const LAST_ROW: u32 = 999;
/// Least height of a line in points.
const LINE: f64 = 15.0;

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
    let sheet = |name, read, spare, frozen| Sheet {
        name,
        read,
        spare,
        frozen,
    };
    let offices = columns::office_lines(register);
    let sheets = [
        sheet("台帳", PROJECTS, 20, 2).draw(
            columns::projects(register),
            &register.entries,
            style,
        )?,
        sheet("組織", ORGANISATION, 20, 0).draw(
            columns::organisation(register),
            &register.organisation,
            style,
        )?,
        sheet("役職", OFFICES, 0, 0).draw(columns::offices(), &offices, style)?,
        sheet("番号の変更", RENUMBERED, 10, 0).draw(
            columns::renumbered(),
            &register.renumbered,
            style,
        )?,
    ];
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    super::write::finished(&mut workbook)
}

/// A sheet of the register.
struct Sheet {
    name: &'static str,
    /// Its columns as they are read.
    read: &'static [register::Column],
    /// Blank lines ready for use.
    spare: u32,
    /// Columns that stay in view.
    frozen: u16,
}

impl Sheet {
    fn draw<R>(
        &self,
        columns: Vec<Column<'_, R>>,
        lines: &[R],
        style: &Style,
    ) -> Result<Worksheet, XlsxError> {
        let required = |heading: &str| {
            let mut read = self.read.iter();
            read.any(|column| column.heading == heading && column.required)
        };
        let columns = columns.into_iter().map(|column| {
            let required = required(column.heading());
            column.required(required)
        });
        let table = Table {
            head: 0.0,
            least: LINE,
            frozen: self.frozen,
            none: "",
            spare: self.spare,
            until: Some(LAST_ROW),
            ..Table::new(columns.collect())
        };
        let paged = Paged {
            style,
            paper: Paper::A4,
            above: [&*style.plan, self.name].map(str::to_owned),
        };
        let mut sheet = TableSheet::of(self.name, &paged, &table.columns)?;
        sheet.table(&table, lines)?;
        sheet.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings<R>(columns: &[Column<'_, R>]) -> Vec<String> {
        let headings = columns.iter().map(|column| column.heading().to_owned());
        headings.collect()
    }

    #[test]
    fn every_column_that_is_read_is_drawn_in_its_order() {
        let register = Register::default();
        for (read, drawn) in [
            (PROJECTS, headings(&columns::projects(&register))),
            (ORGANISATION, headings(&columns::organisation(&register))),
            (OFFICES, headings(&columns::offices())),
            (RENUMBERED, headings(&columns::renumbered())),
        ] {
            let read: Vec<&str> = read.iter().map(|column| column.heading).collect();
            assert_eq!(drawn, read);
        }
    }
}
