//! 総括: one page to look at, then the ratings by scope, bureau and goal.
//!
//! ```text
//! 取組数 │ files and findings, a strip of boxes
//! ratings in total          │ money by year
//! ratings by bureau, as bars
//! ──────────────────────────────────────── page
//! ratings by 区分, 部 and 重点目標, each group with counts and shares
//! notes
//! ```

mod chart;
mod ratings;
mod tables;

use super::list;
use super::rows::Rows;
use super::tally::{Money, Tally};
use super::{Book, formula, money};
use crate::finding::{Code, Severity};
use crate::model::{Measure, SubmissionStatus};
use crate::report::formats::{Formats, SMALL, TEXT};
use crate::report::page;
use crate::report::style::QUIET;
use crate::report::write::{self, Area};
use ratings::Picked;
use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Name of the sheet.
const SHEET: &str = "総括";

/// Widths in pixels of the columns that every table of the sheet shares: label, projects, and for
/// each measure four grades, the rated, the unrated, the proposed.
const LABEL_WIDTH: u32 = 146;
const PROJECTS_WIDTH: u32 = 48;
const BLOCK_WIDTHS: [u32; BLOCK as usize] = [46, 46, 46, 46, 40, 42, 42];
/// Columns of a measure.
const BLOCK: u16 = 7;
/// The first column of the first measure.
const FIRST_BLOCK: u16 = 2;
/// The last column of the tables.
const LAST: u16 = FIRST_BLOCK + 3 * BLOCK - 1;

/// Height of a line of the notes, in points.
const NOTE: f64 = 12.0;

/// The first column of a measure.
const fn block(measure: Measure) -> u16 {
    FIRST_BLOCK + BLOCK * measure as u16
}

/// All columns together, in pixels.
fn width() -> u32 {
    LABEL_WIDTH + PROJECTS_WIDTH + 3 * BLOCK_WIDTHS.iter().sum::<u32>()
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?.set_formula_result_default("");
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    sheet
        .set_column_width_pixels(0, LABEL_WIDTH)?
        .set_column_width_pixels(1, PROJECTS_WIDTH)?;
    for measure in Measure::ALL {
        for (at, width) in BLOCK_WIDTHS.into_iter().enumerate() {
            sheet.set_column_width_pixels(block(measure) + at as u16, width)?;
        }
    }
    let mut canvas = Canvas {
        sheet: &mut sheet,
        rows: Rows::new(paper, width()),
        book,
        looks: Looks::new(&book.formats),
    };
    canvas.title()?;
    let projects = canvas.facts()?;
    canvas.totals_and_money(&projects)?;
    let notes = notes(book);
    let below = NOTE + notes.iter().map(|(_, height)| height).sum::<f64>();
    let room = chart::make_room(&mut canvas, below)?;
    // On the first page where they fit, else they would stand alone on a second.
    let first_page = below <= canvas.rows.left();
    if first_page {
        canvas.notes(&notes)?;
    }
    let bureaus = tables::write(&mut canvas)?;
    if !first_page {
        canvas.notes(&notes)?;
    }
    chart::draw(&mut canvas, &room, &bureaus)?;
    let Canvas { rows, .. } = canvas;
    rows.finish(&mut sheet)?;
    sheet.set_print_area(0, 0, rows.next() - 1, LAST)?;
    Ok(sheet)
}

/// The sheet while it is written from top to bottom.
struct Canvas<'a, 'b> {
    sheet: &'a mut Worksheet,
    rows: Rows,
    book: &'a Book<'b>,
    looks: Looks,
}

/// The formats of this sheet.
struct Looks {
    section: Format,
    band: Format,
    heading: Format,
    label: Format,
    count: Format,
    share: Format,
    big: Format,
    fact: Format,
    note: Format,
}

impl Looks {
    fn new(formats: &Formats) -> Self {
        let count = formats
            .number
            .clone()
            .set_num_format("#,##0")
            .set_align(FormatAlign::Center);
        Self {
            section: formats.plain.clone().set_bold().set_font_size(11),
            band: formats.label.clone().set_font_size(TEXT),
            heading: formats.heading.clone().set_font_size(SMALL),
            label: formats
                .text
                .clone()
                .set_font_size(SMALL)
                .set_align(FormatAlign::VerticalCenter),
            share: count
                .clone()
                .set_num_format("0.0")
                .set_font_size(SMALL)
                .set_font_color(QUIET)
                .set_border_top(FormatBorder::None),
            big: count.clone().set_bold().set_font_size(11),
            fact: count.clone().set_bold().set_font_size(14),
            note: formats
                .note
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            count,
        }
    }
}

