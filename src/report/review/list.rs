//! The sheet 一覧: the evaluator's projects, one line each, with links to their pages.

use super::{Desk, Entry, protect, quoted};
use crate::model::{FiscalYear, Grade, Measure, Project, Value};
use crate::report::formats::{Formats, TEXT};
use crate::report::project_page::joined;
use crate::report::strips::Strips;
use crate::report::style::Paper;
use crate::report::write::{self, Area};
use rust_xlsxwriter::utility::{self, column_number_to_name as column_name};
use rust_xlsxwriter::{
    Format, FormatAlign, Formula, Table, TableColumn, TableStyle, Url, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// Widths in pixels; together one A4 page across.
const WIDTHS: [u32; 17] = [
    48, 170, 118, 84, 80, 80, 58, 36, 36, 36, 36, 36, 36, 36, 36, 36, 54,
];
/// Headings of the table; no two are alike, for Excel names its columns by them.
const NAMES: [&str; WIDTHS.len()] = [
    "番号",
    "事業名称",
    "担当部課",
    "区分",
    "目標値",
    "実績値",
    "達成率",
    "個票 進捗",
    "個票 KPI",
    "個票 KGI",
    "判定 進捗",
    "判定 KPI",
    "判定 KGI",
    "評価 進捗",
    "評価 KPI",
    "評価 KGI",
    "記入",
];
const NAME: u16 = 1;
/// First columns of the KPI and of the three groups of grades.
const KPI: u16 = 4;
const DECLARED: u16 = 7;
const PROPOSED: u16 = 10;
const ENTERED: u16 = 13;
/// How far the entries have come.
const STATUS: u16 = 16;
/// The row of groups above the table; the next one holds its headings.
const HEAD: u32 = 4;
/// Height of the headings in points: two lines, and room for Excel's buttons below them.
const HEADING: f64 = 38.0;
/// Least height of a line in points.
const ROW: f64 = 24.0;
/// What the last column says of a line's three ratings.
const DONE: &str = "記入済";
const BEGUN: &str = "記入中";
const NOT_BEGUN: &str = "未記入";

/// Draws the list.
pub(super) fn draw(
    desk: &Desk<'_>,
    entries: &[Entry<'_>],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    crate::report::page::set_up(sheet, desk.consolidation, desk.style, Paper::A4);
    for (col, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width_pixels(col, width)?;
    }
    let last = HEAD + 1 + entries.len() as u32;
    title(desk, entries, sheet, last)?;
    heading(desk, sheet, last)?;
    let looks = Looks::new(&desk.formats);
    let mut strips = Strips::default();
    for (row, entry) in (HEAD + 2..).zip(entries) {
        line(desk, &looks, entry, (sheet, &mut strips), row)?;
    }
    strips.finish(sheet)?;
    sheet
        .set_freeze_panes(HEAD + 2, NAME + 1)?
        .set_repeat_rows(HEAD, HEAD + 1)?
        .set_print_area(0, 0, last, STATUS)?
        .set_active(true);
    protect(sheet);
    Ok(())
}

fn title(
    desk: &Desk<'_>,
    entries: &[Entry<'_>],
    sheet: &mut Worksheet,
    last: u32,
) -> Result<(), XlsxError> {
    let period = &desk.consolidation.period;
    let count = entries.len();
    let title = format!("評価シート　{}", desk.evaluator());
    let about = format!(
        "{}　{}　（基準日 {}）　全{count}件",
        desk.consolidation.plan,
        period.japanese(),
        period.as_of.format("%Y-%m-%d"),
    );
    let how = "番号をクリックすると評価のページが開きます。ページの太い枠の黄色い欄に記入してください（右端の列に反映されます）。　※ 個票の評価と判定案が異なるもの";
    write::text(sheet, 0, 0, &title, &desk.formats.title)?;
    sheet.set_row_height(0, 26)?;
    write::text(sheet, 1, 0, &about, &desk.formats.subtitle)?;
    write::text(sheet, 2, 0, how, &desk.formats.note)?;
    sheet.set_row_height(3, 6)?;
    let finished = entries.iter().filter(|entry| entered(entry.project) == 3);
    let column = utility::cell_range_absolute(HEAD + 2, STATUS, last, STATUS);
    let formula = format!("=\"{DONE} \"&COUNTIF({column},\"{DONE}\")&\"件／{count}件\"");
    let result = format!("{DONE} {}件／{count}件", finished.count());
    let format = desk.formats.subtitle.clone().set_align(FormatAlign::Right);
    let formula = Formula::new(formula).set_result(result);
    sheet.write_formula_with_format(0, STATUS, formula, &format)?;
    Ok(())
}

/// The groups, and the table below them down to its last row.
fn heading(desk: &Desk<'_>, sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    let format = &desk.formats.heading;
    let kpi = format!(
        "KPI（{}）",
        desk.consolidation.period.fiscal_year.japanese()
    );
    for (first, end, name) in [
        (0, KPI - 1, "取組み"),
        (KPI, DECLARED - 1, kpi.as_str()),
        (DECLARED, PROPOSED - 1, "個票の評価"),
        (PROPOSED, ENTERED - 1, "判定案"),
        (ENTERED, STATUS, "責任者の評価"),
    ] {
        write::merged(sheet, Area::row(HEAD, first, end), name, format)?;
    }
    let format = format.clone().set_align(FormatAlign::Top);
    let columns = NAMES.map(|name| {
        TableColumn::new()
            .set_header(name)
            .set_header_format(&format)
    });
    let table = Table::new()
        .set_name("評価一覧")
        .set_alt_text_title("評価一覧")
        .set_alt_text("担当する取組みの評価の一覧。番号から取組みのページへ移れます。")
        .set_columns(&columns)
        .set_style(TableStyle::None);
    sheet.add_table(HEAD + 1, 0, last, STATUS, &table)?;
    sheet.set_row_height(HEAD, 18)?;
    sheet.set_row_height(HEAD + 1, HEADING)?;
    Ok(())
}

/// What the cells of a line look like.
struct Looks {
    /// The number, which carries a link.
    number: Format,
    middle: Format,
    centre: Format,
    grades: BTreeMap<Grade, Format>,
}

impl Looks {
    fn new(formats: &Formats) -> Self {
        let number = formats.link.clone().set_align(FormatAlign::Center);
        let grades = Grade::ALL.map(|grade| (grade, formats.grade(grade)));
        Self {
            number: number.set_align(FormatAlign::VerticalCenter),
            middle: formats.middle.clone(),
            centre: formats.centre.clone(),
            grades: grades.into(),
        }
    }

    fn grade(&self, grade: Option<Grade>) -> &Format {
        let known = grade.and_then(|grade| self.grades.get(&grade));
        known.unwrap_or(&self.centre)
    }
}

fn line<'f>(
    desk: &Desk<'_>,
    looks: &'f Looks,
    entry: &Entry<'_>,
    (sheet, strips): (&mut Worksheet, &mut Strips<'f>),
    row: u32,
) -> Result<(), XlsxError> {
    let project = entry.project;
    let texts = texts(project, desk.consolidation.period.fiscal_year);
    let mut height = ROW;
    for (col, (text, width)) in (0_u16..).zip(texts.iter().zip(WIDTHS)) {
        let width = f64::from(width);
        let (text, needed) = desk.measure.fitted_to_row(text, width, TEXT);
        height = height.max(needed);
        match col {
            0 => {}
            KPI.. => strips.text(sheet, (row, col), &text, &looks.centre)?,
            _ => strips.text(sheet, (row, col), &text, &looks.middle)?,
        }
    }
    // The number carries the link: LibreOffice does not wrap a linked text, and names are long.
    let place = quoted(&entry.sheet);
    let link = Url::new(format!("internal:{place}!A1")).set_text(&texts[0]);
    sheet.write_url_with_format(row, 0, link, &looks.number)?;
    for (n, measure) in (0_u16..).zip(Measure::ALL) {
        let declared = project.sheet.declared.get(measure).grade;
        let proposed = project.proposals.get(measure).grade;
        let differs = declared.is_some() && proposed.is_some() && declared != proposed;
        let mark = if differs { "※" } else { "" };
        for (col, grade, mark) in [(DECLARED + n, declared, ""), (PROPOSED + n, proposed, mark)] {
            let text = shown(grade, mark);
            strips.text(sheet, (row, col), &text, looks.grade(grade))?;
        }
        // Excel leaves absolute addresses alone where it sorts.
        let at = entry.inputs.get(measure);
        let at = utility::row_col_to_cell_absolute(at.row, at.col as u16);
        let cell = format!("{place}!{at}");
        let stands = project.decided.finals.get(measure).as_ref();
        let now = shown(stands.map(|rating| rating.grade), "");
        let entered = Formula::new(format!("=IF({cell}=\"\",\"－\",{cell})")).set_result(now);
        strips.value(sheet, (row, ENTERED + n), entered, &looks.centre)?;
    }
    strips.value(sheet, (row, STATUS), status(entry, row), &looks.centre)?;
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// Says whether the line's entries are all there.
fn status(entry: &Entry<'_>, row: u32) -> Formula {
    let from = column_name(ENTERED);
    let to = column_name(ENTERED + 2);
    let blank = format!("COUNTIF(${from}{row}:${to}{row},\"－\")", row = row + 1);
    let formula = format!("=IF({blank}=0,\"{DONE}\",IF({blank}=3,\"{NOT_BEGUN}\",\"{BEGUN}\"))");
    let result = match entered(entry.project) {
        0 => NOT_BEGUN,
        3 => DONE,
        _ => BEGUN,
    };
    Formula::new(formula).set_result(result)
}

/// How many of the three ratings were given already.
fn entered(project: &Project) -> usize {
    let finals = &project.decided.finals;
    let given = Measure::ALL.into_iter();
    given
        .filter(|measure| finals.get(*measure).is_some())
        .count()
}

/// A grade as it stands in its cell.
fn shown(grade: Option<Grade>, mark: &str) -> String {
    grade.map_or_else(|| "－".to_owned(), |grade| format!("{grade}{mark}"))
}

/// The texts of the columns that are not grades.
fn texts(project: &Project, year: FiscalYear) -> [String; 7] {
    let record = project.sheet.year(year);
    let kpi = |value: Option<&Option<Value>>| {
        value
            .and_then(Option::as_ref)
            .map_or_else(|| "－".to_owned(), |value| value.text.clone())
    };
    let achievement = project.proposals.kpi.achievement;
    [
        project
            .sheet
            .number
            .clone()
            .unwrap_or_else(|| "－".to_owned()),
        project
            .sheet
            .name
            .clone()
            .unwrap_or_else(|| "－".to_owned()),
        joined(&project.sheet.departments, "、"),
        project.responsibility.scope.japanese().to_owned(),
        kpi(record.map(|record| &record.target.kpi)),
        kpi(record.map(|record| &record.actual.kpi)),
        achievement.map_or_else(|| "－".to_owned(), |percent| format!("{percent:.1}％")),
    ]
}
