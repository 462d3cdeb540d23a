//! What the cells of a page look like, gathered while it is drawn and given to the sheet in the end.
//!
//! The writer formats up a format as a whole, which costs more than a cell: so every format is given for as
//! large a rectangle as there is. A rectangle may cover cells of other formats that are given theirs later.
//! What most cells of a column look like is the format of the column, and these cells take nothing at all,
//! as those of the schedule in which nothing happens; rows that are not wholly painted have one of their own.

mod rectangles;

use super::months::{self, MonthStyle};
use crate::report::formats::Formats;
use crate::report::page_writer::CellStyle;
use crate::report::write::{self, Area};
use rectangles::RectangleMerger;
use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many cells of a column have to look alike for a format of the column.
const WORTH: usize = 4;

/// The sides of a cell on which there are lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) struct Sides {
    pub(in crate::report) left: bool,
    pub(in crate::report) right: bool,
    pub(in crate::report) top: bool,
    pub(in crate::report) bottom: bool,
}

impl Sides {
    pub(in crate::report) const ALL: Self = Self {
        left: true,
        right: true,
        top: true,
        bottom: true,
    };
}

/// How a cell formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum StyledCell {
    /// With lines on some sides, and its text wrapped or not.
    Ordinary(CellStyle, Sides, bool),
    /// A month of the schedule.
    Month(MonthStyle),
}

impl StyledCell {
    fn format(self, formats: &Formats) -> Format {
        let (style, sides, wraps) = match self {
            Self::Month(look) => return months::format(look, formats),
            Self::Ordinary(style, sides, wraps) => (style, sides, wraps),
        };
        let mut format = match wraps {
            true => style.format(formats),
            false => style.line_format(formats),
        };
        if !sides.left {
            format = format.set_border_left(FormatBorder::None);
        }
        if !sides.right {
            format = format.set_border_right(FormatBorder::None);
        }
        if !sides.top {
            format = format.set_border_top(FormatBorder::None);
        }
        if !sides.bottom {
            format = format.set_border_bottom(FormatBorder::None);
        }
        format
    }
}

/// The formats of a workbook's formats, each built once: building takes about as much as giving it.
#[derive(Debug)]
pub(in crate::report) struct Styles {
    formats: Formats,
    built: Mutex<BTreeMap<StyledCell, Arc<Format>>>,
}

impl Styles {
    pub(in crate::report) const fn new(formats: Formats) -> Self {
        Self {
            formats,
            built: Mutex::new(BTreeMap::new()),
        }
    }

    fn format(&self, style: StyledCell) -> Arc<Format> {
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        let build = || Arc::new(style.format(&self.formats));
        Arc::clone(built.entry(style).or_insert_with(build))
    }
}

/// What stands in cells that are written with their format.
#[derive(Clone, Debug)]
pub(in crate::report) enum Content {
    Text(String),
    Number(f64),
}

/// What is known of a cell's look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Spot {
    /// None is wanted.
    #[default]
    Bare,
    Styled(StyledCell),
    /// Written last, with its format.
    Last,
}

/// The formats of a page's cells.
#[derive(Debug)]
pub(in crate::report) struct StyleGrid {
    columns: usize,
    /// Row by row.
    spots: Vec<Spot>,
    last: Vec<(Area, Content, StyledCell)>,
}

impl StyleGrid {
    /// A page of so many columns.
    pub(in crate::report) const fn new(columns: usize) -> Self {
        Self {
            columns,
            spots: Vec::new(),
            last: Vec::new(),
        }
    }

    /// A cell's look.
    pub(in crate::report) fn style(&mut self, row: u32, col: u16, style: StyledCell) {
        *self.spot(row, col) = Spot::Styled(style);
    }

    /// Changes a month's look, if the cell is one.
    pub(in crate::report) fn change_month(
        &mut self,
        row: u32,
        col: u16,
        change: impl Fn(MonthStyle) -> MonthStyle,
    ) {
        if let Spot::Styled(StyledCell::Month(look)) = self.spot(row, col) {
            *look = change(*look);
        }
    }

