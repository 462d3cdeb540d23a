//! What the sheets of an output say in their cells, and which sheet a page shows.

use crate::paper::{Page, squeeze};
use calamine::{Data, Reader, SheetVisible, Xlsx, open_workbook};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The lower margin, where the footer stands: sheet name left, page number in the middle.
const FOOTER: f64 = 43.0;

/// A sheet of an output: its name, the texts to be printed, and those in rows that repeat on every page.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) texts: Vec<String>,
    pub(super) headings: Vec<String>,
}

pub(super) fn sheets(workbook: &Path) -> Vec<Sheet> {
    let mut book: Xlsx<BufReader<File>> = open_workbook(workbook).unwrap();
    let names = book.defined_names().to_vec();
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let read = |name: String| {
        let named = |suffix: &str| {
            let of_kind = names.iter().filter(|(kind, _)| kind.ends_with(suffix));
            of_kind
                .filter_map(|(_, formula)| Area::of(formula, &name))
                .next()
        };
        // What stands outside the print area is for the screen: links back, figures behind a chart.
        let (printed, repeated) = (named("Print_Area"), named("Print_Titles"));
        let range = book.worksheet_range(&name).unwrap();
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut sheet = Sheet {
            marks: kohyo::workbook::Marks::default(),
            name: name.clone(),
            texts: Vec::new(),
            headings: Vec::new(),
        };
        for (row, column, cell) in range.used_cells() {
            let place = (row + first_row as usize, column + first_column as usize);
            if let Data::String(text) = cell
                && printed.as_ref().is_none_or(|area| area.contains(place))
            {
                let text = squeeze(text);
                if repeated.as_ref().is_some_and(|area| area.contains(place)) {
                    sheet.headings.push(text.clone());
                }
                sheet.texts.push(text);
            }
        }
        sheet
    };
    visible.into_iter().map(read).collect()
}

/// Rows and columns of a defined name, counted from 0, both ends included.
struct Area {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Area {
    /// `'一覧'!$A$1:$P$8` or `一覧!$5:$6`, where it names the sheet.
    fn of(formula: &str, sheet: &str) -> Option<Self> {
        let (name, range) = formula.rsplit_once('!')?;
        if name.trim_matches('\'').replace("''", "'") != sheet {
            return None;
        }
        let (first, last) = range.split_once(':')?;
        let (first, last) = (corner(first), corner(last));
        Some(Self {
            rows: (first.0?, last.0?),
            columns: (first.1.unwrap_or(0), last.1.unwrap_or(usize::MAX)),
        })
    }

    fn contains(&self, (row, column): (usize, usize)) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
            && (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// Row and column of `$BJ$41`; `$5` has a row only.
fn corner(text: &str) -> (Option<usize>, Option<usize>) {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let letters = text.bytes().filter(u8::is_ascii_uppercase);
    let column = letters.fold(0, |column, letter| {
        column * 26 + usize::from(letter - b'A') + 1
    });
    let row: Option<usize> = digits.parse().ok();
    (row.map(|row| row - 1), column.checked_sub(1))
}

/// The sheet a page belongs to, by its footer.
pub(super) fn sheet_of<'a>(page: &Page, sheets: &'a [Sheet]) -> Option<&'a Sheet> {
    let footer: String = page
        .words
        .iter()
        .filter(|word| word.top > page.height - FOOTER)
        .map(|word| word.text.as_str())
        .collect();
    let footer = squeeze(&footer);
    // The longest name wins: 「1」 also begins 「12」.
    let named = sheets
        .iter()
        .filter(|sheet| footer.contains(&squeeze(&sheet.name)));
    named.max_by_key(|sheet| sheet.name.chars().count())
}
