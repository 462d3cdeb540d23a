//! How a page is fitted on paper.

use crate::report::page_writer::{LineCache, PageUse};
use rust_xlsxwriter::XlsxError;

/// The scales a page may be printed at: the first at which it is a single one; at the smallest, text is
/// still above 8 points. What needs several sheets of paper gets them at the first scale.
const SCALES: [f64; 3] = [1.0, 0.95, 0.9];

/// What fills more sheets than this at the first scale is not tried at the others: the smallest holds 1 ÷ 0.9² of
/// the text, and of a second sheet what it repeats falls away. Pages of up to 1.37 were seen to fit.
const HOPELESS: f64 = 1.5;

/// How a page is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) scale: f64,
    /// Whether with charts.
    pub(super) charts: bool,
    /// The row of the layout that begins a new sheet of paper, counted from the first that is neither repeated nor beside charts.
    pub(super) new_sheet_at: Option<usize>,
}

impl Choice {
    const fn new(scale: f64, charts: bool) -> Self {
        Self {
            scale,
            charts,
            new_sheet_at: None,
        }
    }
}

/// What a choice comes to.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) page_use: PageUse,
    /// The height in points of what stands above each row of the layout, from the first that is neither
    /// repeated nor beside charts.
    pub(super) starts: Vec<f64>,
    /// The height in points that everything needs.
    pub(super) height: f64,
    /// Whether the ratings begin a sheet of paper.
    pub(super) ratings_begin: bool,
    /// What was measured, for drawing it.
    pub(super) cache: LineCache,
}

impl Measured {
    /// How many sheets of paper it would fill if it could be put together without a gap.
    fn filled(&self) -> f64 {
        self.height / self.page_use.capacity
    }
}

/// How to draw a page, and what was measured of it. Charts may make the print smaller, but never take a sheet
/// of paper more. `measure` measures a choice.
pub(super) fn choose(
    has_charts: bool,
    measure: impl Fn(Choice) -> Result<Measured, XlsxError>,
) -> Result<(Choice, LineCache), XlsxError> {
    let mut tried = Tried {
        measure,
        choices: Vec::new(),
    };
    let with_charts = match has_charts {
        true => Some(tried.one_sheet(true)?),
        false => None,
    };
    if let Some(Ok(choice)) = with_charts {
        return tried.take(choice);
    }
    let choice = match tried.one_sheet(false)? {
        Ok(choice) => choice,
        Err(sheets) => {
            let charts = with_charts.is_some_and(|with| with.is_err_and(|with| with <= sheets));
            tried.on_several_sheets(Choice::new(SCALES[0], charts))?
        }
    };
    tried.take(choice)
}

/// The choices that were measured.
struct Tried<F> {
    measure: F,
    choices: Vec<(Choice, Measured)>,
}

impl<F: Fn(Choice) -> Result<Measured, XlsxError>> Tried<F> {
    fn measured(&mut self, choice: Choice) -> Result<&Measured, XlsxError> {
        let at = self.choices.iter().position(|(tried, _)| *tried == choice);
        let at = match at {
            Some(at) => at,
            None => {
                self.choices.push((choice, (self.measure)(choice)?));
                self.choices.len() - 1
            }
        };
        Ok(&self.choices[at].1)
    }

    /// The choice with what was measured of it.
    fn take(mut self, choice: Choice) -> Result<(Choice, LineCache), XlsxError> {
        self.measured(choice)?;
        let at = self.choices.iter().position(|(tried, _)| *tried == choice);
        let (choice, measured) = self.choices.swap_remove(at.unwrap_or_default());
        Ok((choice, measured.cache))
    }

    /// The first scale at which a page is a single sheet of paper, or how many it takes at the first of all.
    fn one_sheet(&mut self, charts: bool) -> Result<Result<Choice, usize>, XlsxError> {
        let at = |scale| Choice::new(scale, charts);
        let [largest, ref between @ .., smallest] = SCALES;
        let first = self.measured(at(largest))?;
        let (sheets, filled) = (first.page_use.sheets, first.filled());
        if sheets == 1 {
            return Ok(Ok(at(largest)));
        }
        // Measuring costs: the smallest print tells whether the others are worth trying.
        if filled > HOPELESS || self.measured(at(smallest))?.page_use.sheets > 1 {
            return Ok(Err(sheets));
        }
        for scale in between {
            if self.measured(at(*scale))?.page_use.sheets == 1 {
                return Ok(Ok(at(*scale)));
            }
        }
        Ok(Ok(at(smallest)))
    }

    /// Entries alone on a second sheet would have to be turned to and fro from: rows of the form go with them, so
    /// that both sheets are about as full, or as many as have room.
    fn on_several_sheets(&mut self, choice: Choice) -> Result<Choice, XlsxError> {
        let measured = self.measured(choice)?;
        if measured.page_use.sheets != 2 || !measured.ratings_begin {
            return Ok(choice);
        }
        let (height, starts) = (measured.height, measured.starts.clone());
        let uneven = |at: &usize| (height - 2.0 * starts[*at]).abs();
        let evenest = (0..starts.len()).min_by(|one, other| uneven(one).total_cmp(&uneven(other)));
        for at in evenest.unwrap_or(starts.len())..starts.len() {
            let even = Choice {
                new_sheet_at: Some(at),
                ..choice
            };
            if self.measured(even)?.page_use.sheets == 2 {
                return Ok(even);
            }
        }
        Ok(choice)
    }
}
