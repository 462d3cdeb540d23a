//! A sheet with a row of headings, read by column whatever their order.

use super::columns::Column;
use super::fault::Faults;
use super::withdrawn;
use crate::text::label::normalise;
use crate::workbook::CellPos;
use crate::workbook::{Content, ProblemKind, Regions, Sheet, Visibility, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// Headings stand within the first rows; a title and notes may stand above them.
const HEADING_ROWS: u32 = 30;

/// A sheet whose headings were found.
pub(super) struct Table<'a> {
    sheet: &'a Sheet,
    regions: Regions,
    /// Column of each heading.
    columns: BTreeMap<&'static str, u32>,
    /// The columns by which a row is known: those of the first two headings.
    leading: Vec<u32>,
    /// The row of headings.
    heading_row: u32,
}

/// The headings of one row, as far as they are known.
struct Headings {
    row: u32,
    known: BTreeMap<&'static str, u32>,
    unknown: Vec<(CellPos, String)>,
    doubled: Vec<(CellPos, &'static str)>,
}

impl<'a> Table<'a> {
    /// A sheet by its row of headings; `None` where it cannot be used, and the faults say why.
    pub(super) fn open(sheet: &'a Sheet, columns: &[Column], faults: &mut Faults) -> Option<Self> {
        damage(sheet, faults);
        let Some(found) = headings(sheet, columns) else {
            let message = format!(
                "見出しの行が見つかりません。{}の見出しを一つの行に並べてください",
                required(columns)
            );
            faults.at(&sheet.name, None, message);
            return None;
        };
        found.check(sheet, columns, faults);
        let leading = columns.iter().take(2);
        let leading = leading.filter_map(|column| found.known.get(column.heading).copied());
        found.has_all(columns).then_some(Self {
            sheet,
            regions: sheet.regions(),
            leading: leading.collect(),
            columns: found.known,
            heading_row: found.row,
        })
    }

    /// The sheet's name.
    pub(super) fn name(&self) -> &'a str {
        &self.sheet.name
    }

    /// The rows below the headings that hold anything in a known column.
    pub(super) fn rows(&self) -> BTreeSet<u32> {
        self.sheet
            .cells
            .iter()
            .filter(|cell| cell.pos.row > self.heading_row && !cell.content.is_blank())
            .filter(|cell| self.columns.values().any(|col| *col == cell.pos.col))
            .map(|cell| cell.pos.row)
            .filter(|row| !withdrawn::is_row(self, *row))
            .collect()
    }

    /// The sheet.
    pub(super) fn sheet(&self) -> &'a Sheet {
        self.sheet
    }

    /// The columns by which a row is known.
    pub(super) fn leading(&self) -> &[u32] {
        &self.leading
    }

    /// The heading of a column.
    pub(super) fn heading(&self, col: u32) -> Option<&'static str> {
        let mut known = self.columns.iter();
        known
            .find(|(_, known)| **known == col)
            .map(|(heading, _)| *heading)
    }

    /// The first cell of the merged region around a cell, or the cell itself.
    pub(super) fn first_of(&self, pos: CellPos) -> CellPos {
        self.regions.around(pos).first
    }

    /// The row of headings.
    pub(super) fn heading_row(&self) -> u32 {
        self.heading_row
    }

    /// A text as a figure: without raised and lowered notes.
    pub(super) fn figure(&self, row: u32, heading: &str) -> &'a str {
        let pos = self.pos(row, heading);
        pos.map_or("", |pos| self.sheet.figure(self.regions.around(pos).first))
    }

    /// Whether all that stands in a row under a heading is struck out.
    pub(super) fn is_withdrawn(&self, row: u32, heading: &str) -> bool {
        let pos = self.pos(row, heading);
        pos.is_some_and(|pos| self.sheet.is_withdrawn(self.regions.around(pos).first))
    }

    /// The cell of a row under a heading; `None` where the register has no such column.
    pub(super) fn pos(&self, row: u32, heading: &str) -> Option<CellPos> {
        let col = *self.columns.get(heading)?;
        Some(CellPos::new(row, col))
    }

    /// What stands in a row under a heading. A merged cell stands in all its rows; an error value and a
    /// formula without a result are faults and read as nothing.
    pub(super) fn content(&self, row: u32, heading: &str, faults: &mut Faults) -> &'a Content {
        let Some(pos) = self.pos(row, heading) else {
            return &Content::Blank;
        };
        let content = self.sheet.content(self.regions.around(pos).first);
        let what = match content {
            Content::Error(_) => "エラー値",
            Content::Uncomputed(_) => "計算結果のない数式",
            _ => return content,
        };
        let message = format!(
            "{heading}が{what}「{}」です。値を入力してください",
            content.shown()
        );
        faults.at(self.name(), pos, message);
        &Content::Blank
    }

    /// Whether nothing at all stands in a row under a heading.
    pub(super) fn is_blank(&self, row: u32, heading: &str) -> bool {
        self.pos(row, heading).is_none_or(|pos| {
            let first = self.regions.around(pos).first;
            self.sheet.content(first).is_blank()
        })
    }

    /// The text a cell shows, without blanks around it; `None` where it is blank.
    pub(super) fn text(&self, row: u32, heading: &str, faults: &mut Faults) -> Option<&'a str> {
        let shown = self.content(row, heading, faults).shown().trim();
        (!shown.is_empty()).then_some(shown)
    }

    /// A fault about what stands in a row under a heading: 「text」 and what to do.
    pub(super) fn fault(
        &self,
        row: u32,
        heading: &str,
        message: impl Into<String>,
        faults: &mut Faults,
    ) {
        faults.at(self.name(), self.pos(row, heading), message);
    }
}

