//! What a spreadsheet program computes from the formulas is what they carry as results.

use super::{city, consolidation, rendered};
use crate::report::recalculation::assert_recalculated;

/// Needs LibreOffice, and fails without it.
#[test]
fn a_spreadsheet_program_computes_the_results_that_the_formulas_carry() {
    let workbooks = [consolidation(), city::city(40), city::city(0)].map(|data| rendered(&data));
    assert_recalculated(&workbooks, 100);
}
