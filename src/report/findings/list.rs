//! The sheet 一覧: one line a finding.

use super::{Sheet, sorted};
use crate::finding::Finding;
use crate::report::link;
use crate::report::listing::{Entry, Listing};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

/// Heading and width in pixels of each column; with the number together one A4 page across.
pub(crate) const COLUMNS: [(&str, u32); 9] = [
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

impl Sheet<'_> {
    /// Draws the list.
    pub(super) fn list(
        &self,
        sheet: &mut Worksheet,
        input_root: Option<&str>,
    ) -> Result<(), XlsxError> {
        let listing = Listing {
            name: "一覧",
            title: "確認事項　一覧",
            about: "「セル」の列の青字をクリックすると、元のファイルの該当するセルが開きます。",
            columns: &COLUMNS,
            none: "確認事項はありません。",
        };
        let findings = sorted(&self.consolidation.findings);
        let drawn_for = (self.consolidation, self.style);
        listing.draw(sheet, drawn_for, &findings, |finding| {
            line(finding, input_root)
        })
    }
}

/// The cells of a finding's line.
pub(crate) fn line(finding: &Finding, input_root: Option<&str>) -> Vec<Entry> {
    let url = input_root.and_then(|root| link_to(finding, root));
    let field = finding.field.map(|field| field.japanese());
    vec![
        Entry::Severity(finding.severity),
        Entry::Text(finding.code.to_string()),
        Entry::Text(finding.file.clone()),
        Entry::Text(finding.sheet.clone().unwrap_or_default()),
        Entry::Link(address(finding, url.is_some()), url),
        Entry::Text(field.unwrap_or_default()),
        Entry::Text(finding.text.clone().unwrap_or_default()),
        Entry::Text(finding.message.clone()),
        Entry::Text(finding.code.advice().to_owned()),
    ]
}

/// The link that opens the finding's file at its cell.
fn link_to(finding: &Finding, input_root: &str) -> Option<Url> {
    let url = link::below(
        input_root,
        &finding.file,
        finding.sheet.as_deref(),
        finding.cell,
    )?;
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