/// The sheet that bears the usual name, else the first that has these columns; `taken` is another one.
/// A name is taken at its word: what such a sheet lacks is a fault, not a reason to look elsewhere.
pub(super) fn find<'a>(
    workbook: &'a Workbook,
    name: &str,
    columns: &[Column],
    taken: Option<&Sheet>,
) -> Option<&'a Sheet> {
    let shown = || {
        workbook
            .sheets
            .iter()
            .filter(|sheet| sheet.visibility == Visibility::Visible)
            .filter(|sheet| taken.is_none_or(|taken| !std::ptr::eq(taken, *sheet)))
    };
    let named = shown().find(|sheet| normalise(&sheet.name) == name);
    named.or_else(|| {
        shown().find(|sheet| headings(sheet, columns).is_some_and(|found| found.has_all(columns)))
    })
}

/// What could not be read of a sheet makes the whole register doubtful.
fn damage(sheet: &Sheet, faults: &mut Faults) {
    for problem in &sheet.problems {
        if problem.kind != ProblemKind::Hidden {
            faults.at(
                &sheet.name,
                problem.cell,
                format!(
                    "{}。Excelで開いて確認し、保存し直してください",
                    problem.message
                ),
            );
        }
    }
}

/// The first row with the most known headings, at least two of them.
fn headings(sheet: &Sheet, columns: &[Column]) -> Option<Headings> {
    let mut rows: BTreeMap<u32, Headings> = BTreeMap::new();
    for cell in &sheet.cells {
        if cell.pos.row >= HEADING_ROWS {
            break;
        }
        if cell.content.is_blank() {
            continue;
        }
        let row = rows.entry(cell.pos.row).or_insert_with(|| Headings {
            row: cell.pos.row,
            known: BTreeMap::new(),
            unknown: Vec::new(),
            doubled: Vec::new(),
        });
        row.take(cell.pos, cell.content.shown(), columns);
    }
    rows.into_values()
        .filter(|row| row.known.len() >= 2)
        // max_by_key takes the last of equals; the first row is the heading.
        .rev()
        .max_by_key(|row| row.known.len())
}

impl Headings {
    fn take(&mut self, pos: CellPos, shown: &str, columns: &[Column]) {
        let text = normalise(shown);
        let column = columns.iter().find(|column| column.is(&text));
        match column {
            None => self.unknown.push((pos, shown.trim().to_owned())),
            Some(column) if self.known.contains_key(column.heading) => {
                self.doubled.push((pos, column.heading));
            }
            Some(column) => {
                self.known.insert(column.heading, pos.col);
            }
        }
    }

    fn has_all(&self, columns: &[Column]) -> bool {
        columns
            .iter()
            .all(|column| !column.required || self.known.contains_key(column.heading))
    }

    /// Notes columns that are missing, renamed or doubled. Columns of the officer's own are free.
    fn check(&self, sheet: &Sheet, columns: &[Column], faults: &mut Faults) {
        for (pos, heading) in &self.doubled {
            let message = format!("見出し「{heading}」が二つあります。一方を消してください");
            faults.at(&sheet.name, *pos, message);
        }
        let mut missing: Vec<&Column> = columns
            .iter()
            .filter(|column| !self.known.contains_key(column.heading))
            .collect();
        for (pos, text) in &self.unknown {
            let Some(column) = most_like(&normalise(text), &missing) else {
                continue;
            };
            let heading = column.heading;
            let message = format!(
                "見出し「{text}」は「{heading}」のことでしょうか。「{heading}」に直すか、別の列であれば違う名前にしてください"
            );
            faults.at(&sheet.name, *pos, message);
            missing.retain(|other| other.heading != heading);
        }
        for column in missing.iter().filter(|column| column.required) {
            let heading = column.heading;
            let message = format!(
                "列「{heading}」がありません。{}行目に見出し「{heading}」の列を加えてください",
                self.row + 1
            );
            faults.at(&sheet.name, None, message);
        }
    }
}

impl Column {
    fn is(&self, normalised: &str) -> bool {
        std::iter::once(&self.heading)
            .chain(self.also)
            .any(|heading| normalise(heading) == normalised)
    }
}

/// The missing column that a heading resembles most, if it resembles any: 事業の名称 and 事業名称.
fn most_like<'c>(heading: &str, missing: &[&'c Column]) -> Option<&'c Column> {
    missing
        .iter()
        .map(|column| (likeness(heading, &normalise(column.heading)), *column))
        .filter(|(likeness, _)| *likeness >= 70)
        .max_by_key(|(likeness, _)| *likeness)
        .map(|(_, column)| column)
}

/// How much of two texts is the same characters, in percent.
fn likeness(one: &str, other: &str) -> usize {
    let mut left: Vec<char> = other.chars().collect();
    let total = one.chars().count() + left.len();
    let mut shared = 0;
    for c in one.chars() {
        if let Some(at) = left.iter().position(|l| *l == c) {
            left.swap_remove(at);
            shared += 1;
        }
    }
    shared * 200 / total.max(1)
}

fn required(columns: &[Column]) -> String {
    columns
        .iter()
        .filter(|column| column.required)
        .map(|column| format!("「{}」", column.heading))
        .collect()
}
