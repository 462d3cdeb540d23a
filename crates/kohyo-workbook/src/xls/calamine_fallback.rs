//! Workbooks of older BIFF versions as calamine reads them: values, names, merged regions; no formats, fills, sizes or shapes.

use crate::address::{CellPos, Region};
use crate::numbers;
use crate::{
    Axis, Cell, Content, Format, Limits, MissingInfo, Problem, ProblemKind, Sheet, Visibility,
    Workbook,
};
use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsOptions};
use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

/// Reads an `.xls` of any BIFF version.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    let mut book = open_xls(bytes)?;
    let merges: BTreeMap<String, Vec<Region>> = book
        .sheet_names()
        .into_iter()
        .map(|name| {
            let found = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let regions = found.iter().map(|found| Region {
                first: CellPos::new(found.start.0, found.start.1),
                last: CellPos::new(found.end.0, found.end.1),
            });
            let regions = regions.filter(|region| !region.is_cell()).collect();
            (name, regions)
        })
        .collect();
    workbook(&mut book, Format::Xls, limits, |book, name, sheet| {
        let range = book.worksheet_range(name).map_err(|_| broken_sheet())?;
        let start = range.start().unwrap_or_default();
        for (row, col, data) in range.used_cells() {
            let pos = CellPos::new(start.0 + row as u32, start.1 + col as u32);
            push(sheet, pos, data, limits)?;
        }
        sheet.merges = merges.get(name).cloned().unwrap_or_default();
        bound_merges(sheet, limits)
    })
}

/// The code page of an old workbook is often wrong. One that calamine does not know is taken for Japanese.
fn open_xls(bytes: &[u8]) -> Result<Xls<Cursor<&[u8]>>, Problem> {
    let open = |codepage| {
        let mut options = XlsOptions::default();
        options.force_codepage = codepage;
        Xls::new_with_options(Cursor::new(bytes), options)
    };
    open(None)
        .or_else(|_| open(Some(932)))
        .map_err(|_| broken_book())
}

/// Goes through the sheets; what goes wrong on one stays there.
fn workbook<B: Reader<Cursor<S>>, S: AsRef<[u8]>>(
    book: &mut B,
    format: Format,
    limits: &Limits,
    mut fill: impl FnMut(&mut B, &str, &mut Sheet) -> Result<(), Problem>,
) -> Result<Workbook, Problem> {
    let found: Vec<calamine::Sheet> = book.sheets_metadata().to_vec();
    if found.len() > limits.sheets as usize {
        return Err(Problem::limit("sheets", found.len(), limits.sheets));
    }
    let mut read = Workbook {
        format,
        sheets: Vec::new(),
        modified: None,
        properties: BTreeMap::new(),
        problems: Vec::new(),
    };
    let mut names = HashSet::new();
    for found in found
        .iter()
        .filter(|found| found.typ == SheetType::WorkSheet)
    {
        let mut sheet = empty_sheet(found);
        let filled = if names.insert(found.name.as_str()) {
            fill(book, &found.name, &mut sheet)
        } else {
            Err(Problem::new(
                ProblemKind::Unreadable,
                "同じ名前のシートが前にあり、こちらは読み取れません。名前を変えて保存し直してください",
            ))
        };
        if let Err(mut problem) = filled {
            problem.sheet = Some(found.name.clone());
            sheet.problems.push(problem);
        }
        sheet.cells.sort_by_key(|cell| cell.pos);
        sheet.cells.dedup_by_key(|cell| cell.pos);
        read.sheets.push(sheet);
    }
    Ok(read)
}

fn empty_sheet(found: &calamine::Sheet) -> Sheet {
    // Widths are not to be had: those of a new sheet, 8.43 digits and 15 points.
    let axis = |default| Axis {
        default,
        sizes: BTreeMap::new(),
        hidden: Vec::new(),
    };
    Sheet {
        marks: crate::Marks::default(),
        name: found.name.clone(),
        visibility: match found.visible {
            SheetVisible::Visible => Visibility::Visible,
            SheetVisible::Hidden => Visibility::Hidden,
            SheetVisible::VeryHidden => Visibility::VeryHidden,
        },
        cells: Vec::new(),
        marked: Vec::new(),
        merges: Vec::new(),
        columns: axis(609_600),
        rows: axis(190_500),
        shapes: Vec::new(),
        comments: Vec::new(),
        missing_info: MissingInfo {
            formats: true,
            fills: true,
            shapes: true,
        },
        problems: Vec::new(),
    }
}

fn push(sheet: &mut Sheet, pos: CellPos, data: &Data, limits: &Limits) -> Result<(), Problem> {
    let content = match data {
        Data::Empty => return Ok(()),
        Data::Int(number) => numbers::content(*number as f64),
        Data::Float(number) => numbers::content(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Content::Text(text.replace("\r\n", "\n").into())
        }
        Data::Bool(truth) => Content::Bool(*truth),
        Data::Error(error) => Content::Error(error.to_string().into()),
        Data::DateTime(date) => moment(date),
    };
    if sheet.cells.len() >= limits.cells as usize {
        return Err(Problem::limit("cells", sheet.cells.len() + 1, limits.cells));
    }
    sheet.cells.push(Cell {
        pos,
        content,
        fill: None,
    });
    Ok(())
}

fn moment(date: &ExcelDateTime) -> Content {
    if date.is_duration() {
        return numbers::content(date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let at = chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .and_then(|date| date.and_hms_opt(hour.into(), minute.into(), second.into()));
    match at {
        Some(at) => Content::Date {
            at,
            shown: numbers::shown_moment(at).into(),
        },
        None => numbers::content(date.as_f64()),
    }
}

fn bound_merges(sheet: &mut Sheet, limits: &Limits) -> Result<(), Problem> {
    sheet.merges.sort_by_key(|region| region.first);
    let found = sheet.merges.len();
    if found > limits.merges as usize {
        sheet.merges.truncate(limits.merges as usize);
        return Err(Problem::limit("merges", found, limits.merges));
    }
    Ok(())
}

pub(crate) fn broken_book() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "ブックが壊れているか、途中で切れています。Excelで開けるなら、.xlsx で保存し直してください",
    )
}

fn broken_sheet() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "シートが壊れていて、ここから先を読み取れません。Excelで開けるなら、.xlsx で保存し直してください",
    )
}
