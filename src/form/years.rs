//! The year columns of a form and the months of each column.
//!
//! ```text
//!   年度 │  R1 (2019)  │  R2 (2020)  │      a band: one row of headings
//!        │ 4-6 … 1-3   │ 4-6 … 1-3   │      subheads, where the form has them
//!        0     6      12    18      24      months from the first April
//! ```

use super::desk::Desk;
use crate::finding::Code;
use crate::layout::{Label, ValueRow};
use crate::model::{Field, FiscalYear, Span};
use crate::text::era;
use crate::text::label::normalise;
use crate::text::stated;
use crate::workbook::Content;
use crate::workbook::{CellPos, Region};

/// One year's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YearColumn {
    /// The year of the heading.
    pub year: FiscalYear,
    /// First and last column.
    pub cols: (u32, u32),
}

/// One row of year headings; it holds for the rows below it down to the next band.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// First row of the headings.
    pub first_row: u32,
    /// Last row of the headings and their subheads.
    pub last_row: u32,
    /// The years from left to right.
    pub columns: Vec<YearColumn>,
    /// Whether there are headings for parts of a year below.
    pub has_subheads: bool,
    /// The cells of the headings and their subheads.
    pub headings: Vec<CellPos>,
    /// The columns headed 単位.
    pub units: Vec<u32>,
    /// What a line of its own right above the headings says its rows measure, and where.
    pub measure: Option<(CellPos, ValueRow)>,
    /// The column of the first heading, be it a year's or not.
    first_col: u32,
    subheads: Vec<(u32, u32, u32)>,
}

/// Finds every row of year headings on the form.
pub(super) fn find(desk: &mut Desk<'_>) -> Vec<Band> {
    let mut places: Vec<Region> = desk
        .labels
        .places(Label::Years)
        .map(|place| place.region)
        .collect();
    // 会計年度 typed over a year is no second row of headings, but a heading that is no year.
    places.sort_unstable_by_key(|region| (region.first.row, region.first.col));
    places.dedup_by_key(|region| region.first.row);
    places
        .into_iter()
        .filter_map(|label| band_beside(desk, label))
        .collect()
}

fn band_beside(desk: &mut Desk<'_>, label: Region) -> Option<Band> {
    let mut columns: Vec<YearColumn> = Vec::new();
    let mut headings: Vec<CellPos> = Vec::new();
    let mut last_row = label.last.row;
    let mut odd = Vec::new();
    let units = unit_columns(desk, label);
    let mut heads_unit = units.clone();
    let mut next = desk.view.right_of(label);
    while let Some(region) = next {
        next = desk.view.right_of(region);
        let content = desk.view.sheet.content(region.first);
        if content.is_blank() || units.contains(&region.first.col) {
            continue;
        }
        if stated::states_unit(content.shown()) {
            heads_unit.push(region.first.col);
            continue;
        }
        if let Some(year) = year_of(content, desk.view.figure(region.first)) {
            desk.know(region.first);
            last_row = last_row.max(region.last.row);
            headings.push(region.first);
            columns.push(YearColumn {
                year,
                cols: (region.first.col, region.last.col),
            });
        } else {
            odd.push(region.first);
        }
    }
    for pos in odd {
        if columns.is_empty() {
            continue;
        }
        desk.know(pos);
        desk.report(
            Code::YearDiffers,
            pos,
            None,
            "年度の見出しを年度として読めないため、この列は読み取りません",
        );
    }
    let odd_heads: Vec<u32> = (label.last.col + 1..=desk.view.bounds.last.col)
        .filter(|col| {
            let pos = CellPos::new(label.first.row, *col);
            !desk.view.content(pos).is_blank()
        })
        .collect();
    widen(&mut columns, &odd_heads, desk.view.bounds.last.col);
    drop_repeated(desk, &mut columns, &headings);
    if columns.is_empty() {
        return None;
    }
    for col in &units {
        desk.know(desk.view.region(CellPos::new(label.first.row, *col)).first);
    }
    let named: Vec<u32> = odd_heads
        .iter()
        .copied()
        .filter(|col| !heads_unit.contains(col))
        .collect();
    let mut band = Band {
        first_row: label.first.row,
        last_row,
        first_col: first_col(desk, label, &columns, &named),
        units,
        measure: measure_above(desk, label),
        columns,
        has_subheads: false,
        headings,
        subheads: Vec::new(),
    };
    band.find_subheads(desk, label);
    desk.know(label.first);
    Some(band)
}

/// The columns on the row of the headings that say 単位, be it the years' own label.
fn unit_columns(desk: &Desk<'_>, label: Region) -> Vec<u32> {
    let row = label.first.row;
    let heads = desk.view.written((row, row));
    heads
        .filter(|cell| {
            let text = normalise(cell.content.shown());
            text.trim_start_matches('(').trim_end_matches(')') == "単位"
        })
        .map(|cell| cell.pos.col)
        .collect()
}

