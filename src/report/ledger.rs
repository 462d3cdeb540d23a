//! The sheet 提出状況: every project of the register, what belongs to none, and whom to remind with
//! what words. It stands in 総括表 and in 確認事項 alike.

use super::formats::{Formats, TEXT};
use super::measure::Measure;
use super::style::{Paper, Style, severity_mark};
use super::summary::rows::Rows;
use super::write::{self, Area};
use super::{page, wareki};
use crate::finding::Severity;
use crate::model::{
    Consolidation, Department, Ledger, LedgerLine, Place, Reminder, Standing, Stray, Unopened,
};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Name of the sheet.
pub const SHEET: &str = "提出状況";
/// Heading and width in pixels of each column; together one A4 page across.
const COLUMNS: [(&str, u32); 7] = [
    ("番号", 52),
    ("事業名称", 200),
    ("担当部課", 164),
    ("提出期限", 100),
    ("状況", 84),
    ("ファイル › シート", 240),
    ("内容", 202),
];
const LAST: u16 = COLUMNS.len() as u16 - 1;
/// Least height of a row in points.
const ROW: f64 = 18.0;

/// Draws the sheet; `None` where no register was given.
///
/// # Errors
/// The sheet cannot be written.
pub fn sheet(
    consolidation: &Consolidation,
    style: &Style,
    paper: Paper,
) -> Result<Option<Worksheet>, XlsxError> {
    let Some(ledger) = &consolidation.ledger else {
        return Ok(None);
    };
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    page::set_up(&mut sheet, consolidation, style, paper);
    for (col, (_, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width_pixels(col, width)?;
    }
    let mut draw = Draw {
        sheet: &mut sheet,
        consolidation,
        ledger,
        style,
        formats: Formats::new(style),
        measure: Measure::new(style),
        rows: Rows::new(paper, COLUMNS.iter().map(|(_, width)| width).sum()),
        first: false,
    };
    draw.head()?;
    draw.lines()?;
    draw.strays()?;
    draw.unopened()?;
    draw.reminders()?;
    let rows = draw.rows;
    sheet.set_print_area(0, 0, rows.next().saturating_sub(1), LAST)?;
    rows.finish(&mut sheet)?;
    Ok(Some(sheet))
}

/// A text in columns from left to right.
struct Cell<'t> {
    text: &'t str,
    left: u16,
    right: u16,
    format: &'t Format,
}

struct Draw<'a> {
    sheet: &'a mut Worksheet,
    consolidation: &'a Consolidation,
    ledger: &'a Ledger,
    style: &'a Style,
    formats: Formats,
    measure: Measure,
    rows: Rows,
    /// Whether a table's first row comes next.
    first: bool,
}

