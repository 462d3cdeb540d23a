//! 反映結果.xlsx: what came of the workbooks that were handed back.
//!
//! ```text
//! 変更      every rating, opinion and decision that stands now and did not before, with a link to its cell
//! 確認事項   what was not taken, and what is worth a look
//! ファイル   what became of every file
//! ```

use super::findings::list as finding;
use super::link::Link;
use super::table::{Cell, Column, List, Paged};
use super::{Output, Paper, Rendered, ReportError, Style, page};
use crate::finding::Severity;
use crate::model::{Applied, AppliedChange, Consolidation, ReturnedFile, Statement};
use crate::workbook::Region;
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
    super::write::finished(&mut workbook)
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
    type Changed<'a> = Column<'a, AppliedChange>;
    let columns = [
        Changed::word("番号", 44, |change| change.number.clone()),
        Changed::text("事業名称", 152, |change| change.name.clone()),
        Changed::text("項目", 88, |change| change.field.japanese()),
        Changed::text("前", 160, move |change| {
            change.before.as_ref().map_or_else(none, said)
        }),
        Changed::text("後", 196, |change| said(&change.after)),
        Changed::text("記入した人", 96, |change| change.by.clone()),
        Changed::text("ファイル", 140, |change| change.source.file.clone()),
        Changed::text("シート", 72, |change| change.source.sheet.clone()),
        Changed::word("セル", 52, |change| {
            let source = &change.source;
            let cell = source.cell.parse().ok().map(Region::cell);
            let sheet = Some(source.sheet.as_str());
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
    list.sheet(paged, finding::columns(root), &applied.findings)
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
    type File<'a> = Column<'a, ReturnedFile>;
    let columns = [
        File::word("ファイル", 400, |file| {
            let link = root.and_then(|root| Link::below(root, &file.file, None, None));
            Cell::from(file.file.as_str()).link(link)
        }),
        File::word("結果", 100, |file| file.status.japanese()),
        File::word("記入", 80, |file| file.entries.to_string()),
        File::word("反映・変わりなし", 120, |file| {
            file.taken.to_string()
        }),
        File::word("エラー", 80, |file| count(file, true)),
        File::word("注意・情報", 80, |file| count(file, false)),
    ];
    list.sheet(paged, columns, &applied.files)
}

#[cfg(test)]
mod tests;
