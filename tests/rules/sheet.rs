//! Sheets built by hand, in the arrangement of 別紙1: years in columns C to G, values in rows 10 to 15.

use kohyo::model::{
    Bound, Cells, Declared, Department, Field, FiscalYear, Grade, Item, Kind, Measure, Month,
    ProjectSheet, Source, Span, TextField, Value, YearRecord,
};
use kohyo::workbook::CellPos;
use rust_decimal::Decimal;

/// A sheet with all year columns blank.
pub(super) fn blank(columns: &[i32]) -> ProjectSheet {
    let mut cells = Cells::default();
    for (text, field) in [
        ("A4", Field::Number),
        ("I3", Field::Departments),
        ("I4", Field::Text(TextField::Implementer)),
        ("B20", Field::RatingDeclared(Measure::Progress)),
        ("B21", Field::RatingDeclared(Measure::Kpi)),
        ("B22", Field::RatingDeclared(Measure::Kgi)),
    ] {
        cells.note(field, at(text));
    }
    for (index, &year) in columns.iter().enumerate() {
        let col = 2 + u32::try_from(index).unwrap();
        for (row, measure) in (9..).zip(Measure::ALL) {
            let year = FiscalYear(year);
            cells.note(Field::Target(year, measure), CellPos::new(row, col));
            cells.note(Field::Actual(year, measure), CellPos::new(row + 3, col));
        }
    }
    ProjectSheet {
        number: Some("1".to_owned()),
        name: Some("電子申請の拡充".to_owned()),
        fiscal_year: Some(FiscalYear(2020)),
        years: columns
            .iter()
            .map(|&year| YearRecord::blank(FiscalYear(year)))
            .collect(),
        ..ProjectSheet::blank(Source {
            file: "総務部/個票.xlsx".to_owned(),
            sheet: "個票".to_owned(),
            cells,
        })
    }
}

/// A cell by its address.
pub(super) fn at(text: &str) -> CellPos {
    text.parse().unwrap()
}

/// Puts target and actual of a year into a sheet.
pub(super) fn put(sheet: &mut ProjectSheet, year: i32, measure: Measure, pair: [Option<Value>; 2]) {
    let record = sheet
        .years
        .iter_mut()
        .find(|record| record.fiscal_year == FiscalYear(year))
        .unwrap();
    let [target, actual] = pair;
    *record.target.get_mut(measure) = target;
    *record.actual.get_mut(measure) = actual;
}

/// A value in the tables' notation: a number, its unit, its bound (`30分以内`), else words.
pub(super) fn value(text: &str) -> Value {
    let (rest, bound) = [
        ("以上", Bound::AtLeast),
        ("以下", Bound::AtMost),
        ("以内", Bound::AtMost),
        ("超", Bound::Above),
        ("未満", Bound::Below),
    ]
    .into_iter()
    .find_map(|(word, bound)| Some((text.strip_suffix(word)?, Some(bound))))
    .unwrap_or((text, None));
    let digits = rest
        .find(|c: char| !c.is_ascii_digit() && !"-.".contains(c))
        .unwrap_or(rest.len());
    let (number, unit) = rest.split_at(digits);
    match number.parse::<Decimal>() {
        Ok(number) => Value {
            text: text.to_owned(),
            kind: Kind::Number,
            number: Some(number),
            unit: (!unit.is_empty()).then(|| unit.to_owned()),
            bound,
            cumulative: false,
        },
        Err(_) => Value::words(
            text,
            match text {
                "集計中" | "未定" => Kind::Pending,
                "－" | "該当なし" => Kind::None,
                _ => Kind::Text,
            },
        ),
    }
}

/// Spans: `2019-04..2019-09, 2020-01`.
pub(super) fn spans(text: &str) -> Vec<Span> {
    text.split(", ")
        .filter(|span| !span.is_empty())
        .map(|span| {
            let (from, to) = span.split_once("..").unwrap_or((span, span));
            Span {
                from: month(from),
                to: month(to),
            }
        })
        .collect()
}

fn month(text: &str) -> Month {
    let (year, month) = text.split_once('-').unwrap();
    Month::new(year.parse().unwrap(), month.parse().unwrap())
}

/// Adds the next row of the schedule, at row 14 and below; `C14` holds the first item's spans.
pub(super) fn add_item(sheet: &mut ProjectSheet, planned: &str, actual: &str) {
    let number = u32::try_from(sheet.items.len()).unwrap() + 1;
    let (planned, actual) = (spans(planned), spans(actual));
    let row = 15 + number;
    let cells = &mut sheet.source.cells;
    cells.note(Field::ItemText(number), CellPos::new(row, 1));
    if !planned.is_empty() {
        cells.note(Field::ItemPlanned(number), CellPos::new(row, 2));
    }
    if !actual.is_empty() {
        cells.note(Field::ItemActual(number), CellPos::new(row, 3));
    }
    sheet.items.push(Item {
        number,
        text: Some("調達".to_owned()),
        notes: Vec::new(),
        planned,
        actual,
    });
}

/// A department: `総務部/情報政策課`, `/情報政策課`, `総務部/`.
pub(super) fn department(text: &str) -> Department {
    let (bureau, division) = text.split_once('/').unwrap();
    let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    Department {
        bureau: named(bureau),
        division: named(division),
    }
}

/// An evaluator's entry: its first letter is the grade.
pub(super) fn declared(text: &str) -> Declared {
    Declared {
        grade: Grade::ALL
            .into_iter()
            .find(|grade| text.starts_with(&grade.to_string())),
        text: Some(text.to_owned()),
        reason: None,
    }
}
