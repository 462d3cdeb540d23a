//! The list shows what a spreadsheet program computes from the entries.

use super::list::{rated, workbook};
use crate::model::Measure;
use crate::report::recalculation::assert_recalculated;

/// Needs LibreOffice, and fails without it.
#[test]
fn a_spreadsheet_program_follows_the_entries_as_the_list_does() {
    let list = workbook(vec![
        rated("1", &[]),
        rated("2", &[Measure::Progress]),
        rated("3", &[Measure::Kpi, Measure::Kgi]),
        rated("4", &Measure::ALL),
    ]);
    assert_recalculated(&[list], 16);
}
