//! Forms as they are handed out: drawn from a layout's `[draw]`, filled with what is known already.
//!
//! ```text
//! register + last period's data ─ plan ─ Book (a division) ─ render ─ 部/課.xlsx
//!                                          └ FormSheet (a project)
//! ```
//! What is drawn here is read by [`crate::form`] with the same layout: labels where it looks for them,
//! every cell to fill in unlocked, everything else protected without a password.

mod guide;
pub mod plan;

pub use super::project_page::FormSheet;

use super::formats::Formats;
use super::measure::Measure;
use super::page_writer::{ColumnGrid, LineCache, PageWriter, Styles};
use super::project_page::{ProjectPage, Purpose};
use super::style::{Paper, Style};
use super::{ReportError, page};
use crate::layout::draw::Draw;
use crate::layout::{Layout, marks};
use crate::model::{FiscalYear, Part};
use crate::workbook::address;
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ProtectionOptions, Worksheet, XlsxError};

/// A longer title is not known as one.
const LONGEST_TITLE: usize = 60;

/// What all forms of one issue share.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// The fiscal year to report on.
    pub year: FiscalYear,
    /// The part of it.
    pub part: Option<Part>,
    /// The layout, which must be one that can be drawn.
    pub layout: &'a Layout,
    /// Font and name of the plan.
    pub style: &'a Style,
    /// The paper a form fits on.
    pub paper: Paper,
}

/// The workbook of one division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Its path below the folder of the issue: `総合政策部/情報政策課.xlsx`.
    pub path: String,
    /// Its forms, in the order of their numbers.
    pub forms: Vec<FormSheet>,
}

/// Why forms cannot be drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// The layout does not say how it is drawn.
    #[error(
        "様式「{0}」には描き方（[draw]）がないため配布できません。様式定義に [draw] を加えるか、--layout besshi1 のように内蔵の様式を指定してください。"
    )]
    NotDrawn(String),
    /// The workbook could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// Renders the workbook of a division. The same book gives the same bytes.
///
/// # Errors
/// [`FormError::NotDrawn`] for a layout that can only be read; else what the writer refused.
pub fn render(book: &Book, issue: &Issue<'_>) -> Result<Vec<u8>, FormError> {
    let draw = issue
        .layout
        .draw
        .as_ref()
        .ok_or_else(|| FormError::NotDrawn(issue.layout.name.clone()))?;
    let workbook = draw_book(book, issue, draw);
    Ok(workbook.map_err(ReportError::in_report(&book.path))?)
}

fn draw_book(book: &Book, issue: &Issue<'_>, draw: &Draw) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = page::empty(&properties(book, issue)?);
    let formats = Formats::new(issue.style);
    let styles = Styles::new(formats.clone());
    let mut names = super::names::Names::except(&[guide::NAME]);
    for form in &book.forms {
        let number = form.sheet.number.as_deref().unwrap_or_default();
        let name = names.sheet(&format!("個票{number}"));
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        draw_form(sheet, form, (issue, draw), &styles)?;
        workbook.define_name(
            format!("{}!{}", address::quoted(&name), marks::NUMBER),
            &format!("=\"{}\"", number.replace('"', "\"\"")),
        )?;
    }
    guide::draw(workbook.add_worksheet(), issue, draw, &formats)?;
    super::write::finished(&mut workbook)
}

/// The marks by which a form that comes back is told from others; no mark of an output, so that it
/// is read.
fn properties(book: &Book, issue: &Issue<'_>) -> Result<DocProperties, XlsxError> {
    let first = issue.year.first_month();
    let day = NaiveDate::from_ymd_opt(first.year(), first.number() as u32, 1).unwrap_or_default();
    Ok(DocProperties::new()
        .set_title(format!("個票 {}", book.path.trim_end_matches(".xlsx")))
        .set_subject(&issue.style.plan)
        .set_comment("kohyo")
        .set_creation_datetime(&page::day(day)?)
        .set_custom_property(marks::FORM, issue.layout.id.as_str())
        .set_custom_property(marks::VERSION, issue.layout.version.to_string().as_str())
        .set_custom_property(marks::PERIOD, issue.period().as_str()))
}

impl Issue<'_> {
    /// `令和9年度　四條畷市ICT・IoT化推進ロードマップ　個票`, without the plan where that is too long.
    fn title(&self) -> String {
        let year = self.year.japanese();
        let words = self.layout.title.join("　");
        let whole = format!("{year}　{}　{words}", self.style.plan);
        if whole.chars().count() <= LONGEST_TITLE {
            whole
        } else {
            format!("{year}　{words}")
        }
    }

    /// `R9-H1`
    fn period(&self) -> String {
        let year = self.year.short();
        self.part
            .map_or_else(|| year.clone(), |part| format!("{year}-{part:?}"))
    }

    /// `令和9年度上期`
    fn japanese(&self) -> String {
        let part = self.part.map_or("", Part::japanese);
        format!("{}{part}", self.year.japanese())
    }
}

fn draw_form(
    sheet: &mut Worksheet,
    form: &FormSheet,
    (issue, draw): (&Issue<'_>, &Draw),
    styles: &Styles,
) -> Result<(), XlsxError> {
    let above = [issue.style.plan.as_str(), &issue.japanese()];
    page::set_up_with(sheet, above, issue.style, issue.paper);
    sheet.set_print_fit_to_pages(1, 1);
    protect(sheet);
    let cache = LineCache::new(Measure::new(issue.style));
    let writer = PageWriter::fitted(sheet, cache, ColumnGrid::of_quarters(draw))?;
    let mut page = ProjectPage::new(
        writer,
        (issue.layout, draw),
        Purpose::Form(form, issue.title()),
        &form.sheet,
        years(form, issue, draw),
        issue.year,
    );
    for row in &draw.rows {
        page.row(row)?;
    }
    page.writer.finish(0, styles)?;
    Ok(())
}

/// The form's own years where they fit the layout, else those the layout has for the period.
fn years(form: &FormSheet, issue: &Issue<'_>, draw: &Draw) -> Vec<FiscalYear> {
    let own: Vec<FiscalYear> = form
        .sheet
        .years
        .iter()
        .map(|year| year.fiscal_year)
        .collect();
    if draw.takes(&own, issue.year) {
        own
    } else {
        draw.years_for(issue.year)
    }
}

/// Locks what is not to be filled in, without a password. Drawing arrows, painting cells and making
/// rows higher stay allowed.
fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        edit_objects: true,
        ..ProtectionOptions::default()
    });
}
