//! The eight columns of one measure: four grades, the rated, the unrated, those out of scope, the proposed;
//! counts above, shares below.

use super::super::list::{Key, Kind};
use super::super::standing::OUT_OF_SCOPE;
use super::super::tally::Counts;
use super::super::{Book, list};
use super::Canvas;
use crate::model::{Grade, Measure};
use crate::report::style::grade_look;
use crate::report::write::{self, Area};
use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Format, FormatBorder, XlsxError};

/// Columns after the four grades.
const RATED: u16 = 4;
const UNRATED: u16 = 5;
const OUT: u16 = 6;
const PROPOSED: u16 = 7;

/// A group of projects in a formula: the cell with its number of projects, and the condition its
/// lines meet (`*(…)`, empty for all).
pub(super) struct Picked<'a> {
    pub(super) projects: &'a str,
    pub(super) condition: &'a str,
}

/// The name of a measure's rating.
pub(super) const fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Progress => "進捗評価",
        Measure::Kpi => "実績評価 KPI",
        Measure::Kgi => "実績評価 KGI",
    }
}

/// The condition that a line of the list is counted.
pub(super) fn counted(book: &Book<'_>) -> String {
    format!("({}=\"{}\")", book.range(Key::Counted), list::COUNTED)
}

/// The headings of the eight columns.
pub(super) fn headings(canvas: &mut Canvas<'_, '_>, row: u32, left: u16) -> Result<(), XlsxError> {
    for (at, grade) in Grade::ALL.into_iter().enumerate() {
        let look = grade_look(grade);
        let format = canvas
            .looks
            .heading
            .clone()
            .set_background_color(look.ground)
            .set_font_color(look.ink);
        let text = grade.to_string();
        write::text(canvas.sheet, row, left + at as u16, &text, &format)?;
    }
    for (col, text) in [
        (RATED, "計"),
        (UNRATED, "未評価"),
        (OUT, "対象外"),
        (PROPOSED, "うち\n判定案"),
    ] {
        write::text(canvas.sheet, row, left + col, text, &canvas.looks.heading)?;
    }
    Ok(())
}

/// What a bar is made of: the four grades, the unrated, those out of scope.
pub(super) const PARTS: usize = Grade::ALL.len() + 2;

/// The cells with the counts of the [`PARTS`].
pub(super) fn count_cells(top: u32, left: u16) -> [String; PARTS] {
    [0, 1, 2, 3, UNRATED, OUT].map(|col| row_col_to_cell(top, left + col))
}

/// The counts of the [`PARTS`].
pub(super) fn parts(counts: &Counts) -> [usize; PARTS] {
    let [s, a, b, c] = Grade::ALL.map(|grade| counts.of(grade));
    [s, a, b, c, counts.unrated, counts.out_of_scope]
}

/// The names of the [`PARTS`].
pub(super) const NAMES: [&str; PARTS] = ["S", "A", "B", "C", "未評価", "対象外"];

/// Writes the two rows of one measure with the upper left corner at a cell.
pub(super) fn write(
    canvas: &mut Canvas<'_, '_>,
    (top, left): (u32, u16),
    measure: Measure,
    picked: &Picked<'_>,
    counts: &Counts,
    format: &Format,
) -> Result<(), XlsxError> {
    let book = canvas.book;
    let range = |kind| book.range(Key::Rating(measure, kind));
    let counted = counted(canvas.book);
    let rated = row_col_to_cell(top, left + RATED);
    for (at, grade) in Grade::ALL.into_iter().enumerate() {
        let col = left + at as u16;
        let effective = range(Kind::Effective);
        let text = format!(
            "=SUMPRODUCT({counted}*({effective}=\"{grade}\"){})",
            picked.condition
        );
        let upper = format.clone().set_border_bottom(FormatBorder::None);
        canvas.formula(Area::row(top, col, col), &text, counts.of(grade), &upper)?;
        let count = row_col_to_cell(top, col);
        let text = format!("=IF({rated}=0,\"－\",{count}/{rated}*100)");
        let share = counts.share(grade).map_or_else(
            || "－".to_owned(),
            |share| (share * Decimal::ONE_HUNDRED).normalize().to_string(),
        );
        let look = canvas.looks.share.clone();
        canvas.formula(Area::row(top + 1, col, col), &text, share, &look)?;
    }
    let grades = [left, left + RATED - 1].map(|col| row_col_to_cell(top, col));
    let sum = format!("=SUM({}:{})", grades[0], grades[1]);
    let out = format!(
        "=SUMPRODUCT({counted}*({}=\"{OUT_OF_SCOPE}\"){})",
        range(Kind::Effective),
        picked.condition
    );
    let out_cell = row_col_to_cell(top, left + OUT);
    let unrated = format!("={}-{rated}-{out_cell}", picked.projects);
    let proposed = format!(
        "=SUMPRODUCT({counted}*({}=\"\")*({}=\"\")*({proposed}<>\"\")*({proposed}<>\"{OUT_OF_SCOPE}\"){})",
        range(Kind::Final),
        range(Kind::Declared),
        picked.condition,
        proposed = range(Kind::Proposed),
    );
    for (col, text, result) in [
        (RATED, sum, counts.rated()),
        (UNRATED, unrated, counts.unrated),
        (OUT, out, counts.out_of_scope),
        (PROPOSED, proposed, counts.proposed),
    ] {
        let area = Area {
            top,
            left: left + col,
            bottom: top + 1,
            right: left + col,
        };
        canvas.formula(area, &text, result, format)?;
    }
    Ok(())
}
