//! A page is drawn as it was measured, so that no text is measured twice.

use crate::report::measure::Measure;
use std::cell::{Cell, RefCell};

/// Counts lines and notes each count; replayed, it answers with the counts in the order they were noted.
///
/// Drawing has to ask for the same texts in the same order as measuring did.
#[derive(Debug)]
pub(in crate::report) struct LineCache {
    measure: Measure,
    noted: RefCell<Vec<usize>>,
    /// The next one to answer with; `None` while they are noted.
    next: Cell<Option<usize>>,
}

impl LineCache {
    /// Nothing is noted yet.
    pub(in crate::report) const fn new(measure: Measure) -> Self {
        Self {
            measure,
            noted: RefCell::new(Vec::new()),
            next: Cell::new(None),
        }
    }

    /// The same, to answer from the first count on.
    pub(in crate::report) fn replayed(self) -> Self {
        self.next.set(Some(0));
        self
    }

    /// As [`Measure::lines`].
    pub(in crate::report) fn lines(&self, text: &str, width_px: f64, size: f64) -> usize {
        let mut noted = self.noted.borrow_mut();
        if let Some(at) = self.next.get()
            && let Some(lines) = noted.get(at)
        {
            self.next.set(Some(at + 1));
            debug_assert_eq!(*lines, self.measure.lines(text, width_px, size), "{text}");
            return *lines;
        }
        let lines = self.measure.lines(text, width_px, size);
        noted.push(lines);
        lines
    }

    /// As [`Measure::text_height`].
    pub(in crate::report) fn text_height(&self, text: &str, width_px: f64, size: f64) -> f64 {
        self.measure.height(self.lines(text, width_px, size), size)
    }

    /// For what is not noted.
    pub(in crate::report) const fn measure(&self) -> Measure {
        self.measure
    }
}
