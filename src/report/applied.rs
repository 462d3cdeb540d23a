//! 反映結果.xlsx: what came of the workbooks that were handed back.
//!
//! ```text
//! 変更      every rating, opinion and decision that stands now and did not before, with a link to its cell
//! 確認事項   what was not taken, and what is worth a look
//! ファイル   what became of every file
//! ```

use super::findings::list as finding;
use super::link::Link;
use super::table::{Cell, List, Paged, text, word};
use super::{Output, Paper, Rendered, ReportError, Style, page};
use crate::finding::{Finding, Severity};
use crate::model::{Applied, AppliedChange, Consolidation, ReturnedFile, Statement};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Name of the file.
pub const NAME: &str = "反映結果.xlsx";

/// Renders what was applied. `input_root_from_output` is the relative path from the folder of the report to
/// the folder the files are relative to; `None`: no links.
///
/// # Errors
/// [`ReportError::Workbook`] where the workbook cannot be written.
pub fn render(
    consolidation: &Consolidation,
    applied: &Applied,
    style: &Style,
    input_root_from_output: Option<&str>,
) -> Result<Rendered, ReportError> {
    let bytes = workbook(consolidation, applied, style, input_root_from_output)
        .map_err(ReportError::in_report(NAME))?;
    Ok(Rendered {
        output: Output::Applied,
        name: NAME.to_owned(),
        bytes,
    })
}

fn workbook(
    consolidation: &Consolidation,
    applied: &Applied,
    style: &Style,
    root: Option<&str>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = page::workbook(consolidation, style, "反映結果", Output::Applied)?;
    let paged = Paged::new(consolidation, style, Paper::A4);
    workbook.push_worksheet(changes(&paged, applied, root)?);
    workbook.push_worksheet(findings(&paged, applied, root)?);
    workbook.push_worksheet(files(&paged, applied, root)?);
    workbook.save_to_buffer()
}

fn changes(
    paged: &Paged<'_>,
    applied: &Applied,
    root: Option<&str>,
) -> Result<Worksheet, XlsxError> {
    let about = format!(
        "変更 {}件、変わりなし {}件、反映しなかったこと {}件。「セル」の列の青字をクリックすると、記入されたセルが開きます。",
        applied.changes.len(),
        applied.unchanged,
        applied.refusals(),
    );
    let list = List {
        name: "変更",
        title: "反映結果　変更",
        about: &about,
        none: "変わったことはありません。",
    };
    let none = || "－".to_owned();
    let columns = [
        word("番号", 44, |change: &AppliedChange| change.number.clone()),
        text("事業名称", 152, |change: &AppliedChange| {
            change.name.clone()
        }),
        text("項目", 88, |change: &AppliedChange| {
            change.field.japanese()
        }),
        text("前", 160, move |change: &AppliedChange| {
            change.before.as_ref().map_or_else(none, said)
        }),
        text("後", 196, |change: &AppliedChange| said(&change.after)),
        text("記入した人", 96, |change: &AppliedChange| {
            change.by.clone()
        }),
        text("ファイル", 140, |change: &AppliedChange| {
            change.source.file.clone()
        }),
        text("シート", 72, |change: &AppliedChange| {
            change.source.sheet.clone()
        }),
        word("セル", 52, |change: &AppliedChange| {
            let source = &change.source;
            let (sheet, cell) = (Some(source.sheet.as_str()), source.cell.parse().ok());
            let link = root.and_then(|root| Link::below(root, &source.file, sheet, cell));
            let tipped = link.map(|link| link.tip("クリックすると記入されたセルを開きます"));
            Cell::from(source.cell.as_str()).link(tipped)
        }),
    ];
    list.sheet(paged, columns, &applied.changes)
}

/// The word, then the reason on lines of its own.
fn said(statement: &Statement) -> String {
    let Statement { word, text } = statement;
    let parts: Vec<&str> = [word, text]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    parts.join("\n")
}

fn findings(
    paged: &Paged<'_>,
    applied: &Applied,
    root: Option<&str>,
) -> Result<Worksheet, XlsxError> {
    let list = List {
        name: "確認事項",
        title: "反映結果　確認事項",
        about: "「エラー」は反映していません。直したものをもう一度指定すると、その分だけが反映されます。",
        none: "確認事項はありません。",
    };
    let findings: Vec<&Finding> = applied.findings.iter().collect();
    list.sheet(paged, finding::columns(root), &findings)
}

fn files(paged: &Paged<'_>, applied: &Applied, root: Option<&str>) -> Result<Worksheet, XlsxError> {
    let list = List {
        name: "ファイル",
        title: "反映結果　ファイル",
        about: "「記入」は書き込みのあった欄の数です。空白の欄は数えません。空白にしても、前に反映したものは消えません。",
        none: "ファイルはありません。",
    };
    let count = |file: &ReturnedFile, errors: bool| {
        let found = applied.findings.iter().filter(|f| f.file == file.file);
        let counted = found.filter(|f| (f.severity == Severity::Error) == errors);
        counted.count().to_string()
    };
    let columns = [
        word("ファイル", 400, |file: &ReturnedFile| {
            let link = root.and_then(|root| Link::below(root, &file.file, None, None));
            Cell::from(file.file.as_str()).link(link)
        }),
        word("結果", 100, |file: &ReturnedFile| file.status.japanese()),
        word("記入", 80, |file: &ReturnedFile| file.entries.to_string()),
        word("反映・変わりなし", 120, |file: &ReturnedFile| {
            file.taken.to_string()
        }),
        word("エラー", 80, |file: &ReturnedFile| count(file, true)),
        word("注意・情報", 80, |file: &ReturnedFile| {
            count(file, false)
        }),
    ];
    list.sheet(paged, columns, &applied.files)
}

#[cfg(test)]
mod tests;
