//! The sheet 提出状況: every project of the register, what belongs to none, and whom to remind with
//! what words. It stands in 総括表 and in 確認事項 alike.

mod letter;

use super::formats::Formats;
use super::style::{Paper, Style, severity_mark};
use super::tables::{Cell, Tables, cell};
use super::wareki;
use crate::finding::Severity;
use crate::model::{
    Consolidation, Department, Ledger, LedgerLine, Place, Standing, Stray, Unopened,
};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Name of the sheet.
pub const SHEET: &str = "提出状況";
/// Heading and width in pixels of each column; together one A4 page across.
const COLUMNS: [(&str, u32); 7] = [
    ("番号", 52),
    ("事業名称", 200),
    ("担当部課", 164),
    ("提出期限", 100),
    ("状況", 84),
    ("ファイル › シート", 240),
    ("内容", 202),
];
const LAST: u16 = COLUMNS.len() as u16 - 1;

/// Draws the sheet; `None` where no register was given.
///
/// # Errors
/// The sheet cannot be written.
pub fn sheet(
    consolidation: &Consolidation,
    style: &Style,
    paper: Paper,
) -> Result<Option<Worksheet>, XlsxError> {
    let Some(ledger) = &consolidation.ledger else {
        return Ok(None);
    };
    let widths = COLUMNS.iter().map(|(_, width)| *width).collect();
    let mut draw = Draw {
        tables: Tables::new(SHEET, widths, consolidation, style, paper)?,
        consolidation,
        ledger,
        style,
    };
    draw.head()?;
    draw.lines()?;
    draw.strays()?;
    draw.unopened()?;
    draw.reminders()?;
    draw.tables.finish().map(Some)
}

struct Draw<'a> {
    tables: Tables,
    consolidation: &'a Consolidation,
    ledger: &'a Ledger,
    style: &'a Style,
}

