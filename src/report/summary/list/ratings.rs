//! The ratings of a line: who gave which, the one that counts, and what helps an officer who corrects one.

use super::{Column, FIRST, Key};
use crate::model::{Grade, Measure};
use crate::report::style::{GradeLook, grade_look};
use crate::report::summary::Book;
use crate::report::summary::standing::{OUT_OF_SCOPE, Origin, Standing};
use crate::report::summary::tally::Line;
use crate::report::table::{At, Cell, Check, Look};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, Format, Worksheet,
    XlsxError,
};

/// What a rating column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report::summary) enum Kind {
    /// The grade that stands in the end.
    Final,
    /// The grade on the form.
    Declared,
    /// The proposal.
    Proposed,
    /// The one that counts.
    Effective,
}

impl Kind {
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Final => Origin::Final.japanese(),
            Self::Declared => Origin::Declared.japanese(),
            Self::Proposed => Origin::Proposed.japanese(),
            Self::Effective => "採用",
        }
    }
}

/// The columns of a rating: who gave which, and the one that counts. An officer may correct what was given.
pub(super) fn columns<'a>(measure: Measure) -> [Column<'a>; 4] {
    const WIDTH: (u32, u32) = (28, 4);
    let given = |kind| {
        let heading = Key::Rating(measure, kind).heading();
        Column::word(heading, WIDTH, move |line| given(line, measure, kind))
    };
    let heading = Key::Rating(measure, Kind::Effective).heading();
    [
        given(Kind::Final)
            .look(Look::CENTRE.ruled_left())
            .check(grades()),
        given(Kind::Declared).check(grades()),
        given(Kind::Proposed),
        Column::shown(heading, WIDTH, move |line, at| effective(line, measure, at))
            .look(Look::CENTRE.bold()),
    ]
}

/// Only the four grades and 対象外 are taken.
fn grades() -> Check {
    let mut words: Vec<String> = Grade::ALL.map(|grade| grade.to_string()).into();
    words.push(OUT_OF_SCOPE.to_owned());
    Check::Choice {
        words,
        title: Some("評価"),
        refused: "S・A・B・C・外（対象外）のいずれか一つを入力してください。".to_owned(),
    }
}

/// What an origin says of a rating: a grade, out of scope, or nothing.
fn given(line: &Line<'_>, measure: Measure, kind: Kind) -> String {
    let project = line.project;
    let (grade, by) = match kind {
        Kind::Final | Kind::Effective => {
            let rating = project.decided.finals.get(measure).as_ref();
            (rating.map(|rating| rating.grade), Origin::Final)
        }
        Kind::Declared => (project.sheet.declared.get(measure).grade, Origin::Declared),
        Kind::Proposed => (project.proposals.get(measure).grade, Origin::Proposed),
    };
    match *line.standings.get(measure) == Standing::OutOfScope(by) {
        true => OUT_OF_SCOPE.to_owned(),
        false => grade.map_or_else(String::new, |grade| grade.to_string()),
    }
}

/// Follows the first of the three cells before it that is filled in.
fn effective(line: &Line<'_>, measure: Measure, at: At) -> Cell {
    let [fixed, declared, proposed] = [3, 2, 1].map(|columns| at.left(columns));
    let text =
        format!("=IF({fixed}<>\"\",{fixed},IF({declared}<>\"\",{declared},{proposed}&\"\"))");
    Cell::formula(text, line.standings.get(measure).short())
}

/// The look of a grade follows it; while nobody but the rules has said anything, it stands in brackets. The
/// first rule that holds is the one that counts, as in LibreOffice.
pub(super) fn looks_of_grades(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    last: u32,
) -> Result<(), XlsxError> {
    for measure in Measure::ALL {
        let heading = Key::Rating(measure, Kind::Effective).heading();
        looks_of(sheet, last, super::column(&book.headings, &heading))?;
    }
    Ok(())
}

/// The looks of a column of grades that count, which stands right of the three that it follows.
fn looks_of(sheet: &mut Worksheet, last: u32, col: u16) -> Result<(), XlsxError> {
    let [fixed, declared, shown] =
        [3, 2, 0].map(|left| format!("${}", row_col_to_cell(FIRST, col - left)));
    let proposed = |holds: &str| format!("=AND({fixed}=\"\",{declared}=\"\",{shown}{holds})");
    let bracketed = Format::new().set_num_format("\"(\"@\")\"");
    let coloured = |format: Format, grade| {
        let GradeLook { ground, ink, .. } = grade_look(grade);
        format.set_background_color(ground).set_font_color(ink)
    };
    let mut rules: Vec<(String, Format)> = Vec::new();
    for grade in Grade::ALL {
        let rule = proposed(&format!("=\"{grade}\""));
        rules.push((rule, coloured(bracketed.clone(), grade)));
    }
    rules.push((proposed("<>\"\""), bracketed));
    for (rule, format) in rules {
        let look = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_stop_if_true(true)
            .set_format(format);
        sheet.add_conditional_format(FIRST, col, last, col, &look)?;
    }
    for grade in Grade::ALL {
        let look = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(grade.to_string()))
            .set_format(coloured(Format::new(), grade));
        sheet.add_conditional_format(FIRST, col, last, col, &look)?;
    }
    Ok(())
}
