//! 要審議: what the headquarters decides on. One table of all projects, those with something to be said of them
//! first, each with a place for the decision and why.
//!
//! ```text
//! (hidden words of the columns that take entries)
//! 区分 │ 番号 │ 事業名称 │ 担当部課 │ 進捗 KPI KGI │ 審議の理由 │ 評価者の理由・意見 │ 決定 │ 決定の理由 │ (hidden words)
//! ```
//! The words ([`crate::tag`]) make the entries known again when the file comes back, sorted or not.

mod overlong;
mod reasons;

use super::standing::Standing;
use super::tally::Line;
use super::{Book, Drawn, departments, list, name, number};
use crate::model::{Grade, Measure, Outcome};
use crate::report::formats::SMALL;
use crate::report::page;
use crate::report::style::Paper;
use crate::report::table::{IN_ANNEX, Pages, Start};
use crate::report::write;
use crate::tag::{ColumnTag, RowKind, RowTag};
pub(super) use overlong::{Overlong, overlong};
use overlong::{Texts, is_too_long};
use reasons::{Case, Class, cases};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, FormatBorder, Table, TableColumn, TableStyle, Url,
    Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Name of the sheet, and of its table.
pub(super) const SHEET: &str = "要審議";
const TABLE: &str = "審議";
/// The hidden row of the column words, the headings, and the first line.
const WORDS: u32 = 0;
const HEADINGS: u32 = 3;
const FIRST: u32 = 4;
/// Columns that stay when scrolling: up to the name.
const FROZEN: u16 = 3;
/// Least and greatest height of a line, in points.
const LINE: f64 = 27.0;
const HIGHEST: f64 = 396.0;

const CLASS: u16 = 0;
const NUMBER: u16 = 1;
const NAME: u16 = 2;
const DEPARTMENTS: u16 = 3;
const RATINGS: u16 = 4;
const WHY: u16 = 7;
const WORDS_OF_EVALUATOR: u16 = 8;
const OUTCOME: u16 = 9;
const REASON: u16 = 10;
const LAST: u16 = REASON;
/// Heading, width in pixels on A4, and the share of what A3 is wider.
const COLUMNS: [(&str, u32, u32); LAST as usize + 1] = [
    ("区分", 60, 12),
    ("番号", 38, 6),
    ("事業名称", 132, 60),
    ("担当部課", 88, 40),
    ("進捗", 42, 6),
    ("KPI", 42, 6),
    ("KGI", 42, 6),
    ("審議の理由", 232, 110),
    ("評価者の理由・意見", 190, 100),
    ("決定", 66, 10),
    ("決定の理由", 150, 100),
];

fn width(paper: Paper, col: u16) -> u32 {
    let (_, narrow, wider) = COLUMNS[usize::from(col)];
    match paper {
        Paper::A4 => narrow,
        Paper::A3 => narrow + wider,
    }
}

/// How many projects have something to be said of them.
pub(super) fn count(book: &Book<'_>) -> usize {
    let cases = cases(book);
    cases
        .iter()
        .filter(|case| case.class != Class::Rest)
        .count()
}

/// The cells of the decisions, for formulas on other sheets.
pub(super) fn outcomes(book: &Book<'_>) -> String {
    let counted = book.lines.iter().filter(|line| line.counted).count() as u32;
    let last = FIRST + counted.max(1) - 1;
    let cells = rust_xlsxwriter::utility::cell_range_absolute(FIRST, OUTCOME, last, OUTCOME);
    format!("{SHEET}!{cells}")
}

/// Draws the sheet.
pub(super) fn sheet(book: &Book<'_>) -> Result<Drawn, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    let paper = book.style.paper;
    page::set_up(&mut sheet, book.consolidation, book.style, paper);
    for col in 0..=LAST {
        sheet.set_column_width_pixels(col, width(paper, col))?;
    }
    let mut canvas = Canvas {
        rows: Pages::new(paper, (0..=LAST).map(|col| width(paper, col)).sum()),
        sheet,
        book,
        looks: Looks::new(book),
    };
    let cases = cases(book);
    canvas.head(&cases)?;
    let mut lines = vec![FIRST; book.lines.len()];
    let mut class = None;
    for case in &cases {
        let is_first = class.replace(case.class) != Some(case.class);
        let row = canvas.line(case, is_first)?;
        lines[case.at] = row;
    }
    if cases.is_empty() {
        canvas.rows.add(&mut canvas.sheet, LINE)?;
    }
    of_copies(book, &mut lines);
    let Canvas {
        mut sheet, rows, ..
    } = canvas;
    rows.finish(&mut sheet)?;
    let last = rows.next() - 1;
    table(&mut sheet, book, last)?;
    sheet
        .set_print_area(WORDS + 1, 0, last, LAST)?
        .set_freeze_panes(FIRST, FROZEN)?;
    Ok(Drawn { sheet, lines })
}