impl Draw<'_> {
    fn head(&mut self) -> Result<(), XlsxError> {
        let about = format!(
            "{}　{}　{}現在",
            self.consolidation.plan,
            self.consolidation.period.japanese(),
            wareki::date(self.ledger.today),
        );
        self.tables.title("提出状況", &about)?;
        let counts: Vec<String> = Standing::ALL
            .iter()
            .map(|standing| (standing.japanese(), self.ledger.count(*standing)))
            .chain([("番号不明", self.ledger.strays.len())])
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        let counts = format!("台帳 {}件: {}", self.ledger.lines.len(), counts.join("　"));
        self.tables.line(&counts)
    }

    fn lines(&mut self) -> Result<(), XlsxError> {
        let headings: Vec<(&str, u16, u16)> = (0..)
            .zip(COLUMNS)
            .map(|(col, (name, _))| (name, col, col))
            .collect();
        self.tables.section("台帳の取組み", &headings)?;
        let ledger = self.ledger;
        for line in &ledger.lines {
            self.line(line)?;
        }
        Ok(())
    }

    fn line(&mut self, line: &LedgerLine) -> Result<(), XlsxError> {
        let Formats { centre, middle, .. } = self.tables.formats.clone();
        let looks = match weight(line.standing) {
            Some(severity) => self.tables.formats.severity(severity),
            None => centre.clone(),
        };
        let mark = weight(line.standing).map_or("", severity_mark);
        let standing = format!("{mark}{}", line.standing.japanese());
        let due = line.due.map(wareki::date).unwrap_or_default();
        let late = line.standing.is_wanting() && line.due.is_some_and(|d| d < self.ledger.today);
        let due = if late {
            format!("{due}\n（期限後）")
        } else {
            due
        };
        let departments = Department::joined(&line.departments, "\n");
        let places = places(&line.places);
        let texts: [(&str, &Format); 7] = [
            (&line.number, &centre),
            (line.name.as_deref().unwrap_or_default(), &middle),
            (&departments, &middle),
            (&due, &centre),
            (&standing, &looks),
            (&places, &middle),
            (&line.remark, &middle),
        ];
        let cells: Vec<Cell<'_>> = (0_u16..)
            .zip(texts)
            .map(|(col, (text, format))| cell(text, (col, col), format))
            .collect();
        self.tables.cells(&cells)
    }

    fn strays(&mut self) -> Result<(), XlsxError> {
        let ledger = self.ledger;
        if ledger.strays.is_empty() {
            return Ok(());
        }
        let headings = [
            ("番号", 0, 0),
            ("事業名称", 1, 1),
            ("担当部課", 2, 3),
            ("ファイル › シート", 4, 5),
            ("内容", 6, LAST),
        ];
        let title = "番号不明（番号がないか、台帳にない個票）";
        self.tables.section(title, &headings)?;
        let Formats { centre, middle, .. } = self.tables.formats.clone();
        for Stray {
            place,
            number,
            name,
            departments: of,
        } in &ledger.strays
        {
            let departments = Department::joined(of, "\n");
            let place = places(std::slice::from_ref(place));
            let why = match number {
                Some(_) => "台帳にない番号です",
                None => "番号が書かれていません",
            };
            self.tables.cells(&[
                cell(number.as_deref().unwrap_or("－"), (0, 0), &centre),
                cell(name.as_deref().unwrap_or_default(), (1, 1), &middle),
                cell(&departments, (2, 3), &middle),
                cell(&place, (4, 5), &middle),
                cell(why, (6, LAST), &middle),
            ])?;
        }
        Ok(())
    }

    fn unopened(&mut self) -> Result<(), XlsxError> {
        let ledger = self.ledger;
        if ledger.unopened.is_empty() {
            return Ok(());
        }
        let title = "開けないファイル（どの取組みのものか分かりません）";
        let headings = [("ファイル", 0, 3), ("理由", 4, LAST)];
        self.tables.section(title, &headings)?;
        let middle = self.tables.formats.middle.clone();
        for Unopened { file, why } in &ledger.unopened {
            let cells = [cell(file, (0, 3), &middle), cell(why, (4, LAST), &middle)];
            self.tables.cells(&cells)?;
        }
        Ok(())
    }

    fn reminders(&mut self) -> Result<(), XlsxError> {
        let ledger = self.ledger;
        let headings = [
            ("担当部課", 0, 1),
            ("件数", 2, 2),
            ("メールに貼り付ける文面", 3, LAST),
        ];
        self.tables
            .section("督促（提出期限を過ぎたもの）", &headings)?;
        let Formats { centre, middle, .. } = self.tables.formats.clone();
        if ledger.reminders.is_empty() {
            let none = "提出期限を過ぎて提出のない取組みはありません。";
            return self.tables.cells(&[cell(none, (0, LAST), &middle)]);
        }
        for reminder in &ledger.reminders {
            let who = letter::recipient(reminder);
            let count = format!("{}件", reminder.lines.len());
            let letter = letter::text(reminder, self.consolidation, ledger, self.style);
            self.tables.cells(&[
                cell(&who, (0, 1), &middle),
                cell(&count, (2, 2), &centre),
                cell(&letter, (3, LAST), &middle),
            ])?;
        }
        Ok(())
    }
}

/// How much attention a standing needs.
const fn weight(standing: Standing) -> Option<Severity> {
    match standing {
        Standing::Missing | Standing::Unopened => Some(Severity::Error),
        Standing::Duplicate | Standing::OldForm => Some(Severity::Warning),
        Standing::Submitted | Standing::NotApplicable | Standing::NotDue => None,
    }
}

fn places(places: &[Place]) -> String {
    let names: Vec<String> = places
        .iter()
        .map(|place| match &place.sheet {
            Some(sheet) => format!("{} › {sheet}", place.file),
            None => place.file.clone(),
        })
        .collect();
    names.join("\n")
}

#[cfg(test)]
mod tests;
