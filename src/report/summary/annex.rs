//! 別記: the whole of what was too long for its line of 要審議, over as many rows and pages as it takes. Without
//! such a text there is no such sheet.

use super::deliberation::{self, Overlong};
use super::{Book, name, number};
use crate::model::Project;
use crate::report::formats::SMALL;
use crate::report::link::Link;
use crate::report::page;
use crate::report::table::{self, Cell, IN_REVIEW, RowStyle, Start, Table, TableSheet};
use crate::workbook::CellPos;

use rust_xlsxwriter::{Worksheet, XlsxError};

/// Name of the sheet.
pub(super) const SHEET: &str = "別記";
/// What a row is not to be higher than, in points: a text longer than that goes on in the next one.
const HIGHEST: f64 = 200.0;
/// Width in pixels on A4 of the texts.
const WHOLE: u32 = 774;
/// Stands below the heading of a text that goes on.
const CONTINUED: &str = "（続き）";

/// A part of a text that fits into a row.
struct Part<'a> {
    project: &'a Project,
    text: &'a Overlong,
    part: &'a str,
    /// Whether the text begins with it.
    is_first: bool,
}

/// Draws the sheet, if there is anything to be put on it.
pub(super) fn sheet(book: &Book<'_>) -> Result<Option<Worksheet>, XlsxError> {
    let texts = deliberation::overlong(book);
    if texts.is_empty() {
        return Ok(None);
    }
    let table = Table {
        top: true,
        most: HIGHEST,
        cut: Some(IN_REVIEW),
        row: |part: &Part<'_>| RowStyle {
            starts: if part.is_first {
                &[Start::Group]
            } else {
                &[Start::Part]
            },
            ..RowStyle::default()
        },
        ..Table::new(columns()).small()
    };
    let mut sheet = TableSheet::of(SHEET, &book.paged(), &table.columns)?;
    let title = "別記　「要審議」の欄に入りきらない文の全文";
    sheet.title(title, &book.subtitle())?;
    let parts: Vec<Part<'_>> = texts.iter().flat_map(|text| parts(book, text)).collect();
    sheet.table(&table, &parts)?;
    sheet.finish().map(Some)
}

fn columns<'a>() -> Vec<table::Column<'a, Part<'a>>> {
    type Column<'a> = table::Column<'a, Part<'a>>;
    vec![
        Column::word("番号", 48, |part| {
            let place = CellPos::new(part.text.row, 0);
            let link = Link::inside(deliberation::SHEET, place);
            Cell::from(number(part.project)).link(part.is_first.then_some(link))
        }),
        Column::text("事業名称", 150, |part| {
            part.is_first.then(|| name(part.project))
        }),
        Column::text("欄", 110, |part| match part.is_first {
            true => part.text.heading.to_owned(),
            false => format!("{}{CONTINUED}", part.text.heading),
        }),
        Column::text("全文", WHOLE, |part| part.part).whole(),
    ]
}

/// A text in as many parts as it takes; the first says whose it is.
fn parts<'a>(book: &'a Book<'_>, text: &'a Overlong) -> Vec<Part<'a>> {
    let (project, measure) = (book.lines[text.at].project, book.measure);
    let wide = f64::from(page::widened(WHOLE, book.style.paper));
    let lines = measure.lines_in(HIGHEST, SMALL);
    let (mut parts, mut rest) = (Vec::new(), text.text.as_str());
    while parts.is_empty() || !rest.is_empty() {
        let (part, after) = measure.split(rest, wide, SMALL, lines);
        let is_first = parts.is_empty();
        parts.push(Part {
            project,
            text,
            part,
            is_first,
        });
        rest = after;
    }
    parts
}