/// A copy has no line of its own; it leads to that of the form that counts.
fn of_copies(book: &Book<'_>, lines: &mut [u32]) {
    let mut first = BTreeMap::new();
    for (at, line) in book.lines.iter().enumerate() {
        let number = line.project.sheet.number.as_deref();
        if line.counted {
            first.insert(number, lines[at]);
        } else if let Some(row) = first.get(&number) {
            lines[at] = *row;
        }
    }
}

/// Headings Excel knows, and only the four words for a decision. The hidden words belong to the table: Excel
/// sorts what is in it and nothing beside it, and they must go with their lines.
fn table(sheet: &mut Worksheet, book: &Book<'_>, last: u32) -> Result<(), XlsxError> {
    let heading = book.formats.heading.clone().set_font_size(SMALL);
    let headings = COLUMNS.iter().map(|(heading_text, ..)| *heading_text);
    let columns: Vec<TableColumn> = headings
        .chain(["目印"])
        .map(|heading_text| {
            TableColumn::new()
                .set_header(heading_text)
                .set_header_format(&heading)
        })
        .collect();
    let table = Table::new()
        .set_name(TABLE)
        .set_style(TableStyle::None)
        .set_alt_text_title("審議")
        .set_alt_text("取組みごとの評価、審議の理由、推進本部の決定とその理由")
        .set_columns(&columns);
    sheet.add_table(HEADINGS, 0, last, LAST + 1, &table)?;
    let words = Outcome::ALL.map(Outcome::japanese);
    let only = DataValidation::new()
        .allow_list_strings(&words)?
        .set_input_title("推進本部の決定")?
        .set_input_message(words.join("・"))?
        .set_error_title("推進本部の決定")?
        .set_error_message(format!(
            "{} のいずれか一つを選んでください。",
            words.join("・")
        ))?;
    sheet.add_data_validation(FIRST, OUTCOME, last, OUTCOME, &only)?;
    Ok(())
}

struct Looks {
    text: Format,
    centre: Format,
    bold: Format,
    link: Format,
    outcome: Format,
    reason: Format,
    word: Format,
}

impl Looks {
    fn new(book: &Book<'_>) -> Self {
        let formats = &book.formats;
        let small = |format: &Format| format.clone().set_font_size(SMALL);
        let middle = |format: &Format| format.clone().set_align(FormatAlign::VerticalCenter);
        Self {
            text: middle(&small(&formats.text)),
            centre: small(&formats.centre),
            bold: small(&formats.centre).set_bold(),
            link: middle(&small(&formats.link)).set_align(FormatAlign::Center),
            outcome: formats.input_centre.clone().set_font_size(10),
            reason: middle(&small(&formats.input)),
            word: formats.plain.clone(),
        }
    }
}

struct Canvas<'a, 'b> {
    sheet: Worksheet,
    rows: Pages,
    book: &'a Book<'b>,
    looks: Looks,
}

