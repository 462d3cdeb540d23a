//! Every fixture read by us and by calamine: the same cells, and where not, why.
//!
//! | we | calamine | why |
//! | --- | --- | --- |
//! | `Number` at 15 digits | `Float` as stored | what Excel shows and what people typed |
//! | `Date` with the text shown | `DateTime` | compared by the moment |
//! | `Blank` with a fill | nothing | painted cells carry schedules |
//! | `Uncomputed` | nothing | a formula nobody computed is not a blank |
//! | lone carriage returns as `\n` | as written | line breaks are `\n` in the dataset |

use super::fixtures::path;
use calamine::{Data, Reader, Xlsx, open_workbook};
use kohyo_workbook::CellPos;
use kohyo_workbook::{Content, Limits, Sheet, xlsx};
use std::path::PathBuf;

fn workbooks(folder: PathBuf, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            workbooks(path, found);
        } else if path.extension().is_some_and(|ending| ending == "xlsx") {
            found.push(path);
        }
    }
}

/// Whether our content says what calamine's does.
fn agrees(ours: &Content, theirs: &Data) -> bool {
    match (ours, theirs) {
        (Content::Blank | Content::Uncomputed(_), Data::Empty) => true,
        (Content::Text(text), Data::String(other)) => {
            **text == *other.replace("\r\n", "\n").replace('\r', "\n")
        }
        (Content::Number(number), Data::Float(other)) => {
            let stored: f64 = number.stored.to_string().parse().expect("a number");
            (stored - other).abs() <= other.abs() * 1e-14
        }
        (Content::Number(number), Data::Int(other)) => number.stored == (*other).into(),
        (Content::Date { at, .. }, Data::DateTime(other)) => {
            let (year, month, day, hour, minute, second, milli) = other.to_ymd_hms_milli();
            at.format("%Y-%-m-%-d %-H:%-M:%-S.%3f").to_string()
                == format!("{year}-{month}-{day} {hour}:{minute}:{second}.{milli:03}")
        }
        (Content::Bool(ours), Data::Bool(theirs)) => ours == theirs,
        (Content::Error(text), Data::Error(other)) => **text == other.to_string(),
        _ => false,
    }
}

fn compare(name: &str, sheet: &Sheet, range: &calamine::Range<Data>) -> usize {
    for cell in &sheet.cells {
        let theirs = range
            .get_value((cell.pos.row, cell.pos.col))
            .unwrap_or(&Data::Empty);
        assert!(
            agrees(&cell.content, theirs),
            "{name} {} {}: {:?} / {theirs:?}",
            sheet.name,
            cell.pos,
            cell.content
        );
    }
    let (top, left) = range.start().unwrap_or_default();
    let theirs = range
        .used_cells()
        .filter(|(_, _, data)| **data != Data::String(String::new()));
    let mut count = 0;
    for (row, col, data) in theirs {
        let pos = CellPos::new(top + row as u32, left + col as u32);
        assert!(
            agrees(sheet.content(pos), data),
            "{name} {} {pos}: {:?} / {data:?}",
            sheet.name,
            sheet.content(pos)
        );
        count += 1;
    }
    count
}

#[test]
fn both_read_the_same_cells() {
    let mut files = Vec::new();
    workbooks(path(""), &mut files);
    files.sort();
    let (mut books, mut cells) = (0, 0);
    for file in files {
        let name = file.display().to_string();
        let ours = xlsx::read(&std::fs::read(&file).expect("a file"), &Limits::default());
        let theirs: Result<Xlsx<_>, _> = open_workbook(&file);
        let (Ok(ours), Ok(mut theirs)) = (&ours, theirs) else {
            assert!(ours.is_err(), "{name}: calamine fails where we do not");
            continue;
        };
        books += 1;
        for sheet in &ours.sheets {
            let range = theirs.worksheet_range(&sheet.name).expect("a sheet");
            cells += compare(&name, sheet, &range);
            let regions = theirs.merge_cells_by_sheet_name(&sheet.name);
            let mut regions: Vec<_> = regions
                .expect("merges")
                .into_iter()
                .map(|r| (r.start.0, r.start.1, r.end.0, r.end.1))
                .collect();
            regions.sort_unstable();
            let merges: Vec<_> = sheet
                .merges
                .iter()
                .map(|r| (r.first.row, r.first.col, r.last.row, r.last.col))
                .collect();
            assert_eq!(merges, regions, "{name} {}", sheet.name);
        }
    }
    assert!(
        books >= 6 && cells >= 500,
        "{books} workbooks, {cells} cells"
    );
}
