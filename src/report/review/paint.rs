//! What the cells of a page look like, gathered while it is drawn and given to the sheet in the end.
//!
//! The writer looks up a format as a whole, which costs more than a cell: so every format is given for as
//! large a rectangle as there is. A rectangle may cover cells of other looks that are given theirs later.

use super::bars::{self, Look};
use super::ink::Ink;
use crate::report::formats::Formats;
use crate::report::write::{self, Area};
use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many cells may be covered in vain for a rectangle less: they cost about as much.
const IN_VAIN: usize = 24;

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

    /// Whether there is a line at all.
    pub(super) const fn any(self) -> bool {
        self.left || self.right || self.top || self.bottom
    }
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

    /// Gives all cells their looks.
    pub(super) fn give(self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        for (tint, areas) in self.rectangles() {
            let format = tint.format(formats);
            for area in areas {
                sheet.set_range_format(area.top, area.left, area.bottom, area.right, &format)?;
            }
        }
        let mut built = BTreeMap::new();
        for (area, content, tint) in self.last {
            let format = built.entry(tint).or_insert_with(|| tint.format(formats));
            match content {
                Content::Text(text) => write::merged(sheet, area, &text, format)?,
                Content::Number(number) => {
                    write::merged(sheet, area, "", format)?;
                    sheet.write_number_with_format(area.top, area.left, number, format)?;
                }
            }
        }
        Ok(())
    }

    /// The rectangles that give every cell its look, if they are given in this order.
    fn rectangles(&self) -> Vec<(Tint, Vec<Area>)> {
        let mut places: BTreeMap<Tint, Vec<usize>> = BTreeMap::new();
        for (at, spot) in self.spots.iter().enumerate() {
            if let Spot::Tinted(tint) = spot {
                places.entry(*tint).or_default().push(at);
            }
        }
        // What most cells look like comes first, for it may lie below all others.
        let mut places: Vec<(Tint, Vec<usize>)> = places.into_iter().collect();
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

/// The looks of a page under way.
struct Cover {
    columns: usize,
    /// When a cell is given its look: 0 is never, and may not be covered.
    turns: Vec<usize>,
    done: Vec<bool>,
}

impl Cover {
    fn new(paint: &Paint, places: &[(Tint, Vec<usize>)]) -> Self {
        let turn = |spot: &Spot| match spot {
            Spot::Bare | Spot::Tinted(_) => 0,
            Spot::Last => usize::MAX,
        };
        let mut turns: Vec<usize> = paint.spots.iter().map(turn).collect();
        for (turn, (_, cells)) in (1..).zip(places) {
            for at in cells {
                turns[*at] = turn;
            }
        }
        Self {
            columns: paint.columns,
            done: vec![false; turns.len()],
            turns,
        }
    }

    /// Whether a cell still waits for this turn.
    fn waits(&self, at: usize, turn: usize) -> bool {
        self.turns[at] == turn && !self.done[at]
    }

    /// Covers a rectangle whose upper left is a cell, as wide and then as high as there is use for it.
    fn rectangle(&mut self, at: usize, turn: usize) -> Area {
        let (top, left) = (at / self.columns, at % self.columns);
        let row_end = ((top + 1) * self.columns).min(self.turns.len());
        let free = (at..row_end).take_while(|at| self.turns[*at] >= turn);
        let last = free.filter(|at| self.waits(*at, turn)).last();
        let width = last.unwrap_or(at) - at + 1;
        let (mut bottom, mut row, mut in_vain) = (top, top + 1, 0);
        while let Some(turns) = self
            .turns
            .get(row * self.columns + left..)
            .and_then(|rest| rest.get(..width))
        {
            if turns.iter().any(|later| *later < turn) {
                break;
            }
            let first = row * self.columns + left;
            let wanted = (first..first + width)
                .filter(|at| self.waits(*at, turn))
                .count();
            in_vain += width - wanted;
            if wanted > 0 {
                (bottom, in_vain) = (row, 0);
            } else if in_vain > IN_VAIN {
                break;
            }
            row += 1;
        }
        for row in top..=bottom {
            let first = row * self.columns + left;
            for at in first..first + width {
                self.done[at] |= self.turns[at] == turn;
            }
        }
        Area {
            top: top as u32,
            left: left as u16,
            bottom: bottom as u32,
            right: (left + width - 1) as u16,
        }
    }
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
        fn every_cell_gets_its_look_and_no_other(spots in prop::collection::vec(0..7_u32, 0..80)) {
            let mut paint = Paint::new(COLUMNS);
            for (at, spot) in spots.iter().enumerate() {
                let (row, col) = ((at / COLUMNS) as u32, (at % COLUMNS) as u16);
                match spot {
                    0 => {}
                    6 => paint.write_last(Area::row(row, col, col), Content::Number(1.0), tint(0)),
                    n => paint.tint(row, col, tint(*n)),
                }
            }
            let mut given = BTreeMap::new();
            for (tint, areas) in paint.rectangles() {
                for Area { top, left, bottom, right } in areas {
                    for row in top..=bottom {
                        given.extend((left..=right).map(|col| ((row, col), tint)));
                    }
                }
            }
            for (at, spot) in spots.iter().enumerate() {
                let given = given.remove(&((at / COLUMNS) as u32, (at % COLUMNS) as u16));
                match spot {
                    0 => prop_assert_eq!(given, None),
                    6 => {}
                    n => prop_assert_eq!(given, Some(tint(*n))),
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
        let areas: Vec<Area> = paint
            .rectangles()
            .into_iter()
            .flat_map(|(_, areas)| areas)
            .collect();
        let all = Area {
            top: 0,
            left: 0,
            bottom: 8,
            right: 5,
        };
        assert_eq!(areas, [all, Area::row(4, 2, 2)]);
    }
}