impl Canvas<'_, '_> {
    fn title(&mut self) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let row = self.rows.add(self.sheet, 26.0)?;
        let title = format!("{}　総括表", self.book.consolidation.plan);
        write::text(self.sheet, row, 0, &title, &formats.title)?;
        let row = self.rows.add(self.sheet, 18.0)?;
        write::text(self.sheet, row, 0, &self.book.subtitle(), &formats.subtitle)
    }

    /// How many projects, files and findings there are, as a strip of boxes. Gives the cell with the
    /// number of projects.
    fn facts(&mut self) -> Result<String, XlsxError> {
        self.rows.add(self.sheet, 6.0)?;
        let labels = self.rows.add(self.sheet, 15.0)?;
        let values = self.rows.add(self.sheet, 24.0)?;
        let area = Area::row(labels, 0, 1);
        write::merged(self.sheet, area, "取組数", &self.looks.heading)?;
        let projects = Tally::of(&self.book.lines, |_| true).projects;
        let fact = self.looks.fact.clone();
        self.formula(
            Area::row(values, 0, 1),
            &format!("=SUMPRODUCT({}*1)", ratings::counted(self.book)),
            projects,
            &fact,
        )?;
        for (at, (label, value)) in facts(self.book).into_iter().enumerate() {
            let left = FIRST_BLOCK + 3 * at as u16;
            let area = Area::row(labels, left, left + 2);
            write::merged(self.sheet, area, label, &self.looks.heading)?;
            self.sheet
                .merge_range(values, left, values, left + 2, "", &fact)?
                .write_number_with_format(values, left, value as f64, &fact)?;
        }
        Ok(row_col_to_cell_absolute(values, 0))
    }

    /// The ratings of all projects to the left, the money of all years to the right.
    fn totals_and_money(&mut self, projects: &str) -> Result<(), XlsxError> {
        self.rows.add(self.sheet, 8.0)?;
        let title = self.rows.add(self.sheet, 18.0)?;
        let heading = self.rows.add(self.sheet, 24.0)?;
        let below = 2 * Measure::ALL.len();
        for _ in 0..below.max(self.book.years.len()) {
            self.rows.add(self.sheet, 16.5)?;
        }
        write::text(self.sheet, title, 0, "評価の状況", &self.looks.section)?;
        let area = Area::row(heading, 0, 1);
        write::merged(self.sheet, area, "（下段は割合％）", &self.looks.heading)?;
        ratings::headings(self, heading, FIRST_BLOCK)?;
        let all = Tally::of(&self.book.lines, |_| true);
        for (at, measure) in Measure::ALL.into_iter().enumerate() {
            let top = heading + 1 + 2 * at as u32;
            let area = Area {
                top,
                left: 0,
                bottom: top + 1,
                right: 1,
            };
            let label = self.book.formats.heading.clone();
            write::merged(self.sheet, area, ratings::name(measure), &label)?;
            let picked = Picked {
                projects,
                condition: "",
            };
            let big = self.looks.big.clone();
            let counts = all.counts.get(measure);
            ratings::write(self, (top, FIRST_BLOCK), measure, &picked, counts, &big)?;
        }
        self.money(title)
    }

    /// The money of every year, in the columns right of the ratings in total.
    fn money(&mut self, title: u32) -> Result<(), XlsxError> {
        // First and last column: year, then sum and number of projects for both kinds.
        const YEAR: (u16, u16) = (10, 11);
        const AMOUNTS: [[(u16, u16); 2]; 2] = [[(12, 14), (15, 16)], [(17, 19), (20, 22)]];
        let area = |row, (left, right)| Area::row(row, left, right);
        let text = "事業費（千円）";
        write::text(self.sheet, title, YEAR.0, text, &self.looks.section)?;
        let heading = &self.looks.heading;
        write::merged(self.sheet, area(title + 1, YEAR), "年度", heading)?;
        for (money, [sum, given]) in Money::ALL.into_iter().zip(AMOUNTS) {
            let name = money.japanese();
            write::merged(self.sheet, area(title + 1, sum), name, heading)?;
            let text = "記載した\n取組数";
            write::merged(self.sheet, area(title + 1, given), text, heading)?;
        }
        for (at, &year) in self.book.years.iter().enumerate() {
            let row = title + 2 + at as u32;
            let label = year.japanese();
            write::merged(self.sheet, area(row, YEAR), &label, &self.looks.heading)?;
            for (money, [sum, given]) in Money::ALL.into_iter().zip(AMOUNTS) {
                let Some([sum_cell, given_cell]) = money::totals(self.book, year, money) else {
                    continue;
                };
                let total = money.total(&self.book.lines, year);
                let shown = match money::shown(total) {
                    blank if blank.is_empty() => "－".to_owned(),
                    shown => shown,
                };
                let amount = total.sum.unwrap_or_default();
                let format = self.book.formats.amount(amount).set_shrink();
                let follow = format!("=IF({sum_cell}=\"\",\"－\",{sum_cell})");
                self.formula(area(row, sum), &follow, shown, &format)?;
                let follow = format!("={given_cell}");
                let format = self.looks.count.clone();
                self.formula(area(row, given), &follow, total.given, &format)?;
            }
        }
        Ok(())
    }

    /// How the figures were counted.
    fn notes(&mut self, notes: &[(String, f64)]) -> Result<(), XlsxError> {
        self.rows.begin_group();
        self.rows.add(self.sheet, NOTE / 2.0)?;
        for (note, height) in notes {
            let row = self.rows.add(self.sheet, *height)?;
            let area = Area::row(row, 0, LAST);
            write::merged(self.sheet, area, note, &self.looks.note)?;
        }
        Ok(())
    }

    /// A formula with its result, in a merged area or a single cell.
    fn formula(
        &mut self,
        area: Area,
        text: &str,
        result: impl ToString,
        format: &Format,
    ) -> Result<(), XlsxError> {
        write::merged(self.sheet, area, "", format)?;
        self.sheet
            .write_formula_with_format(area.top, area.left, formula(text, result), format)?;
        Ok(())
    }
}

