//! What the cells of a page look like, gathered while it is drawn and given to the sheet in the end.
//!
//! The writer looks up a format as a whole, which costs more than a cell: so every format is given for as
//! large a rectangle as there is. A rectangle may cover cells of other looks that are given theirs later.
//! What most cells of a column look like is the format of the column, and these cells take nothing at all,
//! as those of the schedule in which nothing happens; rows that are not wholly painted have one of their own.

mod cover;

use super::bars::{self, Look};
use super::ink::Ink;
use crate::report::formats::Formats;
use crate::report::write::{self, Area};
use cover::Cover;
use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many cells of a column have to look alike for a format of the column.
const WORTH: usize = 4;

/// The sides of a cell on which there are lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sides {
    pub(super) left: bool,
    pub(super) right: bool,
    pub(super) top: bool,
    pub(super) bottom: bool,
}

impl Sides {
    pub(super) const ALL: Self = Self {
        left: true,
        right: true,
        top: true,
        bottom: true,
    };
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tint {
    /// With lines on some sides, and its text wrapped or not.
    Ink(Ink, Sides, bool),
    /// A month of the schedule.
    Month(Look),
}

impl Tint {
    fn format(self, formats: &Formats) -> Format {
        let (ink, sides, wraps) = match self {
            Self::Month(look) => return bars::format(look, formats),
            Self::Ink(ink, sides, wraps) => (ink, sides, wraps),
        };
        let mut format = match wraps {
            true => ink.format(formats),
            false => ink.line_format(formats),
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

/// The formats of a workbook's looks, each built once: building takes about as much as giving it.
#[derive(Debug)]
pub(super) struct Looks {
    formats: Formats,
    built: Mutex<BTreeMap<Tint, Arc<Format>>>,
}

impl Looks {
    pub(super) const fn new(formats: Formats) -> Self {
        Self {
            formats,
            built: Mutex::new(BTreeMap::new()),
        }
    }

    fn format(&self, tint: Tint) -> Arc<Format> {
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        let build = || Arc::new(tint.format(&self.formats));
        Arc::clone(built.entry(tint).or_insert_with(build))
    }
}

/// What stands in cells that are written with their format.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(String),
    Number(f64),
}

/// What is known of a cell's look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Spot {
    /// None is wanted.
    #[default]
    Bare,
    Tinted(Tint),
    /// Written last, with its format.
    Last,
}

/// The looks of a page's cells.
#[derive(Debug)]
pub(super) struct Paint {
    columns: usize,
    /// Row by row.
    spots: Vec<Spot>,
    last: Vec<(Area, Content, Tint)>,
}

impl Paint {
    /// A page of so many columns.
    pub(super) const fn new(columns: usize) -> Self {
        Self {
            columns,
            spots: Vec::new(),
            last: Vec::new(),
        }
    }

    /// A cell's look.
    pub(super) fn tint(&mut self, row: u32, col: u16, tint: Tint) {
        *self.spot(row, col) = Spot::Tinted(tint);
    }

    /// Changes a month's look, if the cell is one.
    pub(super) fn change_month(&mut self, row: u32, col: u16, change: impl Fn(Look) -> Look) {
        if let Spot::Tinted(Tint::Month(look)) = self.spot(row, col) {
            *look = change(*look);
        }
    }

    /// Writes into an area, merged where it is more than a cell, over whatever else stands there.
    pub(super) fn write_last(&mut self, area: Area, content: Content, tint: Tint) {
        for row in area.top..=area.bottom {
            for col in area.left..=area.right {
                *self.spot(row, col) = Spot::Last;
            }
        }
        self.last.push((area, content, tint));
    }

    fn spot(&mut self, row: u32, col: u16) -> &mut Spot {
        let at = row as usize * self.columns + usize::from(col);
        if self.spots.len() <= at {
            self.spots.resize(at + 1, Spot::Bare);
        }
        &mut self.spots[at]
    }

