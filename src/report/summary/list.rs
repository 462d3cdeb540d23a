//! 一覧: every project one line, what the totals are counted from.

mod columns;

pub(super) use columns::{Column, Kind};

use super::rows::{Rows, fitted};
use super::tally::{Line, Money, effective};
use super::{Book, formula, money, name, number};
use crate::model::{Grade, Measure, Project};
use crate::report::formats::SMALL;
use crate::report::style::{GradeLook, grade_look};
use crate::report::write::{self, Area};
use crate::report::{link, page};
use columns::{FIRST, last_row};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, FormatAlign,
    FormatBorder, Formula, Worksheet, XlsxError,
};

/// Name of the sheet.
pub(super) const SHEET: &str = "一覧";
/// Mark of a line that is counted.
pub(super) const COUNTED: &str = "○";
/// Mark of a line whose number was sent before.
const COPY: &str = "重複";

/// The first row of the headings.
const HEADINGS: u32 = 2;
/// A column of typed values is no wider than this, in pixels; longer ones are wrapped.
const WIDEST_VALUE: u32 = 88;
/// Columns that stay when scrolling: number and name.
const FROZEN: u16 = 2;
/// No line is higher than this, in points.
const HIGHEST: f64 = 160.0;

/// The width of a column in pixels; numbers are never cut.
fn width(book: &Book<'_>, column: Column) -> u32 {
    let year = book.consolidation.period.fiscal_year;
    let projects = || book.lines.iter().map(|line| line.project);
    let needed = match column {
        Column::Budget => money::width(
            book,
            projects().filter_map(|project| Money::Budget.given(project, year)),
        ),
        Column::Achievement => projects()
            .filter_map(|project| project.proposals.kpi.achievement)
            .map(|percent| book.measure.width(&format!("{percent:.1}"), SMALL).ceil() as u32)
            .max()
            .unwrap_or_default(),
        Column::Target | Column::Actual => projects()
            .map(|project| {
                book.measure
                    .width(&value(book, project, column), SMALL)
                    .ceil() as u32
            })
            .max()
            .unwrap_or_default()
            .min(WIDEST_VALUE),
        _ => 0,
    };
    needed.max(column.width(book.style.paper))
}

