//! The sheet 記入要領: the lines of the layout, nothing else, so that it is known when it comes back.

use super::{Issue, protect};
use crate::layout::draw::Draw;
use crate::report::formats::Formats;
use crate::report::measure::Measure;
use crate::report::page::set_up_with;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The sheet's name.
pub(super) const NAME: &str = "記入要領";
/// Width of the one column in pixels: what A4 landscape shows.
const WIDTH: u32 = 980;
/// Font size of a line in points.
const SIZE: f64 = 11.0;

pub(super) fn draw(
    sheet: &mut Worksheet,
    issue: &Issue<'_>,
    draw: &Draw,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    let above = [issue.style.plan.as_str(), &issue.japanese()];
    set_up_with(sheet, above, issue.style, issue.paper);
    protect(sheet);
    sheet.set_column_width_pixels(0, WIDTH)?;
    let measure = Measure::new(issue.style);
    let plain = formats.plain.clone().set_font_size(SIZE).set_text_wrap();
    for (row, line) in (0..).zip(&draw.guide) {
        let format = if row == 0 { &formats.title } else { &plain };
        sheet.write_string_with_format(row, 0, line, format)?;
        let height = measure.text_height(line, f64::from(WIDTH), SIZE);
        sheet.set_row_height(row, height.max(16.0) + 8.0)?;
    }
    Ok(())
}