    /// Writes into an area, merged where it is more than a cell, over whatever else stands there.
    pub(in crate::report) fn write_last(
        &mut self,
        area: Area,
        content: Content,
        style: StyledCell,
    ) {
        for row in area.top..=area.bottom {
            for col in area.left..=area.right {
                *self.spot(row, col) = Spot::Last;
            }
        }
        self.last.push((area, content, style));
    }

    fn spot(&mut self, row: u32, col: u16) -> &mut Spot {
        let at = row as usize * self.columns + usize::from(col);
        if self.spots.len() <= at {
            self.spots.resize(at + 1, Spot::Bare);
        }
        &mut self.spots[at]
    }

    /// Gives all cells their formats, of a page of so many rows.
    pub(in crate::report) fn give(
        mut self,
        sheet: &mut Worksheet,
        formats: &Styles,
        rows: u32,
    ) -> Result<(), XlsxError> {
        self.spots.resize(rows as usize * self.columns, Spot::Bare);
        for (row, _) in (0..).zip(self.rows()).filter(|(_, row)| is_open(row)) {
            sheet.set_row_format(row, &formats.formats.plain)?;
        }
        let mut places = self.places();
        for (col, style) in (0..).zip(self.ground(&mut places)) {
            if let Some(style) = style {
                sheet.set_column_format(col, &formats.format(style))?;
            }
        }
        for (style, areas) in self.rectangles(places) {
            let format = formats.format(style);
            for area in areas {
                sheet.set_range_format(area.top, area.left, area.bottom, area.right, &format)?;
            }
        }
        for (area, content, style) in self.last {
            let format = formats.format(style);
            match content {
                Content::Text(text) => write::merged(sheet, area, &text, &format)?,
                Content::Number(number) => {
                    write::merged(sheet, area, "", &format)?;
                    sheet.write_number_with_format(area.top, area.left, number, &format)?;
                }
            }
        }
        Ok(())
    }

    fn rows(&self) -> impl Iterator<Item = &[Spot]> {
        self.spots.chunks(self.columns)
    }

    /// The cells of each look.
    fn places(&self) -> BTreeMap<StyledCell, Vec<usize>> {
        let mut places: BTreeMap<StyledCell, Vec<usize>> = BTreeMap::new();
        let mut first = 0;
        for alike in self.spots.chunk_by(|spot, next| spot == next) {
            if let Spot::Styled(style) = alike[0] {
                let cells = places.entry(style).or_default();
                cells.extend(first..first + alike.len());
            }
            first += alike.len();
        }
        places
    }

    /// What most cells of each column look like, if it is worth a format of the column; these cells need
    /// no look of their own then.
    fn ground(&self, places: &mut BTreeMap<StyledCell, Vec<usize>>) -> Vec<Option<StyledCell>> {
        let open: Vec<bool> = self.rows().map(is_open).collect();
        let mut most = vec![(WORTH - 1, None); self.columns];
        for (style, cells) in &*places {
            let mut counts = vec![0; self.columns];
            for at in cells.iter().filter(|at| !open[*at / self.columns]) {
                counts[at % self.columns] += 1;
            }
            for (most, count) in most.iter_mut().zip(counts) {
                if count > most.0 {
                    *most = (count, Some(*style));
                }
            }
        }
        for (style, cells) in places {
            let column = |at: usize| most[at % self.columns].1;
            cells.retain(|at| open[at / self.columns] || column(*at) != Some(*style));
        }
        most.into_iter().map(|(_, style)| style).collect()
    }

