//! How a layout is drawn: a grid of columns, and rows of labels and cells from top to bottom.
//!
//! ```text
//!  ├──── left ────┤├─── a year: four quarters ───┤├─── the next year …
//!  row   cells = label, value, label, value …          each from where the one before it ends
//!  block years │ values │ items │ money                 under the years
//! ```

mod file;

use super::{FieldKey, Label, Layout, ValueSide};
use crate::model::{FiscalYear, Measure};

pub(super) use file::File;

/// Columns that a year has: its quarters.
pub const QUARTERS: u16 = 4;

/// How a form is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Widths of the columns left of the years, in characters.
    pub left: Vec<f64>,
    /// Width of a quarter's column, in characters.
    pub quarter: f64,
    /// Where the years begin.
    pub first_year: FirstYear,
    /// How many years there are.
    pub years: u16,
    /// How many rows the schedule has at least.
    pub items: u32,
    /// What stands where, from the top.
    pub rows: Vec<DrawRow>,
    /// Lines of the sheet 記入要領.
    pub guide: Vec<String>,
}

/// Which year comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstYear {
    /// A plan of fixed years, followed by plans of as many.
    Fixed(FiscalYear),
    /// So many years before the year of the period.
    Before(u16),
}

/// One or several rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawRow {
    /// A row of cells, at least so many lines high.
    Cells(Vec<Piece>, usize),
    /// The headings of the years and their quarters.
    Years {
        /// The label beside them.
        label: String,
        /// The names of the quarters.
        quarters: [String; QUARTERS as usize],
    },
    /// Rows of targets, then of actuals.
    Values(Vec<(ValueSide, Measure)>),
    /// The schedule.
    Items {
        /// The label beside it, with the legend.
        label: String,
    },
    /// Budgets and settlements.
    Money {
        /// The label beside them, with the unit.
        label: String,
        /// Beside each other under each year, or in a row each.
        beside: bool,
    },
}

/// A cell over one or several columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First column.
    pub first: u16,
    /// Last column.
    pub last: u16,
    /// What stands in it.
    pub holds: Holds,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing: a gap.
    Nothing,
    /// The label of a value.
    Label(Slot, String),
    /// A text of the form that names no value.
    Text(String),
    /// A value.
    Value(Slot),
}

/// A value that stands outside the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The title with the year.
    Title,
    /// 提出期限
    Due,
    /// A single field.
    Field(FieldKey),
    /// A rating.
    Rating(Measure),
    /// 評価理由
    Reason(Measure),
    /// 前回の評価
    Previous(Measure),
}

impl Draw {
    /// How many columns the form has.
    pub fn columns(&self) -> u16 {
        self.left.len() as u16 + self.years * QUARTERS
    }

    /// Where a column begins, as a share of the form's width.
    pub fn share(&self, column: u16) -> f64 {
        let quarters = vec![self.quarter; usize::from(self.years * QUARTERS)];
        let widths = self.left.iter().chain(&quarters);
        let whole: f64 = widths.clone().sum();
        widths.take(usize::from(column)).sum::<f64>() / whole
    }

    /// Whether these years can stand on a form for a period: as many as it has columns for, one after
    /// the other, and the period's among them.
    pub fn takes(&self, years: &[FiscalYear], period: FiscalYear) -> bool {
        years.len() == usize::from(self.years)
            && years.contains(&period)
            && years.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1)
    }

    /// The years of a form for a period.
    pub fn years_for(&self, period: FiscalYear) -> Vec<FiscalYear> {
        let count = i32::from(self.years);
        let first = match self.first_year {
            FirstYear::Fixed(first) => first.0 + (period.0 - first.0).div_euclid(count) * count,
            FirstYear::Before(before) => period.0 - i32::from(before),
        };
        (first..first + count).map(FiscalYear).collect()
    }

    /// The same drawing with the labels of another layout, as far as it has them: for a layout that does
    /// not say how it is drawn.
    pub fn in_words_of(mut self, layout: &Layout) -> Self {
        let reword = |text: &mut String, label: Label| {
            if let Some(word) = layout.word(label) {
                word.clone_into(text);
            }
        };
        for row in &mut self.rows {
            match row {
                DrawRow::Cells(pieces, _) => {
                    for piece in pieces {
                        if let Holds::Label(slot, text) = &mut piece.holds {
                            reword(text, slot.label());
                        }
                    }
                }
                DrawRow::Years { label, .. } => reword(label, Label::Years),
                DrawRow::Items { label } => reword(label, Label::Items),
                DrawRow::Money { label, .. } => reword(label, Label::Money),
                DrawRow::Values(_) => {}
            }
        }
        self
    }
}

impl Slot {
    /// The label beside the value.
    const fn label(self) -> Label {
        match self {
            Self::Title => Label::Furniture,
            Self::Due | Self::Previous(_) => Label::Reference,
            Self::Field(key) => Label::Field(key),
            Self::Rating(measure) => Label::Rating(measure),
            Self::Reason(_) => Label::Reason,
        }
    }
}
