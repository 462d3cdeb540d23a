//! The sheet 一覧: one line a finding.

use super::{Sheet, sorted};
use crate::finding::Finding;
use crate::report::formats::SMALL;
use crate::report::style::{Paper, severity_mark};
use crate::report::{link, page, write};
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

/// Heading and width in pixels of each column; together one A4 page across.
const COLUMNS: [(&str, u32); 10] = [
    ("No.", 40),
    ("重要度", 68),
    ("コード", 100),
    ("ファイル", 148),
    ("シート", 72),
    ("セル", 52),
    ("項目", 100),
    ("見つかった内容", 112),
    ("メッセージ", 176),
    ("どうするか", 152),
];
/// The column that carries the link.
const LINK: u16 = 5;
/// Row of the headings; above it stand the title and a remark.
const HEAD: u32 = 2;
/// A sheet holds no more links than this.
const MOST_LINKS: usize = 65_530;
/// A sheet has 1,048,576 rows; the last is kept for saying what is left out.
const MOST_LINES: usize = 1_048_576 - HEAD as usize - 2;

impl Sheet<'_> {
    /// Draws the list.
    pub(super) fn list(
        &self,
        sheet: &mut Worksheet,
        input_root: Option<&str>,
    ) -> Result<(), XlsxError> {
        sheet.set_name("一覧")?;
        page::set_up(sheet, self.consolidation, self.style, Paper::A4);
        for (col, (_, width)) in (0_u16..).zip(COLUMNS) {
            sheet.set_column_width_pixels(col, width)?;
        }
        self.heading(sheet)?;
        let findings = sorted(&self.consolidation.findings);
        let mut links = 0;
        let mut row = HEAD + 1;
        for finding in findings.iter().take(MOST_LINES) {
            let url = input_root
                .filter(|_| links < MOST_LINKS)
                .and_then(|root| link_to(finding, root));
            links += usize::from(url.is_some());
            self.line(sheet, row, finding, url)?;
            row += 1;
        }
        let last = (row - 1).max(HEAD);
        if let Some(remark) = remark(findings.len()) {
            write::text(sheet, row, 0, &remark, &self.formats.note)?;
        }
        let right = COLUMNS.len() as u16 - 1;
        sheet
            .autofilter(HEAD, 0, last, right)?
            .set_freeze_panes(HEAD + 1, 0)?
            .set_repeat_rows(HEAD, HEAD)?
            .set_print_area(0, 0, row.max(HEAD), right)?;
        Ok(())
    }

    fn heading(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        write::text(sheet, 0, 0, "確認事項　一覧", &self.formats.title)?;
        sheet.set_row_height(0, 26)?;
        write::text(
            sheet,
            1,
            0,
            "「セル」の列の青字をクリックすると、元のファイルの該当するセルが開きます。",
            &self.formats.note,
        )?;
        for (col, (name, _)) in (0_u16..).zip(COLUMNS) {
            write::text(sheet, HEAD, col, name, &self.formats.heading)?;
        }
        sheet.set_row_height(HEAD, 24)?;
        Ok(())
    }

    fn line(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        finding: &Finding,
        url: Option<Url>,
    ) -> Result<(), XlsxError> {
        let text = self.formats.text.clone().set_font_size(SMALL);
        let centre = text.clone().set_align(FormatAlign::Center);
        let severity = self.formats.severity(finding.severity);
        let severity = severity.set_align(FormatAlign::Top).set_font_size(SMALL);
        let link = self.formats.link.clone().set_font_size(SMALL);
        let link = link.set_align(FormatAlign::Center);
        let cells: [(String, &Format); 9] = [
            (
                format!(
                    "{} {}",
                    severity_mark(finding.severity),
                    finding.severity.japanese()
                ),
                &severity,
            ),
            (finding.code.to_string(), &text),
            (finding.file.clone(), &text),
            (finding.sheet.clone().unwrap_or_default(), &text),
            (address(finding, url.is_some()), &centre),
            (
                finding
                    .field
                    .map(|field| field.japanese())
                    .unwrap_or_default(),
                &text,
            ),
            (finding.text.clone().unwrap_or_default(), &text),
            (finding.message.clone(), &text),
            (finding.code.advice().to_owned(), &text),
        ];
        sheet.write_number_with_format(row, 0, row - HEAD, &centre)?;
        let mut height = 0.0_f64;
        for ((value, format), (col, (_, width))) in cells.iter().zip((0_u16..).zip(COLUMNS).skip(1))
        {
            let width = f64::from(width);
            let value = self.measure.cut_to_row(value, width, SMALL);
            height = height.max(self.measure.text_height(&value, width, SMALL));
            match url.as_ref().filter(|_| col == LINK) {
                Some(url) => {
                    sheet.write_url_with_format(row, col, url.clone().set_text(value), &link)?;
                }
                None => write::text(sheet, row, col, &value, format)?,
            }
        }
        sheet.set_row_height(row, height)?;
        Ok(())
    }
}

/// The link that opens the finding's file at its cell.
fn link_to(finding: &Finding, input_root: &str) -> Option<Url> {
    if finding.file.is_empty() {
        return None;
    }
    let path = match input_root.trim_end_matches('/') {
        "" | "." => finding.file.clone(),
        root => format!("{root}/{}", finding.file),
    };
    let url = link::to_cell(&path, finding.sheet.as_deref(), finding.cell)?;
    Some(url.set_tip("クリックすると元のファイルのセルを開きます"))
}

/// What the link stands on: the cell's address, else a word.
fn address(finding: &Finding, linked: bool) -> String {
    match finding.cell {
        Some(cell) => cell.to_string(),
        None if linked => "開く".to_owned(),
        None => String::new(),
    }
}

/// What stands below the list where it is empty or does not fit.
fn remark(count: usize) -> Option<String> {
    match count {
        0 => Some("確認事項はありません。".to_owned()),
        count if count > MOST_LINES => Some(format!(
            "ほかに{}件あります。全件は dataset.json にあります。",
            count - MOST_LINES
        )),
        _ => None,
    }
}