    /// The rectangles that give every cell its look, if they are given in this order.
    fn rectangles(&self, places: BTreeMap<StyledCell, Vec<usize>>) -> Vec<(StyledCell, Vec<Area>)> {
        // What most cells look like comes first, for it may lie below all others.
        let mut places: Vec<(StyledCell, Vec<usize>)> = places
            .into_iter()
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        places.sort_by_key(|(_, cells)| Reverse(cells.len()));
        let mut cover = RectangleMerger::new(self, &places);
        let rectangles = |(turn, (style, cells)): (usize, (StyledCell, Vec<usize>))| {
            let mut areas = Vec::new();
            for at in cells {
                if !cover.done[at] {
                    areas.push(cover.rectangle(at, turn));
                }
            }
            (style, areas)
        };
        (1..).zip(places).map(rectangles).collect()
    }
}

/// Whether there is a cell in a row that is not to look like its column.
fn is_open(row: &[Spot]) -> bool {
    row.contains(&Spot::Bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page_writer::CellStyle;
    use proptest::prelude::*;

    const COLUMNS: usize = 6;

    fn style(n: u32) -> StyledCell {
        StyledCell::Ordinary(CellStyle::Amount(n), Sides::ALL, true)
    }

    proptest! {
        /// 0 has no look, 6 is written last, the others are formats.
        #[test]
        fn every_cell_gets_its_look_and_no_other(spots in prop::collection::vec(prop::array::uniform6(prop_oneof![1 => Just(0_u32), 9 => 1..7_u32]), 0..14)) {
            let spots: Vec<u32> = spots.concat();
            let mut styles = StyleGrid::new(COLUMNS);
            styles.spots.resize(spots.len(), Spot::Bare);
            for (at, spot) in spots.iter().enumerate() {
                let (row, col) = ((at / COLUMNS) as u32, (at % COLUMNS) as u16);
                match spot {
                    0 => {}
                    6 => styles.write_last(Area::row(row, col, col), Content::Number(1.0), style(0)),
                    n => styles.style(row, col, style(*n)),
                }
            }
            let mut places = styles.places();
            let ground = styles.ground(&mut places);
            let mut given = BTreeMap::new();
            for (style, areas) in styles.rectangles(places) {
                for Area { top, left, bottom, right } in areas {
                    for row in top..=bottom {
                        given.extend((left..=right).map(|col| ((row, col), style)));
                    }
                }
            }
            for (row, cells) in (0_u32..).zip(spots.chunks(COLUMNS)) {
                let open = cells.contains(&0);
                for (col, spot) in (0_u16..).zip(cells) {
                    let of_column = ground[usize::from(col)].filter(|_| !open);
                    let given = given.remove(&(row, col)).or(of_column);
                    match spot {
                        0 => prop_assert_eq!(given, None),
                        6 => {}
                        n => prop_assert_eq!(given, Some(style(*n))),
                    }
                }
            }
            prop_assert_eq!(given.len(), 0);
        }
    }

    #[test]
    fn what_is_alike_is_given_at_once() {
        let mut styles = StyleGrid::new(COLUMNS);
        for row in 0..9 {
            for col in 0..6 {
                let n = if (row, col) == (4, 2) { 2 } else { 1 };
                styles.style(row, col, style(n));
            }
        }
        let given = |styles: &StyleGrid| -> (Option<StyledCell>, Vec<Area>) {
            let mut places = styles.places();
            let ground = styles.ground(&mut places);
            assert_eq!(ground, vec![ground[0]; COLUMNS]);
            let rectangles = styles.rectangles(places).into_iter();
            (ground[0], rectangles.flat_map(|(_, areas)| areas).collect())
        };
        let most = Some(style(1));
        assert_eq!(given(&styles), (most, vec![Area::row(4, 2, 2)]));
        // A row with a cell that is not to look like its column has nothing from it.
        styles.spots.push(Spot::Styled(style(1)));
        styles.spots.resize(10 * COLUMNS, Spot::Bare);
        let others = vec![Area::row(9, 0, 0), Area::row(4, 2, 2)];
        assert_eq!(given(&styles), (most, others));
        // Too few to be worth a format of the column.
        styles.spots.drain(COLUMNS * (WORTH - 1)..);
        let all = Area {
            top: 0,
            left: 0,
            bottom: 2,
            right: 5,
        };
        assert_eq!(given(&styles), (None, vec![all]));
    }
}