/// What stands in the strip of boxes beside the number of projects.
fn facts(book: &Book<'_>) -> [(&'static str, usize); 7] {
    let data = book.consolidation;
    let files = |status| {
        let submissions = data.submissions.iter();
        submissions.filter(|file| file.status == status).count()
    };
    let severe = |severity| {
        let findings = data.findings.iter();
        findings.filter(|found| found.severity == severity).count()
    };
    let missing = data
        .findings
        .iter()
        .filter(|found| found.code == Code::MissingSubmission)
        .count();
    let copies = book.lines.iter().filter(|line| !line.counted).count();
    [
        ("読み取ったファイル", files(SubmissionStatus::Read)),
        ("読み取れないファイル", files(SubmissionStatus::Rejected)),
        ("対象外のファイル", files(SubmissionStatus::Skipped)),
        ("未提出の取組み", missing),
        ("番号が重複した個票", copies),
        ("確認事項（エラー）", severe(Severity::Error)),
        ("確認事項（注意）", severe(Severity::Warning)),
    ]
}

/// The notes with the height each takes in points.
fn notes(book: &Book<'_>) -> Vec<(String, f64)> {
    let copy = format!(
        "同じ番号の個票が複数あるときは、「一覧」で先にあるもの（集計欄が「{}」）だけを数えています。",
        list::COUNTED
    );
    let mut notes = vec![
        "評価は実績評価責任者が記入したものを採り、記入のないものは判定案を採っています。「うち判定案」は判定案を採った件数です。",
        "「計」は評価のある取組みの数で、「未評価」を含みません。割合（％）は「計」に対するもので、四捨五入のため合計が100にならないことがあります。",
        "部別は担当部課の最初に書かれた部（主担部）で、一つの取組みを1回だけ数えています。",
        &copy,
        "金額が空白の取組みは0円とはみなさず、合計にも「記載した取組数」にも含めていません。",
        "「一覧」の評価・集計の欄や「事業費」の金額を直すと、この表の数値も変わります。",
    ];
    if !book.consolidation.period.rates_results() {
        notes.push("四半期は進捗だけを評価する期間のため、KPI・KGIの判定案はありません。");
    }
    notes
        .into_iter()
        .enumerate()
        .map(|(at, note)| {
            let note = format!("注{}　{note}", at + 1);
            let lines = book.measure.lines(&note, f64::from(width()), SMALL);
            (note, lines as f64 * NOTE)
        })
        .collect()
}
