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
use crate::report::link::Link;
use crate::report::measure::Measure;
use crate::report::style::Paper;
use crate::report::table::{self, At, Cell, Fitted, OMITTED, Table};
use crate::report::write::bounded;
use crate::seal;
use crate::workbook::CellPos;
use std::fmt::Write;

/// Row of the headings, counted from 1.
pub(super) const HEAD: usize = 4;
/// Size of the text in points.
const POINTS: f64 = 9.0;
/// Lines beyond these are counted only.
pub(super) const MOST: usize = 5_000;

/// The table of remarks; together one A4 page across.
fn table<'a>(linked: bool) -> Table<'a, Remark> {
    type Column<'a> = table::Column<'a, Remark>;
    let place = move |remark: &Remark| {
        let address = remark.cell.map(|cell| cell.to_string());
        match remark.sheet.as_ref().filter(|_| linked) {
            Some(sheet) => {
                let start = CellPos::new(0, 0);
                let link = Link::inside(sheet, remark.cell.unwrap_or(start));
                Cell::from(address.unwrap_or_else(|| "開く".to_owned())).link(Some(link))
            }
            None => Cell::from(address),
        }
    };
    let columns = vec![
        Column::counter(characters(5)),
        Column::word("重要度", characters(10), |remark| {
            Cell::severity(remark.severity)
        }),
        Column::text("シート", characters(14), |remark| remark.sheet.clone()),
        Column::word("セル", characters(8), place),
        Column::text("項目", characters(18), |remark| remark.field.clone()),
        Column::text("書かれている内容", characters(24), |remark| {
            remark.text.clone()
        }),
        Column::text("見つかったこと", characters(42), |remark| {
            remark.found.clone()
        }),
        Column::text("お願い", characters(38), |remark| remark.wanted),
    ];
    Table {
        cut: Some(OMITTED),
        ..Table::new(columns)
    }
}

/// The pixels of a column so many characters wide, in the usual fonts.
const fn characters(characters: u32) -> u32 {
    characters * 7 + 5
}

/// What the list says above its lines.
pub(super) struct Above<'a> {
    /// What this is and what to do.
    pub(super) note: &'a str,
    /// Whether cells can be linked to: they are in the same workbook.
    pub(super) linked: bool,
}

/// Draws the sheet; `record` is kept inside it where nobody sees it.
///
/// The columns are those of every other table. They are written as text, not by the engine that writes the
/// workbooks of this program: the sheet becomes a part of a package that is not its own, whose styles it adds to
/// and whose other parts must stay as they are byte for byte.
pub(super) fn sheet(
    remarks: &[Remark],
    above: &Above<'_>,
    numbers: Numbers,
    measure: Measure,
    record: &str,
) -> String {
    let table = table(above.linked);
    let pixels = table
        .columns
        .iter()
        .map(|column| f64::from(column.pixels(Paper::A4)));
    let mut draw = Draw {
        numbers,
        measure,
        widths: pixels.collect(),
        texts: Vec::new(),
        rows: String::new(),
        links: String::new(),
    };
    draw.head(above, &table);
    for (at, remark) in remarks.iter().take(MOST).enumerate() {
        draw.line(at, remark, &table);
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
    /// Width of each column in pixels.
    widths: Vec<f64>,
    /// Every text but the mark, in the order of cells.
    texts: Vec<String>,
    rows: String,
    links: String,
}

impl Draw {
    fn head(&mut self, above: &Above<'_>, table: &Table<'_, Remark>) {
        self.row(2, 24.0, &[(0, Look::Title, "確認事項".to_owned())]);
        let width = self.widths.iter().sum();
        let height = self.measure.text_height(above.note, width, POINTS);
        self.row(3, height, &[(0, Look::Note, above.note.to_owned())]);
        let columns = table.columns.iter().enumerate();
        let headings: Vec<(usize, Look, String)> = columns
            .map(|(col, column)| (col, Look::Heading, column.heading().to_owned()))
            .collect();
        self.row(HEAD, 20.0, &headings);
    }

    fn line(&mut self, entry: usize, remark: &Remark, table: &Table<'_, Remark>) {
        let row = HEAD + 1 + entry;
        let at = At::of(entry, row as u32 - 1);
        let (cells, height) = table.fit(remark, at, &self.widths, self.measure);
        let cells = cells.iter().map(|fitted| {
            if let Some(link) = fitted.cell.leads() {
                let pos = CellPos::new(row as u32 - 1, fitted.column as u32);
                // Writing into a String cannot fail.
                let _ = write!(
                    self.links,
                    "<hyperlink ref=\"{pos}\" location=\"{}\"/>",
                    escaped(link.place())
                );
            }
            let text = fitted.cell.written();
            (fitted.column, look_of(fitted), bounded(&text).into_owned())
        });
        let cells: Vec<(usize, Look, String)> = cells.collect();
        self.row(row, height, &cells);
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
        let columns: String = (1..)
            .zip(&self.widths)
            .map(|(col, pixels)| {
                let width = (pixels - 5.0) / 7.0 + 0.7109375;
                format!("<col min=\"{col}\" max=\"{col}\" width=\"{width}\" customWidth=\"1\"/>")
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

/// The look of a cell among the styles that were added to the workbook.
fn look_of(fitted: &Fitted) -> Look {
    let look = fitted.look;
    match (fitted.cell.leads().is_some(), look.tells()) {
        (true, _) => Look::Link,
        (_, Some(Severity::Error)) => Look::Error,
        (_, Some(_)) => Look::Warning,
        _ if look.is_centred() => Look::Centre,
        _ => Look::Text,
    }
}