    /// Gives all cells their looks, of a page of so many rows.
    pub(super) fn give(
        mut self,
        sheet: &mut Worksheet,
        looks: &Looks,
        rows: u32,
    ) -> Result<(), XlsxError> {
        self.spots.resize(rows as usize * self.columns, Spot::Bare);
        for (row, _) in (0..).zip(self.rows()).filter(|(_, row)| is_open(row)) {
            sheet.set_row_format(row, &looks.formats.plain)?;
        }
        let mut places = self.places();
        for (col, tint) in (0..).zip(self.ground(&mut places)) {
            if let Some(tint) = tint {
                sheet.set_column_format(col, &looks.format(tint))?;
            }
        }
        for (tint, areas) in self.rectangles(places) {
            let format = looks.format(tint);
            for area in areas {
                sheet.set_range_format(area.top, area.left, area.bottom, area.right, &format)?;
            }
        }
        for (area, content, tint) in self.last {
            let format = looks.format(tint);
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
    fn places(&self) -> BTreeMap<Tint, Vec<usize>> {
        let mut places: BTreeMap<Tint, Vec<usize>> = BTreeMap::new();
        let mut first = 0;
        for alike in self.spots.chunk_by(|spot, next| spot == next) {
            if let Spot::Tinted(tint) = alike[0] {
                let cells = places.entry(tint).or_default();
                cells.extend(first..first + alike.len());
            }
            first += alike.len();
        }
        places
    }

    /// What most cells of each column look like, if it is worth a format of the column; these cells need
    /// no look of their own then.
    fn ground(&self, places: &mut BTreeMap<Tint, Vec<usize>>) -> Vec<Option<Tint>> {
        let open: Vec<bool> = self.rows().map(is_open).collect();
        let mut most = vec![(WORTH - 1, None); self.columns];
        for (tint, cells) in &*places {
            let mut counts = vec![0; self.columns];
            for at in cells.iter().filter(|at| !open[*at / self.columns]) {
                counts[at % self.columns] += 1;
            }
            for (most, count) in most.iter_mut().zip(counts) {
                if count > most.0 {
                    *most = (count, Some(*tint));
                }
            }
        }
        for (tint, cells) in places {
            let column = |at: usize| most[at % self.columns].1;
            cells.retain(|at| open[at / self.columns] || column(*at) != Some(*tint));
        }
        most.into_iter().map(|(_, tint)| tint).collect()
    }

    /// The rectangles that give every cell its look, if they are given in this order.
    fn rectangles(&self, places: BTreeMap<Tint, Vec<usize>>) -> Vec<(Tint, Vec<Area>)> {
        // What most cells look like comes first, for it may lie below all others.
        let mut places: Vec<(Tint, Vec<usize>)> = places
            .into_iter()
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        places.sort_by_key(|(_, cells)| Reverse(cells.len()));
        let mut cover = Cover::new(self, &places);
        let rectangles = |(turn, (tint, cells)): (usize, (Tint, Vec<usize>))| {
            let mut areas = Vec::new();
            for at in cells {
                if !cover.done[at] {
                    areas.push(cover.rectangle(at, turn));
                }
            }
            (tint, areas)
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
    use crate::report::review::ink::Ink;
    use proptest::prelude::*;

    const COLUMNS: usize = 6;

    fn tint(n: u32) -> Tint {
        Tint::Ink(Ink::Amount(n), Sides::ALL, true)
    }

    proptest! {
        /// 0 has no look, 6 is written last, the others are looks.
        #[test]
        fn every_cell_gets_its_look_and_no_other(spots in prop::collection::vec(prop::array::uniform6(prop_oneof![1 => Just(0_u32), 9 => 1..7_u32]), 0..14)) {
            let spots: Vec<u32> = spots.concat();
            let mut paint = Paint::new(COLUMNS);
            paint.spots.resize(spots.len(), Spot::Bare);
            for (at, spot) in spots.iter().enumerate() {
                let (row, col) = ((at / COLUMNS) as u32, (at % COLUMNS) as u16);
                match spot {
                    0 => {}
                    6 => paint.write_last(Area::row(row, col, col), Content::Number(1.0), tint(0)),
                    n => paint.tint(row, col, tint(*n)),
                }
            }
            let mut places = paint.places();
            let ground = paint.ground(&mut places);
            let mut given = BTreeMap::new();
            for (tint, areas) in paint.rectangles(places) {
                for Area { top, left, bottom, right } in areas {
                    for row in top..=bottom {
                        given.extend((left..=right).map(|col| ((row, col), tint)));
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
                        n => prop_assert_eq!(given, Some(tint(*n))),
                    }
                }
            }
            prop_assert_eq!(given.len(), 0);
        }
    }

    #[test]
    fn what_is_alike_is_given_at_once() {
        let mut paint = Paint::new(COLUMNS);
        for row in 0..9 {
            for col in 0..6 {
                let n = if (row, col) == (4, 2) { 2 } else { 1 };
                paint.tint(row, col, tint(n));
            }
        }
        let given = |paint: &Paint| -> (Option<Tint>, Vec<Area>) {
            let mut places = paint.places();
            let ground = paint.ground(&mut places);
            assert_eq!(ground, vec![ground[0]; COLUMNS]);
            let rectangles = paint.rectangles(places).into_iter();
            (ground[0], rectangles.flat_map(|(_, areas)| areas).collect())
        };
        let most = Some(tint(1));
        assert_eq!(given(&paint), (most, vec![Area::row(4, 2, 2)]));
        // A row with a cell that is not to look like its column has nothing from it.
        paint.spots.push(Spot::Tinted(tint(1)));
        paint.spots.resize(10 * COLUMNS, Spot::Bare);
        let others = vec![Area::row(9, 0, 0), Area::row(4, 2, 2)];
        assert_eq!(given(&paint), (most, others));
        // Too few to be worth a format of the column.
        paint.spots.drain(COLUMNS * (WORTH - 1)..);
        let all = Area {
            top: 0,
            left: 0,
            bottom: 2,
            right: 5,
        };
        assert_eq!(given(&paint), (None, vec![all]));
    }
}
