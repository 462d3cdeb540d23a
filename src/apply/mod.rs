//! The way back: what evaluators and the headquarters wrote into kohyo's own workbooks, taken into the
//! data. Pure: workbooks as the `workbook` room gives them and data in, data and a report out.
//!
//! ```text
//! workbook ─ returned workbook ─ page (tags: whose is which cell) ─ entries ─┐                                     ┌ decided
//! workbook ─ returned workbook ─ page ─────────────────────────────────────┼─ judge: period, project, agreement ─┤
//!                                               dataset.json ──┘        take: grade, outcome         └ Applied
//! ```
//! Nothing is guessed: an entry that cannot be placed or read, or on which workbooks disagree, is refused
//! with its cell and leaves what stood. A blank cell is no entry; it never takes anything away.

mod entry;
mod judge;
mod missing;
mod page;
mod project;
mod returned_workbook;
mod take;

pub use judge::apply;
pub use missing::missing;
pub use returned_workbook::{ReturnedWorkbook, read};

#[cfg(test)]
mod tests;
