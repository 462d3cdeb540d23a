//! A sheet as the form sees it: sparse cells at absolute positions, merged regions, sizes, shapes.

use super::Format;
use super::marked::Marked;
use super::problem::Problem;
use super::regions::Regions;
use super::shape::{Rgb, Shape};
use crate::address::{CellPos, Region};
use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A number with the text its cell shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// The stored number, at Excel's 15 significant digits.
    pub stored: Decimal,
    /// Power of ten from the stored to the shown number: 2 for `0%`, -3 for `#,##0,`.
    pub scale: i8,
    /// What the cell shows: `20%`, `1,200`, `10件`; of a number that it hides, the number.
    pub shown: Arc<str>,
    /// What more there is to know; `None` for most cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Box<NumberDetail>>,
}

/// What a number's shown text does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberDetail {
    /// What the cell would show with every digit of the number: `79.5%` where it shows `80%`; `None`
    /// where it shows them all.
    pub exact: Option<Arc<str>>,
    /// Whether the cell shows nothing: a format without a place for the number, or zeros not shown.
    pub hidden: bool,
    /// Whether a zero is shown as something else: `－`, 該当なし, `1900/1/0`.
    pub disguised: bool,
    /// Whether the digits shown are not those of the number, rounded: `0"00"`, `"1"0`.
    pub foreign_digits: bool,
    /// The formula that came to a zero.
    pub formula: Option<Arc<str>>,
    /// Whether a zero is what a formula makes of blank cells.
    pub from_blank: bool,
}

impl Number {
    /// A number that shows all of itself.
    pub fn plain(stored: Decimal, shown: impl Into<Arc<str>>) -> Self {
        Self {
            stored,
            scale: 0,
            shown: shown.into(),
            detail: None,
        }
    }

    /// What the cell would show with every digit of the number.
    pub fn exact(&self) -> &str {
        let exact = self
            .detail
            .as_ref()
            .and_then(|detail| detail.exact.as_deref());
        exact.unwrap_or(&self.shown)
    }

    /// Whether the cell shows nothing.
    pub fn is_hidden(&self) -> bool {
        self.detail.as_ref().is_some_and(|detail| detail.hidden)
    }

    /// Whether the digits shown are not those of the number, rounded.
    pub fn has_foreign_digits(&self) -> bool {
        self.detail
            .as_ref()
            .is_some_and(|detail| detail.foreign_digits)
    }

    /// Whether it is a zero that nobody can see as one.
    pub fn is_unseen_zero(&self) -> bool {
        let detail = self.detail.as_ref();
        self.stored.is_zero() && detail.is_some_and(|detail| detail.hidden || detail.disguised)
    }

    /// Whether it is a zero that a formula made of blank cells.
    pub fn is_from_blank(&self) -> bool {
        self.detail.as_ref().is_some_and(|detail| detail.from_blank)
    }

    /// The formula of a zero.
    pub(crate) fn formula(&self) -> Option<&str> {
        self.detail.as_ref()?.formula.as_deref()
    }

    /// Whether it is a zero that a formula came to, whatever the formula names.
    pub fn is_calculated_zero(&self) -> bool {
        self.formula().is_some()
    }

    /// The details, made where there are none yet.
    pub(crate) fn detail_mut(&mut self) -> &mut NumberDetail {
        self.detail.get_or_insert_default()
    }

    /// The exact number on the scale the cell shows: 0.2 formatted `0%` is 20.
    pub fn displayed(&self) -> Decimal {
        let mut number = self.stored;
        for _ in 0..self.scale.unsigned_abs() {
            number = if self.scale > 0 {
                number * Decimal::TEN
            } else {
                number / Decimal::TEN
            };
        }
        number.normalize()
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Nothing; the cell is kept for its fill.
    Blank,
    /// Text without furigana, line breaks as `\n`.
    Text(Arc<str>),
    /// A number.
    Number(Number),
    /// A date or time.
    Date {
        /// The moment.
        at: NaiveDateTime,
        /// What the cell shows.
        shown: Arc<str>,
    },
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value: `#DIV/0!`.
    Error(Arc<str>),
    /// A formula that no program has computed yet, with its text.
    Uncomputed(Arc<str>),
}

impl Content {
    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// What the cell shows.
    pub fn shown(&self) -> &str {
        match self {
            Self::Blank => "",
            Self::Text(text) | Self::Error(text) => text,
            Self::Number(number) => &number.shown,
            Self::Date { shown, .. } => shown,
            Self::Bool(true) => "TRUE",
            Self::Bool(false) => "FALSE",
            Self::Uncomputed(formula) => formula,
        }
    }
}

/// One cell with content or a fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Absolute position.
    pub pos: CellPos,
    /// What it holds.
    pub content: Content,
    /// Its solid or pattern fill's colour; white and none are `None`.
    pub fill: Option<Rgb>,
}

/// Hides the zeros of a sheet that shows none.
pub(crate) fn hide_zeros(cells: &mut [Cell]) {
    for cell in cells {
        if let Content::Number(number) = &mut cell.content
            && number.stored.is_zero()
        {
            number.detail_mut().hidden = true;
        }
    }
}

/// Sizes along columns or rows, in EMU; hidden ones are 0 wide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// Size of those not named.
    pub default: i64,
    /// Size of the others by index; 0 where hidden.
    pub sizes: BTreeMap<u32, i64>,
    /// Indices that are hidden, as ranges from–to, both included, in order.
    pub hidden: Vec<(u32, u32)>,
}

