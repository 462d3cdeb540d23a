//! Units that stand beside the values: in a row's own label, in a column 単位, in a cell that names or
//! heads the block, or on a line above it. The nearest to the value holds.
//!
//! ```text
//!                                    （単位：百万円）   above
//!  事業費（単位：百万円） │ 年度 │ 単位 │ R4 │ R5        in the block, at the heads of a column
//!                       │ 当初予算（千円） │ 千円 │ 128    in the label, in the column
//! ```

use super::desk::Desk;
use super::rows::Row;
use super::years::{Band, YearColumn};
use crate::finding::Code;
use crate::layout::Label;
use crate::text::money::Unit;
use crate::text::stated::{self, Scaled};
use crate::workbook::{CellPos, Content, Region};
use std::collections::BTreeSet;

/// A cell that states a unit.
struct Said {
    region: Region,
    words: String,
    /// Whether the word 単位 stands there, so that somebody has to be told where it is not used.
    explicit: bool,
}

/// What is stated for a row of indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// Nothing.
    Nothing,
    /// Bare numbers count this.
    Unit(Scaled),
    /// Something that is no unit: the row has no values.
    Unread,
}

/// The units stated on a form, and what became of them.
pub(super) struct Units {
    said: Vec<Said>,
    /// Rows that hold values; nothing above a block stands there.
    rows: BTreeSet<u32>,
    /// Bands with rows of indicators.
    with_indicators: BTreeSet<u32>,
    /// Bands with rows of money.
    with_money: BTreeSet<u32>,
    used: BTreeSet<CellPos>,
    /// Cells whose unit could not be read.
    unread: BTreeSet<CellPos>,
    money: Vec<Unit>,
}

impl Units {
    /// Finds the cells that state a unit; what a division wrote into a cell for a value is none.
    pub(super) fn find(
        desk: &Desk<'_>,
        bands: &[Band],
        rows: &[Row],
        schedule: Option<(u32, u32)>,
    ) -> Self {
        let amounts = desk.labels.all().filter(|place| is_amount(place.label));
        let amount_rows: BTreeSet<u32> = amounts.map(|place| place.region.first.row).collect();
        let value_rows: BTreeSet<u32> = rows.iter().map(|row| row.row).collect();
        let band_of = |row: &u32| band_above(bands, *row).map(|band| band.first_row);
        let mut units = Self {
            said: Vec::new(),
            with_indicators: value_rows.iter().filter_map(band_of).collect(),
            with_money: amount_rows.iter().filter_map(band_of).collect(),
            rows: value_rows.union(&amount_rows).copied().collect(),
            used: BTreeSet::new(),
            unread: BTreeSet::new(),
            money: Vec::new(),
        };
        for cell in desk.view.all_written() {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            let row = cell.pos.row;
            let planned = schedule.is_some_and(|(first, last)| (first..=last).contains(&row));
            let explicit = stated::stated(text);
            let says_unit = explicit.is_some();
            let bare = || stated::bare_money(text).filter(|_| !units.rows.contains(&row));
            if let Some(words) = explicit.or_else(bare)
                && !(planned || desk.view.is_covered(cell.pos) || is_value(desk, bands, cell.pos))
            {
                units.said.push(Said {
                    region: desk.view.region(cell.pos),
                    words,
                    explicit: says_unit,
                });
            }
        }
        units
    }

    /// The unit of a row of indicators.
    pub(super) fn of_row(
        &mut self,
        desk: &mut Desk<'_>,
        bands: &[Band],
        index: usize,
        row: Row,
    ) -> Stated {
        let band = &bands[index];
        self.use_column(desk, band, row.row);
        if let Some(unit) = own_label(desk, band, row.row) {
            return stated::indicator_of(&unit).map_or(Stated::Nothing, Stated::Unit);
        }
        if let Some((pos, words)) = in_column(desk, band, row.row) {
            return self.indicator_unit(pos, &words);
        }
        let inside = self.covering(band, row.row);
        let heading = || self.at_heading(band);
        let nearest = inside
            .or_else(heading)
            .or_else(|| self.right_above(desk, band, row.row));
        let Some((pos, words)) = nearest else {
            return Stated::Nothing;
        };
        // （単位：千円） over a table that has amounts as well is theirs.
        let of_money = self.with_money.contains(&band.first_row);
        if of_money && stated::money_of(&words).is_some() && words.matches('、').count() == 0 {
            return Stated::Nothing;
        }
        self.indicator_unit(pos, &words)
    }

