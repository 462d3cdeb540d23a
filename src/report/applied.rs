//! 反映結果.xlsx: what came of the workbooks that were handed back.
//!
//! ```text
//! 変更      every rating, opinion and decision that stands now and did not before, with a link to its cell
//! 確認事項   what was not taken, and what is worth a look
//! ファイル   what became of every file
//! ```

use super::findings::list as finding;
use super::listing::{Entry, Listing};
use super::{Output, Rendered, ReportError, Style, link, page};
use crate::finding::Severity;
use crate::model::{Applied, AppliedChange, Consolidation, ReturnedFile, Statement};
use crate::workbook::Region;
use rust_xlsxwriter::{Url, Workbook, XlsxError};

/// Name of the file.
pub const NAME: &str = "反映結果.xlsx";

/// Heading and width in pixels of each column; with the number together one A4 page across.
const CHANGES: [(&str, u32); 9] = [
    ("番号", 44),
    ("事業名称", 152),
    ("項目", 88),
    ("前", 160),
    ("後", 196),
    ("記入した人", 96),
    ("ファイル", 140),
    ("シート", 72),
    ("セル", 52),
];

const FILES: [(&str, u32); 6] = [
    ("ファイル", 400),
    ("結果", 100),
    ("記入", 80),
    ("反映・変わりなし", 120),
    ("エラー", 80),
    ("注意・情報", 80),
];

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
    let drawn_for = (consolidation, style);
    changes(&mut workbook, drawn_for, applied, root)?;
    findings(&mut workbook, drawn_for, applied, root)?;
    files(&mut workbook, drawn_for, applied, root)?;
    super::write::finished(&mut workbook)
}

type DrawnFor<'a> = (&'a Consolidation, &'a Style);

fn changes(
    workbook: &mut Workbook,
    drawn_for: DrawnFor<'_>,
    applied: &Applied,
    root: Option<&str>,
) -> Result<(), XlsxError> {
    let about = format!(
        "変更 {}件、変わりなし {}件、反映しなかったこと {}件。「セル」の列の青字をクリックすると、記入されたセルが開きます。",
        applied.changes.len(),
        applied.unchanged,
        applied.refusals(),
    );
    let listing = Listing {
        name: "変更",
        title: "反映結果　変更",
        about: &about,
        columns: &CHANGES,
        none: "変わったことはありません。",
    };
    listing.draw(
        workbook.add_worksheet(),
        drawn_for,
        &applied.changes,
        |change| changed(change, root),
    )
}

fn changed(change: &AppliedChange, root: Option<&str>) -> Vec<Entry> {
    let source = &change.source;
    let cell = source.cell.parse().ok().map(Region::cell);
    let url = root.and_then(|root| link::below(root, &source.file, Some(&source.sheet), cell));
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        Entry::Centre(owned(&change.number)),
        Entry::Text(owned(&change.name)),
        Entry::Text(change.field.japanese()),
        Entry::Text(change.before.as_ref().map_or_else(|| "－".to_owned(), said)),
        Entry::Text(said(&change.after)),
        Entry::Text(owned(&change.by)),
        Entry::Text(source.file.clone()),
        Entry::Text(source.sheet.clone()),
        Entry::Link(source.cell.clone(), url.map(tipped)),
    ]
}

fn tipped(url: Url) -> Url {
    url.set_tip("クリックすると記入されたセルを開きます")
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
    workbook: &mut Workbook,
    drawn_for: DrawnFor<'_>,
    applied: &Applied,
    root: Option<&str>,
) -> Result<(), XlsxError> {
    let listing = Listing {
        name: "確認事項",
        title: "反映結果　確認事項",
        about: "「エラー」は反映していません。直したものをもう一度指定すると、その分だけが反映されます。",
        columns: &finding::COLUMNS,
        none: "確認事項はありません。",
    };
    listing.draw(
        workbook.add_worksheet(),
        drawn_for,
        &applied.findings,
        |told| finding::line(told, root),
    )
}

fn files(
    workbook: &mut Workbook,
    drawn_for: DrawnFor<'_>,
    applied: &Applied,
    root: Option<&str>,
) -> Result<(), XlsxError> {
    let listing = Listing {
        name: "ファイル",
        title: "反映結果　ファイル",
        about: "「記入」は書き込みのあった欄の数です。空白の欄は数えません。空白にしても、前に反映したものは消えません。",
        columns: &FILES,
        none: "ファイルはありません。",
    };
    let line = |file: &ReturnedFile| {
        let found = applied.findings.iter().filter(|f| f.file == file.file);
        let (errors, others): (Vec<_>, Vec<_>) = found.partition(|f| f.severity == Severity::Error);
        let url = root.and_then(|root| link::below(root, &file.file, None, None));
        vec![
            Entry::Link(file.file.clone(), url),
            Entry::Centre(file.status.japanese().to_owned()),
            Entry::Centre(file.entries.to_string()),
            Entry::Centre(file.taken.to_string()),
            Entry::Centre(errors.len().to_string()),
            Entry::Centre(others.len().to_string()),
        ]
    };
    listing.draw(workbook.add_worksheet(), drawn_for, &applied.files, line)
}

#[cfg(test)]
mod tests;