impl Axis {
    /// The edge before an index, from the sheet's corner.
    pub fn edge(&self, index: u32) -> i64 {
        let named: i64 = self.sizes.range(..index).map(|(_, size)| size).sum();
        let count = self.sizes.range(..index).count() as i64;
        named + (i64::from(index) - count) * self.default
    }

    /// The size of one column or row.
    pub fn size(&self, index: u32) -> i64 {
        self.sizes.get(&index).copied().unwrap_or(self.default)
    }

    /// The index that covers a distance from the corner; an edge belongs to what begins there.
    pub fn index_at(&self, distance: i64) -> u32 {
        let mut edge = 0;
        let mut next = 0;
        for (&index, &size) in &self.sizes {
            let run = i64::from(index - next) * self.default;
            if distance < edge + run {
                break;
            }
            edge += run + size;
            next = index + 1;
            if distance < edge {
                return index;
            }
        }
        let beyond = (distance - edge).max(0) / self.default.max(1);
        next.saturating_add(u32::try_from(beyond).unwrap_or(u32::MAX))
    }

    /// Whether an index is hidden.
    pub fn is_hidden(&self, index: u32) -> bool {
        let at = self.hidden.partition_point(|(from, _)| *from <= index);
        at.checked_sub(1)
            .is_some_and(|before| index <= self.hidden[before].1)
    }
}

/// A comment on a cell: a note or a threaded one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The cell.
    pub pos: CellPos,
    /// Its text, replies joined by line breaks.
    pub text: String,
}

/// Whether a sheet is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    /// Shown.
    Visible,
    /// Hidden; the user can show it.
    Hidden,
    /// Hidden so that only a program can show it.
    VeryHidden,
}

/// What the file format does not let us see on a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingInfo {
    /// Number formats: a `0%` would go unseen.
    pub formats: bool,
    /// Painted cells.
    pub fills: bool,
    /// Shapes.
    pub shapes: bool,
}

/// The heavy edges of a cell: thick, medium or double lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edges {
    /// Above it.
    pub top: bool,
    /// Below it.
    pub bottom: bool,
    /// Left of it.
    pub left: bool,
    /// Right of it.
    pub right: bool,
}

impl Edges {
    /// Whether there is one.
    pub const fn any(self) -> bool {
        self.top || self.bottom || self.left || self.right
    }
}

/// Marks on cells that are neither content nor fill (xlsx).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Cells with heavy edges, in order.
    pub heavy: Vec<(CellPos, Edges)>,
    /// Cells that are painted by a condition.
    pub conditional: Vec<Region>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// Cells in the order of row, then column; one for each position.
    pub cells: Vec<Cell>,
    /// What the look of letters says beside the contents, in the order of cells; hardly any has a mark.
    pub marked: Vec<Marked>,
    /// Merged regions in the order of their first cell.
    pub merges: Vec<Region>,
    /// Column widths.
    pub columns: Axis,
    /// Row heights.
    pub rows: Axis,
    /// Visible shapes in drawing order.
    pub shapes: Vec<Shape>,
    /// Comments in the order of cells.
    pub comments: Vec<Comment>,
    /// Heavy borders and conditional fills.
    pub marks: Marks,
    /// What cannot be seen.
    pub missing_info: MissingInfo,
    /// What went wrong on this sheet; the rest of it is here.
    pub problems: Vec<Problem>,
}

impl Sheet {
    /// The cell at a position.
    pub fn cell(&self, pos: CellPos) -> Option<&Cell> {
        self.cells
            .binary_search_by_key(&pos, |cell| cell.pos)
            .ok()
            .map(|index| &self.cells[index])
    }

    /// The content at a position.
    pub fn content(&self, pos: CellPos) -> &Content {
        self.cell(pos).map_or(&Content::Blank, |cell| &cell.content)
    }

    /// Its merged regions by place.
    pub fn regions(&self) -> Regions {
        Regions::new(&self.merges)
    }
}

/// A workbook as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// Its format.
    pub format: Format,
    /// Sheets in the order of tabs; chart and macro sheets are left out.
    pub sheets: Vec<Sheet>,
    /// When it was last changed, as it says itself.
    pub modified: Option<DateTime<Utc>>,
    /// Custom document properties, and the constants named `kohyo.…` on a sheet, under
    /// `sheet name!kohyo.…`.
    pub properties: BTreeMap<String, String>,
    /// What went wrong beside the sheets that were read.
    pub problems: Vec<Problem>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_and_indices_agree() {
        let axis = Axis {
            default: 10,
            sizes: BTreeMap::from([(1, 5), (3, 0), (4, 20)]),
            hidden: vec![(3, 3)],
        };
        let edges: Vec<i64> = (0..7).map(|index| axis.edge(index)).collect();
        assert_eq!(edges, [0, 10, 15, 25, 25, 45, 55]);
        for (distance, index) in [
            (0, 0),
            (9, 0),
            (10, 1),
            (14, 1),
            (15, 2),
            (25, 4),
            (44, 4),
            (45, 5),
            (60, 6),
        ] {
            assert_eq!(axis.index_at(distance), index, "{distance}");
        }
        assert!(axis.is_hidden(3) && !axis.is_hidden(4));
    }

    #[test]
    fn percent_cells_keep_exact_digits() {
        let number = Number {
            stored: Decimal::new(128, 3),
            scale: 2,
            shown: "13%".into(),
            detail: None,
        };
        assert_eq!(number.displayed(), Decimal::new(128, 1));
    }
}
