//! One entry: what stands in the cells of one row.

use crate::finding::{Code, Finding, Severity};
use crate::model::{Field, Given};
use crate::tag::{RowKind, RowTag};
use crate::workbook::CellPos;

/// A cell somebody wrote into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) cell: CellPos,
    pub(super) text: String,
}

/// What somebody wrote into a row. At least one of the two cells is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) tag: RowTag,
    pub(super) file: String,
    pub(super) sheet: String,
    /// The grade or the outcome.
    pub(super) word: Option<Written>,
    /// The reason or the opinion.
    pub(super) text: Option<Written>,
}

impl Entry {
    /// The cell that stands for the entry: its word's, else its text's.
    fn first(&self) -> Option<&Written> {
        self.word.as_ref().or(self.text.as_ref())
    }

    /// Where it stands.
    pub(super) fn given(&self) -> Given {
        let cell = self.first().map(|written| written.cell.to_string());
        Given {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            cell: cell.unwrap_or_default(),
        }
    }

    /// `評価シート_総務部長.xlsx › 3 文書管理 › K25`
    pub(super) fn place(&self) -> String {
        let Given { file, sheet, cell } = self.given();
        format!("{file} › {sheet} › {cell}")
    }

    /// `番号3`, `番号のない取組み`
    pub(super) fn number(&self) -> String {
        self.tag.number.as_deref().map_or_else(
            || "番号のない取組み".to_owned(),
            |number| format!("番号{number}"),
        )
    }

    /// `番号3の進捗評価`
    pub(super) fn subject(&self) -> String {
        format!("{}の{}", self.number(), field(self.tag.row).japanese())
    }

    /// What is entered, in short: its word, else the beginning of its text.
    pub(super) fn shown(&self) -> &str {
        self.first().map_or("", |written| written.text.as_str())
    }

    /// A finding at the entry.
    pub(super) fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        self.finding_at(self.first(), code, message)
    }

    /// A finding at one of the entry's cells.
    pub(super) fn finding_at(
        &self,
        written: Option<&Written>,
        code: Code,
        message: impl Into<String>,
    ) -> Finding {
        let finding = Finding::new(code, message)
            .in_file(&self.file)
            .on_sheet(&self.sheet)
            .at(written.map(|written| written.cell))
            .about(field(self.tag.row));
        match written {
            Some(written) => finding.quoting(&written.text),
            None => finding,
        }
    }

    /// A refusal at one of the entry's cells, whatever the code usually weighs.
    pub(super) fn refusal(
        &self,
        written: &Written,
        code: Code,
        message: impl Into<String>,
    ) -> Finding {
        self.finding_at(Some(written), code, message)
            .severity(Severity::Error)
    }
}

/// What a row's entry is in the data.
pub(super) fn field(row: RowKind) -> Field {
    match (row.measure(), row) {
        (Some(measure), _) => Field::RatingFinal(measure),
        (None, RowKind::Decision) => Field::Decision,
        (None, _) => Field::Opinion,
    }
}
