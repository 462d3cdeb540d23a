//! The sheet 一覧: one line a finding.

use super::sorted;
use crate::finding::Finding;
use crate::model::Consolidation;
use crate::report::link::Link;
use crate::report::table::{Cell, List, Paged};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// A column of findings.
type Column<'a> = crate::report::table::Column<'a, Finding>;

/// Draws the list.
pub(super) fn sheet(
    consolidation: &Consolidation,
    paged: &Paged<'_>,
    input_root: Option<&str>,
) -> Result<Worksheet, XlsxError> {
    let list = List {
        name: "一覧",
        title: "確認事項　一覧",
        about: "「セル」の列の青字をクリックすると、元のファイルの該当するセルが開きます。",
        none: "確認事項はありません。",
    };
    let findings = sorted(&consolidation.findings);
    list.sheet(paged, columns(input_root), &findings)
}

/// The columns; with the number together one A4 page across.
pub(crate) fn columns(input_root: Option<&str>) -> Vec<Column<'_>> {
    vec![
        Column::word("重要度", 68, |finding| Cell::severity(finding.severity)),
        Column::text("コード", 100, |finding| finding.code.as_str()),
        Column::text("ファイル", 148, |finding| finding.file.clone()),
        Column::text("シート", 72, |finding| finding.sheet.clone()),
        Column::word("セル", 52, move |finding| place(finding, input_root)),
        Column::text("項目", 100, |finding| {
            finding.field.map(|field| field.japanese())
        }),
        Column::text("見つかった内容", 112, |finding| finding.text.clone()),
        Column::text("メッセージ", 176, |finding| finding.message.clone()),
        Column::text("どうするか", 152, |finding| finding.code.advice()),
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
