//! How pages are fitted on paper: long texts get wide cells, and entries are not left alone.

use super::{alone, consolidation};
use crate::model::{Measure, Project, TextField};
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
    for field in [
        TextField::Summary,
        TextField::CurrentState,
        TextField::ExpectedEffect,
        TextField::Remarks,
    ] {
        sheet.texts[field] = Some(prose(texts));
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

#[test]
fn entries_are_not_left_alone_on_a_second_sheet() {
    let mut on_two_sheets = 0;
    for texts in (60..420).step_by(40) {
        let page = Geometry::of(&alone(project(120, texts)), 1);
        if let [turn] = page.breaks[..] {
            on_two_sheets += 1;
            let heading = page.find("個票の記載").unwrap().row;
            assert!(heading > turn, "{texts}: {heading} {turn}");
        }
    }
    assert!(on_two_sheets > 2, "{on_two_sheets}");
}