/// A measure that is named on the line above the headings, alone but for a unit: 成果指標 over 年度 │ R4 │ R5.
fn measure_above(desk: &Desk<'_>, label: Region) -> Option<(CellPos, ValueRow)> {
    let row = label.first.row.checked_sub(1)?;
    let mut named = None;
    for cell in desk.view.written((row, row)) {
        if stated::states_unit(cell.content.shown()) {
            continue;
        }
        let mut labels = desk.labels.at(cell.pos);
        let measure = labels.find_map(|place| match place.label {
            Label::ValueRow(kind @ ValueRow::Of(_)) => Some(kind),
            _ => None,
        });
        // A row of values of the block above has the name of its side before it.
        let before = (desk.view.bounds.first.col..cell.pos.col)
            .all(|col| desk.view.content(CellPos::new(row, col)).is_blank());
        if named.is_some() || !before {
            return None;
        }
        named = Some((cell.pos, measure?));
    }
    named
}

/// Where the years begin: at the first heading, read or not. A merged blank cell as wide as a year is a
/// heading wiped out; what stands below it belongs to no year, but to no label either. A heading over
/// labels (区分, 指標) is none of the years'.
fn first_col(desk: &Desk<'_>, label: Region, columns: &[YearColumn], headed: &[u32]) -> u32 {
    let years = columns.iter().map(|column| column.cols.0).min();
    let odd = headed
        .iter()
        .copied()
        .filter(|col| !holds_labels(desk, label, (*col, *col)));
    let first = odd.chain(years).min().unwrap_or(0);
    let wide = |cols: (u32, u32)| cols.1 - cols.0;
    let width = columns.iter().map(|column| wide(column.cols)).max();
    let mut next = desk.view.right_of(label);
    while let Some(region) = next.filter(|region| region.first.col < first) {
        let cols = (region.first.col, region.last.col);
        if wide(cols) > 0 && Some(wide(cols)) == width && !holds_labels(desk, label, cols) {
            return cols.0;
        }
        next = desk.view.right_of(region);
    }
    first
}

/// Whether rows of values or of the schedule are named in these columns, below a heading.
fn holds_labels(desk: &Desk<'_>, heading: Region, cols: (u32, u32)) -> bool {
    desk.labels.all().any(|place| {
        let names_row = matches!(
            place.label,
            Label::ValueSide(_) | Label::ValueRow(_) | Label::Value(..) | Label::Items
        );
        let first = place.region.first;
        names_row && first.row > heading.last.row && (cols.0..=cols.1).contains(&first.col)
    })
}

/// The same year twice: which column is meant cannot be told, so neither is read.
fn drop_repeated(desk: &mut Desk<'_>, columns: &mut Vec<YearColumn>, headings: &[CellPos]) {
    let years: Vec<FiscalYear> = columns.iter().map(|column| column.year).collect();
    let is_repeated = |year: FiscalYear| years.iter().filter(|other| **other == year).count() > 1;
    for (year, heading) in years
        .iter()
        .zip(headings)
        .filter(|(year, _)| is_repeated(**year))
    {
        let message = format!(
            "{}の列が二つあり、どちらの値か決められません",
            year.japanese()
        );
        desk.report(Code::LabelAmbiguous, *heading, Field::Year(*year), message);
    }
    columns.retain(|column| !is_repeated(column.year));
}

/// A heading written into the first of several unmerged columns stands for all of them up to the
/// next heading; the last one is as wide as the one before it.
fn widen(columns: &mut [YearColumn], headed: &[u32], last_col: u32) {
    for index in 0..columns.len() {
        let (first, last) = columns[index].cols;
        if first != last {
            continue;
        }
        if let Some(next) = headed.iter().find(|col| **col > first) {
            columns[index].cols.1 = next - 1;
        } else if index > 0 {
            let width = columns[index - 1].cols.1 - columns[index - 1].cols.0;
            columns[index].cols.1 = (first + width).min(last_col.max(first));
        }
    }
}

/// The year a heading names.
pub(super) fn year_of(content: &Content, figure: &str) -> Option<FiscalYear> {
    match content {
        Content::Text(_) => era::fiscal_year(figure),
        Content::Number(number) => era::fiscal_year(&number.shown),
        Content::Date { at, shown } => {
            era::fiscal_year(shown).or_else(|| Some(FiscalYear::of(at.date())))
        }
        _ => None,
    }
}

