use super::*;
use crate::report::Style;
use crate::report::measure::Measure;

fn writer(sheet: &mut Worksheet, years: usize) -> PageWriter<'_> {
    let grid = ColumnGrid::of_months(98, years, 1.0, []);
    PageWriter::paged(
        Some(sheet),
        LineCache::new(Measure::new(&Style::default())),
        grid,
    )
    .unwrap()
}

#[test]
fn a_page_too_wide_is_shrunk_and_so_takes_more() {
    let mut sheet = Worksheet::new();
    assert!(writer(&mut sheet, 20).capacity > HEIGHT);
}

#[test]
fn rows_that_belong_together_turn_the_page_together() {
    let mut sheet = Worksheet::new();
    let mut writer = writer(&mut sheet, 5);
    writer.rows(&[100.0, 300.0]).unwrap();
    assert!(!writer.keep(90.0));
    assert!(writer.keep(120.0));
    assert_eq!(writer.breaks, [2]);
    assert!(!writer.keep(400.0));
    // What fits on no page does not turn one.
    writer.rows(&[400.0]).unwrap();
    assert!(!writer.keep(900.0));
}

#[test]
fn a_long_text_runs_over_pages_and_keeps_its_height() {
    let mut sheet = Worksheet::new();
    let mut writer = writer(&mut sheet, 5);
    let text = "長い文章。".repeat(4000);
    let cell = Cell::new((1, writer.right()), &text, CellStyle::Text);
    let height = writer.height_of(std::slice::from_ref(&cell));
    let (first, last) = writer.row(&[cell], 0.0).unwrap();
    assert!(height > HEIGHT && last > first);
    assert_eq!(writer.breaks.len() as f64, (height / HEIGHT).floor());
}