/// Whether a line is counted, as it stands in the lists.
pub(super) const fn mark(line: &Line<'_>) -> &'static str {
    if line.counted { COUNTED } else { COPY }
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?.set_formula_result_default("");
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    let widths: Vec<u32> = Column::all().into_iter().map(|c| width(book, c)).collect();
    for (column, width) in Column::all().into_iter().zip(&widths) {
        sheet.set_column_width_pixels(column.index(), *width)?;
    }
    let mut rows = Rows::new(paper, widths.iter().sum());
    headings(&mut sheet, &mut rows, book)?;
    rows.repeat(&mut sheet, [HEADINGS, FIRST - 1])?;
    let looks = Looks::new(book, widths);
    for (at, line) in book.lines.iter().enumerate() {
        write_line(&mut sheet, &mut rows, book, &looks, (at, line))?;
    }
    corrections(&mut sheet, book)?;
    sheet.set_freeze_panes(FIRST, FROZEN)?;
    sheet.autofilter(
        FIRST - 1,
        0,
        last_row(book.lines.len()),
        Column::Link.index(),
    )?;
    Ok(sheet)
}

fn headings(sheet: &mut Worksheet, rows: &mut Rows, book: &Book<'_>) -> Result<(), XlsxError> {
    let formats = &book.formats;
    let row = rows.add(sheet, 24.0)?;
    write::text(sheet, row, 0, "取組み一覧", &formats.title)?;
    let row = rows.add(sheet, 16.0)?;
    let year = book.consolidation.period.fiscal_year.japanese();
    let subtitle = format!("{}　目標値・実績値・予算額は{year}", book.subtitle());
    write::text(sheet, row, 0, &subtitle, &formats.subtitle)?;

    let top = rows.add(sheet, 15.0)?;
    let bottom = rows.add(sheet, 36.0)?;
    let heading = formats.heading.clone().set_font_size(SMALL);
    for column in Column::all() {
        let col = column.index();
        match column {
            Column::Rating(measure, kind) => {
                if kind == Kind::Declared {
                    let area = Area::row(top, col, col + 2);
                    write::merged(sheet, area, &rating_name(measure), &heading)?;
                }
                // At the top, where the button of the filter does not cover it.
                let format = group_border(&heading, column).set_align(FormatAlign::Top);
                write::text(sheet, bottom, col, column.heading(), &format)?;
            }
            _ => {
                let area = Area {
                    top,
                    left: col,
                    bottom,
                    right: col,
                };
                write::merged(sheet, area, column.heading(), &heading)?;
            }
        }
    }
    Ok(())
}

/// `進捗評価`, `実績 KPI`.
fn rating_name(measure: Measure) -> String {
    match measure {
        Measure::Progress => "進捗評価".to_owned(),
        _ => format!("実績 {}", measure.japanese()),
    }
}

/// A stronger line before each of the three ratings.
fn group_border(format: &Format, column: Column) -> Format {
    match column {
        Column::Rating(_, Kind::Declared) => format.clone().set_border_left(FormatBorder::Medium),
        _ => format.clone(),
    }
}

/// The formats of a line.
struct Looks {
    text: Format,
    centre: Format,
    number: Format,
    percent: Format,
    bold: Format,
    link: Format,
    /// The width of each column in pixels.
    widths: Vec<u32>,
}

impl Looks {
    fn new(book: &Book<'_>, widths: Vec<u32>) -> Self {
        let small = |format: &Format| {
            format
                .clone()
                .set_font_size(SMALL)
                .set_align(FormatAlign::VerticalCenter)
        };
        let formats = &book.formats;
        Self {
            text: small(&formats.text),
            centre: small(&formats.centre),
            number: small(&formats.number),
            percent: small(&formats.number).set_num_format("0.0"),
            bold: small(&formats.centre).set_bold(),
            link: small(&formats.link).set_align(FormatAlign::Center),
            widths,
        }
    }
}

fn write_line(
    sheet: &mut Worksheet,
    rows: &mut Rows,
    book: &Book<'_>,
    looks: &Looks,
    (at, line): (usize, &Line<'_>),
) -> Result<(), XlsxError> {
    let texts: Vec<_> = texts(book, line)
        .into_iter()
        .map(|(column, text)| (column, text, looks.widths[usize::from(column.index())]))
        .collect();
    let fit = |text, width| fitted(book.measure, text, width, SMALL, HIGHEST);
    let height = texts
        .iter()
        .map(|(_, text, width)| fit(text, *width).1)
        .fold(22.0, f64::max);
    let row = rows.add(sheet, height)?;
    for (column, text, width) in &texts {
        let format = match column {
            Column::Number | Column::Target | Column::Actual | Column::Counted => &looks.centre,
            _ => &looks.text,
        };
        write::text(sheet, row, column.index(), &fit(text, *width).0, format)?;
    }
    ratings(sheet, row, line.project, looks)?;
    amounts(sheet, row, book, looks, (at, line))?;
    let link = Column::Link.index();
    let place = &book.places[at];
    match link::to_cell(&place.file, Some(&place.sheet), None) {
        Some(url) => {
            let url = url.set_text("開く").set_tip(place.file.as_str());
            sheet.write_url_with_format(row, link, &url, &looks.link)?;
            Ok(())
        }
        None => write::text(sheet, row, link, "", &looks.centre),
    }
}

/// The columns that hold text.
fn texts(book: &Book<'_>, line: &Line<'_>) -> Vec<(Column, String)> {
    let project = line.project;
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        (Column::Number, number(project).to_owned()),
        (Column::Name, name(project).to_owned()),
        (Column::Bureau, line.bureau.clone()),
        (Column::Divisions, divisions(line)),
        (Column::Implementer, owned(&project.sheet.implementer)),
        (
            Column::Scope,
            project.responsibility.scope.japanese().to_owned(),
        ),
        (
            Column::Evaluator,
            project
                .responsibility
                .evaluator
                .clone()
                .unwrap_or_else(|| "未定".to_owned()),
        ),
        (Column::Focus, line.focus.clone()),
        (Column::Kpi, owned(&project.sheet.kpi)),
        (Column::Target, value(book, project, Column::Target)),
        (Column::Actual, value(book, project, Column::Actual)),
        (Column::Counted, mark(line).to_owned()),
    ]
}

/// This year's target or actual of the KPI, as typed.
fn value(book: &Book<'_>, project: &Project, column: Column) -> String {
    let year = project.sheet.year(book.consolidation.period.fiscal_year);
    let value = year.and_then(|year| match column {
        Column::Target => year.target.kpi.as_ref(),
        _ => year.actual.kpi.as_ref(),
    });
    value.map_or_else(String::new, |value| value.text.clone())
}

/// The divisions, one a line; those of another bureau than the lead's with its name before.
fn divisions(line: &Line<'_>) -> String {
    let departments = &line.project.sheet.departments;
    let lead = departments.iter().find_map(|d| d.bureau.as_deref());
    let names: Vec<String> = departments
        .iter()
        .map(
            |department| match (&department.bureau, &department.division) {
                (Some(bureau), division) if Some(bureau.as_str()) != lead => {
                    [Some(bureau), division.as_ref()]
                        .into_iter()
                        .flatten()
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                        .join(" ")
                }
                (_, division) => division.clone().unwrap_or_default(),
            },
        )
        .filter(|name| !name.is_empty())
        .collect();
    names.join("\n")
}

/// Declared and proposed as they are, the effective grade as a formula of both.
fn ratings(
    sheet: &mut Worksheet,
    row: u32,
    project: &Project,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for measure in Measure::ALL {
        let column = |kind| Column::Rating(measure, kind);
        let show = |grade: Option<Grade>| grade.map_or_else(String::new, |grade| grade.to_string());
        let declared = column(Kind::Declared);
        write::text(
            sheet,
            row,
            declared.index(),
            &show(project.sheet.declared.get(measure).grade),
            &group_border(&looks.centre, declared),
        )?;
        let proposed = column(Kind::Proposed).index();
        let grade = show(project.proposals.get(measure).grade);
        write::text(sheet, row, proposed, &grade, &looks.centre)?;
        let effective = show(effective(project, measure).map(|(grade, _)| grade));
        let (declared, proposed) = (
            row_col_to_cell(row, declared.index()),
            row_col_to_cell(row, proposed),
        );
        sheet.write_formula_with_format(
            row,
            column(Kind::Effective).index(),
            formula(
                format!("=IF({declared}<>\"\",{declared},{proposed}&\"\")"),
                effective,
            ),
            &looks.bold,
        )?;
    }
    Ok(())
}

/// Achievement and this year's budget, which follows 事業費.
fn amounts(
    sheet: &mut Worksheet,
    row: u32,
    book: &Book<'_>,
    looks: &Looks,
    (at, line): (usize, &Line<'_>),
) -> Result<(), XlsxError> {
    let achievement = Column::Achievement.index();
    match line.project.proposals.kpi.achievement {
        Some(percent) => {
            let percent = percent.to_f64().unwrap_or_default();
            sheet.write_number_with_format(row, achievement, percent, &looks.percent)?;
        }
        None => write::text(sheet, row, achievement, "", &looks.centre)?,
    }
    let year = book.consolidation.period.fiscal_year;
    let budget = Column::Budget.index();
    let Some(cell) = money::cell(book, at, year, Money::Budget) else {
        return write::text(sheet, row, budget, "", &looks.centre);
    };
    let given = Money::Budget.given(line.project, year);
    let shown = given.map_or_else(String::new, |amount| amount.normalize().to_string());
    let follow: Formula = formula(format!("=IF({cell}=\"\",\"\",{cell})"), shown);
    let format = given.map_or_else(
        || looks.number.clone(),
        |amount| book.formats.amount(amount).set_font_size(SMALL),
    );
    sheet.write_formula_with_format(row, budget, follow, &format)?;
    Ok(())
}

/// What helps an officer who corrects a grade: only the four are taken, and its look follows.
fn corrections(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    let last = last_row(book.lines.len());
    let grades = Grade::ALL.map(|grade| grade.to_string());
    let only = DataValidation::new()
        .allow_list_strings(&grades)?
        .set_error_title("評価")?
        .set_error_message("S・A・B・C のいずれか一つを入力してください。")?;
    for measure in Measure::ALL {
        let declared = Column::Rating(measure, Kind::Declared).index();
        sheet.add_data_validation(FIRST, declared, last, declared, &only)?;
        let effective = Column::Rating(measure, Kind::Effective).index();
        for grade in Grade::ALL {
            let GradeLook { ground, ink, .. } = grade_look(grade);
            let look = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(grade.to_string()))
                .set_format(
                    Format::new()
                        .set_background_color(ground)
                        .set_font_color(ink),
                );
            sheet.add_conditional_format(FIRST, effective, last, effective, &look)?;
        }
    }
    Ok(())
}