    /// Whatever a column of units says in a row, a dash as well, is understood.
    fn use_column(&mut self, desk: &Desk<'_>, band: &Band, row: u32) {
        let cells = unit_cells(desk, band, row);
        let written = |pos: &CellPos| !desk.view.sheet.content(*pos).is_blank();
        self.used.extend(cells.filter(written));
    }

    fn indicator_unit(&mut self, pos: CellPos, words: &str) -> Stated {
        self.used.insert(pos);
        match stated::indicator_of(words) {
            Some(unit) => Stated::Unit(unit),
            None => {
                self.unread.insert(pos);
                Stated::Unread
            }
        }
    }

    /// The unit of the amounts that a heading names in a year's column, `None` where it cannot be read.
    pub(super) fn of_money(
        &mut self,
        desk: &mut Desk<'_>,
        bands: &[Band],
        heading: Region,
        block: Option<Region>,
        column: &YearColumn,
    ) -> Option<Unit> {
        let row = heading.first.row;
        if let Some(band) = band_above(bands, row) {
            self.use_column(desk, band, row);
        }
        let found = self.stated_for_money(desk, bands, heading, block, column);
        let unit = match found {
            None => desk.layout.money_unit,
            Some((pos, words)) => {
                self.used.insert(pos);
                if let Some(unit) = stated::money_of(&words) {
                    unit
                } else {
                    self.unread.insert(pos);
                    return None;
                }
            }
        };
        self.rows.insert(row);
        self.money.push(unit);
        Some(unit)
    }

    fn stated_for_money(
        &self,
        desk: &Desk<'_>,
        bands: &[Band],
        heading: Region,
        block: Option<Region>,
        column: &YearColumn,
    ) -> Option<(CellPos, String)> {
        let row = heading.first.row;
        let (index, band) = bands
            .iter()
            .enumerate()
            .rfind(|(_, band)| band.last_row < row)?;
        let labelled = |pos: CellPos| {
            let text = desk.view.sheet.content(pos).shown();
            let words = stated::in_label(text).or_else(|| stated::stated(text))?;
            is_money(&words).then_some((pos, words))
        };
        let left = || {
            (desk.view.bounds.first.col..band.first_col())
                .map(|col| desk.view.region(CellPos::new(row, col)).first)
                .filter(|pos| !desk.labels.is_claimed(*pos))
                .find_map(labelled)
        };
        let year = || {
            let heads = band.headings.iter();
            heads
                .copied()
                .filter(|pos| (column.cols.0..=column.cols.1).contains(&pos.col))
                .find_map(labelled)
        };
        let only_money = !self.with_indicators.contains(&band.first_row);
        let fits = |found: &(CellPos, String)| is_money(&found.1) || only_money;
        labelled(heading.first)
            .or_else(|| in_column(desk, band, row))
            .or_else(left)
            .or_else(|| labelled(block?.first))
            .or_else(|| self.covering(band, row).filter(fits))
            .or_else(year)
            .or_else(|| self.at_heading(band).filter(fits))
            .or_else(|| {
                let floor = self.end_of_block_above(bands, index);
                self.above(row, floor).filter(fits)
            })
            .or_else(|| self.money_above(row))
    }

    /// A statement left of the years that covers a row.
    fn covering(&self, band: &Band, row: u32) -> Option<(CellPos, String)> {
        self.find_said(|said| {
            said.explicit
                && (said.region.first.row..=said.region.last.row).contains(&row)
                && said.region.first.col < band.first_col()
        })
    }

    /// A statement beside the headings of the years.
    fn at_heading(&self, band: &Band) -> Option<(CellPos, String)> {
        self.find_said(|said| {
            (band.first_row..=band.last_row).contains(&said.region.first.row)
                && band.column_of(said.region.first.col).is_none()
        })
    }

    /// The nearest statement above a row and below the block before.
    fn above(&self, row: u32, floor: u32) -> Option<(CellPos, String)> {
        self.find_said(|said| {
            let at = said.region;
            at.last.row < row && at.first.row >= floor && !self.rows.contains(&at.first.row)
        })
    }

    /// A statement on a line between a row and its block's headings, or on the last line above these.
    fn right_above(&self, desk: &Desk<'_>, band: &Band, row: u32) -> Option<(CellPos, String)> {
        let between = self.find_said(|said| {
            let at = said.region;
            at.first.row > band.last_row && at.last.row < row && !self.rows.contains(&at.first.row)
        });
        between.or_else(|| {
            let lines = desk.view.written((0, band.first_row.checked_sub(1)?));
            let line = lines.map(|cell| cell.pos.row).last()?;
            self.find_said(|said| {
                let at = said.region;
                let names_amounts = desk.labels.at(at.first).any(|at| at.label == Label::Money);
                at.first.row == line && at.last.row == line && !names_amounts
            })
        })
    }

