//! What a label is changed to gives no other cell a meaning that it has not.

use crate::bench::{Bench, shown};
use kohyo::finding::Code;
use kohyo::workbook::CellPos;
use kohyo::workbook::Content;
use rstest::rstest;
use std::collections::BTreeSet;

/// A label typed where a value stands, and a label wiped out or overwritten, give no other cell a
/// meaning that it has not on the form.
#[rstest]
#[case::plan_word_as_a_grade("drift/ratings-with-values-below.xlsx", "A21", "計画値")]
#[case::plan_word_as_a_reason("drift/ratings-with-values-below.xlsx", "B21", "計画値")]
#[case::money_word_as_a_grade("drift/ratings-with-values-below.xlsx", "A21", "予算額")]
#[case::schedule_word_as_a_grade("drift/ratings-with-values-below.xlsx", "A21", "スケジュール")]
#[case::reason_overwritten("drift/ratings-with-values-below.xlsx", "B20", "ゐゑ")]
#[case::targets_wiped_out("forms/forms/子ども未来部/保育課_個票1.xlsx", "A9", "")]
#[case::targets_overwritten("forms/forms/子ども未来部/保育課_個票1.xlsx", "A9", "ゐゑ")]
#[case::targets_wiped_out_above_kpi_and_kgi("forms/forms/教育部/学校教育課.xlsx", "A11", "")]
#[case::actuals_wiped_out("forms/forms/子ども未来部/保育課_個票1.xlsx", "A11", "")]
#[case::progress_wiped_out("forms/forms/子ども未来部/保育課_個票1.xlsx", "B11", "")]
#[case::progress_overwritten("forms/forms/教育部/学校教育課.xlsx", "C11", "ゐゑ")]
#[case::indicator_that_is_a_label("forms/forms/都市整備部/災害GIS.xlsx", "I7", "責任者")]
#[case::first_year_wiped_out("forms/forms/教育部/学校教育課.xlsx", "D9", "")]
#[case::first_year_overwritten("forms/forms/子ども未来部/保育課_個票1.xlsx", "C8", "ゐゑ")]
#[case::year_that_is_a_label("forms/forms/子ども未来部/保育課_個票1.xlsx", "E8", "会計年度")]
#[case::schedule_in_other_words("drift/money-in-rows.xlsx", "A13", "実施内容の見直し")]
#[case::budget_among_the_items("forms/forms/子ども未来部/保育課_個票1.xlsx", "B14", "当初予算")]
fn no_cell_becomes_another_field(#[case] file: &str, #[case] cell: &str, #[case] text: &str) {
    let bench = Bench::of(file);
    let pos: CellPos = cell.parse().unwrap();
    let content = match text {
        "" => Content::Blank,
        text => Content::Text(text.into()),
    };
    let workbook = bench.with(pos, content);
    let reading = bench.read(&workbook);
    let misread = bench.misread(pos, &reading);
    assert!(misread.is_empty(), "{file}: {text}\n{}", misread.join("\n"));
    assert!(bench.lost(&workbook, &reading).is_empty());
    assert!(bench.is_printed(text) || shown(&reading).contains(text));
}

/// A label typed beside the form that names nothing there is said at its cell.
#[rstest]
#[case::row_below_the_form("drift/pristine-besshi.xlsx", "A23", "実績（KGI）")]
#[case::row_far_below("drift/pristine-besshi.xlsx", "A25", "実績（KPI）")]
#[case::side_below("drift/pristine-besshi.xlsx", "B23", "目標値")]
#[case::row_below_a_form_moved_right(
    "drift/pristine-moved-down-and-right.xlsx",
    "A26",
    "実績（KGI）"
)]
#[case::row_below_the_right_form("drift/forms-side-by-side.xlsx", "N23", "実績（KGI）")]
#[case::row_beside("forms/forms/教育部/学校教育課.xlsx", "Q5", "実績（KPI）")]
fn a_label_beside_the_form_is_said(#[case] file: &str, #[case] cell: &str, #[case] text: &str) {
    let bench = Bench::of(file);
    let pos: CellPos = cell.parse().unwrap();
    let reading = bench.read(&bench.with(pos, Content::Text(text.into())));
    let mut findings = reading.findings.iter();
    assert!(
        findings.any(|found| found.first_cell() == Some(pos) && found.code == Code::UnreadCell)
    );
}

/// Two values in one field, or one cell for two fields, is never what a form says.
#[rstest]
fn no_cell_is_two_fields(
    #[values(
        "forms/forms/子ども未来部/保育課_個票1.xlsx",
        "forms/forms/教育部/学校教育課.xlsx",
        "drift/ratings-with-values-below.xlsx"
    )]
    file: &str,
) {
    let bench = Bench::of(file);
    for cell in bench.cells() {
        let reading = bench.read(&bench.with(cell.pos, Content::Blank));
        for sheet in &reading.sheets {
            let mut seen = BTreeSet::new();
            for (field, pos) in sheet.source.cells.iter() {
                let path = field.to_string();
                // One cell may hold KPI and KGI, a note and its span, grade and reason.
                let shared = path.starts_with("years.") || path.starts_with("items.");
                assert!(
                    seen.insert(pos) || shared,
                    "{file}: {pos} is {path} too, with {} blank",
                    cell.pos
                );
            }
        }
    }
}