impl Band {
    fn find_subheads(&mut self, desk: &mut Desk<'_>, label: Region) {
        let inside = label.last.row > label.first.row;
        let from = if inside {
            label.first.row + 1
        } else {
            self.last_row + 1
        };
        let to = if inside { label.last.row } else { from };
        let mut found = Vec::new();
        for cell in desk.view.written((from, to)) {
            if self.column_of(cell.pos.col).is_none() {
                continue;
            }
            match months_of(cell.content.shown()) {
                Some((first, last)) => {
                    let region = desk.view.region(cell.pos);
                    found.push((cell.pos, region.last, first, last));
                }
                None if inside => {}
                None => return,
            }
        }
        if found.len() < 2 {
            return;
        }
        self.has_subheads = true;
        for (pos, last, first_month, last_month) in found {
            desk.know(pos);
            self.headings.push(pos);
            self.last_row = self.last_row.max(last.row);
            let (columns, months) = (last.col - pos.col + 1, last_month - first_month + 1);
            for place in 0..columns {
                let from = first_month + place * months / columns;
                let to = (first_month + (place + 1) * months / columns).max(from + 1) - 1;
                self.subheads.push((pos.col + place, from, to));
            }
        }
    }

    /// The year whose columns include this one.
    pub(super) fn column_of(&self, col: u32) -> Option<&YearColumn> {
        self.columns
            .iter()
            .find(|column| (column.cols.0..=column.cols.1).contains(&col))
    }

    /// The column of the first heading; labels stand before it.
    pub(super) const fn first_col(&self) -> u32 {
        self.first_col
    }

    /// Last column of the last year.
    pub(super) fn last_col(&self) -> u32 {
        self.columns
            .iter()
            .map(|column| column.cols.1)
            .max()
            .unwrap_or(0)
    }

    /// Whether the column before belongs to the same year or to the one before: time runs on.
    pub(super) fn follows(&self, col: u32) -> bool {
        let year = |col: u32| self.column_of(col).map(|column| column.year.0);
        match (col.checked_sub(1).and_then(year), year(col)) {
            (Some(before), Some(here)) => here == before || here == before + 1,
            _ => false,
        }
    }

    /// The months a run of columns covers, by subheads where the form has them, else in equal parts
    /// of the year.
    pub(super) fn months_of_columns(&self, first: u32, last: u32) -> Option<Span> {
        Some(Span {
            from: self.months_of_column(first)?.from,
            to: self.months_of_column(last)?.to,
        })
    }

    fn months_of_column(&self, col: u32) -> Option<Span> {
        let column = self.column_of(col)?;
        let april = column.year.first_month();
        if let Some((_, first, last)) = self.subheads.iter().find(|(at, ..)| *at == col) {
            return Some(Span {
                from: april.plus(*first as i32),
                to: april.plus(*last as i32),
            });
        }
        let width = (column.cols.1 - column.cols.0 + 1) as i32;
        let place = (col - column.cols.0) as i32;
        let from = place * 12 / width;
        let to = ((place + 1) * 12 / width - 1).max(from);
        Some(Span {
            from: april.plus(from),
            to: april.plus(to),
        })
    }
}

/// The months of a subhead, counted from April as 0: `4-6`, `第1四半期`, `上期`, `10月`.
fn months_of(text: &str) -> Option<(u32, u32)> {
    let text: String = normalise(text).replace("月", "");
    let named = match text.as_str() {
        "第1四半期" | "1Q" | "Q1" | "第1" | "I" => Some((0, 2)),
        "第2四半期" | "2Q" | "Q2" | "第2" | "II" => Some((3, 5)),
        "第3四半期" | "3Q" | "Q3" | "第3" | "III" => Some((6, 8)),
        "第4四半期" | "4Q" | "Q4" | "第4" | "IV" => Some((9, 11)),
        "上期" | "上半期" | "前期" => Some((0, 5)),
        "下期" | "下半期" | "後期" => Some((6, 11)),
        _ => None,
    };
    if named.is_some() {
        return named;
    }
    let mut ends = text.split(['-', '~', '〜', 'ー', '−', '–', '～', '・', '、']);
    let first = from_april(ends.next()?)?;
    let last = ends.next_back().map_or(Some(first), from_april)?;
    (first <= last).then_some((first, last))
}

fn from_april(month: &str) -> Option<u32> {
    let month: u32 = month.parse().ok()?;
    (1..=12).contains(&month).then(|| (month + 8) % 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subheads_name_their_months() {
        for (text, months) in [
            ("4-6", (0, 2)),
            ("１～３月", (9, 11)),
            ("第３四半期", (6, 8)),
            ("下期", (6, 11)),
            ("4", (0, 0)),
            ("3月", (11, 11)),
        ] {
            assert_eq!(months_of(text), Some(months), "{text}");
        }
        for text in ["13", "設計", "", "6-4", "10,000"] {
            assert_eq!(months_of(text), None, "{text}");
        }
    }
}