impl Canvas<'_, '_> {
    fn head(&mut self, cases: &[Case<'_>]) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let row = self.rows.add(&mut self.sheet, 0.0)?;
        for (col, tag) in [
            (NUMBER, ColumnTag::Number),
            (OUTCOME, ColumnTag::Outcome),
            (REASON, ColumnTag::Reason),
        ] {
            write::text(
                &mut self.sheet,
                row,
                col,
                &tag.to_string(),
                &self.looks.word,
            )?;
        }
        self.sheet
            .set_row_hidden(row)?
            .set_column_hidden(LAST + 1)?;
        let row = self.rows.add(&mut self.sheet, 24.0)?;
        let title = "審議を要する取組みと推進本部の決定";
        write::text(&mut self.sheet, row, 0, title, &formats.title)?;
        let row = self.rows.add(&mut self.sheet, 16.0)?;
        let counts: Vec<String> = Class::ALL
            .iter()
            .map(|class| {
                let count = cases.iter().filter(|case| case.class == *class).count();
                format!("{} {count}件", class.japanese())
            })
            .collect();
        let subtitle = format!("{}　{}", self.book.subtitle(), counts.join("　"));
        write::text(&mut self.sheet, row, 0, &subtitle, &formats.subtitle)?;
        self.rows.add(&mut self.sheet, 18.0)?;
        self.rows.repeat(&mut self.sheet, [HEADINGS, HEADINGS])
    }

    /// Writes a project and gives its row; the rest begins a page where it does not fit below.
    fn line(&mut self, case: &Case<'_>, is_first: bool) -> Result<u32, XlsxError> {
        let (line, decision) = (case.line, &case.line.project.decided.decision);
        let outcome = decision
            .as_ref()
            .map(|decision| decision.outcome.japanese());
        let Texts { why, words, reason } = Texts::of(self.book, case);
        // A text that overflows its cell is to be read from its beginning.
        let reason_look = match is_too_long(self.book, REASON, &reason) {
            true => self.looks.reason.clone().set_align(FormatAlign::Top),
            false => self.looks.reason.clone(),
        };
        let texts = [
            (CLASS, case.class.japanese().to_owned(), &self.looks.centre),
            (NUMBER, number(line.project).to_owned(), &self.looks.link),
            (NAME, name(line.project).to_owned(), &self.looks.text),
            (DEPARTMENTS, departments(line.project), &self.looks.text),
            (WHY, why, &self.looks.text),
            (WORDS_OF_EVALUATOR, words, &self.looks.text),
            (
                OUTCOME,
                outcome.unwrap_or_default().to_owned(),
                &self.looks.outcome,
            ),
            (REASON, reason, &reason_look),
        ];
        let fitted: Vec<(u16, Cow<'_, str>, f64, &Format)> = texts
            .iter()
            .map(|(col, text, format)| {
                let (fitted, height) = self.fit(*col, text);
                // What comes back is taken as it stands, so a reason is never cut.
                let shown = match *col {
                    REASON => Cow::Borrowed(text.as_str()),
                    _ => fitted,
                };
                (*col, shown, height, *format)
            })
            .collect();
        let height = fitted.iter().map(|(_, _, height, _)| *height);
        let height = height.fold(LINE, f64::max);
        if is_first && case.class == Class::Rest {
            self.rows.begin(Start::Chapter);
        }
        self.rows.begin(Start::Group);
        let row = self.rows.add(&mut self.sheet, height)?;
        let begins = |format: &Format| match is_first {
            true => format.clone().set_border_top(FormatBorder::Medium),
            false => format.clone(),
        };
        let place = row_col_to_cell(list::row(case.at), 0);
        let url = Url::new(format!("internal:'{}'!{place}", list::SHEET));
        self.sheet
            .write_url_with_format(row, NUMBER, &url, &self.looks.link)?;
        for (col, text, _, format) in fitted {
            write::text(&mut self.sheet, row, col, &text, &begins(format))?;
        }
        for measure in Measure::ALL {
            let standing = *line.standings.get(measure);
            let format = begins(&self.rating_look(standing));
            let text = standing.long().replace('（', "\n（");
            let col = RATINGS + measure as u16;
            write::text(&mut self.sheet, row, col, &text, &format)?;
        }
        let word = self.word(line);
        write::text(&mut self.sheet, row, LAST + 1, &word, &self.looks.word)?;
        Ok(row)
    }

    /// The row's hidden word.
    fn word(&self, line: &Line<'_>) -> String {
        let sheet = &line.project.sheet;
        let source = [sheet.source.file.as_str(), sheet.source.sheet.as_str()];
        let period = &self.book.consolidation.period;
        let number = sheet.number.as_deref();
        RowTag::new(RowKind::Decision, period, number, source, None).to_string()
    }

    fn rating_look(&self, standing: Standing) -> Format {
        match standing.grade() {
            Some(grade @ (Grade::B | Grade::C)) => {
                self.book.formats.grade(grade).set_font_size(SMALL)
            }
            Some(_) => self.looks.bold.clone(),
            None => self.looks.centre.clone(),
        }
    }

    /// A text as it fits its column, and the height it takes.
    fn fit<'t>(&self, col: u16, text: &'t str) -> (Cow<'t, str>, f64) {
        let wide = width(self.book.style.paper, col);
        let size = match col {
            OUTCOME => 10.0,
            _ => SMALL,
        };
        self.book
            .measure
            .fitted(text, wide, size, HIGHEST, IN_ANNEX)
    }
}
