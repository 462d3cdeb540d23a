//! Workbooks built in memory.

use chrono::NaiveDate;
use kohyo::workbook::{
    Axis, Cell, Content, Format, Marked, MissingInfo, Number, Problem, ProblemKind, Sheet,
    Visibility, Workbook,
};
use kohyo::workbook::{CellPos, Region};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The sheets of a case. Rows of cells: text, numbers, `{"date": "2020-10-09"}`, `{"error": "#REF!"}`,
/// `{"formula": "=A1"}`, `{"percent": 0.8}`, `{"struck": ["旧", "新"]}` of which 新 stands, null for blank ones.
#[derive(Deserialize)]
pub(super) struct Book {
    /// Lines below the usual headings, by heading.
    #[serde(default)]
    lines: Option<Vec<BTreeMap<String, Typed>>>,
    /// Whole sheets in the order of their names: `{"1 台帳": [[…]]}` is named 台帳.
    #[serde(default)]
    sheets: BTreeMap<String, Vec<Vec<Typed>>>,
    /// Merged regions by sheet.
    #[serde(default)]
    merges: BTreeMap<String, Vec<[String; 2]>>,
    /// Sheets that are hidden.
    #[serde(default)]
    hidden: Vec<String>,
    /// Sheets that could not be read in full.
    #[serde(default)]
    damaged: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Special {
    Date(NaiveDate),
    Error(String),
    Formula(String),
    Percent(Decimal),
    Struck([String; 2]),
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Typed {
    Blank(()),
    Text(String),
    Number(i64),
    Special(Special),
}

const HEADINGS: [&str; 17] = [
    "番号",
    "事業名称",
    "区分",
    "部",
    "課",
    "主担部",
    "実施責任者",
    "重点目標",
    "優先順位",
    "採択年度",
    "KPIの向き",
    "KPIの基準値",
    "KGIの向き",
    "KGIの基準値",
    "提出期限",
    "状態",
    "備考",
];

pub(super) fn workbook(book: &Book) -> Workbook {
    let mut sheets = Vec::new();
    if let Some(lines) = &book.lines {
        sheets.push(sheet("台帳", &table(lines), book));
    }
    for (key, rows) in &book.sheets {
        let name = key.split_once(' ').map_or(key.as_str(), |(_, name)| name);
        sheets.push(sheet(name, rows, book));
    }
    Workbook {
        format: Format::Xlsx,
        sheets,
        modified: None,
        properties: BTreeMap::new(),
        problems: Vec::new(),
    }
}

/// The usual headings in row 1, a line each below.
fn table(lines: &[BTreeMap<String, Typed>]) -> Vec<Vec<Typed>> {
    let headings = HEADINGS.map(|heading| Typed::Text(heading.to_owned()));
    let mut rows = vec![headings.to_vec()];
    for line in lines {
        assert!(line.keys().all(|key| HEADINGS.contains(&key.as_str())));
        rows.push(
            HEADINGS
                .iter()
                .map(|heading| line.get(*heading).cloned().unwrap_or(Typed::Blank(())))
                .collect(),
        );
    }
    rows
}

fn sheet(name: &str, rows: &[Vec<Typed>], book: &Book) -> Sheet {
    let (mut cells, mut marked) = (Vec::new(), Vec::new());
    for (row, line) in (0..).zip(rows) {
        for (col, typed) in (0..).zip(line) {
            if let Typed::Special(Special::Struck([struck, _])) = typed {
                marked.push(Marked {
                    pos: CellPos::new(row, col),
                    struck: Some(struck.as_str().into()),
                    raised: None,
                    hiding: None,
                });
            }
            if let Some(content) = content(typed) {
                cells.push(Cell {
                    pos: CellPos::new(row, col),
                    content,
                    fill: None,
                });
            }
        }
    }
    let axis = || Axis {
        default: 1,
        sizes: BTreeMap::new(),
        hidden: Vec::new(),
    };
    let merges = book.merges.get(name).into_iter().flatten();
    let is = |names: &[String]| names.iter().any(|named| named == name);
    Sheet {
        marks: kohyo::workbook::Marks::default(),
        name: name.to_owned(),
        visibility: if is(&book.hidden) {
            Visibility::Hidden
        } else {
            Visibility::Visible
        },
        cells,
        marked,
        merges: merges
            .map(|[first, last]| Region {
                first: first.parse().unwrap(),
                last: last.parse().unwrap(),
            })
            .collect(),
        columns: axis(),
        rows: axis(),
        shapes: Vec::new(),
        comments: Vec::new(),
        missing_info: MissingInfo::default(),
        problems: if is(&book.damaged) {
            vec![Problem::limit("cells", 600_000, 500_000)]
        } else {
            vec![Problem::new(ProblemKind::Hidden, "書式が分かりません")]
        },
    }
}

fn content(typed: &Typed) -> Option<Content> {
    Some(match typed {
        Typed::Blank(()) => return None,
        Typed::Text(text) => Content::Text(text.as_str().into()),
        Typed::Number(number) => Content::Number(Number {
            stored: Decimal::from(*number),
            scale: 0,
            shown: number.to_string().into(),
            detail: None,
        }),
        Typed::Special(Special::Percent(stored)) => Content::Number(Number {
            stored: *stored,
            scale: 2,
            shown: format!("{}%", stored * Decimal::ONE_HUNDRED).into(),
            detail: None,
        }),
        Typed::Special(Special::Date(day)) => Content::Date {
            at: day.and_hms_opt(0, 0, 0).unwrap(),
            shown: day.to_string().into(),
        },
        Typed::Special(Special::Struck([_, stands])) if stands.is_empty() => Content::Blank,
        Typed::Special(Special::Struck([_, stands])) => Content::Text(stands.as_str().into()),
        Typed::Special(Special::Error(text)) => Content::Error(text.as_str().into()),
        Typed::Special(Special::Formula(text)) => Content::Uncomputed(text.as_str().into()),
    })
}
