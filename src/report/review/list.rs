//! The sheet 一覧: the evaluator's projects, one line each, with links to their pages.

use super::{Desk, Entry, protect};
use crate::model::{Department, FiscalYear, Grade, Measure, Project, Value, YearRecord};
use crate::report::link::Link;
use crate::report::style::Paper;
use crate::report::table::{At, Cell, Frame, Look, OMITTED, Paged, Table, TableSheet, grouped};
use crate::workbook::CellPos;
use crate::workbook::address::quoted;
use rust_xlsxwriter::utility::{self, column_number_to_name as column_name};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// A column of projects with their pages.
type Column<'a> = crate::report::table::Column<'a, Entry<'a>>;

/// What the last column says of a line's three ratings.
const DONE: &str = "記入済";
const BEGUN: &str = "記入中";
const NOT_BEGUN: &str = "未記入";
/// Stands for what is not there.
const NOTHING: &str = "－";
/// Columns that stay when scrolling: number and name.
const FROZEN: u16 = 2;

/// Draws the list.
pub(super) fn draw(
    desk: &Desk<'_>,
    entries: &[Entry<'_>],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let table = Table {
        frame: Frame::Named(
            "評価一覧",
            "担当する取組みの評価の一覧。番号から取組みのページへ移れます。",
        ),
        group: 18.0,
        // Two lines, and room for Excel's buttons below them.
        head: 38.0,
        least: 24.0,
        cut: Some(OMITTED),
        frozen: FROZEN,
        ..Table::new(columns(desk))
    };
    let paged = Paged::new(desk.consolidation, desk.style, Paper::A4);
    let mut list = TableSheet::of(super::LIST, &paged, &table.columns)?;
    head(desk, entries.len(), &mut list)?;
    let rows = list.table(&table, entries)?;
    let status = table.columns.len() as u16 - 1;
    list.cell(0, (status, status), &progress(entries, &rows, status))?;
    *sheet = list.finish()?;
    sheet.set_active(true);
    protect(sheet);
    Ok(())
}

fn head(desk: &Desk<'_>, count: usize, list: &mut TableSheet) -> Result<(), XlsxError> {
    let period = &desk.consolidation.period;
    let about = format!(
        "{}　{}　（基準日 {}）　全{count}件",
        desk.consolidation.plan,
        period.japanese(),
        period.as_of.format("%Y-%m-%d"),
    );
    list.title(&format!("評価シート　{}", desk.evaluator()), &about)?;
    let how = "番号をクリックすると評価のページが開きます。ページの太い枠の黄色い欄に記入してください（右端の列に反映されます）。　※ 個票の評価と判定案が異なるもの";
    list.words(15.0, how, Look::NOTE)?;
    list.gap(6.0)?;
    Ok(())
}

/// How many of the lines are done, above the last column.
fn progress(entries: &[Entry<'_>], rows: &[u32], status: u16) -> Cell {
    let count = entries.len();
    let finished = entries
        .iter()
        .filter(|entry| entered(entry.project) == 3)
        .count();
    let [first, last] = [rows.first(), rows.last()].map(|row| row.copied().unwrap_or_default());
    let column = utility::cell_range_absolute(first, status, last, status);
    let formula = format!("=\"{DONE} \"&COUNTIF({column},\"{DONE}\")&\"件／{count}件\"");
    Cell::formula(formula, format!("{DONE} {finished}件／{count}件")).look(Look::SUBTITLE.right())
}

/// The columns; together one A4 page across.
fn columns<'a>(desk: &Desk<'a>) -> Vec<Column<'a>> {
    let year = desk.consolidation.period.fiscal_year;
    let project = [
        // The number carries the link: LibreOffice does not wrap a linked text, and names are long.
        Column::word("番号", 48, |entry| {
            let link = Link::inside(&entry.sheet, CellPos::new(0, 0));
            Cell::from(or_nothing(entry.project.sheet.number.clone())).link(Some(link))
        }),
        Column::text("事業名称", 170, |entry| {
            or_nothing(entry.project.sheet.name.clone())
        }),
        Column::text("担当部課", 118, |entry| {
            Department::joined(&entry.project.sheet.departments, "、")
        }),
        Column::text("区分", 84, |entry| {
            entry.project.responsibility.scope.japanese()
        }),
    ];
    let kpi = [
        Column::word("目標値", 80, move |entry| {
            typed(entry, year, |record| record.target.kpi.as_ref())
        }),
        Column::word("実績値", 80, move |entry| {
            typed(entry, year, |record| record.actual.kpi.as_ref())
        }),
        Column::word("達成率", 58, |entry| {
            let achievement = entry.project.proposals.kpi.achievement;
            or_nothing(achievement.map(|percent| format!("{percent:.1}％")))
        }),
    ];
    let mut entered = Vec::from(Measure::ALL.map(|measure| {
        let heading = format!("評価 {}", measure.japanese());
        Column::shown(heading, 36, move |entry, _| follow(entry, measure)).look(Look::CENTRE)
    }));
    entered.push(Column::shown("記入", 54, status).look(Look::CENTRE));
    let declared = Measure::ALL.map(|measure| grade("個票", measure, declared));
    let proposed = Measure::ALL.map(|measure| grade("判定", measure, proposed));
    let mut columns = grouped("取組み", project);
    columns.extend(grouped(&format!("KPI（{}）", year.japanese()), kpi));
    columns.extend(grouped("個票の評価", declared));
    columns.extend(grouped("判定案", proposed));
    columns.extend(grouped("責任者の評価", entered));
    columns
}

