//! How a sheet prints: paper, margins, header and footer; and what a workbook says about itself.

use super::Output;
use super::style::{Paper, Style};
use crate::model::Consolidation;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

/// Name of the custom property that marks a workbook as an output of kohyo; its value is
/// [`Output::key`]. Such workbooks are never read as forms.
pub const OUTPUT_PROPERTY: &str = "kohyo.output";

/// Margins in inches.
const SIDE: f64 = 0.5;
const TOP: f64 = 0.6;
const BOTTOM: f64 = 0.55;
const HEADER: f64 = 0.3;

/// Excel takes no more than 255 characters of header or footer.
const HEADER_LIMIT: usize = 255;

/// The room that [`set_up`] leaves on a page, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printable {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// The printable room of a landscape page.
pub fn printable(paper: Paper) -> Printable {
    const POINTS_PER_INCH: f64 = 72.0;
    const POINTS_PER_MM: f64 = POINTS_PER_INCH / 25.4;
    let (width, height) = match paper {
        Paper::A4 => (297.0, 210.0),
        Paper::A3 => (420.0, 297.0),
    };
    Printable {
        width: width * POINTS_PER_MM - 2.0 * SIDE * POINTS_PER_INCH,
        height: height * POINTS_PER_MM - (TOP + BOTTOM) * POINTS_PER_INCH,
    }
}

/// How many pixels of a sheet's width are on this paper what `pixels` are on A4.
pub fn widened(pixels: u32, paper: Paper) -> u32 {
    (f64::from(pixels) * enlargement(paper)) as u32
}

/// How much more room a page has than one of A4, from left to right.
pub fn enlargement(paper: Paper) -> f64 {
    printable(paper).width / printable(Paper::A4).width
}

/// Sets a landscape page: one page wide, as many tall as needed, the plan and period above, the
/// page number below.
pub fn set_up(sheet: &mut Worksheet, consolidation: &Consolidation, style: &Style, paper: Paper) {
    let above = above(consolidation, style);
    set_up_with(sheet, above.each_ref().map(String::as_str), style, paper);
}

/// What stands above every page, left and right.
pub(super) fn above(consolidation: &Consolidation, style: &Style) -> [String; 2] {
    let period = consolidation.period.japanese();
    let right = match &style.prepared_by {
        Some(who) => format!("{period}　{who}"),
        None => period,
    };
    [consolidation.plan.clone(), right]
}

/// [`set_up`] with texts of one's own, left and right above.
pub fn set_up_with(sheet: &mut Worksheet, above: [&str; 2], style: &Style, paper: Paper) {
    let font = format!("&\"{},Regular\"&8", style.font.replace(['"', '&'], ""));
    let room = (HEADER_LIMIT / 2).saturating_sub(font.chars().count() + 8);
    let [left, right] = above.map(|text| header_text(text, room));
    sheet
        .set_paper_size(paper.code())
        .set_landscape()
        .set_margins(SIDE, SIDE, TOP, BOTTOM, HEADER, HEADER)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_header(format!("&L{font} {left}&R{font} {right}"))
        .set_footer(format!("&L{font} &A&C{font} &P / &N"))
        .set_screen_gridlines(false);
}

/// Text for a header: `&` starts a command there, and the length is bounded.
fn header_text(text: &str, room: usize) -> String {
    let line = text.replace(['\n', '\r'], " ");
    let mut escaped = String::new();
    for c in line.chars() {
        let step = if c == '&' {
            "&&".to_owned()
        } else {
            c.to_string()
        };
        if escaped.chars().count() + step.len().min(2) > room {
            escaped.push('…');
            break;
        }
        escaped.push_str(&step);
    }
    escaped
}

/// A day as a workbook keeps it.
///
/// # Errors
/// The day lies outside the years a workbook knows.
pub fn day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900).clamp(1900, 9999);
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)
}

/// A new workbook that says what it is; its creation date is the as-of day, so that the same data
/// give the same bytes.
///
/// # Errors
/// The as-of day lies outside the years a workbook knows.
pub fn workbook(
    consolidation: &Consolidation,
    style: &Style,
    title: &str,
    output: Output,
) -> Result<Workbook, XlsxError> {
    let created = day(consolidation.period.as_of)?;
    let mut properties = DocProperties::new()
        .set_title(title)
        .set_subject(format!(
            "{} {}",
            consolidation.plan,
            consolidation.period.japanese()
        ))
        .set_comment("kohyo")
        .set_creation_datetime(&created)
        .set_custom_property(OUTPUT_PROPERTY, output.key());
    if let Some(who) = &style.prepared_by {
        properties = properties.set_author(who);
    }
    Ok(empty(&properties))
}

/// A workbook of these properties, to be packed in a hurry: the lowest level takes a third of the
/// usual one's time, and files become a quarter larger.
pub fn empty(properties: &DocProperties) -> Workbook {
    let mut workbook = Workbook::new();
    workbook
        .set_properties(properties)
        .set_zip_compression_level(1);
    workbook
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_commands_in_names_are_plain_text_and_length_is_bounded() {
        assert_eq!(header_text("A&B\n案", 100), "A&&B 案");
        let long = header_text(&"&".repeat(400), 100);
        assert!(long.chars().count() <= 101, "{long}");
        assert_eq!(long.chars().filter(|c| *c == '&').count() % 2, 0);
    }
}
