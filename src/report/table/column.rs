//! The columns of a table: what stands in them and how, each in one place.

use super::cell::Cell;
use super::entry::Check;
use super::look::Look;
use crate::report::page;
use crate::report::style::Paper;
use crate::tag::ColumnTag;
use crate::workbook::CellPos;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// How wide a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// Pixels on A4, as much more on larger paper as the page is wider.
    Scaled(u32),
    /// Pixels on A4, and how many more on A3.
    Wider(u32, u32),
    /// So many columns of the sheet that several tables share.
    Over(u16),
}

impl Width {
    /// In pixels on a paper; 0 where it has none of its own.
    pub(crate) fn pixels(self, paper: Paper) -> u32 {
        match (self, paper) {
            (Self::Scaled(pixels), paper) => page::widened(pixels, paper),
            (Self::Wider(pixels, _), Paper::A4) => pixels,
            (Self::Wider(pixels, more), Paper::A3) => pixels + more,
            (Self::Over(_), _) => 0,
        }
    }
}

impl From<u32> for Width {
    fn from(pixels: u32) -> Self {
        Self::Scaled(pixels)
    }
}

impl From<(u32, u32)> for Width {
    fn from((narrow, more): (u32, u32)) -> Self {
        Self::Wider(narrow, more)
    }
}

/// Where a cell is being written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    /// Counted from 0, as the column.
    pub(crate) row: u32,
    pub(crate) col: u16,
    /// Which of the entries it belongs to.
    pub(crate) entry: usize,
    /// Which of the entry's rows it is.
    pub(crate) part: usize,
}

impl At {
    /// The first column of an entry's first row.
    pub(crate) const fn of(entry: usize, row: u32) -> Self {
        Self {
            row,
            col: 0,
            entry,
            part: 0,
        }
    }

    /// The address of the cell so many columns to the left.
    pub(crate) fn left(self, columns: u16) -> CellPos {
        CellPos::new(self.row, u32::from(self.col - columns))
    }
}

/// What shows an entry in a column.
type Show<'a, R> = Box<dyn Fn(&R, At) -> Cell + 'a>;

/// A column of a table of `R`s.
pub(crate) struct Column<'a, R> {
    pub(super) heading: Cow<'a, str>,
    pub(super) width: Width,
    /// Pixels it has in any case.
    pub(super) least: u32,
    pub(super) look: Look,
    pub(super) show: Show<'a, R>,
    pub(super) group: Option<Cow<'a, str>>,
    pub(super) flags: Flags,
    pub(super) check: Option<Check>,
    pub(super) hint: Option<Cow<'a, str>>,
    pub(super) tag: Option<ColumnTag>,
}

/// What is out of the ordinary about a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    /// One cell over all rows of an entry.
    pub(super) tall: bool,
    /// Out of sight, at the end of the table.
    pub(super) hidden: bool,
    /// Never cut for lack of room.
    pub(super) whole: bool,
    /// Of no use if left blank.
    pub(super) required: bool,
}

/// Columns below a heading that they share.
pub(crate) fn grouped<'a, R>(
    name: &str,
    columns: impl IntoIterator<Item = Column<'a, R>>,
) -> Vec<Column<'a, R>> {
    let columns = columns.into_iter();
    columns
        .map(|column| column.group(name.to_owned()))
        .collect()
}

impl<'a, R> Column<'a, R> {
    /// Wrapped text.
    pub(crate) fn text<C: Into<Cell>>(
        heading: impl Into<Cow<'a, str>>,
        width: impl Into<Width>,
        show: impl Fn(&R) -> C + 'a,
    ) -> Self {
        Self::shown(heading, width, move |entry, _| show(entry).into())
    }

    /// Short words in the middle.
    pub(crate) fn word<C: Into<Cell>>(
        heading: impl Into<Cow<'a, str>>,
        width: impl Into<Width>,
        show: impl Fn(&R) -> C + 'a,
    ) -> Self {
        Self::text(heading, width, show).look(Look::CENTRE)
    }

    /// Numbers at the right.
    pub(crate) fn number<C: Into<Cell>>(
        heading: impl Into<Cow<'a, str>>,
        width: impl Into<Width>,
        show: impl Fn(&R) -> C + 'a,
    ) -> Self {
        Self::text(heading, width, show).look(Look::NUMBER)
    }

    /// The number of the line.
    pub(crate) fn counter(width: u32) -> Self {
        let number = |_: &R, at: At| Decimal::from(at.entry + 1).into();
        Self::shown("No.", width, number).look(Look::CENTRE)
    }

    /// What depends on where it is written: formulas.
    pub(crate) fn shown(
        heading: impl Into<Cow<'a, str>>,
        width: impl Into<Width>,
        show: impl Fn(&R, At) -> Cell + 'a,
    ) -> Self {
        Self {
            heading: heading.into(),
            width: width.into(),
            least: 0,
            look: Look::TEXT,
            show: Box::new(show),
            group: None,
            flags: Flags::default(),
            check: None,
            hint: None,
            tag: None,
        }
    }

    /// How its cells look where they do not say so themselves.
    pub(crate) fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// So many pixels at least.
    pub(crate) fn at_least(mut self, pixels: u32) -> Self {
        self.least = pixels;
        self
    }

    /// Below a heading that it shares with its neighbours of the same group.
    pub(crate) fn group(mut self, name: impl Into<Cow<'a, str>>) -> Self {
        self.group = Some(name.into());
        self
    }

    /// One cell over all rows of an entry.
    pub(crate) fn tall(mut self) -> Self {
        self.flags.tall = true;
        self
    }

    /// Out of sight; such columns are the last.
    pub(crate) fn hidden(mut self) -> Self {
        self.flags.hidden = true;
        self
    }

    /// Never cut for lack of room.
    pub(crate) fn whole(mut self) -> Self {
        self.flags.whole = true;
        self
    }

    /// To be filled in, or not.
    pub(crate) fn required(mut self, required: bool) -> Self {
        self.flags.required = required;
        self
    }

    /// What may be typed into it.
    pub(crate) fn check(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }

    /// What is said about filling it in: a note on the heading, and beside the cell where it is checked.
    pub(crate) fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The hidden word by which its entries are known when the workbook comes back.
    pub(crate) fn tag(mut self, tag: ColumnTag) -> Self {
        self.tag = Some(tag);
        self
    }

    /// Its heading.
    pub(crate) fn heading(&self) -> &str {
        &self.heading
    }

    /// How its heading looks in a table of text in so many points.
    pub(super) const fn heading_look(&self, size: u8, top: bool) -> Look {
        let look = match (self.look.is_bare(), self.look.is_ruled_left()) {
            (true, _) => Look::BARE_HEADING,
            (_, true) => Look::HEADING.ruled_left(),
            (_, false) => Look::HEADING,
        };
        look.within(size, top)
    }

    /// How many columns of the sheet it takes.
    pub(super) const fn span(&self) -> u16 {
        match self.width {
            Width::Over(columns) => columns,
            Width::Scaled(_) | Width::Wider(..) => 1,
        }
    }

    /// Its width in pixels, where it has one of its own.
    pub(crate) fn pixels(&self, paper: Paper) -> u32 {
        self.width.pixels(paper).max(self.least)
    }
}
