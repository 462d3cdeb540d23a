//! What is wrong with a register.

use crate::workbook::CellPos;
use std::fmt;

/// One fault, with its cell and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The sheet; `None` where the whole workbook is concerned.
    pub sheet: Option<String>,
    /// The cell, where one is concerned.
    pub cell: Option<CellPos>,
    /// What was found and what to do, in Japanese.
    pub message: String,
}

impl fmt::Display for Fault {
    /// `台帳 › B7: 番号「3」が…`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            f.write_str(sheet)?;
            if let Some(cell) = self.cell {
                write!(f, " › {cell}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

/// Every fault of a register, in the order of its sheets and cells; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct RegisterError {
    /// The faults.
    pub faults: Vec<Fault>,
}

impl fmt::Display for RegisterError {
    /// A line for each fault after one saying how many.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "台帳に誤りが{}件あります", self.faults.len())?;
        for fault in &self.faults {
            write!(f, "\n  {fault}")?;
        }
        Ok(())
    }
}

/// Collects faults.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// About the whole workbook.
    pub(super) fn whole(&mut self, message: impl Into<String>) {
        self.0.push(Fault {
            sheet: None,
            cell: None,
            message: message.into(),
        });
    }

    /// About a sheet or one of its cells.
    pub(super) fn at(
        &mut self,
        sheet: &str,
        cell: impl Into<Option<CellPos>>,
        message: impl Into<String>,
    ) {
        self.0.push(Fault {
            sheet: Some(sheet.to_owned()),
            cell: cell.into(),
            message: message.into(),
        });
    }

    /// What was read, or everything that is wrong with it.
    pub(super) fn into_result<T>(mut self, read: T) -> Result<T, RegisterError> {
        if self.0.is_empty() {
            return Ok(read);
        }
        self.0
            .sort_by(|a, b| (&a.sheet, a.cell, &a.message).cmp(&(&b.sheet, b.cell, &b.message)));
        // A cell that is looked at twice is wrong only once.
        self.0.dedup();
        Err(RegisterError { faults: self.0 })
    }
}