impl Draw<'_> {
    fn head(&mut self) -> Result<(), XlsxError> {
        let row = self.rows.add(self.sheet, 26.0)?;
        write::text(self.sheet, row, 0, "提出状況", &self.formats.title)?;
        let about = format!(
            "{}　{}　{}現在",
            self.consolidation.plan,
            self.consolidation.period.japanese(),
            wareki::date(self.ledger.today),
        );
        let row = self.rows.add(self.sheet, ROW)?;
        write::text(self.sheet, row, 0, &about, &self.formats.subtitle)?;
        let counts: Vec<String> = Standing::ALL
            .iter()
            .map(|standing| (standing.japanese(), self.ledger.count(*standing)))
            .chain([("番号不明", self.ledger.strays.len())])
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        let counts = format!("台帳 {}件: {}", self.ledger.lines.len(), counts.join("　"));
        let row = self.rows.add(self.sheet, ROW)?;
        write::text(self.sheet, row, 0, &counts, &self.formats.plain)
    }

    /// The title and headings of a table; they stay with its first row.
    fn section(&mut self, title: &str, headings: &[(&str, u16, u16)]) -> Result<(), XlsxError> {
        self.rows.begin_group();
        self.rows.add(self.sheet, 12.0)?;
        let row = self.rows.add(self.sheet, 20.0)?;
        write::text(self.sheet, row, 0, title, &self.formats.section)?;
        let row = self.rows.add(self.sheet, ROW)?;
        for (heading, left, right) in headings {
            let area = Area::row(row, *left, *right);
            write::merged(self.sheet, area, heading, &self.formats.heading)?;
        }
        self.first = true;
        Ok(())
    }

    /// One row as high as its texts need, in the formats given.
    fn cells(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        let needed = cells.iter().map(|cell| {
            let columns = usize::from(cell.left)..=usize::from(cell.right);
            let width: u32 = COLUMNS[columns].iter().map(|(_, width)| width).sum();
            self.measure.text_height(cell.text, f64::from(width), TEXT)
        });
        let height = needed.fold(ROW, f64::max);
        if !std::mem::take(&mut self.first) {
            self.rows.begin_group();
        }
        let row = self.rows.add(self.sheet, height)?;
        for cell in cells {
            let area = Area::row(row, cell.left, cell.right);
            write::merged(self.sheet, area, cell.text, cell.format)?;
        }
        Ok(())
    }

    fn lines(&mut self) -> Result<(), XlsxError> {
        let headings: Vec<(&str, u16, u16)> = (0..)
            .zip(COLUMNS)
            .map(|(col, (name, _))| (name, col, col))
            .collect();
        self.section("台帳の取組み", &headings)?;
        let ledger = self.ledger;
        for line in &ledger.lines {
            self.line(line)?;
        }
        Ok(())
    }

    fn line(&mut self, line: &LedgerLine) -> Result<(), XlsxError> {
        let Formats { centre, middle, .. } = self.formats.clone();
        let looks = match weight(line.standing) {
            Some(severity) => self.formats.severity(severity),
            None => centre.clone(),
        };
        let mark = weight(line.standing).map_or("", severity_mark);
        let standing = format!("{mark}{}", line.standing.japanese());
        let due = line.due.map(wareki::date).unwrap_or_default();
        let late = line.standing.is_wanting() && line.due.is_some_and(|d| d < self.ledger.today);
        let due = if late {
            format!("{due}\n（期限後）")
        } else {
            due
        };
        let departments = departments(&line.departments);
        let places = places(&line.places);
        let texts: [(&str, &Format); 7] = [
            (&line.number, &centre),
            (line.name.as_deref().unwrap_or_default(), &middle),
            (&departments, &middle),
            (&due, &centre),
            (&standing, &looks),
            (&places, &middle),
            (&line.remark, &middle),
        ];
        self.plain_row(&texts)
    }

    /// One cell a column.
    fn plain_row(&mut self, texts: &[(&str, &Format)]) -> Result<(), XlsxError> {
        let cells: Vec<Cell<'_>> = (0_u16..)
            .zip(texts)
            .map(|(col, (text, format))| Cell {
                text,
                left: col,
                right: col,
                format,
            })
            .collect();
        self.cells(&cells)
    }

    fn strays(&mut self) -> Result<(), XlsxError> {
        let ledger = self.ledger;
        if ledger.strays.is_empty() {
            return Ok(());
        }
        let headings = [
            ("番号", 0, 0),
            ("事業名称", 1, 1),
            ("担当部課", 2, 3),
            ("ファイル › シート", 4, 5),
            ("内容", 6, LAST),
        ];
        self.section("番号不明（番号がないか、台帳にない個票）", &headings)?;
        let Formats { centre, middle, .. } = self.formats.clone();
        for Stray {
            place,
            number,
            name,
            departments: of,
        } in &ledger.strays
        {
            let departments = departments(of);
            let place = places(std::slice::from_ref(place));
            let why = match number {
                Some(_) => "台帳にない番号です",
                None => "番号が書かれていません",
            };
            let cell = |text, left, right, format| Cell {
                text,
                left,
                right,
                format,
            };
            self.cells(&[
                cell(number.as_deref().unwrap_or("－"), 0, 0, &centre),
                cell(name.as_deref().unwrap_or_default(), 1, 1, &middle),
                cell(&departments, 2, 3, &middle),
                cell(&place, 4, 5, &middle),
                cell(why, 6, LAST, &middle),
            ])?;
        }
        Ok(())
    }

    fn unopened(&mut self) -> Result<(), XlsxError> {
        let ledger = self.ledger;
        if ledger.unopened.is_empty() {
            return Ok(());
        }
        self.section(
            "開けないファイル（どの取組みのものか分かりません）",
            &[("ファイル", 0, 3), ("理由", 4, LAST)],
        )?;
        let middle = self.formats.middle.clone();
        for Unopened { file, why } in &ledger.unopened {
            let cell = |text, left, right| Cell {
                text,
                left,
                right,
                format: &middle,
            };
            self.cells(&[cell(file, 0, 3), cell(why, 4, LAST)])?;
        }
        Ok(())
    }

    fn reminders(&mut self) -> Result<(), XlsxError> {
        let ledger = self.ledger;
        self.section(
            "督促（提出期限を過ぎたもの）",
            &[
                ("担当部課", 0, 1),
                ("件数", 2, 2),
                ("メールに貼り付ける文面", 3, LAST),
            ],
        )?;
        let Formats { centre, middle, .. } = self.formats.clone();
        if ledger.reminders.is_empty() {
            return self.cells(&[Cell {
                text: "提出期限を過ぎて提出のない取組みはありません。",
                left: 0,
                right: LAST,
                format: &middle,
            }]);
        }
        for reminder in &ledger.reminders {
            let who = addressee(reminder);
            let count = format!("{}件", reminder.lines.len());
            let letter = self.letter(reminder);
            let cell = |text, left, right, format| Cell {
                text,
                left,
                right,
                format,
            };
            self.cells(&[
                cell(&who, 0, 1, &middle),
                cell(&count, 2, 2, &centre),
                cell(&letter, 3, LAST, &middle),
            ])?;
        }
        Ok(())
    }

    /// The text of a mail to one division.
    fn letter(&self, reminder: &Reminder) -> String {
        let lines = reminder
            .lines
            .iter()
            .filter_map(|at| self.ledger.lines.get(*at));
        let projects: Vec<String> = lines.map(owed).collect();
        let mut letter = format!(
            "{}　御中\n\n{}の個票（{}）について、{}現在、次の取組みの提出を確認できていません。\n{}\n\nお手数ですが、至急ご提出くださいますようお願いします。行き違いでご提出済みの場合はご容赦ください。",
            addressee(reminder),
            self.consolidation.plan,
            self.consolidation.period.japanese(),
            wareki::date(self.ledger.today),
            projects.join("\n"),
        );
        if let Some(who) = &self.style.prepared_by {
            letter.push_str("\n\n");
            letter.push_str(who);
        }
        letter
    }
}

