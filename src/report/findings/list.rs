//! The sheet 一覧: one line a finding.

use super::{Sheet, sorted};
use crate::finding::Finding;
use crate::report::link::Link;
use crate::report::table::{Cell, Column, List, text, word};
use rust_xlsxwriter::{Worksheet, XlsxError};

impl Sheet<'_> {
    /// Draws the list.
    pub(super) fn list(&self, input_root: Option<&str>) -> Result<Worksheet, XlsxError> {
        let list = List {
            name: "一覧",
            title: "確認事項　一覧",
            about: "「セル」の列の青字をクリックすると、元のファイルの該当するセルが開きます。",
            none: "確認事項はありません。",
        };
        let findings = sorted(&self.consolidation.findings);
        list.sheet(&self.paged, columns(input_root), &findings)
    }
}

/// The columns; with the number together one A4 page across.
pub(crate) fn columns(input_root: Option<&str>) -> [Column<'_, &Finding>; 9] {
    [
        word("重要度", 68, |finding: &&Finding| {
            Cell::severity(finding.severity)
        }),
        text("コード", 100, |finding: &&Finding| finding.code.as_str()),
        text("ファイル", 148, |finding: &&Finding| {
            finding.file.clone()
        }),
        text("シート", 72, |finding: &&Finding| finding.sheet.clone()),
        word("セル", 52, move |finding: &&Finding| {
            place(finding, input_root)
        }),
        text("項目", 100, |finding: &&Finding| {
            finding.field.map(|field| field.japanese())
        }),
        text("見つかった内容", 112, |finding: &&Finding| {
            finding.text.clone()
        }),
        text("メッセージ", 176, |finding: &&Finding| {
            finding.message.clone()
        }),
        text("どうするか", 152, |finding: &&Finding| {
            finding.code.advice()
        }),
    ]
}

/// The cell's address, or a word, and the link that opens the file there.
fn place(finding: &Finding, input_root: Option<&str>) -> Cell {
    let (sheet, cell) = (finding.sheet.as_deref(), finding.cell);
    let link = input_root.and_then(|root| Link::below(root, &finding.file, sheet, cell));
    let text = match cell {
        Some(cell) => cell.to_string(),
        None if link.is_some() => "開く".to_owned(),
        None => String::new(),
    };
    let tipped = link.map(|link| link.tip("クリックすると元のファイルのセルを開きます"));
    Cell::from(text).link(tipped)
}