/// A column of grades; no two headings are alike, for Excel names its columns by them.
fn grade<'a>(whose: &str, measure: Measure, of: fn(&Project, Measure) -> Cell) -> Column<'a> {
    let heading = format!("{whose} {}", measure.japanese());
    Column::word(heading, 36, move |entry| of(entry.project, measure))
}

/// The grade on the form.
fn declared(project: &Project, measure: Measure) -> Cell {
    letter(project.sheet.declared.get(measure).grade, "")
}

/// The proposed grade, marked where the form has another one.
fn proposed(project: &Project, measure: Measure) -> Cell {
    let declared = project.sheet.declared.get(measure).grade;
    let proposed = project.proposals.get(measure).grade;
    let differs = declared.is_some() && proposed.is_some() && declared != proposed;
    letter(proposed, if differs { "※" } else { "" })
}

fn letter(grade: Option<Grade>, mark: &str) -> Cell {
    let text = grade.map(|grade| format!("{grade}{mark}"));
    Cell::from(or_nothing(text)).look(Look::of_grade(grade))
}

/// What stands in the evaluator's cell on the project's page.
fn follow(entry: &Entry<'_>, measure: Measure) -> Cell {
    // Excel leaves absolute addresses alone where it sorts.
    let input = entry.inputs.get(measure);
    let address = utility::row_col_to_cell_absolute(input.row, input.col as u16);
    let cell = format!("{}!{address}", quoted(&entry.sheet));
    let given = entry.project.decided.finals.get(measure).as_ref();
    let now = or_nothing(given.map(|rating| rating.grade.to_string()));
    Cell::formula(format!("=IF({cell}=\"\",\"{NOTHING}\",{cell})"), now)
}

/// Says whether the line's entries, in the three cells before, are all there.
fn status(entry: &Entry<'_>, at: At) -> Cell {
    let [from, to] = [3, 1].map(|left| column_name(at.col - left));
    let row = at.row + 1;
    let blank = format!("COUNTIF(${from}{row}:${to}{row},\"{NOTHING}\")");
    let formula = format!("=IF({blank}=0,\"{DONE}\",IF({blank}=3,\"{NOT_BEGUN}\",\"{BEGUN}\"))");
    let result = match entered(entry.project) {
        0 => NOT_BEGUN,
        3 => DONE,
        _ => BEGUN,
    };
    Cell::formula(formula, result)
}

/// How many of the three ratings were given already.
fn entered(project: &Project) -> usize {
    let finals = &project.decided.finals;
    let given = Measure::ALL.into_iter();
    given
        .filter(|measure| finals.get(*measure).is_some())
        .count()
}

/// A value of a year as typed.
fn typed(entry: &Entry<'_>, year: FiscalYear, of: fn(&YearRecord) -> Option<&Value>) -> String {
    let value = entry.project.sheet.year(year).and_then(of);
    or_nothing(value.map(|value| value.text.clone()))
}

fn or_nothing(text: Option<String>) -> String {
    text.unwrap_or_else(|| NOTHING.to_owned())
}
