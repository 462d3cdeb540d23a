//! How pages are fitted on paper: long texts get wide cells, and entries are not left alone.

use super::{alone, consolidation};
use crate::model::{Measure, Project};
use crate::provenance::CellPos;
use crate::report::inspect::Geometry;

fn prose(letters: usize) -> String {
    let words = "担当者が紙の書類を手で転記しており、繁忙期には残業が続いている。";
    words.chars().cycle().take(letters).collect()
}

/// A project whose division gives reasons of so many letters and whose other texts have so many.
fn project(reasons: usize, texts: usize) -> Project {
    let mut project = consolidation().projects.remove(0);
    for measure in Measure::ALL {
        project.sheet.declared.get_mut(measure).reason = Some(prose(reasons));
    }
    let sheet = &mut project.sheet;
    for text in [
        &mut sheet.summary,
        &mut sheet.current_state,
        &mut sheet.expected_effect,
        &mut sheet.remarks,
    ] {
        *text = Some(prose(texts));
    }
    project
}

/// The width in pixels of the division's reason and of the basis of the proposal.
fn widths(page: &Geometry) -> (f64, f64) {
    let left = |text: &str| {
        let at = page
            .texts()
            .find(|(at, found)| *found == text && at.col > 1);
        page.left_of(at.unwrap().0.col)
    };
    (
        left("判定") - left("評価理由"),
        left_of_entries(page) - left("根拠"),
    )
}

fn left_of_entries(page: &Geometry) -> f64 {
    page.left_of(page.find("実績評価責任者の評価（太枠に記入）").unwrap().col)
}

#[test]
fn a_long_reason_gets_the_wide_column() {
    let short = Geometry::of(&alone(project(8, 20)), 1);
    let (reason, basis) = widths(&short);
    assert!(reason < basis, "{reason} {basis}");
    let long = Geometry::of(&alone(project(250, 20)), 1);
    let (reason, basis) = widths(&long);
    assert!(reason > 1.5 * basis, "{reason} {basis}");
}

/// Two sheets are filled evenly, unless they are nearly full.
#[test]
fn entries_are_not_left_alone_while_a_quarter_of_both_sheets_is_blank() {
    let mut on_two_sheets = 0;
    for texts in (60..420).step_by(40) {
        let page = Geometry::of(&alone(project(120, texts)), 1);
        let [turn] = page.breaks[..] else {
            continue;
        };
        on_two_sheets += 1;
        let heading = page.find("個票の記載").unwrap();
        let source = page
            .texts()
            .find(|(_, text)| text.starts_with("個票："))
            .unwrap()
            .0;
        let above = page.height(2..turn);
        let below = page.height(turn..source.row);
        let is_alone = heading == CellPos::new(turn, heading.col);
        assert!(
            !is_alone || above + below > 1.5 * 502.0,
            "{texts}: {above} {below}"
        );
    }
    assert!(on_two_sheets > 2, "{on_two_sheets}");
}
