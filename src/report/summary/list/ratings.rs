//! The ratings of a line: who gave which, the one that counts, and what helps an officer who corrects one.

use super::Looks;
use super::columns::{Column, FIRST, Kind, last_row};
use crate::model::{Grade, Measure};
use crate::report::strips::Strips;
use crate::report::style::{GradeLook, grade_look};
use crate::report::summary::standing::{OUT_OF_SCOPE, Origin, Standing};
use crate::report::summary::tally::Line;
use crate::report::summary::{Book, formula};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation,
    Format, Worksheet, XlsxError,
};

/// Final, declared and proposed as they are, the effective grade as a formula of the three.
pub(super) fn write_line<'f>(
    (sheet, strips): (&mut Worksheet, &mut Strips<'f>),
    row: u32,
    line: &Line<'_>,
    looks: &'f Looks,
) -> Result<(), XlsxError> {
    for measure in Measure::ALL {
        let column = |kind| Column::Rating(measure, kind);
        for (kind, text) in given(line, measure) {
            let format = match kind {
                Kind::Final => &looks.first,
                _ => &looks.centre,
            };
            strips.text(sheet, (row, column(kind).index()), &text, format)?;
        }
        let [fixed, declared, proposed] = [Kind::Final, Kind::Declared, Kind::Proposed]
            .map(|kind| row_col_to_cell(row, column(kind).index()));
        let text =
            format!("=IF({fixed}<>\"\",{fixed},IF({declared}<>\"\",{declared},{proposed}&\"\"))");
        let follow = formula(text, line.standings.get(measure).short());
        let effective = column(Kind::Effective).index();
        strips.value(sheet, (row, effective), follow, &looks.bold)?;
    }
    Ok(())
}

/// What each origin says of a rating: a grade, out of scope, or nothing.
fn given(line: &Line<'_>, measure: Measure) -> [(Kind, String); 3] {
    let project = line.project;
    let show = |grade: Option<Grade>| grade.map_or_else(String::new, |grade| grade.to_string());
    let left_out = |by| *line.standings.get(measure) == Standing::OutOfScope(by);
    let or_left_out = |grade: Option<Grade>, by| match left_out(by) {
        true => OUT_OF_SCOPE.to_owned(),
        false => show(grade),
    };
    let fixed = project.decided.finals.get(measure).as_ref();
    let declared = project.sheet.declared.get(measure).grade;
    let proposed = project.proposals.get(measure).grade;
    [
        (Kind::Final, show(fixed.map(|rating| rating.grade))),
        (Kind::Declared, or_left_out(declared, Origin::Declared)),
        (Kind::Proposed, or_left_out(proposed, Origin::Proposed)),
    ]
}

/// What helps an officer who corrects a grade: only the four and 対象外 are taken, and its look follows.
pub(super) fn corrections(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    let last = last_row(book.lines.len());
    let mut words: Vec<String> = Grade::ALL.map(|grade| grade.to_string()).into();
    words.push(OUT_OF_SCOPE.to_owned());
    let only = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_title("評価")?
        .set_error_message("S・A・B・C・外（対象外）のいずれか一つを入力してください。")?;
    for measure in Measure::ALL {
        let [fixed, declared, effective] = [Kind::Final, Kind::Declared, Kind::Effective]
            .map(|kind| Column::Rating(measure, kind));
        let (first, second) = (fixed.index(), declared.index());
        sheet.add_data_validation(FIRST, first, last, second, &only)?;
        looks_of_grades(sheet, last, [fixed, declared, effective])?;
    }
    Ok(())
}

/// The look of a grade follows it; while nobody but the rules has said anything, it stands in brackets. The
/// first rule that holds is the one that counts, as in LibreOffice.
fn looks_of_grades(
    sheet: &mut Worksheet,
    last: u32,
    [fixed, declared, effective]: [Column; 3],
) -> Result<(), XlsxError> {
    let col = effective.index();
    let [fixed, declared, shown] = [fixed, declared, effective]
        .map(|column| format!("${}", row_col_to_cell(FIRST, column.index())));
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