/// How much attention a standing needs.
const fn weight(standing: Standing) -> Option<Severity> {
    match standing {
        Standing::Missing | Standing::Unopened => Some(Severity::Error),
        Standing::Duplicate | Standing::OldForm => Some(Severity::Warning),
        Standing::Submitted | Standing::NotApplicable | Standing::NotDue => None,
    }
}

/// One project in a mail: `・番号3「…」（提出期限 令和2年10月9日）`.
fn owed(line: &LedgerLine) -> String {
    let due = line.due.map(wareki::date).unwrap_or_default();
    let why = match line.standing {
        Standing::OldForm => "。以前の年度の様式で届いています",
        Standing::Unopened => "。届いたファイルを開けません",
        _ => "",
    };
    format!(
        "・番号{}「{}」（提出期限 {due}{why}）",
        line.number,
        line.name.as_deref().unwrap_or("名称なし")
    )
}

fn addressee(reminder: &Reminder) -> String {
    let department = reminder.department.as_ref();
    department.map_or_else(|| "（担当部課の登録なし）".to_owned(), written)
}

fn written(department: &Department) -> String {
    let parts = [&department.bureau, &department.division];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" ")
}

fn departments(departments: &[Department]) -> String {
    let names: Vec<String> = departments.iter().map(written).collect();
    names.join("\n")
}

fn places(places: &[Place]) -> String {
    let names: Vec<String> = places
        .iter()
        .map(|place| match &place.sheet {
            Some(sheet) => format!("{} › {sheet}", place.file),
            None => place.file.clone(),
        })
        .collect();
    names.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::inspect::Geometry;
    use crate::report::testdata::{consolidation, sheet_texts};
    use crate::report::{Output, render};
    use chrono::NaiveDate;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 10, day).unwrap()
    }

    fn line(number: &str, standing: Standing, due: u32) -> LedgerLine {
        LedgerLine {
            number: number.to_owned(),
            name: Some(format!("取組み{number}")),
            departments: vec![Department {
                bureau: Some("教育部".to_owned()),
                division: Some("学校教育課".to_owned()),
            }],
            due: Some(day(due)),
            standing,
            places: vec![Place {
                file: "教育部/個票.xlsx".to_owned(),
                sheet: Some("個票".to_owned()),
            }],
            remark: "長い説明です。".repeat(12),
        }
    }

    fn with_ledger() -> Consolidation {
        let mut data = consolidation();
        data.ledger = Some(Ledger {
            today: day(20),
            lines: vec![
                line("1", Standing::Submitted, 9),
                line("2", Standing::Missing, 9),
                line("3", Standing::OldForm, 9),
            ],
            strays: vec![Stray {
                place: Place {
                    file: "x.xlsx".to_owned(),
                    sheet: Some("s".to_owned()),
                },
                number: None,
                name: Some("=名前".to_owned()),
                departments: Vec::new(),
            }],
            unopened: vec![Unopened {
                file: "y.xlsx".to_owned(),
                why: "パスワードが付いています".to_owned(),
            }],
            reminders: vec![Reminder {
                department: line("2", Standing::Missing, 9).departments.pop(),
                lines: vec![1, 2],
            }],
        });
        data
    }

    #[test]
    fn both_workbooks_have_the_sheet_only_where_a_register_was_given() {
        let style = Style::default();
        for output in [Output::Summary, Output::Findings] {
            let books = render(&with_ledger(), &style, None, &[output]).unwrap();
            let texts = sheet_texts(&books[0].bytes, SHEET).concat().join("\n");
            for wanted in [
                "提出済 1",
                "■未提出",
                "▲旧様式",
                "番号が書かれていません",
                "パスワードが付いています",
                "教育部 学校教育課　御中",
                "・番号2「取組み2」（提出期限 令和2年10月9日）\n・番号3「取組み3」（提出期限 令和2年10月9日。以前の年度の様式で届いています）",
            ] {
                assert!(texts.contains(wanted), "{wanted}\n{texts}");
            }
            let books = render(&consolidation(), &style, None, &[output]).unwrap();
            let workbook = crate::report::testdata::part(&books[0].bytes, "xl/workbook.xml");
            assert!(!workbook.contains(SHEET));
        }
    }

    #[test]
    fn no_text_is_clipped() {
        let books = render(&with_ledger(), &Style::default(), None, &[Output::Findings]).unwrap();
        let clipped = Geometry::of(&books[0].bytes, 2).clipped();
        assert_eq!(clipped, Vec::<String>::new());
    }
}