    /// The nearest unit of money above, wherever: at the top of a form it holds for all of it.
    fn money_above(&self, row: u32) -> Option<(CellPos, String)> {
        self.find_said(|said| {
            let at = said.region;
            at.last.row < row && !self.rows.contains(&at.first.row) && is_money(&said.words)
        })
    }

    fn find_said(&self, fits: impl Fn(&Said) -> bool) -> Option<(CellPos, String)> {
        let found = self.said.iter().rfind(|said| fits(said))?;
        Some((found.region.first, found.words.clone()))
    }

    /// The row behind the last row of values above a band's headings.
    fn end_of_block_above(&self, bands: &[Band], index: usize) -> u32 {
        let first = bands[index].first_row;
        let before = self.rows.range(..first).next_back();
        before.map_or(0, |row| row + 1)
    }

    /// The unit of the first amounts that are not in the layout's own.
    pub(super) fn money_unit(&self) -> Option<Unit> {
        let usual = self.money.first()?;
        let other = self.money.iter().find(|unit| *unit != usual);
        other.or(Some(usual)).copied()
    }

    /// Marks what was read, and says what was not.
    pub(super) fn settle(self, desk: &mut Desk<'_>) {
        for pos in &self.used {
            desk.know(*pos);
        }
        for pos in &self.unread {
            let shown = desk.view.sheet.content(*pos).shown().replace('\n', "");
            let message = format!(
                "単位「{shown}」を読み取れないため、この単位で書かれた値を読み取っていません"
            );
            desk.report(Code::UnitUnread, *pos, None, message);
        }
        for said in self.said.iter().filter(|said| said.explicit) {
            let pos = said.region.first;
            if self.used.contains(&pos) {
                continue;
            }
            desk.know(pos);
            let message = format!(
                "単位「{}」がどの値の単位か分からないため、値に反映していません",
                said.words
            );
            desk.report(Code::UnitUnread, pos, None, message);
        }
    }
}

const fn is_amount(label: Label) -> bool {
    matches!(label, Label::Budget | Label::Settlement)
}

fn is_money(words: &str) -> bool {
    stated::money_of(words).is_some()
}

fn band_above(bands: &[Band], row: u32) -> Option<&Band> {
    bands.iter().rfind(|band| band.last_row < row)
}

/// Whether a cell is where a division writes: a label's value, or under a year beside other values.
fn is_value(desk: &Desk<'_>, bands: &[Band], pos: CellPos) -> bool {
    let under_year = band_above(bands, pos.row).is_some_and(|band| {
        band.column_of(pos.col).is_some()
            && desk
                .view
                .written((pos.row, pos.row))
                .any(|cell| cell.pos.col < band.first_col())
    });
    desk.labels.is_claimed(pos) || under_year
}

/// The unit in brackets behind the label of a row: 実績値（千件）.
fn own_label(desk: &Desk<'_>, band: &Band, row: u32) -> Option<String> {
    (desk.view.bounds.first.col..band.first_col())
        .map(|col| desk.view.region(CellPos::new(row, col)).first)
        .filter(|pos| {
            desk.labels.at(*pos).any(|place| {
                matches!(
                    place.label,
                    Label::ValueSide(_) | Label::ValueRow(_) | Label::Value(..)
                )
            })
        })
        .find_map(|pos| stated::in_label(desk.view.sheet.content(pos).shown()))
}

/// What a row's cell in the column 単位 says; a dash says nothing.
fn in_column(desk: &Desk<'_>, band: &Band, row: u32) -> Option<(CellPos, String)> {
    unit_cells(desk, band, row).find_map(|pos| {
        let words = stated::alone(desk.view.sheet.content(pos).shown())?;
        Some((pos, words))
    })
}

/// A row's cells in the columns of units; a label that reaches over such a column is none.
fn unit_cells<'a>(
    desk: &'a Desk<'_>,
    band: &'a Band,
    row: u32,
) -> impl Iterator<Item = CellPos> + 'a {
    band.units
        .iter()
        .map(move |col| desk.view.region(CellPos::new(row, *col)).first)
        .filter(move |pos| pos.row > band.last_row && band.units.contains(&pos.col))
        .filter(|pos| !desk.labels.is_label(*pos))
}
