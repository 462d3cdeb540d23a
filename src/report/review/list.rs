//! The sheet 一覧: the evaluator's projects, one line each, with links to their pages.

use super::{Desk, Entry, page, protect, quoted};
use crate::model::{FiscalYear, Grade, Measure, Project, Value};
use crate::report::formats::TEXT;
use crate::report::style::Paper;
use crate::report::write::{self, Area};
use rust_xlsxwriter::{Format, FormatAlign, Formula, Url, Worksheet, XlsxError};

/// Widths in pixels; together one A4 page across.
const WIDTHS: [u32; 16] = [
    52, 194, 132, 92, 84, 84, 60, 36, 36, 36, 36, 36, 36, 36, 36, 36,
];
/// Headings of the columns that are not grades.
const NAMES: [&str; 7] = [
    "番号",
    "事業名称",
    "担当部課",
    "区分",
    "目標値",
    "実績値",
    "達成率",
];
const NAME: u16 = 1;
/// First columns of the KPI and of the three groups of grades.
const KPI: u16 = 4;
const DECLARED: u16 = 7;
const PROPOSED: u16 = 10;
const ENTERED: u16 = 13;
const LAST: u16 = WIDTHS.len() as u16 - 1;
/// The two rows of headings.
const HEAD: u32 = 4;
/// Least height of a line in points.
const ROW: f64 = 24.0;

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
    title(desk, entries.len(), sheet)?;
    heading(desk, sheet)?;
    for (row, entry) in (HEAD + 2..).zip(entries) {
        line(desk, entry, sheet, row)?;
    }
    let last = HEAD + 1 + entries.len() as u32;
    sheet
        .set_freeze_panes(HEAD + 2, NAME + 1)?
        .set_repeat_rows(HEAD, HEAD + 1)?
        .set_print_area(0, 0, last, LAST)?
        .set_active(true);
    protect(sheet);
    Ok(())
}

fn title(desk: &Desk<'_>, count: usize, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let period = &desk.consolidation.period;
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
    Ok(())
}

fn heading(desk: &Desk<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let format = &desk.formats.heading;
    for (col, name) in (0_u16..KPI).zip(NAMES) {
        let area = Area {
            top: HEAD,
            left: col,
            bottom: HEAD + 1,
            right: col,
        };
        write::merged(sheet, area, name, format)?;
    }
    let kpi = format!(
        "KPI（{}）",
        desk.consolidation.period.fiscal_year.japanese()
    );
    write::merged(sheet, Area::row(HEAD, KPI, DECLARED - 1), &kpi, format)?;
    for (col, name) in (KPI..DECLARED).zip(&NAMES[usize::from(KPI)..]) {
        write::text(sheet, HEAD + 1, col, name, format)?;
    }
    for (first, name) in [
        (DECLARED, "個票の評価"),
        (PROPOSED, "判定案"),
        (ENTERED, "責任者の評価"),
    ] {
        write::merged(sheet, Area::row(HEAD, first, first + 2), name, format)?;
        for (col, measure) in (first..).zip(Measure::ALL) {
            write::text(sheet, HEAD + 1, col, measure.japanese(), format)?;
        }
    }
    sheet.set_row_height(HEAD, 18)?;
    sheet.set_row_height(HEAD + 1, 18)?;
    Ok(())
}

fn line(
    desk: &Desk<'_>,
    entry: &Entry<'_>,
    sheet: &mut Worksheet,
    row: u32,
) -> Result<(), XlsxError> {
    let project = entry.project;
    let texts = texts(project, desk.consolidation.period.fiscal_year);
    let formats = &desk.formats;
    let mut height = ROW;
    for (col, (text, width)) in (0_u16..).zip(texts.iter().zip(WIDTHS)) {
        let width = f64::from(width);
        let text = desk.measure.cut_to_row(text, width, TEXT);
        height = height.max(desk.measure.text_height(&text, width, TEXT));
        let format = match col {
            0 | KPI.. => &formats.centre,
            _ => &formats.middle,
        };
        write::text(sheet, row, col, &text, format)?;
    }
    let place = quoted(&entry.sheet);
    // The number carries the link: LibreOffice does not wrap a linked text, and names are long.
    let link = Url::new(format!("internal:{place}!A1")).set_text(&texts[0]);
    let format = formats
        .link
        .clone()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.write_url_with_format(row, 0, link, &format)?;
    for (n, measure) in (0_u16..).zip(Measure::ALL) {
        let declared = project.sheet.declared.get(measure).grade;
        let proposed = project.proposals.get(measure).grade;
        let differs = declared.is_some() && proposed.is_some() && declared != proposed;
        grade(desk, sheet, (row, DECLARED + n), declared, "")?;
        let mark = if differs { "※" } else { "" };
        grade(desk, sheet, (row, PROPOSED + n), proposed, mark)?;
        let cell = format!("{place}!{}", entry.inputs.get(measure));
        let stands = project.decided.finals.get(measure).as_ref();
        let shown = stands.map_or_else(|| "－".to_owned(), |rating| rating.grade.to_string());
        let entered = Formula::new(format!("=IF({cell}=\"\",\"－\",{cell})")).set_result(shown);
        sheet.write_formula_with_format(row, ENTERED + n, entered, &formats.centre)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

fn grade(
    desk: &Desk<'_>,
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    grade: Option<Grade>,
    mark: &str,
) -> Result<(), XlsxError> {
    match grade {
        Some(grade) => {
            let format: Format = desk.formats.grade(grade);
            write::text(sheet, row, col, &format!("{grade}{mark}"), &format)
        }
        None => write::text(sheet, row, col, "－", &desk.formats.centre),
    }
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
        page::departments(&project.sheet.departments),
        project.responsibility.scope.japanese().to_owned(),
        kpi(record.map(|record| &record.target.kpi)),
        kpi(record.map(|record| &record.actual.kpi)),
        achievement.map_or_else(|| "－".to_owned(), |percent| format!("{percent:.1}％")),
    ]
}
