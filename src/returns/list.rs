//! The sheet 確認事項: one line a remark, each with a link to its cell.
//!
//! ```text
//! 1  (hidden) the mark by which readers know the sheet
//! 2  確認事項
//! 3  what this is and what to do
//! 4  No. 重要度 シート セル 項目 書かれている内容 見つかったこと お願い
//! ```

use super::remark::Remark;
use super::styles::{Look, Numbers};
use super::xml::escaped;
use crate::finding::Severity;
use crate::report::measure::Measure;
use crate::report::style::severity_mark;
use crate::report::write::bounded;
use crate::seal;
use crate::workbook::{CellPos, address};
use std::fmt::Write;

/// Heading and width in characters of each column; together one A4 page across.
const COLUMNS: [(&str, u32); 8] = [
    ("No.", 5),
    ("重要度", 10),
    ("シート", 14),
    ("セル", 8),
    ("項目", 18),
    ("書かれている内容", 24),
    ("見つかったこと", 42),
    ("お願い", 38),
];
/// Row of the headings, counted from 1.
pub(super) const HEAD: usize = 4;
/// Size of the text in points.
const POINTS: f64 = 9.0;
/// Lines beyond these are counted only.
pub(super) const MOST: usize = 5_000;

/// What the list says above its lines.
pub(super) struct Above<'a> {
    /// What this is and what to do.
    pub(super) note: &'a str,
    /// Whether cells can be linked to: they are in the same workbook.
    pub(super) linked: bool,
}

/// Draws the sheet; `record` is kept inside it where nobody sees it.
pub(super) fn sheet(
    remarks: &[Remark],
    above: &Above<'_>,
    numbers: Numbers,
    measure: Measure,
    record: &str,
) -> String {
    let mut draw = Draw {
        numbers,
        measure,
        texts: Vec::new(),
        rows: String::new(),
        links: String::new(),
    };
    draw.head(above);
    for (at, remark) in remarks.iter().take(MOST).enumerate() {
        draw.line(at, remark, above.linked);
    }
    let left = remarks.len().saturating_sub(MOST);
    if left > 0 {
        let row = HEAD + MOST + 1;
        draw.row(
            row,
            18.0,
            &[(0, Look::Note, format!("ほかに{left}件あります。"))],
        );
    }
    draw.finish(record)
}

struct Draw {
    numbers: Numbers,
    measure: Measure,
    /// Every text but the mark, in the order of cells.
    texts: Vec<String>,
    rows: String,
    links: String,
}

impl Draw {
    fn head(&mut self, above: &Above<'_>) {
        self.row(2, 24.0, &[(0, Look::Title, "確認事項".to_owned())]);
        let width: u32 = COLUMNS.iter().map(|(_, width)| pixels(*width)).sum();
        let height = self
            .measure
            .text_height(above.note, f64::from(width), POINTS);
        self.row(3, height, &[(0, Look::Note, above.note.to_owned())]);
        let headings: Vec<(usize, Look, String)> = COLUMNS
            .iter()
            .enumerate()
            .map(|(col, (heading, _))| (col, Look::Heading, (*heading).to_owned()))
            .collect();
        self.row(HEAD, 20.0, &headings);
    }

    fn line(&mut self, at: usize, remark: &Remark, linked: bool) {
        let row = HEAD + 1 + at;
        let weight = match remark.severity {
            Severity::Error => Look::Error,
            _ => Look::Warning,
        };
        let place = match (&remark.sheet, remark.cell) {
            (Some(sheet), cell) if linked => self.link(row, sheet, cell),
            (_, cell) => cell.map(|cell| (Look::Centre, cell.to_string())),
        };
        let (place, address) = place.unwrap_or((Look::Centre, String::new()));
        let severity = format!(
            "{} {}",
            severity_mark(remark.severity),
            remark.severity.japanese()
        );
        let mut cells = vec![
            (0, Look::Centre, (at + 1).to_string()),
            (1, weight, severity),
            (2, Look::Text, remark.sheet.clone().unwrap_or_default()),
            (3, place, address),
            (4, Look::Text, remark.field.clone()),
            (5, Look::Text, remark.text.clone()),
            (6, Look::Text, remark.found.clone()),
            (7, Look::Text, remark.wanted.to_owned()),
        ];
        let mut height = 18.0_f64;
        for (col, _, text) in &mut cells {
            let width = f64::from(pixels(COLUMNS[*col].1));
            let whole = bounded(text);
            let (shown, needed) = self.measure.fitted_to_row(&whole, width, POINTS);
            height = height.max(needed);
            *text = shown.into_owned();
        }
        self.row(row, height, &cells);
    }

    /// A link to a cell, or to the beginning of a sheet.
    fn link(&mut self, row: usize, sheet: &str, cell: Option<CellPos>) -> Option<(Look, String)> {
        let address = cell.unwrap_or(CellPos::new(0, 0));
        let place = format!("{}!{address}", address::quoted(sheet));
        // Writing into a String cannot fail.
        let _ = write!(
            self.links,
            "<hyperlink ref=\"D{row}\" location=\"{}\"/>",
            escaped(&place)
        );
        let shown = cell.map_or_else(|| "開く".to_owned(), |cell| cell.to_string());
        Some((Look::Link, shown))
    }

    fn row(&mut self, row: usize, height: f64, cells: &[(usize, Look, String)]) {
        let _ = write!(
            self.rows,
            "<row r=\"{row}\" ht=\"{height}\" customHeight=\"1\">"
        );
        for (col, look, text) in cells {
            let pos = CellPos::new(row as u32 - 1, *col as u32);
            let style = self.numbers.look(*look);
            let _ = if text.is_empty() {
                write!(self.rows, "<c r=\"{pos}\" s=\"{style}\"/>")
            } else {
                write!(
                    self.rows,
                    "<c r=\"{pos}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                )
            };
            self.texts.push(text.clone());
        }
        self.rows.push_str("</row>");
    }

    fn finish(self, record: &str) -> String {
        let mark = seal::list_mark(self.texts.iter().map(String::as_str));
        let columns: String = COLUMNS
            .iter()
            .enumerate()
            .map(|(col, (_, width))| {
                let col = col + 1;
                format!(
                    "<col min=\"{col}\" max=\"{col}\" width=\"{width}.7109375\" customWidth=\"1\"/>"
                )
            })
            .collect();
        let links = match self.links.as_str() {
            "" => String::new(),
            links => format!("<hyperlinks>{links}</hyperlinks>"),
        };
        format!(
            "{}<worksheet xmlns=\"{}\" xmlns:r=\"{}\"><sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"{HEAD}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"13.5\"/><cols>{columns}</cols><sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{mark}</t></is></c></row>{}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A3:H3\"/></mergeCells>{links}<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>{record}</worksheet>",
            super::DECLARATION,
            super::SPREADSHEET,
            super::RELATIONSHIPS,
            HEAD + 1,
            self.rows,
        )
    }
}

/// The width in pixels of a column so many characters wide, in the usual fonts.
const fn pixels(characters: u32) -> u32 {
    characters * 7 + 5
}
